"""People's decisions on identity: one line each beside the store of lists, only ever appended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from endgate.edition.errors import BAD_DECISION, EditionError
from endgate.edition.layout import DECISIONS
from endgate.edition.links import IdentityDecision
from endgate.terms.codec import decode, encode
from endgate.terms.faults import EndgateError


def read_decisions(store: Path | None) -> tuple[IdentityDecision, ...]:
    """All decisions in the order they were made. Raises EditionError for a line that cannot be read."""
    path = None if store is None else store / DECISIONS
    if path is None or not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_read(line, f"{DECISIONS}:{number}") for number, line in enumerate(lines, start=1) if line.strip())


def _read(line: str, where: str) -> IdentityDecision:
    try:
        return decode(IdentityDecision, json.loads(line), where=where)
    except (ValueError, EndgateError) as error:
        raise EditionError(BAD_DECISION.at(where, f"it cannot be read: {str(error).splitlines()[0]}")) from error


def append_decisions(store: Path, decisions: Sequence[IdentityDecision]) -> None:
    """Add decisions at the end; nothing already written is touched."""
    store.mkdir(parents=True, exist_ok=True)
    with (store / DECISIONS).open("a", encoding="utf-8") as file:
        for each in decisions:
            file.write(json.dumps(encode(each), ensure_ascii=False, sort_keys=True) + "\n")
