"""What law says of one actor: findings per view, conflicts, questions, reasons, the disposition. Frozen results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

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
    GAP = "gap"


@dataclass(frozen=True)
class Reason:
    """One cause of the disposition, with the measure behind it."""

    kind: ReasonKind
    measure: str
    view: str
    contributes: Disposition


@dataclass(frozen=True)
class Review:
    """How much of the law that was evaluated counts: measures in all, counting, approved, in shadow."""

    evaluated: int
    counting: int
    approved: int
    shadow: int


class TellsFindings(Protocol):
    """Tells the findings of a view."""

    def findings(self) -> tuple[Finding, ...]: ...

    def speaking(self) -> tuple[Finding, ...]: ...


class TellsActor(Protocol):
    """Tells what stands behind an actor's disposition."""

    def reasons(self) -> tuple[Reason, ...]: ...

    def questions(self) -> tuple[Question, ...]: ...

    def conditions(self) -> tuple[str, ...]: ...

    def not_bound(self) -> tuple[str, ...]: ...

    def not_encoded(self) -> tuple[str, ...]: ...

    def review(self) -> Review: ...


@dataclass(frozen=True)
class ViewLaw:
    """One view: its dispositions and its findings, which are made when first asked for."""

    view: str
    disposition: Disposition
    with_unreviewed: Disposition
    conflicts: tuple[Conflict, ...]
    told: TellsFindings = field(repr=False)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, also of measures that do not bite; those that contribute first."""
        return self.told.findings()

    @cached_property
    def speaking(self) -> tuple[Finding, ...]:
        """The findings without those that do not bite and those not in force, in the same order."""
        return self.told.speaking()

    def to_json(self) -> dict[str, Any]:
        """Everything, told in full."""
        names = ("view", "disposition", "with_unreviewed", "findings", "conflicts")
        return {name: encode(getattr(self, name)) for name in names}


@dataclass(frozen=True)
class ActorLaw:
    """What law says of one actor: the disposition, and what stands behind it, made when first asked for."""

    actor: str
    name: str
    kind: Binds
    as_of: date
    known_as_of: date
    jurisdictions: tuple[str, ...]
    disposition: Disposition
    with_unreviewed: Disposition
    views: tuple[ViewLaw, ...]
    assumptions: Mapping[str, str]
    told: TellsActor = field(repr=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the disposition is what it is."""
        return self.told.reasons()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What would settle the open findings."""
        return self.told.questions()

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """What must be done when the deal goes."""
        return self.told.conditions()

    @cached_property
    def not_bound(self) -> tuple[str, ...]:
        """Jurisdictions of which no measure binds the actor."""
        return self.told.not_bound()

    @cached_property
    def not_encoded(self) -> tuple[str, ...]:
        """Measures of the actor's jurisdictions that nobody has encoded."""
        return self.told.not_encoded()

    @cached_property
    def review(self) -> Review:
        """How much of the law that was judged counts."""
        return self.told.review()

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

    def to_json(self) -> dict[str, Any]:
        """Everything, told in full."""
        names = [name for name in self.__dataclass_fields__ if name != "told"]
        told = ("reasons", "questions", "conditions", "not_bound", "not_encoded", "review")
        return {name: encode(getattr(self, name)) for name in (*names, *told)}
