"""Reads parts of the US Code of Federal Regulations from eCFR XML: the munitions list, the nuclear export rules."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from endgate.goods.texts import Line, LineKind, ListText

_CATEGORY = re.compile(r"^Category ([IVX]+)\b", re.IGNORECASE)
_SMALL = ("P", "FP", "FP-1", "FP-2", "FP1", "FP2")


def read(content: bytes, list_id: str, version: str) -> ListText:
    """Read one part (plain or gzip): every paragraph under its category, section or appendix."""
    root = fromstring(gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    lines = tuple(_lines(root))
    kinds = [element.tag for element in root.iter()]
    sections = list(root.iter("DIV8"))
    appendices = list(root.iter("DIV9"))
    counts = {
        "sections": len(sections),
        "appendices": len(appendices),
        "paragraphs": kinds.count("P"),
        "notes": kinds.count("NOTE"),
        "categories": len({line.path for line in lines if line.path.startswith("USML.")}),
    }
    return ListText(list_id, version, lines, counts)


def _lines(root: Element) -> Iterator[Line]:
    place, order = "", 0
    for element in root.iter():
        if element.tag in ("DIV8", "DIV9"):
            place = element.get("N", "").strip()
        elif element.tag == "HD1" and (found := _CATEGORY.match(_words(element))):
            place = f"USML.{found[1].upper()}"
        elif element.tag in _SMALL:
            text = _words(element)
            if text:
                yield Line(place, order, LineKind.PROVISION, text)
                order += 1


def _words(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
