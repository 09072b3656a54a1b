"""Reads documents and relations of the SDN list of 2024-03-06 (tables of its Advanced format) by OFAC number."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from defusedxml import ElementTree

from endgate.lists.importers.contract import ImportReport
from endgate.lists.importers.ofac_remarks import Remarks, read_fact
from endgate.lists.model import Identifier

FOLDER = Path("lists/us-ofac/advanced-xml/2024-03-06-derived-csv")


def read_documents(shared: Path, values: Path) -> dict[str, tuple[Identifier, ...]]:
    """Numbers of identity documents. ``values`` is an Enhanced file, which says what the types' numbers mean."""
    labels = _reference_values(values, "ID DOCUMENT TYPE")
    countries = {row["ID"]: row["Description"] for row in _rows(shared, "reference_values") if _is_area(row)}
    entries = {row["IdentityID"]: row["ProfileID"] for row in _rows(shared, "distinct_party")}
    found: dict[str, list[Identifier]] = {}
    for row in _rows(shared, "idregdocuments"):
        number, label = entries.get(row["IdentityID"]), labels.get(row["IDRegDocTypeID"])
        if number is None or label is None or row["ValidityID"] != "1":
            continue
        remarks = Remarks()
        country = countries.get(row["IssuedBy_CountryID"], "")
        read_fact(label, row["IDRegistrationNo"], country, "", remarks, ImportReport())
        found.setdefault(number, []).extend(remarks.identifiers)
    return {number: tuple(each) for number, each in found.items()}


def read_relationships(shared: Path, values: Path) -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Relation, number of the object and whether it is over, by the number of the subject."""
    text = resources.files("endgate").joinpath("data", "lists", "ofac_relations.csv").read_text(encoding="utf-8")
    written = {row["written"].lower(): row["relation"] for row in csv.DictReader(text.splitlines())}
    kinds = {key: written.get(label.lower()) for key, label in _reference_values(values, "RELATIONSHIP TYPE").items()}
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for row in _rows(shared, "profile_relationships"):
        relation = kinds.get(row["RelationTypeID"])
        if relation is not None:
            fact = (relation, row["To-ProfileID"], row["Former"] == "true")
            found.setdefault(row["From-ProfileID"], []).append(fact)
    return {number: tuple(sorted(set(each))) for number, each in found.items()}


def _is_area(row: dict[str, str]) -> bool:
    return row["Element"] == "AreaCode"


def _reference_values(path: Path, wanted: str) -> dict[str, str]:
    with gzip.open(path, "rb") as stream:
        tree = ElementTree.parse(stream)
    found = {}
    for value in tree.iterfind("{*}referenceValues/{*}referenceValue"):
        if (value.findtext("{*}type") or "").upper() == wanted:
            found[value.attrib["refId"]] = value.findtext("{*}value") or ""
    return found


def _rows(shared: Path, name: str) -> Iterator[dict[str, str]]:
    with gzip.open(shared / FOLDER / f"{name}.csv.gz", "rb") as stream:
        yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8-sig", newline=""))
