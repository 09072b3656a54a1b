"""Rules that hold a score down: numbers, trades and places that differ, bare names, children, other letters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from endgate.names.align import parts_of
from endgate.names.compounds import ARTICLES
from endgate.names.edges import is_father
from endgate.names.fold import is_syllable, skeleton, written_in_syllables
from endgate.names.forms import FREE, WORDS_OF_NAMES, NameForm, Token
from endgate.names.honours import NAMED_AFTER
from endgate.names.lexicon import BORNE, COMPOUND_HEADS, attested, background, first_name_left_out, heads
from endgate.names.model import Cap, EdgeType, Score, TokenClass
from endgate.names.normalise import words
from endgate.names.pairs import Alignment, Pair
from endgate.names.romanise import HAN, HANGUL
from endgate.names.syllables import name_syllables, two_syllables, vietnamese
from endgate.names.tables import settings
from endgate.names.weights import BEARABLE, DECISIVE, NAMES, SOLID, table
from endgate.terms.kinds import PartyKind


def caps_of(
    left: NameForm, right: NameForm, alignment: Alignment, person: bool, similarity: float, *, house: bool = False
) -> tuple[tuple[Cap, ...], tuple[str, ...]]:
    caps: list[Cap] = []
    flags: list[str] = []
    ours, theirs = _classes(alignment.left), _classes(alignment.right)
    both = ours & theirs
    for token_class in (TokenClass.NUMBER, TokenClass.GENERATION):
        if token_class in both:
            caps.append(cap(token_class.value))
    if not person:
        caps += _organisation_caps(left, right, alignment, both, house)
    else:
        caps += _person_caps(left, right, alignment)
        flags += [NAME_WITHIN] if _within(alignment) else []
    if alignment.distinct:
        caps.append(cap("distinct"))
    if not alignment.left and not alignment.right and _other_forms(left, right):
        flags.append(LEGAL_FORM_DIFFERS)
    if similarity and (not alignment.left) != (not alignment.right):
        flags.append("contains_other_name")
    return tuple(caps), tuple(flags)


NAME_WITHIN = "name_within"
LEGAL_FORM_DIFFERS = "legal_form_differs"
_SURE = 0.85
"""Agreement of two words from which on they are two spellings of one name."""


def _within(alignment: Alignment) -> bool:
    """Are all names of one person, two or more, among those of the other, who has further ones?"""
    if bool(alignment.left) == bool(alignment.right):
        return False
    names = [pair for pair in alignment.pairs if pair.left[0].token_class not in FREE and not _compound_head(pair)]
    return len(names) >= 2 and all(
        pair.pairing.score >= _SURE and pair.pairing.type is not EdgeType.INITIAL for pair in names
    )


def cap(rule: str, at: float | None = None) -> Cap:
    return Cap(rule, Score(table("cap")[rule] if at is None else at))


def _classes(tokens: Sequence[Token]) -> frozenset[TokenClass]:
    return frozenset(
        token.token_class for token in tokens if token.token_class not in FREE and token.concept != NAMED_AFTER
    )


def _organisation_caps(
    left: NameForm, right: NameForm, alignment: Alignment, both: frozenset[TokenClass], house: bool
) -> list[Cap]:
    caps = []
    ours, theirs = _classes(alignment.left), _classes(alignment.right)
    for each in (TokenClass.ACTIVITY, TokenClass.LOCATION):
        if each in both or (each in ours and theirs & DECISIVE) or (each in theirs and ours & DECISIVE):
            caps.append(cap(each.value))
    if any(pair.pairing.type is EdgeType.ATTESTED_BOTH and _is_solid(pair) for pair in alignment.pairs):
        caps.append(cap("attested"))
    if _further_number(alignment):
        caps.append(cap("further_number"))
    if _further_field(alignment):
        caps.append(cap("other_activity"))
    pairs = alignment.pairs
    if len(pairs) == 1 and pairs[0].pairing.type is EdgeType.ACRONYM:
        short = min((pairs[0].left, pairs[0].right), key=len)
        caps.append(cap("acronym_short" if len(short[0].text) < 4 else "acronym"))
    if left.kind is PartyKind.VESSEL:
        return caps + _vessel_caps(left, right, alignment)
    caps += _single_word_caps(left, right, alignment)
    weighty = [pair for pair in pairs if not (_plain(pair) or (ours and theirs and _article(pair)))]
    telling = [pair for pair in weighty if _is_solid(pair)]
    if len(telling) == 1 and telling[0].pairing.type is not EdgeType.ROMANISATION and _short_and_loose(telling[0]):
        caps.append(cap("single_spelling"))
    if _only_placed(pairs, ours, theirs):
        caps.append(cap("other_frame"))
    if len(weighty) == len(telling) == 1 and not _written_within(left.native, right.native):
        caps += _one_telling_word(telling[0], ours, theirs, house)
    return caps


_OF_A_FIELD = frozenset(
    {
        "activity:academy", "activity:college", "activity:laboratory", "activity:university", "descriptor:institute",
        "descriptor:research_institute",
    }
)  # fmt: skip


_OF_MEDICAL_SCIENCES = {"activity:instruments_medical", "descriptor:science"}


def _further_number(alignment: Alignment) -> bool:
    """Does one of two names that agree in all else state a number from two to ten (Rim Properties II)?"""
    added = [token for token in alignment.left or alignment.right if token.token_class not in FREE]
    counted = len(added) == 1 and added[0].number.isdigit() and 1 < int(added[0].number) <= _FIRM_OF_A_SERIES
    return counted and not (alignment.left and alignment.right)


_FIRM_OF_A_SERIES = 10
"""Numbers up to which firms of one house are counted; higher ones are years, addresses and register numbers."""


def _further_field(alignment: Alignment) -> bool:
    """Do both teach or study a field, and does one state another beside it (Physics, Chemical Physics)?

    A university beside one of the same name "of Medical Sciences" need state none.
    """
    added = [token for token in alignment.left or alignment.right if token.token_class not in FREE]
    if (alignment.left and alignment.right) or not any(token.token_class is TokenClass.ACTIVITY for token in added):
        return False
    shared = {token for pair in alignment.pairs for token in pair.left}
    if {token.concept for token in added} == _OF_MEDICAL_SCIENCES:
        return any(token.concept == "activity:university" for token in shared)
    bodies = any(token.concept in _OF_A_FIELD for token in shared)
    stated = any(token.token_class is TokenClass.ACTIVITY and token.concept not in _OF_A_FIELD for token in shared)
    return bodies and stated and all(token.token_class is TokenClass.ACTIVITY for token in added)


def _only_placed(pairs: Sequence[Pair], ours: frozenset[TokenClass], theirs: frozenset[TokenClass]) -> bool:
    """Is it a bank or university that only its place tells, and has each words of its own (Qatar National, Islamic)?"""
    if len(pairs) != _PLACE_AND_KIND or not (ours & _FRAME and theirs & _FRAME):
        return False
    shared = [token for pair in pairs for token in pair.left]
    places = [token for token in shared if token.concept.startswith("location:")]
    return len(places) == 1 and all(token in places or _one_of_a_town(token) for token in shared)


_PLACE_AND_KIND = 2
_OF_A_TOWN = frozenset({"bank", "university", "college"})
"""Kinds of bodies of which a town or state has several."""


def _one_of_a_town(token: Token) -> bool:
    """Is it such a kind, by its meaning or as a word of a phrase that stands opened?"""
    return token.concept.removeprefix("activity:") in _OF_A_TOWN or token.text in _OF_A_TOWN


def _written_within(left: str, right: str) -> bool:
    """Is the name in Han or Hangul of one side, six letters or more, written out in the other's?"""
    short, long = sorted((left, right), key=len)
    return len(short) >= 6 and short in long


def _one_telling_word(pair: Pair, ours: frozenset[TokenClass], theirs: frozenset[TokenClass], house: bool) -> list[Cap]:
    """One word carries the agreement: what is left over may make it another company of the same house.

    Not where hardly another ``house`` bears the word: then the longer name is its own.
    """
    known = house and pair.pairing.type is EdgeType.ROMANISATION
    if pair.pairing.type in _LOOSE and (ours or theirs) and not known:
        return [cap("single_loose")]
    if ours | theirs and _borne_or_read(pair):
        return [cap("other_frame")]
    if TokenClass.ACTIVITY in ours | theirs:
        return [cap("house" if house else "other_activity")]
    return [cap("other_frame")] if ours & _FRAME and theirs & _FRAME else []


def _borne_or_read(pair: Pair) -> bool:
    """Is the one telling word a name that people bear (Preston, Reynolds)? Then many companies are called by it."""
    return any(attested(token.text) >= BORNE for token in (*pair.left, *pair.right))


def _plain(pair: Pair) -> bool:
    return all(token.token_class is TokenClass.DESCRIPTOR for token in (*pair.left, *pair.right))


def _article(pair: Pair) -> bool:
    return all(token.text in ("al", "el") for token in (*pair.left, *pair.right))


def _is_solid(pair: Pair) -> bool:
    """Does it tell who is meant? A generic word and its misspelling do not."""
    generic = [any(token.concept and not _of_a_name(token) for token in side) for side in (pair.left, pair.right)]
    if generic[0] != generic[1] and pair.pairing.type is EdgeType.SPELLING:
        return False
    return any(token.token_class in SOLID for token in (*pair.left, *pair.right))


def _of_a_name(token: Token) -> bool:
    return token.concept.startswith(WORDS_OF_NAMES)


_FRAME = frozenset({TokenClass.DESCRIPTOR, TokenClass.ACTIVITY})


def _vessel_caps(left: NameForm, right: NameForm, alignment: Alignment) -> list[Cap]:
    """Ships are told apart by their numbers, and by a letter or two of a short name."""
    extra = [token for token in (*alignment.left, *alignment.right) if token.token_class is TokenClass.NUMBER]
    caps = [cap("vessel_number")] if any(token.number != "1" for token in extra) else []
    if _syllable_left_out(left, right, alignment):
        caps.append(cap("other_syllable"))
    if min(len(left.core), len(right.core)) == 1 and any(
        pair.pairing.type in _LOOSE and min(len(pair.left[0].text), len(pair.right[0].text)) < 7
        for pair in alignment.pairs
    ):
        caps.append(cap("single_spelling"))
    return caps


def _syllable_left_out(left: NameForm, right: NameForm, alignment: Alignment) -> bool:
    """Is a name of syllables longer by one (Kum San, Kum Un San)? Then it is another word."""
    words = [token for form in (left, right) for token in form.core if token.token_class is TokenClass.CORE]
    extra = [token for token in (*alignment.left, *alignment.right) if token.token_class is TokenClass.CORE]
    return bool(extra) and len(words) > 2 and all(token.text in name_syllables() for token in words)


_LOOSE = frozenset({EdgeType.ROMANISATION, EdgeType.SPELLING, EdgeType.SKELETON, EdgeType.ATTESTED_BOTH})


def _every_word(form: NameForm) -> list[str]:
    return sorted(token.text for token in (*form.core, *form.free))


def _single_word_caps(left: NameForm, right: NameForm, alignment: Alignment) -> list[Cap]:
    """A single word tells only when it is spelt as listed; a bare common name never does."""
    alone = [form.core[0].text for form in (left, right) if len(form.core) == 1]
    if any(len(word) <= 2 and word.isascii() for word in alone) and _every_word(left) != _every_word(right):
        return [cap("bare_name")]
    if len(alone) < 2:
        return []
    rules = []
    named = any(form.core[0].token_class in NAMES | {TokenClass.INITIAL} for form in (left, right))
    if named and _too_common(left, right) and not (_servant_of(left) and _servant_of(right)):
        rules.append(cap("bare_name"))
    if any(_few_consonants(pair) or _short_and_loose(pair) for pair in alignment.pairs):
        rules.append(cap("single_spelling"))
    if _other_spelling_and_form(left, right):
        rules.append(cap("other_form"))
    return rules


def _few_consonants(pair: Pair) -> bool:
    """Do only the consonants agree, fewer than five, or not all?"""
    if pair.pairing.type is not EdgeType.SKELETON:
        return False
    latin = min((pair.left[0].text, pair.right[0].text), key=lambda text: not text.isascii())
    return pair.pairing.score < _SURE or len(skeleton(latin)) < _MANY_CONSONANTS


_MANY_CONSONANTS = 5
"""Consonants from which on a single word is known by them alone."""


def _other_spelling_and_form(left: NameForm, right: NameForm) -> bool:
    """Has each its own legal form, and one word spelt in two ways or borne by several (Eurotech, Eurotec; Orion)?"""
    (one,), (other,) = left.core, right.core
    spelt = one.text != other.text and not (one.concept or other.concept)
    several = one.text == other.text and background().organisation.get(one.text, 0) >= _SEVERAL
    written_alike = left.text.isascii() == right.text.isascii()
    return (spelt or several) and written_alike and _other_forms(left, right)


_SEVERAL = 3
"""Firms that lists call by a word from which on another legal form makes another firm."""


def _other_forms(left: NameForm, right: NameForm) -> bool:
    """Does each side state a legal form, and none that the other states (S.A., GmbH)?"""
    ours, theirs = left.legal_classes - _ANY_FORM, right.legal_classes - _ANY_FORM
    return bool(ours and theirs) and ours.isdisjoint(theirs)


_ANY_FORM = frozenset({"legal_form:company", "legal_form:corporation", "legal_form:part"})
"""Words for a company that tell no legal form."""


def _servant_of(form: NameForm) -> bool:
    """Is it the whole name of a person in two words that make one (Abdul Hadi)? Many are called so and no more."""
    (name,) = form.core
    return name.text.startswith(_SERVANT) and len(words(form.text)) - len(form.free) > 1


_SERVANT = "abdul"


def _too_common(one: NameForm, other: NameForm) -> bool:
    """Is a single word on each side a name that many bear? A company may be called by one that is less common."""
    left, right = one.core[0], other.core[0]
    if one.kind is not PartyKind.PERSON and left.canon == right.canon:
        known = max(attested(word) for word in (left.text, left.canon, right.text))
        return known >= table("bits")["company_attested"]
    return _common(left) and _common(right)


def _short_and_loose(pair: Pair) -> bool:
    """Is it a short word (under 6 letters, under 5 for another romanisation) that is spelt differently?"""
    shortest = min(len(token.text) for token in (*pair.left, *pair.right))
    if pair.pairing.type in (EdgeType.SPELLING, EdgeType.ATTESTED_BOTH):
        return (shortest < 6 and pair.pairing.score < table("edge")["misread"]) or pair.pairing.score < 0.7
    return pair.pairing.type is EdgeType.ROMANISATION and shortest < 5


def _common(token: Token) -> bool:
    words = (token.text, token.canon)
    return max(attested(word) for word in words) >= table("bits")["single_attested"] or bool(heads(token.text))


def _person_caps(left: NameForm, right: NameForm, alignment: Alignment) -> list[Cap]:
    caps = _single_word_caps(left, right, alignment)
    left_over = bool(alignment.left or alignment.right)
    names = min(_names_in(form, opened=not left_over) for form in (left, right))
    joined = any(pair.pairing.type is EdgeType.JOINED and _of_two_names(pair) for pair in alignment.pairs)
    initials = any(pair.left[0].token_class is TokenClass.INITIAL or _by_initial(pair) for pair in alignment.pairs)
    longer, shorter = max(_size(left), _size(right)), min(_size(left), _size(right))
    if names <= 1 < longer and not joined and (not names or not initials or left_over):
        caps.append(cap("bare_name"))
    solid = [pair for pair in alignment.pairs if pair.pairing.type is not EdgeType.INITIAL and not _compound_head(pair)]
    if not joined and len(solid) < 2 <= shorter and left_over:
        caps.append(cap("single_word_in_longer"))
    if any(pair.pairing.type is EdgeType.ATTESTED_BOTH for pair in alignment.pairs):
        caps.append(cap("attested"))
    if _borne(alignment.left) and _borne(alignment.right):
        caps.append(cap("other_name"))
    if any(_other_syllable(pair, left, right) for pair in alignment.pairs):
        caps.append(cap("other_syllable"))
    if _prepended(left, right, alignment) or _prepended(right, left, alignment) or _father_of(left, right, alignment):
        caps.append(cap("descendant"))
    return caps


def _by_initial(pair: Pair) -> bool:
    return pair.pairing.type is EdgeType.INITIAL


def _names_in(form: NameForm, *, opened: bool) -> int:
    """Number of names beside initials; compounds count by their parts where ``opened``."""
    names = [token for token in form.core if token.token_class is not TokenClass.INITIAL]
    return sum(len(parts_of(token)) for token in names) if opened else len(names)


def _borne(tokens: Sequence[Token]) -> bool:
    """Is a name left over that people bear? On both sides that makes two people, however much else agrees."""
    return any(token.token_class in NAMES and attested(token.text) >= BORNE for token in tokens)


def _of_two_names(pair: Pair) -> bool:
    """Are words written as one more than a name with its article (al-Qadhafi, Elkaddafi)?"""
    return any(
        sum(token.token_class not in FREE and token.text not in ARTICLES for token in side) > 1 for side in pair[:2]
    )


def _compound_head(pair: Pair) -> bool:
    return any(token.text in COMPOUND_HEADS for token in (*pair.left, *pair.right))


def _size(form: NameForm) -> int:
    """Number of words; a compound (Abdul Karim) has two."""
    return sum(len(parts_of(token)) for token in form.core)


@cache
def _often_left_out() -> frozenset[str]:
    return frozenset(settings("weights")["descendant"]["often_left_out"])


def roles_swapped(left: NameForm, right: NameForm, alignment: Alignment) -> bool:
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
    if len(short.core) == _family_names(alignment) + 1 >= 3:  # a child has not both family names of one parent
        return False
    (child,), given, order = extra, _given_first(short), _given_first(long)
    borne = (
        child.token_class in BEARABLE
        and child.token_class is not TokenClass.PATRONYMIC
        and attested(child.text) >= BORNE
    )
    if not borne or child.canon in _often_left_out():
        return False
    brothers = _family_names(alignment) >= _TWO_FAMILIES
    if not brothers and first_name_left_out(child.text, given[0].canon):
        return False
    if len(alignment.pairs) != len(given) or given[0].token_class is TokenClass.PATRONYMIC:
        return False
    if _east_asian(short):
        return False  # no father's name: a Chinese or Korean name with a Western one in front
    partner = {id(token): other for pair in alignment.pairs for token, other in _partners(pair)}
    at = next((index for index, token in enumerate(order) if token is child), len(order))
    follows = at + 1 < len(order) and order[at + 1] is partner.get(id(given[0]))
    return follows and (short.comma or at == 0)


_TWO_FAMILIES = 2
"""Family names that agree from which on a first name more makes a brother or a son, wherever they live."""


def _family_names(alignment: Alignment) -> int:
    """Family names that both state as such."""
    return sum(
        all(token.token_class is TokenClass.FAMILY for side in pair[:2] for token in side) for pair in alignment.pairs
    )


def _east_asian(form: NameForm) -> bool:
    """Is a word of the name one syllable of Korean or of pinyin, and can the others be read as several?"""
    single = [is_syllable(token.text) for token in form.core]
    return any(single) and all(
        one or written_in_syllables(token.text) for one, token in zip(single, form.core, strict=True)
    )


def _other_syllable(pair: Pair, left: NameForm, right: NameForm) -> bool:
    """Is a given name of the East another one by a letter (Jianmin, Jianming; in Vietnam Toan, Tuan), and no slip?

    Vietnamese is written in Latin letters, so that there no word has another romanisation.
    """
    if pair.pairing.type not in _SPELT or len(pair.left) != 1 or len(pair.right) != 1:
        return False
    one, other = pair.left[0].text, pair.right[0].text
    if pair.pairing.type is EdgeType.SPELLING and _two_syllables(one) and _two_syllables(other):
        return _east_asian(left) and _east_asian(right)
    return all(vietnamese([token.text for token in form.core]) for form in (left, right))


def _two_syllables(word: str) -> bool:
    """Is it surely a given name of two syllables? Shorter words may be one, misspelt (qang for quang)."""
    return len(word) >= 5 and two_syllables(word)


_SPELT = frozenset({EdgeType.SPELLING, EdgeType.ROMANISATION})


def _father_of(left: NameForm, right: NameForm, alignment: Alignment) -> bool:
    """Is one the son of X where the other is X the son of him (Faisal bin Turki, Turki bin Faisal)?"""
    ours, theirs = _son_and_father(left), _son_and_father(right)
    if ours is None or theirs is None:
        return False
    agreeing = {(id(pair.left[0]), id(pair.right[0])) for pair in alignment.pairs}
    return (id(ours[0]), id(theirs[1])) in agreeing and (id(ours[1]), id(theirs[0])) in agreeing


def _son_and_father(form: NameForm) -> tuple[Token, Token] | None:
    """The words before and behind the first "son of"; None where there is none between two words."""
    born = next((token.at for token in form.free if token.concept == "particle:bin"), None)
    if born is None:
        return None
    before = [token for token in form.core if token.at < born]
    behind = [token for token in form.core if token.at > born]
    return (before[-1], behind[0]) if before and behind else None


def _partners(pair: Pair) -> tuple[tuple[Token, Token], tuple[Token, Token]]:
    return (pair.left[0], pair.right[0]), (pair.right[0], pair.left[0])


def _given_first(form: NameForm) -> list[Token]:
    family = [token for token in form.core if token.token_class is TokenClass.FAMILY]
    return [token for token in form.core if token not in family] + family


def other_letters(left: str, right: str) -> bool:
    """Are both written in Han, or both in Hangul, and differently? Then a reading in common says nothing."""
    same_script = any(script.fullmatch(left) and script.fullmatch(right) for script in (HAN, HANGUL))
    return same_script and not (set(left) <= set(right) or set(right) <= set(left))


def other_words_of_one_script(left: NameForm, right: NameForm) -> bool:
    """Are both named in Han, or both in Hangul, by words that differ beside the legal form and what is generic?

    Two words of one language that mean the same, as 理工 and 工业, are two names in it.
    """
    return other_letters(
        *("".join([token.text for token in form.core if not _generic(token)]) for form in (left, right))
    )


def _generic(token: Token) -> bool:
    return token.token_class is TokenClass.DESCRIPTOR


def asks_another_name(alignment: Alignment) -> bool:
    """Is a word asked for, near a listed one, a name that people bear? A slip in a father's name makes no other."""
    return any(
        pair.pairing.type is EdgeType.SPELLING
        and len(pair.left) == 1
        and attested(pair.left[0].text) >= BORNE
        and not (is_father(pair.left[0].text) and is_father(pair.right[0].text))
        for pair in alignment.pairs
    )
