"""Stable 64-bit keys for what is looked up exactly: names in canonical words, joined names, consonants, identifiers."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from endgate.names.fold import loose_skeleton
from endgate.names.forms import GENERIC, NameForm
from endgate.names.model import TokenClass
from endgate.terms.kinds import PartyKind


def stable_hash(text: str) -> int:
    """The same number in every process and on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_LESSER = GENERIC | {TokenClass.ACTIVITY, TokenClass.LOCATION}


def name_keys(form: NameForm) -> Iterable[str]:
    """Under which exact keys a form is found."""
    if not form.core:
        return
    mark = "p" if form.kind is PartyKind.PERSON else "v" if form.kind is PartyKind.VESSEL else "o"
    yield f"{mark}:{'|'.join(sorted(token.canon for token in form.core))}"
    joined = "".join(sorted(form.joined)) if len(form.joined) < 4 else form.joined
    yield f"j:{joined}"
    strong = sorted({token.canon for token in form.core if token.token_class not in _LESSER})
    if mark == "o" and strong and sum(map(len, strong)) >= 4:
        yield f"c:{'|'.join(strong)}"


def canon_keys(form: NameForm) -> list[str]:
    """The canonical words that tell something, for counting and for rare-word lookup."""
    return [token.canon for token in form.core if token.token_class not in GENERIC]


def skeleton_keys(form: NameForm) -> list[str]:
    """Consonants of each word, two letters at least; of all words; with what words mean in place of their letters.

    The third finds ``صنایع شیمیایی پارچین`` by Parchin Chemical Industries: two words translated, one transcribed. The
    last, of the telling words alone, finds ``صنایع شهید همت`` by Shahid Hemmat Industrial Group.
    """
    found = [loose_skeleton(token.text) for token in form.core if " " not in token.text]
    single = sorted({each for each in found if len(each) >= 2})
    if len(form.core) < 2:
        return single
    whole = [whole_skeleton(found)] if len(found) > 1 else []
    meant = [token.concept or loose_skeleton(token.text) for token in form.core]
    telling = sorted(loose_skeleton(token.text) for token in form.core if token.token_class not in _LESSER)
    told = [f"{TELLING}{'|'.join(telling)}"] if len(telling) >= 2 and form.kind is not PartyKind.PERSON else []
    return [*single, *whole, f"{MEANT}{'|'.join(sorted(meant))}", *told]


WHOLE, MEANT, TELLING = "&", "~", "^"
"""First letters of keys that speak of a whole name: by consonants, by concepts and consonants, by its telling words."""


def of_whole(key: str) -> bool:
    """Does a key of consonants speak of a whole name?"""
    return key.startswith((WHOLE, MEANT, TELLING))


def whole_skeleton(parts: Iterable[str]) -> str:
    """The key of a name by the consonants of all its words."""
    return WHOLE + "|".join(sorted(parts))
