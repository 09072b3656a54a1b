"""Golden cases on the law that ships: facts given directly, dispositions and key findings by date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from endgate.goods.compile import compile_goods
from endgate.law.compile import LawBook, compile_law
from endgate.law.dispose import evaluate
from endgate.law.finding import DECLARED, ActorFacts, ActorLaw
from endgate.law.lint import PACKAGE_LAW
from endgate.law.model import Binds
from endgate.law.reference import ListKind
from endgate.law.rows import read_row

CHEMICAL = ("EU-ANNEX-I", "EU-267-I", "UN-S-2006-853", "US-CCL", "EU-1509-II", "EU-329-I")
CHAMBER = ("EU-ANNEX-I", "EU-267-I", "UN-S-2006-815")
LEAF = "9B106.a: designed to take a shaker"


@pytest.fixture(scope="module")
def book() -> LawBook:
    return LawBook.load(compile_law([PACKAGE_LAW]))


def row(book: LawBook, seat: str, to: str, **facts: Any) -> dict[str, Any]:
    """Everything answered: on no list, nobody designated, asked and nothing known; then what the case says."""
    base: dict[str, Any] = {
        "actor.seat": seat,
        "goods_location": seat,
        "destination": to,
        "buyer_country": to,
        "use_country": to,
        "party_country.buyer": to,
        "party_country.end_user": to,
        "actor.participates": True,
        "activity": "export",
        "content.US": 0,
        "origin": seat,
        "hs": "9999",
        "item_kind": "goods",
        "end_use": "civil",
        "contract_date": "2005-01-01",
        "value.item": "40000 EUR",
        "value.contract_goods": "40000 EUR",
        "actor.us_person": False,
        "direct_product_of.734.9": False,
        "transits.other": False,
        "actor.controlled_by.other": False,
        "actor.acts_in.other": False,
        "party_class.other": "civil",
    }
    base |= dict.fromkeys(("actor.nationality", "actor.branch_in", "carrier_flag", "party_country.other"), "none")
    for each in book.reference.lists.values():
        is_item = each.kind is ListKind.ITEM
        base |= {f"item_on.{each.id}": "not_listed"} if is_item else {f"party_designated.{each.id}": "none"}
        base |= {} if is_item else {f"owned_ge.{each.id}": "none"}
    base |= {f"red_flag.RF-{number:03d}": False for number in range(1, 60)}
    for name in book.reference.propositions:
        base |= {f"knows.{name}": "no", f"informed.{name}.other": "no"}
    return {**base, **facts}


def on_lists(*names: str, value: Any = "listed") -> dict[str, Any]:
    return {f"item_on.{name}": value for name in names}


def decide(book: LawBook, facts: dict[str, Any], on: str, place: str, **options: Any) -> ActorLaw:
    rows = {DECLARED: read_row(facts)}
    if "indicated" in options:
        rows["indicated:1"] = read_row({**facts, **options["indicated"]})
    kind = options.get("kind", Binds.PRIVATE)
    if kind is Binds.STATE:
        rows = {DECLARED: read_row({**facts, "actor.kind": "state", "actor.state": place})}
    known = options.get("known")
    actor = ActorFacts("a", "A", kind, options.get("places", (place,)), rows)
    return evaluate(
        book, actor, as_of=date.fromisoformat(on), known_as_of=None if known is None else date.fromisoformat(known)
    )


def verdict(law: ActorLaw) -> str:
    return f"{law.disposition} / {law.with_unreviewed}"


def test_an_answered_chair_to_switzerland_goes(book: LawBook) -> None:
    assert decide(book, row(book, "US", "CH"), "2026-11-23", "CH").disposition.value == "PROCEED"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "LICENCE"),
        ({"authorised.BAFA": {"ids": ["L-1"], "conditions": ["Report."]}}, "PROCEED_WITH_CONDITIONS"),
        ({"authorised.EU-COMPETENT.EU-821-3": "EU001"}, "PROCEED_WITH_CONDITIONS"),
    ],
)
def test_licence_administration(book: LawBook, facts: dict[str, Any], expected: str) -> None:
    chamber = row(book, "DE", "IN", **on_lists("EU-ANNEX-I"), **facts)
    law = decide(book, chamber, "2024-05-01", "DE")
    assert law.disposition.value == expected
    assert law.finding("EU-821-3").state.value == ("APPLIES" if expected == "LICENCE" else "DEFEATED")


@pytest.mark.parametrize("on", ["2009-06-01", "2026-11-23"])
def test_the_chamber_of_the_branch_is_open_on_one_leaf(book: LawBook, on: str) -> None:
    undetermined = {"unknown": "undetermined", "leaves": [LEAF]}
    facts = row(book, "DE", "IR", **on_lists(*CHAMBER, value=undetermined), goods_location="CN", origin="CN")
    facts |= {"actor.branch_in": "CN", "actor.acts_in.CN": True, "item_near_miss.programmes": ["missile"]}
    law = decide(book, facts, on, "DE", places=("DE", "CN"))
    assert law.disposition.value == "HOLD"
    key = "EU-423-2" if on < "2010" else "EU-267-2"
    finding = law.finding(key)
    assert (finding.state.value, finding.bound.value) == ("OPEN", "T")
    assert finding.settled_by is not None
    assert finding.settled_by.no == ((f"{LEAF} = no",),)
    assert LEAF in [question.id for question in law.questions]
    assert decide(book, facts, on, "DE", kind=Binds.STATE).disposition.value == "HOLD"
    china = decide(book, facts, on, "CN", kind=Binds.STATE)
    assert china.disposition.value == ("HOLD" if on < "2010" else "PROCEED")
    assert ("contested" in china.finding("UN-1737-3").flags) is (on > "2010")


def test_a_subsidiary_is_not_its_parent(book: LawBook) -> None:
    facts = row(book, "CN", "IR", **on_lists(*CHAMBER, value="undetermined"))
    assert decide(book, facts, "2009-06-01", "CN", places=("CN", "DE")).finding("EU-423-2").state.value == "NO"
    parent = row(book, "DE", "IR", **on_lists(*CHAMBER, value="undetermined"), goods_location="CN")
    parent |= {"actor.participates": False}
    assert decide(book, parent, "2009-06-01", "DE").disposition.value == "PROCEED"


@pytest.mark.parametrize(
    ("on", "expected", "indicated"),
    [("2009-10-01", "LICENCE / LICENCE", "LICENCE"), ("2026-11-23", "HOLD / HOLD", "STOP")],
)
def test_declared_armenia_indicated_iran(book: LawBook, on: str, expected: str, indicated: str) -> None:
    facts = row(book, "DE", "AM", **on_lists(*CHEMICAL), hs="283010")
    law = decide(book, facts, on, "DE", indicated={"destination": "IR", "use_country": "IR"})
    assert verdict(law) == expected
    assert [view.disposition.value for view in law.views] == ["LICENCE", indicated]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2009-06-01", "HOLD / LICENCE"),
        ("2009-08-26", "HOLD / LICENCE"),
        ("2009-08-27", "LICENCE / LICENCE"),
        ("2010-11-01", "LICENCE / LICENCE"),
        ("2026-11-23", "LICENCE / LICENCE"),
    ],
)
def test_one_dual_use_regulation_on_each_day(book: LawBook, on: str, expected: str) -> None:
    facts = row(book, "DE", "AM", **on_lists(*CHEMICAL), hs="283010")
    assert verdict(decide(book, facts, on, "DE")) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2006-10-13", "PROCEED / PROCEED"),
        ("2006-10-14", "PROCEED / HOLD"),
        ("2006-11-03", "HOLD / STOP"),
        ("2009-06-01", "HOLD / STOP"),
    ],
)
def test_a_precursor_to_north_korea(book: LawBook, on: str, expected: str) -> None:
    facts = row(book, "CN", "KP", **on_lists(*CHEMICAL), hs="282619")
    assert verdict(decide(book, facts, on, "CN", kind=Binds.STATE)) == expected
    assert (
        verdict(decide(book, {**facts, "goods_location": "DE", "actor.seat": "DE"}, "2026-11-23", "DE"))
        == "STOP / STOP"
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2006-06-01", "PROCEED / PROCEED"), ("2008-06-24", "HOLD / HOLD"), ("2009-06-01", "HOLD / HOLD")],
)
def test_trucks_for_an_indicated_end_user(book: LawBook, on: str, expected: str) -> None:
    facts = row(book, "DE", "IR", hs="870423")
    listed = {} if on < "2008" else {"party_designated.EU-423-NAMES.end_user": "direct"}
    law = decide(book, facts, on, "DE", indicated=listed)
    assert verdict(law) == expected
    assert law.view().disposition.value == "PROCEED"


@pytest.mark.parametrize(
    ("on", "expected", "conflicts"),
    [
        ("2009-06-01", "PROCEED / PROCEED", 0),
        ("2014-06-01", "PROCEED / PROCEED_WITH_CONDITIONS", 0),
        ("2019-06-01", "HOLD / HOLD", 1),
        ("2026-11-23", "HOLD / HOLD", 1),
    ],
)
def test_a_car_plant_inside_iran(book: LawBook, on: str, expected: str, conflicts: int) -> None:
    facts = row(book, "FR", "IR", activity="manufacture_abroad", goods_location="IR", origin="IR", hs="870323")
    law = decide(book, facts, on, "FR")
    assert verdict(law) == expected
    assert len(law.view().conflicts) == conflicts


@pytest.mark.parametrize(
    ("on", "expected", "state"),
    [
        ("2025-09-28", "PROCEED", "NOT_IN_FORCE"),
        ("2025-09-29", "LICENCE", "APPLIES"),
        ("2025-11-09", "LICENCE", "APPLIES"),
        ("2025-11-10", "PROCEED", "SUSPENDED"),
        ("2026-11-09", "PROCEED", "SUSPENDED"),
        ("2026-11-10", "HOLD", "OPEN"),
        ("2026-11-23", "HOLD", "OPEN"),
    ],
)
def test_the_affiliates_rule_and_its_stay(book: LawBook, on: str, expected: str, state: str) -> None:
    facts = row(book, "US", "AE", **{"actor.us_person": True, "content.US": 100, "owned_ge.US-EL": "60"})
    law = decide(book, facts, on, "US")
    finding = law.finding("US-EAR-AFFIL")
    assert (law.disposition.value, finding.state.value) == (expected, state)
    assert ("uncertain_status" in finding.flags) is (state == "OPEN")
    projected = decide(book, facts, "2026-01-01", "US", known="2025-10-31").finding("US-EAR-AFFIL")
    assert (projected.state.value, projected.flags) == ("APPLIES", ("projected",))


@pytest.mark.parametrize(
    ("on", "known", "first", "second"),
    [
        ("2023-03-09", None, "NO", "NO"),
        ("2023-03-12", None, "APPLIES", "NO"),
        ("2023-03-20", None, "APPLIES", "APPLIES"),
        ("2023-03-20", "2023-03-15", "APPLIES", "NO"),
    ],
)
def test_who_was_told_what_when(book: LawBook, on: str, known: str | None, first: str, second: str) -> None:
    for place, office, day, expected in (("DE", "BAFA", "2023-03-10", first), ("IT", "UAMA", "2023-03-20", second)):
        facts = row(book, place, "AE", **{f"informed.use.missile_delivery.{office}": day})
        assert decide(book, facts, on, place, known=known).finding("EU-821-4-1a").state.value == expected


def test_a_flag_from_the_press_opens_and_a_review_closes(book: LawBook) -> None:
    flag = {"id": "f", "grade": "RED_FLAG", "since": "2023-02-03"}
    plain = row(book, "DE", "AE")
    flagged = {**plain, "knows.use.missile_delivery": [flag, {"asked": "2023-01-01"}]}
    closed = {**plain, "knows.use.missile_delivery": [flag, {"grade": "NONE", "since": "2023-02-05", "closes": "f"}]}
    verdicts = [decide(book, facts, "2023-02-10", "DE").disposition.value for facts in (plain, flagged, closed)]
    assert verdicts == ["PROCEED", "HOLD", "PROCEED"]


def test_every_goods_list_that_law_maps_to_is_one(book: LawBook) -> None:
    """A name mistyped here would leave its measures open for ever, and no check of law alone can see it."""
    goods = {row["list"] for row in compile_goods()["lists"]}
    mapped = {each.id: each.goods for each in book.reference.lists.values() if each.goods}
    assert len(mapped) > 10
    assert {name: goods_list for name, goods_list in mapped.items() if goods_list not in goods} == {}
