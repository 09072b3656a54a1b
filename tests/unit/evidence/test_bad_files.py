"""Damaged and hostile files: a coded refusal, or a part that says it is one; the original stays as it came."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from endgate.evidence.case.log import Stamp
from endgate.evidence.case.model import Acquisition, Marks, ReadState
from endgate.evidence.case.services import Received, add_document
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.extract.propose import propose
from endgate.evidence.intake.laid_out import table_lines
from endgate.evidence.intake.model import Taken, limits
from endgate.evidence.intake.take import take
from endgate.evidence.proposing import propose_claims

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STAMP = Stamp("2026-11-23T10:00:00Z", "J. Roe")


def page(
    content: bytes = b"BT /F1 12 Tf 40 800 Td (Alfa sold pumps) Tj ET", extra: bytes = b"", many: int = 1
) -> bytes:
    """A PDF of some pages that share their content; no table of places, which a reader must then rebuild."""
    kids = b" ".join(b"%d 0 R" % (number + 10) for number in range(many))
    whole = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    whole += b"2 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (kids, many)
    whole += b"3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    whole += b"4 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(content), content)
    for number in range(many):
        whole += b"%d 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " % (number + 10)
        whole += b"/Resources << /Font << /F1 3 0 R >> >> >>\nendobj\n"
    return whole + b"trailer << /Size %d /Root 1 0 R %s >>\n%%%%EOF\n" % (many + 10, extra)


def docx(body: str, declaration: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{declaration}<w:document {W}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (b"41" * 32, b"42" * 32)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
BILLION = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
FILES: dict[str, tuple[bytes, set[str], ReadState]] = {
    "locked.pdf": (page(extra=LOCKED), {"EG7202"}, ReadState.NOT_READ),
    "scan.pdf": (page(b"0 0 m"), {"EG7209"}, ReadState.NOT_READ),
    "garbage.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20 + b"\n%%EOF", {"EG7203"}, ReadState.NOT_READ),
    "cut.pdf": (page()[:150], {"EG7203"}, ReadState.NOT_READ),
    "loop.pdf": (page().replace(b"/Kids [10 0 R]", b"/Kids [2 0 R]"), {"EG7203", "EG7209"}, ReadState.NOT_READ),
    "long.pdf": (page(many=limits().pages + 5), {"EG7205"}, ReadState.PARTIAL),
    "called.docx": (page(), {"EG7204"}, ReadState.READ),
    "laughs.docx": (docx("<w:p><w:r><w:t>&l8;</w:t></w:r></w:p>", BILLION), {"EG7206"}, ReadState.NOT_READ),
    "empty.docx": (b"", {"EG7201"}, ReadState.NOT_READ),
}


def met(taken: Taken) -> set[str]:
    return {fault.code for fault in taken.faults}


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_by_code_or_read_in_part_and_the_original_stays(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="PDF is read with endgate[pdf-in]")
    content, codes, state = FILES[name]
    taken = take(content, name=name)
    assert (met(taken), taken.state) == (codes, state)
    store = CaseDirectory.open(tmp_path / "case", make=True)
    (document, *_) = add_document(store, Received(name, content), Acquisition("J. Roe"), Marks(), STAMP)
    assert store.get(document.sha256) == content
    assert {note.code for note in document.notes} == codes
    assert store.verify() == ()


def test_a_whole_pdf_is_read_with_a_box_for_every_word() -> None:
    pytest.importorskip("pypdfium2", reason="PDF is read with endgate[pdf-in]")
    taken = take(page(many=2), name="a.pdf")
    (text,) = taken.texts
    assert (text.extractor, met(taken)) == ("pdfium", set())
    words = [(text.text[box.start : box.end], box.page) for box in text.boxes]
    assert words == [(word, number) for number in (1, 2) for word in ("Alfa", "sold", "pumps")]
    assert all(0 <= edge <= 1000 for box in text.boxes for edge in box.box)


def test_tables_within_tables_to_any_depth_are_read_once() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 2000
    assert take(docx(deep), name="a.docx").texts[0].text.split() == ["deep"]
    page_deep = b"<table><tr><td>" * 3000 + b"deep"
    assert take(page_deep, name="a.html").texts[0].text.split() == ["deep"]


@pytest.mark.parametrize("columns", [41, 5000])
def test_a_table_of_too_many_columns_is_read_cell_after_cell(columns: int) -> None:
    assert table_lines([[["x"]] * columns] * 2) == ["x"] * (2 * columns)


def test_rows_of_unequal_length_lose_no_cell() -> None:
    rows = [[[str(number)] for number in range(length)] for length in (3, 1, 2, 0)]
    assert " ".join(table_lines(rows)).split() == ["0", "1", "2", "0", "0", "1"]


@pytest.mark.parametrize("word", ["He said that ", "Minister ", '"He sold pumps to Iran. ', "(Reuters, a "])
def test_a_text_without_end_of_sentence_is_told_by_its_proposals_alone(word: str) -> None:
    """What is no sentence yields nothing; a plain sentence after it is still read."""
    text = word * 400 + "\n\nReuters reported that Alfa GmbH sold pumps to Iran.\n"
    quotes: list[Any] = [claim.quote for claim in propose(text).claims]
    assert "Alfa GmbH sold pumps to Iran" in quotes


def test_a_text_that_is_too_long_says_that_its_end_proposes_nothing(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("endgate.evidence.intake.take.PROPOSED_FROM", 60)
    monkeypatch.setattr("endgate.evidence.proposing.PROPOSED_FROM", 60)
    case = CaseDirectory.open(tmp_path / "case", make=True)
    text = "Alfa sold pumps to Beta in 2009, police said on 3 May 2009.\nGamma sold valves to Delta, police said.\n"
    (document,) = add_document(case, Received("long.txt", text.encode()), Acquisition("J. Roe"), Marks(), STAMP)
    assert [note.code for note in document.notes] == ["EG7213"]
    propose_claims(case, document.id, STAMP)
    words = " ".join(claim.quote for claim in case.view().claims)
    assert "Alfa" in words
    assert "Gamma" not in words


def test_names_that_repeat_are_mentioned_once_a_place() -> None:
    found = propose("Minister Minister " * 300).mentions
    assert len({(each.start, each.end) for each in found}) == len(found)
