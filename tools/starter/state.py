"""Past designations of the State Department that its newer lists leave out: rows of 2014 with a stated end."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from endgate.lists.importers.csl_parts import (
    canonical_programme,
    determination_id,
    isn_key,
    plain_name,
    read_citations,
)
from endgate.lists.importers.fields import collapse, script_of
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

FILE = Path("lists/us-state/isn/2014-09-24/isn.csv")


def read_state_history(shared: Path, current: AbstractSet[str]) -> Iterator[ListedParty]:
    """Yield one party per name with every designation that has a plain end; rows without one stand in newer lists.

    ``current`` are the determinations of the newer list: what still stands there did not end as the older one says.
    """
    text = (shared / FILE).read_bytes().decode("cp850").replace("\u00a0", " ")
    found: dict[str, dict[str, Designation]] = {}
    names: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = plain_name(collapse(row["Name"]))[0]
        start, end = _day(row["Effective Date"]), _day(row["Date Lifted/Waived/Expired"])
        if name and start is not None and end is not None and end.earliest() > start.earliest():
            party_id = f"us-state-isn:{isn_key(name)}"
            names.setdefault(party_id, name)
            designation = _designation(party_id, row, start, end)
            if designation.designation_id not in current:
                _take(found.setdefault(party_id, {}), designation)
    for party_id, held in sorted(found.items()):
        name = names[party_id]
        printed = (Name(name, script=script_of(name)),)
        yield ListedParty(
            party_id, "us-state-isn", PartyKind.UNKNOWN, printed, designations=tuple(held[key] for key in sorted(held))
        )


def _take(held: dict[str, Designation], designation: Designation) -> None:
    """One notice may announce several determinations against a party; each has an id of its own, as in the reader."""
    key = designation.designation_id
    if key in held and held[key].listed_on != designation.listed_on:
        key = f"{key}/{designation.listed_on}"
    held.setdefault(key, replace(designation, designation_id=key))


def _designation(party_id: str, row: dict[str, str], start: PartialDate, end: PartialDate) -> Designation:
    raw, notice = collapse(row["Programs"]), collapse(row["Federal Register Notice"])
    programme, citations = canonical_programme(raw), read_citations(notice)
    return Designation(
        designation_id=determination_id(party_id, programme, citations, notice),
        source="us-state-isn",
        authority="US-STATE",
        list_name="ISN",
        programme=programme,
        programme_raw=raw,
        listed_on=start,
        delisted_on=end,
        measures=("other",),
        citations=citations,
    )


def _day(text: str) -> PartialDate | None:
    match = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\s*", text or "")
    if match is None:
        return None
    year = int(match[3])
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    return PartialDate(year, int(match[1]), int(match[2]))
