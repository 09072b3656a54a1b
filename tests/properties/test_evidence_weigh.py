"""Proposals never change what is weighed, and the order of a file's claims changes no count."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from endgate.evidence.read import read_claims
from endgate.evidence.vocabulary import ClaimType, Modality
from endgate.evidence.weigh import Weighed, weigh
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode

DAY = date(2023, 2, 10)
SHIPMENT = decode(
    Shipment,
    {
        "id": "s",
        "date": "2023-02-10",
        "declared_destination": "AM",
        "parties": [{"id": "p", "name": "P", "roles": ["exporter"]}, {"id": "q", "name": "Q", "roles": ["end_user"]}],
        "items": [{"id": "1", "description": "d"}],
    },
)
BASE: dict[str, Any] = {
    "documents": [{"id": "d", "held": [{"by": "p", "since": "2023-01-01"}]}],
    "sources": [{"id": f"s{n}", "kind": "agency" if n else "publication", "name": f"source {n}"} for n in range(4)],
    "entities": [
        {"id": "goods", "kind": "goods", "name": "goods"},
        {"id": "q", "kind": "organisation", "name": "Q"},
        {"id": "ir", "kind": "country", "name": "Iran", "country": "IR"},
        {"id": "use", "kind": "programme", "name": "missiles", "programme": "missile_delivery"},
    ],
    "ties": [
        {"entity": "goods", "item": "1", "by": "R", "on": "2023-01-01"},
        {"entity": "q", "party": "q", "by": "R", "on": "2023-01-01"},
    ],
}
_claims = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from([kind.value for kind in ClaimType]),
            "modality": st.sampled_from([modality.value for modality in Modality]),
            "polarity": st.sampled_from(["affirmed", "affirmed", "negated"]),
            "chain": st.lists(st.integers(0, 3), min_size=1, max_size=3),
            "roles": st.dictionaries(
                st.sampled_from(["goods", "indicated_destination", "end_user", "programme", "actor"]),
                st.sampled_from([["goods"], ["q"], ["ir"], ["use"], None]),
            ),
            "flags": st.lists(st.sampled_from(["presupposed", "conditional", "interested_party"]), unique=True),
        }
    ),
    max_size=6,
)


def claims(raw: list[dict[str, Any]], prefix: str, state: str) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "id": f"{prefix}{number}",
            "document": "d",
            "proposition": "p",
            "chain": [{"source": f"s{source}"} for source in each["chain"]],
            "review": [] if state == "proposed" else [{"state": state, "by": "R", "at": "2023-01-02"}],
        }
        for number, each in enumerate(raw)
    ]


def weighed(raw: list[dict[str, Any]]) -> Weighed:
    file = read_claims(json.dumps(BASE | {"claims": raw}).encode(), name="c.json")
    return weigh(SHIPMENT, file, as_of=DAY, known_as_of=DAY)


@given(_claims, _claims, st.sampled_from(["proposed", "rejected", "withdrawn", "superseded"]))
def test_what_is_not_confirmed_changes_nothing(
    stood: list[dict[str, Any]], others: list[dict[str, Any]], state: str
) -> None:
    base = claims(stood, "a", "confirmed")
    before, after = weighed(base), weighed(base + claims(others, "b", state))
    assert after.proposals_unread == (len(others) if state == "proposed" else 0)
    without = {question for question in after.questions if question.kind.value != "proposals_unread"}
    assert without == set(before.questions)
    assert replace(after, proposals_unread=0, questions=()) == replace(before, questions=())


@given(_claims, st.randoms(use_true_random=False))
def test_order_changes_no_count(raw: list[dict[str, Any]], order: random.Random) -> None:
    base = claims(raw, "a", "confirmed")
    mixed = base.copy()
    order.shuffle(mixed)

    def counts(found: Weighed) -> dict[str, tuple[set[str], int, int, str]]:
        return {
            each.id: (set(each.claims), len(each.origins), each.unnamed, each.weakest_modality)
            for each in found.indications
        }

    assert counts(weighed(base)) == counts(weighed(mixed))


@given(_claims)
def test_claims_give_a_red_flag_at_most_and_origins_never_exceed_claims(raw: list[dict[str, Any]]) -> None:
    found = weighed(claims(raw, "a", "confirmed"))
    assert {record.grade.value for record in found.knowledge} <= {"red_flag"}
    assert {record.actor for record in found.knowledge} <= {"p"}
    for each in found.indications:
        assert 1 <= len(each.origins) + each.unnamed <= len(each.claims)
        assert each.indicated != "AM"
