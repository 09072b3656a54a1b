"""The remarks column of OFAC's legacy files: segments between semicolons, each told by its label.

Labels are data (``data/lists/ofac_remarks.csv``). A segment without a known label is kept as a note and counted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.fields import collapse, read_country, read_identifier, script_of
from endgate.lists.model import Birth, CountryFact, Identifier, Name, NameKind, NameQuality
from endgate.lists.textdates import read_birth
from endgate.terms.kinds import IdentifierKind

CUT_LENGTH = 1000
"""The remarks column ends here; the rest stands in the comments file."""
_WEAK = re.compile(r"([afn])\.k\.a\. '(.*)'\.?")
_ALT = re.compile(r"alt\. ", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<value>.*?)(?: \((?P<country>[^()]+)\))?(?P<dates>(?: (?:issued|expires) [^()]+)?)")
_AFTER_LABEL = ("", " ", ":", "#", ".", ",")
_AKA = {"a": NameKind.ALIAS, "f": NameKind.FORMER, "n": NameKind.NOW}


@dataclass(frozen=True)
class _Label:
    text: str
    treatment: str
    kind: str


@dataclass
class Remarks:
    """What one entry's remarks say."""

    weak: list[Name] = field(default_factory=list)
    birth: list[Birth] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    countries: list[CountryFact] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    linked_to: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gender: str = ""


@cache
def _labels() -> dict[str, list[_Label]]:
    """Labels by their first three letters, the longest first."""
    text = resources.files("endgate").joinpath("data", "lists", "ofac_remarks.csv").read_text(encoding="utf-8")
    found: dict[str, list[_Label]] = {}
    for row in csv.DictReader(text.splitlines()):
        label = _Label(row["label"].lower(), row["treatment"], row["kind"])
        found.setdefault(label.text[:3], []).append(label)
    for group in found.values():
        group.sort(key=lambda each: -len(each.text))
    return found


def read_remarks(text: str, report: ImportReport, *, may_be_cut: bool = False) -> Remarks:
    """Read all segments. ``may_be_cut`` says that no comments file was at hand: a last segment at the column's end
    is then a fragment and becomes a note."""
    remarks = Remarks()
    segments = [segment.strip() for segment in text.split(";")]
    if may_be_cut and len(text) >= CUT_LENGTH:
        remarks.notes.append(segments.pop())
        report.count("remarks:cut")
    elif segments:
        segments[-1] = segments[-1].removesuffix(".")
    for segment in segments:
        if segment:
            _read_segment(segment, remarks, report)
    return remarks


def _read_segment(segment: str, remarks: Remarks, report: ImportReport) -> None:
    weak = _WEAK.fullmatch(segment)
    if weak is not None:
        name = collapse(weak[2])
        remarks.weak.append(Name(name, _AKA[weak[1]], NameQuality.WEAK, script_of(name), trace="remarks"))
        return
    body = _ALT.sub("", segment, count=1) if segment[:5].lower() == "alt. " else segment
    label = _label_of(body)
    if label is None:
        report.met_unknown("remark without a known label")
        remarks.notes.append(segment)
        return
    value = body[len(label.text) :].lstrip(":#. ").strip()
    if not _TREATMENTS[label.treatment](value, label, remarks, report):
        report.met_unknown(f"remark {label.text!r} not readable")
        remarks.notes.append(segment)


def _label_of(body: str) -> _Label | None:
    lower = body.lower()
    for label in _labels().get(lower[:3], ()):
        if lower.startswith(label.text) and lower[len(label.text) : len(label.text) + 1] in _AFTER_LABEL:
            return label
    return None


def read_fact(label: str, value: str, country: str, note: str, remarks: Remarks, report: ImportReport) -> bool:
    """Read a fact that a newer format gives apart: label, value, country and remark. False when the label is unknown.

    What the label's treatment cannot read becomes a note, as with the remarks column.
    """
    body = collapse(f"{label} {value}").replace("\u2019", "'")
    found = _label_of(body)
    if found is None:
        return False
    rest = body[len(found.text) :].lstrip(":#. ").strip()
    if found.treatment == "identifier" and rest:
        code = read_country(country, report)
        number = rest if code is not None or not country else f"{rest} ({country})"
        remarks.identifiers.append(read_identifier(IdentifierKind(found.kind), number, code, note))
    elif not _TREATMENTS[found.treatment](rest, found, remarks, report):
        report.met_unknown(f"remark {found.text!r} not readable")
        remarks.notes.append(body)
    return True


def label_kind(text: str) -> IdentifierKind | None:
    """What kind of number a label alone names (``Tax ID No.``); None when it names none."""
    label = _label_of(text)
    if label is None or label.treatment != "identifier" or label.text.rstrip(".:#") != text.lower().rstrip(".:# "):
        return None
    return IdentifierKind(label.kind)


def _birth(value: str, _label: _Label, remarks: Remarks, _report: ImportReport) -> bool:
    birth = read_birth(value)
    if birth is None:
        return False
    remarks.birth.append(birth)
    return True


def _birth_place(value: str, _label: _Label, remarks: Remarks, _report: ImportReport) -> bool:
    remarks.birth_places.append(value)
    return True


def _gender(value: str, _label: _Label, remarks: Remarks, _report: ImportReport) -> bool:
    remarks.gender = value.lower()
    return True


def _country(value: str, label: _Label, remarks: Remarks, report: ImportReport) -> bool:
    code = read_country(value, report)
    if code is None:
        return False
    remarks.countries.append(CountryFact(code, label.treatment))
    return True


def _linked_to(value: str, _label: _Label, remarks: Remarks, _report: ImportReport) -> bool:
    remarks.linked_to.append(value)
    return True


def _note(value: str, label: _Label, remarks: Remarks, _report: ImportReport) -> bool:
    remarks.notes.append(f"{label.text} {value}".strip())
    return True


def _identifier(value: str, label: _Label, remarks: Remarks, report: ImportReport) -> bool:
    match = _NUMBER.fullmatch(value)
    if match is None or not match["value"]:
        return False
    country = read_country(match["country"] or "", report)
    note = match["dates"].strip()
    number = match["value"] if country is not None or not match["country"] else f"{match['value']} ({match['country']})"
    remarks.identifiers.append(read_identifier(IdentifierKind(label.kind), number, country, note))
    return True


def _crypto(value: str, _label: _Label, remarks: Remarks, _report: ImportReport) -> bool:
    currency, _, address = value.lstrip("- ").partition(" ")
    if not address:
        return False
    remarks.identifiers.append(Identifier(IdentifierKind.CRYPTO_ADDRESS, address.strip(), note=currency))
    return True


_TREATMENTS: dict[str, Callable[[str, _Label, Remarks, ImportReport], bool]] = {
    "birth": _birth,
    "birth_place": _birth_place,
    "gender": _gender,
    "nationality": _country,
    "citizenship": _country,
    "registration": _country,
    "former_flag": _country,
    "other_flag": _country,
    "linked_to": _linked_to,
    "identifier": _identifier,
    "crypto": _crypto,
    "note": _note,
}
