"""The analysed form of a name under one reading: its words with class and concept. No comparison here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from endgate.names.compounds import ARTICLES, merge_names
from endgate.names.fold import fold, is_syllable, skeleton
from endgate.names.honours import INITIALS, NAMED_AFTER, SLAVIC, nominative
from endgate.names.lexicon import (
    Entry,
    Phrasebook,
    background,
    by_sound,
    heads,
    in_full,
    inflected,
    number_of,
    organisation_words,
    person_words,
    place_of,
    vessel_words,
)
from endgate.names.model import TokenClass
from endgate.names.normalise import words
from endgate.names.romanise import ABJAD, native_letters
from endgate.names.syllables import name_syllables
from endgate.terms.kinds import PartyKind

FREE = frozenset({TokenClass.PARTICLE, TokenClass.HONORIFIC, TokenClass.LEGAL_FORM, TokenClass.VESSEL_PREFIX})
"""Classes whose words carry no weight of their own."""

GENERIC = FREE | {TokenClass.DESCRIPTOR, TokenClass.GENERATION}
"""Classes whose words carry no information: alone they never match."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a phrase that means one thing. ``canon`` is its class of equal spellings, ``at`` its place."""

    text: str
    token_class: TokenClass
    canon: str
    concept: str = ""
    number: str = ""
    at: int = 0

    @property
    def fold(self) -> str:
        return fold(self.text)

    @property
    def skeleton(self) -> str:
        return skeleton(self.text)


_WORDY = frozenset({TokenClass.CORE, TokenClass.DESCRIPTOR, TokenClass.ACTIVITY, TokenClass.LOCATION})
_PASSED_OVER = frozenset({TokenClass.PARTICLE, TokenClass.LEGAL_FORM})
SMALL_WORDS = frozenset({"of", "the", "and", "for", "de", "la", "del", "du", "des", "der", "i", "al"})


class Part(NamedTuple):
    """A single word of an organisation's name, and the token that holds it. Acronyms may pass a ``small`` one over."""

    text: str
    small: bool
    token: Token


@dataclass(frozen=True)
class NameForm:
    """A name read as one kind. ``core`` leaves out words without weight; ``free`` holds those."""

    text: str
    kind: PartyKind
    core: tuple[Token, ...]
    free: tuple[Token, ...]
    comma: bool = False

    @cached_property
    def joined(self) -> str:
        return "".join([token.text for token in self.core])

    @cached_property
    def by_text(self) -> tuple[Token, ...]:
        """The words of the core in alphabetical order."""
        return tuple(sorted(self.core, key=attrgetter("text", "at")))

    @cached_property
    def line(self) -> tuple[Token, ...]:
        """The words as they stand; legal forms and titles of several words one by one.

        A family name before a comma stands behind the given names once more: who is listed as "Zahed, Hossein Ghorbani"
        signs as Hossein Ghorbanizahed.
        """
        free = [each for token in self.free for each in _apart_in_line(token)]
        line = sorted((*self.core, *free), key=attrgetter("at"))
        again = [token for token in line if token.token_class is TokenClass.FAMILY] if self.comma else []
        return (*line, *again)

    def runs(self, longest: int) -> Iterable[tuple[Token, ...]]:
        """Two to four neighbours of so many letters that another name may write as one word, the shorter runs first."""
        line = self.line
        sizes = [len(token.text) for token in line]
        for count in range(2, min(4, len(line)) + 1):
            for start in range(len(line) - count + 1):
                if sum(sizes[start : start + count]) <= longest:
                    run = line[start : start + count]
                    if len(set(map(id, run))) == count:
                        yield run

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The words that acronyms are made of, in their order."""
        return tuple(
            Part(word, token.token_class in _PASSED_OVER or word in SMALL_WORDS, token)
            for token in sorted((*self.core, *self.free), key=attrgetter("at"))
            if token.token_class in _WORDY or token.token_class in _PASSED_OVER
            for word in token.text.split()
        )

    @cached_property
    def native(self) -> str:
        """The Han and Hangul letters of the text, Han simplified; empty for other scripts."""
        return native_letters(self.text)

    @cached_property
    def legal_classes(self) -> frozenset[str]:
        return frozenset(token.concept for token in self.free if token.token_class is TokenClass.LEGAL_FORM)

    @cached_property
    def honorifics(self) -> frozenset[str]:
        return frozenset(token.concept for token in self.free if token.token_class is TokenClass.HONORIFIC)


def _apart_in_line(token: Token) -> Iterable[Token]:
    """The words of a phrase one by one; a single word as it is."""
    if " " not in token.text:
        return (token,)
    return (Token(word, token.token_class, word, at=token.at) for word in token.text.split())


@lru_cache(maxsize=16384)
def analyse(text: str, kind: PartyKind) -> NameForm:
    """Read ``text`` as the name of a person, a vessel or (any other kind) an organisation."""
    if kind is PartyKind.PERSON:
        return _person(text)
    if kind is PartyKind.VESSEL:
        return _tagged(text, kind, vessel_words())
    return _tagged(text, kind, organisation_words())


WORDS_OF_NAMES = "core:word:"
"""Words that anybody or anything may be called by (Star, Falcon), by which names are translated."""


_EZAFE = "ye"
"""The Persian *of* behind a vowel (Sherkat-e Melli-ye Naft), where it stands between two words."""

_NUMBER_SIGNS = frozenset({"no", "nr", "num", "number", "n"})


_GLUED = ("company", "limited", "liability", "corporation", "trading")


@lru_cache(maxsize=65536)
def _apart(word: str) -> tuple[str, ...]:
    """A word into which a common generic word was glued, in its parts."""
    for generic in _GLUED:
        if len(word) < len(generic) + 3 or not word.isascii():
            continue
        if word.startswith(generic) and word[len(generic) :] != "s":
            return generic, *_apart(word[len(generic) :])
        if word.endswith(generic):
            return *_apart(word[: -len(generic)]), generic
    return (word,)


def _spelled_out(tokens: tuple[str, ...], book: Phrasebook) -> tuple[str, ...]:
    """Glued generic words apart; runs of single letters that are no known form (M. D. S., G & G) together."""
    tokens = _letters_with_and(tokens, book)
    result: list[str] = []
    at = _letters_in_front(tokens, book)
    if at:
        result.append("".join(tokens[:at]))
    while at < len(tokens):
        match = book.match(tokens, at)
        end = at + (match[0] if match is not None else 1)
        if match is None and len(tokens[at]) == 1 and tokens[at].isalpha():
            while end < len(tokens) and len(tokens[end]) == 1 and tokens[end].isalpha() and not book.match(tokens, end):
                end += 1
            result.append("".join(tokens[at:end]))
        elif match is None:
            result += _apart(tokens[at])
        else:
            result += tokens[at:end]
        at = end
    return tuple(result)


def _letters_with_and(tokens: tuple[str, ...], book: Phrasebook) -> tuple[str, ...]:
    """Two single letters with *and* between them (G & G, G y G) as one word, unless that is a known form (A & B)."""
    spanish = _LIMITED_ELSEWHERE.isdisjoint(tokens)
    ands = [at for at in range(1, len(tokens) - 1) if tokens[at] in _AND or (spanish and tokens[at] == "y")]
    for at in reversed(ands):
        one, other = tokens[at - 1], tokens[at + 1]
        if len(one) == len(other) == 1 and (one + other).isalpha() and not book.match((one + other,), 0):
            tokens = (*tokens[: at - 1], one + other, *tokens[at + 2 :])
    return tokens


_AND = frozenset({"and", "und", "et"})
_LIMITED_ELSEWHERE = frozenset({"ltd", "limited", "llc", "sti", "sirketi"})
"""Legal forms of companies whose names are not Spanish: there y is a letter (A. Y. A.)."""


def _letters_in_front(tokens: tuple[str, ...], book: Phrasebook) -> int:
    """How many single letters a name starts with (E. S. Co.), two or more; 0 where they are a legal form (S. A.)."""
    run = 0
    while run < len(tokens) and len(tokens[run]) == 1 and tokens[run].isalpha() and tokens[run].isascii():
        run += 1
    if run < 2:
        return 0
    match = book.match(tokens, 0)
    return 0 if match is not None and match[0] > 1 else run


_LAST_OF_A_SERIES = {"v": "5", "x": "10"}
"""Single letters that number a ship where they stand last; elsewhere they are initials."""


def _tagged(text: str, kind: PartyKind, book: Phrasebook) -> NameForm:
    told = words(text) if kind is PartyKind.VESSEL else in_full(words(text))
    tokens = _added_up(_spelled_out(told, book))
    if kind is PartyKind.VESSEL and len(tokens) > 1:
        tokens = (*tokens[:-1], _LAST_OF_A_SERIES.get(tokens[-1], tokens[-1]))
    core: list[Token] = []
    free: list[Token] = []
    at = 0
    while at < len(tokens):
        size, token = _next_token(tokens, at, book)
        (free if token.token_class in FREE else core).append(token)
        at += size
    if not core:
        core = [token for token in free if token.token_class is not TokenClass.PARTICLE]
        free = [token for token in free if token.token_class is TokenClass.PARTICLE]
    if not any(token.token_class is TokenClass.CORE for token in core):
        core = [_telling_place(token) for token in core]
        core = [_telling_trade(core[0])] if len(core) == 1 else core
    core, initials = _honoured(core)
    return NameForm(text, kind, tuple(core), (*free, *initials))


def _added_up(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Tens and ones in words as one number (Seventy-First, 71)."""
    if not any(token in _TENS for token in tokens[:-1]):
        return tokens
    result: list[str] = []
    for token in tokens:
        ones = "" if token.isdigit() else number_of(token)
        if len(ones) == 1 and ones != "0" and result and result[-1] in _TENS:
            result[-1] = str(_TENS[result[-1]] + int(ones))
        else:
            result.append(token)
    return tuple(result)


_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip


def _honoured(core: list[Token]) -> tuple[list[Token], list[Token]]:
    """The words of a name, whoever it is named after in the nominative; and that one's initials, which say little."""
    at = next((index for index, token in enumerate(core) if token.concept == NAMED_AFTER), None)
    if at is None:
        return core, []
    named, initials = core[: at + 1], []
    for place, token in enumerate(core[at + 1 :], at + 1):
        if token.token_class is not TokenClass.CORE or not token.text.isalpha():
            named.append(token)
        elif len(token.text) <= INITIALS and len(named) == at + 1 and place + 1 < len(core):
            initials.append(replace(token, token_class=TokenClass.PARTICLE))
        else:
            word = nominative(token.text) if core[at].text.split()[0] in SLAVIC else token.text
            named.append(replace(token, text=word, canon=canonical(word)))
    return named, initials


_FEW = 10
"""Companies called by a place below which the place tells who is meant, where no other word does."""


def _telling_place(token: Token) -> Token:
    """A place that few are called by is the name itself in Parchin Chemical Industries; Tehran Trading has none."""
    few = background().organisation.get(token.text, 0) < _FEW and " " not in token.text
    return replace(token, token_class=TokenClass.CORE) if token.token_class is TokenClass.LOCATION and few else token


def _telling_trade(token: Token) -> Token:
    """A trade that stands alone, in a word that few are called by, is the name itself (AO Energiya, Sputnik)."""
    few = background().organisation.get(token.text, 0) < _FEW and len(token.text) >= _LONG and token.text.isascii()
    return replace(token, token_class=TokenClass.CORE) if token.token_class is TokenClass.ACTIVITY and few else token


_LONG = 5
"""Letters from which on the word for a trade may be a name."""


def _next_token(tokens: tuple[str, ...], at: int, book: Phrasebook) -> tuple[int, Token]:
    match = book.match(tokens, at)
    number = number_of(tokens[at])
    if match is not None and not (number and match[0] == 1):
        size, entry = match
        text = " ".join(tokens[at : at + size])
        return size, Token(text, entry.token_class, entry.concept, entry.concept, at=at)
    word = tokens[at]
    other_form = None if match is not None else _other_form(word, book)
    if other_form is not None:
        return 1, Token(word, other_form.token_class, other_form.concept, other_form.concept, at=at)
    if word == _EZAFE and 0 < at < len(tokens) - 1:
        return 1, Token(word, TokenClass.PARTICLE, "particle:of", "particle:of", at=at)
    if word in _NUMBER_SIGNS and at + 1 < len(tokens) and number_of(tokens[at + 1]):
        return 1, Token(word, TokenClass.PARTICLE, "particle:number", at=at)
    if number and not (at == 0 and word in ("one",) and len(tokens) > 1):
        return 1, Token(word, TokenClass.NUMBER, f"#{number}", number=number, at=at)
    return 1, Token(word, TokenClass.CORE, canonical(word), at=at)


def _other_form(word: str, book: Phrasebook) -> Entry | None:
    """The generic word of which this is another romanisation, the plural or an inflected form."""
    if len(word) < 4 and not ABJAD.match(word):
        return None
    singular = book.phrases.get((word.removesuffix("s"),))
    if singular is not None and singular.token_class not in (TokenClass.LEGAL_FORM, TokenClass.CORE):
        return by_sound(word) or singular
    return by_sound(word) or inflected(word) or place_of(word) or _elided(word, book)


def _elided(word: str, book: Phrasebook) -> Entry | None:
    """The generic word behind a French or Italian article that lost its vowel (d'études, l'industrie)."""
    if len(word) < 6 or word[0] not in "dl" or word[1] not in "aeiouh":
        return None
    entry = book.phrases.get((word[1:],))
    generic = entry is not None and entry.token_class in (TokenClass.DESCRIPTOR, TokenClass.ACTIVITY)
    return entry if generic else None


@lru_cache(maxsize=131072)
def canonical(word: str) -> str:
    """The class of spellings a word belongs to: its first variant cluster, else its fold."""
    if ABJAD.match(word):
        return "~" + skeleton(word)
    clusters = heads(word)
    return clusters[0] if clusters else fold(word)


_PATRONYMIC = re.compile(r"[a-z]{3,}(?:ovich|evich|ovych|yovych|avich|ievich|ovic|ovna|evna|ivna|awna|auna)$")


def _at_comma(text: str) -> tuple[str, str, str]:
    """Family and other names apart; a comma before mere titles (Smith, Jr.) parts nothing."""
    before, comma, after = text.partition(",")
    given = words(after)
    at, titles = 0, person_words()
    while at < len(given):
        match = titles.match(given, at)
        if match is None or match[1].token_class not in (TokenClass.HONORIFIC, TokenClass.GENERATION):
            return before, comma, after
        at += match[0]
    return text, "", ""


def _may_be_syllable(word: str) -> bool:
    return is_syllable(word) or word in name_syllables()


_WITH_RANK = re.compile(r"\s*gen\.", re.IGNORECASE)
"""A rank whose letters are a syllable of names too; the dot tells that it is cut short."""


_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_]\.)(?=[^\W\d_](?:[.\s]|$))")
"""An initial with another one behind it and no blank between them (I.I. Ivanov)."""


def _person(text: str) -> NameForm:
    before, comma, after = _at_comma(_INITIALS.sub(r"\1 ", text) if "." in text else text)
    family, given = (words(before), words(after)) if comma else ((), words(before))
    total = len(family) + len(given)
    family = merge_names(family, of=total)
    tokens = (*family, *merge_names(given, of=total))
    syllables = len(tokens) >= 2 and all(map(_may_be_syllable, tokens)) and not _WITH_RANK.match(text)
    if not syllables and not comma:
        tokens = _kunya_in_front(tokens)
    core: list[Token] = []
    free: list[Token] = []
    at = 0
    while at < len(tokens):
        known = len(family)
        size, token = (1, _syllable(tokens, at, known)) if syllables else _next_person_token(tokens, at, known)
        (free if token.token_class in FREE else core).append(token)
        at += size
    if len(core) < 2:
        core, free = _promote(core, free)
    return NameForm(text, PartyKind.PERSON, tuple(core), tuple(free), bool(comma))


_NAMES_ALONE = frozenset({TokenClass.PARTICLE, TokenClass.HONORIFIC})


def _promote(core: list[Token], free: list[Token]) -> tuple[list[Token], list[Token]]:
    """Titles that may be names (Haji, Sayyid, Shahid) count as names where hardly another word is left.

    So do particles and titles where nothing else is left (Do Van An, Haji Mullah Sahib).
    """
    if not core and len(free) >= 2 and all(token.token_class in _NAMES_ALONE for token in free):
        return [Token(t.text, TokenClass.NAME, canonical(t.text), at=t.at) for t in free], []
    names = [token for token in free if token.token_class is TokenClass.HONORIFIC and " " not in token.text]
    if core and core[0].token_class is not TokenClass.NAME:
        return core, free
    if not core or not names:
        return core, free
    promoted = [Token(t.text, TokenClass.NAME, canonical(t.text), at=t.at) for t in names]
    rest = [token for token in free if token not in names]
    return sorted([*core, *promoted], key=lambda token: token.at), rest


def _next_person_token(tokens: Sequence[str], at: int, family_words: int) -> tuple[int, Token]:
    word = tokens[at]
    match = person_words().match(tokens, at)
    if match is not None and not (match[0] == 1 and len(word) > 3 and family_words and at == 0 == family_words - 1):
        size, entry = match
        text = " ".join(tokens[at : at + size])
        if entry.token_class is TokenClass.KUNYA and at + size < len(tokens):
            return _kunya(tokens, at, size, entry.concept.removeprefix("kunya:"))
        if entry.token_class is not TokenClass.KUNYA:
            return size, Token(text, entry.token_class, entry.concept, entry.concept, at=at)
    return 1, _name(tokens, at, family_words)


def _kunya(tokens: Sequence[str], at: int, size: int, head: str) -> tuple[int, Token]:
    """Father or mother of X: one name, the article left out."""
    if tokens[at + size] in ARTICLES and at + size + 1 < len(tokens):
        size += 1
    following = tokens[at + size]
    native = ABJAD.match(following) is not None
    named = following.removeprefix("ال") if native and len(following) > 4 else following
    text = f"{'ابو' if native else head}{named}"
    return size + 1, Token(text, TokenClass.KUNYA, "abu" + canonical(named), at=at)


def _kunya_in_front(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The two words of "Father of X", whichever comes first (Jihad Abu)."""
    if len(tokens) != 2 or not _heads_a_kunya(tokens, 1) or _heads_a_kunya(tokens, 0):
        return tokens
    return tokens[1], tokens[0]


def _heads_a_kunya(tokens: tuple[str, ...], at: int) -> bool:
    match = person_words().match(tokens, at)
    return match is not None and match[1].token_class is TokenClass.KUNYA


def _syllable(tokens: Sequence[str], at: int, family_words: int) -> Token:
    """A word of a name that is made of syllables, in which some are a single vowel (O Jong Gil, Jo Hyon U)."""
    word = tokens[at]
    alone = at == len(tokens) - 1 or (at == 0 and word == "o")  # U at the start is a title in Burma
    if word in _ONE_VOWEL and alone and len(tokens) >= 3:
        return Token(word, _name_class(word, at, family_words), canonical(word), at=at)
    return _name(tokens, at, family_words)


_ONE_VOWEL = frozenset({"o", "u"})


def _name(tokens: Sequence[str], at: int, family_words: int) -> Token:
    word = tokens[at]
    if len(word) == 1 and word.isalpha() and word.isascii():
        return Token(word, TokenClass.INITIAL, word, at=at)
    if number := number_of(word) if word.isdigit() else "":
        return Token(word, TokenClass.NUMBER, f"#{number}", number=number, at=at)
    if word.startswith("ابو") and len(word) > 5:
        named = word[3:].removeprefix("ال")
        return Token("ابو" + named, TokenClass.KUNYA, "abu" + canonical(named), at=at)
    return Token(word, _name_class(word, at, family_words), canonical(word), at=at)


def _name_class(word: str, at: int, family_words: int) -> TokenClass:
    if _PATRONYMIC.fullmatch(word):
        return TokenClass.PATRONYMIC
    if family_words:
        return TokenClass.FAMILY if at < family_words else TokenClass.GIVEN
    return TokenClass.NAME
