"""FollowTheMoney entities as lines of JSON, whole or as changes, under limits: one entity or a fault for each line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from endgate.lists.errors import ENCODING, LIMIT, NOT_WELL_FORMED, ROW_QUARANTINED, ListRefusedError
from endgate.lists.importers.contract import RawFile
from endgate.terms.faults import Fault

MAX_LINE = 8 << 20
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPERATIONS = ("ADD", "MOD", "DEL")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Entity:
    """One entity as exported. ``seen`` is the day on which its exporter last met it, empty where it is not said."""

    id: str
    schema: str
    properties: dict[str, tuple[str, ...]]
    caption: str
    referents: tuple[str, ...]
    datasets: tuple[str, ...]
    where: str
    seen: str = ""

    def values(self, name: str) -> tuple[str, ...]:
        return self.properties.get(name, ())

    def first(self, *names: str) -> str:
        """The first value of the first of these properties that has one."""
        return next((value for name in names for value in self.values(name)), "")


@dataclass(frozen=True)
class Line:
    """One line: what to do (empty for a whole export), with which entity or which id, and where it stands."""

    operation: str
    id: str
    entity: Entity | None
    file: int
    offset: int


def read_lines(files: tuple[RawFile, ...]) -> Iterator[Line | Fault | None]:
    """Yield each line in the order of the files: a line, the fault that sets it aside, or None for a blank one."""
    for position, raw in enumerate(files):
        with raw.open() as stream:
            number, offset = 0, 0
            while data := stream.readline(MAX_LINE + 1):
                number += 1
                where = f"{raw.name}:{number}"
                if len(data) > MAX_LINE:
                    raise ListRefusedError(LIMIT.at(where, f"a line of more than {MAX_LINE} bytes"))
                yield None if not data.strip() else _line(data, where, position, offset)
                offset += len(data)


def read_at(files: tuple[RawFile, ...], line: Line, where: str) -> Entity:
    """Read again the entity of a line that was read before."""
    with files[line.file].open() as stream:
        stream.seek(line.offset)
        again = _line(stream.readline(MAX_LINE + 1), where, line.file, line.offset)
    assert isinstance(again, Line)
    assert again.entity is not None, "it was an entity when it was first read"
    return again.entity


def _line(data: bytes, where: str, file: int, offset: int) -> Line | Fault:
    value = _parse(data, where)
    if not isinstance(value, dict):
        return ROW_QUARANTINED.at(where, "the line is no object")
    operation, body = "", value
    if "op" in value and "entity" in value:
        operation, body = str(value["op"]), value["entity"]
        if operation not in _OPERATIONS:
            return ROW_QUARANTINED.at(where, f"the change {operation!r} is none of {', '.join(_OPERATIONS)}")
    key = body.get("id") if isinstance(body, dict) else None
    if not isinstance(key, str) or not key.strip():
        return ROW_QUARANTINED.at(where, "the entity has no id")
    if operation == "DEL":
        return Line(operation, key, None, file, offset)
    entity = _entity(body, key, where)
    return entity if isinstance(entity, Fault) else Line(operation, key, entity, file, offset)


def _parse(data: bytes, where: str) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListRefusedError(ENCODING.at(where, f"byte 0x{data[error.start]:02x} is not UTF-8")) from error
    try:
        return json.loads(text, object_pairs_hook=_object)
    except RecursionError as error:
        raise ListRefusedError(LIMIT.at(where, "nested too deeply")) from error
    except ValueError as error:
        raise ListRefusedError(NOT_WELL_FORMED.at(where, f"not readable as JSON: {error}")) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _entity(body: dict[str, Any], key: str, where: str) -> Entity | Fault:
    properties = body.get("properties")
    if not isinstance(body.get("schema"), str) or not isinstance(properties, dict):
        return ROW_QUARANTINED.at(where, f"entity {key}: no schema or no properties")
    wrong = [
        name
        for name, values in properties.items()
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values)
    ]
    if wrong:
        return ROW_QUARANTINED.at(where, f"entity {key}: the values of {wrong[0]!r} are no list of texts")
    texts = [value for values in properties.values() for value in values]
    if any(_CONTROL.search(text) for text in texts):
        return ROW_QUARANTINED.at(where, f"entity {key}: a control character in a value")
    clean = {name: tuple(map(_clean, values)) for name, values in properties.items() if values}
    seen = str(body.get("last_seen") or body.get("last_change") or "")[:10]
    return Entity(
        id=key,
        schema=body["schema"],
        properties=clean,
        caption=_clean(str(body.get("caption") or "")),
        referents=_texts(body.get("referents")),
        datasets=_texts(body.get("datasets")),
        where=where,
        seen=seen if _DAY.fullmatch(seen) else "",
    )


def _clean(text: str) -> str:
    """White space collapsed; a lone surrogate, which no encoding holds, becomes the mark of a lost letter."""
    return " ".join(_SURROGATE.sub("\ufffd", text).split())


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_clean(each) for each in value if isinstance(each, str)) if isinstance(value, list) else ()
