"""Follows a log as it grows: what was read and found whole is not read again, as long as its bytes are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from endgate.evidence.case import log
from endgate.evidence.case.folding import CaseView, RunningFold
from endgate.evidence.case.log import Event
from endgate.evidence.errors import CaseError


@dataclass
class _Read:
    """A log's bytes with what they say."""

    content: bytes = b""
    events: list[Event] = field(default_factory=list)
    fold: RunningFold = field(default_factory=RunningFold)


class Following:
    """Keeps what a log said. A log whose beginning was changed in any byte is read, and checked, from the start."""

    def __init__(self) -> None:
        self._read = _Read()

    def events(self, path: Path) -> Sequence[Event]:
        """All events, oldest first. Raises CaseError where the chain does not hold."""
        content = path.read_bytes() if path.is_file() else b""
        if not content.startswith(self._read.content):
            self._read = _Read()
        new = content[len(self._read.content) :]
        if new:
            self._take(new, path.name)
        return self._read.events

    def view(self, path: Path) -> CaseView:
        """The case at the end of its log."""
        self.events(path)
        return self._read.fold.view()

    def extend(self, events: Sequence[Event]) -> None:
        """Fold events that are about to be written. Raises for one that cannot be read back."""
        self._fold(events, b"".join(event.line() for event in events))

    def forget(self) -> None:
        """Begin anew with the next reading."""
        self._read = _Read()

    def _take(self, new: bytes, name: str) -> None:
        known = self._read.events
        found, faults = log.walk(new, name=name, after=known[-1] if known else None)
        if faults:
            self.forget()
            raise CaseError(*faults)
        self._fold(found, new)

    def _fold(self, events: Sequence[Event], content: bytes) -> None:
        try:
            for event in events:
                self._read.fold.add(event)
        except BaseException:
            self.forget()
            raise
        self._read.events.extend(events)
        self._read.content += content
