"""What law says of one actor: findings per view, conflicts, questions, reasons, the disposition. Frozen results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from endgate.law.facts import FactRow
from endgate.law.model import Binds, OutcomeClass, ReviewStatus, State
from endgate.law.outcome import Disposition
from endgate.law.settle import SettledBy
from endgate.terms.codec import encode
from endgate.terms.truth import Truth

DECLARED = "declared"
"""The view of what was declared; other views are named ``indicated:<n>``."""


class FindingFlag(StrEnum):
    """What a reader must know about a finding beside its state."""

    SHADOW = "shadow"
    CONTESTED = "contested"
    REJECTED = "rejected"
    UNCERTAIN_STATUS = "uncertain_status"
    PROJECTED = "projected"
    ASSUMED = "assumed"
    UNREVIEWED_SCOPE = "unreviewed_scope"
    BACKSTOP = "un_backstop"


def _enum(vocabulary: type[StrEnum]) -> dict[str, Any]:
    return {"enum": [each.value for each in vocabulary]}


@dataclass(frozen=True)
class ActorFacts:
    """An actor with one row per view. ``jurisdictions``: seat, nationality, places where it acts, flag (ISO codes)."""

    id: str
    name: str
    kind: Binds
    jurisdictions: tuple[str, ...]
    rows: Mapping[str, FactRow]


@dataclass(frozen=True)
class Finding:
    """What one measure says of one actor in one view. ``tree`` is filled when a trace was asked for."""

    measure: str
    version: int
    actor: str
    view: str
    jurisdiction: str
    outcome: OutcomeClass
    state: State
    live: bool
    counts: bool
    flags: tuple[FindingFlag, ...]
    in_force: Truth
    bound: Truth
    citation: str
    contributes: Disposition | None
    review: ReviewStatus
    authority: str = ""
    say: str = ""
    defeated_by: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    derogation: str = ""
    ask: str = ""
    event: str = ""
    settled_by: SettledBy | None = None
    tree: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON in a fixed order; what is empty is left out."""
        result: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value not in (None, "", ()) or each.name in ("contributes", "flags"):
                result["class" if each.name == "outcome" else each.name] = encode(value)
        return result

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Describe what ``to_json`` writes; the reason tree stays open, its nodes are in docs/law.md."""
        words = {"type": "array", "items": {"type": "string"}}
        text, truth = {"type": "string"}, {"enum": [each.value for each in Truth]}
        properties: dict[str, Any] = {each.name: text for each in fields(cls) if each.name != "outcome"}
        properties |= {"class": _enum(OutcomeClass), "state": _enum(State), "review": _enum(ReviewStatus)}
        properties |= {"version": {"type": "integer"}, "live": {"type": "boolean"}, "counts": {"type": "boolean"}}
        properties |= {"in_force": truth, "bound": truth, "defeated_by": words, "conditions": words}
        properties |= {"flags": {"type": "array", "items": _enum(FindingFlag)}, "tree": {"type": "object"}}
        properties |= {"contributes": {"enum": [*(each.value for each in Disposition), None]}}
        properties["settled_by"] = {"type": "object", "properties": {"NO": {}, "APPLIES": {}}}
        required = [
            "measure",
            "actor",
            "view",
            "class",
            "state",
            "counts",
            "flags",
            "contributes",
            "citation",
            "review",
        ]
        return {"type": "object", "properties": properties, "required": required}


@dataclass(frozen=True)
class Conflict:
    """One measure forbids what another asks. Never resolved by order; a person decides."""

    measure: str
    against: str
    view: str
    state: State
    counts: bool
    citations: tuple[str, ...]
    way_out: str = ""


@dataclass(frozen=True)
class Question:
    """One open leaf with everything it would settle. ``cost`` is the cost class, 0 (own file) to 6 (inspection)."""

    id: str
    text: str
    cost: int
    settles: Disposition
    findings: tuple[str, ...]
    cause: str = ""
    sources: tuple[str, ...] = ()


class ReasonKind(StrEnum):
    """Why the disposition is what it is."""

    FINDING = "finding"
    IMPLEMENTATION_OPEN = "implementation_open"
    UNREVIEWED_LAW = "unreviewed_law"
    INDICATED_VIEW = "indicated_view"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Reason:
    """One cause of the disposition, with the measure behind it."""

    kind: ReasonKind
    measure: str
    view: str
    contributes: Disposition


@dataclass(frozen=True)
class ViewLaw:
    """One view: its dispositions and all its findings, those that contribute first."""

    view: str
    disposition: Disposition
    with_unreviewed: Disposition
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Review:
    """How much of the law that was evaluated counts: measures in all, counting, approved, in shadow."""

    evaluated: int
    counting: int
    approved: int
    shadow: int


@dataclass(frozen=True)
class ActorLaw:
    """What law says of one actor, per view, with the disposition and what would settle it."""

    actor: str
    name: str
    kind: Binds
    as_of: date
    known_as_of: date
    jurisdictions: tuple[str, ...]
    disposition: Disposition
    with_unreviewed: Disposition
    views: tuple[ViewLaw, ...]
    reasons: tuple[Reason, ...] = ()
    questions: tuple[Question, ...] = ()
    conditions: tuple[str, ...] = ()
    not_bound: tuple[str, ...] = ()
    not_encoded: tuple[str, ...] = ()
    assumptions: Mapping[str, str] = field(default_factory=dict)
    review: Review = Review(0, 0, 0, 0)

    def view(self, name: str = DECLARED) -> ViewLaw:
        """The view of that name. Raises KeyError."""
        for each in self.views:
            if each.view == name:
                return each
        raise KeyError(name)

    def finding(self, measure: str, view: str = DECLARED) -> Finding:
        """The finding of a measure in a view. Raises KeyError."""
        for each in self.view(view).findings:
            if each.measure == measure:
                return each
        raise KeyError(measure)
