"""An edition swapped under load: no request fails, none mixes two editions, and a damaged one is never taken over."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.plain_client import Answer, PlainClient
from tests.unit.desk.test_affected import CHAIR, GOES, STAYS, build

from endgate.cli.demo import examples
from endgate.edition.default import EDITIONS, default_path
from endgate.edition.opened import Edition

LEFT, RENAMED = "2;Brambleford Instruments;CH;;\n", "2;Brambleford Instruments Holding;IR;;\n"
ASKED = {"queries": {"a": {"schema": "Company", "properties": {"name": ["Brambleford Instruments"]}}}}
ASKERS, LEAST = 4, 40
DAMAGES: dict[str, Callable[[Path], None]] = {
    "a part is gone": lambda folder: (folder / "law.json").unlink(),
    "a part is another": lambda folder: (folder / "goods.json").write_text("{}"),
    "the records are cut": lambda folder: _cut(folder / "edition.sqlite"),
    "the manifest is no manifest": lambda folder: (folder / "manifest.json").write_text("{"),
}


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@dataclass
class Lists:
    """A data directory whose default edition is made of one own list, and what comes into force next."""

    folder: Path
    starter: Edition

    def make(self, table: str, day: int) -> Path:
        """Add a list and make the edition of it, under the name that a desk looks for; not yet where it looks."""
        build(self.folder, "made", table, day, self.starter)
        return self.folder / EDITIONS / "made"

    def put(self) -> Path:
        """Put what was made in its place, at once, as a build does."""
        place = default_path(self.folder)
        (self.folder / EDITIONS / "made").rename(place)
        return place


@pytest.fixture
def lists(desk: Any, tmp_path: Path, starter: Edition, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lists]:
    """A desk on lists of its own, which looks for a newer edition at every request."""
    from endgate.desk import engine as module
    from endgate.desk.conf.start import configure

    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    found = Lists(tmp_path, starter)
    found.make(STAYS + GOES, 20)
    found.put()
    configure(replace(desk, reference_dir=tmp_path))
    yield found
    configure(desk)


@pytest.fixture
def questions(people: dict[str, Any]) -> dict[str, Callable[[], Answer]]:
    """A match and a check, as programs send them."""
    from django.utils import timezone

    from endgate.desk.access.tokens import issue
    from endgate.desk.store.models import User

    token = issue(User.objects.get(pk=people["officer"].user_id), ["check"], timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    client = PlainClient()
    shipment = json.loads((examples() / CHAIR).read_text(encoding="utf-8"))
    shipment["parties"][-1]["name"] = "Brambleford Instruments"
    sent = json.dumps(shipment)
    return {
        "match": lambda: client.post("/match/default", json.dumps(ASKED), "application/json"),
        "check": lambda: client.post("/api/1/check", sent, "application/json", headers),
    }


def quiet(questions: dict[str, Callable[[], Answer]]) -> dict[str, tuple[str, bytes]]:
    """What each question is answered while nothing changes: the edition that is named, and the body."""
    answers = {name: ask() for name, ask in questions.items()}
    assert {each.status_code for each in answers.values()} == {200}, [each.content for each in answers.values()]
    return {name: (each.headers["Endgate-Edition"], each.content) for name, each in answers.items()}


def test_no_request_fails_or_mixes_two_editions(lists: Lists, questions: dict[str, Callable[[], Answer]]) -> None:
    from django.db import connection

    allowed = {name: {told} for name, told in quiet(questions).items()}
    tables = [STAYS + RENAMED, STAYS + LEFT, STAYS + RENAMED + GOES.replace("2;", "7;")]
    stop = threading.Event()
    answered: dict[str, list[Answer]] = {name: [] for name in questions}

    def ask_on(number: int) -> None:
        name = sorted(questions)[number % 2]
        while not stop.is_set():
            answered[name].append(questions[name]())
        connection.close()

    with ThreadPoolExecutor(ASKERS) as pool:
        asking = [pool.submit(ask_on, number) for number in range(ASKERS)]
        try:
            for number, table in enumerate(tables):
                lists.make(table, 21 + number)
                lists.put()
                for name, told in quiet(questions).items():
                    allowed[name].add(told)
                until = {name: len(found) + LEAST // len(tables) for name, found in answered.items()}
                while not all(len(answered[name]) >= least for name, least in until.items()):
                    assert not any(each.done() for each in asking)
                    stop.wait(0.01)
        finally:
            stop.set()
        for each in asking:
            each.result()
    for name, answers in answered.items():
        assert {each.status_code for each in answers} == {200}
        told = {(each.headers["Endgate-Edition"], each.content) for each in answers}
        assert told <= allowed[name]
        assert len({edition for edition, _ in told}) == len(tables) + 1
    for answer in answered["check"]:
        assert answer.json()["edition"] == answer.headers["Endgate-Edition"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_edition_is_told_of_and_the_one_in_force_keeps_answering(
    damage: str,
    lists: Lists,
    questions: dict[str, Callable[[], Answer]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = quiet(questions)
    DAMAGES[damage](lists.make(STAYS + RENAMED, 21))
    place = lists.put()
    assert quiet(questions) == before
    assert quiet(questions) == before
    assert len([each for each in caplog.records if "EG" in each.getMessage()]) == 1
    shutil.rmtree(place)
    assert quiet(questions) == before
    lists.make(STAYS + RENAMED, 22)
    lists.put()
    after = quiet(questions)
    assert all(after[name][0] != before[name][0] for name in before)


def test_an_edition_that_is_removed_while_it_is_used_answers_to_its_last_part(
    lists: Lists, questions: dict[str, Callable[[], Answer]]
) -> None:
    before = quiet({"match": questions["match"]})
    shutil.rmtree(default_path(lists.folder))
    assert quiet(questions)["match"] == before["match"]


def test_a_request_sees_one_edition_though_a_newer_one_takes_over(lists: Lists) -> None:
    from endgate.desk.engine import engine, one_edition

    with one_edition():
        first = engine().edition()
        lists.make(STAYS + RENAMED, 21)
        lists.put()
        assert engine().edition() is first
        assert engine().edition_id() == first.id
    assert engine().edition() is not first
    assert engine().edition_id() == engine().edition().id != first.id
