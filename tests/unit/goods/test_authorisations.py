"""Authorisations: what is ruled out and why, what stays open, what a person's answers settle; none is assumed used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from endgate.goods.authorisations import (
    AuthorisationCheck,
    AuthorisationKind,
    annex_iv_note,
    authorisations,
    usable,
)
from endgate.goods.data import GoodsData
from endgate.goods.model import Status
from endgate.terms.places import CountryCode
from endgate.terms.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
SULPHIDE = {"cas": "1313-82-2"}
CHAMBER = {
    "temperature_range": "-75…+180 °C",
    "vibration_equipment": "fitted",
    "vibration_acceleration_rms": "12 g rms",
    "vibration_frequency_band": "5-3000 Hz",
    "vibration_force": "60 kN",
}


def by_id(checks: tuple[AuthorisationCheck, ...]) -> dict[str, AuthorisationCheck]:
    return {each.authorisation: each for each in checks}


def checked(data: GoodsData, result: Any, code: str, **answers: bool) -> dict[str, AuthorisationCheck]:
    return by_id(authorisations(result, CountryCode(code), data, answers))


def test_no_general_authorisation_covers_sodium_sulphide_to_armenia(ask: Any, goods_data: GoodsData) -> None:
    found = checked(goods_data, ask("sodium sulphide flakes", item=SULPHIDE), "AM")
    general = [each for each in found.values() if each.kind is AuthorisationKind.UNION_GENERAL]
    assert {each.truth for each in general} == {F}
    assert len(general) == 8
    assert found["EU-individual"].truth is U
    assert found["EU006"].conditions[0].note == "AM is not in its list"


def test_the_chemicals_authorisation_is_open_to_korea_until_its_conditions_are_answered(
    ask: Any, goods_data: GoodsData
) -> None:
    result = ask("sodium sulphide flakes", item=SULPHIDE)
    open_ = checked(goods_data, result, "KR")["EU006"]
    assert (open_.truth, open_.duties != ()) == (U, True)
    asked = [each.id for each in open_.conditions]
    answered = checked(goods_data, result, "KR", **dict.fromkeys(asked, False))["EU006"]
    assert answered.truth is T
    told = checked(goods_data, result, "KR", **(dict.fromkeys(asked, False) | {"not_informed": True}))["EU006"]
    assert (told.truth, [each.id for each in told.conditions]) == (F, ["not_informed"])


def test_a_chamber_may_go_to_japan_only_if_annex_iv_does_not_name_it(ask: Any, goods_data: GoodsData) -> None:
    found = checked(goods_data, ask("climatic chamber", **CHAMBER), "JP")
    assert found["EU001"].truth is U
    assert "not_in_annex_iv" in [each.id for each in found["EU001"].conditions]
    assert found["EU002"].truth is F


def test_groups_and_parts_of_provisions(ask: Any, goods_data: GoodsData) -> None:
    result = ask("climatic chamber", **CHAMBER)

    def at(path: str, code: str) -> dict[str, AuthorisationCheck]:
        lists = tuple(
            replace(each, entries=tuple(replace(one, path=path, status=Status.LISTED) for one in each.entries[:1]))
            for each in result.lists
            if each.list == "eu-annex1"
        )
        return checked(goods_data, replace(result, lists=lists), code)

    assert at("9E101", "IN")["EU007"].truth is U
    assert at("9E101", "CN")["EU003"].truth is F
    assert at("3A002.e", "KR")["EU002"].truth is U
    assert at("3A002", "KR")["EU002"].conditions[0].note == "only a part of the provision is covered"
    assert at("3A002.g", "KR")["EU002"].truth is F
    assert at("9A009", "JP")["EU001"].conditions[0].note.startswith("9A009.a is left out")
    assert at("5A002.b", "BR")["EU008"].truth is U
    assert at("5A002.b", "JP")["EU008"].truth is F
    assert at("5A002.b", "AM")["EU008"].truth is F


def test_a_day_before_its_text_leaves_it_open(ask: Any, goods_data: GoodsData) -> None:
    early = ask("sodium sulphide flakes", on="2015-01-01", item=SULPHIDE)
    found = checked(goods_data, early, "KR", not_informed=False, not_aware=False, no_free_zone=False, no_reexport=False)
    assert found["EU006"].truth is U


def test_exceptions_of_the_entry_are_never_met_by_its_flag_alone(ask: Any, goods_data: GoodsData) -> None:
    found = checked(goods_data, ask("sodium sulphide flakes", item=SULPHIDE), "AM")
    assert {found[symbol].truth for symbol in ("LVS", "GBS")} == {F}
    facts = goods_data.part("us_exceptions")
    assert len(facts["sections"]) >= 27
    assert sum(len(rows) for rows in facts["entries"].values()) == 1181


@pytest.mark.parametrize(("code", "truth"), [("AM", None), ("DE", U)])
def test_no_licence_required_is_an_authorisation_too(
    ask: Any, goods_data: GoodsData, code: str, truth: Truth | None
) -> None:
    found = checked(goods_data, ask("sodium sulphide flakes", item=SULPHIDE), code)
    assert found["NLR"].truth is truth if truth is not None else "NLR" not in found


def test_what_is_not_listed_needs_no_authorisation_of_the_list(ask: Any, goods_data: GoodsData) -> None:
    found = authorisations(ask("chair"), CountryCode("AM"), goods_data)
    assert [each.authorisation for each in found] == ["NLR"]
    assert found[0].truth is U


def test_the_usable_ones_come_with_the_individual_licence_last(ask: Any, goods_data: GoodsData) -> None:
    found = usable(tuple(checked(goods_data, ask("sodium sulphide flakes", item=SULPHIDE), "KR").values()))
    assert found[0].authorisation == "EU006"
    assert F not in {each.truth for each in found}


@pytest.mark.parametrize(("path", "named"), [("9A116", True), ("6A001.a.2.b", True), ("1C350.50", False)])
def test_annex_iv_is_told_of_and_answers_nothing(goods_data: GoodsData, path: str, named: bool) -> None:
    told = annex_iv_note(path, goods_data)
    assert ("is thought to name" in told) is named
    assert "its text was not read" in told


def test_every_path_of_annex_iv_is_of_an_entry(goods_data: GoodsData) -> None:
    paths = {row["path"].split(".")[0] for row in goods_data.part("annex_iv")}
    assert paths <= set(goods_data.items)
