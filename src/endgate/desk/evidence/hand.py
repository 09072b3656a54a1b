"""A proposal in hand, mended by keys and typed fields that the page carries along: nothing waits in a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from endgate.evidence.model import Claim, ClaimFile, Source
from endgate.evidence.session import MENU_KEYS, MODALITY_KEYS, Session
from endgate.evidence.vocabulary import ClaimType, SourceKind

EDITS = frozenset(MODALITY_KEYS) | frozenset("pi[]<>")
LONGEST = 200
_LABELS = {
    "p": "turn the polarity",
    "i": "interested party, or not",
    "[": "drop the innermost speaker",
    "]": "add a speaker",
    "<": "shorten the quote by a word",
    ">": "lengthen the quote by a word",
}


@dataclass(frozen=True)
class Typed:
    """What was typed beside the keys; blank leaves the proposal as it is."""

    proposition: str = ""
    type: str = ""
    speaker: str = ""


@dataclass(frozen=True)
class InHand:
    """The proposal as mended so far, sources added on the way, and what the last key said."""

    claim: Claim
    sources: tuple[Source, ...]
    said: str
    menu: tuple[Source, ...]


def in_hand(claim: Claim, file: ClaimFile, texts: Mapping[str, str], keys: str, typed: Typed) -> InHand:
    """Replay the keys on a proposal; keys that mend nothing are left out."""
    session = Session([claim], file, texts)
    said, choosing = "", False
    for key in keys[:LONGEST]:
        if choosing:
            said = session.press(key)
            choosing = key == "/"
        elif key in EDITS:
            said = session.press(key)
            choosing = key == "]"
    offered = session.offered(0) if choosing else ()
    if choosing:
        session.press("u")
    if typed.proposition.strip():
        session.write(typed.proposition.strip())
    if typed.speaker.strip():
        session.add_source(SourceKind.PERSON, typed.speaker.strip())
    mended = session.hand or claim
    if typed.type in {each.value for each in ClaimType}:
        mended = replace(mended, type=ClaimType(typed.type))
    return InHand(mended, tuple(session.new_sources), said, offered)


def key_links(address: str, claim: str, keys: str) -> Iterator[dict[str, str]]:
    """Each key as a link to the page with it pressed, so that a mouse does what the keyboard does."""
    labels = {**{key: modality.value for key, modality in MODALITY_KEYS.items()}, **_LABELS}
    for key, label in labels.items():
        yield {"key": key, "label": label, "href": _href(address, claim, keys + key)}


def menu_links(address: str, claim: str, keys: str, offered: tuple[Source, ...]) -> Iterator[dict[str, str]]:
    """The speakers that can be added, as links."""
    for key, source in zip(MENU_KEYS, offered, strict=False):
        yield {"name": source.name, "href": _href(address, claim, keys + key)}


def undone(address: str, claim: str, keys: str) -> str:
    """The page without the last key."""
    return _href(address, claim, keys[:-1]) if keys else ""


def _href(address: str, claim: str, keys: str) -> str:
    return f"{address}?{urlencode({'claim': claim, 'keys': keys})}"
