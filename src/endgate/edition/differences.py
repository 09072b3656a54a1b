"""What differs between two editions: parties that came, went or changed, and listings that began or ended."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache

from endgate.edition.columns import EVER, NEVER, Window
from endgate.edition.opened import Edition
from endgate.lists.deltas import Change, FieldChange, Grade, compare_party
from endgate.lists.model import ListedParty
from endgate.lists.sources import sources
from endgate.terms.codec import decode

Windows = dict[str, tuple[Window, ...]]


def compare_editions(old: Edition, new: Edition) -> tuple[Change, ...]:
    """All changes by party id. ``ADD`` and ``DEL`` also say that a party held in both was listed again or delisted.

    The field ``listing`` gives from when to when each designation was in force, as each edition knows it.
    """
    before, after = old.records(), new.records()
    windows = old.listing_windows(), new.listing_windows()
    changes = []
    for party_id in sorted(before.keys() | after.keys()):
        was, now = before.get(party_id), after.get(party_id)
        if was == now and windows[0].get(party_id) == windows[1].get(party_id):
            continue
        change = _change(party_id, was, now, windows)
        if change is not None:
            changes.append(change)
    return tuple(changes)


def _change(party_id: str, was: str | None, now: str | None, windows: tuple[Windows, Windows]) -> Change | None:
    old, new = (None if each is None else decode(ListedParty, json.loads(each)) for each in (was, now))
    present = new or old
    assert present is not None, "one of the two editions holds the party"
    change = compare_party(party_id, old, new, _noise(present.source))
    if old is None or new is None:
        return change
    spans = tuple(each.get(party_id, ()) for each in windows)
    if spans[0] == spans[1]:
        return change
    listing = FieldChange("listing", Grade.LISTING, *(tuple(map(_shown, each)) for each in spans))
    fields = (listing,) if change is None else (*change.fields, listing)
    opened = [any(each.open for each in side) for side in spans]
    what = "MOD" if opened[0] == opened[1] else "ADD" if opened[1] else "DEL"
    return Change(what, party_id, new.primary_name, fields)


def _shown(window: Window) -> str:
    end = "" if window.open else f" to {_edge(window.end_lo, window.end_hi)}"
    return f"{window.designation_id}: from {_edge(window.start_lo, window.start_hi)}{end}"


def _edge(lo: int, hi: int) -> str:
    if lo == hi:
        return str(date.fromordinal(lo))
    first = "…" if lo == EVER else str(date.fromordinal(lo))
    return f"[{first}..{'…' if hi == NEVER else date.fromordinal(hi)}]"


@cache
def _noise(source_id: str) -> re.Pattern[str] | None:
    known = sources().get(source_id)
    patterns = () if known is None else known.immaterial
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.DOTALL) if patterns else None
