"""Faults of the command line that are no fault of a room below (EG90nn input, EG91nn measuring, EG92nn installation).

EndgateError
├── BenchError
└── NothingToMeasureError   ends with code 3
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

OUT_OF_REACH = fault_kind(
    "EG9014",
    "file or folder out of reach",
    "What cannot be read or written is not decided on.",
    "Check the name, the permissions and the room left on the disk.",
)
NOTHING_TO_MEASURE = fault_kind(
    "EG9101",
    "nothing to measure",
    "A figure without a case behind it would be invented.",
    "Name a folder or file that holds cases; docs/benchmarks.md shows the forms.",
)
FIGURE_FILE_REFUSED = fault_kind(
    "EG9102",
    "file of cases refused",
    "A case that is read by half is scored wrongly, and the figure with it.",
    "Write the columns or keys that docs/benchmarks.md names.",
)
CHILD_FAILED = fault_kind(
    "EG9103",
    "measured process failed",
    "The time of a process that did not do its work says nothing.",
    "Run the same command by hand, mend what it says, then measure again.",
)
CASE_SET_ASIDE = fault_kind(
    "EG9104",
    "case set aside",
    "A row that cannot be read whole would be scored as something else; it is counted apart and the others are scored.",
    "Mend the row; docs/benchmarks.md names the columns and what they hold.",
)
DEPENDENCY_UNFIT = fault_kind(
    "EG9201",
    "dependency absent or too old",
    "Verbs that need it fail in the middle of their work.",
    "Install the pinned packages: python3 run.py demo, or pip install -r requirements/run.txt.",
)
PYTHON_TOO_OLD = fault_kind(
    "EG9202",
    "Python too old",
    "The program uses what older versions do not have.",
    "Install Python 3.11 or newer and set the environment up again.",
)
DATA_NOT_WRITABLE = fault_kind(
    "EG9203",
    "data directory not writable",
    "No edition can be built and no list or review stored.",
    "Mend the permission of the folder, or name another with --store or ENDGATE_DATA.",
)
PACKAGE_DATA_UNREADABLE = fault_kind(
    "EG9204",
    "file of the package unreadable",
    "Rules or lists that come with the program would silently be missing.",
    "Install the program again.",
)


class BenchError(EndgateError):
    """A measurement that cannot be taken."""


class NothingToMeasureError(EndgateError):
    """The cases asked for are not there. ``data_missing`` makes the command line end with code 3."""

    data_missing = True


DESK_ABSENT = fault_kind(
    "EG9205",
    "desk not installed",
    "The desk needs a web framework that the other verbs do without.",
    "Install it: pip install 'endgate[desk]', or from a checkout: python3 run.py serve.",
)
UNKNOWN_AT_DESK = fault_kind(
    "EG9015",
    "no such user or token",
    "An order about nobody would look as if it had been carried out.",
    "See endgate user ls or endgate token ls.",
)
