"""The words that carry meaning of their own in names: legal forms, trades, places, titles, numbers, known variants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from endgate.names.fold import fold
from endgate.names.model import TokenClass
from endgate.names.normalise import words
from endgate.names.romanise import ABJAD
from endgate.names.tables import cells, rows, settings


@dataclass(frozen=True)
class Entry:
    """What a phrase means: its class and the concept that its translations share."""

    token_class: TokenClass
    concept: str


_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
"""A form that normalisation leaves as it is; most of the table, and reading it is on the way to every first answer."""

Phrases = Mapping[tuple[str, ...], Entry]


@dataclass(frozen=True)
class Phrasebook:
    """Phrases by their words, with the longest length for each first word."""

    phrases: Phrases
    longest: Mapping[str, int]

    def match(self, tokens: Sequence[str], at: int) -> tuple[int, Entry] | None:
        """The longest phrase that starts at ``at``: number of words and entry."""
        longest = self.longest.get(tokens[at])
        if longest is None:
            return None
        for size in range(min(longest, len(tokens) - at), 0, -1):
            entry = self.phrases.get(tuple(tokens[at : at + size]))
            if entry is not None:
                return size, entry
        return None


def _phrasebook(*tables: str) -> Phrasebook:
    phrases: dict[tuple[str, ...], Entry] = {}
    longest: dict[str, int] = {}
    for table in tables:
        for row in rows(table):
            entry = Entry(TokenClass(row["class"]), f"{row['class']}:{row['concept']}")
            for form in row["forms"].split(" | "):
                for key in _keys(form):
                    phrases.setdefault(key, entry)
                    longest[key[0]] = max(longest.get(key[0], 0), len(key))
    for phrase, entry in list(phrases.items()):
        if len(phrase) > 1 and entry.token_class is TokenClass.LEGAL_FORM:
            for word in phrase:
                if len(word) >= _TELLING_PART or not word.isascii():
                    phrases.setdefault((word,), Entry(TokenClass.LEGAL_FORM, "legal_form:part"))
                    longest.setdefault(word, 1)
    return Phrasebook(phrases, longest)


_TELLING_PART = 6
"""Letters from which a word of a spelled-out legal form tells by itself; shorter ones are words of their own."""


def _keys(form: str) -> Iterator[tuple[str, ...]]:
    """A form as words; letters of Arabic script with dots between them are also written as one word."""
    if _PLAIN.fullmatch(form):
        yield tuple(form.split(" "))
        if " s " in form:
            yield tuple(_GENITIVE.sub("s", form).split(" "))
        return
    key = words(form)
    if key:
        yield key
    if len(key) >= 2 and all(len(part) == 1 and ABJAD.match(part) for part in key):
        yield ("".join(key),)


_GENITIVE = re.compile(r"(?<=[a-z]{4}) s\b")
"""An English genitive, which loses its apostrophe in names (people s, for people's)."""


def in_full(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a Turkish company, as its legal form or its trade tells it, with short forms in full (mak san tic).

    Elsewhere Kim, San and Paz are names.
    """
    beside, short = _turkish_short()
    if beside.isdisjoint(tokens):
        return tokens
    return tuple([short.get(token, token) for token in tokens])


@cache
def _turkish_short() -> tuple[frozenset[str], dict[str, str]]:
    """Words of which one must stand in the name, and the full words by their short forms."""
    found = [(row["word"], row["forms"].split()) for row in rows("turkish_short")]
    beside = frozenset(form for word, forms in found if not word for form in forms)
    return beside, {form: word for word, forms in found if word for form in forms}


@cache
def organisation_words() -> Phrasebook:
    return _abbreviated(_phrasebook("legal_forms", "lexicon"))


def _abbreviated(book: Phrasebook) -> Phrasebook:
    """The same phrases also with words cut short as in business English (gen trd, inst of technology).

    What a short form means by itself goes before what it abbreviates.
    """
    cut: dict[str, tuple[str, ...]] = {row["word"]: tuple(row["forms"].split()) for row in rows("abbreviations")}
    phrases, longest = dict(book.phrases), dict(book.longest)
    for phrase, entry in book.phrases.items():
        if cut.keys().isdisjoint(phrase):
            continue
        for key in product(*((word, *cut.get(word, ())) for word in phrase)):
            phrases.setdefault(key, entry)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Phrasebook(phrases, longest)


@cache
def _by_sound() -> dict[str, Entry]:
    """Single generic words by their fold, for other romanisations of them."""
    return {
        fold(phrase[0]): entry
        for phrase, entry in organisation_words().phrases.items()
        if len(phrase) == 1 and len(phrase[0]) >= 6 and phrase[0].isascii() and entry.token_class in _GENERIC
    }


_GENERIC = (TokenClass.LEGAL_FORM, TokenClass.DESCRIPTOR)


def by_sound(word: str) -> Entry | None:
    """The generic word that this is another romanisation of."""
    return _by_sound().get(fold(word)) if len(word) >= 6 else None


_ENDING = re.compile(
    r"(?<=[a-z]{5})(?:[iy]ya|iia|ia|[aoeiy]?[iy]?[aeoiuy]|[oeiy]go|[iy]mi?|[iouy]kh|[oe]m|[oe]v|ami|iam|[iy]{2}|[oe][iy])$"
)
"""An ending of a Slavic noun or adjective after five letters of stem."""


@cache
def _by_stem() -> dict[str, Entry]:
    """Generic words that the table gives in Cyrillic script, by the fold of their stem."""
    found: dict[str, Entry] = {}
    for row in rows("lexicon"):
        entry = Entry(TokenClass(row["class"]), f"{row['class']}:{row['concept']}")
        for form in _CYRILLIC_WORD.findall(row["forms"]):
            for word in words(form):
                found.setdefault(_stem(word), entry)
    return found


_CYRILLIC_WORD = re.compile("(?:^|(?<= \\| ))[а-яёіїєґў]{5,}(?= \\| |$)")


_GLIDE = re.compile(r"([aeiou])y([ei])(?=[a-z]{3})")
"""A y that some romanisations write between two vowels (priborostroyeniye)."""


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return fold(_ENDING.sub("", _GLIDE.sub(r"\1\2", word)))


_OF_A_PLACE = re.compile(r"(?P<place>[a-z]{3,}?)(?:sk(?:[iy]{1,2}|oy|oye|oe|oi|aya|aia|ogo|ie|iye|ikh))$")


@lru_cache(maxsize=65536)
def place_of(word: str) -> Entry | None:
    """The place that a Slavic adjective is made of (Tulskiy, Omskaya, Kazanskii); the table gives the others."""
    match = _OF_A_PLACE.fullmatch(word) if word.isascii() else None
    if match is None:
        return None
    known = organisation_words().phrases
    for name in (match["place"] + end for end in ("", "a", "sk", "o", "i")):
        entry = known.get((name,))
        if entry is not None and entry.token_class is TokenClass.LOCATION:
            return entry
    return None


@cache
def _by_root() -> dict[str, Entry]:
    """Generic words in Arabic script without article and feminine ending."""
    found: dict[str, Entry] = {}
    for phrase, entry in organisation_words().phrases.items():
        if len(phrase) == 1 and ABJAD.match(phrase[0]) and len(_root(phrase[0])) >= 3:
            found.setdefault(_root(phrase[0]), entry)
    return found


def _root(word: str) -> str:
    word = word.removeprefix("ال") if len(word) >= 5 else word
    return word[:-1] if len(word) >= 4 and word.endswith("ه") else word


@lru_cache(maxsize=65536)
def inflected(word: str) -> Entry | None:
    """The generic word that this is an inflected form of: Slavic endings, Arabic article and gender."""
    if ABJAD.match(word):
        return _by_root().get(_root(word)) if len(word) >= 3 else None
    return _by_stem().get(_stem(word)) if len(word) >= 7 and word.isascii() else None


@cache
def _common_generic() -> tuple[str, ...]:
    counts = background().organisation
    return tuple(
        sorted(
            phrase[0]
            for phrase, entry in organisation_words().phrases.items()
            if len(phrase) == 1
            and len(phrase[0]) >= 6
            and entry.token_class in _GENERIC
            and counts.get(phrase[0], 0) >= 15
        )
    )


@lru_cache(maxsize=65536)
def misspelt_generic(word: str) -> Entry | None:
    """The common generic word (limited, technology) that a word is probably meant to be: nobody's, or ever so rare."""
    if len(word) < 6 or not word.isascii():
        return None
    counts = background().organisation
    allowed = 2 if len(word) >= 10 else 1
    near = process.extract(word, _common_generic(), scorer=OSA.distance, score_cutoff=allowed, limit=3)
    meant = max((found for found, *_ in near), key=lambda found: counts[found], default=None)
    if meant is None or _SLIPS * counts.get(word, 0) > counts[meant]:
        return None
    return organisation_words().phrases[(meant,)]


_SLIPS = 30
"""How often a generic word is written right for each time that lists misspell it."""


@cache
def person_words() -> Phrasebook:
    return _phrasebook("person_words")


def title_of(word: str) -> str:
    """The title that a word is, by its concept (haji, sheikh); empty for other words."""
    entry = person_words().phrases.get((word,))
    return "" if entry is None or entry.token_class is not TokenClass.HONORIFIC else entry.concept


@cache
def vessel_words() -> Phrasebook:
    return _phrasebook("vessel_words")


@cache
def numbers() -> dict[str, str]:
    """Number words and ordinals to digits."""
    return {form: row["value"] for row in rows("numbers") for form in row["forms"].split()}


ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}


def number_of(word: str) -> str:
    """The number a word stands for, without leading zeros; empty when it is none."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return word[:-2].lstrip("0") or "0"
    return numbers().get(word, "") or ROMAN.get(word, "")


@cache
def curated() -> dict[str, tuple[str, ...]]:
    """The heads of the clusters that people of the trade drew up, by spelling."""
    return _clusters("name_variants")


@cache
def variants() -> dict[str, tuple[str, ...]]:
    """The heads of the clusters a spelling belongs to; a spelling may belong to several (Wong is Wang and Huang)."""
    return _clusters("name_variants", "mined_variants")


def _clusters(*tables: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in tables:
        for head, forms, *_ in cells(table)[1:]:
            for form in forms.split():
                found[form] = (*found.get(form, ()), head)
    return found


@cache
def names_abroad() -> dict[str, frozenset[str]]:
    """Names as English and French write them (Michael, Joseph), each with what its bearers are called at home."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("abroad"):
        for name in row["name"].split():
            found[name] = found.get(name, frozenset()) | frozenset(row["forms"].split())
    return found


def abroad(name: str, home: str) -> bool:
    """Is the first word what English or French make of the second (Nicholas, Mykola)?"""
    forms = names_abroad().get(name)
    return forms is not None and not forms.isdisjoint((home, *heads(home)))


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Short forms to the heads of the names they stand for."""
    found: dict[str, frozenset[str]] = {}
    for row in rows("nicknames"):
        for form in row["forms"].split():
            found[form] = found.get(form, frozenset()) | {row["name"]}
    return found


_FATHER = re.compile(
    r"(?P<stem>[a-z]{2,}?)(?:[ieyj]?[eoa]?v(?P<sex>ich|ych|yc|ic|na)|[ieyj]?[eoa][uw]na|ivna|inichna|ich)$"
)
"""A patronymic as East Slavic languages romanise it: the father's name and an end that tells the sex."""


@lru_cache(maxsize=131072)
def heads(word: str) -> tuple[str, ...]:
    """The clusters of a spelling; a patronymic belongs to those of the father's name."""
    found = variants().get(word, ())
    if len(word) < 7 or not word.endswith(("ich", "ych", "na")):
        return found
    return (*_father(word), *found)


def _father(word: str) -> tuple[str, ...]:
    match = _FATHER.fullmatch(word)
    if match is None:
        return ()
    child = "vna" if word.endswith("na") else "vich"
    stem = match["stem"]
    for spelt in (stem, *(stem + end for end in ("y", "i", "iy", "ii", "ey", "ei", "a")), stem[:-1]):
        names = variants().get(spelt, ())
        if names:
            return tuple(f"{name}+{child}" for name in names)
    return ()


@cache
def _distinct() -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for row in rows("distinct"):
        for one, other in permutations(row["names"].split(), 2):
            alike = fold(one) == fold(other)  # then the fold is also that of further spellings of both
            pairs.update([(one, other)] if alike else product(_names_of(one), _names_of(other)))
    return frozenset(pairs)


def _names_of(word: str) -> tuple[str, ...]:
    return (*heads(word), word, fold(word))


def known_distinct(left: str, right: str) -> bool:
    """Are these two words known to be names of different people, however alike they look?"""
    pairs = _distinct()
    if (left, right) in pairs:
        return True
    ours, theirs = heads(left), heads(right)
    if set(ours) & set(theirs) or fold(left) == fold(right):
        return False
    ours, theirs = (*ours, fold(left)), (*theirs, fold(right))
    return any((a, b) in pairs for a in ours for b in theirs)


@dataclass(frozen=True)
class Background:
    """How common a word is among names: bearers among ``total`` people and organisations."""

    person: Mapping[str, int]
    organisation: Mapping[str, int]
    people: int
    organisations: int


@cache
def background() -> Background:
    """The shipped table of common words of names, for comparisons without an edition and as a floor beside one."""
    person: dict[str, int] = {}
    organisation: dict[str, int] = {}
    totals = [1, 1]
    for people, organisations, found, *_ in cells("background")[1:]:
        if found == "*":
            totals = [int(people), int(organisations)]
            continue
        if people != "0":
            person |= dict.fromkeys(found.split(), int(people))
        if organisations != "0":
            organisation |= dict.fromkeys(found.split(), int(organisations))
    for _, _, found, *_ in (*cells("attested")[1:], *cells("borne")[1:]):
        for word in found.split():
            if person.get(word, 0) < BORNE:
                person[word] = BORNE
    for row in rows("common_names"):
        for word in row["forms"].split():
            person[word] = max(person.get(word, 0), totals[0] * int(row["per_10000"]) // 10000)
    return Background(person, organisation, *totals)


BORNE = 4
"""Bearers from which a word counts as a name; what a word list of a language attests counts as much."""


COMPOUND_HEADS = ("abdul", "abu")
"""What stands before the telling part of a compound name (servant of, father of)."""


def attested(word: str) -> int:
    """How many people bear the word as a name in the shipped table."""
    found = background().person.get(word, 0)
    return max(found, BORNE) if found < BORNE and word in curated() else found


def attested_anywhere(word: str) -> bool:
    """Is the word known from names of people or of organisations, or a plain word that ships are called by?"""
    table = background()
    return table.person.get(word, 0) >= BORNE or table.organisation.get(word, 0) >= 3 or word in _plain_words()


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(word for _, found, _ in cells("plain_words")[1:] for word in found.split())


@cache
def _given_in(group: str) -> frozenset[str]:
    """Given names of the languages of a group of the table ``descendant``."""
    languages = frozenset(settings("weights")["descendant"][group])
    return frozenset(
        word
        for language, part, found, *_ in (*cells("attested")[1:], *cells("borne")[1:])
        if part in ("given", "any") and not languages.isdisjoint((*language.split(), language.partition("_")[0]))
        for word in found.split()
    )


def first_name_left_out(word: str, behind: str) -> bool:
    """Is it a given name that is often left out before ``behind``, by the languages that both are at home in?

    ``behind`` in the spelling that stands for all.
    """
    telling = _given_in("first_name_tells")
    return word in _given_in("first_name_left_out") and word not in telling and behind not in telling
