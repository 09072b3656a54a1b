"""Is a listed chemical met as itself or in a mixture, and do the notes on mixtures and consumer goods exclude it?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from endgate.goods.chemicals import Hit
from endgate.goods.compare import at_least, at_most
from endgate.goods.errors import UNREAD_QUANTITY, WRONG_DIMENSION
from endgate.goods.folding import fold
from endgate.goods.model import Cause, TraceNode
from endgate.goods.supplied import show
from endgate.terms.faults import Fault
from endgate.terms.places import CountryCode, in_group
from endgate.terms.quantity import Meaning, Problem, Value, read
from endgate.terms.truth import Truth

_PERCENT = re.compile(
    r"(?:[<>≤≥~]\s*)?\d+(?:[.,]\d+)?(?:\s*(?:-|–|to|bis)\s*\d+(?:[.,]\d+)?)?\s*(?:%|wt\.?-?%|vol\.?-?%|ppm)"
    r"(?:\s*(?:w/w|v/v|by weight|by volume|min\.?|max\.?))?",
    re.IGNORECASE,
)
_RETAIL = re.compile(r"\b(?:retail|consumer|individual use|personal use|household)\b")
_BULK = re.compile(r"\b(?:drum|drums|bulk|ibc|bag|bags|tank|tanker|isotank|barrel|barrels|flexitank|big bags?)\b")


@dataclass(frozen=True)
class Setting:
    """How the chemical is met: in a ``mixture`` (T, F or U), its share by weight, retail packing, faults met."""

    mixture: Truth
    share: Value | None
    share_raw: str
    consumer: Truth
    consumer_note: str
    faults: tuple[Fault, ...] = ()


def setting(hit: Hit, description: str, concentration: str, packing: str, data: Any) -> Setting:
    """Read from the item's own words how a chemical is met. Crystal water and a technical grade make no mixture."""
    beside = _percent_beside(hit, description)
    raw = concentration or beside
    share, faults = _share(raw)
    said, _ = _share(beside)
    if share is not None and said is not None and share.apart_from(said):
        raw, share = f"{concentration}, and the description says {beside}", _both(share, said)
    consumer, note = _consumer(fold(description), fold(packing), data)
    return Setting(_mixture(hit, description, data), share, raw, consumer, note, faults)


def _percent_beside(hit: Hit, description: str) -> str:
    found = [
        (min(abs(match.start() - hit.end), abs(hit.start - match.end())), match[0])
        for match in _PERCENT.finditer(description)
    ]
    return min(found)[1] if found else ""


def _both(one: Value, other: Value) -> Value:
    """Everything between the two readings: it decides only where they agree."""
    low = None if one.lo is None or other.lo is None else min(one.lo, other.lo)
    high = None if one.hi is None or other.hi is None else max(one.hi, other.hi)
    return replace(one, lo=low, hi=high, meaning=Meaning.APPROX, lo_open=False, hi_open=False)


def _share(raw: str) -> tuple[Value | None, tuple[Fault, ...]]:
    if raw.strip() == "":
        return None, ()
    reading = read(raw, "mass_fraction")
    if reading.problem is Problem.NOT_STATED:
        return None, ()
    if reading.value is not None:
        low, high = reading.value.lo, reading.value.hi
        if low is not None and low > 1:
            return None, (UNREAD_QUANTITY.at("concentration", f"{raw!r} is more than the whole"),)
        if high is not None and high <= 0:
            return None, (UNREAD_QUANTITY.at("concentration", f"{raw!r} says that what is named is not there"),)
        return reading.value, ()
    if reading.problem is Problem.WRONG_DIMENSION:
        return None, (WRONG_DIMENSION.at("concentration", f"{raw!r} is no share by weight"),)
    return None, (UNREAD_QUANTITY.at("concentration", f"{raw!r} is not one share by weight"),)


def _mixture(hit: Hit, description: str, data: Any) -> Truth:
    meanings = _meanings(description, hit, data.part("mixture_words"))
    if "mixture" in meanings or "before" in meanings:
        return Truth.TRUE
    return Truth.FALSE if "pure" in meanings or hit.kind == "form" or hit.note else Truth.UNKNOWN


def _meanings(description: str, hit: Hit, table: Mapping[str, str]) -> set[str]:
    whole = f" {fold(description)} "
    ahead = f" {fold(description[: hit.start])} " if hit.start >= 0 else ""
    found = {meaning for word, meaning in table.items() if meaning != "before" and f" {word} " in whole}
    return found | {meaning for word, meaning in table.items() if meaning == "before" and f" {word} " in ahead}


def _consumer(description: str, packing: str, data: Any) -> tuple[Truth, str]:
    if _BULK.search(packing):
        return Truth.FALSE, "packed in bulk"
    if _RETAIL.search(packing):
        return Truth.TRUE, "packed for retail or individual use"
    words = [word for word in data.part("consumer_words") if re.search(rf"(?<!\w){re.escape(word)}", description)]
    if words:
        return Truth.TRUE, f"{words[0]} is presumed a consumer good in retail packing; say so if it is not"
    return Truth.UNKNOWN, ""


def party_to_cwc(destination: CountryCode | None, day: date) -> Truth:
    """Is the destination party to the Chemical Weapons Convention that day? UNKNOWN where nobody says which it is."""
    if destination is None or in_group(destination, "CWC_UNSETTLED", day) is not Truth.FALSE:
        return Truth.UNKNOWN
    return ~in_group(destination, "CWC_NOT_PARTY", day)


def rules_for(path: str, list_id: str, data: Any, party: Truth = Truth.UNKNOWN) -> list[Mapping[str, str]]:
    """The notes on mixtures that speak of one listed chemical and of the destination."""
    entry = path.split(".", 1)[0]
    other = {Truth.TRUE: "not_party_cwc", Truth.FALSE: "party_cwc"}.get(party, "")
    return [
        row
        for row in data.part("mixtures")
        if row["list"] == list_id and row["destinations"] != other and ({path, entry} & set(row["paths"].split("|")))
    ]


def excluded(path: str, list_id: str, how: Setting, data: Any, party: Truth = Truth.UNKNOWN) -> TraceNode:
    """Do the notes exclude it? T excludes. Several notes by destination count only where they agree."""
    notes = rules_for(path, list_id, data, party)
    pack = TraceNode(
        "leaf",
        _pack_truth(how),
        path=path,
        leaf="note#consumer",
        parameter="packing",
        printed="consumer goods in retail or individual packing",
        note=how.consumer_note,
    )
    mixed = _mixed(path, notes, how)
    truth = pack.truth | mixed.truth
    return TraceNode("any", truth, cause=mixed.cause if truth is Truth.UNKNOWN else Cause.NONE, children=(mixed, pack))


def _pack_truth(how: Setting) -> Truth:
    """Retail packing that nobody claims excludes nothing."""
    return Truth.TRUE if how.consumer is Truth.TRUE else Truth.FALSE


def _mixed(path: str, notes: Sequence[Mapping[str, str]], how: Setting) -> TraceNode:
    truths = {below_limit(row, how) for row in notes}
    truth = truths.pop() if len(truths) == 1 else Truth.FALSE if not truths else Truth.UNKNOWN
    printed = "; ".join(f"{row['rule']}: {row['limit_percent']} % by weight" for row in notes)
    cause, note = Cause.NONE, ""
    if truth is Truth.UNKNOWN:
        cause, note = _why_open(how, len(notes))
    parsed = "" if how.share is None else show(how.share)
    return TraceNode(
        "leaf",
        truth,
        path=path,
        cause=cause,
        leaf="note#mixture",
        parameter="concentration",
        printed=printed,
        supplied=how.share_raw,
        parsed=parsed,
        source="item",
        note=note,
    )


def _why_open(how: Setting, notes: int) -> tuple[Cause, str]:
    if how.share is None and how.faults:
        return Cause.UNREADABLE, f"the share stated, {how.share_raw!r}, was not read"
    if how.share is None:
        return Cause.NOT_STATED, "the share by weight is not stated"
    if how.mixture is Truth.UNKNOWN:
        return Cause.IDENTITY, "is this the chemical itself or a mixture that holds it?"
    if notes > 1:
        return Cause.CONDITION, "depends on whether the destination is party to the Chemical Weapons Convention"
    return Cause.STRADDLES, "the share lies on both sides of the limit"


def below_limit(row: Mapping[str, str], how: Setting) -> Truth:
    """Is it a mixture in which the chemical stays within the limit? EU: not more than; US: less than."""
    limit = Fraction(row["limit_percent"]) / 100
    if how.mixture is Truth.FALSE:
        return Truth.FALSE
    if how.share is None and how.faults:
        return Truth.UNKNOWN
    if how.share is None:
        return Truth.FALSE if how.mixture is Truth.UNKNOWN else Truth.UNKNOWN
    within = at_most(how.share, limit, False) if row["at_limit"] == "excluded" else ~at_least(how.share, limit, False)
    return within & how.mixture
