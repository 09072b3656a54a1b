"""Weighted trigrams over the sound classes of words: an order-free list of names that share rare letter groups."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from endgate.names.fold import fold
from endgate.names.signature import SYMBOLS, code

SPACE = len(SYMBOLS) ** 3
_BASE = len(SYMBOLS)

Array = np.ndarray[Any, Any]


def grams_of(words: Sequence[str]) -> list[int]:
    """Distinct trigrams of the blank-padded folded words, as numbers, ascending."""
    found: set[int] = set()
    for word in words:
        padded = [0, *(code(char) for char in fold(word)), 0]
        found.update((padded[i] * _BASE + padded[i + 1]) * _BASE + padded[i + 2] for i in range(len(padded) - 2))
    return sorted(found)


def build_grams(gram_lists: Iterable[Sequence[int]]) -> dict[str, Array]:
    """Postings by trigram, weights by rarity, and each name's whole weight. Reads one list at a time."""
    grams, sizes = array("i"), array("i")
    for each in gram_lists:
        grams.extend(each)
        sizes.append(len(each))
    flat, lengths = np.array(grams, dtype=np.int32), np.array(sizes, dtype=np.int64)
    del grams
    rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    order = np.argsort(flat, kind="stable")
    counts = np.bincount(flat, minlength=SPACE)
    total = max(len(lengths), 1)
    weights = np.round(120 * np.log1p(total / np.maximum(counts, 1)) / np.log1p(total)).clip(1).astype(np.float32)
    weights[counts == 0] = 120
    mass = np.bincount(rows, weights=weights[flat], minlength=len(lengths)).astype(np.float32)
    pointers = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    return {"gram_ptr": pointers, "gram_post": rows[order], "gram_weight": weights, "gram_mass": mass}


_NONE = np.zeros(0, dtype=np.int32)

_LEAST = 0.35
"""Share of the query's weight that a name must hold."""

_MANY, _ASIDE = 5_000, 0.12
"""Names that hold a letter group from which on it may wait for the rarer ones, and the share of weight that may."""


def gram_search(grams: Sequence[int], arrays: Mapping[str, Array], least: float) -> tuple[Array, Array]:
    """Rows that share at least .35 of the query's weight, the best first, with max(dice, .9 × containment) ≥ least."""
    if not grams:
        return _NONE, np.zeros(0)
    wanted = np.array(grams)
    own, mass, pointers = arrays["gram_weight"][wanted], arrays["gram_mass"], arrays["gram_ptr"]
    total = float(own.sum())
    starts, ends = pointers[wanted], pointers[wanted + 1]
    postings = [arrays["gram_post"][a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    sizes = ends - starts
    aside = _common(own, sizes, _ASIDE * total)
    hits, value = _sharing(postings, own, sizes, aside, _LEAST * total, len(mass))
    weight = mass[hits]
    score = np.maximum(2 * value / (weight + total), 0.9 * value / np.minimum(weight, total))
    kept = (score >= least).nonzero()[0]
    order = kept[np.argsort(-score[kept], kind="stable")]
    return hits[order], score[order]


def _common(own: Array, sizes: Array, room: float) -> list[int]:
    """Places of the groups that the most names hold, as far as their weight stays within ``room``."""
    if sizes.max() <= _MANY:
        return []
    order = np.argsort(-sizes, kind="stable")
    found: list[int] = order[(np.cumsum(own[order]) <= room) & (sizes[order] > _MANY)].tolist()
    return found


def _sharing(
    postings: Sequence[Array], own: Array, sizes: Array, aside: Sequence[int], asked: float, names: int
) -> tuple[Array, Array]:
    """Rows that hold groups of the weight ``asked`` or more, and that weight; weights are whole numbers.

    The groups ``aside`` are looked up only for rows that could reach it with them.
    """
    counted = np.delete(np.arange(len(own)), aside) if aside else np.arange(len(own))
    rows = np.concatenate([postings[at] for at in counted.tolist()])
    shared = np.bincount(rows, weights=np.repeat(own[counted], sizes[counted]), minlength=names)
    hits = (shared >= asked - float(own[aside].sum()) if aside else shared >= asked).nonzero()[0]
    value = shared[hits]
    if not aside:
        return hits, value
    for at in aside:
        value += own[at] * _holds(postings[at], hits)
    kept = value >= asked
    return hits[kept], value[kept]


def _holds(rows: Array, wanted: Array) -> Array:
    """Which of the wanted rows are among some, both ascending."""
    at = np.minimum(rows.searchsorted(wanted.astype(rows.dtype)), len(rows) - 1)
    found: Array = rows[at] == wanted
    return found
