"""Faults: what is wrong, where, why it matters, how to mend it, under a stable code. Each room defines its kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_KINDS: dict[str, FaultKind] = {}


@dataclass(frozen=True)
class FaultKind:
    """One stable code (``EG`` + room + fault, DESIGN.md section 8) with its standing explanation and remedy."""

    code: str
    title: str
    why: str
    remedy: str

    def at(self, where: str, what: str, *, remedy: str | None = None) -> Fault:
        """Report this fault. ``where`` is file:line:column, sheet!cell or a JSON path; ``what`` names the value met."""
        return Fault(self.code, what, where, self.why, self.remedy if remedy is None else remedy)


@dataclass(frozen=True)
class Fault:
    """One fault met in one place."""

    code: str
    what: str
    where: str
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.what}. {self.why} Remedy: {self.remedy}"

    def to_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "what": self.what,
            "where": self.where,
            "why": self.why,
            "remedy": self.remedy,
        }


class EndgateError(Exception):
    """Root of all errors that Endgate raises on purpose. Carries at least one fault; collected faults come together."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def fault_kind(code: str, title: str, why: str, remedy: str) -> FaultKind:
    """Define a kind of fault. Raises ValueError when the code is taken: a code means one thing for ever."""
    if code in _KINDS:
        raise ValueError(f"fault code {code} is already defined as {_KINDS[code].title!r}")
    _KINDS[code] = FaultKind(code, title, why, remedy)
    return _KINDS[code]


def remedy_of(code: str) -> str:
    """How a fault of that code is mended; empty for a code that nobody has defined here."""
    return _KINDS[code].remedy if code in _KINDS else ""


def fault_kinds() -> Iterable[FaultKind]:
    """All kinds defined by the modules imported so far, by code."""
    return [_KINDS[code] for code in sorted(_KINDS)]
