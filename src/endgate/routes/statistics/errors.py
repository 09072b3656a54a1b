"""Faults of trade statistics. Rows at fault are set aside and counted; the others are read.

StatisticsError (EndgateError)
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

OTHER_FILE = fault_kind(
    "EG5501",
    "not a file of that publisher",
    "Columns that are guessed at would put one flow in the place of another.",
    "Name the publisher whose file it is, and keep the first line with the names of its columns.",
)
BAD_ROW = fault_kind(
    "EG5502",
    "row of trade statistics that cannot be read",
    "The row is set aside; a year that misses it may look smaller than it was.",
    "Correct the row at the place named, or fetch the file again.",
)
UNKNOWN_PLACE = fault_kind(
    "EG5503",
    "country of trade statistics not known",
    "A flow without its country is in nobody's series.",
    "Correct the name or number; names that an office uses are in data/routes/statistics/names.csv.",
)
CONTRADICTION = fault_kind(
    "EG5504",
    "two values for one flow",
    "Neither is taken and nothing is averaged: the period counts as missing.",
    "Leave out the older of the two files.",
)
NOTHING_TO_COMPARE = fault_kind(
    "EG5505",
    "no flow that both sides report",
    "A gap between two reports needs both of them.",
    "Add the partners' own imports, or read a reconciled file such as BACI for its jumps.",
)
BAD_REFERENCE = fault_kind(
    "EG5506",
    "reference years not read or not held",
    "Without quiet years there is nothing that a change could be a change from.",
    "Write first and last year as 2019-2021; the file must hold at least two of them.",
)
BAD_CODE = fault_kind(
    "EG5507",
    "not a code of goods",
    "A row without its goods would be added to something else.",
    "Write two, four or six digits of the Harmonized System, or TOTAL.",
)


class StatisticsError(EndgateError):
    """Trade statistics that cannot be read or compared at all."""
