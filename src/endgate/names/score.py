"""Scores a pair of names read as one kind: similarity with its caps, and the bits the agreement is worth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from endgate.names.align import align
from endgate.names.caps import asks_another_name, cap, caps_of, other_letters, other_words_of_one_script, roles_swapped
from endgate.names.fold import is_syllable, written_in_syllables
from endgate.names.forms import FREE, NameForm, Token, analyse
from endgate.names.model import Cap, Edge, EdgeType, Score, TokenClass, Unpaired
from endgate.names.pairs import Alignment, Pair
from endgate.names.prepared import Prepared, prepare
from endgate.names.rarity import Rarity
from endgate.names.weights import BEARABLE, NAMES, OPEN, SOLID, TELLING, by_class, table
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


_MEMO = 20_000
"""Words whose weight is kept; what is forgotten is computed again to the same value."""


class PairScorer:
    """Scores names with the counts of one edition or of the shipped table.

    With ``asked`` the left name is a query and the right one listed: then a near spelling that is itself a name which
    people bear is somebody else's name, not a misspelling of the listed one.
    """

    def __init__(self, rarity: Rarity, *, asked: bool = False) -> None:
        self._rarity = rarity
        self._asked = asked
        self._typical = table("bits")["typical"]
        self._values: dict[tuple[str, TokenClass, bool], float] = {}
        self.prepared = lru_cache(maxsize=1024)(self._prepared)

    def score(self, left: NameForm, right: NameForm, *, least: float = 0.0) -> NameScore | None:
        """None when a side holds nothing that can be compared, or when the similarity stays below ``least``."""
        if not left.core or not right.core:
            return None
        person = left.kind is PartyKind.PERSON
        if _same_words(left, right):
            alignment = Alignment(tuple(_equal_pairs(left, right)), (), ())
        else:
            alignment = align(left, right)
        house = self._holds_a_house(left, right, alignment)
        similarity = self._similarity(alignment, person, house)
        if similarity < least:
            return None
        caps, flags = caps_of(left, right, alignment, person, similarity, house=house)
        if person and roles_swapped(left, right, alignment):
            similarity *= table("edge")["roles_swapped"]
            flags = (*flags, "roles_swapped")
        if not (left.text.isascii() or right.text.isascii()) and (
            other_letters(left.native, right.native) if person else other_words_of_one_script(left, right)
        ):
            caps = (*caps, cap("other_letters"))
        if self._asked and person and asks_another_name(alignment):
            caps = (*caps, cap("attested_asked"))
        for each in caps:
            similarity = min(similarity, float(each.at))
        bits = self._bits(alignment, person)
        if not person and not (alignment.left or alignment.right):
            bits = whole_name_bits(bits, self._told(alignment))
        return NameScore(left, right, similarity, bits, alignment, caps, flags)

    def _prepared(self, names: tuple[str, ...]) -> Prepared | None:
        """The names of a person made ready for bounds; None where one of them holds nothing that can be compared."""
        forms = [analyse(name, PartyKind.PERSON) for name in names]
        return prepare(forms, self._weigh) if all(form.core for form in forms) else None

    def _weigh(self, token: Token) -> tuple[float, float, float, float]:
        against = by_class("contradicted").get(token.token_class, 0.1)
        left_out = min(against, _omitted_share(token, family=True))
        value = self._value(token, True)
        return value, left_out, against, self._rarity.bits(token, True)

    def _idf(self, token: Token, person: bool) -> float:
        if token.token_class not in OPEN:
            return 1.0
        share = self._rarity.bits(token, person) / self._typical
        return 0.6 if share < 0.6 else min(share, 1.4)

    def _value(self, token: Token, person: bool) -> float:
        """What a word weighs in a name."""
        key = token.text, token.token_class, person
        found = self._values.get(key)
        if found is None:
            if len(self._values) >= _MEMO:
                self._values.clear()
            weights = by_class("person" if person else "organisation")
            found = self._values[key] = weights.get(token.token_class, 1.0) * self._idf(token, person)
        return found

    def _similarity(self, alignment: Alignment, person: bool, house: bool) -> float:
        gained = total = 0.0
        for pair in alignment.pairs:
            weight = self._pair_weight(pair, person)
            gained += weight * pair.pairing.score
            total += weight
        if not gained:
            return 0.0
        for token, cost in self._costs(alignment, person, house):
            total += cost * self._value(token, person)
        return gained / total

    def _pair_weight(self, pair: Pair, person: bool) -> float:
        if len(pair.left) == len(pair.right) == 1:
            (left,), (right,) = pair.left, pair.right
            return (self._value(left, person) + self._value(right, person)) / 2
        sides = [sum([self._value(token, person) for token in side]) for side in (pair.left, pair.right)]
        return max(sides) if pair.pairing.type is EdgeType.ACRONYM else sum(sides) / 2

    def _costs(self, alignment: Alignment, person: bool, house: bool) -> list[tuple[Token, float]]:
        """Each left-over word with the share of its weight that it costs."""
        if not alignment.left and not alignment.right:
            return []
        paired = {token.token_class for pair in alignment.pairs for side in pair[:2] for token in side}
        solid, family = not SOLID.isdisjoint(paired), TokenClass.FAMILY in paired
        named = len(alignment.pairs) >= _PLAIN_WORDS and not (alignment.left and alignment.right)
        result = []
        passed_over: list[tuple[Token, float]] = []
        syllables = person and _named_in_syllables(alignment)
        for ours, theirs in ((alignment.left, alignment.right), (alignment.right, alignment.left)):
            for token in ours:
                if _contradicted(token, ours, theirs):
                    share = by_class("contradicted").get(token.token_class, 0.1)
                else:
                    share = _omitted_share(token, family)
                    if person and share < 0.5:
                        passed_over.append((token, 1.1 if syllables and _east_asian(token) else share))
                        continue
                told = (
                    solid or person or token.token_class in FREE or (named and token.token_class is TokenClass.LOCATION)
                )
                result.append((token, share if told else max(share, 2.0)))
        if house:
            return self._at_most(result, alignment)
        return result + _each_costs_more(passed_over, syllables)

    def _holds_a_house(self, left: NameForm, right: NameForm, alignment: Alignment) -> bool:
        """Is the whole name of one organisation, by words that hardly another bears, within the other's?

        Numbers and single letters tell branches of a house apart, and so do legal forms.
        """
        if left.kind in _OTHERWISE or bool(alignment.left) == bool(alignment.right):
            return False
        added = alignment.left or alignment.right
        extra = {token.token_class for token in added}
        if extra & _COUNTED or any(len(token.text) == 1 for token in added) or not _one_legal_form(left, right):
            return False
        if any(pair.pairing.score < _SURE for pair in alignment.pairs):
            return False
        return self._bits(alignment, person=False) >= table("house")["bits" if extra & SOLID else "bits_of_trade"]

    def _at_most(self, costs: list[tuple[Token, float]], alignment: Alignment) -> list[tuple[Token, float]]:
        """Costs in proportion, so that the similarity stays at that of a house and its firm."""
        gained = sum(self._pair_weight(pair, False) * pair.pairing.score for pair in alignment.pairs)
        weight = sum(self._pair_weight(pair, False) for pair in alignment.pairs)
        cost = sum(share * self._value(token, False) for token, share in costs)
        allowed = gained / table("house")["similarity"] - weight
        return costs if cost <= allowed else [(token, share * allowed / cost) for token, share in costs]

    def _bits(self, alignment: Alignment, person: bool) -> float:
        return sum(self._worth(pair, person) for pair in alignment.pairs)

    def _worth(self, pair: Pair, person: bool) -> float:
        """Bits that one pair of words adds."""
        bits = self._rarity.bits
        sides = [sum([bits(token, person) for token in side]) for side in pair[:2]]
        whole = (pair.pairing.type in _WHOLE and not _a_phrase(pair)) or _no_word_but_a_name(pair)
        surely = 1.0 if pair.pairing.type in _SAID else pair.pairing.score
        return surely * (max(sides) if whole else min(sides))

    def _told(self, alignment: Alignment) -> list[tuple[EdgeType, float, float]]:
        return [(pair.pairing.type, pair.pairing.score, self._worth(pair, False)) for pair in alignment.pairs]

    def edges(self, scored: NameScore) -> tuple[Edge, ...]:
        """The pairs as typed explanation, in the order of the left name."""
        person = scored.left.kind is PartyKind.PERSON
        return tuple(
            Edge(
                tuple(token.text for token in pair.left),
                tuple(token.text for token in pair.right),
                pair.left[0].token_class if len(pair.left) == 1 else pair.right[0].token_class,
                pair.pairing.type,
                Score(pair.pairing.score),
                Score(self._pair_weight(pair, person)),
                bits=Score(self._worth(pair, person)),
            )
            for pair in sorted(scored.alignment.pairs, key=lambda pair: (pair.left[0].at, pair.right[0].at))
        )

    def unpaired(self, scored: NameScore) -> tuple[Unpaired, ...]:
        """The left-over words as typed explanation."""
        person = scored.left.kind is PartyKind.PERSON
        alignment = scored.alignment
        result = []
        house = self._holds_a_house(scored.left, scored.right, alignment)
        for token, share in self._costs(alignment, person, house):
            ours, theirs = (
                (alignment.left, alignment.right)
                if any(token is each for each in alignment.left)
                else (alignment.right, alignment.left)
            )
            reason = "contradicted" if _contradicted(token, ours, theirs) else "omitted"
            side = "left" if ours is alignment.left else "right"
            cost = Score(share * self._value(token, person))
            result.append(Unpaired(side, token.text, token.token_class, reason, cost))
        return tuple(result)


def _one_legal_form(left: NameForm, right: NameForm) -> bool:
    """Do the legal forms agree, or does a side state none? Firms of one house differ in theirs (Bank GmbH, AG)."""
    ours, theirs = left.legal_classes, right.legal_classes
    return not ours or not theirs or bool(ours & theirs)


def _a_phrase(pair: Pair) -> bool:
    """Is one side a phrase that means one thing (commercial bank, for commercialbank)?"""
    return any(len(side) == 1 and " " in side[0].text for side in pair[:2])


def _no_word_but_a_name(pair: Pair) -> bool:
    """Is a word of one script, though it means something, only the sound of a name of the other (سپه, Sepah)?"""
    one, other = pair.left[0], pair.right[0]
    across = not (one.text.isascii() and other.text.isascii()) and bool(one.concept) != bool(other.concept)
    return across and pair.pairing.type in (EdgeType.ROMANISATION, EdgeType.SKELETON)


def _omitted_share(token: Token, family: bool) -> float:
    """The share of its weight that a word costs which the other side leaves out; ``family``: a family name agrees."""
    if token.number == "1":
        return table("omitted")["first_number"]
    if token.token_class is TokenClass.FAMILY and family:
        return table("omitted")["given"]
    return by_class("omitted").get(token.token_class, 0.1)


def _each_costs_more(left_out: list[tuple[Token, float]], syllables: bool) -> list[tuple[Token, float]]:
    """Names that a longer form of a name adds: each further one costs more; the order of sides does not matter."""
    step = table("omitted")["each_more"]
    ordered = sorted(left_out, key=lambda each: (each[1], each[0].text, each[0].at))
    return [
        (token, share if syllables and _east_asian(token) else share * (1 + step * rank))
        for rank, (token, share) in enumerate(ordered)
    ]


def _named_in_syllables(alignment: Alignment) -> bool:
    """Can every word that the two names share be read as syllables of Korean or of pinyin?"""
    words = [token.text for pair in alignment.pairs for side in pair[:2] for token in side if len(token.text) > 2]
    return all(is_syllable(word) or written_in_syllables(word) for word in words)


def _east_asian(token: Token) -> bool:
    """A syllable of a Korean or Chinese name: left out, it is another name."""
    return token.token_class is not TokenClass.INITIAL and len(token.text) > 1 and is_syllable(token.text)


def _same_words(left: NameForm, right: NameForm) -> bool:
    return len(left.core) == len(right.core) and all(
        one.text == other.text for one, other in zip(left.by_text, right.by_text, strict=True)
    )


def whole_name_bits(bits: float, edges: Sequence[tuple[EdgeType, float, float]]) -> float:
    """Bits that the whole name of an organisation is worth, by type, score and bits of the edges that agree.

    A name of plain words is worth the base, unless two words say no more than which office it is (Ministry of Defence).
    """
    if not _said_the_same(edges):
        return bits
    if bits >= table("bits")["base"]:
        return max(bits, table("bits")["meant"])
    telling = len(edges) >= 3 or all(worth > 0 for _, _, worth in edges)
    return table("bits")["base"] if telling else bits


def _said_the_same(edges: Sequence[tuple[EdgeType, float, float]]) -> bool:
    """Is each word, by type and score of its edge, the other name's? Then it is the same name.

    Of two words or more, as it stands or translated; of three or more, though some are misspelt.
    """
    if len(edges) >= 2 and all(kind in _SAID for kind, _, _ in edges):
        return True
    return len(edges) >= 3 and all(kind in _WRITTEN and round(score, 4) >= _LEGIBLE for kind, score, _ in edges)


_PLAIN_WORDS = 3
"""Words that agree from which on a name of plain words may be stated with its place or without."""

_LEGIBLE = 0.7
"""Agreement of two words from which on one is the other misspelt."""


_SAID = frozenset({EdgeType.EQUAL, EdgeType.TRANSLATION, EdgeType.EQUIVALENT, EdgeType.NUMBER_EQUAL})
_WHOLE = frozenset({EdgeType.ACRONYM, EdgeType.JOINED})
_SURE = 0.85
_OTHERWISE = frozenset({PartyKind.PERSON, PartyKind.VESSEL, PartyKind.AIRCRAFT})
_COUNTED = frozenset({TokenClass.NUMBER, TokenClass.GENERATION, TokenClass.INITIAL})
_WRITTEN = (_SAID - {EdgeType.TRANSLATION}) | {EdgeType.ROMANISATION, EdgeType.SPELLING}


def _equal_pairs(left: NameForm, right: NameForm) -> list[Pair]:
    return list(align(left, right).pairs)


def _contradicted(token: Token, ours: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """Has the other side a left-over word that stands where this one stands?"""
    if token.token_class in BEARABLE:
        if token.token_class is TokenClass.CORE:
            return any(other.token_class in NAMES | TELLING for other in theirs)
        same = [other for other in theirs if other.token_class in BEARABLE]
        rank = [each for each in ours if each.token_class in BEARABLE].index(token)
        return rank < len(same)
    if token.token_class in TELLING:
        return any(other.token_class in TELLING for other in theirs)
    return any(other.token_class is token.token_class for other in theirs)
