"""Faults of goods. GoodsError is the room's root; a faulty fact of one item is collected and never yields a status.

GoodsError (EndgateError)
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

INVALID_CAS = fault_kind(
    "EG4101",
    "CAS number with a wrong check digit",
    "A mistyped number would name another substance or none.",
    "Check the number against the safety data sheet.",
)
UNKNOWN_CODE = fault_kind(
    "EG4102",
    "code not in that list on that date",
    "A code without its list is not a code; the same number can mean other goods elsewhere.",
    "State the list that the code belongs to, or correct the code.",
)
UNREAD_QUANTITY = fault_kind(
    "EG4103",
    "quantity not read",
    "A piece of text that nobody reads must not decide whether goods are controlled.",
    "Write number and unit, for instance '-70 to +180 °C'.",
)
WRONG_DIMENSION = fault_kind(
    "EG4104",
    "quantity of another dimension",
    "The provision compares another kind of quantity.",
    "State the value in a unit of the dimension named.",
)
AMBIGUOUS_NUMBER = fault_kind(
    "EG4105",
    "number with several readings",
    "The readings lie on both sides of a threshold.",
    "Write the number without the ambiguous separator or unit.",
)
UNKNOWN_LIST = fault_kind(
    "EG4108",
    "unknown control list",
    "A claim under a list that nobody knows settles nothing.",
    "Name a list of data/goods/lists.csv.",
)
BAD_TARIFF = fault_kind(
    "EG4110",
    "not a tariff code",
    "A code that no nomenclature has points to no goods.",
    "Correct the code, or leave the field empty.",
)
OTHER_REVISION = fault_kind(
    "EG4111",
    "tariff code of another revision",
    "The same six digits can mean other goods in another revision of the Harmonized System.",
    "State the code of the revision in force on the day, or the day that it was declared on.",
)
IMPOSSIBLE_TOGETHER = fault_kind(
    "EG4112",
    "facts that cannot stand together",
    "One of the figures is wrong, so none of them may decide.",
    "Compare both figures with the datasheet.",
)
NO_DESCRIPTION = fault_kind(
    "EG4113",
    "catalogue row without a description",
    "Nobody can tell what the goods are.",
    "Describe the goods in the row; the other rows are finished.",
)
BAD_ROW = fault_kind(
    "EG4114",
    "catalogue row that cannot be read",
    "The row is set aside; the other rows are finished.",
    "Correct the row at the place named.",
)
OTHER_CATALOGUE = fault_kind(
    "EG4115",
    "output of another run",
    "Results of different files, days or editions must not be mixed in one file.",
    "Name another output file, or add --restart to write this one anew.",
)
BAD_ASSESSMENT = fault_kind(
    "EG4118",
    "assessment that cannot be kept",
    "A record of who classified what must be whole, or nobody can rely on it.",
    "State the codes of the list (or not_listed alone) and who decided.",
)
LIST_DRIFT = fault_kind(
    "EG4116",
    "control-list file read otherwise than expected",
    "A row that is lost without a word would free the goods it lists.",
    "Compare the file with the publisher's; if it is a new edition, its counts must be stated first.",
)
ODD_LINE = fault_kind(
    "EG4117",
    "odd line of a control-list file",
    "The line was kept as it stands; its place in the list was corrected or could not be told.",
    "Read the line in the official text.",
)
QUOTED_OTHERWISE = fault_kind(
    "EG4119",
    "quotation that does not stand in the text",
    "Whoever relies on the words of the law would rely on words that are not there.",
    "Quote from the file of the version that is named, or name the version that was quoted.",
)
TOO_LONG = fault_kind(
    "EG4120",
    "description too long to be read whole",
    "What stands behind the part that was read may be what the goods are.",
    "Describe one item a line; put a datasheet's figures into parameters.",
)
CONFLICTING = fault_kind(
    "EG4121",
    "parameter stated twice with different words",
    "Either of them may be the one that decides, and nothing says which.",
    "State the parameter once, by its own name.",
)
OTHER_FORMAT = fault_kind(
    "EG4122",
    "goods data of another version",
    "Rules and word lists of another layout would be read wrongly.",
    "Build the edition again: endgate edition build.",
)
BAD_RULE = fault_kind(
    "EG4109",
    "faulty rule or data file of goods",
    "A rule that cannot be read would silently never bite.",
    "Mend the file at the place named.",
)


class GoodsError(EndgateError):
    """Raised for faults in the data of goods or in a request; carries every fault found."""
