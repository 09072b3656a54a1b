"""Faults of claims (EG70-EG79): claim files EG70, the case directory EG71, review and release EG73.

EvidenceError    a claim file that cannot be used, with every fault found
├── CaseError    a case directory that cannot be read or written to
└── ReviewError  an act of review that is refused
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
CYCLE = fault_kind(
    "EG7010",
    "claims run in a circle",
    "A claim inside itself, or older than itself, has no one state.",
    "Take one of the references out.",
)
NO_CASE = fault_kind(
    "EG7101", "no case directory", "There is nothing to read there.", "Name the folder; `evidence add` makes a new one."
)
BROKEN_LOG = fault_kind(
    "EG7102",
    "log of the case is broken",
    "What was changed after the fact is no evidence; nothing is added to it either.",
    "Put back the log from a copy whose chain holds.",
)
ALTERED_BLOB = fault_kind(
    "EG7103",
    "stored bytes differ from their hash, or are gone",
    "Claims made on them can no longer be checked.",
    "Put back the file from a copy with that hash.",
)
NO_SUCH_OBJECT = fault_kind(
    "EG7104", "no such thing in this case", "An act on nothing has no effect.", "See `endgate evidence show`."
)
BAD_PAYLOAD = fault_kind(
    "EG7105",
    "event that cannot be recorded",
    "The log holds what every reader can read back: texts, whole numbers and lists of them.",
    "Write numbers with fractions as text with their unit.",
)
BAD_NOTICE = fault_kind(
    "EG7106",
    "notice refused",
    "A notice informs somebody, since a day, of one proposition of the law; another word would inform nobody.",
    "Give --authority, --to, --delivered and --proposition, or a JSON file with a notice as a shipment holds it.",
)
REVIEW_REFUSED = fault_kind(
    "EG7301",
    "act of review refused",
    "A state that cannot follow the one before would hide what was decided.",
    "See the state of the claim, then review what is proposed.",
)
BAD_REVIEW_LINE = fault_kind(
    "EG7302",
    "line of the review file refused",
    "Nothing of the file was recorded: half a review looks like a whole one.",
    "Mend the line and give the file again.",
)
FOUR_EYES = fault_kind(
    "EG7303",
    "second person missing",
    "A claim is confirmed by somebody other than the person who made it.",
    "Let another person confirm it.",
)


class EvidenceError(EndgateError):
    """A claim file that cannot be used."""


class CaseError(EvidenceError):
    """A case directory that cannot be read or written to."""


class ReviewError(EvidenceError):
    """An act of review that is refused."""
