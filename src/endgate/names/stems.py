"""What names are made of: a stem, and an end that tells little of who is meant."""

from __future__ import annotations

import re
from functools import lru_cache

from endgate.names.fold import fold, skeleton
from endgate.names.lexicon import BORNE, attested, heads, known_distinct

_ENDS = (("ullah", 4), ("uddin", 3))
"""God and the faith at the end of a name, as compounds are written, and the letters that a stem has before them."""


def without_its_end(left: str, right: str) -> bool:
    """Is one a name of God or the faith and the other the same without (Hedayatollah, Hedayat; Sirajuddin, Siraj)?"""
    short, long = sorted((left, right), key=len)
    stem = stem_of_compound(long)
    return (
        bool(stem) and short != "abd" and (fold(stem) == fold(short) or not set(heads(stem)).isdisjoint(heads(short)))
    )


def stem_of_compound(word: str) -> str:
    """What stands before God (four letters or more) or the faith (three) at the end of a name; empty for others."""
    for end, least in _ENDS:
        if word.endswith(end) and len(word) >= len(end) + least:
            return word[: -len(end)]
    return ""


_ENDING = re.compile(
    r"(?P<stem>[a-z]{4,}?)(?:(?P<kov>k[oeu]v)a?|(?P<ov>[iy]?[oeu](?:v|ff?))a?|(?P<in>[iy]n)a?|(?P<enko>enk[ou])|"
    r"(?P<sky>sk(?:[iy]{1,2}|ai?[iy]?))|(?P<uk>[iy]?uk)|(?P<ullah>ullah)|(?P<din>uddin)|(?P<shvili>shvili)|(?P<dze>dze)|"
    r"(?P<zadeh>zadeh)|(?P<nejad>nejad)|(?P<pour>pour)|(?P<yan>[iy]an)|(?P<oglu>oglu)|"
    r"(?P<zai>z[ao][iy]))"
)
"""What many family names end in, and compounds: it tells little of who is meant."""


@lru_cache(maxsize=65536)
def _stem_and_ending(word: str) -> tuple[str, str | None]:
    match = _ENDING.fullmatch(word)
    return (word, None) if match is None else (match["stem"], match.lastgroup)


def made_otherwise(left: str, right: str) -> bool:
    """Are two names made of one stem in different ways (Voronin, Voronov), or of two in one (Nazarov, Nazirov)?"""
    (stem, ending), (other_stem, other) = _stem_and_ending(left), _stem_and_ending(right)
    if ending is None or other is None:
        return False
    if ending != other:
        return fold(stem) == fold(other_stem)
    return _two_names(stem, other_stem)


def made_alike(left: str, right: str) -> bool:
    """Are two names made alike of two spellings of one (Yusufzai, Yousafzai; Sodiqov, Sadykov)?"""
    (stem, ending), (other_stem, other) = _stem_and_ending(left), _stem_and_ending(right)
    return ending is not None and ending == other and not set(heads(stem)).isdisjoint(heads(other_stem))


def keys_of_stem(word: str) -> frozenset[str]:
    """What names that are made alike share: the end, and a cluster of the stem."""
    stem, ending = _stem_and_ending(word)
    return frozenset(f"{ending}:{head}" for head in heads(stem)) if ending is not None else frozenset()


def _two_names(one: str, other: str) -> bool:
    """Are both known names, of other consonants or of clusters of their own?"""
    ours, theirs = heads(one), heads(other)
    if (ours and theirs) or known_distinct(one, other):
        return set(ours).isdisjoint(theirs)
    both = attested(one) >= BORNE and attested(other) >= BORNE
    return both and skeleton(one) != skeleton(other)


_ADJECTIVE = re.compile(r"(?P<stem>[a-z]{4,}?)(?P<infix>en|in|ov|ev)?sk(?:iy|ii|y|i|oy|oe|oye|aya|aia|ogo)$")


def of_that_place(left: str, right: str) -> bool:
    """Is one the Slavic adjective of the other, a place of no table (Dubna, Dubnenskiy)? Names of people are none."""
    for word, place in ((left, right), (right, left)):
        made = _ADJECTIVE.fullmatch(word)
        if made is None:
            continue
        stems = {made["stem"], made["stem"] + (made["infix"] or "")}
        if stems & {place, place.rstrip("aeiouy"), place.removesuffix("sk")}:
            return max(attested(left), attested(right)) < BORNE
    return False
