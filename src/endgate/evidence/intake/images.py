"""Pictures: what their metadata claim, and their letters where tesseract is installed."""

from __future__ import annotations

from endgate.evidence.case.model import TextKind
from endgate.evidence.intake import programs
from endgate.evidence.intake.errors import CORRUPT, NEEDS_READER, NO_TEXT
from endgate.evidence.intake.exif import says
from endgate.evidence.intake.model import ReadText, Taken

_ENDS = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND"}


def image(content: bytes, media_type: str) -> Taken:
    """Read a picture. Recognised letters are a derived text like any other and replace nothing."""
    claimed = says(content, media_type)
    end = _ENDS.get(media_type)
    damaged = () if end is None or end in content[-64:] else (CORRUPT.at("picture", "its end is missing"),)
    if not programs.found("tesseract"):
        missing = NEEDS_READER.at("picture", "reading letters in a picture needs the program tesseract (tesseract-ocr)")
        return Taken(media_type, says=claimed, faults=(missing, *damaged))
    answer = programs.ask("tesseract", "stdin", "stdout", "--psm", "3", "--dpi", "300", given=content)
    text = answer.output.decode("utf-8", errors="replace").strip("\f\n")
    if answer.failure:
        damaged = (*damaged, CORRUPT.at("picture", answer.failure))
    if not text.strip():
        return Taken(media_type, says=claimed, faults=(NO_TEXT.at("picture", "no letters were recognised"), *damaged))
    return Taken(media_type, (ReadText("tesseract", TextKind.OCR, text),), says=claimed, faults=damaged)
