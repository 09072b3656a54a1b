"""Whether two words are the same, why and how surely. Knows nothing of the names around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA, Indel

from endgate.names.abjad import reads_like
from endgate.names.fold import (
    fold,
    is_syllable,
    korean_by_ear,
    korean_fold,
    same_syllables,
    skeleton,
    written_in_syllables,
)
from endgate.names.forms import WORDS_OF_NAMES, Token
from endgate.names.habits import elsewhere, habitual, one_as_elsewhere, sounded
from endgate.names.lexicon import (
    BORNE,
    COMPOUND_HEADS,
    abroad,
    attested,
    attested_anywhere,
    heads,
    known_distinct,
    names_abroad,
    nicknames,
)
from endgate.names.model import EdgeType, TokenClass
from endgate.names.romanise import ABJAD, aloud
from endgate.names.stems import (
    keys_of_stem,
    made_alike,
    made_otherwise,
    of_that_place,
    stem_of_compound,
    without_its_end,
)
from endgate.names.syllables import in_pinyin, name_syllables
from endgate.names.tables import settings


@dataclass(frozen=True)
class Pairing:
    """Two words taken as the same (or, with score 0, known to be different)."""

    type: EdgeType
    score: float


def edge(left: Token, right: Token, person: bool) -> Pairing | None:
    """How the two words pair; None when nothing speaks for it. Symmetric."""
    if left.text == right.text:
        return _EQUAL
    if left.number or right.number:
        return _NUMBER_EQUAL if left.number == right.number else _misspelt_number(left, right)
    if (left.concept or right.concept) and not _only_one_translated(left, right):
        return _translated(left, right)
    if left.token_class is TokenClass.INITIAL or right.token_class is TokenClass.INITIAL:
        return _initial(left, right)
    a, b = (left, right) if left.text <= right.text else (right, left)
    return _spelt(a.text, b.text, person)


def _only_one_translated(left: Token, right: Token) -> bool:
    """Is one a word that names are translated by (Star), and the other none? Then it is compared as any other word."""
    return not (left.concept and right.concept) and (left.concept or right.concept).startswith(WORDS_OF_NAMES)


def _misspelt_number(left: Token, right: Token) -> Pairing | None:
    """A number written out, with one slip (Secod for Second); digits are never taken for others."""
    word, other = (left, right) if left.number else (right, left)
    if other.number or len(word.text) < 5 or not word.text.isalpha():
        return None
    if fold(word.text) == fold(other.text):
        return Pairing(EdgeType.ROMANISATION, _score("romanisation"))
    if OSA.distance(word.text, other.text) > 1:
        return None
    return Pairing(EdgeType.SPELLING, 1 - 1.2 / len(word.text))


_EQUAL = Pairing(EdgeType.EQUAL, 1.0)
_NUMBER_EQUAL = Pairing(EdgeType.NUMBER_EQUAL, 1.0)


@cache
def _score(name: str) -> float:
    return float(settings("weights")["edge"][name])


def _translated(left: Token, right: Token) -> Pairing | None:
    if left.concept and left.concept == right.concept:
        if fold(left.text) == fold(right.text):
            return Pairing(EdgeType.EQUIVALENT, _score("equivalent"))
        kind = left.token_class.value
        known = kind in ("descriptor", "activity", "location")
        return Pairing(EdgeType.TRANSLATION, _score(f"translation_{kind}" if known else "translation_descriptor"))
    if left.concept and right.concept:
        near = frozenset((left.concept, right.concept)) in akin()
        return Pairing(EdgeType.TRANSLATION, _score("translation_akin")) if near else None
    if " " in left.text + right.text:
        return None
    if (ABJAD.match(left.text) is None) != (ABJAD.match(right.text) is None):
        if (left.concept or right.concept).startswith("location:"):  # a place is not the sound of another name
            return None
        return _across_scripts(*sorted((aloud(left.text), aloud(right.text))))
    a, b = sorted((aloud(left.text), aloud(right.text)))
    if min(len(a), len(b)) < 4:
        return None
    if fold(a) == fold(b) or same_syllables(a, b):
        return Pairing(EdgeType.ROMANISATION, _score("romanisation"))
    return _slip(left, right) or _spelling(a, b, person=False)


def _slip(left: Token, right: Token) -> Pairing | None:
    """One slip in a generic word that makes it no word anybody knows (bamk for bank)."""
    other = right if left.concept else left
    if attested_anywhere(other.text) or OSA.distance(left.text, right.text, score_cutoff=1) > 1:
        return None
    return Pairing(EdgeType.SPELLING, 1 - 1.2 / max(len(left.text), len(right.text)))


@cache
def akin() -> frozenset[frozenset[str]]:
    """Concepts that one language does not part."""
    return frozenset(map(frozenset, settings("weights")["akin"]["concepts"]))


@cache
def kindred() -> dict[str, str]:
    """The concepts that akin ones tie to each other, directly or not, each with the first of them."""
    ties: dict[str, set[str]] = {}
    for pair in akin():
        tied = set[str]().union(*(ties.get(each, {each}) for each in pair))
        ties.update(dict.fromkeys(tied, tied))
    return {concept: min(tied) for concept, tied in ties.items()}


def _initial(left: Token, right: Token) -> Pairing | None:
    one, other = (left, right) if left.token_class is TokenClass.INITIAL else (right, left)
    if other.token_class is TokenClass.INITIAL or fold(other.text)[:1] != fold(one.text)[:1] != other.text[:1]:
        return None
    return Pairing(EdgeType.INITIAL, _score("initial"))


@lru_cache(maxsize=65536)
def _spelt(left: str, right: str, person: bool) -> Pairing | None:
    if ABJAD.match(left) or ABJAD.match(right):
        return _across_scripts(left, right)
    for prefix in COMPOUND_HEADS:
        if (
            person
            and left.startswith(prefix)
            and right.startswith(prefix)
            and min(len(left), len(right)) > len(prefix) + 3
        ):
            return _EQUAL if left == right else _spelt(*sorted((left[len(prefix) :], right[len(prefix) :])), person)
    ours, theirs = heads(left), heads(right)
    if ours and theirs and not set(ours).isdisjoint(theirs):
        return Pairing(EdgeType.EQUIVALENT, _score("equivalent"))
    if person and (abroad(left, right) or abroad(right, left)):
        return Pairing(EdgeType.TRANSLATION, _score("name_abroad"))
    if known_distinct(left, right):
        return Pairing(EdgeType.KNOWN_DISTINCT, 0.0)
    if _same_tech(left, right):
        return Pairing(EdgeType.EQUIVALENT, _score("equivalent"))
    if max(len(left), len(right)) > 6 and Indel.normalized_similarity(left, right) < _ALIKE:
        return Pairing(EdgeType.NICKNAME, _score("nickname")) if _short_forms(left, right) else None
    if _both_the_article(left, right, person):
        return Pairing(EdgeType.ROMANISATION, _score("article"))
    if right in in_pinyin(left) or left in in_pinyin(right):
        return Pairing(EdgeType.ROMANISATION, _score("romanisation"))
    if is_syllable(left) and is_syllable(right):
        if korean_fold(left) == korean_fold(right):
            return Pairing(EdgeType.ROMANISATION, _score("romanisation"))
        if left in name_syllables() and right in name_syllables():
            return _DISTINCT
    if _by_ear(left, right) or (not person and same_syllables(left, right)):
        return Pairing(EdgeType.ROMANISATION, _score("habits"))
    if min(len(left), len(right)) > 3 and fold(left) == fold(right):
        return Pairing(EdgeType.ROMANISATION, _score("romanisation"))
    if min(len(left), len(right)) > 3 and fold(left.replace("e", "i")) == fold(right.replace("e", "i")):
        return Pairing(EdgeType.ROMANISATION, _score("vowels"))
    if one_as_elsewhere(left, right) and ("q" in left + right or not _both_attested(left, right, person)):
        return Pairing(EdgeType.ROMANISATION, _score("habits"))
    if habitual(left) == habitual(right) and (len(left) > 7 or not _both_attested(left, right, person)):
        if person and made_otherwise(left, right):
            return Pairing(EdgeType.ATTESTED_BOTH, _score("attested_both"))
        return Pairing(EdgeType.ROMANISATION, _score("habits"))
    if _short_forms(left, right) or (person and _cut_short(left, right)):
        return Pairing(EdgeType.NICKNAME, _score("nickname"))
    if _without_article(left) == _without_article(right):
        return Pairing(EdgeType.ROMANISATION, _score("article"))
    if person and made_alike(left, right):
        return Pairing(EdgeType.EQUIVALENT, _score("equivalent"))
    if not person and of_that_place(left, right):
        return Pairing(EdgeType.ROMANISATION, _score("habits"))
    found = _spelling(left, right, person)
    return found if found or not person else _in_other_vowels(left, right) or _article_written_on(left, right)


def _article_written_on(left: str, right: str) -> Pairing | None:
    """Is one nobody's name as it stands, and the other's consonants behind an article (Alkurd, Kird)?"""
    short, long = sorted((left, right), key=len)
    if len(long) < 6 or long[:2] not in _GLUED_ARTICLES or short[:2] in _GLUED_ARTICLES or attested(long) >= BORNE:
        return None
    consonants = skeleton(long)
    alike = len(consonants) >= 3 and consonants == skeleton(short) and long[2] == short[0]
    return Pairing(EdgeType.SPELLING, _score("habits")) if alike else None


_GLUED_ARTICLES = ("al", "el", "ul")


def _in_other_vowels(left: str, right: str) -> Pairing | None:
    """The same consonants after the same first sound (Salimani, Sulaimani): three, or four where one is a known name.

    Two known names are two.
    """
    consonants = _telling_consonants(left)
    if not consonants or consonants != _telling_consonants(right) or habitual(left)[0] != habitual(right)[0]:
        return None
    known = (attested(left) >= BORNE) + (attested(right) >= BORNE)
    if known == 2 or (known and len(consonants) < 4):
        return None
    return Pairing(EdgeType.SPELLING, _score("in_context"))


def _telling_consonants(word: str) -> str:
    """The consonants of a word of five letters or more that has three of them; empty for others."""
    found = skeleton(word) if len(word) >= 5 and word.isascii() else ""
    return found if len(found) >= 3 else ""


def _by_ear(left: str, right: str) -> bool:
    """Is one a syllable of names, and the other the same (Eel for Il), or in letters of no system (Shol for Chol)?"""
    named = left in name_syllables(), right in name_syllables()
    if all(named):
        return korean_fold(left) == korean_fold(right)
    return any(named) and korean_by_ear(left) == korean_by_ear(right)


def keys_of(token: Token) -> frozenset[str]:
    """What a word must share with another for the two to pair, where their letters are further apart than ``budget``.

    Initials meet by the first letter, words of Arabic script by their consonants, and words that mean something may be
    written in other syllables: none of that is told here.
    """
    if token.token_class is TokenClass.INITIAL:
        return frozenset()
    known = {f"#{token.number}"} if token.number else set[str]()
    return _keys(token.text) | known | ({token.concept} if token.concept else set())


@lru_cache(maxsize=65536)
def _keys(word: str) -> frozenset[str]:
    found = {word, fold(word), fold(word.replace("e", "i")), habitual(word), _without_article(word)}
    found |= {korean_fold(word)} if is_syllable(word) else set()
    found |= {korean_by_ear(word)} if len(word) <= _LONGEST_BY_EAR else set()
    found |= {word.translate(_READ_AS).replace("l", "i").replace("rn", "m")}
    found |= {word.replace("cl", "d")} if "cl" in word else set()
    found |= elsewhere(word) | in_pinyin(word)
    short = stem_of_compound(word)
    named = (*heads(word), *heads(short))
    found |= {fold(short)} if short else set()
    found |= {f"name:{name}" for name in (word, *named, *nicknames().get(word, ()), *names_abroad().get(word, ()))}
    found |= {f"cut:{word[:_LEAST_OF_A_NAME]}"} if len(word) >= _LEAST_OF_A_NAME and attested(word) < BORNE else set()
    found |= keys_of_stem(word)
    found |= {f"heard:{heard}"} if len(heard := skeleton(word)) >= 3 and word.isascii() else set()
    found |= {"the article"} if word in _ARTICLE | _OR_SYLLABLE else set()
    found |= {f"tech:{stem['stem']}"} if (stem := _TECH.fullmatch(word)) else set()
    for prefix in COMPOUND_HEADS:
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            found |= _keys(word[len(prefix) :])
    return frozenset(found)


_LONGEST_BY_EAR = 8
"""Letters of a word that may be a syllable of six heard by ear."""

_ALIKE = 0.45
"""Letters in common below which two words of some length are no spellings of one, whatever the habits."""


_DISTINCT = Pairing(EdgeType.KNOWN_DISTINCT, 0.0)


_ARTICLE, _OR_SYLLABLE = frozenset(["al", "el", "ool", "oul"]), frozenset(["ul", "ol", "il"])
"""Spellings of the Arabic article: the first are nothing else, the others are syllables of Korean given names too."""


def _both_the_article(left: str, right: str, person: bool) -> bool:
    """Is each word the article, as in Khatam al-Anbiya and Khatam ol-Anbia?"""
    both = {left, right}
    return both <= _ARTICLE | _OR_SYLLABLE and (not person or bool(both & _ARTICLE))


_TECH = re.compile(r"(?P<stem>[a-z]{3,})te(?:kh|ch|ck|c|k|q)$")


def _same_tech(left: str, right: str) -> bool:
    """Is it one stem with technology behind it, which firms shorten as they like (Ростех, Rostec, Rostech)?"""
    one, other = _TECH.fullmatch(left), _TECH.fullmatch(right)
    return one is not None and other is not None and one["stem"] == other["stem"]


def _short_forms(left: str, right: str) -> bool:
    if without_its_end(left, right):
        return True
    table = nicknames()
    ours, theirs = {left, *heads(left)}, {right, *heads(right)}
    return bool(table.get(left, frozenset()) & theirs or table.get(right, frozenset()) & ours)


def _cut_short(left: str, right: str) -> bool:
    """Is one the other's first four letters or more, three fewer at least, and neither anybody's name by the tables?"""
    short, long = sorted((left, right), key=len)
    return (
        _LEAST_OF_A_NAME <= len(short) <= len(long) - 3
        and long.startswith(short)
        and attested(short) < BORNE
        and attested(long) < BORNE
    )


_LEAST_OF_A_NAME = 4
"""Letters from which on the beginning of a name tells which one it is."""


def _without_article(word: str) -> str:
    if len(word) >= 6 and word[:2] in _GLUED_ARTICLES:
        return fold(word[2:])
    return fold(word) if len(word) >= 4 else word


def _across_scripts(left: str, right: str) -> Pairing | None:
    if ABJAD.match(left) and ABJAD.match(right):
        distance = OSA.distance(left, right)
        near = distance == 1 and min(len(left), len(right)) >= 5
        return Pairing(EdgeType.SPELLING, 1 - 1.2 / max(len(left), len(right))) if near else None
    native, latin = (left, right) if ABJAD.match(left) else (right, left)
    if native.startswith("ابو") and latin.startswith("abu") and len(native) > 4:
        native, latin = native[3:], latin[3:]
    agreement = reads_like(native, latin)
    if not agreement:
        return None
    return Pairing(EdgeType.SKELETON, _score("skeleton" if agreement == 2 else "skeleton_near"))


_READ_AS = str.maketrans("01589", "olsbg")
_ONE_OF_TWO = (("rn", "m"), ("cl", "d"))
"""Two letters that a machine reads for one, or one for the two."""


def misread(left: str, right: str) -> bool:
    """Does one side hold digits, rn or cl that a machine read for the letters of the other (SHA8DIS, BARNA, MAHCLI)?"""
    if left.isalpha() and right.isalpha():
        if abs(len(left) - len(right)) != 1:
            return False
        return any(left.replace(two, one) == right.replace(two, one) for two, one in _ONE_OF_TWO)
    if left.isdigit() or right.isdigit():
        return False
    one, other = left.translate(_READ_AS), right.translate(_READ_AS)
    return one == other or one.replace("l", "i") == other.replace("l", "i")


def budget(length: float) -> int:
    """Edits allowed between two spellings of a word, by their mean length in letters."""
    return 0 if length <= 3 else 1 if length <= 6 else 2 if length <= 11 else 3


def _spelling(left: str, right: str, person: bool) -> Pairing | None:
    allowed = budget((len(left) + len(right)) / 2)
    if misread(left, right):
        return Pairing(EdgeType.SPELLING, _score("misread"))
    if not allowed or min(len(left), len(right)) <= 3 or abs(len(left) - len(right)) > allowed + 1:
        return None
    raw = OSA.distance(left, right, score_cutoff=allowed + 2)
    classes = OSA.distance(fold(left), fold(right), score_cutoff=allowed + 1)
    cost = min(float(raw), classes + 0.4)
    if cost > allowed + 0.4:
        return None
    if min(raw, classes) >= 2 and written_in_syllables(left) and written_in_syllables(right):
        return None
    if left[0] != right[0] and fold(left)[:1] != fold(right)[:1]:
        cost *= 1.5
    score = 1 - 1.2 * cost / max(len(left), len(right))
    if not person and min(len(left), len(right)) <= 4 and attested_anywhere(left) != attested_anywhere(right):
        return Pairing(EdgeType.SPELLING, score) if _turned_round(left, right) else None
    two_names = _both_attested(left, right, person) or (person and made_otherwise(left, right))
    if two_names and not (classes <= 1 and is_father(left) and is_father(right)):
        return Pairing(EdgeType.ATTESTED_BOTH, min(score, _score("attested_both")))
    return Pairing(EdgeType.SPELLING, score) if score > 0.5 else None


def _turned_round(left: str, right: str) -> bool:
    """Are two neighbouring letters of four exchanged (Tnug, Tung)? A hand does that, no other name."""
    return len(left) == len(right) == 4 and sorted(left) == sorted(right) and OSA.distance(left, right) == 1


def in_context(left: Token, right: Token, person: bool, agreeing: int) -> Pairing | None:
    """Two words that alone differ too much, where all else of the names agrees and one of them is nobody's name.

    ``agreeing`` counts the telling words that agree: three or more outweigh two slips in a short word.
    """
    a, b = sorted((left.text, right.text))
    shorter = min(len(a), len(b))
    if (left.concept and right.concept) or left.number or right.number or shorter < 3 or " " in a + b:
        return None
    if (left.concept or right.concept) and shorter < 4:
        return None
    if _both_attested(a, b, person) or known_distinct(a, b) or not (a.isascii() and b.isascii()):
        return None
    if a in name_syllables() and b in name_syllables():
        return None
    if person and _heard_alike(a, b, agreeing):
        return Pairing(EdgeType.SPELLING, _score("in_context"))
    known = attested(a) >= BORNE or attested(b) >= BORNE if person else attested_anywhere(a) or attested_anywhere(b)
    allowed = 2 if shorter >= (6 if known else 4 if agreeing > 1 else 5) else 1
    distance = OSA.distance(a, b, score_cutoff=allowed)
    ends = (fold(a)[0] == fold(b)[0]) + (a[-1] == b[-1])
    near = distance <= allowed and (distance <= 1 or ends == 2 or agreeing >= 3 or (ends and max(len(a), len(b)) >= 6))
    return Pairing(EdgeType.SPELLING, _score("in_context")) if near else None


def _heard_alike(left: str, right: str, agreeing: int) -> bool:
    """Have two words the same consonants, as vowels are left out of them, or the same sounds?

    Three consonants; two where two other words or more agree.
    """
    if _same_consonants(left, right, 2 if agreeing >= 2 else 3):
        return True
    return sounded(left) == sounded(right)


def _same_consonants(left: str, right: str, least: int) -> bool:
    consonants = skeleton(left)
    begin_alike = left[0] == right[0] or (left[0] in _VOWELS and right[0] in _VOWELS)
    return begin_alike and len(consonants) >= least and consonants == skeleton(right)


_VOWELS = "aeiou"


def is_father(word: str) -> bool:
    """Is it a Slavic patronymic?"""
    return len(word) >= 8 and word.endswith(("ich", "ych", "vna"))


def _both_attested(left: str, right: str, person: bool) -> bool:
    """Are both words known by themselves? Long words of companies are known in all their spellings."""
    if person:
        return attested(left) >= BORNE and attested(right) >= BORNE
    if min(len(left), len(right)) >= 9:
        return False
    return attested_anywhere(left) and attested_anywhere(right)
