"""CSV and workbooks: lines become shipments, and every fault names sheet, row and column."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from endgate.shipment.columns import ColumnMapping, columns, read_mapping
from endgate.shipment.errors import ShipmentError
from endgate.shipment.model import Role
from endgate.shipment.read import ReadResult, read_shipments

NOON = datetime(2026, 1, 5, 12)  # noqa: DTZ001  a cell has no time zone
HEAD = "shipment_id,date,exporter_name,exporter_country,consignee_name,end_user_name,description,value,currency"


def read_csv(*lines: str, mapping: ColumnMapping | None = None) -> ReadResult:
    return read_shipments("\n".join(lines).encode(), name="t.csv", mapping=mapping)


def workbook(*rows: list[Any], sheet: str = "shipments", **others: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    pages = {sheet: list(rows), **others}
    assert book.active is not None
    book.remove(book.active)
    for name, lines in pages.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def places(result: ReadResult) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in result.faults]


def test_lines_with_one_id_form_one_shipment_with_items_and_parties() -> None:
    result = read_csv(
        HEAD,
        "7,2026-01-05,Alfa GmbH,DE,Beta LLC,Gamma Works,pump,100,EUR",
        "7,,,,,,seal,12.50,EUR",
        "8,2026-01-06,Alfa GmbH,Germany,Beta LLC,Beta LLC,valve,3,USD",
    )
    assert result.faults == ()
    first, second = (each.shipment for each in result.shipments)
    assert [item.description for item in first.items] == ["pump", "seal"]
    assert [item.id for item in first.items] == ["1", "2"]
    assert first.items[1].value is not None
    assert first.items[1].value.amount == Decimal("12.5")
    assert [(party.id, party.roles) for party in first.parties] == [
        ("exporter", (Role.EXPORTER,)),
        ("consignee", (Role.CONSIGNEE,)),
        ("end_user", (Role.END_USER,)),
    ]
    assert [party.roles for party in second.parties] == [(Role.EXPORTER,), (Role.CONSIGNEE, Role.END_USER)]
    assert second.parties[0].country == "DE"
    assert (result.read, result.quarantined) == (2, 0)


def test_same_name_with_a_country_stated_in_one_role_only_stays_two_parties() -> None:
    result = read_csv(
        "shipment_id,date,consignee_name,consignee_country,end_user_name,end_user_country,description",
        "1,2026-01-05,Beta LLC,AM,Beta LLC,,pump",
    )
    assert [party.country for party in result.shipments[0].shipment.parties] == ["AM", None]


def test_without_an_id_each_line_is_a_shipment() -> None:
    result = read_csv("date,exporter_name,description", "2026-01-05,Alfa,a", "2026-01-05,Alfa,b")
    assert [each.shipment.id for each in result.shipments] == ["row-2", "row-3"]


def test_lines_that_disagree_quarantine_their_shipment_only() -> None:
    result = read_csv(HEAD, "1,2026-01-05,A,DE,,,a,,", "1,2026-01-06,A,DE,,,b,,", "2,2026-01-05,A,DE,,,c,,")
    assert places(result) == [("EG1204", "t.csv:3 column 2")]
    assert [each.shipment.id for each in result.shipments] == ["2"]
    assert (result.read, result.quarantined) == (2, 1)


def test_faults_of_a_workbook_name_sheet_and_cell() -> None:
    data = workbook(
        ["shipment_id", "date", "exporter_name", "exporter_country", "description", "cas", "hs"],
        ["1", date(2026, 1, 5), "Alfa", "XX", "sulphide", "1313-82-3", 2830.1],
        ["2", NOON, "Alfa", "DE", "sulphide", "1313-82-2", 283010],
    )
    result = read_shipments(data, name="t.xlsx")
    assert places(result) == [
        ("EG1007", "t.xlsx: shipments!D2: $.parties[exporter].country"),
        ("EG1107", "t.xlsx: shipments!F2: $.items[0].cas"),
    ]
    good = result.shipments[0].shipment
    assert (good.id, good.date, good.items[0].hs) == ("2", date(2026, 1, 5), "283010")


def test_a_missing_value_is_placed_in_the_cell_that_lacks_it() -> None:
    result = read_csv("shipment_id,date,exporter_name,description", "1,,Alfa,")
    assert places(result) == [
        ("EG1003", "t.csv:2 column 2: $.date"),
        ("EG1003", "t.csv:2 column 4: $.items[0].description"),
    ]


def test_a_role_without_a_name_is_a_fault() -> None:
    result = read_csv("date,exporter_name,consignee_country,description", "2026-01-05,Alfa,AM,a")
    assert places(result) == [("EG1114", "t.csv:2 column 3")]


def test_unknown_columns_are_all_named_with_the_nearest() -> None:
    result = read_csv("dat,exporter nam,description,colour", "2026-01-05,A,b,red")
    assert [code for code, _ in places(result)] == ["EG1201", "EG1201", "EG1201"]
    assert "'date'" in result.faults[0].what
    assert "'exporter_name'" in result.faults[1].what
    assert places(read_csv("date,date,description", "x,y,z")) == [("EG1202", "t.csv:1 column 2")]


def test_a_mapping_reads_foreign_columns() -> None:
    mapping = read_mapping(
        'ignore = ["Bemerkung"]\n[columns]\n"Empfänger" = "consignee_name"\n"Ware" = "description"\n'
        '"Wert" = "value"\n[defaults]\ncurrency = "EUR"\ndate = "2026-01-05"\n[numbers]\ndecimal = ","\n'.encode(),
        name="map.toml",
    )
    result = read_csv("Empfänger;Ware;Wert;Bemerkung", "Beta;Pumpe;1.234;eilt", "Gamma;Dichtung;5,5;", mapping=mapping)
    assert result.faults == ()
    values = [each.shipment.items[0].value for each in result.shipments]
    assert [(value.amount, value.currency) for value in values if value] == [
        (Decimal(1234), "EUR"),
        (Decimal("5.5"), "EUR"),
    ]
    assert result.shipments[0].shipment.parties[0].name == "Beta"


@pytest.mark.parametrize(
    "text",
    [
        "[columns]\nA = 'consigne_name'",
        "[column]\nA = 'value'",
        "[columns]\nA = 'value'\nB = 'value'",
        "[numbers]\ndecimal = ';'",
        "[columns\n",
        "ignore = 3",
        "[columns]\nA = 3",
    ],
)
def test_a_wrong_mapping_is_refused(text: str) -> None:
    with pytest.raises(ShipmentError) as caught:
        read_mapping(text.encode(), name="map.toml")
    assert {fault.code for fault in caught.value.faults} == {"EG1206"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_told_by_the_known_columns(delimiter: str) -> None:
    lines = [["date", "exporter_name", "description"], ["2026-01-05", "Alfa", "a"]]
    text = "\n".join(delimiter.join(line) for line in lines)
    assert len(read_shipments(text.encode(), name="t.csv").shipments) == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1234.50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1'234'567", "1234567"),
        ("1,234,567", "1234567"),
        ("0,500", "0.5"),
        ("14200", "14200"),
    ],
)
def test_numbers_that_can_be_read_in_one_way(written: str, read: str) -> None:
    result = read_csv("date;exporter_name;description;value;currency", f"2026-01-05;A;b;{written};EUR")
    value = result.shipments[0].shipment.items[0].value
    assert value is not None
    assert value.amount == Decimal(read)


@pytest.mark.parametrize(
    ("written", "code"),
    [("1.234", "EG1209"), ("12,500", "EG1209"), ("1,23,456", "EG1205"), ("ten", "EG1205"), ("12,34.5.6", "EG1205")],
)
def test_numbers_with_two_readings_or_none_are_refused(written: str, code: str) -> None:
    result = read_csv("date;exporter_name;description;value;currency", f"2026-01-05;A;b;{written};EUR")
    assert [fault.code for fault in result.faults] == [code]


def test_cells_that_a_program_turned_into_something_else_are_refused() -> None:
    head = ["date", "exporter_name", "description", "cas"]
    turned = read_shipments(workbook(head, [date(2026, 1, 5), "A", "b", date(2050, 1, 7)]), name="t.xlsx")
    assert places(turned) == [("EG1205", "t.xlsx: shipments!D2: $.items[].cas")]
    serial = read_shipments(workbook(head, [46027, "A", "b", None]), name="t.xlsx")
    assert places(serial) == [("EG1005", "t.xlsx: shipments!A2: $.date")]
    error = read_shipments(workbook(head, [date(2026, 1, 5), "#N/A", "b", None]), name="t.xlsx")
    assert ("EG1205", "t.xlsx: shipments!B2: $.parties[exporter].name") in places(error)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    result = read_csv("date,exporter_name,description", "2026-01-05,'=HYPERLINK(0),@b")
    shipment = result.shipments[0].shipment
    assert shipment.parties[0].name == "=HYPERLINK(0)"
    assert shipment.items[0].description == "@b"


def test_cells_beyond_the_header_and_broken_quotes() -> None:
    assert places(read_csv("date,exporter_name,description", "2026-01-05,A,b,red")) == [("EG1208", "t.csv:2 column 4")]
    assert places(read_csv("date,exporter_name,description", '2026-01-05,"A,b')) == [("EG1211", "t.csv:2")]
    assert [code for code, _ in places(read_csv("date,exporter_name,description"))] == ["EG1203"]


def test_other_sheets_give_a_warning_and_help_does_not() -> None:
    head = ["date", "exporter_name", "description"]
    row = ["2026-01-05", "A", "b"]
    result = read_shipments(workbook(head, row, sheet="Tabelle1", help=[["x"]], more=[["y"]]), name="t.xlsx")
    assert len(result.shipments) == 1
    assert [(warning.code, warning.where) for warning in result.warnings] == [("EG1210", "t.xlsx: more")]


def test_parameters_and_classifications_have_columns() -> None:
    result = read_csv(
        "date,exporter_name,description,param:temperature_capability,list,list_code,classified_by,classified_on",
        "2026-01-05,A,chamber,-70 to +180 °C,eu-annex1,not_listed,J. Roe,2026-01-02",
    )
    item = result.shipments[0].shipment.items[0]
    assert item.parameters == {"temperature_capability": "-70 to +180 °C"}
    assert [(each.list, each.code, each.by) for each in item.classifications] == [("eu-annex1", "not_listed", "J. Roe")]


def test_every_column_is_explained_once() -> None:
    assert all(column.meaning and column.path.startswith("$.") for column in columns().values())
    assert {"exporter_name", "consignee_name", "end_user_name", "exporter_country"} <= set(columns())
