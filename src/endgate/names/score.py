"""Scores a pair of names read as one kind: similarity with its caps, and the bits the agreement is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from endgate.names.align import Alignment, Pair, align, parts_of
from endgate.names.fold import is_syllable
from endgate.names.forms import FREE, NameForm, Token
from endgate.names.lexicon import BORNE, COMPOUND_HEADS, attested, heads
from endgate.names.model import Cap, Edge, EdgeType, Score, TokenClass, Unpaired
from endgate.names.rarity import Rarity
from endgate.names.romanise import HAN, HANGUL
from endgate.names.tables import settings
from endgate.terms.kinds import PartyKind


class NameScore(NamedTuple):
    """What the names of one pair say, before any fact."""

    left: NameForm
    right: NameForm
    similarity: float
    bits: float
    alignment: Alignment
    caps: tuple[Cap, ...] = ()
    flags: tuple[str, ...] = ()


_Weights = Mapping[TokenClass, float]


@cache
def _table(name: str) -> Mapping[str, float]:
    return {key: float(value) for key, value in settings("weights")[name].items() if isinstance(value, int | float)}


@cache
def _by_class(name: str) -> Mapping[TokenClass, float]:
    """A table of the data file by class of word."""
    classes = {token_class.value: token_class for token_class in TokenClass}
    return {classes[key]: value for key, value in _table(name).items() if key in classes}


class PairScorer:
    """Scores names with the counts of one edition or of the shipped table.

    With ``asked`` the left name is a query and the right one listed: then a near spelling that is itself a name which
    people bear is somebody else's name, not a misspelling of the listed one.
    """

    def __init__(self, rarity: Rarity, *, asked: bool = False) -> None:
        self._rarity = rarity
        self._asked = asked
        self._typical = _table("bits")["typical"]

    def score(self, left: NameForm, right: NameForm, *, least: float = 0.0) -> NameScore | None:
        """None when a side holds nothing that can be compared, or when the similarity stays below ``least``."""
        if not left.core or not right.core:
            return None
        person = left.kind is PartyKind.PERSON
        if _same_words(left, right):
            alignment = Alignment(tuple(_equal_pairs(left, right)), (), ())
        else:
            alignment = align(left, right)
        weights = _by_class("person" if person else "organisation")
        similarity = self._similarity(alignment, weights, person)
        if similarity < least:
            return None
        caps, flags = _caps(left, right, alignment, person, similarity)
        if person and _roles_swapped(left, right, alignment):
            similarity *= _table("edge")["roles_swapped"]
            flags = (*flags, "roles_swapped")
        if person and not (left.text.isascii() or right.text.isascii()) and _other_letters(left.native, right.native):
            caps = (*caps, _cap("other_letters"))
        if self._asked and person and _asks_another_name(alignment):
            caps = (*caps, _cap("attested_asked"))
        for cap in caps:
            similarity = min(similarity, float(cap.at))
        bits = self._bits(alignment, person)
        if not person and _wholly_equal(left, right):
            bits = max(bits, _table("bits")["base"])
        return NameScore(left, right, similarity, bits, alignment, caps, flags)

    def _idf(self, token: Token, person: bool) -> float:
        if token.token_class not in _OPEN:
            return 1.0
        share = self._rarity.bits(token, person) / self._typical
        return 0.6 if share < 0.6 else min(share, 1.4)

    def _value(self, token: Token, weights: _Weights, person: bool) -> float:
        return weights.get(token.token_class, 1.0) * self._idf(token, person)

    def _similarity(self, alignment: Alignment, weights: _Weights, person: bool) -> float:
        gained = total = 0.0
        for pair in alignment.pairs:
            weight = self._pair_weight(pair, weights, person)
            gained += weight * pair.pairing.score
            total += weight
        if not gained:
            return 0.0
        for token, cost in self._costs(alignment, person):
            total += cost * self._value(token, weights, person)
        return gained / total

    def _pair_weight(self, pair: Pair, weights: _Weights, person: bool) -> float:
        if len(pair.left) == len(pair.right) == 1:
            (left,), (right,) = pair.left, pair.right
            return (self._value(left, weights, person) + self._value(right, weights, person)) / 2
        sides = [sum([self._value(token, weights, person) for token in side]) for side in (pair.left, pair.right)]
        return max(sides) if pair.pairing.type is EdgeType.ACRONYM else sum(sides) / 2

    def _costs(self, alignment: Alignment, person: bool) -> list[tuple[Token, float]]:
        """Each left-over word with the share of its weight that it costs."""
        solid = any(token.token_class in _SOLID for pair in alignment.pairs for token in (*pair.left, *pair.right))
        family = any(
            token.token_class is TokenClass.FAMILY for pair in alignment.pairs for token in (*pair.left, *pair.right)
        )
        result = []
        passed_over: list[tuple[Token, float]] = []
        for ours, theirs in ((alignment.left, alignment.right), (alignment.right, alignment.left)):
            for token in ours:
                if _contradicted(token, ours, theirs):
                    share = _by_class("contradicted").get(token.token_class, 0.1)
                else:
                    share = _omitted_share(token, family)
                    if person and share < 0.5:
                        passed_over.append((token, 1.1 if _east_asian(token) else share))
                        continue
                result.append((token, share if solid or person or token.token_class in FREE else max(share, 2.0)))
        return result + _each_costs_more(passed_over)

    def _bits(self, alignment: Alignment, person: bool) -> float:
        return sum(self._worth(pair, person) for pair in alignment.pairs)

    def _worth(self, pair: Pair, person: bool) -> float:
        """Bits that one pair of words adds."""
        sides = [sum([self._rarity.bits(token, person) for token in side]) for side in (pair.left, pair.right)]
        whole = pair.pairing.type in (EdgeType.ACRONYM, EdgeType.JOINED)
        return pair.pairing.score * (max(sides) if whole else min(sides))

    def edges(self, scored: NameScore) -> tuple[Edge, ...]:
        """The pairs as typed explanation, in the order of the left name."""
        person = scored.left.kind is PartyKind.PERSON
        weights = _by_class("person" if person else "organisation")
        return tuple(
            Edge(
                tuple(token.text for token in pair.left),
                tuple(token.text for token in pair.right),
                pair.left[0].token_class if len(pair.left) == 1 else pair.right[0].token_class,
                pair.pairing.type,
                Score(pair.pairing.score),
                Score(self._pair_weight(pair, weights, person)),
                bits=Score(self._worth(pair, person)),
            )
            for pair in sorted(scored.alignment.pairs, key=lambda pair: (pair.left[0].at, pair.right[0].at))
        )

    def unpaired(self, scored: NameScore) -> tuple[Unpaired, ...]:
        """The left-over words as typed explanation."""
        person = scored.left.kind is PartyKind.PERSON
        weights = _by_class("person" if person else "organisation")
        alignment = scored.alignment
        result = []
        for token, share in self._costs(alignment, person):
            ours, theirs = (
                (alignment.left, alignment.right)
                if any(token is each for each in alignment.left)
                else (alignment.right, alignment.left)
            )
            reason = "contradicted" if _contradicted(token, ours, theirs) else "omitted"
            side = "left" if ours is alignment.left else "right"
            cost = Score(share * self._value(token, weights, person))
            result.append(Unpaired(side, token.text, token.token_class, reason, cost))
        return tuple(result)


_OPEN = frozenset(
    {TokenClass.CORE, TokenClass.NAME, TokenClass.GIVEN, TokenClass.FAMILY, TokenClass.PATRONYMIC, TokenClass.KUNYA}
)
_SOLID = _OPEN | {TokenClass.NUMBER}
_NAMES = frozenset({TokenClass.NAME, TokenClass.GIVEN, TokenClass.FAMILY, TokenClass.NISBA, TokenClass.CORE})
_TELLING = frozenset({TokenClass.CORE, TokenClass.ACTIVITY, TokenClass.LOCATION, TokenClass.DESCRIPTOR})
_DECISIVE = _TELLING - {TokenClass.DESCRIPTOR}
_BORNE = _NAMES | {TokenClass.PATRONYMIC}


def _omitted_share(token: Token, family: bool) -> float:
    """The share of its weight that a word costs which the other side leaves out; ``family``: a family name agrees."""
    if token.number == "1":
        return _table("omitted")["first_number"]
    if token.token_class is TokenClass.FAMILY and family:
        return _table("omitted")["given"]
    return _by_class("omitted").get(token.token_class, 0.1)


def _each_costs_more(left_out: list[tuple[Token, float]]) -> list[tuple[Token, float]]:
    """Names that a longer form of a name adds: each further one costs more; the order of sides does not matter."""
    step = _table("omitted")["each_more"]
    ordered = sorted(left_out, key=lambda each: (each[1], each[0].text, each[0].at))
    return [
        (token, share if _east_asian(token) else share * (1 + step * rank))
        for rank, (token, share) in enumerate(ordered)
    ]


def _east_asian(token: Token) -> bool:
    """A syllable of a Korean or Chinese name: left out, it is another name."""
    return token.token_class is not TokenClass.INITIAL and len(token.text) > 1 and is_syllable(token.text)


def _other_letters(left: str, right: str) -> bool:
    """Are both written in Han, or both in Hangul, and differently? Then a reading in common says nothing."""
    same_script = any(script.fullmatch(left) and script.fullmatch(right) for script in (HAN, HANGUL))
    return same_script and not (set(left) <= set(right) or set(right) <= set(left))


def _asks_another_name(alignment: Alignment) -> bool:
    return any(
        pair.pairing.type is EdgeType.SPELLING and attested(pair.left[0].text) >= BORNE for pair in alignment.pairs
    )


def _same_words(left: NameForm, right: NameForm) -> bool:
    return len(left.core) == len(right.core) and sorted(t.text for t in left.core) == sorted(t.text for t in right.core)


def _wholly_equal(left: NameForm, right: NameForm) -> bool:
    """Every word equal, and three words or more beside the legal form: a name however plain its words are."""
    return _same_words(left, right) and len(left.core) >= 3


def _equal_pairs(left: NameForm, right: NameForm) -> list[Pair]:
    return list(align(left, right).pairs)


def _contradicted(token: Token, ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Has the other side a left-over word that stands where this one stands?"""
    if token.token_class in _BORNE:
        if token.token_class is TokenClass.CORE:
            return any(other.token_class in _NAMES | _TELLING for other in theirs)
        same = [other for other in theirs if other.token_class in _BORNE]
        rank = [each for each in ours if each.token_class in _BORNE].index(token)
        return rank < len(same)
    if token.token_class in _TELLING:
        return any(other.token_class in _TELLING for other in theirs)
    return any(other.token_class is token.token_class for other in theirs)


def _caps(
    left: NameForm, right: NameForm, alignment: Alignment, person: bool, similarity: float
) -> tuple[tuple[Cap, ...], tuple[str, ...]]:
    caps: list[Cap] = []
    flags: list[str] = []
    ours, theirs = _classes(alignment.left), _classes(alignment.right)
    both = ours & theirs
    for token_class in (TokenClass.NUMBER, TokenClass.GENERATION):
        if token_class in both:
            caps.append(_cap(token_class.value))
    if not person:
        caps += _organisation_caps(left, right, alignment, both)
    else:
        caps += _person_caps(left, right, alignment)
    if alignment.distinct:
        caps.append(_cap("distinct"))
    if not alignment.left and not alignment.right and not left.legal_classes <= right.legal_classes:
        flags.append("legal_form_differs")
    if similarity and (not alignment.left) != (not alignment.right):
        flags.append("contains_other_name")
    return tuple(caps), tuple(flags)


def _cap(rule: str, at: float | None = None) -> Cap:
    return Cap(rule, Score(_table("cap")[rule] if at is None else at))


def _classes(tokens: Sequence[Token]) -> frozenset[TokenClass]:
    return frozenset(token.token_class for token in tokens if token.token_class not in FREE)


def _organisation_caps(left: NameForm, right: NameForm, alignment: Alignment, both: frozenset[TokenClass]) -> list[Cap]:
    caps = []
    ours, theirs = _classes(alignment.left), _classes(alignment.right)
    for each in (TokenClass.ACTIVITY, TokenClass.LOCATION):
        if each in both or (each in ours and theirs & _DECISIVE) or (each in theirs and ours & _DECISIVE):
            caps.append(_cap(each.value))
    if any(pair.pairing.type is EdgeType.ATTESTED_BOTH and _is_solid(pair) for pair in alignment.pairs):
        caps.append(_cap("attested"))
    pairs = alignment.pairs
    if len(pairs) == 1 and pairs[0].pairing.type is EdgeType.ACRONYM:
        short = min((pairs[0].left, pairs[0].right), key=len)
        caps.append(_cap("acronym_short" if len(short[0].text) < 4 else "acronym"))
    if left.kind is PartyKind.VESSEL:
        return caps + _vessel_caps(left, right, alignment)
    caps += _single_word_caps(left, right, alignment)
    weighty = [pair for pair in pairs if not _plain(pair)]
    telling = [pair for pair in weighty if _is_solid(pair)]
    if len(telling) == 1 and telling[0].pairing.type is not EdgeType.ROMANISATION and _short_and_loose(telling[0]):
        caps.append(_cap("single_spelling"))
    if len(weighty) == len(telling) == 1:
        caps += _one_telling_word(telling[0], ours, theirs)
    return caps


def _one_telling_word(pair: Pair, ours: frozenset[TokenClass], theirs: frozenset[TokenClass]) -> list[Cap]:
    """One word carries the agreement: what is left over may make it another company of the same house."""
    if pair.pairing.type in _LOOSE and (ours or theirs):
        return [_cap("single_loose")]
    if TokenClass.ACTIVITY in ours | theirs:
        return [_cap("other_activity")]
    if ours | theirs and _borne_or_read(pair):
        return [_cap("other_frame")]
    return [_cap("other_frame")] if ours & _FRAME and theirs & _FRAME else []


def _borne_or_read(pair: Pair) -> bool:
    """Is the one telling word a name that people bear (Preston, Reynolds)? Then many companies are called by it."""
    return any(attested(token.text) >= BORNE for token in (*pair.left, *pair.right))


def _plain(pair: Pair) -> bool:
    return all(token.token_class is TokenClass.DESCRIPTOR for token in (*pair.left, *pair.right))


def _is_solid(pair: Pair) -> bool:
    return any(token.token_class in _SOLID for token in (*pair.left, *pair.right))


_FRAME = frozenset({TokenClass.DESCRIPTOR, TokenClass.ACTIVITY})


def _vessel_caps(left: NameForm, right: NameForm, alignment: Alignment) -> list[Cap]:
    """Ships are told apart by their numbers, and by a letter or two of a short name."""
    extra = [token for token in (*alignment.left, *alignment.right) if token.token_class is TokenClass.NUMBER]
    caps = [_cap("vessel_number")] if any(token.number != "1" for token in extra) else []
    if min(len(left.core), len(right.core)) == 1 and any(
        pair.pairing.type in _LOOSE and min(len(pair.left[0].text), len(pair.right[0].text)) < 7
        for pair in alignment.pairs
    ):
        caps.append(_cap("single_spelling"))
    return caps


_LOOSE = frozenset({EdgeType.ROMANISATION, EdgeType.SPELLING, EdgeType.SKELETON, EdgeType.ATTESTED_BOTH})


def _single_word_caps(left: NameForm, right: NameForm, alignment: Alignment) -> list[Cap]:
    """A single word tells only when it is spelt as listed; a bare common name never does."""
    alone = [form.core[0].text for form in (left, right) if len(form.core) == 1]
    if any(len(word) == 1 and word.isascii() for word in alone):
        return [_cap("bare_name")]
    if len(alone) < 2:
        return []
    rules = []
    named = any(form.core[0].token_class in _NAMES | {TokenClass.INITIAL} for form in (left, right))
    if named and _too_common(left, right):
        rules.append(_cap("bare_name"))
    if any(pair.pairing.type is EdgeType.SKELETON or _short_and_loose(pair) for pair in alignment.pairs):
        rules.append(_cap("single_spelling"))
    return rules


def _too_common(one: NameForm, other: NameForm) -> bool:
    """Is a single word on each side a name that many bear? A company may be called by one that is less common."""
    left, right = one.core[0], other.core[0]
    if one.kind is not PartyKind.PERSON and left.text == right.text:
        return max(attested(left.text), attested(left.canon)) >= _table("bits")["company_attested"]
    return _common(left) and _common(right)


def _short_and_loose(pair: Pair) -> bool:
    """Is it a short word (under 6 letters, under 5 for another romanisation) that is spelt differently?"""
    shortest = min(len(token.text) for token in (*pair.left, *pair.right))
    if pair.pairing.type in (EdgeType.SPELLING, EdgeType.ATTESTED_BOTH):
        return shortest < 6 or pair.pairing.score < 0.7
    return pair.pairing.type is EdgeType.ROMANISATION and shortest < 5


def _common(token: Token) -> bool:
    words = (token.text, token.canon)
    return max(attested(word) for word in words) >= _table("bits")["single_attested"] or bool(heads(token.text))


def _person_caps(left: NameForm, right: NameForm, alignment: Alignment) -> list[Cap]:
    caps = _single_word_caps(left, right, alignment)
    left_over = bool(alignment.left or alignment.right)
    names = min(_names_in(form, opened=not left_over) for form in (left, right))
    joined = any(pair.pairing.type is EdgeType.JOINED for pair in alignment.pairs)
    initials = any(pair.pairing.type is EdgeType.INITIAL for pair in alignment.pairs)
    longer, shorter = max(_size(left), _size(right)), min(_size(left), _size(right))
    if names <= 1 < longer and not joined and (not names or not initials or left_over):
        caps.append(_cap("bare_name"))
    solid = [pair for pair in alignment.pairs if pair.pairing.type is not EdgeType.INITIAL and not _compound_head(pair)]
    if not joined and len(solid) < 2 <= shorter and left_over:
        caps.append(_cap("single_word_in_longer"))
    if any(pair.pairing.type is EdgeType.ATTESTED_BOTH for pair in alignment.pairs):
        caps.append(_cap("attested"))
    if _borne(alignment.left) and _borne(alignment.right):
        caps.append(_cap("other_name"))
    if _prepended(left, right, alignment) or _prepended(right, left, alignment):
        caps.append(_cap("descendant"))
    return caps


def _names_in(form: NameForm, *, opened: bool) -> int:
    """Number of names beside initials; compounds count by their parts where ``opened``."""
    names = [token for token in form.core if token.token_class is not TokenClass.INITIAL]
    return sum(len(parts_of(token)) for token in names) if opened else len(names)


def _borne(tokens: Sequence[Token]) -> bool:
    """Is a name left over that people bear? On both sides that makes two people, however much else agrees."""
    return any(token.token_class in _NAMES and attested(token.text) >= BORNE for token in tokens)


def _compound_head(pair: Pair) -> bool:
    return any(token.text in COMPOUND_HEADS for token in (*pair.left, *pair.right))


def _size(form: NameForm) -> int:
    """Number of words; a compound (Abdul Karim) has two."""
    return sum(len(parts_of(token)) for token in form.core)


@cache
def _often_left_out() -> frozenset[str]:
    return frozenset(settings("weights")["descendant"]["often_left_out"])


def _roles_swapped(left: NameForm, right: NameForm, alignment: Alignment) -> bool:
    """Do both sides say which is the family name, and is each the given name of the other?"""
    if not (left.comma and right.comma):
        return False
    crossed = [
        {pair.left[0].token_class, pair.right[0].token_class} == {TokenClass.FAMILY, TokenClass.GIVEN}
        for pair in alignment.pairs
    ]
    return sum(crossed) >= 2


def _prepended(short: NameForm, long: NameForm, alignment: Alignment) -> bool:
    """Is the long name a child's: one more given name right before the whole short name (Qusay + Saddam Hussein)?"""
    extra = (*alignment.left, *alignment.right)
    if len(short.core) < 2 or len(extra) != 1 or len(long.core) != len(short.core) + 1:
        return False
    (child,), given, order = extra, _given_first(short), _given_first(long)
    borne = (
        child.token_class in _BORNE and child.token_class is not TokenClass.PATRONYMIC and attested(child.text) >= BORNE
    )
    if not borne or child.canon in _often_left_out() or len(alignment.pairs) != len(given):
        return False
    partner = {id(token): other for pair in alignment.pairs for token, other in _partners(pair)}
    at = next((index for index, token in enumerate(order) if token is child), len(order))
    follows = at + 1 < len(order) and order[at + 1] is partner.get(id(given[0]))
    return follows and (short.comma or at == 0)


def _partners(pair: Pair) -> tuple[tuple[Token, Token], tuple[Token, Token]]:
    return (pair.left[0], pair.right[0]), (pair.right[0], pair.left[0])


def _given_first(form: NameForm) -> list[Token]:
    family = [token for token in form.core if token.token_class is TokenClass.FAMILY]
    return [token for token in form.core if token not in family] + family


def free_words(form: NameForm) -> tuple[Token, ...]:
    """Words of a form that carry no weight."""
    return tuple(token for token in form.free if token.token_class in FREE)
