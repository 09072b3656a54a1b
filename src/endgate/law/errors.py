"""Faults of the law room: EG60nn for measure files and facts tables, EG61nn for lint."""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind


class LawError(EndgateError):
    """A measure file, a compiled law book or a facts table cannot be used."""


CONCERN_IN_FACTS = fault_kind(
    "EG6001",
    "concern in the facts table",
    "Legality never reads a concern; the two ledgers stay apart.",
    "Leave it out; a concern crosses into law only as a recorded notice, determination or review.",
)
UNKNOWN_FACT = fault_kind(
    "EG6002",
    "unknown fact key",
    "A fact under a name that no rule reads silently does not count.",
    "Use a key of docs/law.md.",
)
BAD_FACT = fault_kind(
    "EG6003",
    "fact refused",
    "A rule cannot read this value, so it would decide nothing.",
    "Write it as docs/law.md says.",
)
UNREADABLE = fault_kind(
    "EG6010", "measure file unreadable", "Law that cannot be read would silently not apply.", "Mend the YAML."
)
BAD_MEASURE = fault_kind(
    "EG6011",
    "measure file refused",
    "A rule that is half read decides wrongly.",
    "Write it as data/law/schema.json says.",
)
UNKNOWN_PREDICATE = fault_kind(
    "EG6012",
    "unknown predicate",
    "A condition that nobody evaluates would never bite.",
    "Use a predicate of docs/law.md; a new one needs code, tests and an entry there.",
)
BAD_ARGUMENT = fault_kind(
    "EG6013", "predicate argument refused", "The condition would not mean what the law says.", "See docs/law.md."
)
BAD_DATE = fault_kind(
    "EG6014", "date out of order", "Law depends on the day.", "Give from before to, each an ISO day, open or a range."
)
DUPLICATE_ID = fault_kind("EG6015", "id used twice", "An id names one rule for ever.", "Give the newer one its own id.")
BROKEN_REFERENCE = fault_kind(
    "EG6016",
    "reference to nothing",
    "A rule that points to a missing rule, group, list or proposition cannot be evaluated.",
    "Define it, or mend the name.",
)
OVERLAP = fault_kind(
    "EG6017", "versions overlap", "Two texts of one provision cannot both be in force.", "End the older one first."
)
UNKNOWN_MEASURE = fault_kind(
    "EG6019",
    "no such measure",
    "An id that names no measure answers nothing, and silence would read as permission.",
    "Use an id as shown by: endgate law ls.",
)
STALE_BOOK = fault_kind(
    "EG6018",
    "law book of another schema",
    "Compiled rules of another form would be misread.",
    "Build the edition again.",
)
