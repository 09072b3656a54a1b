"""Intervals and edges as measure files write them: ISO days, ``open``, or ``{not_before, not_after}``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.law.errors import BAD_DATE, LawError
from endgate.terms.dates import Edge, Interval, read_day

_DAY_SCHEMA: dict[str, Any] = {"type": "string", "format": "date"}
_RANGE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"not_before": _DAY_SCHEMA, "not_after": _DAY_SCHEMA},
    "minProperties": 1,
    "additionalProperties": False,
}
_EDGE_SCHEMA: dict[str, Any] = {"anyOf": [_DAY_SCHEMA, {"const": "open"}, _RANGE_SCHEMA]}


def read_edge(raw: Any) -> Edge:
    """Read a day or a range. Raises ValueError."""
    if isinstance(raw, str):
        return Edge.on(_day(raw))
    if not isinstance(raw, dict) or not raw or set(raw) - {"not_before", "not_after"}:
        raise ValueError(f"{raw!r} is not a day, open, or {{not_before, not_after}}")
    lo, hi = (None if raw.get(key) is None else _day(str(raw[key])) for key in ("not_before", "not_after"))
    return Edge(lo, hi)


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from error


def write_edge(edge: Edge) -> Any:
    if edge.lo is not None and edge.lo == edge.hi:
        return "open" if edge.lo == date.min else edge.lo.isoformat()
    sides = {"not_before": edge.lo, "not_after": edge.hi}
    return {key: day.isoformat() for key, day in sides.items() if day is not None}


@dataclass(frozen=True)
class Moment:
    """A day that may be known only as lying between two."""

    edge: Edge

    @classmethod
    def from_json(cls, raw: Any) -> Moment:
        return cls(read_edge(raw))

    def to_json(self) -> Any:
        return write_edge(self.edge)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        return {"anyOf": [_DAY_SCHEMA, _RANGE_SCHEMA]}


@dataclass(frozen=True)
class Valid:
    """Half-open ``{from, to}``. ``from: open`` has always stood; ``to: open`` or no ``to`` has no known end."""

    interval: Interval

    @classmethod
    def from_json(cls, raw: Any) -> Valid:
        """Read ``{from, to}``. Raises ValueError for another form, LawError (EG6014) when it runs backwards."""
        if not isinstance(raw, dict) or set(raw) - {"from", "to"} or "from" not in raw:
            raise ValueError(f"{raw!r} is not {{from, to}}")
        start = Edge.on(date.min) if raw["from"] == "open" else read_edge(raw["from"])
        end = None if raw.get("to") in (None, "open") else read_edge(raw["to"])
        if end is not None and None not in (start.lo, end.hi) and end.hi <= start.lo:  # type: ignore[operator]
            raise LawError(BAD_DATE.at("", f"it ends ({end}) before it begins ({start})"))
        return cls(Interval(start, end))

    def to_json(self) -> dict[str, Any]:
        end = {} if self.interval.end is None else {"to": write_edge(self.interval.end)}
        return {"from": write_edge(self.interval.start), **end}

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {"from": _EDGE_SCHEMA, "to": _EDGE_SCHEMA},
            "required": ["from"],
            "additionalProperties": False,
        }
