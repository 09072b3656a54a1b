from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.unit.law.conftest import measure_text

from endgate.law.compile import LawBook
from endgate.law.dispose import evaluate, why
from endgate.law.evaluate import Policy
from endgate.law.finding import ActorFacts, ActorLaw, ReasonKind
from endgate.law.model import Binds, State
from endgate.law.outcome import Disposition
from endgate.law.rows import read_row
from endgate.terms.codec import encode

MakeBook = Callable[..., LawBook]

SHADOW = "{status: unreviewed}"
TO_BAD = "{destination_in: {group: BAD}}"
BASE = {"destination": "XX", "goods_location": "AA", "actor.seat": "AA", "activity": "export"}


def law_of(book: LawBook, facts: dict[str, Any] | None = None, on: str = "2015-06-01", **options: Any) -> ActorLaw:
    rows = {"declared": read_row({**BASE, **(facts or {})})}
    for name, changes in options.pop("views", {}).items():
        rows[name] = read_row({**BASE, **(facts or {}), **changes})
    places, kind = options.pop("places", ("AA",)), options.pop("kind", Binds.PRIVATE)
    actor = ActorFacts("a", "Actor A", kind, places, rows)
    return evaluate(book, actor, as_of=date.fromisoformat(on), **options)


def verdict(law: ActorLaw) -> str:
    return f"{law.disposition} / {law.with_unreviewed}"


CLASSES = {
    "PROHIBITED": ("STOP", "HOLD"),
    "FREEZE": ("STOP", "HOLD"),
    "PROHIBITED_ON_STATE_DETERMINATION": ("STOP", "HOLD"),
    "NOTIFY_AND_WAIT": ("HOLD", "HOLD"),
    "CONFLICT_OF_LAWS": ("HOLD", "HOLD"),
    "LICENCE_REQUIRED": ("LICENCE", "HOLD"),
    "PROHIBITED_UNLESS_LICENSED": ("LICENCE", "HOLD"),
    "CONTRACT_CLAUSE": ("PROCEED_WITH_CONDITIONS", "PROCEED_WITH_CONDITIONS"),
    "DUE_DILIGENCE": ("PROCEED_WITH_CONDITIONS", "PROCEED_WITH_CONDITIONS"),
    "CONDITION": ("PROCEED_WITH_CONDITIONS", "PROCEED_WITH_CONDITIONS"),
    "INSPECT": ("PROCEED_WITH_CONDITIONS", "PROCEED_WITH_CONDITIONS"),
    "SANCTIONS_EXPOSURE": ("PROCEED_WITH_CONDITIONS", "PROCEED"),
    "VIGILANCE": ("PROCEED", "PROCEED"),
    "STATE_DUTY": ("PROCEED", "PROCEED"),
    "CRITERIA": ("PROCEED", "PROCEED"),
    "SCOPE": ("PROCEED", "PROCEED"),
    "PENALTY": ("PROCEED", "PROCEED"),
}


@pytest.mark.parametrize(("name", "expected"), CLASSES.items())
def test_what_each_class_contributes(make_book: MakeBook, name: str, expected: tuple[str, str]) -> None:
    book = make_book(measure_text("M-1", then=f"{{class: {name}, authority: O}}", when=TO_BAD))
    assert law_of(book).disposition.value == expected[0]
    assert law_of(book, {"destination": "unknown"}).disposition.value == expected[1]
    assert law_of(book, {"destination": "CC"}).disposition is Disposition.PROCEED


def test_an_open_finding_names_what_would_settle_it(make_book: MakeBook) -> None:
    when = "{all: [{item_on: {list: HELD}}, {any: [{destination_in: {group: BAD}}, {buyer_country_in: {group: BAD}}]}]}"
    book = make_book(measure_text("M-1", when=when))
    leaves = {"item_on.HELD": {"unknown": "undetermined", "leaves": ["a.2: fits a shaker"]}}
    law = law_of(book, leaves, trace=True)
    finding = law.finding("M-1")
    assert (finding.state, finding.live, finding.contributes) == (State.OPEN, True, Disposition.HOLD)
    assert encode(finding.settled_by) == {
        "NO": [["a.2: fits a shaker = no"]],
        "APPLIES": [["a.2: fits a shaker = yes"]],
    }
    assert [(question.id, question.cost) for question in law.questions] == [("a.2: fits a shaker", 1)]
    tree = encode(finding)["tree"]
    assert tree["of"][0]["of"][0]["leaves"] == ["a.2: fits a shaker"]
    assert (tree["r"], tree["of"][0]["part"]) == ("U", "when")


def test_why_not_has_the_same_shape_as_why(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when=TO_BAD))
    why, why_not = (encode(law_of(book, facts, trace=True).finding("M-1")) for facts in ({}, {"destination": "CC"}))
    assert (why["state"], why_not["state"]) == ("APPLIES", "NO")
    assert set(why["tree"]) == set(why_not["tree"]) == {"op", "r", "of"}
    assert why_not["tree"]["of"][0]["got"] == "CC"


def test_quiet_leaves_are_conditions(make_book: MakeBook) -> None:
    informed = measure_text(
        "M-1",
        then="{class: LICENCE_REQUIRED, authority: O}",
        knowledge="{informed: {proposition: use.missile, by: OFFICE-A}}",
    )
    listed = measure_text("M-2", when="{item_on: {list: HELD}}")
    absent = measure_text("M-3", when="{item_on: {list: ABSENT}}")
    book = make_book(informed, listed, absent)
    plain = {"destination": "CC", "item_on.HELD": "not_stated"}
    law = law_of(book, plain)
    assert law.disposition is Disposition.PROCEED_WITH_CONDITIONS
    assert len(law.conditions) == 3
    assert law.questions == ()
    assert law_of(book, {**plain, "destination": "XX"}).finding("M-1").live
    assert law_of(book, {**plain, "in_play.use.missile": True}).finding("M-1").live
    assert law_of(book, {**plain, "item_on.HELD": "not_checked"}).finding("M-2").live
    assert law_of(book, {**plain, "item_near_miss.programmes": ["missile"]}).finding("M-3").live
    settled = {
        **plain,
        "item_on.HELD": "not_listed",
        "item_on.ABSENT": "not_listed",
        "informed.use.missile.OFFICE-A": "no",
    }
    assert law_of(book, settled).disposition is Disposition.PROCEED


@pytest.mark.parametrize(
    ("told", "disposition"), [("2015-01-10", "HOLD"), ("no", "PROCEED"), ("not_stated", "PROCEED_WITH_CONDITIONS")]
)
@pytest.mark.parametrize("unlisted", ["ABSENT", "HELD"])
def test_who_is_told_does_not_go_on_a_condition(
    make_book: MakeBook, unlisted: str, told: str, disposition: str
) -> None:
    book = make_book(
        measure_text(
            "M-1",
            then="{class: LICENCE_REQUIRED, authority: O}",
            when=f"{{not: {{item_on: {{list: {unlisted}}}}}}}",
            knowledge="{informed: {proposition: use.missile, by: OFFICE-A}}",
        )
    )
    facts = {"destination": "CC", "item_on.HELD": "not_stated"}
    if told != "not_stated":
        facts["informed.use.missile.OFFICE-A"] = told
    assert law_of(book, facts).disposition.value == disposition


def test_a_measure_that_names_the_destination_stays_live(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when="{all: [{destination_in: {group: BAD}}, {item_on: {list: ABSENT}}]}"))
    assert law_of(book).disposition is Disposition.HOLD


def test_a_party_list_that_is_not_held_stays_live(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", then="{class: FREEZE}", when="{party_designated: {list: NO-NAMES}}"))
    law = law_of(book, {"destination": "CC"})
    assert law.disposition is Disposition.HOLD
    assert {question.cost for question in law.questions} == {4}


def test_a_licence_on_file_leaves_its_conditions(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", then="{class: LICENCE_REQUIRED, authority: OFFICE-A}", when=TO_BAD))
    law = law_of(book, {"authorised.OFFICE-A": {"ids": ["L-7"], "conditions": ["Report each use."]}})
    assert verdict(law) == "PROCEED_WITH_CONDITIONS / PROCEED_WITH_CONDITIONS"
    assert law.finding("M-1").defeated_by == ("authorised: L-7",)
    assert law.conditions == ("Report each use.",)


def test_an_open_licence_rule_goes_into_the_application_that_is_due(make_book: MakeBook) -> None:
    due = measure_text("M-1", then="{class: LICENCE_REQUIRED, authority: OFFICE-A}", when=TO_BAD)
    open_rule = measure_text(
        "M-2", then="{class: LICENCE_REQUIRED, authority: OFFICE-A}", when="{end_use_in: [military]}"
    )
    assert law_of(make_book(due, open_rule)).disposition is Disposition.LICENCE
    assert law_of(make_book(open_rule)).disposition is Disposition.HOLD


def test_unless_unknown_is_open_and_yielding_defeats(make_book: MakeBook) -> None:
    exempt = measure_text("M-1", when=TO_BAD, unless="{value_le: {amount: 10, currency: EUR}}")
    book = make_book(
        exempt, measure_text("M-2", when=TO_BAD, yields_to="[{measure: M-3}]"), measure_text("M-3", when=TO_BAD)
    )
    assert law_of(book).finding("M-1").state is State.OPEN
    assert law_of(book, {"value.item": "10 EUR"}).finding("M-1").state is State.DEFEATED
    assert law_of(book, {"value.item": "10.01 EUR"}).finding("M-1").state is State.APPLIES
    assert law_of(book).finding("M-2").defeated_by == ("M-3",)


def test_what_counts_never_yields_to_what_runs_in_shadow(make_book: MakeBook) -> None:
    book = make_book(
        measure_text("M-2", when=TO_BAD, yields_to="[{measure: M-3}]"), measure_text("M-3", when=TO_BAD, review=SHADOW)
    )
    assert law_of(book).finding("M-2").state is State.APPLIES


def test_shadow_holds_at_most_and_asks_for_the_text(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when=TO_BAD, review=SHADOW))
    law = law_of(book)
    assert verdict(law) == "HOLD / STOP"
    assert [reason.kind for reason in law.reasons] == [ReasonKind.UNREVIEWED_LAW]
    assert [question.id for question in law.questions] == ["review:M-1"]
    assert verdict(law_of(book, {"destination": "unknown"})) == "PROCEED / HOLD"
    assert verdict(law_of(book, policy=Policy(count=("unreviewed",)))) == "STOP / STOP"


def test_shadow_may_be_stricter_than_with_unreviewed(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", then="{class: LICENCE_REQUIRED, authority: O}", when=TO_BAD, review=SHADOW))
    assert verdict(law_of(book)) == "HOLD / LICENCE"


def test_an_indication_holds_and_never_stops(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when=TO_BAD))
    law = law_of(book, {"destination": "CC"}, views={"indicated:1": {"destination": "XX"}})
    assert verdict(law) == "HOLD / HOLD"
    assert [(view.view, view.disposition.value) for view in law.views] == [
        ("declared", "PROCEED"),
        ("indicated:1", "STOP"),
    ]
    assert [reason.kind for reason in law.reasons] == [ReasonKind.INDICATED_VIEW]
    milder = law_of(book, {}, views={"indicated:1": {"destination": "CC"}})
    assert milder.disposition is Disposition.STOP


UN = {"binds": "state", "jurisdiction": "UN"}


def test_the_un_backstop_holds_a_private_actor_whose_state_is_silent(make_book: MakeBook) -> None:
    un = measure_text("UN-1", when=TO_BAD, **UN)
    law = law_of(make_book(un))
    assert law.disposition is Disposition.HOLD
    assert law.finding("IMPLEMENTATION_OPEN:UN-1").state is State.OPEN
    assert [reason.kind for reason in law.reasons] == [ReasonKind.IMPLEMENTATION_OPEN]
    own = measure_text("M-1", implements="[UN-1]", when="{destination_in: {group: ZZ}}")
    assert law_of(make_book(un, own)).disposition is Disposition.PROCEED
    shadow = measure_text("M-1", implements="[UN-1]", when="{destination_in: {group: ZZ}}", review=SHADOW)
    assert law_of(make_book(un, shadow)).disposition is Disposition.HOLD
    union = measure_text("M-1", implements="[UN-1]", when="{destination_in: {group: ZZ}}", jurisdiction="UNION")
    assert law_of(make_book(un, union)).disposition is Disposition.PROCEED
    assert law_of(make_book(un, union), places=("CC",)).disposition is Disposition.HOLD


def test_the_backstop_waits_for_no_determination(make_book: MakeBook) -> None:
    un = measure_text("UN-1", when=TO_BAD, knowledge="{state_determined: {proposition: use.missile}}", **UN)
    law = law_of(make_book(un), {"in_play.use.missile": True})
    assert law.disposition is Disposition.PROCEED
    state = law_of(
        make_book(un), {"in_play.use.missile": True, "actor.kind": "state", "actor.state": "AA"}, kind=Binds.STATE
    )
    assert state.disposition is Disposition.HOLD


def test_contested_validity_takes_no_side(make_book: MakeBook) -> None:
    validity = "{status: contested, since: 2015-01-01, applied_by: [UNION], rejected_by: [DD]}"
    book = make_book(measure_text("UN-1", when=TO_BAD, validity=validity, **UN))

    def state(place: str, on: str = "2015-06-01") -> ActorLaw:
        facts = {"actor.kind": "state", "actor.state": place}
        return law_of(book, facts, on, kind=Binds.STATE, places=(place,))

    assert state("AA").disposition is Disposition.STOP
    assert state("DD").disposition is Disposition.PROCEED
    assert state("DD").finding("UN-1").state is State.APPLIES
    assert state("EE").finding("UN-1").state is State.OPEN
    assert state("EE").disposition is Disposition.HOLD
    assert state("DD", "2014-12-31").disposition is Disposition.STOP
    assert law_of(book, places=("DD",)).disposition is Disposition.PROCEED


def test_two_opposite_duties_are_a_conflict(make_book: MakeBook) -> None:
    exposure = measure_text("US-1", then="{class: SANCTIONS_EXPOSURE}", when=TO_BAD, jurisdiction="US")
    blocking = measure_text(
        "M-1",
        then="{class: CONFLICT_OF_LAWS}",
        conflicts_with="[{measure: US-1, way_out: Ask the Commission.}]",
    )
    law = law_of(make_book(exposure, blocking))
    assert law.disposition is Disposition.HOLD
    (conflict,) = law.view().conflicts
    assert (conflict.measure, conflict.against, conflict.state, conflict.way_out) == (
        "M-1",
        "US-1",
        State.APPLIES,
        "Ask the Commission.",
    )
    assert law_of(make_book(exposure, blocking), {"destination": "CC"}).disposition is Disposition.PROCEED


def test_scope_brings_the_law_that_it_reaches(make_book: MakeBook) -> None:
    scope = measure_text(
        "US-S", then="{class: SCOPE}", bound="{content_gt: {J: US, pct: 25}}", jurisdiction="US", review=SHADOW
    )
    rule = measure_text("US-1", bound="{in_scope: {measure: US-S}}", when=TO_BAD, jurisdiction="US")
    book = make_book(scope, rule)
    assert law_of(book, {"content.US": 30}).disposition is Disposition.STOP
    assert law_of(book, {"content.US": 0}).disposition is Disposition.PROCEED
    assert law_of(book).disposition is Disposition.HOLD
    assert "unreviewed_scope" in law_of(book, {"content.US": 30}).finding("US-S").flags


def test_an_actor_that_nothing_binds_is_shown_as_not_bound(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", bound="{actor_is_legal_person_of: AA}", when=TO_BAD))
    assert law_of(book, {"actor.seat": "CC"}).not_bound == ("AA",)
    assert law_of(book).not_bound == ()


def test_an_arms_embargo_is_read_from_the_measures_in_force(make_book: MakeBook) -> None:
    embargo = measure_text(
        "E-1", tags="[arms_embargo]", when="{all: [{item_on: {list: ABSENT}}, {destination_in: {group: BAD}}]}"
    )
    rule = measure_text("M-1", when="{arms_embargo: {by: [AA]}}")
    assert law_of(make_book(embargo, rule), {"buyer_country": "CC"}).finding("M-1").state is State.APPLIES
    assert (
        law_of(make_book(embargo, rule), {"destination": "CC", "buyer_country": "CC"}).finding("M-1").state is State.NO
    )
    shadow = embargo.replace("text_checked", "unreviewed")
    assert law_of(make_book(shadow, rule), {"buyer_country": "CC"}).finding("M-1").state is State.OPEN


def test_the_day_known_is_flagged_when_it_lies_before_the_day_asked(make_book: MakeBook) -> None:
    law = law_of(make_book(measure_text("M-1", when=TO_BAD)), known_as_of=date(2015, 1, 1))
    assert "projected" in law.finding("M-1").flags


def test_assumptions_settle_knowledge_and_are_listed(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", knowledge="{knows: {proposition: use.missile, at_least: AWARE}}"))
    law = law_of(book, policy=Policy(assume={"knowledge": "none"}))
    assert law.disposition is Disposition.PROCEED
    assert law.assumptions == {"knowledge": "none"}
    assert "assumed" in law.finding("M-1").flags


def test_questions_run_from_cheap_to_dear(make_book: MakeBook) -> None:
    when = "{all: [{party_designated: {list: NAMES, roles: [buyer]}}, {end_use_in: [military]}, {origin_in: AA}]}"
    law = law_of(make_book(measure_text("M-1", when=when)), {"goods_location": "unknown"})
    costs = [question.cost for question in law.questions]
    assert costs == sorted(costs) == [1, 2, 4]


def test_the_result_is_plain_json_and_the_same_each_time(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when="{end_use_in: [military]}"), measure_text("M-2", when=TO_BAD))
    first, second = (json.dumps(encode(law_of(book, trace=True))) for _ in range(2))
    assert first == second
    assert '"class": "PROHIBITED"' in first


def test_why_answers_for_a_measure_of_a_law_that_is_not_reached(make_book: MakeBook) -> None:
    book = make_book(measure_text("M-1", when=TO_BAD), measure_text("B-1", when=TO_BAD, jurisdiction="BB"))
    actor = ActorFacts("a", "A", Binds.PRIVATE, ("AA",), {"declared": read_row(BASE)})
    finding = why(book, actor, "B-1", as_of=date(2015, 6, 1))
    assert (finding.jurisdiction, finding.state, finding.tree is None) == ("BB", State.APPLIES, False)
    with pytest.raises(KeyError):
        why(book, actor, "M-9", as_of=date(2015, 6, 1))
    assert "B-1" not in {each.measure for each in law_of(book).view().findings}
