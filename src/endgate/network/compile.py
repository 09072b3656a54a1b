"""Compile what was gathered into sorted arrays: join identities, find heads, tell chains behind indirect holdings."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np

from endgate.network.compiled import HI_OPEN, INEXACT, LO_OPEN, UNIT, Array, Compiled, Texts, fold
from endgate.network.gather import ALWAYS_BEFORE, Gathering
from endgate.network.model import Right, Share
from endgate.network.records import CHAINED, HEADS, INDIRECT, LINK_CODE, RIGHT_CODE, NodeKind, Rank

_CHAIN_LIMIT = 2_000
"""Entities looked through for the chain behind an indirect holding; past it the holding only may count."""
_OWNING = ("owns", "votes", "controls", "parent", "consolidated_by")


def compile_graph(gathered: Gathering) -> Compiled:
    """Sort, index and join. A holding in an establishment becomes its head."""
    place, kept = _places(gathered)
    columns = {name: _column(gathered, name) for name in _COLUMNS}
    if gathered.withdrawn:
        columns = {name: np.delete(column, sorted(gathered.withdrawn)) for name, column in columns.items()}
    columns["holder"], columns["held"] = place[columns["holder"]], place[columns["held"]]
    node_kind = _node_kinds(gathered, place, len(kept))
    _give_heads(columns, node_kind)
    count = len(kept)
    ids = [gathered.keys[each][1] for each in kept]
    names = [_named(gathered, each) for each in kept]
    spaces = sorted({gathered.keys[each][0] for each in kept})
    space_code = {space: code for code, space in enumerate(spaces)}
    return Compiled(
        **index(columns, count),
        **share_table(gathered.shares),
        share_texts=Texts.of([share_text(share) for share in gathered.shares]),
        periods=np.array(list(gathered.periods), np.int32).reshape(-1, 4),
        node_kind=node_kind,
        node_space=np.array([space_code[gathered.keys[each][0]] for each in kept], np.uint8),
        complete=_flags(count, (place[each] for each in gathered.complete)),
        listed_from=_listed_from(gathered, place, count),
        id_order=np.array(sorted(range(count), key=ids.__getitem__), np.int32),
        name_order=np.array(sorted(range(count), key=[fold(each) for each in names].__getitem__), np.int32),
        ids=Texts.of(ids),
        names=Texts.of(names),
        spaces=Texts.of(spaces),
        listed=Texts.of(_by_place({n: words for n, (words, _) in gathered.listed.items()}, place, count)),
        notes=Texts.of(_by_place({n: "\n".join(notes) for n, notes in gathered.notes.items()}, place, count)),
        countries=Texts.of(_by_place(gathered.countries, place, count)),
        sources=Texts.of(list(gathered.sources)),
        shared_ids=len(set(ids)) < len(ids),
    )


def index(columns: dict[str, Array], count: int) -> dict[str, Any]:
    """Sort links by holder, held and right, index them both ways, and tell what the sorted order shows."""
    key = holding_keys(columns, count)
    order = np.argsort(key, kind="stable")
    key = key[order]
    columns = {name: np.ascontiguousarray(column[order]) for name, column in columns.items()}
    by_held = np.argsort(columns["held"], kind="stable").astype(np.int32)
    held_ptr = pointers(columns["held"], count)
    _mark_chains(columns, by_held, held_ptr)
    owning = columns["right"] > 0
    repeated = bool(np.any((key[1:] == key[:-1]) & owning[1:])) if len(key) else False
    heads = np.isin(columns["kind"], [LINK_CODE[word] for word in sorted(HEADS)])
    found = {"ptr": pointers(columns["holder"], count), "by_held": by_held, "held_ptr": held_ptr}
    return {**columns, **found, "repeated": repeated, "established": bool(np.any(heads))}


_COLUMNS = {
    "holder": np.int32,
    "held": np.int32,
    "kind": np.uint8,
    "right": np.uint8,
    "rank": np.uint8,
    "bits": np.uint8,
    "share": np.int32,
    "period": np.int32,
    "source": np.int32,
}


def _column(gathered: Gathering, name: str) -> Array:
    column = getattr(gathered, name)
    return np.array(np.frombuffer(column, _COLUMNS[name])) if len(column) else np.zeros(0, _COLUMNS[name])


def _places(gathered: Gathering) -> tuple[Array, list[int]]:
    """The place of each node after joining, and the node that stands at each place."""
    total = len(gathered.names)
    if not gathered.joined:
        return np.arange(total, dtype=np.int32), list(range(total))
    kept = [each for each in range(total) if each not in gathered.joined]
    place = np.zeros(total, np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    for each in gathered.joined:
        place[each] = place[gathered.root(each)]
    return place, kept


def _named(gathered: Gathering, node: int) -> str:
    if gathered.names[node] or not gathered.joined:
        return gathered.names[node]
    return next((gathered.names[each] for each in gathered.joined if gathered.root(each) == node), "")


def _node_kinds(gathered: Gathering, place: Array, count: int) -> Array:
    kinds = np.zeros(count, np.uint8)
    np.maximum.at(kinds, place, np.frombuffer(bytes(gathered.kinds), np.uint8))
    return kinds


def _flags(count: int, places: Iterable[int]) -> Array:
    flags = np.zeros(count, np.uint8)
    flags[list(places)] = 1
    return flags


def _listed_from(gathered: Gathering, place: Array, count: int) -> Array:
    days = np.full(count, ALWAYS_BEFORE, np.int32)
    for node, (_, day) in gathered.listed.items():
        days[place[node]] = day
    return days


def _by_place(texts: dict[int, str], place: Array, count: int) -> list[str]:
    found = [""] * count
    for node, text in texts.items():
        at = int(place[node])
        found[at] = f"{found[at]}\n{text}" if found[at] else text
    return found


def _give_heads(columns: dict[str, Array], node_kind: Array) -> None:
    """An establishment is never held: whoever owns or controls it is its head, unless one is stated as such."""
    if not len(columns["held"]):
        return
    owning = np.isin(columns["kind"], [LINK_CODE[word] for word in _OWNING])
    wrong = owning & (node_kind[columns["held"]] == NodeKind.ESTABLISHMENT)
    columns["kind"][wrong] = LINK_CODE["branch_of"]
    columns["rank"][wrong] = np.minimum(columns["rank"][wrong], Rank.IMPLIED)
    heads = np.isin(columns["kind"], [LINK_CODE[word] for word in sorted(HEADS)])
    # While the head is open, whoever may be the head may reach what the establishment holds.
    columns["right"][heads] = RIGHT_CODE[Right.EQUITY]
    columns["share"][heads] = 0


def holding_keys(columns: dict[str, Array], count: int) -> Array:
    """A number for each holding: one holder, one entity, one right, direct or through others."""
    pair = columns["holder"].astype(np.int64) * max(count, 1) + columns["held"]
    return (pair * 8 + columns["right"]) * 2 + (columns["bits"] & INDIRECT)


def pointers(column: Array, count: int) -> Array:
    """Where each node's links begin in links sorted by that column."""
    return np.concatenate(([0], np.cumsum(np.bincount(column, minlength=count)))).astype(np.int64)


def _mark_chains(columns: dict[str, Array], by_held: Array, held_ptr: Array) -> None:
    """Mark indirect holdings whose chain the graph holds: they stand beside it and are never added to it."""
    for link in np.flatnonzero((columns["bits"] & INDIRECT > 0) & (columns["bits"] & CHAINED == 0)):
        if _chain_exists(columns, by_held, held_ptr, int(columns["holder"][link]), int(columns["held"][link])):
            columns["bits"][link] |= CHAINED


def _chain_exists(columns: dict[str, Array], by_held: Array, held_ptr: Array, holder: int, held: int) -> bool:
    seen, queue = {held}, [held]
    while queue and len(seen) < _CHAIN_LIMIT:
        node = queue.pop()
        links = by_held[held_ptr[node] : held_ptr[node + 1]]
        owning = links[(columns["right"][links] > 0) & (columns["bits"][links] & INDIRECT == 0)]
        for above in columns["holder"][owning].tolist():
            if above == holder and node != held:
                return True
            if above not in seen:
                seen.add(above)
                queue.append(above)
    return False


def share_table(shares: Iterable[Share]) -> dict[str, Any]:
    rows = [_share_row(share) for share in shares]
    table = np.array(rows, np.int64).reshape(-1, 3)
    return {
        "share_lo": table[:, 0].astype(np.uint32),
        "share_hi": table[:, 1].astype(np.uint32),
        "share_bits": table[:, 2].astype(np.uint8),
    }


def _share_row(share: Share) -> tuple[int, int, int]:
    lo, hi = share.lo * UNIT, share.hi * UNIT
    bits = (LO_OPEN if share.lo_open else 0) | (HI_OPEN if share.hi_open else 0)
    exact = lo.denominator == hi.denominator == 1
    return lo.numerator // lo.denominator, -(-hi.numerator // hi.denominator), bits | (0 if exact else INEXACT)


def share_text(share: Share) -> str:
    """The exact ends, kept only of shares whose units are rounded."""
    if _share_row(share)[2] & INEXACT == 0:
        return ""
    return f"{_written(share.lo)} {_written(share.hi)} {int(share.lo_open)} {int(share.hi_open)}"


def _written(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
