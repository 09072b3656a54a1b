"""What must hold of every decision: two ledgers, replay, time, and no fact against a deal that makes it easier."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from endgate.cli.asking import claims_beside
from endgate.decide.concern import _table as concern_table
from endgate.decide.model import Decision
from endgate.decide.pipeline import decide
from endgate.decide.record import canonical, read_record, replay
from endgate.edition.opened import Edition
from endgate.evidence.model import ClaimFile
from endgate.evidence.vocabulary import ClaimType, Programme
from endgate.law.outcome import Disposition
from endgate.shipment.knowledge import Grade, Knowledge, Notice
from endgate.shipment.model import Party, PartyIdentifier, Role, Shipment
from endgate.shipment.read import read_shipments
from endgate.terms.codec import encode
from endgate.terms.kinds import IdentifierKind

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(
    path.name for path in EXAMPLES.glob("*.json") if path.name != "demo.json" and ".claims." not in path.name
)
DAY = date(2026, 11, 23)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def loaded(name: str) -> tuple[Shipment, ClaimFile]:
    result = read_shipments(EXAMPLES / name, name=name)
    (sourced,) = result.shipments
    return sourced.shipment, claims_beside(sourced, EXAMPLES)


def legality(decision: Decision) -> bytes:
    return json.dumps(encode(decision.actors), ensure_ascii=False).encode()


def ranks(decision: Decision) -> dict[str, int]:
    return {actor.actor: actor.disposition.rank for actor in decision.actors}


@pytest.mark.parametrize("as_of", [date(2009, 6, 1), DAY])
def test_raising_the_concern_changes_no_byte_of_legality(
    as_of: date, starter: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipment, claims = loaded("s6-car-plant.json")
    medium = decide(shipment, starter, claims=claims, as_of=as_of, known_as_of=DAY)
    table = copy.deepcopy(concern_table())
    table["rows"].insert(0, {"grade": "HIGH", "when": ["contribution_claimed"]})
    monkeypatch.setattr("endgate.decide.concern._table", lambda: table)
    high = decide(shipment, starter, claims=claims, as_of=as_of, known_as_of=DAY)
    assert [[each.grade.value for each in decision.concerns] for decision in (medium, high)] == [["MEDIUM"], ["HIGH"]]
    assert legality(medium) == legality(high)


def test_claims_of_concern_change_no_byte_of_legality(starter: Edition) -> None:
    shipment, claims = loaded("s6-car-plant.json")
    base = next(claim for claim in claims.claims if claim.type is ClaimType.CONTRIBUTION)
    entity = next(each for each in claims.entities if each.id == base.roles["programme"][0])
    other = replace(entity, id="missiles", programme=Programme.MISSILE_DELIVERY)
    further = replace(base, id="another", roles={**base.roles, "programme": ("missiles",)})
    untied = tuple(each for each in claims.claims if each.type is ClaimType.OBSERVED_USE)
    assert untied
    silent = replace(claims, claims=(), relations=(), exhibits=())
    more = replace(claims, claims=(*claims.claims, further), entities=(*claims.entities, other))
    decided = [decide(shipment, starter, claims=each, as_of=DAY) for each in (silent, claims, more)]
    assert [len(each.concerns) for each in decided] == [0, 1, 2]
    assert len({legality(each) for each in decided}) == 1


@pytest.mark.parametrize("name", FILES)
def test_claims_that_nobody_confirmed_change_no_byte_of_legality(name: str, starter: Edition) -> None:
    shipment, claims = loaded(name)
    unread = replace(claims, claims=tuple(replace(each, review=()) for each in claims.claims))
    with_unread = decide(shipment, starter, claims=unread, known_as_of=DAY)
    without = decide(replace(shipment, claims=()), starter, known_as_of=DAY)
    assert ranks(with_unread) == ranks(without)


@pytest.mark.parametrize("name", FILES)
def test_a_record_replays_to_the_same_bytes(name: str, starter: Edition) -> None:
    shipment, claims = loaded(name)
    written = canonical(decide(shipment, starter, claims=claims, as_of=DAY))
    again = replay(read_record(written, name="record.json"), starter)
    assert again.same
    assert again.differences == ()


@pytest.mark.parametrize("name", FILES)
def test_the_order_of_keys_in_the_file_is_irrelevant(name: str, starter: Edition) -> None:
    shipment, claims = loaded(name)
    mixed = shuffled(json.loads((EXAMPLES / name).read_text("utf-8")), random.Random(name))
    (other,) = read_shipments(json.dumps(mixed).encode(), name=name).shipments
    first = decide(shipment, starter, claims=claims, as_of=DAY)
    second = decide(other.shipment, starter, claims=claims, as_of=DAY)
    assert canonical(first) == canonical(second)


def shuffled(raw: Any, chance: random.Random) -> Any:
    if isinstance(raw, list):
        return [shuffled(each, chance) for each in raw]
    if not isinstance(raw, dict):
        return raw
    keys = list(raw)
    chance.shuffle(keys)
    return {key: shuffled(raw[key], chance) for key in keys}


def test_another_input_has_another_hash(starter: Edition) -> None:
    shipment, claims = loaded("s3-sulfide-de.json")
    first = decide(shipment, starter, claims=claims)
    second = decide(replace(shipment, title="another"), starter, claims=claims)
    third = decide(shipment, starter, claims=replace(claims, claims=claims.claims[1:]))
    assert len({each.input_sha256 for each in (first, second, third)}) == 3


def test_another_day_changes_the_answer_for_a_stated_reason(starter: Edition) -> None:
    shipment, claims = loaded("s3-sulfide-de.json")
    old = decide(shipment, starter, claims=claims, as_of=date(2009, 10, 1), known_as_of=DAY)
    new = decide(shipment, starter, claims=claims, as_of=DAY)
    assert (old.actors[0].disposition, new.actors[0].disposition) == (Disposition.LICENCE, Disposition.HOLD)
    assert "EU-267-2" in {reason.measure for reason in new.actors[0].reasons}
    assert "EU-267-2" not in {reason.measure for reason in old.actors[0].reasons}


@given(st.integers(min_value=-400, max_value=400))
@FEW
def test_a_claim_has_no_effect_before_it_was_confirmed(starter: Edition, days: int) -> None:
    shipment, claims = loaded("s3-sulfide-de.json")
    confirmed = date(2009, 9, 28)
    known = date.fromordinal(confirmed.toordinal() + days)
    decision = decide(shipment, starter, claims=claims, as_of=date(2009, 10, 1), known_as_of=known)
    assert bool(decision.indications) is (days >= 0)
    assert bool(decision.knowledge) is (days >= 0)


AGAINST = st.sampled_from(
    ["use.nuclear_explosive", "use.chemical_weapon", "use.missile_delivery", "use.military", "destination.IR"]
)


@given(st.sampled_from(FILES), AGAINST, st.sampled_from([Grade.RED_FLAG, Grade.SHOULD_KNOW, Grade.AWARE]))
@FEW
def test_knowledge_against_a_deal_never_lowers_a_disposition(
    starter: Edition, name: str, proposition: str, grade: Grade
) -> None:
    shipment, claims = loaded(name)
    actor = next((party.id for party in shipment.parties if any(role.acts for role in party.roles)), None)
    if actor is None:
        return
    known = Knowledge("added", actor, proposition, grade, date(2006, 1, 1), ("letter",), "tester")
    before = decide(shipment, starter, claims=claims, as_of=DAY)
    after = decide(replace(shipment, knowledge=(known,)), starter, claims=claims, as_of=DAY)
    assert all(ranks(after)[each] >= rank for each, rank in ranks(before).items())


@given(st.sampled_from(FILES), AGAINST)
@FEW
def test_a_letter_never_lowers_a_disposition(starter: Edition, name: str, proposition: str) -> None:
    shipment, claims = loaded(name)
    acting = [party for party in shipment.parties if any(role.acts for role in party.roles)]
    if not acting:
        return
    offices = {"US": "BIS", "DE": "BAFA", "FR": "SBDU"}
    letter = Notice(offices.get(acting[0].seat or "", "BAFA"), acting[0].id, date(2008, 1, 1), proposition)
    before = decide(shipment, starter, claims=claims, as_of=DAY)
    after = decide(replace(shipment, notices=(letter,)), starter, claims=claims, as_of=DAY)
    assert all(ranks(after)[each] >= rank for each, rank in ranks(before).items())


@pytest.mark.parametrize("name", FILES)
def test_a_listed_end_user_never_lowers_a_disposition(name: str, starter: Edition) -> None:
    shipment, claims = loaded(name)
    free, listed = with_end_user(shipment, "no such list"), with_end_user(shipment, "UN IRe.036")
    before = decide(free, starter, claims=claims, as_of=DAY)
    after = decide(listed, starter, claims=claims, as_of=DAY)
    assert all(ranks(after)[each] >= rank for each, rank in ranks(before).items())


def with_end_user(shipment: Shipment, reference: str) -> Shipment:
    """The deal with one more end user, whom the reference alone makes the listed one."""
    number = PartyIdentifier(IdentifierKind.PUBLISHER_REF, reference)
    user = Party("added", "Jordbruk Eksempel Kvadrat", (Role.END_USER,), country="IR", identifiers=(number,))
    return replace(shipment, parties=(*shipment.parties, user))
