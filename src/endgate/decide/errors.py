"""Faults of deciding: EG90nn for records and what a check needs."""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind


class RecordError(EndgateError):
    """A decision record cannot be used."""


class PolicyError(EndgateError):
    """A file of company policy cannot be used."""


NO_DECISION = fault_kind(
    "EG9001",
    "not a decision record",
    "A replay compares the bytes of a record that this engine wrote.",
    "Give a file written by endgate check --out.",
)
UNKNOWN_MEASURE = fault_kind(
    "EG9002", "no such measure", "A why-not is asked of one measure.", "List the measures by endgate law ls."
)
UNKNOWN_RECIPIENT = fault_kind(
    "EG9003",
    "no such recipient",
    "What may be released is said for each recipient by name; for anybody else it is nothing.",
    "Use an id of the recipients in the files of claims.",
)
BAD_POLICY = fault_kind(
    "EG9005",
    "company policy refused",
    "A rule of the company that is half read, or names what nobody defines, would never bite.",
    "Write it as docs/policy.md says.",
)
