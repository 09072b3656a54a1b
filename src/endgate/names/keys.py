"""Stable 64-bit keys for what is looked up exactly: names in canonical words, joined names, consonants, identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from endgate.names.edges import kindred
from endgate.names.fold import is_syllable, korean_word, loose_skeleton, written_in_syllables
from endgate.names.forms import GENERIC, NameForm, Token, canonical
from endgate.names.model import TokenClass
from endgate.names.romanise import CJK, aloud
from endgate.terms.kinds import PartyKind


def stable_hash(text: str) -> int:
    """The same number in every process and on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_LESSER = GENERIC | {TokenClass.ACTIVITY, TokenClass.LOCATION}


def name_keys(form: NameForm) -> Iterable[str]:
    """Keys of all words of a form, in any order and written together: who shares one bears the same name."""
    if not form.core:
        return
    mark = "p" if form.kind is PartyKind.PERSON else "v" if form.kind is PartyKind.VESSEL else "o"
    yield f"{mark}:{'|'.join(sorted(token.canon for token in form.core))}"
    joined = "".join(sorted(form.joined)) if len(form.joined) < 4 else form.joined
    yield f"j:{joined}"


def house_keys(form: NameForm) -> Iterable[str]:
    """Keys of the telling words of an organisation's name alone, which its sisters share: they find and tie nobody."""
    if form.kind in (PartyKind.PERSON, PartyKind.VESSEL) or not form.core:
        return
    telling = _telling(form)
    strong = sorted({token.canon for token in telling})
    if strong and sum(map(len, strong)) >= 4:
        yield f"c:{'|'.join(strong)}"
    for word in _syllables_together(form):
        yield f"c:{canonical(word)}"
        yield f"k:{korean_word(word)}"
    if not form.native and len(telling) == 1 and len(telling[0].text) >= 5 and written_in_syllables(telling[0].text):
        yield f"k:{korean_word(telling[0].text)}"


def _telling(form: NameForm) -> list[Token]:
    return [token for token in form.core if token.token_class not in _LESSER]


def _syllables_together(form: NameForm) -> list[str]:
    """What a name in Han or Hangul may be called in Latin letters: neighbouring syllables, or a word, in one word.

    Signs that mean something alone belong to a name as well (Tangun, Namchongang).
    """
    if not form.native:
        return []
    runs = [""]
    found = []
    for token in form.core:
        spelt = aloud(token.text)
        if is_syllable(spelt):
            runs[-1] += spelt
        else:
            runs.append("")
            found.append(spelt)
    return [word for word in (*runs, *found) if len(word) >= 4 and word.isascii()]


def canon_keys(form: NameForm) -> list[str]:
    """The canonical words that tell something, for counting and for rare-word lookup."""
    return [token.canon for token in form.core if token.token_class not in GENERIC]


def skeleton_keys(form: NameForm) -> list[str]:
    """Consonants of each word, two letters at least, and what it means; of all words; with meanings for letters.

    Those of all words with meanings find ``صنایع شیمیایی پارچین`` by Parchin Chemical Industries: two words
    translated, one transcribed. Those of the telling words alone find ``صنایع شهید همت`` by Shahid Hemmat Industrial
    Group, those of syllables written together ``武汉三江进出口`` by Wuhan Sanjiang Import and Export.
    """
    found = [loose_skeleton(token.text) for token in form.core if " " not in token.text]
    single = {each for each in found if len(each) >= 2 and not CJK.match(each)}
    if form.kind is not PartyKind.PERSON:
        meanings = (token for token in form.core if token.concept and token.token_class not in GENERIC)
        single |= {f"{CONCEPT}{token.concept}" for token in meanings}
        single |= {each for word in _syllables_together(form) if len(each := loose_skeleton(word)) >= 3}
    letters = loose_skeleton(form.joined)
    joined = [f"{WHOLE}{letters}"] if 3 <= len(letters) <= 8 and len(form.core) <= 3 else []
    if len(form.core) < 2:
        return [*sorted(single), *joined]
    whole = [whole_skeleton(found), *joined] if len(found) > 1 else joined
    meant = [_meaning(token) or loose_skeleton(token.text) for token in form.core if token.concept not in _HOUSE_WORDS]
    telling = sorted(loose_skeleton(token.text) for token in _telling(form))
    told = [f"{TELLING}{'|'.join(telling)}"] if len(telling) >= 2 and form.kind is not PartyKind.PERSON else []
    return [*sorted(single), *whole, f"{MEANT}{'|'.join(sorted(meant))}", *told]


_HOUSE_WORDS = frozenset({"descriptor:group", "descriptor:corporation_words", "descriptor:holding"})
"""What houses add to their names as they like."""


def _meaning(token: Token) -> str:
    """The concept of a word, one for those that one language does not part."""
    return kindred().get(token.concept, token.concept)


CONCEPT = "="
"""First letter of keys that speak of what a word means, in whatever language."""

WHOLE, MEANT, TELLING = "&", "~", "^"
"""First letters of keys that speak of a whole name: by consonants, by concepts and consonants, by its telling words."""


def of_whole(key: str) -> bool:
    """Does a key of consonants speak of a whole name?"""
    return key.startswith((WHOLE, MEANT, TELLING))


def whole_skeleton(parts: Iterable[str]) -> str:
    """The key of a name by the consonants of all its words."""
    return WHOLE + "|".join(sorted(parts))
