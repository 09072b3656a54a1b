"""Which kind of party a name suggests."""

from __future__ import annotations

from functools import lru_cache

from endgate.names.forms import WORDS_OF_NAMES
from endgate.names.lexicon import organisation_words, person_words
from endgate.names.model import TokenClass
from endgate.names.normalise import words
from endgate.terms.kinds import PartyKind


@lru_cache(maxsize=65536)
def guess(text: str) -> PartyKind:
    """The kind a name suggests by its words; UNKNOWN when nothing speaks for one. Never used to exclude."""
    tokens = words(text)
    book = organisation_words()
    at = 0
    while at < len(tokens):
        match = book.match(tokens, at)
        if match is None:
            at += 1
            continue
        size, entry = match
        telling = entry.token_class not in (TokenClass.PARTICLE, TokenClass.LOCATION)
        telling = telling and not entry.concept.startswith(WORDS_OF_NAMES)
        if telling and (len(tokens[at]) > 2 or size > 1 or at == len(tokens) - 1) and tokens[at] not in _AMBIGUOUS:
            return PartyKind.ORGANISATION
        at += size
    before, comma, after = text.partition(",")
    if comma and after.strip() and len(before.split()) <= 3:
        return PartyKind.PERSON
    first = person_words().match(tokens, 0) if tokens else None
    if first is not None and first[1].token_class is TokenClass.HONORIFIC:
        return PartyKind.PERSON
    return PartyKind.UNKNOWN


_AMBIGUOUS = frozenset(
    {"general", "new", "san", "jihad", "power", "house", "rus", "gas", "world", "auto", "dar", "dev"}
)
