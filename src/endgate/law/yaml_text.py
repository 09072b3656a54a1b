"""Reads YAML as plain data without guesses: days stay text, only true and false are Booleans, no key twice.

Keeps the line of every path, so that a fault found later can be shown in its file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from endgate.law.errors import UNREADABLE, LawError
from endgate.terms.yaml_reading import QUICK_LOADER

_GUESSED = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")


class _PlainLoader(QUICK_LOADER):  # type: ignore[misc, valid-type]
    """A safe loader without the guesses of YAML 1.1 (``on`` and ``NO`` stay words, days stay text)."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _GUESSED]
    for first, resolvers in QUICK_LOADER.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class PlainFile:
    """The data of one file, and where each path of it stands."""

    path: Path
    data: Any
    lines: dict[str, int]

    def place(self, where: str) -> str:
        """``file:line (path)`` of the path or of the nearest one above it that the file holds."""
        known = where
        while known not in self.lines and len(known) > 1:
            known = known[: max(known.rfind("."), known.rfind("["), 1)]
        return f"{self.path}:{self.lines.get(known, 1)} ({where})"


def read_yaml(path: Path) -> PlainFile:
    """Read a file. Raises LawError (EG6010) with the line."""
    raw = path.read_bytes()
    try:
        return _read(path, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _unreadable(path, raw.count(b"\n", 0, error.start) + 1, "it is not UTF-8") from error
    except yaml.reader.ReaderError as error:
        raise _unreadable(path, 1, f"a character that YAML does not allow: {error.reason}") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _unreadable(path, 1 if mark is None else mark.line + 1, error.problem or "it is no YAML") from error
    except RecursionError as error:
        raise _unreadable(path, 1, "it is nested too deep") from error


def _read(path: Path, text: str) -> PlainFile:
    loader = _PlainLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise _unreadable(path, 1, "the file is empty")
        lines: dict[str, int] = {}
        _note_lines(path, node, "$", lines)
        return PlainFile(path, loader.construct_document(node), lines)
    finally:
        loader.dispose()


def _unreadable(path: Path, line: int, what: str) -> LawError:
    return LawError(UNREADABLE.at(f"{path}:{line}", what))


def _note_lines(path: Path, node: yaml.Node, where: str, lines: dict[str, int]) -> None:
    lines[where] = node.start_mark.line + 1
    if len(lines) > _MOST_PLACES:
        raise _unreadable(path, lines[where], f"its anchors unfold to more than {_MOST_PLACES} places")
    if isinstance(node, yaml.SequenceNode):
        for index, each in enumerate(node.value):
            _note_lines(path, each, f"{where}[{index}]", lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _unreadable(path, line, "a key is not a word")
            if key.value in seen and key.value != "<<":
                raise _unreadable(path, line, f"key {key.value!r} stands twice")
            seen.add(key.value)
            _note_lines(path, value, f"{where}.{key.value}", lines)
            lines[f"{where}.{key.value}"] = line


_MOST_PLACES = 500_000
"""More than any file of law needs; anchors within anchors would otherwise unfold without end."""
