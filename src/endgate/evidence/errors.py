"""Faults of claims (EG70-EG79).

EvidenceError  a claim file that cannot be used, with every fault found
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

DANGLING = fault_kind(
    "EG7001",
    "reference to nothing",
    "A claim about nobody, or by nobody, cannot be weighed.",
    "Name an id of the file.",
)
DUPLICATE_ID = fault_kind("EG7002", "id used twice", "References to it have no one meaning.", "Give each its own id.")
QUOTE_DIFFERS = fault_kind(
    "EG7003",
    "quote is not the text at its span",
    "A claim must be checkable word by word.",
    "Copy the words, or mend the span (code points of the text, end exclusive).",
)
TEXT_DIFFERS = fault_kind(
    "EG7004", "text is not the document's", "Spans point to other words there.", "Give the text with that hash."
)
UNKNOWN_SCHEMA = fault_kind(
    "EG7005", "unknown schema", "Fields may have another meaning there.", "Use the schema that this version reads."
)
CONFLICTING_FILES = fault_kind(
    "EG7006", "two files disagree on an id", "It would be unclear who said it.", "Rename the id in one of the files."
)
NO_SUCH_CLAIM = fault_kind(
    "EG7007", "no such claim", "There is nothing under that number.", "List the claims with `endgate evidence claims`."
)
BAD_FILE_NAME = fault_kind(
    "EG7009", "file name leaves the folder", "A claim file reads only what lies beside it.", "Give a plain file name."
)


class EvidenceError(EndgateError):
    """A claim file that cannot be used."""
