"""What each class of measure contributes to a disposition (section 5 of the specification; table in docs/law.md)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from endgate.law.model import OutcomeClass, State


class Disposition(StrEnum):
    """What an actor may do, mildest first. For a State: STOP = must prevent, HOLD = must decide."""

    PROCEED = "PROCEED"
    PROCEED_WITH_CONDITIONS = "PROCEED_WITH_CONDITIONS"
    LICENCE = "LICENCE"
    HOLD = "HOLD"
    STOP = "STOP"

    @property
    def rank(self) -> int:
        return _ORDER[self]


_ORDER = {each: number for number, each in enumerate(Disposition)}
_STOP, _HOLD, _LICENCE = Disposition.STOP, Disposition.HOLD, Disposition.LICENCE
_CONDITIONS = Disposition.PROCEED_WITH_CONDITIONS

_TABLE: dict[OutcomeClass, tuple[Disposition, Disposition | None]] = {
    OutcomeClass.PROHIBITED: (_STOP, _HOLD),
    OutcomeClass.FREEZE: (_STOP, _HOLD),
    OutcomeClass.PROHIBITED_ON_STATE_DETERMINATION: (_STOP, _HOLD),
    OutcomeClass.NOTIFY_AND_WAIT: (_HOLD, _HOLD),
    OutcomeClass.CONFLICT_OF_LAWS: (_HOLD, _HOLD),
    OutcomeClass.LICENCE_REQUIRED: (_LICENCE, _HOLD),
    OutcomeClass.PROHIBITED_UNLESS_LICENSED: (_LICENCE, _HOLD),
    OutcomeClass.CONTRACT_CLAUSE: (_CONDITIONS, _CONDITIONS),
    OutcomeClass.DUE_DILIGENCE: (_CONDITIONS, _CONDITIONS),
    OutcomeClass.CONDITION: (_CONDITIONS, _CONDITIONS),
    OutcomeClass.INSPECT: (_CONDITIONS, _CONDITIONS),
    OutcomeClass.SANCTIONS_EXPOSURE: (_CONDITIONS, None),
}
"""Class → (when it applies, when it is open and live). A class that is absent is listed and contributes nothing."""


def strictest(dispositions: Iterable[Disposition]) -> Disposition:
    """The strictest; PROCEED of nothing."""
    return max(dispositions, key=lambda each: each.rank, default=Disposition.PROCEED)


def milder(first: Disposition, second: Disposition) -> Disposition:
    return min(first, second, key=lambda each: each.rank)


def contribution(
    outcome: OutcomeClass, state: State, *, live: bool, licence_applies: bool = False, authorised: bool = False
) -> Disposition | None:
    """What a finding contributes; None is nothing.

    ``licence_applies``: another licence finding of the same authority applies, so that the open question goes into
    that application. ``authorised``: a licence defeated the finding, so that its conditions remain.
    """
    if state is State.DEFEATED:
        return _CONDITIONS if authorised else None
    if outcome not in _TABLE or state not in (State.APPLIES, State.OPEN):
        return None
    applies, is_open = _TABLE[outcome]
    if state is State.APPLIES:
        return applies
    if is_open is None:
        return None
    if not live:
        return _CONDITIONS
    return _LICENCE if licence_applies and outcome.asks_licence else is_open
