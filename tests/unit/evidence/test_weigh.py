"""What confirmed claims give: indications, knowledge from the day held, contradictions, inputs of concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from endgate.evidence.effects import effects
from endgate.evidence.vocabulary import ClaimType, Programme
from endgate.evidence.weigh import QuestionKind, Weighed
from endgate.shipment.indications import Aspect
from endgate.shipment.knowledge import Grade
from endgate.terms.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def nothing(weighed: Weighed) -> bool:
    return not (weighed.knowledge or weighed.indications or weighed.concern_inputs or weighed.corroboration)


def kinds(weighed: Weighed) -> list[QuestionKind]:
    return [question.kind for question in weighed.questions]


def test_every_type_of_claim_has_its_row() -> None:
    assert {effect.type for effect in effects()} == set(ClaimType)


def test_a_confirmed_claim_indicates_another_destination(case: Any) -> None:
    (found,) = case.weigh(case.to_iran("c", "daily", "cable", "agency", modality="believed")).indications
    assert (found.id, found.aspect, found.declared, found.indicated) == (
        "ind:destination:IR",
        Aspect.DESTINATION,
        "AM",
        "IR",
    )
    assert (found.country, found.claims, found.origins) == ("IR", ("c",), ("an agency",))
    assert (found.weakest_modality, found.unnamed, found.adopted) == ("believed", 0, False)
    assert found.propositions == ("destination.IR",)
    assert found.known_from == date(2023, 2, 5)


def test_an_unnamed_source_indicates_without_an_origin(case: Any) -> None:
    (found,) = case.weigh(case.to_iran("c", "daily", "cable", "somebody")).indications
    assert (found.origins, found.unnamed) == ((), 1)


def test_a_person_adopts_an_indication(case: Any) -> None:
    (found,) = case.weigh(case.to_iran("c", "daily"), facts={"adopted": ["ind:destination:IR"]}).indications
    assert found.adopted


@pytest.mark.parametrize("state", ["proposed", "rejected", "superseded", "withdrawn"])
def test_only_confirmed_claims_count(case: Any, state: str) -> None:
    review = [{"state": state, "by": "R", "at": "2023-02-05"}]
    weighed = case.weigh(case.to_iran("c", "daily", review=review))
    assert nothing(weighed)
    assert (weighed.proposals_unread, kinds(weighed)) == (
        (1, [QuestionKind.PROPOSALS_UNREAD]) if state == "proposed" else (0, [])
    )


def test_a_withdrawn_source_restores_the_result_exactly(case: Any) -> None:
    before = case.weigh(case.for_missiles("a", "daily", "agency"))
    acts = [
        {"state": "confirmed", "by": "R", "at": "2023-02-05"},
        {"state": "withdrawn", "by": "R", "at": "2023-02-08"},
    ]
    more = case.to_iran("b", "daily", "office", review=acts)
    assert case.weigh(case.for_missiles("a", "daily", "agency"), more) == before
    then = case.weigh(case.for_missiles("a", "daily", "agency"), more, known_as_of=date(2023, 2, 7))
    assert [each.id for each in then.indications] == ["ind:end_use:missile_delivery", "ind:destination:IR"]


def test_nothing_was_known_before_it_was_recorded(case: Any) -> None:
    assert nothing(case.weigh(case.to_iran("c", "daily"), known_as_of=date(2023, 2, 4)))
    assert not nothing(case.weigh(case.to_iran("c", "daily"), known_as_of=date(2023, 2, 5)))


def test_indications_count_later_articles_for_earlier_sales(case: Any) -> None:
    weighed = case.weigh(case.to_iran("c", "daily"), as_of=date(2022, 1, 1))
    assert [each.id for each in weighed.indications] == ["ind:destination:IR"]
    assert weighed.knowledge == ()


def test_only_what_touches_this_deal_counts(case: Any) -> None:
    loose = case.weigh(case.to_iran("c", "daily", roles={"indicated_destination": ["ir"]}))
    assert nothing(loose)
    assert kinds(loose) == [QuestionKind.TIE_MISSING]
    other_goods = {"goods": ["valves"], "consignee": ["trader"], "indicated_destination": ["ir"]}
    assert case.weigh(case.to_iran("c", "daily", roles=other_goods)).indications == ()
    no_goods = {"consignee": ["trader"], "indicated_destination": ["ir"]}
    assert [each.id for each in case.weigh(case.to_iran("c", "daily", roles=no_goods)).indications] == [
        "ind:destination:IR"
    ]
    ties = [{"entity": "pump", "item": "1", "by": "R", "on": "2023-02-05", "shipment": "another"}]
    assert nothing(case.weigh(case.to_iran("c", "daily"), ties=ties))
    late = [{"entity": "pump", "item": "1", "by": "R", "on": "2023-02-11"}]
    assert nothing(case.weigh(case.to_iran("c", "daily"), ties=late))


def test_what_is_declared_is_no_indication_and_no_news(case: Any) -> None:
    weighed = case.weigh(case.to_iran("c", "daily"), facts={"declared_destination": "IR"})
    assert (weighed.indications, weighed.knowledge) == ((), ())
    assert [each.proposition for each in weighed.corroboration] == ["ind:destination:IR"]


@pytest.mark.parametrize(
    "fields",
    [
        {"modality": "insisted"},
        {"modality": "denied"},
        {"modality": "requested"},
        {"modality": "directed"},
        {"polarity": "negated"},
        {"flags": ["interested_party"]},
        {"flags": ["conditional"]},
    ],
)
def test_what_states_nothing_supports_nothing(case: Any, fields: dict[str, Any]) -> None:
    assert nothing(case.weigh(case.to_iran("c", "daily", **fields)))


def test_the_content_of_a_request_counts_only_when_presupposed(case: Any) -> None:
    request = case.claim("r", "request", "daily", "agency", roles={"actor": ["trader"]})
    assert nothing(case.weigh(request, case.for_missiles("c", "daily", nested_in="r")))
    presupposed = case.for_missiles("c", "daily", nested_in="r", flags=["presupposed"])
    assert not nothing(case.weigh(request, presupposed))


def test_a_document_in_hand_is_a_red_flag_for_its_holder_only(case: Any) -> None:
    weighed = case.weigh(case.for_missiles("c", "daily", "cable", "agency"))
    (record,) = weighed.knowledge
    assert (record.actor, record.proposition, record.grade) == ("exporter", "use.missile_delivery", Grade.RED_FLAG)
    assert (record.since, record.known_from) == (date(2023, 2, 3), date(2023, 2, 5))
    assert record.basis == ("claim:c", "document:paper")


@pytest.mark.parametrize(("as_of", "count"), [(date(2023, 2, 2), 0), (date(2023, 2, 3), 1)])
def test_knowledge_begins_on_the_day_the_document_was_had(case: Any, as_of: date, count: int) -> None:
    assert len(case.weigh(case.for_missiles("c", "daily"), as_of=as_of).knowledge) == count


@pytest.mark.parametrize(("known", "count"), [(date(2023, 2, 5), 0), (date(2023, 2, 6), 1)])
def test_knowledge_is_seen_from_the_day_the_receipt_was_recorded(case: Any, known: date, count: int) -> None:
    paper = {"id": "paper", "held": [{"by": "exporter", "since": "2023-02-03", "known_from": "2023-02-06"}]}
    weighed = case.weigh(case.for_missiles("c", "daily"), known_as_of=known, documents=[paper])
    assert len(weighed.knowledge) == count


def test_a_day_of_receipt_known_in_part_is_a_question(case: Any) -> None:
    paper = {"id": "paper", "title": "an article", "held": [{"by": "exporter", "since": "2023-02"}]}
    weighed = case.weigh(case.for_missiles("c", "daily"), documents=[paper])
    assert weighed.knowledge == ()
    (question,) = weighed.questions
    assert (question.kind, question.actor, question.propositions) == (
        QuestionKind.DATE_OF_RECEIPT,
        "exporter",
        ("use.missile_delivery",),
    )
    later = case.weigh(
        case.for_missiles("c", "daily"), documents=[paper], as_of=date(2023, 3, 1), known_as_of=date(2023, 3, 1)
    )
    assert [record.since for record in later.knowledge] == [date(2023, 2, 28)]


def test_a_holder_of_another_shipment_knows_nothing_here(case: Any) -> None:
    held = [{"by": "exporter", "since": "2023-02-03", "shipment": "another"}, {"by": "stranger", "since": "2023-02-03"}]
    weighed = case.weigh(case.for_missiles("c", "daily"), documents=[{"id": "paper", "held": held}])
    assert weighed.knowledge == ()
    assert len(weighed.indications) == 1


def test_concern_alone_never_indicates_and_is_no_knowledge(case: Any) -> None:
    claim = case.for_missiles("c", "daily", "agency", type="contribution", modality="feared")
    weighed = case.weigh(claim)
    assert (weighed.indications, weighed.knowledge) == ((), ())
    (hypothesis,) = weighed.concern_inputs
    assert hypothesis.programme is Programme.MISSILE_DELIVERY
    assert (hypothesis.claims, hypothesis.origins, hypothesis.weakest_modality) == (("c",), ("an agency",), "feared")


@pytest.mark.parametrize("kind", ["legality", "control_status", "contribution", "manufacture", "corporate_link"])
def test_claims_that_may_not_touch_legality_change_nothing_of_it(case: Any, kind: str) -> None:
    base = case.for_missiles("a", "daily", "agency")
    roles = {"goods": ["pump"], "actor": ["trader"], "programme": ["missiles"]}
    before, after = case.weigh(base), case.weigh(base, case.claim("b", kind, "weekly", "office", roles=roles))
    assert (after.knowledge, after.indications, after.declared) == (
        before.knowledge,
        before.indications,
        before.declared,
    )
    assert "b" in {shown.claim for shown in after.shown}


def test_an_indicated_end_user_carries_its_listed_references(case: Any) -> None:
    roles = {"goods": ["pump"], "end_user": ["corps"]}
    ties = [
        {"entity": "pump", "item": "1", "by": "R", "on": "2023-02-05"},
        {"entity": "corps", "listed": ["UN IRe.999"], "by": "R", "on": "2023-02-05"},
    ]
    (found,) = case.weigh(case.claim("c", "observed_use", "daily", roles=roles), ties=ties).indications
    assert (found.id, found.party_name, found.country) == ("ind:end_user:guard-corps", "Guard Corps", "IR")
    assert (found.declared, found.party_references) == ("Beta LLC", ("UN IRe.999",))


def test_a_declaration_by_a_party_that_differs_is_a_contradiction_and_a_question(case: Any) -> None:
    roles = {"goods": ["pump"], "declared_destination": ["ir"], "declarant": ["trader"]}
    weighed = case.weigh(case.claim("c", "declared_destination", "daily", roles=roles, flags=["interested_party"]))
    assert [(each.value, each.by, each.agrees) for each in weighed.declared] == [("IR", "trader", F)]
    assert [(each.claim, each.other) for each in weighed.contradictions] == [("c", "")]
    assert kinds(weighed) == [QuestionKind.DECLARATION_DIFFERS]
    assert weighed.indications == ()
    silent = case.weigh(
        case.claim("c", "declared_destination", "daily", roles=roles), facts={"declared_destination": None}
    )
    assert [each.agrees for each in silent.declared] == [U]


def test_contradictions_and_denials_are_shown_and_never_netted(case: Any) -> None:
    declared = case.claim(
        "d", "declared_destination", "daily", "ministry", modality="insisted", flags=["interested_party"],
        roles={"goods": ["pump"], "declared_destination": ["am"]},
    )  # fmt: skip
    denial = case.for_missiles("n", "weekly", "ministry", modality="denied", flags=["interested_party"])
    weighed = case.weigh(
        case.to_iran("i", "daily", "agency"), declared, case.for_missiles("m", "daily", "office"), denial
    )
    assert {(each.type.value, each.claim, each.other) for each in weighed.contradictions} == {
        ("contradicts", "d", "i"),
        ("denies", "n", "m"),
    }
    by_id = {each.proposition: each for each in weighed.corroboration}
    assert by_id["ind:destination:IR"].contradictions == ("d",)
    assert by_id["ind:end_use:missile_delivery"].interested_denials == ("n",)
    assert by_id["ind:end_use:missile_delivery"].origins == ("an office",)
    assert weighed.concern_inputs[0].denials == ("n",)


def test_not_listed_and_yet_suitable_qualify_each_other(case: Any) -> None:
    goods = {"goods": ["pump"]}
    weighed = case.weigh(
        case.claim("l", "control_status", "daily", "cable", polarity="negated", roles=goods),
        case.claim("s", "suitability", "daily", "cable", roles=goods | {"programme": ["missiles"]}),
    )
    assert [(each.type.value, each.claim, each.other) for each in weighed.contradictions] == [("qualifies", "l", "s")]
    assert [each.id for each in weighed.indications] == ["ind:end_use:missile_delivery"]


@pytest.mark.parametrize(
    ("captured", "after", "bears", "knows"),
    [("2023-02-11", T, F, 0), ("2023-01", F, T, 1), (None, U, U, 1)],
)
def test_photographs_after_the_sale_bear_on_use_and_not_on_knowledge(
    case: Any, captured: str | None, after: Truth, bears: Truth, knows: int
) -> None:
    seen = case.claim("p", "observed_use", "daily", roles={"goods": ["pump"], "end_use": ["missiles"]})
    exhibit: dict[str, Any] = {"id": "x", "document": "paper", "claims": ["p"]}
    if captured is not None:
        exhibit["captured"] = {"value": captured, "basis": "exif"}
    weighed = case.weigh(seen, exhibits=[exhibit])
    (timing,) = weighed.exhibits
    assert (timing.captured_after_sale, timing.held_before_sale) == (after, {"exporter": T})
    assert timing.bears_on_knowledge == {"exporter": bears}
    assert len(weighed.knowledge) == knows
    assert [each.id for each in weighed.indications] == ["ind:end_use:missile_delivery"]
    assert (QuestionKind.DATE_OF_CAPTURE in kinds(weighed)) is (captured is None)


def test_the_contract_is_the_sale_where_it_is_stated(case: Any) -> None:
    seen = case.claim("p", "observed_use", "daily", roles={"goods": ["pump"], "end_use": ["missiles"]})
    exhibit = {"id": "x", "document": "paper", "claims": ["p"], "captured": {"value": "2023-01", "basis": "source"}}
    (timing,) = case.weigh(seen, exhibits=[exhibit], facts={"contract_date": "2022-12"}).exhibits
    assert (timing.captured_after_sale, timing.held_before_sale) == (T, {"exporter": F})


def test_proposals_never_change_what_is_weighed(case: Any) -> None:
    base = (case.to_iran("a", "daily", "agency"), case.for_missiles("b", "weekly", "office"))
    proposals = [case.to_iran(f"p{n}", "weekly", "ministry", review=[], flags=["direct_quote"]) for n in range(3)]
    before, after = case.weigh(*base), case.weigh(*base, *proposals)
    assert after.proposals_unread == 3
    assert replace(after, proposals_unread=0, questions=()) == replace(before, questions=())
