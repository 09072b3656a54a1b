"""Which listed names are worth scoring for a query name: four generators, their union, and what each guarantees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from endgate.names.abjad import heard
from endgate.names.forms import NameForm
from endgate.names.grams import gram_search, grams_of
from endgate.names.index import Array, NameIndex, consonant_weight, forms_of
from endgate.names.keys import canon_keys, house_keys, name_keys, of_whole, skeleton_keys, stable_hash
from endgate.names.letters import shares
from endgate.names.normalise import normal, sorted_text
from endgate.names.profiles import Profile
from endgate.names.romanise import ABJAD
from endgate.names.signature import bag_search
from endgate.names.subject import NamedText
from endgate.terms.kinds import PartyKind

KEY, BAG, GRAM, RARE_WORD, CONSONANTS, BORN = "key", "bag", "gram", "rare_word", "skeleton", "born"

_WORTH = 0.66
"""Least share of letters, or of rare letter groups, in common that a candidate other than by key must show."""
_WORTH_BESIDE_A_RARE_WORD = 0.6
"""The same where a word agrees that hardly another party bears (Michael Fradkov, Fradkov, Mikhail Efimovich)."""
_HINT = 0.45
"""Least share of rare letter groups in common where the letters agree."""


@lru_cache(maxsize=8)
def guarantee(profile: Profile) -> str:
    """What the search promises and, beyond that, what it held in trials (standard profile, 20,000 to 240,000 names)."""
    return (
        f"every listed name whose letters agree with the query's to {profile.bag_cut} % in any word order was looked at"
        ", and of the others the most alike: together they held 99.5 % of all that match, in trials with altered names"
    )


def candidates(name: NamedText, kind: PartyKind, index: NameIndex, profile: Profile) -> dict[int, str]:
    """Rows of the index to score for one name, each with the generator that found it first."""
    plain = sorted_text(name.text)
    if not plain or not index.forms:
        return {}
    forms = forms_of(name.text, kind)
    keyed, rare = (_comparable(rows, kind, index) for rows in _exactly(forms, index))
    found = dict.fromkeys(keyed.tolist(), KEY)
    bag = bag_search(plain, profile.bag_cut, index.signer, index.arrays["sig"], index.arrays["length"])
    grams = _grams(plain, kind, index, profile)
    loose = _Loose(frozenset(_comparable(bag, kind, index).tolist()), grams, frozenset(rare.tolist()))
    _add_promising(found, plain, index, profile, loose)
    if ABJAD.search(plain) or (kind is not PartyKind.PERSON and not name.text.isascii() and _translated(forms)):
        otherwise = [form for text in heard(normal(name.text)) for form in forms_of(text, kind)]
        for row in _by_consonants(forms, otherwise, kind, index, 2 * _room(plain, index, profile)).tolist():
            found.setdefault(row, CONSONANTS)
        for row in rare[:_FEW].tolist():
            found.setdefault(row, RARE_WORD)
    return found


def _translated(forms: Sequence[NameForm]) -> bool:
    """Does a name in another script hold words that others may give in another language?"""
    return any(token.concept for form in forms for token in form.core)


def _comparable(rows: Array, kind: PartyKind, index: NameIndex) -> Array:
    return rows[index.comparable(rows, kind)]


def _exactly(forms: Sequence[NameForm], index: NameIndex) -> tuple[Array, Array]:
    """Rows that share a key of the whole name, and rows that share a rare word."""
    keys = {key for form in forms for key in (*name_keys(form), *house_keys(form))}
    words = {canon for form in forms for canon in canon_keys(form) if len(canon) >= 3}
    wanted = [*sorted(keys), *(f"t:{word}" for word in sorted(words))]
    found = index.lookups("key", [stable_hash(key) for key in wanted])
    return _union(found[: len(keys)]), _union(found[len(keys) :])


def _union(parts: Sequence[Array]) -> Array:
    filled = [part for part in parts if len(part)]
    if len(filled) < 2:
        return filled[0] if filled else _NO_ROWS
    return np.unique(np.concatenate(filled))


_NO_ROWS: Array = np.zeros(0, dtype=np.int32)


def _grams(plain: str, kind: PartyKind, index: NameIndex, profile: Profile) -> dict[int, float]:
    """The rows that share the most rare letter groups, each with what it promises."""
    rows, promise = gram_search(grams_of(plain.split()), index.arrays, _HINT)
    kept = index.comparable(rows, kind)
    most = int(profile.grams * _breadth(index))
    best = rows[kept][:most], promise[kept][:most]
    return dict(zip(best[0].tolist(), best[1].tolist(), strict=True))


_LONG = 20
"""Words of a name from which on fewer of the loose finds are scored: the time of a comparison grows with its words."""


_SMALL_LIST = 25_000
"""Names up to which the profile's numbers of loose finds hold; among more names more are alike by chance."""


def _breadth(index: NameIndex) -> float:
    return 1 + log2(max(1.0, index.forms / _SMALL_LIST)) / 5


def _room(plain: str, index: NameIndex, profile: Profile) -> int:
    return max(2, int(profile.scored * _breadth(index) * min(1.0, _LONG / (plain.count(" ") + 1))))


@dataclass(frozen=True)
class _Loose:
    """Rows of the generators that find too much, and what the shared letter groups promise of theirs."""

    bag: frozenset[int]
    promise: dict[int, float]
    rare: frozenset[int]

    def label(self, row: int) -> str:
        return BAG if row in self.bag else GRAM if row in self.promise else RARE_WORD

    def worth(self, row: int, ratio: float) -> float:
        """What speaks for scoring a row that is not within the bag cut: 0 when too little does.

        Letters that agree must be borne out by letter groups or by a rare word. A misspelt first letter moves a word to
        another place in the alphabet, so letters that agree in any order will do.
        """
        promise = self.promise.get(row, 0.0)
        if promise >= _WORTH:
            return max(ratio, promise)
        if promise >= _HINT and (ratio >= _WORTH or row in self.bag):
            return max(ratio, promise)
        return ratio if ratio >= _WORTH_BESIDE_A_RARE_WORD and row in self.rare else 0.0


def _add_promising(found: dict[int, str], plain: str, index: NameIndex, profile: Profile, loose: _Loose) -> None:
    """Of what the loose generators found, keep the most promising; everything within the bag cut stays."""
    rows = [
        row for row in {**dict.fromkeys(loose.bag), **loose.promise, **dict.fromkeys(loose.rare)} if row not in found
    ]
    if not rows:
        return
    ratios = _ratios(plain, rows, index, profile, loose)
    within: list[int] = []
    worth: list[tuple[float, int]] = []
    for row, ratio in zip(rows, ratios, strict=True):
        if 100 * ratio >= profile.bag_cut:
            within.append(row)
            worth.append((-max(ratio, loose.promise.get(row, 0.0)), row))
        elif (value := loose.worth(row, ratio)) > 0:
            worth.append((-value, row))
    for row in (*sorted(within), *(row for _, row in sorted(worth)[: _room(plain, index, profile)])):
        if row not in found:
            found[row] = loose.label(row)


_MOVED = 0.55
"""Share of letters in common at the least where all but one word stand in the same order."""


def _ratios(plain: str, rows: Sequence[int], index: NameIndex, profile: Profile, loose: _Loose) -> list[float]:
    """Share of letters in common with each row; of those whose letters agree in any order, in the best order of words.

    A slip in a first letter moves a word to another place in the alphabet.
    """
    listed = index.plains(rows)
    found: list[float] = cdist([plain], listed, scorer=Indel.normalized_similarity)[0].tolist()
    low, high = _MOVED, profile.bag_cut / 100
    moved = [at for at, row in enumerate(rows) if low <= found[at] < high and row in loose.bag]
    for at, share in zip(moved, shares([plain], [listed[at] for at in moved]), strict=True) if moved else ():
        found[at] = share
    return found


_SOUND = 0.6
"""Share of the rare consonants of both names in common (dice) from which on all of the best are scored."""
_FAINT, _FEW = 0.3, 4
"""Share of consonants below which none is scored, and how many are where none shares more."""


def _by_consonants(
    forms: Sequence[NameForm], otherwise: Sequence[NameForm], kind: PartyKind, index: NameIndex, room: int
) -> Array:
    """Names with the same consonants, or the rarest of them, for queries in other scripts.

    ``otherwise`` are the query's forms as its letters may be heard besides; only names with all their consonants count.
    """
    keys = sorted({key for form in forms for key in skeleton_keys(form)})
    names = {key for form in (*forms, *otherwise) for key in skeleton_keys(form) if of_whole(key)}
    whole = index.lookup("whole", [stable_hash(key) for key in sorted(names)])
    rows, share = _sharing_consonants([stable_hash(key) for key in keys if not of_whole(key)], index)
    kept = index.comparable(rows, kind) & (share >= _FAINT)
    rows, share = rows[kept], share[kept]
    order = np.argsort(-share, kind="stable")[:room]
    best = rows[order[: max(_FEW, int(np.count_nonzero(share[order] >= _SOUND)))]]
    return np.concatenate([_comparable(whole, kind, index)[:room], best])


def _sharing_consonants(keys: Sequence[int], index: NameIndex) -> tuple[Array, Array]:
    """Rows with the consonants of any word, and how much of both names' rare consonants they share."""
    found = index.lookups("skel", keys)
    weights = consonant_weight(index.forms, np.array([len(rows) for rows in found], dtype=np.int64))
    rows, place = np.unique(np.concatenate([*found, _NO_ROWS]), return_inverse=True)
    spread = [np.full(len(each), weight) for each, weight in zip(found, weights.tolist(), strict=True)]
    shared = np.bincount(place, weights=np.concatenate([*spread, np.zeros(0)]), minlength=len(rows))
    return rows, 2 * shared / (weights.sum() + index.arrays["skel_mass"][rows] + 1e-9)
