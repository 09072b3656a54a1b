"""Makes other parties' names from real ones: another attested word, brother, father, number, place or trade."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from endgate.lists.model import ListedParty
from endgate.names.fold import fold
from endgate.names.forms import Token, analyse
from endgate.names.measure.attested import Attested, Surroundings, consonants_differ
from endgate.names.measure.held_out import named_pair
from endgate.names.measure.model import LabelledPair
from endgate.names.measure.twins import Twins
from endgate.names.model import TokenClass
from endgate.names.normalise import names_in, sorted_text, words
from endgate.names.tables import settings
from endgate.terms.kinds import PartyKind

_NAMES = (TokenClass.FAMILY, TokenClass.GIVEN, TokenClass.NAME)
_CHAINED = frozenset({"al", "bin", "ibn", "ben", "bint"})
"""Words of names that list the bearer's forefathers."""
Made = tuple[str, str]
Maker = Callable[[str, Surroundings, Random], Made | None]


def _replaced(text: str, token: Token, by: str) -> str:
    """The name as it was written, with one word exchanged and written in the same case."""
    spelt = r"[\W_]+".join(re.escape(word) for word in token.text.split())
    found = re.search(rf"(?<![^\W_]){spelt}(?![^\W_])", text, re.IGNORECASE)
    if found is None:
        return " ".join(by if word == token.text else word for word in words(text))
    return text[: found.start()] + _in_case(by, found[0]) + text[found.end() :]


def _in_case(word: str, like: str) -> str:
    return word.upper() if like.isupper() and len(like) > 1 else word.title() if like[0].isupper() else word


def _tokens(text: str, kind: PartyKind, *classes: TokenClass) -> list[Token]:
    plain = f" {' '.join(words(text))} "
    core = analyse(text, kind).core
    return [each for each in core if each.token_class in classes and each.text.isascii() and f" {each.text} " in plain]


def other_word(
    text: str, kind: PartyKind, attested: Surroundings, rng: Random, classes: Sequence[TokenClass]
) -> Made | None:
    """One word replaced by another attested one a letter or two away; ``near_vowel`` where only vowels differ."""
    usable = [each for each in _tokens(text, kind, *classes) if len(each.text) > 2]
    rng.shuffle(usable)
    for token in usable:
        near = attested.near(token.token_class, token.text)
        if near:
            by = rng.choice(near)
            label = "near_consonant" if consonants_differ(token.text, by) else "near_vowel"
            return label, _replaced(text, token, by)
    return None


def _person_near(text: str, attested: Surroundings, rng: Random) -> Made | None:
    return other_word(text, PartyKind.PERSON, attested, rng, _NAMES)


def _sibling(text: str, attested: Surroundings, rng: Random) -> Made | None:
    """Another given name beside the same family name or father's name."""
    tokens = _tokens(text, PartyKind.PERSON, *_NAMES, TokenClass.PATRONYMIC)
    given = [each for each in tokens if each.token_class is TokenClass.GIVEN and len(each.text) > 3]
    if len(tokens) < 3 or not given:
        return None
    first = min(given, key=lambda each: each.at)
    return _with_other(text, first, attested.pool(TokenClass.GIVEN), attested, rng, "sibling")


def _with_other(
    text: str, token: Token, pool: Sequence[str], attested: Surroundings, rng: Random, label: str
) -> Made | None:
    """Another word of the pool that shares neither sound nor beginning with the one it takes the place of."""
    for by in rng.sample(pool, min(len(pool), 8)):
        if attested.other(by, token.text) and by[0] != token.text[0] and abs(len(by) - len(token.text)) < 4:
            return label, _replaced(text, token, by)
    return None


def _other_family(text: str, attested: Surroundings, rng: Random) -> Made | None:
    tokens = _tokens(text, PartyKind.PERSON, TokenClass.FAMILY)
    pool = attested.pool(TokenClass.FAMILY)
    long = [each for each in tokens if len(each.text) > 3]
    return _with_other(text, long[0], pool, attested, rng, "other_family") if long and pool else None


def _son(text: str, attested: Surroundings, rng: Random) -> Made | None:
    """A son bears his own name before those of his father."""
    tokens = _tokens(text, PartyKind.PERSON, *_NAMES, TokenClass.PATRONYMIC)
    given = [each for each in tokens if each.token_class is not TokenClass.FAMILY]
    chain = len(tokens) > 3 or any(word in _CHAINED for word in words(text))
    if len(tokens) < 3 or not given or not chain or any(each.token_class is TokenClass.PATRONYMIC for each in tokens):
        return None
    skipped = settings("measure/near_misses")["skipped_first"]["words"]
    pool = [each for each in attested.pool(TokenClass.GIVEN) if len(each) > 3 and fold(each) not in map(fold, skipped)]
    first = min(given, key=lambda each: each.at)
    by = rng.choice(pool) if pool else first.text
    if first.text in skipped or not attested.other(by, first.text):
        return None
    return "son", _replaced(text, first, f"{by} {first.text}")


def single(text: str) -> bool:
    """Does the text hold one name only? An acronym or another name beside it would still be the party's."""
    return len(names_in(text)) == 1


@cache
def _surnames() -> frozenset[str]:
    return frozenset(settings("measure/near_misses")["korean"]["surnames"])


def korean(text: str) -> bool:
    """Three short words, the first a Korean family name."""
    tokens = words(text)
    return len(tokens) == 3 and tokens[0] in _surnames() and all(len(each) < 6 and each.isascii() for each in tokens)


def _syllable(text: str, attested: Surroundings, rng: Random) -> Made | None:
    """Another syllable, where each of the given name's is a word of its own."""
    if not korean(text):
        return None
    tokens = _tokens(text, PartyKind.PERSON, *_NAMES)
    chosen = [each for each in tokens if each.text in words(text)[1:]]
    if not chosen:
        return None
    token = rng.choice(chosen)
    near = [each for each in attested.near(token.token_class, token.text) if len(each) < 6]
    return ("syllable", _replaced(text, token, rng.choice(near))) if near else None


def _company_near(text: str, attested: Surroundings, rng: Random) -> Made | None:
    return other_word(text, PartyKind.ORGANISATION, attested, rng, (TokenClass.CORE,))


def _other_of(token_class: TokenClass, label: str) -> Maker:
    def make(text: str, attested: Surroundings, rng: Random) -> Made | None:
        tokens = _tokens(text, PartyKind.ORGANISATION, token_class)
        rest = _tokens(text, PartyKind.ORGANISATION, TokenClass.CORE, TokenClass.ACTIVITY, TokenClass.LOCATION)
        if not tokens or len(rest) < 2:
            return None
        pool = attested.pool(token_class)
        return _with_other(text, rng.choice(tokens), pool, attested, rng, label) if pool else None

    return make


def _frame(text: str, attested: Surroundings, rng: Random) -> Made | None:
    """Another name in the same frame of generic words."""
    cores = _tokens(text, PartyKind.ORGANISATION, TokenClass.CORE)
    whole = analyse(text, PartyKind.ORGANISATION)
    if len(cores) != 1 or len(whole.core) < 2 or len(cores[0].text) < 4:
        return None
    return _with_other(text, cores[0], attested.pool(TokenClass.CORE), attested, rng, "frame")


def _number(text: str, rng: Random) -> Made | None:
    numbers = [each for each in words(text) if each.isdigit()]
    if not numbers:
        return None
    one = rng.choice(numbers)
    other = str(max(1, int(one) + rng.choice([-2, -1, 1, 2, 10]))).zfill(len(one) if one.startswith("0") else 0)
    if other == one:
        return None
    return "number", re.sub(rf"(?<!\d){one}(?!\d)", other, text, count=1)


def _company_number(text: str, attested: Surroundings, rng: Random) -> Made | None:  # noqa: ARG001, a Maker
    return _number(text, rng)


def _sister(text: str, attested: Surroundings, rng: Random) -> Made | None:  # noqa: ARG001, a Maker
    return _number(text, rng)


def _ship_near(text: str, attested: Surroundings, rng: Random) -> Made | None:
    found = other_word(text, PartyKind.VESSEL, attested, rng, (TokenClass.CORE,))
    return ("ship_near", found[1]) if found else None


def _ship_second(text: str, attested: Surroundings, rng: Random) -> Made | None:  # noqa: ARG001, a Maker
    """A second ship of the name."""
    tokens = list(words(text))
    if not tokens or tokens[-1].isdigit() or len(tokens) > 3:
        return None
    return "ship_second", f"{text} {rng.randint(2, 9)}"


def _ship_other(text: str, attested: Surroundings, rng: Random) -> Made | None:
    cores = _tokens(text, PartyKind.VESSEL, TokenClass.CORE)
    if len(cores) < 2:
        return None
    return _with_other(text, cores[-1], attested.pool(TokenClass.CORE), attested, rng, "ship_other_word")


MAKERS: dict[PartyKind, tuple[Maker, ...]] = {
    PartyKind.PERSON: (_person_near, _person_near, _person_near, _sibling, _other_family, _son, _syllable, _syllable),
    PartyKind.ORGANISATION: (
        _company_near,
        _company_near,
        _other_of(TokenClass.ACTIVITY, "activity"),
        _other_of(TokenClass.LOCATION, "city"),
        _company_number,
        _company_number,
        _frame,
    ),
    PartyKind.VESSEL: (_sister, _sister, _ship_near, _ship_second, _ship_other),
}


def near_misses(
    parties: Sequence[ListedParty], attested: Attested, twins: Twins, rng: Random, counts: dict[PartyKind, int]
) -> Iterator[LabelledPair]:
    """Other parties' names, so many of each kind; a name that somebody listed bears is left out."""
    for kind, count in counts.items():
        pool = [party for party in parties if party.kind is kind]
        seen: set[str] = set()
        for attempt in range(count * 40 if pool else 0):
            party = rng.choice(pool)
            text = rng.choice(party.names).text
            makers = MAKERS[kind]
            usable = text.isascii() and single(text)
            made = makers[attempt % len(makers)](text, attested.around(party), rng) if usable else None
            if made is None or len(seen) >= count or sorted_text(made[1]) in seen or twins.bears(sorted_text(made[1])):
                continue
            seen.add(sorted_text(made[1]))
            names = (text, made[1])
            yield named_pair(
                names, kind, same=False, set="near_miss", tier="made", variant=made[0], half=twins.half(party.party_id)
            )
