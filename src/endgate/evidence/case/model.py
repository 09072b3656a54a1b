"""What a case holds of a document beside the claims: how it came, what was read of it, and by which reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from endgate.evidence.vocabulary import Label
from endgate.terms.dates import PartialDate


class How(StrEnum):
    """How a document came to its holder."""

    UPLOAD = "upload"
    MAIL = "mail"
    WEB = "web"
    PARTNER = "partner"
    SCAN = "scan"
    PART = "part"


class TextKind(StrEnum):
    """What a derived text is."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    HTML_FULL = "html_full"
    HEADERS = "headers"
    TRANSLATION = "translation"


class ReadState(StrEnum):
    """How much of a document could be read. What is not read is never taken as empty."""

    READ = "read"
    PARTIAL = "partial"
    NOT_READ = "not_read"


@dataclass(frozen=True)
class Acquisition:
    """How a document came: recorded by, held by, since when the holder had it (a stated day, never the clock's)."""

    by: str
    holder: str = ""
    since: PartialDate | None = None
    how: How = How.UPLOAD
    url: str = ""
    from_person: str = ""


@dataclass(frozen=True)
class Marks:
    """Title, label and release set of a document, from its birth. Nobody may see it unless named."""

    title: str = ""
    public: bool = False
    label: Label = Label.RED
    release_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """A fault of reading, kept with the document: its code and what was met."""

    code: str
    what: str


@dataclass(frozen=True)
class StoredDocument:
    """One document as received. ``media_type`` is what the bytes are, ``stated_type`` what they were said to be."""

    id: str
    sha256: str
    sha1: str
    size: int
    media_type: str
    file_name: str
    acquired: Acquisition
    marks: Marks = Marks()
    stated_type: str = ""
    parent: str = ""
    same_as: str = ""
    read: ReadState = ReadState.READ
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Page:
    """Code points ``[start, end)`` of a text that stand on one page, sheet or part."""

    name: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True)
class DerivedText:
    """A text drawn from a document by an extractor; ``sha256`` names its bytes in UTF-8."""

    id: str
    document: str
    extractor: str
    version: str
    kind: TextKind
    sha256: str
    pages: tuple[Page, ...] = ()
    partial: bool = False
