"""What a decision says that it did not check."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from endgate.decide.coverage import coverage
from endgate.edition.model import HeldList

LAW: Any = None


def test_a_held_list_is_named_with_the_line_that_takes_it_into_force() -> None:
    line = "endgate list accept un@2026-08-10-1 --reason TEXT"
    held = HeldList("un", "un@2026-08-10-1", date(2026, 8, 10), ("EG2009 …",), line)
    edition: Any = SimpleNamespace(sources=tuple, lacks=tuple, held=lambda: (held,))
    shipment: Any = SimpleNamespace(statements=(), route=("leg",), in_role=lambda _role: ())
    weighed: Any = SimpleNamespace(proposals_unread=0)
    found = coverage(shipment, edition, date(2026, 8, 11), {}, (), weighed, (), LAW)
    (gap,) = found.not_checked
    assert gap.what == "un: the list of 2026-08-10 is held by an alarm and not used"
    assert gap.remedy == line
