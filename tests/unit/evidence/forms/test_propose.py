"""Forms of one deal become a proposed shipment: what they declare, what differs, and nothing concluded."""

from __future__ import annotations

from pathlib import Path

import pytest

from endgate.evidence.errors import EvidenceError
from endgate.evidence.forms.propose import NamedForm, ProposedShipment, propose_shipment
from endgate.evidence.forms.read import read_form
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

DOCUMENTS = Path(__file__).with_name("documents")


def proposed(*names: str) -> ProposedShipment:
    forms = [(name, read_form((DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8"))) for name in names]
    return propose_shipment("case", [NamedForm(name, form) for name, form in forms if form is not None])


def test_a_bill_of_lading_keeps_the_declared_destination_beside_the_port_and_names_no_consignee() -> None:
    found = proposed("lading-sulfide")
    assert found.shipment["declared_destination"] == "AM"
    assert [each["hs"] for each in found.shipment["items"]] == ["2830.10", "8419.89"]
    assert not [each for each in found.shipment["parties"] if "consignee" in each["roles"]]
    assert any(each.startswith("port_of_discharge is in IR") for each in found.differences)
    assert any(each.startswith("the consignee is not named") for each in found.differences)


def test_an_invoice_gives_values_parties_and_fields_to_confirm() -> None:
    found = proposed("invoice-chairs")
    shipment = decode(Shipment, found.shipment)
    assert shipment.declared_destination == "CH"
    assert str(shipment.date) == "2026-11-23"
    assert [str(each.value.amount) for each in shipment.items if each.value] == ["8200.00", "378.00"]
    assert ("invoice-chairs", "destination", "Switzerland") in {
        (each.file, each.field, each.value) for each in found.to_confirm
    }


def test_forms_without_goods_make_no_shipment() -> None:
    with pytest.raises(EvidenceError, match="EG7451"):
        propose_shipment("case", [])
