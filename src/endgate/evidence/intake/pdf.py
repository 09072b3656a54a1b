"""PDF: kept whole; its text layer is read with the boxes of its words by PDFium, else without by pdftotext."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from endgate.evidence.case.model import TextKind
from endgate.evidence.intake import programs
from endgate.evidence.intake.errors import CORRUPT, ENCRYPTED, NEEDS_READER, NO_TEXT, TOO_LARGE
from endgate.evidence.intake.model import Taken, WordBox, Writer, limits
from endgate.evidence.intake.page_words import PageOfWords, Word, laid_out
from endgate.evidence.intake.pdf_process import ENCRYPTED as NEEDS_PASSWORD
from endgate.terms.faults import Fault

_ENCRYPT = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<")
_TYPE = "application/pdf"


def pdf(content: bytes) -> Taken:
    """Read a PDF page by page. One without a text layer is a scan, and says so."""
    faults: list[Fault] = []
    if b"%%EOF" not in content[-2048:]:
        faults.append(CORRUPT.at("PDF", "its end is missing"))
    if programs.found_library("pypdfium2"):
        return _by_pdfium(content, faults)
    if _ENCRYPT.search(content):
        return Taken(_TYPE, faults=(ENCRYPTED.at("PDF", "it opens with a key only"),))
    if programs.found("pdftotext"):
        return _by_pdftotext(content, faults)
    missing = "reading a PDF needs the package pypdfium2 (endgate[pdf-in]) or the program pdftotext (poppler-utils)"
    return Taken(_TYPE, faults=(NEEDS_READER.at("PDF", missing), *faults))


def _by_pdfium(content: bytes, faults: list[Fault]) -> Taken:
    answer = programs.ask_module("endgate.evidence.intake.pdf_process", str(limits().pages), given=content)
    if answer.code == NEEDS_PASSWORD:
        return Taken(_TYPE, faults=(ENCRYPTED.at("PDF", "it opens with a key only"),))
    if answer.code < 0:
        faults.append(TOO_LARGE.at("PDF", "its reader was stopped at its limits, or broke on it"))
    elif answer.failure:
        faults.append(CORRUPT.at("PDF", answer.failure))
    lines = [json.loads(line) for line in answer.output.splitlines() if line.endswith(b"}")]
    if not lines:
        return Taken(_TYPE, faults=tuple(faults))
    head, *found = lines
    pages, boxes = _laid_out(found, faults)
    taken = _paged(pages, head["pages"], faults, "pdfium")
    return replace(taken, texts=tuple(replace(text, boxes=boxes) for text in taken.texts))


def _laid_out(found: list[dict[str, Any]], faults: list[Fault]) -> tuple[list[str], tuple[WordBox, ...]]:
    """The text of every page, and the boxes with offsets into all of it, as the writer joins pages."""
    pages: list[str] = []
    boxes: list[WordBox] = []
    length = 0
    for number, each in enumerate(found, start=1):
        if "failed" in each:
            faults.append(CORRUPT.at(f"PDF page {number}", str(each["failed"])))
        words = tuple(Word(str(word[0]), *word[1:]) for word in each.get("words", ()))
        page = PageOfWords(each.get("width", 1.0), each.get("height", 1.0), words)
        text, placed = laid_out(page, number)
        pages.append(text)
        shift = length + (1 if length and text else 0)
        boxes += [replace(box, start=box.start + shift, end=box.end + shift) for box in placed]
        length = shift + len(text) if text else length
    return pages, tuple(boxes)


def _by_pdftotext(content: bytes, faults: list[Fault]) -> Taken:
    last = str(limits().pages + 1)
    answer = programs.ask("pdftotext", "-layout", "-enc", "UTF-8", "-l", last, "-", "-", given=content)
    if answer.failure:
        faults.append(CORRUPT.at("PDF", answer.failure))
    pages = answer.output.decode("utf-8", errors="replace").split("\f")
    pages = pages[:-1] if pages and not pages[-1].strip() else pages
    return _paged([page.rstrip("\n") for page in pages], len(pages), faults, "pdftotext")


def _paged(pages: list[str], counted: int, faults: list[Fault], extractor: str) -> Taken:
    writer = Writer(limits().text_characters)
    for number, page in enumerate(pages[: limits().pages], start=1):
        writer.add(page, f"page {number}")
    empty = list(_empty(pages[: limits().pages]))
    if counted > limits().pages or writer.cut:
        writer.cut = True
        faults.append(TOO_LARGE.at("PDF", f"only the first {limits().pages} pages were read"))
    if len(empty) == len(pages[: limits().pages]):
        return Taken(_TYPE, faults=(NO_TEXT.at("PDF", "no page has a text layer: it is a scan, or empty"), *faults))
    if empty:
        writer.cut = True
        faults.append(NO_TEXT.at("PDF", f"{len(empty)} pages have no text layer, the first is page {empty[0]}"))
    return Taken(_TYPE, (writer.read(extractor, TextKind.TEXT_LAYER),), faults=tuple(faults))


def _empty(pages: list[str]) -> Iterator[int]:
    return (number for number, page in enumerate(pages, start=1) if not page.strip())
