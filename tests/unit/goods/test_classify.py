"""The golden cases of the goods specification (section 14) that the built rules allow."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.goods.model import Basis, Cause, ClaimOutcome, Fit, NearMissKind, Programme, Status
from endgate.terms.codec import encode

EU, US = "eu-annex1", "us-ccl"
RANGE = {"temperature_range": "-60…+130 °C"}
SHAKER = {
    "vibration_equipment": "fitted",
    "vibration_force": "6 kN",
    "vibration_acceleration_rms": "11 g rms",
    "vibration_frequency_band": "10-2500 Hz",
}


def test_chamber_without_word_on_vibration_is_undetermined_and_asks_for_the_fit_first(ask: Any) -> None:
    result = ask("Environmental test chamber", **RANGE)
    entry = result.entry(EU, "9B106.a")
    assert (entry.status, entry.cause, entry.programme) == (Status.UNDETERMINED, Cause.LEAVES, Programme.MISSILE)
    assert result.questions[0].parameter == "vibration_equipment"
    assert result.near_misses[0].path == "9B106.a"
    assert any(each.startswith("2B116") for each in result.seen)


def test_chamber_without_shaker_is_not_listed_and_one_condition_short(ask: Any) -> None:
    result = ask("climatic chamber", **RANGE, vibration_equipment="no shaker, no interface")
    assert result.on(EU).status is Status.NOT_LISTED
    assert [miss.kind for miss in result.near_misses] == [NearMissKind.ONE_CONDITION_SHORT]
    assert result.questions == ()


def test_chamber_with_its_shaker_is_listed_with_margins(ask: Any) -> None:
    result = ask("climatic chamber", **RANGE, **SHAKER)
    entry = result.entry(EU, "9B106.a")
    assert entry.status is Status.LISTED
    assert "a.2#force 20 %" in entry.margin
    assert "a.2#g 10 %" in entry.margin
    assert result.entry("un-815", "9B106.a") == entry
    assert result.on("un-815").status is Status.LISTED
    assert result.on("un-853").status is Status.NOT_LISTED


@pytest.mark.parametrize("day", ["2009-06-01", "2012-03-24", "2019-01-01"])
def test_before_the_first_held_text_the_chamber_rests_on_attestation(ask: Any, day: str) -> None:
    result = ask("climatic chamber", on=day, **RANGE, **SHAKER)
    assert result.on(EU).status is Status.LISTED
    assert result.on(EU).fit is Fit.ATTESTED
    assert "attested, not read" in result.entry(EU, "9B106.a").note


def test_without_attestation_an_old_date_is_unknown(ask: Any) -> None:
    result = ask("batch mixer", on="2009-06-01", total_volumetric_capacity="10 L")
    assert (result.on(EU).status, result.on(EU).cause) == (Status.UNDETERMINED, Cause.NOT_HELD)


REFERENCE = [
    (("-70…+180 °C", "60 000 ft", "100 m/s² rms", "600 kgf", "5 Hz-3 kHz"), Status.LISTED, Cause.NONE),
    (("-75…+180 °C", "", "", "", ""), Status.UNDETERMINED, Cause.LEAVES),
    (("-40…+120 °C", "0 m", "20 g", "3 kN", "5-2500 Hz"), Status.NOT_LISTED, Cause.NONE),
    (("-60…+260 °F", "", "10 g", "1130 lbf", "20-2000 Hz"), Status.LISTED, Cause.NONE),
    (("-60…+260 °F", "", "10 g", "1124 lbf", "20-2000 Hz"), Status.NOT_LISTED, Cause.NONE),
    (("-55…+125 °C", "", "12 g", "8 kN", "20-2000 Hz"), Status.UNDETERMINED, Cause.ROUNDING),
]
NAMES = ("temperature_range", "simulated_altitude", "vibration_acceleration_rms", "vibration_force")


@pytest.mark.parametrize(("values", "status", "cause"), REFERENCE)
def test_reference_set_of_chambers(ask: Any, values: tuple[str, ...], status: Status, cause: Cause) -> None:
    stated = dict(zip((*NAMES, "vibration_frequency_band"), values, strict=True))
    entry = ask("climatic chamber", **{name: text for name, text in stated.items() if text}).entry(EU, "9B106.a")
    assert (entry.status, entry.cause) == (status, cause)


def test_a_force_just_below_is_near(ask: Any) -> None:
    stated = {"temperature_range": "-60…+260 °F", "vibration_acceleration_rms": "10 g", "vibration_force": "1124 lbf"}
    result = ask("climatic chamber", **stated, vibration_frequency_band="20-2000 Hz")
    near = [miss for miss in result.near_misses if miss.path == "9B106.a"]
    assert [miss.kind for miss in near] == [NearMissKind.NEAR_THRESHOLD]


@pytest.mark.parametrize(
    "description", ["sodium sulphide flakes 60 %", "Na2S·9H2O 1313-84-4", "sodium sulfide", "硫化钠"]
)
def test_sodium_sulphide_is_listed_however_it_is_written(ask: Any, description: str) -> None:
    result = ask(description)
    assert result.entry(EU, "1C350.50").status is Status.LISTED
    assert result.entry(US, "1C350.d.48").status is Status.LISTED
    assert result.entry(EU, "1C350").programme is Programme.CHEMICAL
    assert result.on("eu-267-I").status is Status.LISTED


@pytest.mark.parametrize(
    ("share", "eu", "us"),
    [
        ("12", Status.NOT_LISTED, Status.NOT_LISTED),
        ("30.0", Status.NOT_LISTED, Status.LISTED),
        ("31", Status.LISTED, Status.LISTED),
    ],
)
def test_mixture_limits_of_both_lists(ask: Any, share: str, eu: Status, us: Status) -> None:
    result = ask(f"dye paste with {share} % sodium sulphide")
    assert (result.on(EU).status, result.on(US).status) == (eu, us)
    below = [miss for miss in result.near_misses if miss.kind is NearMissKind.MIXTURE_BELOW]
    assert bool(below) is (Status.NOT_LISTED in (eu, us))


def test_mixture_of_unstated_share_asks_for_it(ask: Any) -> None:
    result = ask("descaling solution containing potassium fluoride")
    assert result.on(EU).status is Status.UNDETERMINED
    assert [question.parameter for question in result.questions] == ["concentration"]


def test_schedule_two_mixture_depends_on_the_destination(ask: Any) -> None:
    result = ask("solution of thiodiglycol in water", item={"concentration": "20 % w/w"})
    assert result.entry(EU, "1C350.1").cause is Cause.CONDITION


def test_consumer_pack_is_excluded(ask: Any) -> None:
    assert ask("toothpaste with sodium fluoride").on(EU).status is Status.NOT_LISTED


def test_disodium_sulphate_is_no_hit_but_a_relation(ask: Any) -> None:
    result = ask("disodium sulphate 7757-82-6")
    assert result.on(EU).entries == ()
    assert [miss.kind for miss in result.near_misses] == [NearMissKind.RELATION]


@pytest.mark.parametrize(
    ("text", "hs"), [("Toyota Land Cruiser", "8703"), ("Mercedes Actros", "8704"), ("Actros", "8701")]
)
def test_road_vehicles_raise_nothing(ask: Any, text: str, hs: str) -> None:
    result = ask(text, item={"hs": hs})
    assert [each.list for each in result.lists if each.entries] == []
    assert result.on(EU).cause is Cause.NOTHING_DECLARED


def test_a_claimed_modification_rebuts_the_presumption(ask: Any) -> None:
    result = ask("Mercedes Actros", item={"hs": "8704"}, designed_for_missiles="claimed")
    assert result.entry(EU, "9A115.b").status is Status.UNDETERMINED


def test_a_claimed_code_meets_the_presumption(ask: Any) -> None:
    entry = ask("Mercedes Actros", item={"hs": "8704"}, claims=((EU, "9A115"),)).entry(EU, "9A115.b")
    assert entry.cause is Cause.CONTRADICTED_CLAIM
    assert entry.basis is Basis.PRESUMPTION


DATES = [("2021-09-09", Status.NOT_LISTED), ("2025-11-15", Status.LISTED), ("2023-06-01", Status.UNDETERMINED)]


@pytest.mark.parametrize(
    ("day", "status"), [*DATES, ("2025-11-14", Status.UNDETERMINED), ("2026-11-23", Status.LISTED)]
)
def test_dipropylamine_came_with_the_newest_text(ask: Any, day: str, status: Status) -> None:
    result = ask("dipropylamine 142-84-7", on=day)
    assert result.entry(EU, "1C350.90").status is status
    assert (result.on(EU).fit is Fit.BETWEEN) == (status is Status.UNDETERMINED)


@pytest.mark.parametrize(("day", "status"), DATES)
def test_single_use_separator_came_with_the_newest_text(ask: Any, day: str, status: Status) -> None:
    stated = {"flow_rate": "150 L/h", "continuous": "yes", "aerosol free": "yes", "single use": "yes"}
    other = {"steam joints": "0", "in_situ_steam_sterilisation": "no", "material": "disposable plastic"}
    assert ask("centrifugal separator", on=day, **stated, **other).entry(EU, "2B352.c").status is status


def test_an_entry_that_the_list_did_not_hold_yet_is_a_fault(ask: Any) -> None:
    result = ask("cryogenic amplifier chip", on="2021-09-09", claims=((EU, "3A501"),))
    assert [fault.code for fault in result.faults] == ["EG4102"]
    assert ask("cryogenic amplifier chip", claims=((EU, "3A501"),)).faults == ()


def test_five_axis_machine_contradicts_ear99(ask: Any) -> None:
    result = ask("CNC machine, five axes", claims=((US, "EAR99"),))
    assert result.entry(EU, "2B001").status is Status.UNDETERMINED
    assert result.claims_checked[0].outcome is ClaimOutcome.CONTRADICTS
    assert result.on(US).status is Status.UNDETERMINED


def test_five_axis_machine_of_fine_repeatability_is_listed(ask: Any) -> None:
    result = ask("CNC machine, five axes", axes="5", repeatability="0.8 µm")
    assert result.entry(EU, "2B001.b.2").status is Status.LISTED
    coarse = ask("CNC machine, five axes", axes="5", repeatability="8 µm", **{"X travel": "800 mm"})
    assert coarse.entry(EU, "2B001").status is Status.NOT_LISTED
    assert coarse.entry(EU, "2B201.a").status is Status.LISTED


def test_no_built_provision_frees_goods_that_an_unbuilt_one_may_catch(ask: Any) -> None:
    entry = ask("radio equipment", **{"operating temperature": "-20 to +60 °C"}).entry(EU, "5A001")
    assert (entry.status, entry.cause) == (Status.UNDETERMINED, Cause.NO_RULE)


def test_us_code_under_the_eu_list_names_its_twin(ask: Any) -> None:
    result = ask("sodium sulphide", claims=((EU, "1C350.d.48"),))
    assert "1C350.50" in result.faults[0].what
    assert result.claims_checked[0].outcome is ClaimOutcome.CONTRADICTS
    assert result.on(EU).status is Status.LISTED


@pytest.mark.parametrize("text", ["bicycle", "shampoo", "solar panel 400W", "office chair"])
def test_ordinary_goods_raise_nothing_and_stand_as_declared(ask: Any, text: str) -> None:
    assert ask(text).on(EU).cause is Cause.NOTHING_DECLARED
    declared = ask(text, claims=(("EU-ANNEX-I", "not_listed"),)).on(EU)
    assert (declared.status, declared.basis) == (Status.NOT_LISTED, Basis.DECLARED)


def test_wrong_check_digit_yields_no_status(ask: Any) -> None:
    result = ask("sodium sulphide flakes", item={"cas": "1313-82-3"}, claims=((EU, "not_listed"),))
    assert result.faults[0].code == "EG4101"
    assert "1313-82-2" in result.faults[0].what
    assert all(each.status is Status.UNDETERMINED for each in result.lists if each.list in (EU, US, "eu-267-I"))


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"vibration_force": "10 kg"}, "EG4104"),
        ({"temperature_range": "very hot"}, "EG4103"),
        ({"simulated_altitude": "16,000 km"}, ""),
        ({"simulated_altitude": "50,000 ft"}, "EG4105"),
    ],
)
def test_faulty_quantities_are_named_and_settle_nothing(ask: Any, stated: dict[str, str], code: str) -> None:
    result = ask("climatic chamber", **stated)
    assert [fault.code for fault in result.faults] == ([code] if code else [])
    assert result.entry(EU, "9B106").status is Status.UNDETERMINED


def test_military_pointer_leads_to_the_military_entry(ask: Any) -> None:
    result = ask("methyl phosphonyl difluoride", item={"cas": "676-99-3"})
    assert result.entry("eu-ml", "ML7.c.1").status is Status.LISTED


def test_list_of_the_committee_starts_in_between(ask: Any) -> None:
    statuses = [
        ask("sodium fluoride", on=day).on("un-853").status for day in ("2006-10-13", "2006-10-14", "2006-11-03")
    ]
    assert statuses == [Status.NOT_LISTED, Status.UNDETERMINED, Status.LISTED]


def test_result_serialises(ask: Any) -> None:
    document = encode(ask("climatic chamber", **RANGE))
    assert document["lists"][0]["entries"][0]["provisions"][0]["truth"] == "U"


def test_one_chemical_of_an_entry_is_not_another(ask: Any) -> None:
    result = ask("sodium fluoride")
    assert result.item_on(EU, "1C350.50") == (Status.NOT_LISTED, Cause.NONE)
    assert result.item_on(EU, "1C350.43") == (Status.LISTED, Cause.NONE)
    assert result.item_on(EU, "1C350") == (Status.LISTED, Cause.NONE)


def test_what_nothing_raised_takes_the_cause_of_the_list(ask: Any) -> None:
    assert ask("bicycle").item_on(EU, "9B106") == (Status.UNDETERMINED, Cause.NOTHING_DECLARED)
    assert ask("sodium fluoride").item_on(EU, "9B106") == (Status.NOT_LISTED, Cause.NONE)


@pytest.mark.parametrize(
    ("material", "status"),
    [
        ("Hastelloy C-276", Status.LISTED),
        ("nickel alloy", Status.UNDETERMINED),
        ("ceramic", Status.UNDETERMINED),
        ("silicon carbide", Status.LISTED),
        ("stainless steel", Status.NOT_LISTED),
    ],
)
def test_a_word_too_wide_to_tell_settles_nothing(ask: Any, material: str, status: Status) -> None:
    result = ask("corrosion resistant valve", **{"nominal size": "DN 50", "body material": material})
    assert result.item_on(EU, "2B350.g.1")[0] is status


def test_a_claim_that_the_words_do_not_fit_is_called_implausible(ask: Any) -> None:
    (fits,) = ask("turbomolecular vacuum pump 1000 l/s", claims=(("eu-annex1", "2B231"),)).claims_checked
    (strays,) = ask("turbomolecular vacuum pump 1000 l/s", claims=(("eu-annex1", "6A007"),)).claims_checked
    assert "implausible" not in fits.reason
    assert strays.reason.endswith("implausible")
    assert strays.outcome.value == "cannot_tell"


@pytest.mark.parametrize("written", ["130 %", "about a third or so", "30 % v/v"])
def test_a_share_that_cannot_be_read_stays_open(ask: Any, written: str) -> None:
    result = ask("sodium sulphide", item={"cas": "1313-82-2", "concentration": written})
    (entry,) = result.on("eu-annex1").entries
    assert (entry.status.value, entry.cause.value) == ("undetermined", "unreadable")
    assert any(fault.where == "concentration" for fault in result.faults)


def test_a_share_of_the_whole_is_read(ask: Any) -> None:
    result = ask("sodium sulphide", item={"cas": "1313-82-2", "concentration": "100 %"})
    assert (result.on("eu-annex1").status.value, result.faults) == ("listed", ())


def test_one_failing_figure_frees_no_other_entry_that_the_words_name(ask: Any) -> None:
    result = ask("vacuum pump", **{"flow rate": "0.01 m3/h"})
    listed = result.on("eu-annex1")
    statuses = {each.entry: each.status.value for each in listed.entries}
    assert (statuses["2B350"], statuses["2B231"]) == ("not_listed", "undetermined")
    assert listed.status.value == "undetermined"
    assert any(path.startswith("2B231") for question in result.questions for path in question.settles)
