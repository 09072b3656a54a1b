"""DOCX read from its parts: body, headers, footers, notes and comments; deleted, inserted and hidden text marked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from endgate.evidence.case.model import TextKind
from endgate.evidence.intake.archive import Budget, member, opened
from endgate.evidence.intake.errors import CORRUPT, HIDDEN_TEXT, HOSTILE
from endgate.evidence.intake.laid_out import table_lines
from endgate.evidence.intake.model import FileClaim, Part, Taken, Writer, limits
from endgate.evidence.intake.sniff import DOCX
from endgate.terms.faults import Fault

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_MEDIA = re.compile(r"word/(?:media|embeddings)/[^/]+")
_ORDER = ("document", "header", "footer", "footnotes", "endnotes", "comments")
_PROPERTIES = ("creator", "lastModifiedBy", "created", "modified")
_TABLES_WITHIN = 4
_MARKS = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}


def docx(content: bytes) -> Taken:
    """Read a document of WordprocessingML. Text that a page would not show is kept and bears a mark."""
    found = opened(content)
    if isinstance(found, Fault):
        return Taken(DOCX, faults=(found,))
    writer = Writer(limits().text_characters)
    faults: list[Fault] = []
    with found:
        budget = Budget()
        for name, raw in _named(found, budget, faults):
            tree = _tree(name, raw, faults)
            if tree is not None:
                for text, note in _runs(tree):
                    writer.add(text, name, note)
                    if note in ("hidden", "deleted"):
                        faults.append(HIDDEN_TEXT.at(name, f"{note}: {len(text)} characters"))
        parts = tuple(_media(found, budget, faults))
        says = tuple(_properties(found, budget, faults))
    whole = writer.read("docx", TextKind.TEXT_LAYER)
    return Taken(DOCX, (whole,) if whole.text else (), parts, says, tuple(_once(faults)))


def _once(faults: list[Fault]) -> Iterator[Fault]:
    yield from dict.fromkeys(faults)


def _named(found: zipfile.ZipFile, budget: Budget, faults: list[Fault]) -> Iterator[tuple[str, bytes]]:
    matches = [(match[1], info) for info in found.infolist() if (match := _PARTS.fullmatch(info.filename))]
    matches.sort(key=lambda pair: (_ORDER.index(re.sub(r"\d", "", pair[0])), pair[0]))
    for name, info in matches[: limits().members]:
        raw = member(found, info, budget)
        if isinstance(raw, Fault):
            faults.append(raw)
        else:
            yield name, raw


def _tree(name: str, raw: bytes, faults: list[Fault]) -> Any:
    try:
        return fromstring(raw, forbid_dtd=True)
    except DefusedXmlException as error:
        faults.append(HOSTILE.at(name, type(error).__name__))
    except (ParseError, ValueError, LookupError) as error:
        faults.append(CORRUPT.at(name, str(error)))
    return None


def _runs(tree: Any) -> Iterator[tuple[str, str]]:
    """Texts of one mark each, in order: paragraphs joined until the mark changes."""
    pieces: list[str] = []
    current = ""
    for text, note in _letters(tree):
        if note != current and "".join(pieces).strip():
            yield "".join(pieces).strip("\n"), current
            pieces = []
        current = note
        pieces.append(text)
    if "".join(pieces).strip():
        yield "".join(pieces).strip("\n"), current


def _table(element: Any, depth: int) -> list[str]:
    rows = [[_cell_lines(cell, depth) for cell in _cells(row)] for row in element.findall(f"{_W}tr")]
    return table_lines([row for row in rows if row])


def _cells(row: Any) -> Iterator[Any]:
    """The cells of the row itself; a content control may wrap one."""
    for each in row:
        if each.tag == f"{_W}tc":
            yield each
        elif each.tag == f"{_W}sdt":
            yield from each.findall(f"{_W}sdtContent/{_W}tc")


def _cell_lines(cell: Any, depth: int) -> list[str]:
    return "".join(text for text, _ in _letters(cell, depth)).strip("\n").split("\n")


def _marked(element: Any) -> bool:
    """Is text in it inserted, deleted or hidden? Its cells are then kept apart, each with its mark."""
    return any(element.find(f".//{_W}{tag}") is not None for tag in (*_MARKS, "vanish"))


def _letters(tree: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Walk without recursion: depth is the sender's choice."""
    waiting: list[tuple[Any, str, bool]] = [(tree, "", False)]
    last = ""
    while waiting:
        element, note, leaving = waiting.pop()
        tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
        if leaving:
            yield "\n", last
            continue
        note = note or _MARKS.get(tag, "")
        if tag == "tbl" and depth < _TABLES_WITHIN and not _marked(element):
            yield "\n".join(_table(element, depth + 1)) + "\n", note
            continue
        if tag == "r" and element.find(f"{_W}rPr/{_W}vanish") is not None:
            note = note or "hidden"
        if tag in ("t", "delText") and element.text:
            last = note
            yield element.text, note
        elif tag in ("tab", "br", "cr"):
            yield "\t" if tag == "tab" else "\n", last
        if tag in ("p", "tr"):
            waiting.append((element, note, True))
        waiting.extend((child, note, False) for child in reversed(list(element)))


def _media(found: zipfile.ZipFile, budget: Budget, faults: list[Fault]) -> Iterator[Part]:
    for info in [each for each in found.infolist() if _MEDIA.fullmatch(each.filename)][: limits().members]:
        raw = member(found, info, budget)
        if isinstance(raw, Fault):
            faults.append(raw)
        else:
            yield Part(info.filename, raw)


def _properties(found: zipfile.ZipFile, budget: Budget, faults: list[Fault]) -> Iterator[FileClaim]:
    info = next((each for each in found.infolist() if each.filename == "docProps/core.xml"), None)
    raw = b"" if info is None else member(found, info, budget)
    tree = _tree("core properties", raw, faults) if isinstance(raw, bytes) and raw else None
    for element in () if tree is None else tree.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _PROPERTIES and element.text:
            yield FileClaim(f"document property {name}", element.text)
