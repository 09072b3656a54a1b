"""Make the facts of the US country chart: ``python tools/make_us_chart.py ../shared [FOLDER]``. Same in, same out.

Reads 15 CFR 738 Supplement No. 1 and the licence requirements of 15 CFR 774 Supplement No. 1 and writes which country
is marked in which column, and which columns an entry names. No words of the publisher are kept: what a row says in
words becomes ``in_words`` with the sections that it cites. Fails when a country has no code or a count has changed.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from endgate.terms.places import country_of

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/endgate/data/goods"
CHART, LIST = "goods/us_ccl_2026/country-chart.json.gz", "goods/us_ccl_2026/ccl_ecfr_2026-07-23.json.gz"
EXPECTED = {"countries": 196, "marks": 1788, "embargoed": 4, "entries": 633, "rows": 1536}
_MARKS = ("code", "columns", "pointer", "row_of", "footnotes")
_COLUMNS = ("eccn", "reason", "column", "scope", "paragraphs", "destinations", "in_words", "sections")
_CELL = re.compile(r"\b(?:([A-Z]{2}) )?Columns? (\d)\b")
_CONTROL = re.compile(r"([A-Z]{2})\b(?: controls?)? appl(?:y|ies)(?: only)?(?: to)?(?: the)? ([^:]*)")
_SECTION = re.compile(r"\b(7[0-9]{2}\.\d+(?:\([A-Za-z0-9]+\))*)")
_KIND = re.compile(r"^(?:items|commodities|paragraphs?)(?: controlled (?:by|in|under))?(?: in)? ")
_PART = re.compile(r"^(?:(\d[A-E]\d{3}))?\.?([a-z](?:\.[a-z0-9]+)*)?$")
_PLACES = (
    (re.compile(r"^(?:Worldwide control|To or within any destination worldwide)\b"), "*"),
    (re.compile(r"\bto North Korea for anti-terrorism reasons"), "KP"),
    (re.compile(r"^China, Russia,? or Venezuela\b"), "CN|RU|VE"),
)
_SECTOR = "Russian industry sector"


def main(shared: Path, target: Path = TARGET) -> None:
    """Write ``us_chart.csv``, ``us_country_marks.csv`` and ``us_entry_columns.csv``. Raises ValueError on drift."""
    chart, entries = _read(shared / CHART), _read(shared / LIST)
    rows = [row for entry in entries["entries"] for row in entry["countryChart"]]
    counted = {
        "countries": len(chart["countries"]),
        "marks": sum(len(each["marks"]) for each in chart["countries"].values()),
        "embargoed": len(chart["embargoed"]),
        "entries": len(entries["entries"]),
        "rows": len(rows),
    }
    if counted != EXPECTED:
        raise ValueError(f"counts have changed: {counted} for {EXPECTED}")
    attested = [
        {"part": "chart", "attested": chart["ecfrIssueDate"], "citation": "15 CFR 738 Supp. 1"},
        {"part": "entries", "attested": entries["ecfrIssueDate"], "citation": "15 CFR 774 Supp. 1"},
    ]
    _write(target / "us_chart.csv", ("part", "attested", "citation"), attested)
    _write(target / "us_country_marks.csv", _MARKS, sorted(marks(chart), key=lambda row: row["code"]))
    _write(target / "us_entry_columns.csv", _COLUMNS, requirements(chart, entries["entries"]))


def marks(chart: dict[str, Any]) -> Iterator[dict[str, str]]:
    """One row per destination: its columns, or where its row points to, or whose row it shares."""
    known = {row["name"]: row["code"] for row in _table("us_chart_names.csv")}
    shared = {_code(name, known): _code(each["row"], known) for name, each in chart["territoryInheritance"].items()}
    for name, each in {**chart["countries"], **chart["embargoed"]}.items():
        code = _code(name, known)
        yield {
            "code": code,
            "columns": "|".join(each.get("marks", ())),
            "pointer": "|".join(dict.fromkeys(_pointers(each.get("pointer", "")))),
            "row_of": shared.pop(code, ""),
            "footnotes": "|".join(str(number) for number in each["footnotes"]),
        }
    for code, row_of in shared.items():
        yield {"code": code, "row_of": row_of}


def requirements(chart: dict[str, Any], entries: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """The rows of every entry in the order of the list; what is encoded by hand takes the place of its words."""
    encoded = {(row["eccn"], row["reason"]): row for row in _table("us_chart_encoded.csv")}
    found: list[dict[str, str]] = []
    for entry in entries:
        rows = [made for row in entry["countryChart"] for made in _of_row(entry["eccn"], row)]
        said = {row["reason"] for row in rows}
        unsaid = [reason for reason in _reasons(entry["reasonForControl"] or "") if reason not in said]
        rows += [_words(entry["eccn"], reason, "", "words") for reason in unsaid]
        rows += list(_everywhere(entry["eccn"], chart["allDestinationsEntries"]))
        for row in rows or [_words(entry["eccn"], "", "", "words")]:
            mine = encoded.get((row["eccn"], row["reason"])) if row["in_words"] == "yes" else None
            found.append({**row, **({} if mine is None else {key: mine[key] for key in _COLUMNS if key in mine})})
    return list({tuple(row.items()): row for row in found}.values())


def _of_row(eccn: str, row: dict[str, str]) -> Iterator[dict[str, str]]:
    control, cell = (" ".join(row[key].split()) for key in ("control", "countryChart"))
    named = _CONTROL.match(control)
    reason = "" if named is None else named[1]
    said = "entire entry" if control.startswith(_SECTOR) else "" if named is None else _CELL.sub("", named[2])
    scope, paragraphs = _scope(eccn, said)
    base = {"eccn": eccn, "scope": scope, "paragraphs": "|".join(paragraphs)}
    columns = [(match[1] or reason, match[2]) for match in _CELL.finditer(cell)]
    for code, number in columns:
        yield {
            **base,
            "reason": code,
            "column": f"{code} {number}",
            "destinations": "",
            "in_words": "no",
            "sections": "",
        }
    if not columns or _SECTION.search(cell):
        places = "RU|BY" if control.startswith(_SECTOR) else _places(cell)
        sections = "|".join(dict.fromkeys(_SECTION.findall(cell)))
        yield {**base, "reason": reason, "column": "", "destinations": places, "in_words": "yes", "sections": sections}


def _scope(eccn: str, said: str) -> tuple[str, Sequence[str]]:
    """Which part of the entry a row is for, where it says so by paragraphs alone."""
    text = re.sub(r" of this entry$| only$", "", said.strip(" ."))
    if re.fullmatch(r"entire entry(?: [A-Z]{2} applies to entire entry)*", text):
        return "entry", ()
    kind = "paragraphs"
    excepted = re.match(r"^entire entry,? except ", text)
    if excepted is not None:
        kind, text = "except", text[excepted.end() :]
    parts = [_PART.match(each) for each in re.split(r",? and |,? or |, ?", _KIND.sub("", text))]
    if any(part is None or not part[2] or part[1] not in (None, eccn) for part in parts):
        return "words", ()
    return kind, [f"{eccn}.{part[2]}" for part in parts if part is not None]


def _everywhere(eccn: str, rules: dict[str, Any]) -> Iterator[dict[str, str]]:
    """15 CFR 738.3(a)(1): entries and paragraphs that need a licence for every destination."""
    for each in (*rules["noLicenceExceptions"], *rules["govOnly"]["entries"]):
        path, _, condition = each.partition(" (")
        if path.split(".")[0] == eccn:
            scope = "words" if condition else "entry" if path == eccn else "paragraphs"
            paragraphs = path if scope == "paragraphs" else ""
            yield {**_words(eccn, "", "738.3(a)(1)", scope), "paragraphs": paragraphs, "destinations": "*"}


def _words(eccn: str, reason: str, sections: str, scope: str) -> dict[str, str]:
    row = dict.fromkeys(_COLUMNS, "")
    return {**row, "eccn": eccn, "reason": reason, "scope": scope, "in_words": "yes", "sections": sections}


def _places(cell: str) -> str:
    return next((places for pattern, places in _PLACES if pattern.search(cell)), "")


def _reasons(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\b([A-Z]{2})\d?\b", text)))


def _pointers(text: str) -> list[str]:
    return re.findall(r"part \d{3}|\d{3}\.\d+", text)


def _code(name: str, known: dict[str, str]) -> str:
    code = known.get(name) or country_of(name)
    if code is None:
        raise ValueError(f"{name!r} has no code: add it to tools/us_chart_names.csv")
    return str(code)


def _read(path: Path) -> dict[str, Any]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        loaded: dict[str, Any] = json.load(stream)
    return loaded


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:3]))
