"""Faults of reading a document (EG72). The bytes are kept whatever is wrong with them."""

from __future__ import annotations

from endgate.terms.faults import fault_kind

EMPTY = fault_kind("EG7201", "file is empty", "No text was read; that says nothing of the matter.", "Ask for it again.")
ENCRYPTED = fault_kind(
    "EG7202",
    "file is encrypted",
    "Nothing of it was read, and nothing may be concluded from that.",
    "Ask the sender for a readable copy, and add that too.",
)
CORRUPT = fault_kind(
    "EG7203",
    "file is damaged",
    "What lies behind the damage was not read.",
    "Ask for the file again, and add that too.",
)
MISLABELLED = fault_kind(
    "EG7204",
    "file is not what its name says",
    "A name chosen to mislead is itself worth knowing.",
    "It was read as what it is; look at where it came from.",
)
TOO_LARGE = fault_kind(
    "EG7205",
    "file unpacks beyond the limits",
    "A file built to exhaust the reader would stop the work on all others.",
    "What lies within the limits was read; unpack the rest by hand where it is to be trusted.",
)
HOSTILE = fault_kind(
    "EG7206",
    "file uses a construct that is refused",
    "Entities and external references have no place in a document that is only read.",
    "Ask for a plain copy.",
)
PATH_TRICK = fault_kind(
    "EG7207",
    "name points outside its folder",
    "Written under that name it would overwrite another file.",
    "It was kept under its hash, not under that name.",
)
NEEDS_READER = fault_kind(
    "EG7208",
    "no reader for this format is installed",
    "The document was kept and not read; it is not taken as empty.",
    "Install the program named, then add the document again.",
)
NO_TEXT = fault_kind(
    "EG7209",
    "no text in it",
    "A scan or a picture holds no text until its letters are recognised.",
    "Install tesseract-ocr, or type what it says and add that as a transcript.",
)
DECODED_BY_GUESS = fault_kind(
    "EG7210",
    "letters read by guess",
    "The file does not say how its letters are written; some may be wrong.",
    "Compare with the original before a claim is confirmed.",
)
HIDDEN_TEXT = fault_kind(
    "EG7211",
    "text that is not shown",
    "The reader of the page did not see it; the file holds it all the same.",
    "Say in the claim that it was hidden.",
)
MORE_THAN_PROPOSED = fault_kind(
    "EG7213",
    "text longer than claims are proposed from",
    "What stands further behind proposes nothing; that says nothing of it.",
    "Add the chapters that matter as files of their own, or enter their claims by hand.",
)
UNKNOWN_FORMAT = fault_kind(
    "EG7212",
    "unknown format",
    "The document was kept and not read; it is not taken as empty.",
    "Add a copy in a format that is read: text, HTML, mail, DOCX, an image, a zip archive.",
)
