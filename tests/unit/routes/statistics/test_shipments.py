"""What trade statistics say of one shipment: demand in kilograms, codes of older revisions, the pair's own change."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from endgate.cli.trade import command
from endgate.routes.detectors.run import run
from endgate.routes.statistics.errors import StatisticsError
from endgate.routes.statistics.revisions import codes_before, revision_on
from endgate.routes.statistics.shipments import trade_facts
from endgate.shipment.flags import FlagFacts, FlagInput
from endgate.shipment.model import Item, Shipment
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

GERMANY, KYRGYZSTAN, RUSSIA, POLAND = 276, 417, 643, 616
QUIET = (2019, 2021)
YEARS = range(2019, 2024)
DAY = date(2024, 5, 1)


def baci(folder: Path, *, jump: bool = True, fall: bool = True, revision: int = 17, without_mass: bool = False) -> Path:
    """Germany's exports of one code to Kyrgyzstan and Russia: in tons, a thousand dollars a ton."""
    for year in YEARS:
        after = year >= 2022
        flows = {KYRGYZSTAN: 900 if after and jump else 60, RUSSIA: 300 if after and fall else 3000, POLAND: 5000}
        lines = [f"{year},{GERMANY},{to},842952,{tons}.0,{'' if without_mass else tons}" for to, tons in flows.items()]
        lines += [f"{year},{POLAND},{KYRGYZSTAN},842952,40.0,{'' if without_mass else 40}"]
        name = f"BACI_HS{revision}_Y{year}_V202501.csv"
        (folder / name).write_text("t,i,j,k,v,q\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def shipment(quantity: str = "30 t", hs: str = "8429.52", to: str = "KG", day: date = DAY) -> Shipment:
    item = Item("1", "excavator", quantity=quantity, hs=hs)
    places = {"declared_destination": CountryCode(to), "goods_location": CountryCode("DE")}
    return Shipment("s", day, (), (item,), **places)  # type: ignore[arg-type]


def answers(given: Shipment, facts: FlagFacts) -> dict[str, Truth]:
    return {name: run(FlagInput(given, given.date, facts=facts), [name])[0].fired for name in ("RF-046", "RF-024")}


def test_demand_is_the_mean_of_the_years_told(tmp_path: Path) -> None:
    given = shipment()
    facts = trade_facts(given, "baci", baci(tmp_path), QUIET)
    assert facts.demand["1"].yearly["2021"] == Decimal("100000.0")
    assert facts.demand["1"].years_reported == ("2019", "2020", "2021", "2022", "2023")
    assert answers(given, facts)["RF-046"] is Truth.FALSE
    large = shipment("200 t")
    assert answers(large, trade_facts(large, "baci", tmp_path, QUIET))["RF-046"] is Truth.TRUE


def test_a_jump_beside_a_fall_elsewhere_fires_and_one_alone_does_not(tmp_path: Path) -> None:
    given = shipment()
    assert answers(given, trade_facts(given, "baci", baci(tmp_path), QUIET))["RF-024"] is Truth.TRUE
    assert answers(given, trade_facts(given, "baci", baci(tmp_path, fall=False), QUIET))["RF-024"] is Truth.FALSE
    assert answers(given, trade_facts(given, "baci", baci(tmp_path, jump=False), QUIET))["RF-024"] is Truth.FALSE


def test_years_without_masses_leave_demand_open(tmp_path: Path) -> None:
    given = shipment()
    facts = trade_facts(given, "baci", baci(tmp_path, without_mass=True), QUIET)
    assert facts.demand["1"].years_reported == ()
    assert answers(given, facts)["RF-046"] is Truth.UNKNOWN


def test_a_country_that_the_file_does_not_hold_stays_open(tmp_path: Path) -> None:
    given = shipment(to="TJ")
    facts = trade_facts(given, "baci", baci(tmp_path), QUIET)
    assert answers(given, facts) == {"RF-046": Truth.UNKNOWN, "RF-024": Truth.UNKNOWN}


def test_goods_that_were_never_imported_are_told_as_such(tmp_path: Path) -> None:
    facts = trade_facts(shipment(hs="283010"), "baci", baci(tmp_path), QUIET)
    assert (facts.demand["1"].yearly, len(facts.demand["1"].years_reported)) == ({}, 5)


def test_a_comtrade_file_answers_the_same_question(tmp_path: Path) -> None:
    head = "refYear,period,freqCode,reporterCode,flowCode,partnerCode,partner2Code,customsCode,motCode"
    head += ",classificationCode,cmdCode,netWgt,primaryValue"
    lines = [f"{year},{year},A,417,M,0,0,C00,0,H5,842952,100000,100000" for year in YEARS]
    lines += [f"{year},{year},A,417,M,276,0,C00,0,H5,842952,60000,60000" for year in YEARS]
    lines += [f"{year},{year},A,276,X,417,0,C00,0,H5,842952,60000,60000" for year in YEARS]
    path = tmp_path / "comtrade.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    facts = trade_facts(shipment(), "comtrade", path, QUIET)
    assert facts.demand["1"].yearly["2023"] == Decimal("100000.0")
    assert answers(shipment(), facts) == {"RF-046": Truth.TRUE, "RF-024": Truth.FALSE}


def test_codes_of_older_revisions() -> None:
    assert codes_before("010111", 2022, 2022) == ("010111",)
    assert codes_before("030721", 2022, 2017) == ("030721", "030791")
    assert codes_before("854231", 2022, 2017) == ("854231",)
    assert codes_before("852411", 2022, 2017) == ()
    assert [revision_on(year) for year in (2024, 2021, 2012, 1980)] == [2022, 2017, 2012, 1992]
    with pytest.raises(ValueError, match="newer"):
        codes_before("854231", 2017, 2022)


def test_the_command_writes_what_check_reads(tmp_path: Path) -> None:
    plain = {
        "schema": "endgate.shipment/1",
        "id": "s",
        "date": "2024-05-01",
        "parties": [{"id": "exp", "name": "Nord GmbH", "country": "DE", "roles": ["exporter"]}],
        "items": [{"id": "1", "description": "excavator", "hs": "8429.52", "quantity": "200 t"}],
        "declared_destination": "KG",
    }
    file = tmp_path / "s.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    (tmp_path / "baci").mkdir()
    out = tmp_path / "facts.json"
    ran = CliRunner().invoke(command, ["facts", str(file), "--baci", str(baci(tmp_path / "baci")), "--out", str(out)])
    assert ran.exit_code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert {each["period"] for each in told["trade"]} == {"2022", "2023"}
    both = CliRunner().invoke(command, ["facts", str(file), "--baci", str(out), "--comtrade", str(out)])
    assert both.exit_code == 2


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(StatisticsError) as caught:
        trade_facts(shipment(), "baci", path, QUIET)
    assert caught.value.faults[0].code == "EG5501"
