"""Past designations of the State Department that its newer lists leave out: rows of 2014 with a stated end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from endgate.lists.importers.fields import collapse, script_of
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from starter.csl import read_citations

FILE = Path("lists/us-state/isn/2014-09-24/isn.csv")

# The list's own spellings, several of them slips, to one code each.
_PROGRAMMES = (
    (re.compile(r"E\.O\. 133(28|82)"), "E.O. 13382"),
    (re.compile(r"Miss(i?)le Sanctions"), "MISSILE"),
    (re.compile(r"INSKNA|INKSNA"), "INKSNA"),
    (re.compile(r"ISNA"), "ISNA"),
    (re.compile(r"Chemical and Biological"), "CBW"),
)


def read_state_history(shared: Path) -> Iterator[ListedParty]:
    """Yield one party per name with every designation that has a plain end; rows without one stand in newer lists."""
    text = (shared / FILE).read_bytes().decode("cp850").replace("\u00a0", " ")
    found: dict[str, list[Designation]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        name, start, end = collapse(row["Name"]), _day(row["Effective Date"]), _day(row["Date Lifted/Waived/Expired"])
        if name and start is not None and end is not None and end.earliest() > start.earliest():
            held = found.setdefault(name, [])
            held.append(_designation(_party_id(name), row, start, end, len(held) + 1))
    for name, designations in sorted(found.items()):
        names = (Name(name, script=script_of(name)),)
        yield ListedParty(_party_id(name), "us-state-isn", PartyKind.UNKNOWN, names, designations=tuple(designations))


def _party_id(name: str) -> str:
    return "us-state-isn:2014." + re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def _designation(party_id: str, row: dict[str, str], start: PartialDate, end: PartialDate, number: int) -> Designation:
    raw = collapse(row["Programs"])
    programme = next((code for pattern, code in _PROGRAMMES if pattern.search(raw)), raw.upper())
    return Designation(
        designation_id=f"{party_id}/{number}",
        source="us-state-isn",
        authority="US-STATE",
        list_name="ISN",
        programme=programme,
        programme_raw=raw,
        listed_on=start,
        delisted_on=end,
        measures=("other",),
        citations=read_citations(row["Federal Register Notice"]),
    )


def _day(text: str) -> PartialDate | None:
    match = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\s*", text or "")
    if match is None:
        return None
    year = int(match[3])
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    return PartialDate(year, int(match[1]), int(match[2]))
