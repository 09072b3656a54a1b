"""Faults of editions (EG15xx).

EndgateError
└── EditionError
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

REBUILD = "Build it again: endgate edition build."

NO_EDITION = fault_kind(
    "EG1501",
    "no edition there",
    "Without reference data nothing can be checked, and nothing may be called clear.",
    REBUILD,
)
OTHER_SCHEMA = fault_kind(
    "EG1502", "edition of another version", "Records of another layout would be read wrongly.", REBUILD
)
FILE_MISSING = fault_kind(
    "EG1503", "file of the edition missing", "A part is absent, so parties or rules could be missed.", REBUILD
)
FILE_CHANGED = fault_kind(
    "EG1504",
    "file of the edition changed",
    "Decisions name this edition by its hash; its content is no longer what they used.",
    REBUILD,
)
MANIFEST_DAMAGED = fault_kind(
    "EG1505", "manifest unreadable", "Nobody can say what this edition holds or how old it is.", REBUILD
)
FILE_UNKNOWN = fault_kind(
    "EG1506",
    "file that the manifest does not name",
    "Something was put beside the edition after it was built.",
    "Remove the file, or build the edition again.",
)
STARTER_DAMAGED = fault_kind(
    "EG1507",
    "starter pack unreadable",
    "The lists that come with the program could not be read, so a first check would screen nobody.",
    "Install the program again.",
)
NOT_WRITABLE = fault_kind(
    "EG1508",
    "edition cannot be written",
    "A half-written edition would be taken for a whole one, so nothing was put in place.",
    "Check the free space and the permission of the folder, or name another with --out.",
)


UNKNOWN_EDITION_PARTY = fault_kind(
    "EG1509",
    "party not in the edition",
    "A reference that resolves to nobody cannot be shown or reviewed.",
    "Use an id as shown by: endgate list ls.",
)
BAD_DECISION = fault_kind(
    "EG1510",
    "decision on identity unreadable",
    "A decision that two records are one party or two would be lost, and clusters would say something else.",
    "Mend the line, or remove it and decide again: endgate list same, endgate list different.",
)


class EditionError(EndgateError):
    """An edition that cannot be built, opened or trusted. ``data_missing`` makes the command line end with code 3."""

    data_missing = True
