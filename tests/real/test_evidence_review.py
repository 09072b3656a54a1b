"""The seed article's claims, mended by keys in a case, and what they then do to the situations, and since which day."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.decide.model import Decision
from endgate.decide.pipeline import decide
from endgate.edition.opened import Edition
from endgate.evidence.case.log import Stamp
from endgate.evidence.case.model import Acquisition, Marks
from endgate.evidence.case.services import Received, add_document, add_file, enter, withdraw_source
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.model import Claim, ClaimFile, Held, Tie
from endgate.evidence.read import read_claims
from endgate.evidence.reviewing import judge, texts_of, to_review
from endgate.evidence.session import MENU_KEYS, MODALITY_KEYS, Session
from endgate.evidence.vocabulary import Modality, ReviewState
from endgate.shipment.knowledge import Grade
from endgate.shipment.model import Shipment
from endgate.terms.codec import decode, encode
from endgate.terms.dates import PartialDate

pytestmark = pytest.mark.shared

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
NOW = date(2026, 11, 23)
PROPOSED, REVIEWED = Stamp("2026-11-01T09:00:00Z", "rules"), Stamp("2026-11-01T10:00:00Z", "annotator")
GOT = date(2011, 2, 4)


def _seed_module() -> Any:
    spec = importlib.util.spec_from_file_location("seed_of_claims", HERE / "test_evidence_seed.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(shared: Path) -> ClaimFile:
    """The hand-made claims as ours, on a document of a case, unreviewed."""
    raw = _seed_module().convert(json.loads((shared / "evidence" / "seed_claims.json").read_text(encoding="utf-8")))
    file: ClaimFile = read_claims(json.dumps(raw).encode(), name="seed.json")
    claims = tuple(replace(claim, document="d1", review=()) for claim in file.claims)
    return replace(file, claims=claims, documents=())


def worse(claim: Claim) -> Claim:
    """A proposal with the wrong modality and only the outermost link."""
    wrong = Modality.POSSIBLE if claim.modality is not Modality.POSSIBLE else Modality.ASSERTED
    return replace(claim, modality=wrong, chain=claim.chain[:1])


@pytest.fixture(scope="module")
def reviewed(
    shared: Path, gold: ClaimFile, tmp_path_factory: pytest.TempPathFactory
) -> tuple[CaseDirectory, list[int]]:
    """The case after a scripted review, and the keys that each claim took."""
    store = CaseDirectory.open(tmp_path_factory.mktemp("seed"), make=True)
    text = (shared / "evidence" / "seed_article.txt").read_bytes()
    add_document(store, Received("article.txt", text), Acquisition("annotator"), Marks(public=True), PROPOSED)
    add_file(store, replace(gold, claims=tuple(worse(claim) for claim in gold.claims)), PROPOSED)
    view = store.view()
    session = Session(to_review(view), view.claim_file(), texts_of(store))
    pressed = [_mend(session, claim) for claim in gold.claims]
    judge(store, session.judged, REVIEWED, sources=session.new_sources)
    return store, pressed


def _mend(session: Session, wanted: Claim) -> int:
    before = session.presses
    keys = {modality: key for key, modality in MODALITY_KEYS.items()}
    session.press(keys[wanted.modality])
    for link in wanted.chain[1:]:
        session.press("]")
        page = [source.id for source in session.offered(0)]
        assert link.source in page
        session.press(MENU_KEYS[page.index(link.source)])
    session.press("y")
    return session.presses - before


def test_twelve_keys_are_enough_for_every_claim(reviewed: tuple[CaseDirectory, list[int]]) -> None:
    assert len(reviewed[1]) == 29
    assert max(reviewed[1]) <= 12


def test_a_scripted_review_gives_the_hand_made_claims(
    reviewed: tuple[CaseDirectory, list[int]], gold: ClaimFile
) -> None:
    found = [c for c in reviewed[0].view().claim_file().claims if c.state() is ReviewState.CONFIRMED]
    assert [claim.id.partition("~")[0] for claim in found] == [claim.id for claim in gold.claims]
    for claim, wanted in zip(found, gold.claims, strict=True):
        bare = tuple(replace(link, verb="") for link in wanted.chain[1:])
        nested = claim.nested_in.partition("~")[0]
        same = replace(claim, id=wanted.id, supersedes="", review=(), recorded=None, nested_in=nested)
        assert same == replace(wanted, chain=(wanted.chain[0], *bare))


def case_file(reviewed: tuple[CaseDirectory, list[int]], *ties: dict[str, Any], held: Sequence[Held] = ()) -> ClaimFile:
    file = reviewed[0].view().claim_file()
    stated = tuple(decode(Tie, {"by": "annotator", "on": "2026-11-01", **tie}) for tie in ties)
    documents = tuple(replace(document, held=tuple(held)) for document in file.documents)
    return replace(file, ties=stated, documents=documents)


def shipment(name: str, *, screened: str = "") -> Shipment:
    """An example without its own claims; ``screened`` says that this party screened the EU list elsewhere."""
    raw = json.loads((EXAMPLES / name).read_text(encoding="utf-8")) | {"claims": []}
    if screened:
        said = {"by": screened, "on": "2026-11-22", "kind": "screened_no_match", "lists": ["eu-fsf"]}
        raw["statements"] = [*raw.get("statements", []), said]
    return decode(Shipment, raw)


def disposition(decision: Decision, actor: str) -> str:
    return next(each.disposition.value for each in decision.actors if each.actor == actor)


def both(sent: Shipment, file: ClaimFile, starter: Edition, day: date) -> tuple[Decision, Decision]:
    """The decision without claims and with them."""
    bare, full = (decide(sent, starter, claims=each, as_of=day, known_as_of=NOW) for each in (ClaimFile(), file))
    return bare, full


def test_s3_goes_from_licence_to_hold(reviewed: tuple[CaseDirectory, list[int]], starter: Edition) -> None:
    file = case_file(reviewed, {"entity": "E29", "item": "1"})
    bare, full = both(shipment("s3-sulfide-de.json", screened="exporter"), file, starter, NOW)
    assert (disposition(bare, "exporter"), disposition(full, "exporter")) == ("LICENCE", "HOLD")
    assert [(each.id, each.declared) for each in full.indications] == [("ind:destination:IR", "AM")]
    assert {each.type.value for each in full.evidence.contradictions} == {"contradicts"}


def test_s5_goes_from_proceed_to_hold(reviewed: tuple[CaseDirectory, list[int]], starter: Edition) -> None:
    ties = ({"entity": "E31", "item": "1"}, {"entity": "E18", "listed": ["EU IX.II.B.2"]})
    bare, full = both(shipment("s5-trucks.json"), case_file(reviewed, *ties), starter, date(2009, 6, 1))
    assert (disposition(bare, "exporter"), disposition(full, "exporter")) == ("PROCEED", "HOLD")


def test_s2_gains_its_red_flag_on_the_day_the_article_was_got(
    reviewed: tuple[CaseDirectory, list[int]], starter: Edition
) -> None:
    ties = (
        {"entity": "E28", "item": "1"},
        {"entity": "E10", "party": "branch"},
        {"entity": "E11", "party": "gmbh"},
    )
    held = (Held("branch", PartialDate(GOT.year, GOT.month, GOT.day)),)
    sent = shipment("s2-chamber-branch.json")
    file = case_file(reviewed, *ties, held=held)
    never = case_file(reviewed, *ties)
    before = date(2011, 2, 3)
    on_the_day = decide(sent, starter, claims=file, as_of=GOT, known_as_of=NOW)
    the_day_before = decide(sent, starter, claims=file, as_of=before, known_as_of=NOW)
    without = decide(sent, starter, claims=never, as_of=before, known_as_of=NOW)
    assert {(each.actor, each.proposition, each.grade, each.since) for each in on_the_day.knowledge} == {
        ("branch", "use.missile_delivery", Grade.RED_FLAG, GOT)
    }
    assert the_day_before.knowledge == ()
    assert answer(the_day_before) == answer(without)


def test_s6_gains_its_concern_and_not_a_byte_of_legality(
    reviewed: tuple[CaseDirectory, list[int]], starter: Edition
) -> None:
    file = case_file(reviewed, *({"entity": each, "party": "maker"} for each in ("E22", "E23", "E24")))
    bare, full = both(shipment("s6-car-plant.json"), file, starter, date(2009, 6, 1))
    assert (bare.concerns, [each.programme for each in full.concerns]) == ((), ["wmd"])
    assert json.dumps(encode(full.actors)) == json.dumps(encode(bare.actors))


def answer(decision: Decision) -> dict[str, Any]:
    """A decision but for its input."""
    return {name: value for name, value in decision.to_json().items() if not name.startswith("input")}


def test_unconfirmed_claims_change_nothing(gold: ClaimFile, starter: Edition) -> None:
    tie = decode(Tie, {"entity": "E29", "item": "1", "by": "annotator", "on": "2026-11-01"})
    file = replace(case_documents(gold), ties=(tie,))
    bare, full = both(shipment("s3-sulfide-de.json", screened="exporter"), file, starter, NOW)
    assert encode(full.actors) == encode(bare.actors)
    assert (full.indications, full.concerns) == (bare.indications, bare.concerns)


def case_documents(gold: ClaimFile) -> ClaimFile:
    raw = {"documents": [{"id": "d1", "public": True}]}
    return replace(gold, documents=decode(ClaimFile, raw).documents)


def test_a_withdrawn_source_restores_the_result(
    shared: Path, gold: ClaimFile, starter: Edition, tmp_path: Path
) -> None:
    store = CaseDirectory.open(tmp_path / "case", make=True)
    text = (shared / "evidence" / "seed_article.txt").read_bytes()
    add_document(store, Received("article.txt", text), Acquisition("a"), Marks(public=True), PROPOSED)
    add_file(store, gold, PROPOSED)
    tie = decode(Tie, {"entity": "E29", "item": "1", "by": "annotator", "on": "2026-11-01"})
    enter(store, "tie:add", tie, PROPOSED)
    view = store.view()
    session = Session(to_review(view), view.claim_file(), texts_of(store))
    while not session.done:
        session.press("y")
    assert session.presses == 29
    judge(store, session.judged, REVIEWED)
    sent = shipment("s3-sulfide-de.json", screened="exporter")
    _, held = both(sent, store.view().claim_file(), starter, NOW)
    assert disposition(held, "exporter") == "HOLD"
    withdraw_source(store, "S7", "the cable is no longer held genuine", REVIEWED)
    bare, after = both(sent, store.view().claim_file(), starter, NOW)
    assert encode(after.actors) == encode(bare.actors)
    assert after.indications == ()
    assert sum(claim.state() is ReviewState.WITHDRAWN for claim in store.view().claims) == 2
