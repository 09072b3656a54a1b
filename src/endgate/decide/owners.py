"""Which parties count as designated owners for the ownership regimes: from identities to words of ``bases.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from endgate.decide.identity import Identity, Screened, Standing
from endgate.terms.truth import Truth


@cache
def _bases() -> Mapping[str, Any]:
    return tomllib.loads(files("endgate").joinpath("data/decide/bases.toml").read_text(encoding="utf-8"))


def owners(screened: Mapping[str, Screened]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Base words by party id: confirmed owners, and possible ones (open matches, uncertain listings)."""
    sure: dict[str, tuple[str, ...]] = {}
    maybe: dict[str, tuple[str, ...]] = {}
    for party, each in screened.items():
        found = [word for identity in each.identities for word in _words(identity)]
        certain = tuple(dict.fromkeys(word for word, known in found if known))
        doubtful = tuple(dict.fromkeys(word for word, known in found if not known and word not in certain))
        if certain:
            sure[party] = certain
        if doubtful:
            maybe[party] = doubtful
    return sure, maybe


def _words(identity: Identity) -> Iterator[tuple[str, bool]]:
    if identity.standing is Standing.REJECTED:
        return
    for listing in identity.listings:
        if listing.truth is Truth.FALSE:
            continue
        certain = identity.standing is Standing.CONFIRMED and listing.truth is Truth.TRUE
        each = listing.designation
        for word, base in _bases().items():
            fits = not base["programmes"] or each.programme in base["programmes"]
            if each.source in base["sources"] and fits:
                yield word, certain
