"""A measure's state on one row, and where it is open: the unknown atoms, and what each of them asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from endgate.law.facts import Cause
from endgate.law.model import State
from endgate.law.scene import Reading
from endgate.law.signature import SIGNATURES, Cost
from endgate.law.trees import Atom

if TYPE_CHECKING:
    from endgate.law.day import Standing

_KNOWLEDGE = frozenset({"knows", "informed", "state_determined"})
_CLASSIFICATION = frozenset({"item_on", "item_matches", "contains_listed", "list_requires"})
_CONTENT = frozenset({"origin_in", "content_gt", "direct_product_of", "in_scope"})
MAY_BE_QUIET = _KNOWLEDGE | _CLASSIFICATION | _CONTENT
"""Predicates whose open leaves may ask for no more than a statement or a check."""

_UNHELD = frozenset({Cause.NOT_HELD, Cause.PARTIAL})


@dataclass(frozen=True)
class Leaf:
    """One unknown atom of an open measure."""

    atom: Atom
    reading: Reading

    @property
    def label(self) -> str:
        """What must be answered, for people."""
        return "; ".join(self.reading.leaves) if self.reading.stated_leaves else self.atom.short()


class Quietness(IntEnum):
    """What an open leaf asks for (section 4 of the specification).

    QUIET is a statement or a classification; UNHELD a check against a list that we do not hold, quiet in a measure
    that names no place while nothing raises the item. SCOPE is content or origin that nobody stated: quiet beside a
    quiet leaf, without which the measure cannot bite. A chair of unstated US content is not held for that; an item
    that some list raises is (decision 0006).
    """

    LIVE = 0
    QUIET = 1
    UNHELD = 2
    SCOPE = 3


def quietness(predicate: str, cause: Cause | None, *, in_play: bool) -> Quietness:
    """What an unknown atom asks for."""
    unstated = cause is Cause.NOT_STATED
    if predicate in _KNOWLEDGE:
        return Quietness.QUIET if unstated and not in_play else Quietness.LIVE
    if predicate in _CONTENT:
        return Quietness.SCOPE if unstated else Quietness.LIVE
    if unstated:
        return Quietness.QUIET
    return Quietness.UNHELD if cause in _UNHELD else Quietness.LIVE


class Judgement(NamedTuple):
    """A measure's state on one row. ``live`` says that an open one waits for more than a statement or a check.

    The unknown atoms that keep it open are kept by number, in the order of the tree; the row tells them in words.
    """

    standing: Standing
    state: State
    live: bool = False
    defeated_by: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    assumed: bool = False
    numbers: tuple[int, ...] = ()


def cost_of(leaf: Leaf) -> Cost:
    """What it takes to answer a leaf: our own data where a stage or list is missing, else the predicate's cost."""
    cause = leaf.reading.cause
    if cause in (Cause.NOT_HELD, Cause.PARTIAL, Cause.STALE, Cause.NOT_CHECKED):
        return Cost.OUR_DATA
    if leaf.atom.predicate == "party_designated" and cause is Cause.NOT_STATED:
        return Cost.COUNTERPARTY
    return SIGNATURES[leaf.atom.predicate].cost
