"""Reads any file: by what it is, not by what it is called, and never without saying what was not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from endgate.evidence.intake.archive import archive, tricky
from endgate.evidence.intake.docx import docx
from endgate.evidence.intake.errors import (
    CORRUPT,
    EMPTY,
    ENCRYPTED,
    MISLABELLED,
    MORE_THAN_PROPOSED,
    PATH_TRICK,
    UNKNOWN_FORMAT,
)
from endgate.evidence.intake.images import image
from endgate.evidence.intake.mail import mail
from endgate.evidence.intake.model import PROPOSED_FROM, Taken
from endgate.evidence.intake.pdf import pdf
from endgate.evidence.intake.sniff import DOCX, disagree, media_type, stated_type
from endgate.evidence.intake.texts import html, plain
from endgate.terms.faults import Fault

_READERS: Mapping[str, Callable[[bytes], Taken]] = {
    "text/plain": plain,
    "text/html": html,
    "message/rfc822": mail,
    "application/pdf": pdf,
    "application/zip": archive,
    DOCX: docx,
}
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def take(content: bytes, *, name: str, stated: str = "") -> Taken:
    """Read a file's bytes. ``name`` and ``stated`` are what was said of it. Raises nothing."""
    if not content.strip(b"\x00 \t\r\n"):
        return Taken("application/x-empty", faults=(EMPTY.at(name, f"{len(content)} bytes, none of them a letter"),))
    kind = _kind(content, name, stated)
    taken = _read(content, kind)
    faults: list[Fault] = []
    for each in dict.fromkeys((stated_type(name), stated)):
        if disagree(kind, each) and each in (*_READERS, *_IMAGES):
            faults.append(MISLABELLED.at(name, f"it was called {each} and is {kind}"))
    if tricky(name):
        faults.append(PATH_TRICK.at("name", repr(name)))
    if taken.texts and (size := len(taken.texts[0].text)) > PROPOSED_FROM:
        faults.append(MORE_THAN_PROPOSED.at(name, f"{size} characters; the first {PROPOSED_FROM} propose claims"))
    return replace(taken, faults=(*faults, *taken.faults))


_IMAGES = ("image/jpeg", "image/png", "image/tiff", "image/gif")


def _kind(content: bytes, name: str, stated: str) -> str:
    """By content; a plain text that is called a mail or a page, and may be one, is read as that."""
    kind = media_type(content)
    said = stated or stated_type(name)
    if kind == "text/plain" and said == "message/rfc822" and b":" in content.split(b"\n", 1)[0]:
        return said
    return said if kind == "text/plain" and said == "text/html" and b"<" in content else kind


def _read(content: bytes, kind: str) -> Taken:
    if kind in _IMAGES:
        return image(content, kind)
    if kind == "application/x-ole-storage":
        if _ENCRYPTED_OFFICE in content:
            return Taken(kind, faults=(ENCRYPTED.at("document", "it opens with a key only"),))
        return Taken(kind, faults=(UNKNOWN_FORMAT.at("document", "a document of an old office program"),))
    reader = _READERS.get(kind)
    if reader is None:
        return Taken(kind, faults=(UNKNOWN_FORMAT.at("document", f"first bytes {content[:8].hex(' ')}"),))
    try:
        return reader(content)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        # The standard library's readers raise these for input they were not made for.
        return Taken(kind, faults=(CORRUPT.at("document", type(error).__name__),))
