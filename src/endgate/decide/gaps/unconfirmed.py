"""What a program read from documents: the deal is decided on it, and holds until a person has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import Asked
from endgate.law.finding import DECLARED

UNCONFIRMED = "UNCONFIRMED"
_SHOWN = 3


def unconfirmed_gaps(asked: Asked) -> Iterator[Gap]:
    """One gap that holds, while anything of the shipment waits for confirmation."""
    waiting = asked.case.shipment.unconfirmed
    if not waiting:
        return
    shown = "; ".join(waiting[:_SHOWN]) + ("; and more" if len(waiting) > _SHOWN else "")
    yield Gap(
        id=UNCONFIRMED,
        law_of="",
        weight=Weight.HOLD,
        what=f"provisional: {len(waiting)} fields were read from documents and nobody has confirmed them",
        ask=f"Confirm what was read, or mend it, and take it out of the list unconfirmed: {shown}",
        view=DECLARED,
    )
