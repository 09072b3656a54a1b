"""Forms in varied layouts are read exactly: every field and every line, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from endgate.evidence.forms.read import Form, kind_of, read_form

DOCUMENTS = Path(__file__).with_name("documents")
EXPECTED: dict[str, Any] = json.loads((DOCUMENTS / "expected.json").read_text(encoding="utf-8"))


def form_of(name: str) -> Form:
    form = read_form((DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8"))
    assert form is not None
    return form


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_field_and_line_is_exact(name: str) -> None:
    form, wanted = form_of(name), EXPECTED[name]
    assert form.kind.value == wanted["kind"]
    assert {field: each.value for field, each in form.fields.items()} == wanted["fields"]
    assert [dict(each.values) for each in form.lines] == wanted["lines"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_value_stands_where_it_says(name: str) -> None:
    lines = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for each in form_of(name).fields.values():
        first = each.value.split()[0]
        assert lines[each.line - 1][each.column :].startswith(first)


def test_an_address_is_kept_beside_its_party() -> None:
    assert form_of("invoice-chairs").fields["buyer"].more == ("Seestrasse 14", "8002 Zürich", "Switzerland")
    assert form_of("enduse-lathe").fields["end_user"].more == ("ul. Polna 7, Gdansk, Poland",)


@pytest.mark.parametrize("text", ["", "Dear Anna,\nthe invoice date is open.\n", "\x0c\x0c", "|||\n---\n"])
def test_what_is_no_form_is_not_read_as_one(text: str) -> None:
    assert read_form(text) is None


def test_the_first_title_tells_the_kind() -> None:
    assert kind_of("COMMERCIAL INVOICE\nBill of Lading No. 7") == "commercial_invoice"
    assert kind_of("CERTIFICATE OF ORIGIN\nInvoice no 4") == "certificate_of_origin"
