"""Listing dates that the compact screening list leaves out, taken from other public-domain files of the same lists."""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from defusedxml import ElementTree

from endgate.lists.importers import IMPORTERS
from endgate.lists.importers.contract import ImportReport, RawFile, Settings
from endgate.terms.dates import PartialDate

Key = TypeVar("Key")

CSL_2022 = Path("lists/us-csl/2022-04/consolidated.csv.gz")
STATE = Path("lists/us-state/isn")
OFAC_IRGC = Path("lists/us-ofac/enhanced-xml/2024/IRGC_sanctions.xml.gz")
OFAC_ENTRIES = Path("lists/us-ofac/advanced-xml/2024-03-06-derived-csv/sanctions_entries.csv.gz")

# A tag that marks consequences of another programme; it is put on an entry later and has no listing date of its own.
_MARKS = frozenset({"IFSR"})


@dataclass(frozen=True)
class ListingDates:
    """Dates by the publisher's own key: entry number at OFAC; list, name and Federal Register notice elsewhere."""

    entries: dict[str, PartialDate]
    notices: dict[tuple[str, str, str], PartialDate]
    pages: dict[str, PartialDate]
    determinations: dict[str, PartialDate]

    def of_entry(self, number: str, tag: str, tags: list[str]) -> PartialDate | None:
        """Day an OFAC entry was published. Given only where its one programme beside marks must be meant."""
        if tag in _MARKS or [each for each in tags if each not in _MARKS] != [tag]:
            return None
        return self.entries.get(number)

    def of_notice(self, list_name: str, name: str, notice: str, citations: tuple[str, ...]) -> PartialDate | None:
        """Effective date of a Commerce or State entry; for the Entity List else the day of its one notice's page."""
        held = self.notices.get((list_name, _fold(name), _fold(notice)))
        if held is not None or list_name != "EL" or len(citations) != 1:
            return held
        return self.pages.get(citations[0])


def read_dates(shared: Path) -> ListingDates:
    """Read all dates; a key that has two different dates has none."""
    notices: dict[tuple[str, str, str], set[str]] = {}
    pages: dict[str, set[str]] = {}
    for row in _rows(shared / CSL_2022):
        code = re.findall(r"\(([A-Z][A-Za-z -]*)\)", row["source"])
        if not code or not row["start_date"]:
            continue
        notice = row["federal_register_notice"]
        notices.setdefault((code[0], _fold(row["name"]), _fold(notice)), set()).add(row["start_date"])
        page = re.fullmatch(r"(\d+) FR (\d+)", notice.strip())
        if code[0] == "EL" and page:
            pages.setdefault(f"{page[1]} FR {page[2]}", set()).add(row["start_date"])
    return ListingDates(_entries(shared), _single(notices), _single(pages), _determinations(shared))


def _determinations(shared: Path) -> dict[str, PartialDate]:
    """Effective date of each determination in the State Department's own files."""
    found: dict[str, set[str]] = {}
    for path in sorted((shared / STATE).glob("*/isn.csv")):
        files = (RawFile(path.name, path),)
        for party in IMPORTERS["us-state-isn-csv"].read(files, Settings("us-state-isn"), ImportReport()):
            for each in party.designations:
                if each.listed_on is not None:
                    found.setdefault(each.designation_id, set()).add(str(each.listed_on))
    return _single(found)


def _entries(shared: Path) -> dict[str, PartialDate]:
    found: dict[str, set[str]] = {}
    for row in _rows(shared / OFAC_ENTRIES):
        if row["ListID"] == "1550" and row["DayFixed"] == "true":
            day = PartialDate(int(row["Year"]), int(row["Month"]), int(row["Day"]))
            found.setdefault(row["ProfileID"], set()).add(str(day))
    for number, day in _enhanced(shared / OFAC_IRGC):
        found.setdefault(number, set()).add(str(day))
    return _single(found)


def _enhanced(path: Path) -> list[tuple[str, PartialDate]]:
    """Entry number and day of publication on the SDN list, from an export in the Enhanced format."""
    with gzip.open(path, "rb") as stream:
        tree = ElementTree.parse(stream)
    found = []
    for entity in tree.iterfind("{*}entities/{*}entity"):
        for listed in entity.iterfind("{*}sanctionsLists/{*}sanctionsList"):
            if listed.get("datePublished") and listed.text == "SDN List":
                found.append((entity.attrib["id"], PartialDate.parse(listed.attrib["datePublished"][:10])))
    return found


def _single(found: dict[Key, set[str]]) -> dict[Key, PartialDate]:
    return {key: PartialDate.parse(min(days)) for key, days in found.items() if len(days) == 1}


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rb") as stream:
        return list(csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8", newline="")))
