"""The whole matrix of who may do what: every role, every act, every state, as the table of permissions says."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW

CHAIR = "ordinary-us-switzerland.json"
REFUSED = "EG8105"
OUT_OF_ORDER = {"EG8106", "EG8107", "EG8108"}
PREDICATE = {
    "take": "take",
    "assign": "assign",
    "wait": "edit_case",
    "resume": "edit_case",
    "note": "edit_case",
    "reopen": "edit_case",
    "seen": "edit_case",
    "recheck": "edit_case",
    "advise": "advise",
    "dissent": "advise",
    "sign": "sign",
    "countersign": "countersign",
}


def allowed() -> set[tuple[str, str]]:
    """Pairs of predicate and role for the team's own cases, read without the program's reader."""
    text = resources.files("endgate").joinpath("data", "desk", "permissions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {(row["predicate"], row["role"]) for row in rows if row["reach"] in ("team", "any")}


def acts(people: dict[str, Any]) -> dict[str, Callable[[Any, Any], object]]:
    """Each act as a person would ask for it, with all that it needs."""
    from endgate.desk.cases import services
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.store.models import Act, User

    officer = User.objects.get(pk=people["officer"].user_id)

    def countersign(actor: Any, case: Any) -> object:
        signature = services.signature_of(case) or Act(pk=0, decision_id=0)
        return services.countersign(actor, NOW, case, services.newest(case).sha256, signature)

    def sign(actor: Any, case: Any) -> object:
        return services.sign(actor, NOW, case, services.newest(case).sha256, "released_with_conditions", "as asked")

    return {
        "take": lambda actor, case: services.take(actor, NOW, case),
        "assign": lambda actor, case: services.assign(actor, NOW, case, officer),
        "wait": lambda actor, case: services.wait(actor, NOW, case, "a letter"),
        "resume": lambda actor, case: services.resume(actor, NOW, case),
        "note": lambda actor, case: services.note(actor, NOW, case, "a word"),
        "reopen": lambda actor, case: services.reopen(actor, NOW, case, "a letter came"),
        "seen": lambda actor, case: services.seen(actor, NOW, case),
        "recheck": lambda actor, case: check_again(actor, NOW, case),
        "advise": lambda actor, case: services.advise(actor, NOW, case, "approve", "nothing against it"),
        "dissent": lambda actor, case: services.dissent(actor, NOW, case, services.newest(case).sha256, "no"),
        "sign": sign,
        "countersign": countersign,
    }


def in_every_state(kept: Callable[..., Any], people: dict[str, Any]) -> dict[str, Any]:
    """A case in each state of the workflow; the closed one was signed, as the database demands."""
    from endgate.desk.cases import services
    from endgate.desk.store.models import STATES, Case

    found = {state: kept(CHAIR) for state in STATES}
    closed = found["closed"]
    services.take(people["officer"], NOW, closed)
    services.sign(people["senior"], NOW, closed, services.newest(closed).sha256, "refused", "no")
    for state, case in found.items():
        if state != "closed":
            Case.objects.filter(pk=case.pk).update(state=state)
    return found


def outcome(perform: Callable[[Any, Any], object], actor: Any, pk: int) -> str:
    """The code with which an act is refused; empty when it is done. Nothing of it stays."""
    from django.db import transaction

    from endgate.desk.errors import DeskError
    from endgate.desk.store.models import Case

    with transaction.atomic():
        try:
            with transaction.atomic():
                perform(actor, Case.objects.get(pk=pk))
            code = ""
        except DeskError as error:
            code = error.faults[0].code
        transaction.set_rollback(True)
    return code


def test_the_matrix_is_the_table(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.store.models import ROLES

    may, cases, asked = allowed(), in_every_state(kept, people), acts(people)
    assert set(asked) == set(PREDICATE)
    wrong, done = [], set()
    for state, case in cases.items():
        for name, perform in asked.items():
            for role in (*ROLES, "foreign"):
                code = outcome(perform, people[role], case.pk)
                done |= {name} if not code else set()
                expected = role != "foreign" and (PREDICATE[name], role) in may
                if (code == REFUSED) == expected or (code and code not in OUT_OF_ORDER | {REFUSED}):
                    wrong.append((state, name, role, code))
    assert wrong == []
    assert done >= set(PREDICATE) - {"countersign"}, "an act that is never done proves nothing"


@pytest.mark.parametrize(
    "role", ["viewer", "officer", "senior", "analyst", "legal", "licensing", "releaser", "auditor"]
)
def test_who_sees_a_case_is_in_the_table(kept: Callable[..., Any], people: dict[str, Any], role: str) -> None:
    from endgate.desk.access import visibility

    case = kept(CHAIR)
    assert (case in visibility.cases(people[role])) == (("see_case", role) in allowed())


@pytest.mark.parametrize("role", ["data", "admin", "foreign"])
def test_who_does_not_see_a_case_finds_none(kept: Callable[..., Any], people: dict[str, Any], role: str) -> None:
    from endgate.desk.access import visibility

    assert kept(CHAIR).pk
    assert not visibility.cases(people[role]).exists()
