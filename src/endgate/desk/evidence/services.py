"""What people do with a case's evidence: add documents, judge and enter claims, tie, mark, ask consent.

Each takes who acts and when. Raises DeskError for an act beyond a role or limit, EvidenceError for one that the
evidence itself refuses; nothing is recorded then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from endgate.desk.access.permissions import demand
from endgate.desk.access.principal import Principal
from endgate.desk.errors import MISSING, TOO_LARGE, DeskError
from endgate.desk.evidence.store import CaseEvidence, claims_of, stamp
from endgate.desk.store.models import Case
from endgate.evidence.case import services as evidence
from endgate.evidence.case.folding import CaseView
from endgate.evidence.case.log import Act
from endgate.evidence.extract.words import country_names
from endgate.evidence.model import Claim, Consent, Entity, Link, Recipient, Source, Span, Tie, Wording
from endgate.evidence.reviewing import Judged, judge
from endgate.evidence.vocabulary import ClaimRole, ClaimType, EntityKind, Label, Modality, SourceKind
from endgate.terms.codec import encode
from endgate.terms.places import CountryCode, country_of

BIGGEST_FILE = 25 << 20
MOST_BYTES = 64 << 20
MOST_FILES = 50
"""Of one request; larger evidence comes in several."""
_KINDS = {
    ClaimRole.GOODS: EntityKind.GOODS,
    ClaimRole.END_USE: EntityKind.USE,
    ClaimRole.PROGRAMME: EntityKind.PROGRAMME,
    ClaimRole.PLACE: EntityKind.PLACE,
}


def within_limits(case: Case, files: Sequence[tuple[str, int]]) -> None:
    """Refuse too many or too large files, named with their sizes in bytes. Raises DeskError (EG8107, EG8206)."""
    if not files:
        raise DeskError(MISSING.at("file", "no file was chosen"))
    if len(files) > MOST_FILES:
        raise DeskError(TOO_LARGE.at(case.reference, f"{len(files)} files; at most {MOST_FILES} at once"))
    for name, size in files:
        if size > BIGGEST_FILE:
            raise DeskError(TOO_LARGE.at(name[:80], f"it has more than {BIGGEST_FILE >> 20} MB"))
    if sum(size for _, size in files) > MOST_BYTES:
        raise DeskError(TOO_LARGE.at(case.reference, f"together more than {MOST_BYTES >> 20} MB"))


@dataclass(frozen=True)
class Named:
    """Who fills the roles of a claim, by name as a person typed them."""

    roles: Mapping[ClaimRole, tuple[str, ...]]


def judge_claim(
    actor: Principal,
    now: datetime,
    case: Case,
    judged: Judged,
    *,
    sources: Sequence[Source] = (),
    named: Named | None = None,
) -> None:
    """Confirm, mend or reject a proposal; names typed for its roles become entities of the case."""
    demand(actor, "confirm_claim", case)
    store, by = CaseEvidence(case), stamp(actor.name, now)
    with transaction.atomic():
        if named is not None and judged.mended is not None:
            entities = _entities(store.view(), judged.mended.document, named)
            for entity in entities.values():
                if entity.id not in {each.id for each in store.view().facts["entity:add"]}:
                    evidence.enter(store, "entity:add", entity, by)
            judged = replace(judged, mended=replace(judged.mended, roles=_roles(named, entities)))
        judge(store, [judged], by, sources=sources)


def _roles(named: Named, entities: Mapping[str, Entity]) -> dict[str, tuple[str, ...] | None]:
    return {str(role): tuple(entities[each.casefold()].id for each in names) for role, names in named.roles.items()}


def _entities(view: CaseView, document: str, named: Named) -> dict[str, Entity]:
    """The entity of each name: one of the same document that bears it, else a new one."""
    known = {each.name.casefold(): each for each in view.facts["entity:add"] if each.id.startswith(f"{document}:")}
    found: dict[str, Entity] = {}
    number = len(view.facts["entity:add"])
    for role, names in named.roles.items():
        for name in names:
            if name.casefold() not in known:
                number += 1
                known[name.casefold()] = _entity(f"{document}:p{number}", role, name)
            found[name.casefold()] = known[name.casefold()]
    return found


def _entity(ident: str, role: ClaimRole, name: str) -> Entity:
    code = country_names().get(name) or country_of(name)
    kind = EntityKind.COUNTRY if code else _KINDS.get(role, EntityKind.ORGANISATION)
    return Entity(ident, kind, name, country=CountryCode(code) if code else None)


@dataclass(frozen=True)
class Written:
    """A claim that a person read in a document: its words there, what it says, and who says it through whom."""

    document: str
    quote: str
    type: ClaimType
    modality: Modality
    proposition: str
    speakers: tuple[str, ...]
    named: Named


def write_claim(actor: Principal, now: datetime, case: Case, written: Written) -> str:
    """Enter a claim that no rule proposed, as a proposal of the person's; returns its id."""
    demand(actor, "confirm_claim", case)
    store = CaseEvidence(case)
    view = store.view()
    if written.document not in {each.id for each in view.documents}:
        raise DeskError(MISSING.at("document", "it is no document of this case"))
    span = _span(store, view, written)
    events = store.record(lambda held: _written_acts(held, written, span), stamp(actor.name, now))
    return events[-1].object


def _span(store: CaseEvidence, view: CaseView, written: Written) -> Span:
    """Where the quoted words stand; they must stand there word by word."""
    text = view.text_of(written.document)
    words = "" if text is None else store.get(text.sha256).decode()
    at = words.find(written.quote) if written.quote else -1
    if at < 0:
        raise DeskError(MISSING.at("quote", "the quoted words do not stand in the document's text"))
    return Span(at, at + len(written.quote))


def _written_acts(view: CaseView, written: Written, span: Span) -> Iterator[Act]:
    number = sum(each.id.startswith(f"{written.document}:w") for each in view.claims) + 1
    entities = _entities(view, written.document, written.named)
    known = {each.id for each in view.facts["entity:add"]}
    yield from (Act("entity:add", each.id, encode(each)) for each in entities.values() if each.id not in known)
    chain = list(_chain(view, written))
    new = {each.id for each in view.facts["source:add"]}
    yield from (Act("source:add", each.id, encode(each)) for each in chain if each.id not in new)
    claim = Claim(
        id=f"{written.document}:w{number}",
        document=written.document,
        type=written.type,
        proposition=written.proposition or written.quote,
        modality=written.modality,
        chain=tuple(Link(each.id) for each in chain),
        roles=_roles(written.named, entities),
        span=span,
        quote=written.quote,
    )
    yield Act("claim:propose", claim.id, encode(claim))


def _chain(view: CaseView, written: Written) -> Iterator[Source]:
    """The document itself, then the speakers; a name known in this document is the same source."""
    stored = next(each for each in view.documents if each.id == written.document)
    held = {each.id: each for each in view.facts["source:add"]}
    itself = f"{written.document}:itself"
    title = stored.marks.title or stored.file_name
    yield held.get(itself, Source(itself, SourceKind.ARTICLE, title, document=written.document))
    known = {each.name.casefold(): each for each in held.values() if each.id.startswith(f"{written.document}:")}
    for number, name in enumerate(written.speakers, start=len(held) + 1):
        yield known.get(name.casefold(), Source(f"{written.document}:q{number}", SourceKind.PERSON, name))


def tie(actor: Principal, now: datetime, case: Case, entity: str, *, party: str = "", item: str = "") -> None:
    """State that an entity of the evidence is a party or an item of this shipment."""
    demand(actor, "confirm_claim", case)
    store = CaseEvidence(case)
    if entity not in {each.id for each in claims_of(case).entities}:
        raise DeskError(MISSING.at("entity", "it is no entity of this case"))
    stated = Tie(entity, actor.name, now.date(), party=party, item=item)
    evidence.enter(store, "tie:add", stated, stamp(actor.name, now))


def add_recipient(actor: Principal, now: datetime, case: Case, recipient: Recipient) -> None:
    """Name somebody to whom claims of the case may be released, with the highest label that may go there."""
    demand(actor, "confirm_claim", case)
    if not recipient.id or not recipient.id.replace("-", "").isalnum():
        raise DeskError(MISSING.at("id", "a short id of letters, digits and hyphens is needed"))
    if recipient.id in {each.id for each in CaseEvidence(case).view().facts["recipient:add"]}:
        raise DeskError(MISSING.at("id", "this recipient is named already"))
    evidence.enter(CaseEvidence(case), "recipient:add", recipient, stamp(actor.name, now))


def mark_claim(
    actor: Principal, now: datetime, case: Case, claim: str, label: Label, release_to: Sequence[str]
) -> None:
    """Say who may see a claim and under which label; nobody unless named."""
    demand(actor, "confirm_claim", case)
    evidence.mark(CaseEvidence(case), claim, label, release_to, stamp(actor.name, now))


def record_consent(
    actor: Principal, now: datetime, case: Case, claim: str, link: int, consent: Consent, wording: Wording | None
) -> None:
    """Record what the owner of a link answered for one recipient."""
    demand(actor, "confirm_claim", case)
    answer = replace(consent, by=actor.name, at=now.date())
    evidence.consent(CaseEvidence(case), claim, link, answer, stamp(actor.name, now), wording)
