"""PDF: kept whole; its text layer is read by pdftotext (poppler-utils) where that is installed."""

from __future__ import annotations

import re

from endgate.evidence.case.model import TextKind
from endgate.evidence.intake import programs
from endgate.evidence.intake.errors import CORRUPT, ENCRYPTED, NEEDS_READER, NO_TEXT, TOO_LARGE
from endgate.evidence.intake.model import Taken, Writer, limits
from endgate.terms.faults import Fault

_ENCRYPT = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_TYPE = "application/pdf"


def pdf(content: bytes) -> Taken:
    """Read a PDF page by page. One without a text layer is a scan, and says so."""
    faults: list[Fault] = []
    if _ENCRYPT.search(content):
        return Taken(_TYPE, faults=(ENCRYPTED.at("PDF", "it opens with a key only"),))
    if b"%%EOF" not in content[-2048:]:
        faults.append(CORRUPT.at("PDF", "its end is missing"))
    if not programs.found("pdftotext"):
        missing = "reading a PDF needs the program pdftotext (poppler-utils)"
        return Taken(_TYPE, faults=(NEEDS_READER.at("PDF", missing), *faults))
    pages = str(limits().pages + 1)
    answer = programs.ask("pdftotext", "-layout", "-enc", "UTF-8", "-l", pages, "-", "-", given=content)
    if answer.failure:
        faults.append(CORRUPT.at("PDF", answer.failure))
    return _paged(answer.output.decode("utf-8", errors="replace"), faults)


def _paged(text: str, faults: list[Fault]) -> Taken:
    pages = text.split("\f")
    pages = pages[:-1] if pages and not pages[-1].strip() else pages
    writer = Writer(limits().text_characters)
    empty = []
    for number, page in enumerate(pages[: limits().pages], start=1):
        writer.add(page.rstrip("\n"), f"page {number}")
        if not page.strip():
            empty.append(number)
    if len(pages) > limits().pages or writer.cut:
        writer.cut = True
        faults.append(TOO_LARGE.at("PDF", f"only the first {limits().pages} pages were read"))
    if len(empty) == len(pages[: limits().pages]):
        return Taken(_TYPE, faults=(NO_TEXT.at("PDF", "no page has a text layer: it is a scan, or empty"), *faults))
    if empty:
        writer.cut = True
        faults.append(NO_TEXT.at("PDF", f"{len(empty)} pages have no text layer, the first is page {empty[0]}"))
    return Taken(_TYPE, (writer.read("pdftotext", TextKind.TEXT_LAYER),), faults=tuple(faults))
