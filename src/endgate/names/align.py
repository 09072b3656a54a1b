"""Pairs the words of two names: equal words first, then joined ones, then the best assignment of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from endgate.names.abjad import reads_like
from endgate.names.acronyms import aside, explained, pair_acronym
from endgate.names.compounds import pair_in, unified
from endgate.names.edges import Pairing, edge, in_context, misread
from endgate.names.fold import fold, same_syllables, written_in_syllables
from endgate.names.forms import SMALL_WORDS, NameForm, Token, canonical
from endgate.names.lexicon import COMPOUND_HEADS, attested, misspelt_generic, title_of
from endgate.names.model import EdgeType, TokenClass
from endgate.names.pairs import Alignment, Pair
from endgate.names.romanise import ABJAD, aloud
from endgate.names.syllables import in_pinyin
from endgate.names.tables import settings
from endgate.names.weights import OPEN, table
from endgate.terms.kinds import PartyKind


def align(left: NameForm, right: NameForm) -> Alignment:
    """Find the best pairing; the same words in any order, and the sides swapped, give the same result."""
    if (left.text, len(left.core)) > (right.text, len(right.core)):
        turned = align(right, left)
        pairs = tuple(Pair(pair.right, pair.left, pair.pairing) for pair in turned.pairs)
        return Alignment(pairs, turned.right, turned.left, turned.distinct)
    return _aligned(left, right)


def _aligned(left: NameForm, right: NameForm) -> Alignment:
    person = left.kind is PartyKind.PERSON
    if not left.core or not right.core:
        return Alignment((), left.core, right.core)
    if (whole := _written_together(left, right)) is not None:
        return whole
    pairs: list[Pair] = []
    ours, theirs = _equal(left.by_text, right.by_text, pairs)
    if person:
        ours = _titles(ours, right, pairs, flipped=False)
        theirs = _titles(theirs, left, pairs, flipped=True)
    ours, theirs = _phrases(ours, theirs, pairs, flipped=False)
    theirs, ours = _phrases(theirs, ours, pairs, flipped=True)
    ours, theirs = _joined(ours, left, theirs, pairs, flipped=False)
    theirs, ours = _joined(theirs, right, ours, pairs, flipped=True)
    if not person:
        ours, theirs = _cut_elsewhere(ours, theirs, pairs)
    if ours and theirs and any(_split_up(token.text, token.token_class) for token in (*ours, *theirs)):
        ours, theirs = _equal(*_opened(ours, theirs), pairs)
    ours, theirs, distinct = _assigned(ours, theirs, pairs, person)
    ours, theirs = _last_pair(ours, theirs, pairs, person)
    if not person:
        ours, theirs = pair_acronym(left, right, ours, theirs, pairs)
        ours, theirs = [_as_meant(token) for token in ours], [_as_meant(token) for token in theirs]
        ours, theirs = explained(ours, left, right), explained(theirs, right, left)
        ours, theirs = _branch_aside(ours, theirs), _branch_aside(theirs, ours)
        ours, theirs = _state_aside(ours, pairs), _state_aside(theirs, pairs)
        ours, theirs = _said_within(ours, theirs, pairs), _said_within(theirs, ours, pairs)
        if len(pairs) >= 2:
            ours, theirs = _without_article(ours), _without_article(theirs)
    ours, theirs = _without_free(ours, left, right), _without_free(theirs, right, left)
    return Alignment(tuple(pairs), tuple(ours), tuple(theirs), distinct)


def _written_together(left: NameForm, right: NameForm) -> Alignment | None:
    """The same letters in the same order, cut into words at other places (Chong Chon Gang, Chongchongang)."""
    if len(left.core) == len(right.core) or len(left.joined) < 6 or left.joined != right.joined:
        return None
    pairing = Pairing(EdgeType.JOINED, table("edge")["joined"])
    return Alignment((Pair(left.core, right.core, pairing),), (), ())


_EQUAL = Pairing(EdgeType.EQUAL, 1.0)


def _equal(ours: Sequence[Token], theirs: Sequence[Token], pairs: list[Pair]) -> tuple[list[Token], list[Token]]:
    here, rest = list(theirs), []
    texts = [token.text for token in here]
    for token in ours:
        if token.text not in texts:
            rest.append(token)
            continue
        at = texts.index(token.text)
        pairs.append(Pair((token,), (here.pop(at),), _EQUAL))
        del texts[at]
    return rest, here


def _titles(ours: list[Token], other: NameForm, pairs: list[Pair], *, flipped: bool) -> list[Token]:
    """A title that is read as a name, for want of others, and is a title of the other name (Haji Ashraf).

    Only those titles that go with a name all through life.
    """
    if not ours or _for_life().isdisjoint(other.honorifics):
        return ours
    rest, titles = [], [token for token in other.free if token.concept in _for_life()]
    for token in ours:
        meant = title_of(token.text) if titles and token.token_class is TokenClass.NAME else ""
        found = next((title for title in titles if title.concept == meant), None)
        if found is None:
            rest.append(token)
            continue
        titles.remove(found)
        pairs.append(Pair((found,), (token,), _EQUAL) if flipped else Pair((token,), (found,), _EQUAL))
    return rest


@cache
def _for_life() -> frozenset[str]:
    return frozenset(settings("weights")["titles"]["for_life"])


def _phrases(
    ours: list[Token], theirs: list[Token], pairs: list[Pair], *, flipped: bool
) -> tuple[list[Token], list[Token]]:
    """A phrase of one side whose words stand apart on the other side."""
    for phrase in [token for token in ours if " " in token.text]:
        parts = [next((each for each in theirs if each.text == word), None) for word in phrase.text.split()]
        found = tuple(part for part in parts if part is not None)
        if len(found) == len(parts) == len(set(map(id, found))):
            pairs.append(Pair(found, (phrase,), _EQUAL) if flipped else Pair((phrase,), found, _EQUAL))
            ours = [token for token in ours if token is not phrase]
            theirs = [token for token in theirs if all(token is not each for each in found)]
    return ours, theirs


def _joined(
    ours: list[Token], form: NameForm, theirs: list[Token], pairs: list[Pair], *, flipped: bool
) -> tuple[list[Token], list[Token]]:
    """Neighbouring words of one side (two to four) that the other side writes as one."""
    if not ours or not theirs:
        return ours, theirs
    shortest = 4 if any(token.number for token in ours) else 5  # a digit may be a letter misread
    whole = [token for token in theirs if len(token.text) >= shortest and " " not in token.text]
    if not whole:
        return ours, theirs
    longest = max([len(token.text) + _room(token.text) for token in whole])
    left_over, core = set(map(id, ours)), set(map(id, form.core))
    used = core - left_over
    for run in form.runs(longest):
        ids = set(map(id, run))
        if left_over.isdisjoint(ids) or not used.isdisjoint(ids):
            continue
        found = _written_as_one(run, form.kind, whole)
        if found is None:
            continue
        other, pairing = found
        pairs.append(Pair((other,), run, pairing) if flipped else Pair(run, (other,), pairing))
        left_over -= ids
        used |= core & ids
        whole = [token for token in whole if token is not other]
        theirs = [token for token in theirs if token is not other]
    return [token for token in ours if id(token) in left_over], theirs


@cache
def _glued_on() -> frozenset[str]:
    """Words that one script writes together with the next word and the other apart from it."""
    return frozenset(settings("weights")["joined"]["glued_on"])


def _written_as_one(run: Sequence[Token], kind: PartyKind, whole: Sequence[Token]) -> tuple[Token, Pairing] | None:
    text = "".join([token.text for token in run])
    if not text.isascii():
        text = "".join([aloud(token.text) for token in run])
    whole = [other for other in whole if abs(len(other.text) - len(text)) <= _MOST_ROOM]
    if not whole:
        return None
    native = not text.isascii() and ABJAD.search(text) is not None
    glued = not _glued_on().isdisjoint([token.text for token in run])
    loosely = len(run) == 2 and (kind is not PartyKind.PERSON or run[0].token_class is TokenClass.PARTICLE)
    for other in whole:
        two_scripts = native or (not other.text.isascii() and ABJAD.match(other.text) is not None)
        if two_scripts and not glued:
            continue
        if misread(text, other.text):
            return other, Pairing(EdgeType.SPELLING, table("edge")["misread"])
        if other.text in in_pinyin(text) or text in in_pinyin(other.text):
            return other, Pairing(EdgeType.JOINED, table("edge")["joined"])
        near = abs(len(other.text) - len(text)) <= _room(other.text, text)
        near = near and (two_scripts or Indel.normalized_similarity(text, other.text) >= _NEARLY)
        if near and (score := _same_word(text, other.text, loosely)) is not None:
            return other, Pairing(EdgeType.JOINED, score)
    return None


_NEARLY = 0.6
"""Letters in common below which a run of words and a word are not the same, however they are romanised."""


def _cut_elsewhere(ours: list[Token], theirs: list[Token], pairs: list[Pair]) -> tuple[list[Token], list[Token]]:
    """What is left of both in the same letters, cut into words at other places (shi pping line, shipping line)."""
    if ours and theirs and len(written := _letters(ours)) >= 6 and written == _letters(theirs):
        pairs.append(Pair(_in_order(ours), _in_order(theirs), Pairing(EdgeType.JOINED, table("edge")["joined"])))
        return [], []
    return ours, theirs


def _in_order(tokens: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(sorted(tokens, key=attrgetter("at")))


def _letters(tokens: Sequence[Token]) -> str:
    return "".join([token.text for token in _in_order(tokens)]).replace(" ", "")


def _room(*texts: str) -> int:
    """Letters two spellings of one word may differ by in number; Arabic script leaves vowels out."""
    return 3 if all(map(str.isascii, texts)) or not any(map(ABJAD.match, texts)) else _MOST_ROOM


_MOST_ROOM = 6


def _across(one: str, other: str) -> float | None:
    """The same in two scripts; of one script only equal letters count."""
    native, latin = (one, other) if ABJAD.match(one) else (other, one)
    if ABJAD.match(latin):
        return table("edge")["joined"] if native == latin else None
    return table("edge")["skeleton"] if reads_like(native, latin) == 2 else None


def _same_word(whole: str, other: str, loosely: bool) -> float | None:
    top = table("edge")["joined"]
    if ABJAD.match(whole) or ABJAD.match(other):
        return _across(whole, other)
    if whole == other or fold(whole) == fold(other) or same_syllables(whole, other) or unified(whole) == other:
        return top
    if not loosely or min(len(whole), len(other)) < 7 or whole[0] != other[0]:
        return None
    distance = OSA.distance(fold(whole), fold(other), score_cutoff=1)
    if distance and OSA.distance(whole, other, score_cutoff=2) > 2:
        return None
    return top - 1.2 * distance / len(other) if distance <= 1 and not written_in_syllables(other) else None


def parts_of(token: Token) -> tuple[Token, ...]:
    """The words of a phrase, or of a compound name (Abdul Karim, Ali Reza); the token itself where it has none."""
    parts = _split_up(token.text, token.token_class)
    if not parts:
        return (token,)
    return tuple(
        Token(word, TokenClass.PARTICLE if word in SMALL_WORDS else token_class, canonical(word), at=token.at)
        for word, token_class in parts
    )


@lru_cache(maxsize=65536)
def _split_up(text: str, token_class: TokenClass) -> tuple[tuple[str, TokenClass], ...]:
    if " " in text:
        return tuple((word, token_class) for word in text.split())
    if token_class not in _COMPOUNDED:
        return ()
    for head in COMPOUND_HEADS:
        if text.startswith(head) and len(text) >= len(head) + (3 if head == "abdul" else 4):
            return (head, TokenClass.KUNYA), (text[len(head) :], TokenClass.NAME)
    pair = pair_in(text)
    return () if pair is None else tuple((word, token_class) for word in pair)


_COMPOUNDED = frozenset({TokenClass.NAME, TokenClass.GIVEN, TokenClass.FAMILY, TokenClass.KUNYA})


def _opened(ours: list[Token], theirs: list[Token]) -> tuple[list[Token], list[Token]]:
    """Phrases and compounds in their words, where the other side has one of these words apart from the others."""
    return _opened_for(ours, theirs), _opened_for(theirs, ours)


def _opened_for(ours: list[Token], theirs: list[Token]) -> list[Token]:
    result: list[Token] = []
    concepts = {token.concept for token in theirs if token.concept}
    phrases = {_as_phrase(token) for token in theirs if token.concept and " " in token.text}
    words = [word for token in theirs for word in _words_of(token)]
    for token in ours:
        parts = _words_of(token)
        whole = len(parts) == 1 or _as_phrase(token) in phrases or _another_place(token, concepts)
        shared = 0 if whole else sum(_among(part, words) for part in parts)
        apart = shared >= _least_shared(token, len(parts), concepts)
        result += parts_of(token) if apart else (token,)
    return result


def _as_phrase(token: Token) -> tuple[str, int]:
    """What a phrase means, and in how many words it says so; what states call themselves may be longer or shorter."""
    return token.concept, 0 if token.concept.startswith("location:") else token.text.count(" ")


def _another_place(token: Token, concepts: set[str]) -> bool:
    """Is it a state's full name, and does the other side state other places only? Republics share the word alone."""
    placed = token.concept.startswith("location:") and token.concept not in concepts and token.text.count(" ") >= 2
    return placed and any(each.startswith("location:") for each in concepts)


def _least_shared(token: Token, size: int, concepts: set[str]) -> int:
    """Words that the other side must have apart: two where it has the phrase, nearly all of a house's name."""
    if token.concept and token.concept in concepts:
        return 2
    return size - 1 if token.concept.startswith(_HOUSE) else 1


_HOUSE = "core:house:"


def _words_of(token: Token) -> tuple[str, ...]:
    """The texts of its parts."""
    return tuple([word for word, _ in _split_up(token.text, token.token_class)]) or (token.text,)


def _among(word: str, words: Sequence[str]) -> bool:
    allowed = 1 if len(word) >= 4 else 0
    return any(word == other or (allowed and OSA.distance(word, other, score_cutoff=1) <= 1) for other in words)


def _without_free(tokens: list[Token], form: NameForm, other: NameForm) -> list[Token]:
    """A left-over word that spells, perhaps badly, a legal form or title of the other side counts as such."""
    if not tokens or not other.free:
        return tokens
    here = {word for token in form.free for word in token.text.split()}
    there = [(word, free) for free in other.free for word in free.text.split() if word not in here]
    if len(tokens) > 1 and (whole := next((free for word, free in there if word == _letters(tokens)), None)):
        return [_of_class(token, whole) for token in tokens]
    return [_meant_as(token, there) for token in tokens] if there else tokens


def _of_class(token: Token, other: Token) -> Token:
    return replace(token, token_class=other.token_class, concept=other.concept)


def _meant_as(token: Token, words: Sequence[tuple[str, Token]]) -> Token:
    if token.number or " " in token.text or len(token.text) < 3:
        return token
    allowed = 1 if len(token.text) < 7 else 2
    short = len(token.text) == 3
    near = (
        free
        for word, free in words
        if len(word) >= 3
        and (not short or free.token_class is TokenClass.PARTICLE)
        and OSA.distance(word, token.text) <= allowed
    )
    free = next(near, None)
    return token if free is None else _of_class(token, free)


def _assigned(
    ours: list[Token], theirs: list[Token], pairs: list[Pair], person: bool
) -> tuple[list[Token], list[Token], bool]:
    found: dict[tuple[int, int], Pairing] = {}
    distinct = False
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            pairing = edge(a, b, person)
            if pairing is not None and pairing.score > 0:
                found[i, j] = pairing
            elif pairing is not None:
                distinct = True
    chosen = _best(found, len(ours), len(theirs)) if found else []
    for i, j in chosen:
        pairs.append(Pair((ours[i],), (theirs[j],), found[i, j]))
    used_left, used_right = {i for i, _ in chosen}, {j for _, j in chosen}
    left = [token for i, token in enumerate(ours) if i not in used_left]
    right = [token for j, token in enumerate(theirs) if j not in used_right]
    return left, right, distinct and bool(left) and bool(right)


def _best(found: dict[tuple[int, int], Pairing], rows: int, columns: int) -> list[tuple[int, int]]:
    if len({i for i, _ in found}) == len(found) == len({j for _, j in found}):
        return list(found)
    if columns > 10 or rows > 10:
        return _greedy(found)
    return list(_solved(_Assigning(found, rows, columns, {}), 0, 0)[1])


_Solution = tuple[float, tuple[tuple[int, int], ...]]
"""The sum of scores of some pairs, and their rows and columns."""


class _Assigning(NamedTuple):
    """What may be paired, and the best for the rows from one on with some columns used, as far as it is known."""

    found: dict[tuple[int, int], Pairing]
    rows: int
    columns: int
    memo: dict[tuple[int, int], _Solution]


def _solved(task: _Assigning, row: int, used: int) -> _Solution:
    found, rows, columns, memo = task
    if row == rows:
        return 0.0, ()
    if (row, used) not in memo:
        best = _solved(task, row + 1, used)
        for column in range(columns):
            if not used >> column & 1 and (row, column) in found:
                value, rest = _solved(task, row + 1, used | 1 << column)
                value += found[row, column].score
                if value > best[0] + 1e-12:
                    best = value, ((row, column), *rest)
        memo[row, used] = best
    return memo[row, used]


def _greedy(found: dict[tuple[int, int], Pairing]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    for i, j in sorted(found, key=lambda key: (-found[key].score, sum(key), key[0])):
        if all(i != row and j != column for row, column in chosen):
            chosen.append((i, j))
    return chosen


def _last_pair(
    ours: list[Token], theirs: list[Token], pairs: list[Pair], person: bool
) -> tuple[list[Token], list[Token]]:
    """Where two words or more agree well and one is left on each side, a bad misspelling is likelier than two names."""
    agreeing = [pair for pair in pairs if pair.pairing.score >= _WELL and pair.left[0].token_class in OPEN]
    if len(ours) != 1 or len(theirs) != 1 or not agreeing:
        return ours, theirs
    if len(agreeing) == 1 and not (ours[0].concept or theirs[0].concept or (person and _nobodys(agreeing[0]))):
        return ours, theirs
    pairing = in_context(ours[0], theirs[0], person, len(agreeing))
    if pairing is None:
        return ours, theirs
    pairs.append(Pair((ours[0],), (theirs[0],), pairing))
    return [], []


_WELL = 0.85
"""Agreement from which on two words are spellings of one, in whatever habit of writing."""


def _nobodys(pair: Pair) -> bool:
    """Is the word so rare that nobody else is known by it?"""
    return pair.pairing.type is EdgeType.EQUAL and len(pair.left[0].text) > 3 and not attested(pair.left[0].text)


_BRANCHES = frozenset({"descriptor:branch", "descriptor:representative"})


def _branch_aside(tokens: list[Token], others: list[Token]) -> list[Token]:
    """A left-over branch with the place beside it says no more: a branch is the firm itself.

    Not where the other name has words left over too, as another branch has.
    """
    branch = None if others else next((token for token in tokens if token.concept in _BRANCHES), None)
    if branch is None:
        return tokens
    return [aside(token) if token is branch or _place_beside(token, branch) else token for token in tokens]


def _place_beside(token: Token, branch: Token) -> bool:
    """Does the place stand before the word for branch, or behind it and perhaps a small word?"""
    return token.concept.startswith("location:") and -4 <= branch.at - token.at <= 3


def _state_aside(tokens: list[Token], pairs: Sequence[Pair]) -> list[Token]:
    """A left-over *republic* beside a place that agrees says no more (National Bank of the Republic of Belarus)."""
    if not any(token.concept == _REPUBLIC for token in tokens):
        return tokens
    placed = any(token.concept.startswith("location:") for pair in pairs for token in pair.left)
    return [aside(token) if placed and token.concept == _REPUBLIC else token for token in tokens]


_REPUBLIC = "descriptor:republic"


def _said_within(tokens: list[Token], others: list[Token], pairs: Sequence[Pair]) -> list[Token]:
    """A left-over trade that a name both have is put together with says no more (Rosneft Oil Company)."""
    if others or not any(token.concept in _stems() for token in tokens):
        return tokens
    agreeing = (token for pair in pairs for side in pair[:2] for token in side)
    names = [token.text for token in agreeing if token.token_class is TokenClass.CORE]
    return [aside(token) if _put_together(names, _stems().get(token.concept, ())) else token for token in tokens]


def _put_together(names: Sequence[str], stems: Sequence[str]) -> bool:
    """Does a name begin or end with a stem, beside three letters of its own or more?"""
    return any(
        len(name) >= len(stem) + 3 and (name.startswith(stem) or name.endswith(stem))
        for name in names
        for stem in stems
    )


@cache
def _stems() -> Mapping[str, Sequence[str]]:
    return {concept: tuple(stems) for concept, stems in settings("weights")["stems"].items()}


def _without_article(tokens: Sequence[Token]) -> list[Token]:
    """A left-over Arabic article beside two words that agree or more counts as a particle."""
    return [aside(each) if each.text in ("al", "el") else each for each in tokens]


def _as_meant(token: Token) -> Token:
    """A left-over word that is a generic word misspelt counts as that word."""
    entry = misspelt_generic(token.text) if token.token_class is TokenClass.CORE else None
    return token if entry is None else replace(token, token_class=entry.token_class, concept=entry.concept)
