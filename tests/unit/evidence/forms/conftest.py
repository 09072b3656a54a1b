"""Forms of the tests as files: what is plain lies beside them, DOCX and PDF are made from their description."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

FRESH = Path(__file__).with_name("fresh")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _cell(text: str) -> str:
    return f"<w:tc>{''.join(_paragraph(line) for line in text.splitlines())}</w:tc>"


def _block(kind: str, content: Any) -> str:
    if kind == "p":
        return _paragraph(content)
    rows = "".join(f"<w:tr>{''.join(_cell(cell) for cell in row)}</w:tr>" for row in content)
    return f"<w:tbl>{rows}</w:tbl>"


def docx_of(blocks: list[Any]) -> bytes:
    """A word processor's file of paragraphs and tables."""
    made = io.BytesIO()
    body = "".join(_block(kind, content) for kind, content in blocks)
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def pdf_of(pages: list[list[Any]]) -> bytes:
    """A PDF with words at their places, in points from the lower left corner of A4."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, words in enumerate(pages):
        shown = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_quoted(text)}) Tj ET\n" for x, y, size, text in words)
        stream = shown.encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(made)


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


@pytest.fixture
def document() -> Callable[[str], bytes]:
    """The bytes of a form by its file name."""
    made: dict[str, Any] = json.loads((FRESH / "made.json").read_text(encoding="utf-8"))

    def content(name: str) -> bytes:
        if name.endswith(".docx"):
            return docx_of(made[name])
        if name.endswith(".pdf"):
            return pdf_of([made[name]])
        return (FRESH / name).read_bytes()

    return content
