"""Which words measures ask for, read from the compiled law: the facts table fills just those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def asked_words(law: Mapping[str, Any], predicate: str, argument: str) -> tuple[str, ...]:
    """Every word that some measure gives to that argument of that predicate, in order of first use."""
    return tuple(dict.fromkeys(_words(law.get("measures", ()), predicate, argument)))


def _words(node: Any, predicate: str, argument: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key == predicate and isinstance(value, Mapping) and argument in value:
                yield from value[argument] if isinstance(value[argument], list) else [value[argument]]
            else:
                yield from _words(value, predicate, argument)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _words(each, predicate, argument)
