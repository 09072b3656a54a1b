"""What the verbs that decide share: days, edition, shipment files and the claims beside them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from endgate.cli.output import say, show_faults
from endgate.cli.place import REVIEWS, data_directory, data_option, edition_option, find_edition
from endgate.edition.default import default_path
from endgate.edition.opened import Edition, open_edition
from endgate.evidence.errors import EvidenceError
from endgate.evidence.model import ClaimFile
from endgate.evidence.notices import with_notices
from endgate.evidence.read import merge, read_claims
from endgate.names.reviews import ReviewBook, read_reviews
from endgate.shipment.columns import ColumnMapping, read_mapping
from endgate.shipment.read import ReadResult, SourcedShipment, read_shipments
from endgate.terms.dates import read_day
from endgate.terms.faults import EndgateError, Fault, fault_kind

NO_CLAIMS_FILE = fault_kind(
    "EG9010",
    "file of claims missing",
    "A shipment that names claims is not decided without them: what they say could change the answer.",
    "Put the file beside the shipment, or take its name out of the field claims.",
)
NO_CLAIMS_FOLDER = fault_kind(
    "EG9011",
    "claims without a folder",
    "A shipment read from standard input has no folder in which its files of claims could lie.",
    "Give the shipment as a file.",
)
NO_SHIPMENTS = fault_kind(
    "EG9013",
    "folder without shipments",
    "A folder in which nothing is decided would look like one in which nothing is wrong.",
    "Give a folder that holds .json, .jsonl, .csv or .xlsx files of shipments.",
)
CLAIMS_ALONE = fault_kind(
    "EG9016",
    "a file of claims, not of shipments",
    "Claims say what somebody said; they are decided on only beside the shipment that names them.",
    "endgate evidence claims FILE shows them; name the file in the field claims of a shipment to use it.",
)
SHIPMENT_ENDINGS = (".json", ".jsonl", ".csv", ".xlsx")
CLAIMS_ENDING = ".claims.json"
Decorated = TypeVar("Decorated", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A day like 2009-06-01."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else read_day(value)
        except ValueError as error:
            self.fail(str(error), parameter, context)


def asking_options(verb: Decorated) -> Decorated:
    """Give a verb ``--as-of``, ``--known-as-of``, ``--edition`` and ``--store``."""
    for option in (
        click.option("--as-of", type=DayType(), help="Day of the act; the shipment's own date otherwise."),
        click.option("--known-as-of", type=DayType(), help="Only what could be known that day; --as-of otherwise."),
        edition_option,
        data_option,
    ):
        verb = option(verb)
    return verb


@dataclass(frozen=True)
class Asked:
    """A shipment to decide with the claims beside it."""

    sourced: SourcedShipment
    claims: ClaimFile


def edition_of(named: str | None, data: Path | None) -> Edition:
    """Open the edition asked for; says so when the default one must be built first."""
    if named is None and not default_path(data_directory(data)).exists():
        say("building the edition from the lists and rules that come with Endgate (once; some seconds) ...")
    return open_edition(find_edition(data, named))


def recorded_reviews(data: Path | None) -> ReviewBook:
    """The recorded reviews of matches; a line that cannot be read is shown and hides nothing."""
    book = read_reviews(data_directory(data) / REVIEWS)
    show_faults(book.faults)
    return book


def load(files: tuple[str, ...], mapping: Path | None = None) -> tuple[list[Asked], list[Fault]]:
    """Read every shipment of every file with its claims; what is faulty comes back as faults, the rest stands."""
    asked: list[Asked] = []
    faults: list[Fault] = []
    columns = ColumnMapping() if mapping is None else read_mapping(mapping.read_bytes(), name=mapping.name)
    for name in files:
        result = _read(name, columns)
        faults += result.faults
        show_faults(result.warnings)
        for sourced in result.shipments:
            try:
                claims = claims_beside(sourced, None if name == "-" else Path(name).parent)
                noticed = replace(sourced, shipment=with_notices(sourced.shipment, claims))
                asked.append(Asked(noticed, claims))
            except EndgateError as error:
                faults += error.faults
    return asked, faults


def _read(name: str, columns: ColumnMapping) -> ReadResult:
    if name == "-":
        return read_shipments(sys.stdin.buffer.read(), name="-", mapping=columns)
    result = read_shipments(Path(name), name=name, mapping=columns)
    if result.faults and not result.shipments and _holds_claims(Path(name)):
        return replace(result, faults=(CLAIMS_ALONE.at(name, "it holds claims and no shipment"),))
    return result


def _holds_claims(path: Path) -> bool:
    """Is it a file of claims, of the case or as they are labelled to measure extraction?"""
    try:
        raw = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and isinstance(raw.get("claims"), list) and "parties" not in raw and "items" not in raw


def claims_beside(sourced: SourcedShipment, folder: Path | None) -> ClaimFile:
    """The claims that the shipment names, from files in its own folder. Raises EvidenceError with every fault."""
    names = sourced.shipment.claims
    if names and folder is None:
        raise EvidenceError(NO_CLAIMS_FOLDER.at(sourced.where, f"it names {', '.join(names)}"))
    return merge(list(_claim_files(sourced, folder or Path(), names)))


def _claim_files(sourced: SourcedShipment, folder: Path, names: tuple[str, ...]) -> Iterator[ClaimFile]:
    for index, name in enumerate(names):
        path = folder / name
        if Path(name).name != name or not path.is_file():
            where = f"{sourced.where}: $.claims[{index}]"
            raise EvidenceError(NO_CLAIMS_FILE.at(where, f"{name!r} is not a file in the shipment's folder"))
        yield read_claims(path, name=str(path))


def holds_forms(name: str) -> bool:
    """Is it a folder with files and without any of shipments?"""
    path = Path(name)
    if name == "-" or not path.is_dir():
        return False
    files = [each for each in path.iterdir() if each.is_file() and not each.name.startswith(".")]
    return bool(files) and not any(_of_shipments(each) for each in files)


def _of_shipments(path: Path) -> bool:
    return path.suffix in SHIPMENT_ENDINGS and not path.name.endswith(CLAIMS_ENDING)


def expand_folders(names: tuple[str, ...]) -> tuple[str, ...]:
    """Files as given; a folder stands for its shipment files (not the claims beside them), by name."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if name == "-" or not path.is_dir():
            found.append(name)
            continue
        inside = sorted(each for each in path.iterdir() if each.suffix in SHIPMENT_ENDINGS)
        shipments = [str(each) for each in inside if not each.name.endswith((CLAIMS_ENDING, "demo.json"))]
        if not shipments:
            raise EndgateError(NO_SHIPMENTS.at(name, "no file here is one of shipments"))
        found += shipments
    return tuple(found)
