"""Faults of targeting. A row that cannot be read is set aside and counted.

TargetingError (EndgateError)
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

OTHER_COLUMNS = fault_kind(
    "EG5801",
    "declarations without the columns needed",
    "A model reads each field under the name it was learned by.",
    "Name the columns as docs/trade-statistics.md lists them.",
)
BAD_DECLARATION = fault_kind(
    "EG5802",
    "declaration that cannot be read",
    "The row is set aside and has no rank; whoever works down the ranks must know of it.",
    "Correct the row at the place named.",
)
NOTHING_LEARNED = fault_kind(
    "EG5803",
    "nothing to learn from",
    "Without both inspections that found something and such that did not there is no difference to learn.",
    "Add declarations that were inspected, with their outcome 0 or 1 in the column Fraud.",
)
OTHER_MODEL = fault_kind(
    "EG5804",
    "not a model of targeting",
    "A model of another form would be read wrongly.",
    "Learn it again with this version.",
)
EXTRA_ABSENT = fault_kind(
    "EG5805",
    "boosted trees need scikit-learn",
    "The additive model needs nothing beside; the boosted one is only a yardstick and is not installed by default.",
    "Leave the boosted trees out, or install the extra: pip install endgate[targeting].",
)


class TargetingError(EndgateError):
    """Declarations or a model that cannot be used."""
