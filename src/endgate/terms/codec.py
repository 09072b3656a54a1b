"""One way between frozen dataclasses and JSON: decode with every fault collected, encode in stable order, describe.

A type may bring its own reading by the methods ``from_json(raw)`` (raises ValueError), ``to_json()`` and
``json_schema()``. Everything else follows from the annotations: str, bool, int, Decimal, date, StrEnum, ``X | None``,
``tuple[X, ...]``, ``dict[str, X]``, nested dataclasses and ``Any``. Floats are refused: numbers of trade are decimals.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar, Union

from endgate.terms.dates import read_day
from endgate.terms.faults import EndgateError, Fault, fault_kind

T = TypeVar("T")

UNKNOWN_FIELD = fault_kind(
    "EG1002", "unknown field", "A field that nobody reads is a fact that silently does not count.", "Mend its name."
)
MISSING_FIELD = fault_kind(
    "EG1003", "missing field", "The decision cannot be made without it.", "State the field, see the template."
)
WRONG_TYPE = fault_kind(
    "EG1004", "wrong type", "The value cannot be read as what the field means.", "Write it as the schema says."
)
BAD_DATE = fault_kind("EG1005", "impossible date", "Law depends on the day.", "Write a day that exists as YYYY-MM-DD.")
UNKNOWN_VALUE = fault_kind(
    "EG1006", "unknown value", "A word outside the vocabulary has no meaning in law.", "Use one of the words named."
)
BAD_VALUE = fault_kind(
    "EG1007", "value refused", "A value that cannot be right must not earn a verdict.", "Correct the value."
)

_MISSING: Any = object()


def decode(cls: type[T], raw: Any, *, where: str = "$") -> T:
    """Read ``raw`` (parsed JSON) as ``cls``. Raises EndgateError with every fault found, each with its JSON path."""
    faults: list[Fault] = []
    value = _read(cls, raw, where, faults)
    if faults:
        raise EndgateError(*faults)
    return typing.cast(T, value)


def encode(value: Any) -> Any:
    """Turn a value into plain JSON types. Fields that equal their default are left out; order follows the type."""
    return _encoder(value.__class__)(value)


@cache
def _encoder(kind: Any) -> Callable[[Any], Any]:
    """How values of that type are written; looked up once per type, because records hold thousands of values."""
    if hasattr(kind, "to_json"):
        return lambda value: value.to_json()
    if dataclasses.is_dataclass(kind):
        return _encode_fields
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, Decimal):
        return lambda value: format(value.normalize(), "f")
    if issubclass(kind, tuple | list):
        return lambda value: [encode(each) for each in value]
    if issubclass(kind, Mapping):
        return lambda value: {str(key): encode(each) for key, each in value.items()}
    return lambda value: value


def _encode_fields(value: Any) -> dict[str, Any]:
    result = {}
    for name, default in _defaults(value.__class__):
        each = getattr(value, name)
        if default is _MISSING or each != default:
            result[name] = encode(each)
    return result


@cache
def _defaults(cls: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in dataclasses.fields(cls))


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    return _MISSING if field.default_factory is dataclasses.MISSING else field.default_factory()


@cache
def _fields(cls: type) -> dict[str, tuple[bool, Reader]]:
    """For each field: must it be stated, and how is it read?"""
    hints = _hints(cls)
    return {name: (default is _MISSING, _reader(hints[name])) for name, default in _defaults(cls)}


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


Reader: TypeAlias = Callable[[Any, str, list[Fault]], Any]


def _read(kind: Any, raw: Any, where: str, faults: list[Fault]) -> Any:
    return _reader(kind)(raw, where, faults)


@cache
def _reader(kind: Any) -> Reader:
    """How values of that type are read; looked up once per type, because records hold thousands of values."""
    if kind is Any:
        return lambda raw, _where, _faults: raw
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in typing.get_args(kind) if arg is not type(None))
        return partial(_read_optional, _reader(inner))
    if origin is tuple:
        return partial(_read_tuple, _reader(typing.get_args(kind)[0]))
    if origin in (dict, Mapping):
        return partial(_read_mapping, _reader(typing.get_args(kind)[1]))
    if hasattr(kind, "from_json"):
        return partial(_read_own, kind)
    if dataclasses.is_dataclass(kind):
        return partial(_read_dataclass, typing.cast(type, kind))
    if issubclass(kind, Enum):
        return partial(_read_enum, kind)
    return partial(_read_scalar, kind)


def _read_optional(inner: Reader, raw: Any, where: str, faults: list[Fault]) -> Any:
    return None if raw is None else inner(raw, where, faults)


def _read_tuple(inner: Reader, raw: Any, where: str, faults: list[Fault]) -> Any:
    if not isinstance(raw, list):
        faults.append(WRONG_TYPE.at(where, f"{_show(raw)} is not a list"))
        return ()
    return tuple([inner(each, f"{where}[{index}]", faults) for index, each in enumerate(raw)])


def _read_mapping(inner: Reader, raw: Any, where: str, faults: list[Fault]) -> Any:
    if not isinstance(raw, dict):
        faults.append(WRONG_TYPE.at(where, f"{_show(raw)} is not an object"))
        return {}
    return {key: inner(each, f"{where}.{key}", faults) for key, each in raw.items()}


def _read_own(kind: Any, raw: Any, where: str, faults: list[Fault]) -> Any:
    try:
        return kind.from_json(raw)
    except EndgateError as error:
        faults.extend(dataclasses.replace(fault, where=where) for fault in error.faults)
    except ValueError as error:
        faults.append(BAD_VALUE.at(where, str(error)))
    return None


def _read_dataclass(kind: type, raw: Any, where: str, faults: list[Fault]) -> Any:
    if not isinstance(raw, dict):
        faults.append(WRONG_TYPE.at(where, f"{_show(raw)} is not an object"))
        return None
    before = len(faults)
    known = _fields(kind)
    for key in raw:
        if key not in known and key != "$comment":
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            faults.append(UNKNOWN_FIELD.at(f"{where}.{key}", f"{key!r} is not a field here{hint}"))
    values = {}
    for name, (required, reader) in known.items():
        if name in raw:
            values[name] = reader(raw[name], f"{where}.{name}", faults)
        elif required:
            faults.append(MISSING_FIELD.at(f"{where}.{name}", f"{name!r} is not stated"))
    if len(faults) > before:
        return None
    try:
        return kind(**values)
    except EndgateError as error:
        faults.extend(dataclasses.replace(fault, where=f"{where}{fault.where}") for fault in error.faults)
    except ValueError as error:
        faults.append(BAD_VALUE.at(where, str(error)))
    return None


def _read_enum(kind: type[Enum], raw: Any, where: str, faults: list[Fault]) -> Any:
    try:
        return kind(raw)
    except ValueError:
        words = [str(member.value) for member in kind]
        near = difflib.get_close_matches(str(raw), words, 1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        faults.append(UNKNOWN_VALUE.at(where, f"{_show(raw)} is not known here: {hint}one of {', '.join(words)}"))
        return None


def _read_scalar(kind: Any, raw: Any, where: str, faults: list[Fault]) -> Any:
    if kind is date:
        return _read_date(raw, where, faults)
    if kind is Decimal:
        return _read_decimal(raw, where, faults)
    if kind is int and isinstance(raw, bool):
        faults.append(WRONG_TYPE.at(where, f"{_show(raw)} is not a whole number"))
        return None
    if not isinstance(raw, kind):
        words = {str: "a text", bool: "true or false", int: "a whole number"}
        faults.append(WRONG_TYPE.at(where, f"{_show(raw)} is not {words.get(kind, kind.__name__)}"))
        return None
    return raw


def _read_date(raw: Any, where: str, faults: list[Fault]) -> date | None:
    try:
        return read_day(raw if isinstance(raw, str) else repr(raw))
    except ValueError as error:
        faults.append(BAD_DATE.at(where, f"{_show(raw)}: {error}"))
        return None


def _read_decimal(raw: Any, where: str, faults: list[Fault]) -> Decimal | None:
    try:
        if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
            raise InvalidOperation
        value = Decimal(str(raw))
        if not value.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        faults.append(WRONG_TYPE.at(where, f"{_show(raw)} is not a number"))
        return None
    return value


def _show(raw: Any) -> str:
    text = repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."


def json_schema(cls: type, *, schema_id: str, title: str) -> dict[str, Any]:
    """Describe ``cls`` as JSON Schema 2020-12; nested dataclasses become ``$defs`` with their docstring's first line.

    The result is plain data, ready for ``json.dumps``.
    """
    definitions: dict[str, Any] = {}
    body = _describe(cls, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id,
        "title": title,
        **body,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _describe(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if kind is Any:
        return {}
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in typing.get_args(kind) if arg is not type(None))
        return {"anyOf": [_describe(inner, definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _describe(typing.get_args(kind)[0], definitions)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _describe(typing.get_args(kind)[1], definitions)}
    if hasattr(kind, "json_schema"):
        return dict(kind.json_schema())
    if dataclasses.is_dataclass(kind):
        return _describe_dataclass(typing.cast(type, kind), definitions)
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return dict(_SCALARS[kind])


_SCALARS: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"},
}


def _describe_dataclass(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = _definition_name(kind, definitions)
    reference = {"$ref": f"#/$defs/{name}"}
    if name in definitions:
        return reference
    definitions[name] = {"title": _qualified(kind)}
    hints = _hints(kind)
    definitions[name] = {
        "title": _qualified(kind),
        "type": "object",
        "description": (kind.__doc__ or "").split("\n")[0],
        "properties": {name: _describe(hints[name], definitions) for name, _ in _defaults(kind)},
        "required": [name for name, default in _defaults(kind) if default is _MISSING],
        "additionalProperties": False,
    }
    return reference


def _definition_name(kind: type, definitions: dict[str, Any]) -> str:
    """The name of the type, with its room before it where another room's type of that name came first."""
    taken = definitions.get(kind.__name__)
    if taken is None or taken["title"] == _qualified(kind):
        return kind.__name__
    return _qualified(kind).replace(".", "")


def _qualified(kind: type) -> str:
    room = kind.__module__.split(".")[1] if "." in kind.__module__ else kind.__module__
    return f"{room.title()}.{kind.__name__}"
