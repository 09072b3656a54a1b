"""Which listed names are worth scoring for a query name: four generators, their union, and what each guarantees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from endgate.names.forms import NameForm
from endgate.names.grams import gram_search, grams_of
from endgate.names.index import Array, NameIndex, forms_of, sorted_text
from endgate.names.keys import MEANT, WHOLE, canon_keys, name_keys, skeleton_keys, stable_hash
from endgate.names.profiles import Profile
from endgate.names.romanise import ABJAD
from endgate.names.signature import bag_search
from endgate.names.subject import NamedText
from endgate.terms.kinds import PartyKind

KEY, BAG, GRAM, RARE_WORD, CONSONANTS = "key", "bag", "gram", "rare_word", "skeleton"

_WORTH = 0.66
"""Least promise (share of letters or of rare letter groups in common) that a candidate other than by key must show."""


def guarantee(profile: Profile) -> str:
    """What the search promises, in one sentence."""
    return (
        f"every listed name whose letters agree with the query's to {profile.bag_cut} % in any word order was looked at"
    )


def candidates(name: NamedText, kind: PartyKind, index: NameIndex, profile: Profile) -> dict[int, str]:
    """Rows of the index to score for one name, each with the generator that found it first."""
    plain = sorted_text(name.text)
    if not plain or not index.forms:
        return {}
    forms = forms_of(name.text, kind)
    found: dict[int, str] = {}
    _add(found, index.lookup("key", [stable_hash(key) for form in forms for key in name_keys(form)]), KEY)
    bag = bag_search(plain, profile.bag_cut, index.signer, index.arrays["sig"], index.arrays["length"])
    rows, promise = _grams(plain, index, profile)
    rare = _rare(forms, index)
    _add_promising(
        found,
        plain,
        index,
        profile,
        {BAG: bag, GRAM: rows, RARE_WORD: rare},
        dict(zip(map(int, rows), promise, strict=True)),
    )
    if ABJAD.search(plain):
        _add(found, _by_consonants(forms, index, profile), CONSONANTS)
    return found


def _add(found: dict[int, str], rows: Array, label: str) -> None:
    for row in rows.tolist():
        found.setdefault(row, label)


def _grams(plain: str, index: NameIndex, profile: Profile) -> tuple[Array, Array]:
    arrays = index.arrays
    return gram_search(
        grams_of(plain.split()),
        arrays["gram_ptr"],
        arrays["gram_post"],
        arrays["gram_weight"],
        arrays["gram_mass"],
        profile.grams,
    )


def _rare(forms: Sequence[NameForm], index: NameIndex) -> Array:
    words = {canon for form in forms for canon in canon_keys(form) if len(canon) >= 3}
    return index.lookup("key", [stable_hash(f"t:{word}") for word in sorted(words)])


def _add_promising(
    found: dict[int, str],
    plain: str,
    index: NameIndex,
    profile: Profile,
    by_label: dict[str, Array],
    promise: dict[int, float],
) -> None:
    """Of what the loose generators found, keep the most promising; everything within the bag cut stays."""
    labels: dict[int, str] = {}
    for label, rows in by_label.items():
        for row in rows.tolist():
            if row not in found:
                labels.setdefault(row, label)
    if not labels:
        return
    rows_list = sorted(labels)
    ratios = cdist([plain], [index.plain(row) for row in rows_list], scorer=Indel.normalized_similarity)[0].tolist()
    worth = {row: max(ratio, promise.get(row, 0.0)) for row, ratio in zip(rows_list, ratios, strict=True)}
    within = [row for row, ratio in zip(rows_list, ratios, strict=True) if 100 * ratio >= profile.bag_cut]
    chosen = sorted((row for row in rows_list if worth[row] >= _WORTH), key=lambda row: (-worth[row], row))
    for row in (*within, *chosen[: profile.scored]):
        found.setdefault(row, labels[row])


_WHOLE = 100.0
"""Weight of agreement in the consonants of every word."""


def _by_consonants(forms: Sequence[NameForm], index: NameIndex, profile: Profile) -> Array:
    """Names sharing the rarest consonant groups, for queries in scripts that write no vowels."""
    weights: dict[int, float] = {}
    for key in sorted({key for form in forms for key in skeleton_keys(form)}):
        rows = index.lookup("skel", [stable_hash(key)])
        weight = _WHOLE if key.startswith((WHOLE, MEANT)) else float(np.log1p(index.forms / max(len(rows), 1)))
        for row in rows.tolist():
            weights[row] = weights.get(row, 0.0) + weight
    lengths = index.arrays["length"]
    ranked = sorted(weights, key=lambda row: (-weights[row] + 0.01 * int(lengths[row]), row))
    return np.array(ranked[: 2 * profile.scored], dtype=np.int32)
