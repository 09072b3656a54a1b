"""Faults of the corporate graph: EG35nn.

NetworkError
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

BAD_SHARE = fault_kind(
    "EG3501",
    "share not understood",
    "Ownership law turns on the figure; a guess would be a wrong answer.",
    "Write it as 50 %, 25-50, >75, <50, minority or majority, or leave it empty when it is not known.",
)
UNKNOWN_REGIME = fault_kind(
    "EG3502", "unknown regime", "Each regime has its own arithmetic.", "Use one of the regimes of regimes.csv."
)
BAD_BASE = fault_kind(
    "EG3503",
    "designation not understood",
    "Who is designated decides every ownership test.",
    "Write PARTY=BASE with a party id of the shipment and a word of regimes.csv, such as buyer=us_blocked.",
)
NOT_A_GRAPH = fault_kind(
    "EG3504",
    "file of no known format",
    "Links that nobody reads are owners that silently do not count.",
    "Give FtM or UK register lines, BODS 0.4, GLEIF (LEI, RR, RepEx), OFAC Enhanced, sdn.csv or own CSV; "
    ".gz and .zip too.",
)
BROKEN_FILE = fault_kind(
    "EG3505",
    "file is broken",
    "What stands behind the break was not read; the answer rests on the part before it.",
    "Obtain the file again; what was read so far is kept.",
)
BROKEN_ROW = fault_kind(
    "EG3506",
    "statement not readable",
    "A link that is left out may be the one that reaches a party.",
    "Mend the statement; all others were read.",
)
SHARE_RANGE = fault_kind(
    "EG3507",
    "share out of range",
    "Nobody holds less than nothing or more than all; the figure is wrong, so nothing is concluded from it.",
    "Look the figure up at its source; write per cent between 0 and 100, the lower end first.",
)
SELF_HELD = fault_kind(
    "EG3508",
    "entity holds itself",
    "Own shares carry no owner; those of others weigh more by them.",
    "Check the two ids; true treasury shares are counted as such.",
)
UNKNOWN_NODE = fault_kind(
    "EG3509",
    "link to an unknown entity",
    "An owner without a name cannot be screened.",
    "Add the entity to entities.csv, or mend the id; the link is kept with the id alone.",
)
WRONG_LEI = fault_kind(
    "EG3510",
    "LEI is wrong",
    "A wrong number joins two companies or parts one.",
    "Look the LEI up; the entity is kept without it.",
)
WRONG_PERIOD = fault_kind(
    "EG3511",
    "dates of a link are wrong",
    "Whether a link holds on a day decides the answer.",
    "Write days that exist, the beginning before the end.",
)
CONTRADICTION = fault_kind(
    "EG3512",
    "sources contradict each other",
    "At least one is wrong; both ends count as possible and no mean is taken.",
    "Find out which source holds, and mark it as verified.",
)
NO_SUCH_PARTY = fault_kind(
    "EG3513",
    "party not in the graph",
    "No answer about another party would do.",
    "Give an id or the whole name as the files write it.",
)
AMBIGUOUS_PARTY = fault_kind(
    "EG3514", "name or id of several parties", "Each may have other owners.", "Give one of the ids named."
)
BAD_WHAT_IF = fault_kind(
    "EG3515", "supposition not understood", "Nothing was recomputed.", "Write HOLDER:HELD=SHARE, such as A:B=20."
)
NOT_COMPILED = fault_kind(
    "EG3516",
    "compiled graph is not usable",
    "Half a graph would answer as if it were a whole one.",
    "Compile it again from its files with --keep FOLDER.",
)
OVER_SUBSCRIBED = fault_kind(
    "EG3517",
    "holdings exceed the whole",
    "At least one of the sources is wrong, so nobody is surely reached through this entity.",
    "Find out which holding has ended or is stated twice, and correct it.",
)


class NetworkError(EndgateError):
    """Root of the errors that this room raises."""
