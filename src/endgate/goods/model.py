"""What classification says of one item: per list a status, the entries behind it, their traces, questions, nearness.

Serialised by ``endgate.terms.codec.encode``. Knows no party, route or measure; leaves legality to ``law/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from endgate.terms.faults import Fault
from endgate.terms.truth import Truth


class Status(StrEnum):
    """Of an item under one entry or one list."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    UNDETERMINED = "undetermined"


class Cause(StrEnum):
    """Why a status is undetermined or a leaf unknown. ``not_stated`` is a leaf's, ``nothing_declared`` a list's."""

    NONE = ""
    NOT_STATED = "not_stated"
    LEAVES = "leaves"
    NO_RULE = "no_rule"
    ROUNDING = "rounding"
    INTERPRETATION = "interpretation"
    IDENTITY = "identity"
    AMBIGUOUS_QUANTITY = "ambiguous_quantity"
    UNREADABLE = "unreadable"
    CONDITION = "condition"
    UNCONFIRMED = "unconfirmed"
    STRADDLES = "straddles"
    NOT_HELD = "not_held"
    CONTRADICTED_CLAIM = "contradicted_claim"
    NOTHING_DECLARED = "nothing_declared"


class Basis(StrEnum):
    """What a status rests on; ``declared`` is a claim taken as fact, not our finding."""

    IDENTIFIER = "identifier"
    PARAMETRIC = "parametric"
    PRECEDENT = "precedent"
    ANSWER = "answer"
    PRESUMPTION = "presumption"
    DECLARED = "declared"
    DERIVED = "derived"
    NONE = "none"


class Programme(StrEnum):
    """The weapon programme an entry serves, by the number rule of the lists and its exceptions."""

    NUCLEAR = "nuclear"
    MISSILE = "missile"
    CHEMICAL = "chemical"
    BIOLOGICAL = "biological"
    MILITARY = "military"
    CONVENTIONAL = "conventional"


class Fit(StrEnum):
    """How the date lies to the held versions of a list."""

    EXACT = "exact"
    BETWEEN = "between_versions"
    BEFORE_FIRST = "before_first"
    AFTER_LAST = "after_last"
    NOT_HELD = "not_held"
    ATTESTED = "attested_not_read"


class NearMissKind(StrEnum):
    """Why an entry that is not ``listed`` still matters (specification 11.1)."""

    ONE_CONDITION_SHORT = "one_condition_short"
    NEAR_THRESHOLD = "near_threshold"
    QUALITATIVE_OPEN = "qualitative_open"
    FAMILY = "family"
    MIXTURE_BELOW = "mixture_below"
    RELATION = "relation"
    OTHER_LIST = "other_list"


class ClaimOutcome(StrEnum):
    """What the check of a claimed classification gave."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class TraceNode:
    """One node of a rule's evaluation. ``op`` is all, any, unless, reading or leaf; only a leaf has the fields below.

    ``printed`` is the law's figure, ``supplied`` the item's own words, ``parsed`` what they were read as (SI),
    ``source`` who said it, ``margin`` the lead over the threshold in the direction of control (kelvin for
    temperatures, else a ratio; negative when short), ``near`` whether it lies in the parameter's near band,
    ``inferred`` whether the value was read from the words of the description, which nobody confirmed yet.
    """

    op: str
    truth: Truth
    path: str = ""
    cause: Cause = Cause.NONE
    leaf: str = ""
    parameter: str = ""
    printed: str = ""
    supplied: str = ""
    parsed: str = ""
    source: str = ""
    margin: str = ""
    near: bool = False
    note: str = ""
    inferred: bool = False
    children: tuple[TraceNode, ...] = ()


@dataclass(frozen=True)
class ProvisionResult:
    """One provision of an entry: its truth, and the trace that reproduces it."""

    path: str
    truth: Truth
    trace: TraceNode
    cause: Cause = Cause.NONE
    reviewed: bool = False
    note: str = ""


@dataclass(frozen=True)
class EntryResult:
    """One raised entry of one list. ``path`` is the deciding provision, ``raised_by`` why it was looked at."""

    list: str
    entry: str
    path: str
    title: str
    status: Status
    cause: Cause
    basis: Basis
    programme: Programme
    raised_by: str
    regimes: tuple[str, ...] = ()
    provisions: tuple[ProvisionResult, ...] = ()
    margin: str = ""
    open_leaves: tuple[str, ...] = ()
    twin: str = ""
    note: str = ""


@dataclass(frozen=True)
class NearMiss:
    """An entry that nearly caught the item: feeds the catch-all's questions, never counts as listed."""

    kind: NearMissKind
    list: str
    path: str
    programme: Programme
    what: str
    turned_by: str = ""
    margin: str = ""


@dataclass(frozen=True)
class Question:
    """One question to a person; one per parameter. ``settles`` names the provisions an answer can move."""

    parameter: str
    ask: str
    settles: tuple[str, ...]
    leaves: tuple[str, ...] = ()
    cost: int = 0
    note: str = ""


@dataclass(frozen=True)
class ClaimCheck:
    """The check of one claimed classification. A contradiction overrides nothing: both stay in the result."""

    list: str
    code: str
    by: str
    date: date
    outcome: ClaimOutcome
    reason: str


@dataclass(frozen=True)
class Identified:
    """One identifier or name found in the item: ``kind`` is cas, name, form, code, hs or regime."""

    kind: str
    value: str
    where: str
    targets: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ListResult:
    """The item under one list on the date. ``cause`` is set when ``status`` is undetermined."""

    list: str
    version: str
    fit: Fit
    status: Status
    cause: Cause
    basis: Basis
    entries: tuple[EntryResult, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class GoodsCoverage:
    """What was checked and what was not (``unread``: parameters no rule asks for). Empty is not a clearance."""

    checked: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()
    no_rule: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemResult:
    """The whole answer for one item on one date. ``faults`` are faulty facts of the item: they settle nothing."""

    item: str
    as_of: date
    lists: tuple[ListResult, ...]
    identified: tuple[Identified, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    questions: tuple[Question, ...] = ()
    claims_checked: tuple[ClaimCheck, ...] = ()
    seen: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    coverage: GoodsCoverage = GoodsCoverage()

    def on(self, list_id: str) -> ListResult:
        """The result under one list id. Raises KeyError for a list that was not asked."""
        for result in self.lists:
            if result.list == list_id:
                return result
        raise KeyError(list_id)

    def entry(self, list_id: str, path: str) -> EntryResult | None:
        """The raised entry that holds ``path`` (the one that judged that very provision first), or None."""
        held = [each for each in self.on(list_id).entries if path == each.entry or path.startswith(each.entry + ".")]
        judged = [each for each in held if path == each.path or any(_within(path, p.path) for p in each.provisions)]
        return next(iter(judged or held), None)

    def item_on(self, list_id: str, path: str) -> tuple[Status, Cause]:
        """Status under one named entry or provision; what nothing raised takes the cause of the whole list."""
        whole, found = self.on(list_id), self.entry(list_id, path)
        if found is None:
            moved = whole.status is Status.UNDETERMINED and whole.cause in _OF_WHOLE_LIST
            return (whole.status, whole.cause) if moved else (Status.NOT_LISTED, Cause.NONE)
        if path in (found.entry, found.path):
            return found.status, found.cause
        for provision in found.provisions:
            if _within(path, provision.path):
                return _OF_TRUTH[provision.truth], provision.cause
        other = found.basis is Basis.IDENTIFIER or found.status is Status.LISTED
        return (Status.NOT_LISTED, Cause.NONE) if other else (found.status, found.cause)


def _within(path: str, provision: str) -> bool:
    return path == provision or path.startswith(provision + ".")


_OF_WHOLE_LIST = (Cause.NOTHING_DECLARED, Cause.NOT_HELD, Cause.IDENTITY, Cause.CONTRADICTED_CLAIM)
_OF_TRUTH = {Truth.TRUE: Status.LISTED, Truth.FALSE: Status.NOT_LISTED, Truth.UNKNOWN: Status.UNDETERMINED}
