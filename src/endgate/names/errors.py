"""Faults of name matching.

EndgateError
└── NamesError
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

NAME_TOO_LONG = fault_kind(
    "EG3001",
    "name too long",
    "No listed name is near that length; a text of that size is not a name.",
    "Give the name alone and put the rest into other fields.",
)
UNREADABLE_NAME = fault_kind(
    "EG3002",
    "unreadable name",
    "Nothing in it can be compared, so the party was not screened by this name.",
    "Give the name in letters, or an identifier.",
)
INDEX_VERSION = fault_kind(
    "EG3003",
    "name index of another version",
    "Arrays of another layout would be read wrongly.",
    "Build the edition again: endgate edition build.",
)
INDEX_DAMAGED = fault_kind(
    "EG3004",
    "name index incomplete",
    "A part of the index is absent, so parties could be missed.",
    "Build the edition again: endgate edition build.",
)
UNKNOWN_PROFILE = fault_kind(
    "EG3005",
    "unknown profile",
    "The cut decides what counts as a match.",
    "Use one of the profiles named.",
)
BAD_REVIEW = fault_kind(
    "EG3006",
    "review cannot be read",
    "A review that is half understood could hide a match.",
    "Mend the line or remove it; nothing was hidden by it.",
)
WRONG_CHECK_DIGIT = fault_kind(
    "EG3007",
    "check digit fails",
    "A slip in a number finds nobody; it was compared as written.",
    "Compare the number with the paper it was taken from.",
)
IDENTIFIER_IGNORED = fault_kind(
    "EG3008",
    "identifier not compared",
    "A number that many could bear would identify the wrong party.",
    "Give the whole number, or leave it out.",
)
IMPLAUSIBLE_BIRTH = fault_kind(
    "EG3009",
    "birth date cannot be right",
    "A wrong birth date speaks against the right party; it was not taken as a contradiction.",
    "Correct the date; for a year of another calendar state the country too.",
)


class NamesError(EndgateError):
    """A question about names that cannot be answered as asked."""
