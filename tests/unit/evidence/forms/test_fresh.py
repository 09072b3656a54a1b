"""Forms of other layouts and formats, written before the reader met them: exact, and placed on the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from endgate.cli.check_forms import read_folder, shipment_of
from endgate.evidence.forms.read import Form, read_form
from endgate.evidence.intake.take import take

FRESH = Path(__file__).with_name("fresh")
EXPECTED: dict[str, Any] = json.loads((FRESH / "expected.json").read_text(encoding="utf-8"))
Document = Callable[[str], bytes]


def form_of(content: bytes, name: str) -> Form:
    if name.endswith(".pdf"):
        pytest.importorskip("pypdfium2", reason="PDF is read with endgate[pdf-in]")
    taken = take(content, name=name)
    assert taken.faults == ()
    form = read_form(taken.texts[0].text)
    assert form is not None
    return form


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_field_and_line_is_exact(name: str, document: Document) -> None:
    form, wanted = form_of(document(name), name), EXPECTED[name]
    assert form.kind.value == wanted["kind"]
    assert {field: each.value for field, each in form.fields.items()} == wanted["fields"]
    assert [dict(each.values) for each in form.lines] == wanted["lines"]


def test_fields_of_a_pdf_name_their_box_on_the_page(document: Document, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="PDF is read with endgate[pdf-in]")
    (tmp_path / "bill.pdf").write_bytes(document("lading-bearings.pdf"))
    read = read_folder(tmp_path)
    assert read.proposed is not None
    places = {each.field: each.place for each in read.proposed.to_confirm}
    assert all(place is not None and place.page == 1 for place in places.values())
    vessel, goods = places["vessel"], places["line 2 description"]
    assert vessel is not None
    assert goods is not None
    left, top, right, bottom = vessel.box  # set at x 40, y 606 of 595 by 842 points
    assert (left, round(1000 * 40 / 595)) == (67, 67)
    assert top < round(1000 * (842 - 606) / 842) <= bottom
    assert right - left == pytest.approx(88, abs=12)
    assert goods.box[0] == round(1000 * 240 / 595)
    lines = shipment_of(read.proposed)["unconfirmed"]
    assert any("page 1 box 67," in line and "vessel = Levant Star" in line for line in lines)
    assert not any("box" in line.partition(":")[0] for line in lines if line.startswith("differs"))
