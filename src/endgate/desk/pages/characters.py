"""Characters that no keyboard writes: NUL and its like hide text from the reader, and databases break on them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""The control characters of ASCII but tab and line breaks, which texts and forms have."""


def without_control(text: str) -> str:
    """The text without its control characters."""
    return _CONTROL.sub("", text)


def control_in(texts: Iterable[str]) -> str:
    """The name of the first control character in one of the texts, like ``U+0000``; empty where there is none."""
    found = next(filter(None, map(_CONTROL.search, texts)), None)
    return "" if found is None else f"U+{ord(found[0]):04X}"
