"""When a regime's rule holds is data, and whether it binds is law's: no date of law stands in this room's code."""

from __future__ import annotations

import re
from pathlib import Path

ROOM = Path(__file__).parents[3] / "src" / "endgate" / "network"


def test_no_date_stands_in_the_code() -> None:
    files = sorted(ROOM.glob("*.py"))
    assert len(files) > 5
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(?:19|20)\d\d-\d\d-\d\d\b|date\(\s*(?:19|20)\d\d", text), path.name
