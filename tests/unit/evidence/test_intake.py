"""Files as they come, good, bad and hostile: a text that is theirs, or a coded refusal; never a silent nothing."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endgate.evidence.case.log import Stamp
from endgate.evidence.case.model import Acquisition, Marks, ReadState
from endgate.evidence.case.services import Received, add_document
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.intake import model, programs
from endgate.evidence.intake.model import Taken, limits
from endgate.evidence.intake.take import take

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STAMP = Stamp("2026-11-20T10:00:00Z", "J. Roe")


def zipped(**members: bytes | str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(body: str, **others: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped(**{"word/document.xml": document}, **others)


def codes(taken: Taken) -> list[str]:
    return [fault.code for fault in taken.faults]


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda _name: None)
    monkeypatch.setattr(programs, "found_library", lambda _name: False)


def program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(programs, "found_library", lambda _name: False)


def test_plain_text_keeps_every_letter_and_knows_its_pages() -> None:
    taken = take("Größe\f第二页\fthree".encode(), name="a.txt")
    text = taken.texts[0]
    assert [text.text[page.start : page.end] for page in text.pages] == ["Größe", "第二页", "three"]
    assert (taken.state, codes(taken)) == (ReadState.READ, [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_byte_order_are_obeyed(encoding: str) -> None:
    assert take("Зал".encode(encoding), name="a.txt").texts[0].text == "Зал"


def test_letters_read_by_guess_are_named() -> None:
    taken = take(b"Gr\xf6\xdfe", name="a.txt")
    assert (taken.texts[0].text, codes(taken), taken.state) == ("Größe", ["EG7210"], ReadState.PARTIAL)


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\x00" * 40])
def test_an_empty_file_is_refused_by_name(content: bytes) -> None:
    taken = take(content, name="a.pdf")
    assert (codes(taken), taken.state) == (["EG7201"], ReadState.NOT_READ)


def test_a_page_gives_what_it_shows_and_marks_what_it_hides() -> None:
    page = (
        "<!DOCTYPE html><title>Report</title><script>var a = 'not text'</script><meta name=date content=2010-01-02>"
        "<p>The pump &amp; valves</p><p style='display:none'>hidden words</p><footer>Copyright 2019</footer>"
    )
    taken = take(page.encode(), name="a.html")
    text = taken.texts[0].text
    assert text.splitlines()[0] == "Report"
    assert "The pump & valves" in text
    assert "not text" not in text
    assert [(said.name, said.value) for said in taken.says] == [("page date", "2010-01-02")]
    assert codes(taken) == ["EG7211"]


def test_a_footer_is_no_date() -> None:
    assert take(b"<html><body>On 3 May 2007 <footer>Copyright 2019</footer></body>", name="a.html").says == ()


def message(*, attached: str = "order.txt") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "A <a@example.org>", "b@example.org"
    mail["Date"], mail["Subject"] = "Mon, 05 Oct 2009 10:00:00 +0200", "Änderung"
    mail.set_content("The chamber goes to Tehran.\n")
    mail.add_attachment(b"order 7", maintype="application", subtype="octet-stream", filename=attached)
    return mail.as_bytes()


def test_mail_gives_headers_words_and_attachments() -> None:
    taken = take(message(), name="a.eml")
    assert "Subject: Änderung" in taken.texts[0].text
    assert "The chamber goes to Tehran." in taken.texts[0].text
    assert [(part.name, part.content) for part in taken.parts] == [("order.txt", b"order 7")]
    assert ("mail header Date", "Mon, 05 Oct 2009 10:00:00 +0200") in [(said.name, said.value) for said in taken.says]


def test_an_attachment_that_would_climb_out_is_kept_under_its_hash(tmp_path: Path) -> None:
    store = CaseDirectory.open(tmp_path / "case", make=True)
    received = Received("a.eml", message(attached="../../escaped.txt"))
    _, attached = add_document(store, received, Acquisition("J. Roe"), Marks(), STAMP)
    assert attached.file_name == "../../escaped.txt"
    assert [note.code for note in attached.notes] == ["EG7207"]
    assert (attached.parent, attached.id) == ("d1", "d1.1")
    assert store.get(attached.sha256) == b"order 7"
    assert not list(tmp_path.rglob("escaped*"))


def test_a_mail_in_a_mail_is_a_document_of_its_own() -> None:
    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = "b@example.org", "<1@x>"
    outer.set_content("see below")
    inner = EmailMessage()
    inner["From"], inner["Message-ID"] = "c@example.org", "<2@x>"
    inner.set_content("inside")
    outer.add_attachment(inner)
    (part,) = take(outer.as_bytes(), name="o.eml").parts
    assert "inside" in take(part.content, name=part.name, stated=part.media_type).texts[0].text


def test_docx_marks_what_a_page_would_not_show() -> None:
    body = (
        "<w:p><w:r><w:t>To Armenia</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>to Iran</w:delText></w:r></w:del><w:ins><w:r><w:t>via Tbilisi</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
    )
    core = "<cp xmlns:d='urn:d'><d:creator>Roe</d:creator></cp>"
    taken = take(docx(body, **{"docProps/core.xml": core, "word/media/i.bin": "x"}), name="a.docx")
    text = taken.texts[0]
    found = {page.note: text.text[page.start : page.end] for page in text.pages}
    assert found[""].strip() == "To Armenia"
    assert found["deleted"] == "to Iran"
    assert found["inserted"] == "via Tbilisi"
    assert found["hidden"].strip() == "secret"
    assert codes(taken) == ["EG7211", "EG7211"]
    assert [said.value for said in taken.says] == ["Roe"]
    assert [part.name for part in taken.parts] == ["word/media/i.bin"]


def test_entities_that_unfold_without_end_are_refused() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lol}]><w:document {W}><w:body>&l9;</w:body></w:document>'
    taken = take(zipped(**{"word/document.xml": bomb}), name="a.docx")
    assert (codes(taken), taken.state) == (["EG7206"], ReadState.NOT_READ)


def test_a_zip_bomb_stops_at_the_limits() -> None:
    bomb = zipped(**{"a.txt": b"0" * 60_000_000, "b.txt": b"fine"})
    taken = take(bomb, name="a.zip")
    assert codes(taken) == ["EG7205"]
    assert [part.name for part in taken.parts] == ["b.txt"]
    assert taken.state is ReadState.PARTIAL


def test_archives_in_archives_end_somewhere_and_say_so(tmp_path: Path) -> None:
    nested = b"innermost"
    for level in range(6):
        nested = zipped(**{f"{level}.zip": nested})
    store = CaseDirectory.open(tmp_path / "case", make=True)
    documents = add_document(store, Received("a.zip", nested), Acquisition("J. Roe"), Marks(), STAMP)
    assert len(documents) == limits().depth + 1
    assert [note.code for note in documents[-1].notes] == ["EG7205"]


def test_too_many_members_are_counted_and_said() -> None:
    taken = take(zipped(**{f"{n}.txt": b"x" for n in range(limits().members + 5)}), name="a.zip")
    assert len(taken.parts) == limits().members
    assert codes(taken) == ["EG7205"]


def test_an_encrypted_member_is_named() -> None:
    raw = bytearray(zipped(**{"a.txt": b"secret words", "b.txt": b"fine"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    taken = take(bytes(raw), name="a.zip")
    assert codes(taken) == ["EG7202"]
    assert [part.name for part in taken.parts] == ["b.txt"]


def test_members_that_climb_are_named_and_kept() -> None:
    taken = take(zipped(**{"../../etc/cron": b"x"}), name="a.zip")
    assert codes(taken) == ["EG7207"]
    assert len(taken.parts) == 1


def test_an_encrypted_office_file_is_no_empty_one() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
    assert codes(take(content, name="a.docx"))[-1] == "EG7202"


def test_a_file_that_is_not_what_it_is_called_is_read_as_what_it_is() -> None:
    taken = take(docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>"), name="a.pdf")
    assert codes(taken) == ["EG7204"]
    assert taken.texts[0].text.strip() == "words"
    assert codes(take(b"just words", name="a.pdf")) == ["EG7204"]


@pytest.mark.usefixtures("no_programs")
def test_without_a_reader_a_pdf_is_kept_and_not_taken_as_empty() -> None:
    taken = take(b"%PDF-1.7\n...\n%%EOF", name="a.pdf")
    assert (codes(taken), taken.state) == (["EG7208"], ReadState.NOT_READ)
    assert "pdftotext" in taken.faults[0].what
    assert codes(take(b"%PDF-1.7\n/Encrypt 5 0 R\n%%EOF", name="a.pdf")) == ["EG7202"]
    assert codes(take(b"%PDF-1.7\ncut", name="a.pdf")) == ["EG7208", "EG7203"]


def test_pages_of_a_pdf_and_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pdftotext", 'cat >/dev/null; printf "first\\f\\fthird\\f"', monkeypatch)
    taken = take(b"%PDF-1.7\n%%EOF", name="a.pdf")
    text = taken.texts[0]
    assert [(page.name, text.text[page.start : page.end]) for page in text.pages] == [
        ("page 1", "first"),
        ("page 3", "third"),
    ]
    assert (text.partial, codes(taken)) == (True, ["EG7209"])
    program(tmp_path, "pdftotext", 'cat >/dev/null; printf "\\f\\f"', monkeypatch)
    assert codes(take(b"%PDF-1.7\n%%EOF", name="a.pdf")) == ["EG7209"]


def test_a_pdf_of_too_many_pages_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(
        tmp_path,
        "pdftotext",
        'cat >/dev/null; i=0; while [ $i -lt 1001 ]; do printf "p\\f"; i=$((i+1)); done',
        monkeypatch,
    )
    taken = take(b"%PDF-1.7\n%%EOF", name="a.pdf")
    assert len(taken.texts[0].pages) == limits().pages
    assert (codes(taken), taken.state) == (["EG7205"], ReadState.PARTIAL)


def test_a_reader_that_fails_or_hangs_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "pdftotext", 'cat >/dev/null; echo "Syntax Error: bad" >&2; exit 1', monkeypatch)
    taken = take(b"%PDF-1.7\n%%EOF", name="a.pdf")
    assert "EG7203" in codes(taken)
    assert any("Syntax Error" in fault.what for fault in taken.faults)
    monkeypatch.setattr(programs, "limits", lambda: model.Limits(1, 1, 1, 1, 1, 1, 0, 1_000_000_000))
    assert "longer" in programs.ask("pdftotext", given=b"x").failure


def tiff(*, zone: bool = True) -> bytes:
    """A block of camera metadata: make, original time, zone and a position."""
    texts = {0x9003: b"2007:10:12 09:00:00\0", **({0x9011: b"+03:30\0"} if zone else {})}
    block = bytearray(b"II*\x00\x08\0\0\0")
    block += struct.pack("<H", 2)
    block += struct.pack("<HHII", 0x010F, 2, 4, 0) + struct.pack("<HHII", 0x8769, 4, 1, 38) + b"\0\0\0\0"
    block[18:22] = b"Acm\0"
    block += struct.pack("<H", len(texts))
    at = 38 + 2 + 12 * len(texts) + 4
    tail = b""
    for tag, text in texts.items():
        block += struct.pack("<HHII", tag, 2, len(text), at + len(tail))
        tail += text
    return bytes(block) + b"\0\0\0\0" + tail


def jpeg(block: bytes) -> bytes:
    body = b"Exif\0\0" + block
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xd9"


@pytest.mark.usefixtures("no_programs")
def test_a_camera_s_metadata_are_claims_of_the_file(tmp_path: Path) -> None:
    taken = take(jpeg(tiff()), name="a.jpg")
    assert [(said.name, said.value) for said in taken.says] == [
        ("camera Make", "Acm"),
        ("camera DateTimeOriginal", "2007:10:12 09:00:00"),
        ("camera OffsetTimeOriginal", "+03:30"),
    ]
    assert codes(taken) == ["EG7208"]
    assert "tesseract" in taken.faults[0].what
    store = CaseDirectory.open(tmp_path / "case", make=True)
    add_document(store, Received("a.jpg", jpeg(tiff())), Acquisition("J. Roe"), Marks(), STAMP)
    claims = store.view().claims
    assert {claim.type.value for claim in claims} == {"file_metadata"}
    assert {claim.state().value for claim in claims if claim.state()} == {"proposed"}
    assert all(claim.when is None for claim in claims)


@pytest.mark.usefixtures("no_programs")
def test_content_credentials_are_reported_and_their_absence_is_not() -> None:
    picture = jpeg(tiff())
    assert not any("C2PA" in said.name for said in take(picture, name="a.jpg").says)
    marked = picture[:2] + b"\xff\xeb\x00\x12jumb....c2pa...." + picture[2:]
    assert any("not checked" in said.value for said in take(marked, name="a.jpg").says)


def test_letters_of_a_picture_come_from_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "tesseract", 'cat >/dev/null; echo "PORT OF DISCHARGE"', monkeypatch)
    taken = take(jpeg(tiff()), name="a.jpg")
    assert (taken.texts[0].kind.value, taken.texts[0].text) == ("ocr", "PORT OF DISCHARGE")
    program(tmp_path, "tesseract", "cat >/dev/null", monkeypatch)
    assert codes(take(jpeg(tiff()), name="a.jpg")) == ["EG7209"]


STARTS = (
    b"",
    b"%PDF-1.4",
    b"\xff\xd8\xff\xe1\x00\x40Exif\0\0II*\x00\x08\0\0\0",
    b"\x89PNG\r\n\x1a\n\0\0\0\x40eXIfMM\0*",
    b"PK\x03\x04",
    b"<html><meta charset=",
    b"From: a\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"II*\x00",
)


@pytest.mark.usefixtures("no_programs")
@given(st.sampled_from(STARTS), st.binary(max_size=300))
def test_no_bytes_make_a_reader_fall_over(start: bytes, rest: bytes) -> None:
    taken = take(start + rest, name="a")
    assert taken.state is not ReadState.NOT_READ or taken.faults
    for text in taken.texts:
        assert all(0 <= page.start < page.end <= len(text.text) for page in text.pages)


@given(st.data())
def test_cut_documents_are_partial_or_refused(data: st.DataObject) -> None:
    whole = docx("<w:p><w:r><w:t>some words</w:t></w:r></w:p>", **{"word/header1.xml": f"<w:hdr {W}/>"})
    cut = whole[: data.draw(st.integers(4, len(whole) - 1))]
    taken = take(cut, name="a.docx")
    assert taken.faults
    assert taken.state is not ReadState.READ or taken.texts == ()
