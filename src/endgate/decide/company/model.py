"""What a file of company policy says, and what it says of one deal. Policy is no law and has no finding of law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endgate.decide.concern import ConcernGrade
from endgate.law.model import State
from endgate.law.trees import Tree
from endgate.terms.dates import Day

SCHEMA = "endgate.policy/1"
HEADING = "company policy, not law"


class PolicyClass(StrEnum):
    """What a rule of the company says, mildest first."""

    NOTE = "POLICY_NOTE"
    REVIEW = "POLICY_REVIEW"
    STOP = "POLICY_STOP"

    @property
    def rank(self) -> int:
        return list(PolicyClass).index(self)


@dataclass(frozen=True)
class ConcernAtLeast:
    """A concern of that grade or above, of one of the programmes (empty: of any)."""

    at_least: ConcernGrade
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PolicyRule:
    """One rule: it bites when the condition and the concern that it gives are met. ``valid_to`` is half-open."""

    id: str
    then: PolicyClass
    say: str
    when: Tree | None = None
    concern: ConcernAtLeast | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    decided_by: str = ""

    def on(self, day: Day) -> bool:
        """Does the rule stand on that day?"""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class PolicyHead:
    """Whose policy it is, who answers for it and since when."""

    id: str
    title: str
    owner: str = ""
    adopted: Day | None = None


@dataclass(frozen=True)
class CompanyPolicy:
    """A file of company policy."""

    schema: str
    policy: PolicyHead
    rules: tuple[PolicyRule, ...]

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"schema is {self.schema!r}, not {SCHEMA!r}")


@dataclass(frozen=True)
class PolicyFinding:
    """What one rule says of one actor in one view: it applies, or it is open and ``asks`` for what would settle it."""

    rule: str
    says: PolicyClass
    state: State
    view: str
    items: tuple[str, ...]
    say: str
    decided_by: str = ""
    concern: str = ""
    asks: tuple[str, ...] = ()

    @property
    def outcome(self) -> PolicyClass:
        """What it comes to: what is open or only indicated is looked at and never stops a deal by itself."""
        settled = self.state is State.APPLIES and self.view == "declared"
        return self.says if settled or self.says is PolicyClass.NOTE else PolicyClass.REVIEW


@dataclass(frozen=True)
class ActorPolicy:
    """What the company's rules say of one actor; the strictest decides."""

    actor: str
    name: str
    outcome: PolicyClass
    findings: tuple[PolicyFinding, ...]


@dataclass(frozen=True)
class PolicyVerdict:
    """The layer of one policy. Actors of whom no rule says anything are left out."""

    heading: str
    policy: PolicyHead
    actors: tuple[ActorPolicy, ...]
