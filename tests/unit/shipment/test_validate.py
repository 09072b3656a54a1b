"""One case where each check bites and one where it just does not."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.shipment.model import Shipment
from endgate.shipment.validate import cas_problem, faults, hs_problem, warnings
from endgate.terms.codec import decode

LICENCE = {"id": "l", "authority": "BAFA", "kind": "individual"}


def shipment(**fields: Any) -> Shipment:
    raw: dict[str, Any] = {
        "id": "x",
        "date": "2026-01-05",
        "parties": [{"id": "a", "name": "Alfa"}, {"id": "b", "name": "Beta"}],
        "items": [{"id": "1", "description": "d"}],
    }
    return decode(Shipment, raw | fields)


def found(**fields: Any) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in faults(shipment(**fields))]


def item(**fields: Any) -> list[tuple[str, str]]:
    return found(items=[{"id": "1", "description": "d", **fields}])


def party(**fields: Any) -> list[tuple[str, str]]:
    return found(parties=[{"id": "a", "name": "Alfa", **fields}])


def test_a_plain_shipment_has_no_fault() -> None:
    assert found() == []
    assert list(warnings(shipment())) == []


def test_at_least_one_party_and_one_item() -> None:
    assert found(parties=[], items=[]) == [("EG1104", "$.parties"), ("EG1103", "$.items")]


def test_blank_names_and_another_schema() -> None:
    assert party(name="  ") == [("EG1114", "$.parties[0].name")]
    assert found(schema="endgate.shipment/9") == [("EG1017", "$.schema")]


@pytest.mark.parametrize("quantity", ["20 t", "1 piece", "12,5 kg", "3 boxes", "10–12 t", ""])
def test_quantities_with_number_and_unit_pass(quantity: str) -> None:
    assert item(quantity=quantity) == []


@pytest.mark.parametrize("quantity", ["-3 kg", "− 3 kg", "0 kg", "40", "kg", "1.500", "?"])
def test_negative_and_unitless_quantities_are_refused(quantity: str) -> None:
    assert item(quantity=quantity) == [("EG1106", "$.items[0].quantity")]


def test_a_wrong_cas_number_comes_with_the_nearest_right_one() -> None:
    assert item(cas="1313-82-2") == []
    assert item(cas="1313-82-3") == [("EG1107", "$.items[0].cas")]
    assert "1313-82-2" in cas_problem("1313-82-3")
    assert "7681-49-4" in cas_problem("7681-94-4")
    assert "form" in cas_problem("sodium")


@pytest.mark.parametrize("code", ["8419", "8419.89", "8419 89 98", "0101210000", ""])
def test_hs_codes_of_4_to_10_digits_pass(code: str) -> None:
    assert hs_problem(code) == ""


@pytest.mark.parametrize("code", ["841", "84198998000", "84a9", "0019", "٨٤١٩"])
def test_other_hs_codes_are_refused(code: str) -> None:
    assert item(hs=code) == [("EG1110", "$.items[0].hs")]


def test_amounts_currencies_and_percentages() -> None:
    assert item(value={"amount": "0", "currency": "DEM"}) == []
    assert item(value={"amount": "-0.01", "currency": "EURO"}) == [
        ("EG1113", "$.items[0].value.amount"),
        ("EG1112", "$.items[0].value.currency"),
    ]
    assert item(value={"amount": "1e40", "currency": "EUR"}) == [("EG1113", "$.items[0].value.amount")]
    assert item(us_content_percent="100") == []
    assert item(us_content_percent="100.1") == [("EG1111", "$.items[0].us_content_percent")]


def identifier(kind: str, value: str) -> list[tuple[str, str]]:
    return party(identifiers=[{"kind": kind, "value": value}])


def test_numbers_of_ships_and_legal_entities() -> None:
    assert identifier("imo_ship", "IMO 9074729") == []
    assert identifier("imo_ship", "9074728") == [("EG1108", "$.parties[0].identifiers[0].value")]
    assert identifier("lei", "5493001KJTIIGC8Y1R12") == []
    assert identifier("lei", "5493001KJTIIGC8Y1R13") == [("EG1109", "$.parties[0].identifiers[0].value")]
    assert identifier("tax_id", "whatever") == []


def test_doubtful_numbers_are_warnings_only() -> None:
    raw = [{"id": "a", "name": "Alfa", "identifiers": [{"kind": "inn", "value": "7707083890"}]}]
    assert found(parties=raw) == []
    assert [warning.code for warning in warnings(shipment(parties=raw))] == ["EG1118"]


def test_ids_are_used_once() -> None:
    twice = [{"id": "a", "name": "Alfa"}, {"id": "a", "name": "Beta"}]
    assert found(parties=twice) == [("EG1101", "$.parties[1].id")]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"links": [{"holder": "a", "held": "z", "kind": "owns"}]}, "$.links[0].held"),
        ({"statements": [{"by": "z", "on": "2026-01-01", "kind": "no_notice_received"}]}, "$.statements[0].by"),
        ({"licences": [{**LICENCE, "items": ["9"]}]}, "$.licences[0].items[0]"),
        ({"licences": [{**LICENCE, "holder": "z"}]}, "$.licences[0].holder"),
        (
            {"notices": [{"authority": "BAFA", "to": "z", "date": "2026-01-01", "proposition": "use.wmd"}]},
            "$.notices[0].to",
        ),
        ({"parties": [{"id": "a", "name": "Alfa", "head": "z"}]}, "$.parties[0].head"),
    ],
)
def test_references_point_to_something(fields: dict[str, Any], where: str) -> None:
    assert found(**fields) == [("EG1102", where)]


def test_nobody_owns_itself_and_links_have_a_known_kind() -> None:
    assert found(links=[{"holder": "a", "held": "a", "kind": "owns"}]) == [("EG1115", "$.links[0]")]
    assert found(links=[{"holder": "a", "held": "b", "kind": "likes"}]) == [("EG1116", "$.links[0].kind")]


def test_dates_that_surely_run_backwards_are_refused() -> None:
    licence = {**LICENCE, "valid_from": "2026-01-02"}
    assert found(licences=[{**licence, "valid_to": "2026-01-02"}]) == []
    assert found(licences=[{**licence, "valid_to": "2026-01-01"}]) == [("EG1105", "$.licences[0].valid_to")]
    link = {"holder": "a", "held": "b", "kind": "owns", "valid_from": "2025-06"}
    assert found(links=[{**link, "valid_to": "2025"}]) == []
    assert found(links=[{**link, "valid_to": "2025-05"}]) == [("EG1105", "$.links[0].valid_to")]


@pytest.mark.parametrize(("contract", "warned"), [("2026-01-05", 0), ("2026-01", 0), ("2026-01-06", 1), ("~2027", 0)])
def test_a_contract_after_the_shipment_is_a_warning(contract: str, warned: int) -> None:
    assert len(list(warnings(shipment(contract_date=contract)))) == warned
