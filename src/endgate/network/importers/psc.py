"""Lines of the UK register of persons with significant control: one line per person and company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from endgate.network.errors import BROKEN_ROW, WRONG_PERIOD
from endgate.network.gather import Counts, Gathering, known_by
from endgate.network.model import Right, Share
from endgate.network.records import NodeKind, Rank
from endgate.network.tables import by, rows

SPACE, PERSONS = "gb-coh", "psc"
Row = dict[str, Any]
_THROUGH = re.compile(r"-as-(?:trust|firm|nominee)|-through-control")


def read(lines: Iterator[tuple[str, Row]], into: Gathering, counts: Counts) -> None:
    """Read lines. Those that name no person say why the register knows none; they are notes, not links."""
    for place, row in lines:
        data = row.get("data")
        if not isinstance(data, dict):
            counts.fault(BROKEN_ROW.at(f"{counts.file}:{place}", "a line needs data"))
            counts.skip("broken line")
            continue
        counts.read += 1
        kind = by("psc_kinds", "kind").get(str(data.get("kind")))
        company = row.get("company_number")
        if kind is None or not kind["person"]:
            counts.skip("names no person")
            if company:
                into.note(_company(str(company), into), _why(data, kind))
        elif not company:
            counts.fault(BROKEN_ROW.at(f"{counts.file}:{place}", "a person without a company_number"))
            counts.skip("an end is missing")
        else:
            _person(str(company), data, NodeKind[kind["person"]], f"{counts.file}:{place}", into, counts)


def _why(data: Row, kind: dict[str, str] | None) -> str:
    told = "" if kind is None else kind["note"]
    statement = str(data.get("statement") or data.get("description") or "").replace("-", " ")
    return ": ".join(each for each in (told or f"line of kind {data.get('kind')}", statement) if each)


def _company(number: str, into: Gathering) -> int:
    """The company; a number that lost its leading zeros is filled up to eight characters."""
    node = into.node(SPACE, number.strip().upper().zfill(8))
    into.describe(node, "", NodeKind.COMPANY, "GB")
    return node


def _person(company: str, data: Row, kind: NodeKind, where: str, into: Gathering, counts: Counts) -> None:
    try:
        when = into.between(known_by(str(data.get("notified_on") or ""), str(data.get("ceased_on") or "")))
    except ValueError as error:
        counts.skip("dates")
        counts.fault(WRONG_PERIOD.at(where, str(error)))
        return
    held, holder = _company(company, into), _holder(company, data, kind, into)
    natures = [str(each) for each in data.get("natures_of_control") or ()]
    for nature in natures or [""]:
        _nature(nature, holder, held, when, into)
    counts.used += 1


def _holder(company: str, data: Row, kind: NodeKind, into: Gathering) -> int:
    """The holder: a company of the register by its number, anybody else by the register's own key."""
    identified = data.get("identification")
    number = _number(identified) if isinstance(identified, dict) else ""
    if number:
        node = into.node(SPACE, number)
    else:
        links = data.get("links")
        own = links.get("self") if isinstance(links, dict) else ""
        node = into.node(PERSONS, str(own or f"{company}/{_name(data)}"))
    into.describe(node, _name(data), kind)
    return node


def _number(identified: Row) -> str:
    country = str(identified.get("country_registered") or identified.get("place_registered") or "").strip().casefold()
    number = re.sub(r"\s", "", str(identified.get("registration_number") or "")).upper()
    known = country in by("uk_registers", "word") and re.fullmatch(r"[A-Z]{0,2}\d{1,8}", number)
    return number.zfill(8) if known and len(number) <= 8 else ""


def _name(data: Row) -> str:
    parts = data.get("name_elements")
    if data.get("name") or not isinstance(parts, dict):
        return str(data.get("name") or "")
    return " ".join(str(parts[key]) for key in ("title", "forename", "middle_name", "surname") if parts.get(key))


def _nature(nature: str, holder: int, held: int, when: int, into: Gathering) -> None:
    """One nature of control. What is held as trustee or member of a firm is somebody's, perhaps not the holder's."""
    row = next((each for each in rows("psc_natures") if nature.startswith(each["begins"])), None)
    kind, right = ("controls", "") if row is None else (row["kind"], row["right"])
    rank = Rank.DOUBTFUL if _THROUGH.search(nature) else Rank.REPORTED
    source = into.cite(f"UK register: {nature or 'nature of control not stated'}")
    into.link(holder, held, kind, Right(right) if right else None, _band(nature, into), when, rank, source=source)


def _band(nature: str, into: Gathering) -> int:
    row = next((each for each in rows("psc_bands") if each["band"] in nature), None)
    if row is None:
        return 0
    lo, hi = Fraction(row["lo"]), Fraction(row["hi"])
    return into.stake(Share(lo, hi, row["lo_open"] == "1", row["hi_open"] == "1"))
