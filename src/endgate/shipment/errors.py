"""Faults of shipment files and of other input files (EG10-EG14). None of them is ever a verdict.

ShipmentError  input that cannot be used; carries every fault of the file
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

_NO_VERDICT = "Nothing is decided on input that cannot be read for certain."

MALFORMED_JSON = fault_kind("EG1001", "malformed JSON", _NO_VERDICT, "Mend the text at that place.")
EMPTY_FILE = fault_kind(
    "EG1008", "empty file", "An empty file is not a shipment without faults.", "Give the whole file."
)
NOT_UTF8 = fault_kind("EG1009", "not UTF-8", "Names read in a wrong coding match nobody.", "Save the file as UTF-8.")
DUPLICATE_KEY = fault_kind(
    "EG1010", "key twice in one object", "Readers differ on which value counts.", "Keep one of them."
)
NOT_FINITE = fault_kind("EG1011", "not a finite number", "No quantity of trade is infinite.", "Write the number.")
TOO_DEEP = fault_kind("EG1012", "nested too deep", "No shipment nests so far; such files are attacks.", "Flatten it.")
TOO_LARGE = fault_kind("EG1013", "file too large", "Reading it would exhaust the machine.", "Split the file.")
UNKNOWN_FORMAT = fault_kind(
    "EG1014", "unknown kind of file", _NO_VERDICT, "Give .json, .jsonl, .csv or .xlsx; see `endgate check --template`."
)
BAD_TEXT = fault_kind(
    "EG1015", "control character or broken character", "It hides text from the reader.", "Remove the character."
)
UNREADABLE = fault_kind("EG1016", "file cannot be opened", _NO_VERDICT, "Check the name and the permissions.")
WRONG_SCHEMA = fault_kind(
    "EG1017", "unknown schema", "Fields may have another meaning there.", "Use the schema that this version reads."
)

DUPLICATE_ID = fault_kind("EG1101", "id used twice", "References to it have no one meaning.", "Give each its own id.")
DANGLING = fault_kind(
    "EG1102", "reference to nothing", "A fact about nobody does not count.", "Name an id that the shipment has."
)
NO_ITEM = fault_kind("EG1103", "no item", "There is nothing to decide on.", "State at least one item.")
NO_PARTY = fault_kind("EG1104", "no party", "Law binds actors; none is stated.", "State at least one party.")
DATES_OUT_OF_ORDER = fault_kind(
    "EG1105", "dates out of order", "Law depends on which day comes first.", "Correct one of the dates."
)
BAD_QUANTITY = fault_kind(
    "EG1106", "quantity refused", "Thresholds and licences count quantities.", "Write number and unit, as in 20 t."
)
BAD_CAS = fault_kind(
    "EG1107", "CAS number refused", "A wrong number names another substance.", "Copy the number from the data sheet."
)
BAD_IMO = fault_kind(
    "EG1108", "IMO number refused", "A wrong number names another ship.", "Copy the number from the register."
)
BAD_IDENTIFIER = fault_kind(
    "EG1109", "identifying number refused", "A wrong number names somebody else.", "Copy it from the register."
)
BAD_HS = fault_kind("EG1110", "HS code refused", "Measures name HS codes.", "Give 4 to 10 digits, with leading zeros.")
BAD_PERCENTAGE = fault_kind(
    "EG1111", "percentage refused", "Content rules compare percentages.", "Give a number from 0 to 100."
)
BAD_CURRENCY = fault_kind(
    "EG1112", "unknown currency", "Value bounds are stated in a currency.", "Give the ISO 4217 code, as in EUR."
)
BAD_AMOUNT = fault_kind("EG1113", "amount refused", "Value bounds compare amounts.", "Give an amount of 0 or more.")
BLANK = fault_kind("EG1114", "blank where a name is needed", "A blank matches nobody.", "Fill it in.")
SELF_REFERENCE = fault_kind("EG1115", "refers to itself", "Nobody is their own head or owner.", "Name the other one.")
UNKNOWN_LINK = fault_kind(
    "EG1116", "unknown kind of link", "Ownership rules read the kind.", "Use one of the kinds named."
)
LATE_CONTRACT = fault_kind(
    "EG1117", "contract after shipment", "Transitional rules ask for the contract's day.", "Check both dates."
)
DOUBTFUL_IDENTIFIER = fault_kind(
    "EG1118", "identifying number looks wrong", "It will match nobody as it stands.", "Check it against the register."
)
COMPONENTS_ABOVE_WHOLE = fault_kind(
    "EG1119", "components above 100 %", "Content rules compare shares.", "Check whether parts are counted twice."
)

UNKNOWN_COLUMN = fault_kind(
    "EG1201", "unknown column", "A column that nobody reads is a fact that silently does not count.",
    "Rename it, or map it with --map FILE.toml (`ignore` lists columns to leave out).",
)  # fmt: skip
DUPLICATE_COLUMN = fault_kind("EG1202", "column twice", "Readers differ on which one counts.", "Keep one of them.")
NO_ROWS = fault_kind("EG1203", "no rows", "A table without rows is not a shipment.", "Add a line below the header.")
ROWS_DISAGREE = fault_kind(
    "EG1204", "lines of one shipment disagree", "A shipment has one such value.", "Make them equal or part the ids."
)
BAD_CELL = fault_kind(
    "EG1205", "cell cannot be read", "A guessed value must not earn a verdict.", "Type the value as text."
)
BAD_MAPPING = fault_kind(
    "EG1206", "mapping file refused", "Columns would be read as something else.", "See docs/shipment.md, Mapping."
)
BAD_WORKBOOK = fault_kind("EG1207", "workbook cannot be read", _NO_VERDICT, "Save it anew as .xlsx without a password.")
CELLS_BEYOND_HEADER = fault_kind(
    "EG1208", "cell beyond the header", "Nobody knows what it means.", "Give its column a name or clear it."
)
AMBIGUOUS_NUMBER = fault_kind(
    "EG1209", "number with two readings", "A thousandfold error decides thresholds.",
    "Write it without thousands signs, or set `decimal` in the mapping file.",
)  # fmt: skip
SHEET_NOT_READ = fault_kind(
    "EG1210", "sheet not read", "Shipments on it are not decided.", "Move it to a file of its own, or name it help."
)
BROKEN_CSV = fault_kind("EG1211", "broken CSV", _NO_VERDICT, "Mend the quotation marks at that line.")


class ShipmentError(EndgateError):
    """Input that cannot be used, with every fault found."""
