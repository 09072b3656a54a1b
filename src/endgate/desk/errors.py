"""Faults of the desk: EG80nn store, EG81nn web and access, EG82nn API, EG83nn jobs."""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind


class DeskError(EndgateError):
    """The desk cannot start, or an act at it is refused."""


EXPOSED = fault_kind(
    "EG8101",
    "desk would be open to other machines",
    "Cases and sign-in would cross a network that nobody has vouched for.",
    "Set allowed_hosts and either trusted_proxy or insecure_http = true, or listen on 127.0.0.1.",
)
ADDRESS_TAKEN = fault_kind(
    "EG8102",
    "address not to be had",
    "Another program answers there, or it is not this machine's.",
    "Stop the other program, or choose another port: endgate serve --port 8081.",
)
NO_SUCH_ROLE = fault_kind(
    "EG8103",
    "setting names no role",
    "People with a misspelt role would be let in without what they must have.",
    "Write the role in endgate.toml as docs/desk.md does.",
)
TOO_OFTEN = fault_kind(
    "EG8104",
    "asked too often",
    "One who asks without a pause keeps the others waiting.",
    "Wait as long as Retry-After says; requests_per_minute of [desk] sets the limit.",
)
BUSY = fault_kind(
    "EG8111",
    "desk is busy",
    "More is asked at once than can be answered soon; nothing of this request was done.",
    "Ask again in a while; whoever keeps the desk sees what floods it.",
)
NO_SERVER = fault_kind(
    "EG8001",
    "database server not to be had",
    "Cases cannot be read or kept, so nothing is answered.",
    "Check database_url and the server; pip install 'endgate[team]' brings the driver.",
)
OTHER_DATABASE = fault_kind(
    "EG8003",
    "database of another version",
    "Tables that differ from the program's lose or misread what is written.",
    "Bring it up: endgate db migrate (it makes a copy first).",
)
TRIGGERS_GONE = fault_kind(
    "EG8004",
    "guards of the database absent",
    "Decisions, acts and events could be changed without a trace.",
    "Find out who changed the database, then: endgate db migrate.",
)
NO_ROOM = fault_kind(
    "EG8005",
    "no room left on the disk",
    "What cannot be written whole is not written at all; what was kept before is as it was.",
    "Whoever keeps the desk makes room where its data lies; then do it again.",
)
REFUSED = fault_kind(
    "EG8105",
    "act refused",
    "An act beyond a role, a team or the four eyes would stand on nobody's authority.",
    "Ask somebody whose role allows it; docs/desk.md lists the roles.",
)
NOT_NOW = fault_kind(
    "EG8106",
    "act out of order",
    "A case moves only along its workflow, so that whoever reads it knows what has been done.",
    "See the case's state and the acts that are still wanted.",
)
SUPERSEDED = fault_kind(
    "EG8108",
    "not the newest decision",
    "A signature would stand under an answer that has changed since.",
    "Open the newest decision, read what changed, and sign that one.",
)
UNPROVEN = fault_kind(
    "EG8109",
    "not proven who signs",
    "A desk is left unlocked, and a signature must be its owner's.",
    "Give your password, or a code of your second factor, with the signature.",
)
NOT_OURS = fault_kind(
    "EG8110",
    "request not made for this desk",
    "Another site could act in the name of whoever is signed in here.",
    "Open the page anew under the desk's own address, and send its form from there.",
)
CONTROL = fault_kind(
    "EG8112",
    "control character",
    "It hides text from the reader, and a database breaks on it.",
    "Remove the character; text that is copied from elsewhere often carries one at its end.",
)
LINK_GONE = fault_kind(
    "EG8113",
    "link no longer holds",
    "A link lets one person in, once and for a while, so that a copy of it is worth nothing.",
    "Sign in with your password, or have a new link made: endgate user reset NAME.",
)
NOT_HERE = fault_kind(
    "EG8114",
    "nothing here",
    "What is hidden and what is missing are the same.",
    "Look for the case under Find; if it is another team's, ask that team.",
)
UNREADABLE = fault_kind(
    "EG8115",
    "request not readable",
    "It is damaged, or larger than a form of this desk can be.",
    "Open the page anew and send its form again, in parts where it is long.",
)
WRONG_METHOD = fault_kind(
    "EG8116",
    "page not asked in that way",
    "A page is read, or one of its forms is sent; it can do nothing else.",
    "Use GET or POST; programs find their calls in /api/1/openapi.json.",
)
BROKEN = fault_kind(
    "EG8117",
    "something failed here",
    "It is a fault of the desk, not yours; what was not recorded before is not recorded now.",
    "Tell whoever keeps the desk the code; the same code stands in its log.",
)
SIGNED_OUT = fault_kind(
    "EG8118",
    "not signed in",
    "A session ends after half an hour without an act, and after eight hours in all.",
    "Sign in, then do it again.",
)
NOT_UNDERSTOOD = fault_kind(
    "EG8201",
    "request not understood",
    "What is read by half would be answered by half.",
    "See docs/api.md and /api/1/openapi.json for what the call takes.",
)
NO_TOKEN = fault_kind(
    "EG8202",
    "no valid token",
    "Whoever asks must be known, so that only what exists for them is told.",
    "Make a token: endgate token add USER --scope SCOPE, and send it as Authorization: Bearer.",
)
NOT_ALLOWED = fault_kind(
    "EG8203",
    "token not sufficient",
    "A token never may more than its scopes and its person.",
    "Make a token with the scope, for a person whose role allows it.",
)
NOTHING_HERE = fault_kind(
    "EG8204",
    "nothing at this address",
    "What is hidden and what is missing are the same.",
    "See /api/1/openapi.json for the calls, and ask with a token that may see it.",
)
TOO_LARGE = fault_kind(
    "EG8206",
    "too much at once",
    "A request beyond the limit would keep others waiting.",
    "Send several smaller ones.",
)
MISSING = fault_kind(
    "EG8107",
    "something is left out, or not as it must be",
    "An act that rests on a blank or on a misreading cannot be defended later.",
    "Mend the field that is named.",
)
WORKER_RUNS = fault_kind(
    "EG8301",
    "another worker runs",
    "Two workers on one file would decide the same cases twice.",
    "Stop the other one, or let it work; any number of workers may share a database server.",
)
JOB_FAILED = fault_kind(
    "EG8302",
    "job failed",
    "What it was to do is not done; nothing that was there before has changed.",
    "See its detail, mend the cause, and start it again.",
)
JOB_LOST = fault_kind(
    "EG8303",
    "job given up",
    "Its worker died while it ran, more often than a job is tried.",
    "See what stops the worker (memory, disk), then start the job again.",
)
HIDDEN_POINT = fault_kind(
    "EG8120",
    "talking point rests on what the recipient may not see",
    "Whoever hears it could tell that more exists, and from whom.",
    "Rest it on visible claims, mark and ask consent for the others, or leave it out.",
)
SELF_CHECK = fault_kind(
    "EG8121",
    "dossier would give away something withheld",
    "A name, a title or a sentence that is withheld stands in what would go out.",
    "Take it out of your own words, or ask for its release, and prepare it again.",
)
NOTHING_TO_SEE = fault_kind(
    "EG8122",
    "nothing in it for this recipient",
    "No confirmed claim is released to this recipient with the consent of all who say it.",
    "See under each claim what withholds it; nothing goes out by default.",
)
MARKS_CHANGED = fault_kind(
    "EG8123",
    "marks changed since it was prepared",
    "What was releasable then may not be so now, and the other way round.",
    "Prepare it again from what stands now.",
)
OTHER_BODY = fault_kind(
    "EG8205",
    "key used for another request",
    "A repeated key stands for the same request, so that it is done once.",
    "Send the same body under the same key, or another key.",
)
BAD_CURSOR = fault_kind(
    "EG8207",
    "cursor not ours",
    "A page that starts where nobody was would leave rows out without a word.",
    "Use the cursor of the last answer as it was given, or none to begin anew.",
)
NO_PRECONDITION = fault_kind(
    "EG8208",
    "no version named",
    "A write that does not say what it was made upon could undo what somebody else did.",
    "Read the case and send its ETag as If-Match.",
)
CHANGED_SINCE = fault_kind(
    "EG8209",
    "changed since it was read",
    "The write was made upon a state that no longer stands.",
    "Read the case again, see what changed, and send its new ETag as If-Match.",
)
NO_WEBHOOK = fault_kind(
    "EG8211",
    "address not told",
    "A webhook that reaches into a private network, or to whoever asks, carries what it should not.",
    "Use https to a host named in webhook_hosts of [desk]; docs/api.md says which addresses are refused.",
)
