"""A desk with a case that has everything, and a person per role in its team, in a stranger's, and in an asked one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import SULPHIDE
from tests.unit.desk.test_cases import with_listed
from tests.unit.desk.test_evidence import LETTER, _proposed, _upload

from endgate.cli.demo import examples

TEAMS = {"own": "Team 1", "foreign": "Team 2", "asked": "Team 3"}


def rows(name: str) -> list[dict[str, str]]:
    """A table of ``data/desk``, read without the program's reader."""
    text = resources.files("endgate").joinpath("data", "desk", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@dataclass(frozen=True)
class World:
    """What addresses and forms are filled with."""

    case: Any
    ids: dict[str, Any]
    forms: dict[str, dict[str, Any]]
    bodies: dict[str, Any]


def actors() -> Iterator[tuple[str, str, Any]]:
    """A new person for each role of each team: team, role, principal."""
    from endgate.desk.access.principal import Principal
    from endgate.desk.access.views import make_user
    from endgate.desk.store.models import ROLES

    for where, team in TEAMS.items():
        for role in ROLES:
            yield where, role, Principal.of(make_user(f"{role} {where}", (role,), NOW, team))


def made(kept: Any, people: dict[str, Any], writer: Any, signer: Any) -> World:
    """A case written by one, signed by another, with evidence, a dossier, two decisions, and a team that was asked."""
    from endgate.desk.access.login import make_link
    from endgate.desk.access.views import make_user
    from endgate.desk.cases import services
    from endgate.desk.cases.advice import ask_advice
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.engine import engine
    from endgate.desk.parties.page import all_matches
    from endgate.desk.store.models import Dossier, Team, User

    case = kept(SULPHIDE, "officer2", date=NOW.date(), parties=with_listed())
    base = f"/cases/{case.reference}"
    _evidence(case, writer, base)
    check_again(people["officer2"], NOW, case)
    assert writer.post(f"{base}/dossiers", {**_DOSSIER, "do": "prepare"}).status_code == 302
    dossier = Dossier.objects.get()
    services.take(people["officer2"], NOW, case)
    asked = Team.objects.get_or_create(name=TEAMS["asked"])[0]
    ask_advice(people["officer2"], NOW, case, asked, "what do you know?")
    last = services.newest(case)
    signed = services.sign(signer, NOW, case, last.sha256, services.workflow().outcomes(case.legality)[0], "as asked")
    match = next(iter(all_matches(services.asked_of(last))), None)
    ids = {
        "reference": case.reference,
        "n": last.n,
        "other": 1,
        "item": "1",
        "ident": _proposed(case)[0].document,
        "dossier": dossier.reference,
        "ref": "" if match is None else match[0],
        "party_id": "" if match is None else match[1]["right"]["ref"],
        "team_id": asked.pk,
        "measure_id": "EU-267-2",
        "secret": make_link(make_user("Linked", ("viewer",), NOW), "signin", NOW),
        "decision": last.pk,
        "dataset": "default",
        "name": "un",
        "edition": engine().edition_id(),
    }
    assert User.objects.filter(name="Linked").exists()
    return World(case, ids, _forms(case, last, signed, dossier), _bodies())


_DOSSIER = {"recipient": "partner-it", "kind": "demarche"}
_PARTNER = {"id": "partner-it", "name": "Partner authority", "kind": "partner_authority", "ceiling": "TLP:AMBER"}


def _evidence(case: Any, writer: Any, base: str) -> None:
    _upload(writer, case, ("letter.txt", LETTER.encode()), title="Letter")
    first = sorted(_proposed(case), key=lambda each: "Iran" not in each.quote)[0]
    writer.post(f"{base}/evidence/judge", {"claim": first.id, "judgement": "confirm"})
    writer.post(f"{base}/evidence/recipient", _PARTNER)
    writer.post(f"{base}/evidence/mark", {"claim": first.id, "label": "TLP:GREEN", "release_to": ["partner-it"]})
    for link in range(1, len(first.chain) + 1):
        given = {"claim": first.id, "link": link, "recipient": "partner-it", "state": "granted", "level": "general"}
        writer.post(f"{base}/evidence/consent", {**given, "words": "reliable information"})


def _forms(case: Any, last: Any, signed: Any, dossier: Any) -> dict[str, dict[str, Any]]:
    """What each form posts, whole, by the end of its address."""
    from endgate.desk.evidence.store import claims_of

    claims = claims_of(case).claims
    confirmed = next(each for each in claims if each.state() == "confirmed")
    proposed = next(each for each in claims if each.state() == "proposed")
    entity = next(fillers[0] for fillers in confirmed.roles.values() if fillers)
    kept = {"shipment": bytes(last.shipment.content).decode(), "as_of": "2026-11-25", "known_as_of": "2026-11-25"}
    told = {"party-0-role": "exporter", "party-0-name": "A", "item-0-description": "chair", "from": "US", "to": "CH"}
    hash_ = {"sha256": last.sha256}
    mark = {"claim": confirmed.id, "label": "TLP:RED"}
    return {
        "check": told,
        "check/keep": kept,
        "queue/bulk": {"act": "note", "case": case.reference, "reason": "a word"},
        "matches": {"judgement": "unsure", "reason": "a word"},
        "evidence/add": {"file": "letter"},
        "evidence/again": {"job": "1"},
        "evidence/judge": {"claim": proposed.id, "judgement": "confirm"},
        "evidence/write": {
            "document": proposed.document,
            "quote": "tannery",
            "type": "declared_end_use",
            "modality": "asserted",
        },
        "evidence/mark": mark,
        "evidence/consent": {**mark, "link": "1", "recipient": "partner-it", "state": "granted", "level": "exact"},
        "evidence/recipient": {**_PARTNER, "id": "partner-es"},
        "evidence/tie": {"claim": confirmed.id, "entity": entity, "to": "item:1"},
        "evidence/grant": {"claim": confirmed.id, "team": TEAMS["asked"], "reason": "they asked"},
        "dossiers": {**_DOSSIER, "do": "preview"},
        "dossiers.json": {**_DOSSIER, "do": "preview"},
        "act": {"kind": "released", "sha256": dossier.sha256, "reason": "go"},
        "wait": {"reason": "a letter"},
        "note": {"reason": "a word"},
        "advise": {"advice": "approve", "reason": "nothing against it"},
        "dissent": {**hash_, "reason": "no"},
        "sign": {**hash_, "outcome": "refused", "reason": "no"},
        "countersign": {**hash_, "signature": str(signed.pk)},
        "reopen": {"reason": "a letter came"},
        "assign": {"who": "Officer"},
        "ask": {"team": TEAMS["foreign"], "question": "and you?"},
        "advice": {"advice": "approve", "reason": "nothing against it"},
        "advice.json": {"advice": "approve", "reason": "nothing against it"},
        "revise/keep": {**kept, "reason": "told anew"},
    }


def _bodies() -> dict[str, Any]:
    """What each call of the API posts, by the end of its address."""
    shipment = json.loads((examples() / "ordinary-us-switzerland.json").read_text(encoding="utf-8"))
    return {
        "check": shipment,
        "check/batch": [shipment],
        "party": {"name": "A. N. Other"},
        "goods": {"description": "chair"},
        "route": shipment,
        "jobs": shipment,
        "cases": shipment,
        "{reference}": {"waiting_for": "a letter"},
        "assign": {"to": ""},
        "wait": {"reason": "a letter"},
        "resume": {},
        "advice": {"advice": "approve", "reason": "nothing against it"},
        "notes": {"text": "a word"},
        "answers": {"reason": "told", "answers": []},
        "documents": {"a": "document"},
        "lists/update": {"sources": ["un"]},
        "webhooks": {"url": "https://told.example/hook"},
        "match/{dataset}": {"queries": {"q": {"schema": "Person", "properties": {"name": ["A. N. Other"]}}}},
    }
