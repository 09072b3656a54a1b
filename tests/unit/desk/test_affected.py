"""After a change of lists only the cases it can touch are decided again, and the outcome is that of deciding all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW

from endgate.edition.build import build_edition
from endgate.edition.opened import Edition, open_edition
from endgate.edition.parts import Parts, write_names
from endgate.lists.adding import add
from endgate.shipment.model import Party, PartyIdentifier, Role
from endgate.terms.kinds import IdentifierKind

CHAIR = "ordinary-us-switzerland.json"
SOURCE = "own:blocked"
MAP = '[columns]\nkey = "key"\nname = "name"\ncountry = "country"\naddress = "address"\nidentifier.phone = "phone"\n'
HEAD = "key;name;country;address;phone\n"
STAYS = "1;Quillon Ferrite Works;CH;;\n"
GOES = "2;Brambleford Instruments;CH;;\n"
MOVES = "3;Tarnholm Marine Supply;CH;;\n"
MOVED = "3;Tarnholm Marine Supply;IR;;\n"
COMES = "4;Vesperlund Optics;CH;;\n"
REACHED = "5;Oskelund Trading House;CH;;+41 44 555 01 99\n"
NAMES = ("Quillon Ferrite Works", "Brambleford Instruments", "Tarnholm Marine Supply", "Vesperlund Optics")
STRANGER = "Cedar Hollow Office Seating Inc"


def build(folder: Path, name: str, table: str, day: int, starter: Edition) -> None:
    at = datetime(2026, 11, day, tzinfo=UTC)
    files = [folder / "table.csv", folder / "map.toml"]
    files[0].write_text(HEAD + table, encoding="utf-8")
    files[1].write_text('[file]\ndelimiter = ";"\n' + MAP, encoding="utf-8")
    add(folder / "store", SOURCE, files, obtained_at=at, stated_date=at.date())
    parts = Parts(write_names, *(partial(_copied, starter.directory / each) for each in ("law.json", "goods.json")))
    build_edition(folder / "editions" / name, store=folder / "store", starter=None, parts=parts)


def _copied(file: Path, folder: Path) -> tuple[str]:
    """What the package's own edition has compiled already."""
    shutil.copy2(file, folder)
    return (file.name,)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory, starter: Edition) -> Path:
    """A data directory with an edition and one after it, in which one party went, one moved, and two came."""
    folder = tmp_path_factory.mktemp("lists")
    build(folder, "one", STAYS + GOES + MOVES, 20, starter)
    build(folder, "two", STAYS + MOVED + COMES + REACHED, 21, starter)
    return folder


@pytest.fixture
def put(desk: Any, editions: Path) -> Iterator[Callable[[str], None]]:
    """Puts an edition in force."""
    from endgate.desk.conf.start import configure

    yield lambda name: configure(replace(desk, reference_dir=editions, edition=name))
    configure(desk)


def consignee(name: str, **facts: Any) -> tuple[Party, ...]:
    return (
        Party("exporter", "Aldermoor Freight Company", (Role.EXPORTER,)),
        Party("consignee", name, (Role.CONSIGNEE, Role.END_USER), **facts),
    )


def answers() -> dict[str, tuple[int, str, str, str]]:
    """What stands of each case: how many decisions, and of the newest its cause, its difference and its hash."""
    from endgate.desk.cases.services import newest
    from endgate.desk.store.models import Case

    found = {case: newest(case) for case in Case.objects.all()}
    return {case.reference: (each.n, each.cause, each.difference, each.sha256) for case, each in found.items()}


def rechecked(now: datetime) -> dict[str, Any]:
    """The outcome of a job for the lists in force."""
    from endgate.desk.jobs import queue, watch, worker

    job = watch.reference_data(now)
    claimed = queue.claim("test", now)
    assert claimed is not None
    assert claimed.pk == job.pk
    worker.run(claimed)
    job.refresh_from_db()
    assert job.state == "done", job.detail
    result: dict[str, Any] = json.loads(job.result)
    return result


@pytest.fixture
def cases(put: Callable[[str], None], kept: Callable[..., Any]) -> dict[str, Any]:
    """A case for each name and for a stranger, decided and looked at again under the first edition, today."""
    put("one")
    found = {name: kept(CHAIR, parties=consignee(name)) for name in (*NAMES, STRANGER)}
    phone = PartyIdentifier(IdentifierKind.PHONE, "+41 44 555 01 99")
    found["phone"] = kept(CHAIR, parties=consignee("Somebody Else Altogether", identifiers=(phone,)))
    return found


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A clock that stands a while after the cases were kept."""
    from django.utils import timezone

    at = NOW + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


def test_a_change_of_lists_decides_the_cases_it_touches_as_all_would_be(
    cases: dict[str, Any], put: Callable[[str], None], today: datetime
) -> None:
    from django.db import transaction

    from endgate.desk.jobs.affected import everyone
    from endgate.desk.jobs.recheck import _recheck, watched

    assert rechecked(today)["decided"] == len(cases)
    put("two")
    with transaction.atomic():
        rows = list(watched(today).values_list("pk", flat=True))
        whole = _recheck(rows, today, lambda *_: True, everyone, quiet=True)
        expected = answers()
        transaction.set_rollback(True)
    found = rechecked(today)
    assert answers() == expected
    assert (found["changed"], found["same"], found["failed"]) == (whole["changed"], whole["same"], whole["failed"])
    assert found["cases"] == whole["decided"] == len(cases)
    changed = {name for name, case in cases.items() if expected[case.reference][0] > 1}
    assert "Vesperlund Optics" in changed
    assert len(changed) <= found["decided"] < len(cases)


def test_each_kind_of_change_touches_its_case_and_no_stranger(
    cases: dict[str, Any], put: Callable[[str], None], today: datetime
) -> None:
    from endgate.desk.jobs.affected import affected
    from endgate.desk.jobs.watch import reference_data

    rechecked(today)
    put("two")
    touched = affected(reference_data(today), today)(list(cases.values()))
    names = {name for name, case in cases.items() if case.pk in touched}
    assert names >= {"Brambleford Instruments", "Tarnholm Marine Supply", "Vesperlund Optics", "phone"}
    assert STRANGER not in names


def test_a_case_on_which_somebody_acted_is_decided_again(
    cases: dict[str, Any], put: Callable[[str], None], people: dict[str, Any], today: datetime
) -> None:
    from endgate.desk.cases.services import take
    from endgate.desk.jobs.affected import affected
    from endgate.desk.jobs.watch import reference_data

    rechecked(today)
    take(people["officer"], today + timedelta(minutes=1), cases[STRANGER])
    put("two")
    assert cases[STRANGER].pk in affected(reference_data(today), today)(list(cases.values()))


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("why", ["another day", "a failure before", "the older edition is gone"])
def test_all_are_decided_again_where_nothing_proves_the_contrary(
    put: Callable[[str], None],
    today: datetime,
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from endgate.desk.engine import Engine
    from endgate.desk.jobs.affected import affected, everyone
    from endgate.desk.jobs.watch import reference_data
    from endgate.desk.store.machinery import Job

    rechecked(today)
    put("two")
    if why == "another day":
        assert affected(reference_data(today + timedelta(days=1)), today + timedelta(days=1)) is everyone
        return
    if why == "a failure before":
        Job.objects.filter(state="done").update(result='{"cases": 2, "changed": 0, "same": 1, "failed": 1}')
    else:
        monkeypatch.setattr(Engine, "held", lambda *_: None)
    assert affected(reference_data(today), today) is everyone


def test_editions_that_differ_in_more_than_parties_prove_nothing(editions: Path, tmp_path: Path) -> None:
    from endgate.decide.delta import list_delta

    one, two = (open_edition(editions / "editions" / name) for name in ("one", "two"))
    delta = list_delta(one, two)
    assert delta is not None
    assert {each.rpartition(":")[2] for each in delta.changed} == {"3", "4", "5"}, "the record of what went stays"
    other = replace(two.manifest, files={**two.manifest.files, "law.json": "0" * 64})
    assert list_delta(one, Edition(tmp_path, other, "another")) is None
