"""The case directory: bytes kept as they came, a chain that shows every change, an index that may be thrown away."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.evidence.case import log
from endgate.evidence.case.log import Act, Event, Stamp, canonical, read, walk
from endgate.evidence.case.model import Acquisition, Marks, StoredDocument
from endgate.evidence.case.services import Received, add_document, add_file, enter, hold, withdraw_source
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.errors import CaseError, EvidenceError
from endgate.evidence.intake.model import VERSION
from endgate.evidence.model import ClaimFile, Held
from endgate.evidence.vocabulary import ReviewState
from endgate.shipment.knowledge import Notice
from endgate.terms.dates import PartialDate
from endgate.terms.faults import EndgateError

STAMP = Stamp("2026-11-20T10:00:00Z", "J. Roe")
TEXT = b"The Daily reported that the pump was bound for Iran.\n"


@pytest.fixture
def store(tmp_path: Path) -> CaseDirectory:
    return CaseDirectory.open(tmp_path / "case", make=True)


def add(store: CaseDirectory, content: bytes = TEXT, name: str = "report.txt", **marks: Any) -> StoredDocument:
    acquired = Acquisition("J. Roe", "exporter", PartialDate(2026, 11, 18))
    return add_document(store, Received(name, content), acquired, Marks(**marks), STAMP)[0]


def claims_on(case: Any, document: str, *claims: dict[str, Any]) -> ClaimFile:
    file: ClaimFile = case.file(*claims)
    moved = tuple(replace(claim, document=document) for claim in file.claims)
    return replace(file, claims=moved, documents=())


def test_original_bytes_are_kept_read_only_under_their_hash(store: CaseDirectory) -> None:
    document = add(store)
    path = store.blobs.path(document.sha256)
    assert path.read_bytes() == TEXT
    assert path.stat().st_mode & 0o222 == 0
    assert (document.size, document.file_name, document.media_type) == (len(TEXT), "report.txt", "text/plain")
    assert store.verify() == ()


def test_text_names_its_extractor_and_the_bytes_it_stands_for(store: CaseDirectory) -> None:
    document = add(store)
    text = store.view().text_of(document.id)
    assert text is not None
    assert (text.extractor, text.version) == ("text", VERSION)
    assert store.get(text.sha256) == TEXT


def test_the_same_bytes_from_another_are_a_document_of_their_own(store: CaseDirectory) -> None:
    first, second = add(store), add(store, name="copy.txt")
    assert second.same_as == first.id
    assert second.id != first.id


@pytest.mark.parametrize("change", ["edit", "drop", "swap", "cut"])
def test_every_change_of_the_log_is_found_and_nothing_is_added_to_it(store: CaseDirectory, change: str) -> None:
    add(store)
    add(store, name="other.txt")
    lines = store.log_path.read_bytes().splitlines(keepends=True)
    changed = {
        "edit": [lines[0].replace(b"report", b"repart"), *lines[1:]],
        "drop": [lines[0], *lines[2:]],
        "swap": [lines[1], lines[0], *lines[2:]],
        "cut": [*lines[:-1], lines[-1][:-20]],
    }[change]
    store.log_path.write_bytes(b"".join(changed))
    assert [fault.code for fault in store.verify()][:1] == ["EG7102"]
    before = store.log_path.read_bytes()
    with pytest.raises(CaseError) as caught:
        add(store, b"more")
    assert caught.value.faults[0].code == "EG7102"
    assert store.log_path.read_bytes() == before


def test_altered_and_missing_bytes_are_found(store: CaseDirectory) -> None:
    document = add(store)
    path = store.blobs.path(document.sha256)
    path.chmod(0o644)
    path.write_bytes(b"something else")
    assert [fault.code for fault in store.verify()] == ["EG7103"]
    path.unlink()
    assert [fault.code for fault in store.verify()] == ["EG7103"]
    with pytest.raises(CaseError):
        store.get(document.sha256)


@pytest.mark.parametrize("damage", [None, b"no database", b""])
def test_the_index_is_made_anew_from_the_log(store: CaseDirectory, damage: bytes | None) -> None:
    document = add(store)
    store.index_path.unlink() if damage is None else store.index_path.write_bytes(damage)
    assert store.objects("document:add") == (document.id,)
    assert add(store, b"more").id == "d2"


def test_an_index_of_another_log_is_not_believed(store: CaseDirectory, tmp_path: Path) -> None:
    other = CaseDirectory.open(tmp_path / "other", make=True)
    add(other, b"other")
    add(store)
    store.index_path.write_bytes(other.index_path.read_bytes())
    assert store.objects("document:derive") == ("d1",)
    add(store, b"more")
    assert store.verify() == ()


def test_numbers_with_fractions_are_not_recorded(store: CaseDirectory) -> None:
    with pytest.raises(CaseError) as caught:
        store.record(lambda _view: [Act("note:add", "n", {"mass": {"kg": 1.5}})], STAMP)
    assert caught.value.faults[0].where == "$.mass.kg"
    assert read(store.log_path) == ()
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_lines_that_say_the_same_in_other_bytes_are_refused(store: CaseDirectory) -> None:
    add(store)
    spaced = json.dumps(json.loads(store.log_path.read_bytes().splitlines()[0])).encode() + b"\n"
    assert walk(spaced, name="log")[1]


def test_claims_enter_as_proposals_whoever_confirmed_them(store: CaseDirectory, case: Any) -> None:
    document = add(store)
    add_file(store, claims_on(case, document.id, case.to_iran("c", "daily")), STAMP)
    (claim,) = store.view().claims
    assert (claim.state(), claim.recorded) == (ReviewState.PROPOSED, date(2026, 11, 20))
    with pytest.raises(EvidenceError):
        add_file(store, claims_on(case, document.id, case.to_iran("c", "daily")), STAMP)
    with pytest.raises(EvidenceError):
        add_file(store, claims_on(case, "d9", case.to_iran("e", "daily")), STAMP)


def test_who_held_a_document_since_when(store: CaseDirectory) -> None:
    document = add(store)
    hold(store, document.id, Held("trader", PartialDate(2026, 11), how="letter"), STAMP)
    (held,) = [each.held for each in store.view().claim_file().documents]
    assert [(each.by, str(each.since), each.known_from) for each in held] == [
        ("exporter", "2026-11-18", date(2026, 11, 20)),
        ("trader", "2026-11", date(2026, 11, 20)),
    ]
    assert store.view(known_as_of=date(2026, 11, 19)).documents == ()


def test_a_document_without_a_stated_day_of_receipt_is_held_by_nobody(store: CaseDirectory) -> None:
    add_document(store, Received("a.txt", TEXT), Acquisition("J. Roe", "exporter"), Marks(), STAMP)
    assert store.view().claim_file().documents[0].held == ()


def test_withdrawing_a_source_takes_what_rests_on_it_and_nothing_else(store: CaseDirectory, case: Any) -> None:
    document = add(store)
    claims = (case.to_iran("a", "daily", "cable"), case.to_iran("b", "daily"), case.to_iran("e", "weekly", "cable"))
    add_file(store, claims_on(case, document.id, *claims), STAMP)
    withdraw_source(store, "cable", "recalled by its owner", replace(STAMP, at="2026-11-22T09:00:00Z"))
    states = {claim.id: claim.state() for claim in store.view().claims}
    assert states == {"a": ReviewState.WITHDRAWN, "b": ReviewState.PROPOSED, "e": ReviewState.WITHDRAWN}
    before = store.view(known_as_of=date(2026, 11, 21))
    assert {claim.state() for claim in before.claims} == {ReviewState.PROPOSED}


def test_a_notice_entered_by_a_person_stands_in_the_file_of_claims(store: CaseDirectory) -> None:
    notice = Notice("BAFA", "exporter", date(2026, 11, 1), "use.military", reference="letter of that day")
    enter(store, "notice:enter", notice, STAMP)
    assert store.view().claim_file().notices == (notice,)


def test_what_was_found_whole_is_not_walked_again(store: CaseDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        add(store, name=f"{number}.txt")
    walked: list[int] = []
    real = log.walk

    def walk(content: bytes, *, name: str, after: Event | None = None) -> Any:
        walked.append(len(content.splitlines()))
        return real(content, name=name, after=after)

    monkeypatch.setattr(log, "walk", walk)
    add(store, name="5.txt")
    store.view()
    assert walked == []
    other = CaseDirectory.open(store.folder)
    add(other, name="6.txt")
    assert [each.file_name for each in store.view().documents][-2:] == ["5.txt", "6.txt"]
    assert walked[0] == len(store.events()) - 2  # the other opened the case afresh
    assert walked[1:] == [2]  # this one read only what the other had added


def test_an_event_that_cannot_be_read_back_is_not_written_and_harms_no_later_one(store: CaseDirectory) -> None:
    add(store)
    before = store.log_path.read_bytes()
    with pytest.raises(EndgateError):
        store.record(lambda _view: (Act("tie:add", "t", {"entity": 7}),), STAMP)
    assert store.log_path.read_bytes() == before
    add(store, name="next.txt")
    assert [each.file_name for each in store.view().documents][-1] == "next.txt"
    assert store.verify() == ()
