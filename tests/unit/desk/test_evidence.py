"""Evidence at the desk: documents kept whatever they are, claims judged by people only, marks that deny by default."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_case_work import SULPHIDE
from tests.unit.desk.test_cases import _refused

LETTER = (
    "To whom it may concern.\n"
    "A customs officer said that the sodium sulphide was being delivered to Iran.\n"
    "The exporter insisted that the goods are for a tannery.\n"
)


def _upload(client: Any, case: Any, *files: tuple[str, bytes], **fields: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(f"/cases/{case.reference}/evidence/add", {"file": sent, **fields})
    read_uploads()
    return answer


def read_uploads() -> None:
    """Do what the worker does with the uploads that wait."""
    from django.utils import timezone

    from endgate.desk.jobs import queue
    from endgate.desk.jobs.worker import run

    while (job := queue.claim("a worker", timezone.now())) is not None:
        run(job)


def _view(case: Any) -> Any:
    from endgate.desk.evidence.store import CaseEvidence

    return CaseEvidence(case).view()


def _proposed(case: Any) -> list[Any]:
    return [each for each in _view(case).claims if each.state() == "proposed"]


def test_a_document_is_read_and_its_proposals_change_nothing(
    kept: Callable[..., Any], client_as: Callable[[str], Any], people: dict[str, Any]
) -> None:
    from django.utils import timezone

    from endgate.desk.cases.recheck import check_again

    case, client = kept(SULPHIDE, date=NOW.date()), client_as("officer")
    answer = _upload(client, case, ("letter.txt", LETTER.encode()), title="A letter")
    assert answer.status_code == 302
    claims = _proposed(case)
    assert len(claims) >= 2
    held = client.get(f"/cases/{case.reference}/evidence.json").json()
    assert (held["uploads"], held["held"][0]["title"]) == ([], "A letter")
    twin = client.get(held["waiting"].replace("d1?", "d1.json?")).json()
    marked = {each["claim"]: each["text"] for each in twin["passages"] if each["claim"]}
    assert "the sodium sulphide was being delivered to Iran" in marked.values()
    assert "".join(each["text"] for each in twin["passages"]) == LETTER
    before = client.get(f"/cases/{case.reference}/decision/1.json").json()["legality"]
    decision = check_again(people["officer"], timezone.now(), case)
    after = client.get(f"/cases/{case.reference}/decision/{1 if decision is None else decision.n}.json").json()
    assert after["legality"]["worst"] == before["worst"]
    assert any("unread" in each["text"] for each in after["questions"])


def test_one_key_confirms_and_the_next_check_reads_it(
    kept: Callable[..., Any], client_as: Callable[[str], Any], people: dict[str, Any]
) -> None:
    from django.utils import timezone

    from endgate.desk.cases.recheck import check_again
    from endgate.desk.cases.services import asked_of

    case, client = kept(SULPHIDE, date=NOW.date()), client_as("officer")
    base = f"/cases/{case.reference}/evidence"
    _upload(client, case, ("letter.txt", LETTER.encode()))
    claim = next(each for each in _proposed(case) if "Iran" in each.quote)
    edited = {
        "claim": claim.id,
        "judgement": "confirm",
        "edited": "yes",
        "keys": "4",
        "type": "indicated_destination",
        "role-goods": "sodium sulphide",
        "role-indicated_destination": "Iran",
        "reason": "as it stands",
    }
    assert client.post(f"{base}/judge", edited).status_code == 302
    mended = _view(case).claim(f"{claim.id}~2")
    assert (str(mended.state()), str(mended.modality), str(mended.type)) == (
        "confirmed",
        "indicated",
        "indicated_destination",
    )
    goods = mended.roles["goods"][0]
    assert client.post(f"{base}/tie", {"claim": mended.id, "entity": goods, "to": "item:1"}).status_code == 302
    assert client.get(f"{base}.json").json()["unread"] == [mended.id]
    decision = check_again(people["officer"], timezone.now(), case, known_as_of=timezone.now().date())
    assert decision is not None
    assert decision.cause == "claim"
    assert [each["indicated"] for each in asked_of(decision)["indications"]] == ["IR"]
    assert "indicated IR" in case.route
    assert client.get(f"{base}.json").json()["unread"] == []


def test_keys_mend_as_links_and_undo(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    case, client = kept(SULPHIDE), client_as("officer")
    _upload(client, case, ("letter.txt", LETTER.encode()))
    claim = _proposed(case)[0]
    address = f"/cases/{case.reference}/evidence/d1.json"
    plain = client.get(address, {"claim": claim.id}).json()["hand"]
    mended = client.get(address, {"claim": claim.id, "keys": "4pi<"}).json()["hand"]
    assert (mended["modality"], mended["polarity"]) == ("indicated", "negated")
    assert ("interested_party" in mended["flags"]) is not ("interested_party" in plain["flags"])
    assert mended["undo"].endswith("keys=4pi")
    assert client.get(address, {"claim": claim.id, "keys": "ynqu x"}).json()["hand"]["modality"] == plain["modality"]
    menu = client.get(address, {"claim": claim.id, "keys": "]"}).json()["hand"]
    assert menu["menu"]
    longer = client.get(address, {"claim": claim.id, "keys": "]a"}).json()["hand"]
    assert len(longer["lines"]) == len(plain["lines"]) + 1


def test_a_claim_is_judged_once_and_by_those_who_may(
    kept: Callable[..., Any], client_as: Callable[[str], Any], people: dict[str, Any]
) -> None:
    from endgate.desk.evidence.services import judge_claim
    from endgate.evidence.reviewing import Judged

    case, client = kept(SULPHIDE), client_as("officer")
    _upload(client, case, ("letter.txt", LETTER.encode()))
    claim = _proposed(case)[0]
    _refused("EG8105", lambda: judge_claim(people["viewer"], NOW, case, Judged(claim.id, confirm=True)))
    base = f"/cases/{case.reference}/evidence/judge"
    assert client.post(base, {"claim": claim.id, "judgement": "reject", "reason": "misread"}).status_code == 302
    again = client.post(base, {"claim": claim.id, "judgement": "confirm"})
    assert (again.status_code, "EG7301" in again.content.decode()) == (422, True)
    assert client.post(base, {"claim": "no", "judgement": "confirm"}).status_code == 404
    assert client_as("foreign").post(base, {"claim": claim.id, "judgement": "confirm"}).status_code == 404


def test_a_claim_is_entered_with_words_that_stand_there(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    case, client = kept(SULPHIDE), client_as("officer")
    _upload(client, case, ("letter.txt", LETTER.encode()))
    written = {
        "document": "d1",
        "quote": "the goods are for a tannery",
        "type": "declared_end_use",
        "modality": "insisted",
        "speakers": "A customs officer > The exporter",
        "role-goods": "the goods",
    }
    base = f"/cases/{case.reference}/evidence/write"
    assert client.post(base, {**written, "quote": "the goods are for a missile"}).status_code == 422
    assert client.post(base, {**written, "type": "guess"}).status_code == 422
    assert client.post(base, written).status_code == 302
    claim = _view(case).claim("d1:w1")
    assert (str(claim.state()), claim.made_by, len(claim.chain)) == ("proposed", "person", 3)


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * (300 << 20))
    return packed.getvalue()


def _path_trick() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../etc/passwd", "root")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bomb.zip", _zip_bomb, "EG7205"),
        ("trick.zip", _path_trick, "EG7207"),
        ("picture.png", lambda: b"%PDF-1.4\n%broken", "EG7204"),
        ("letter.pdf", lambda: b"MZ\x90\x00" + bytes(100) + b"\x01", "EG7212"),
        ("page.html", lambda: b"<html><body><script>alert(1)</script>\x00</body></html>", ""),
        ("nothing.txt", lambda: b"\x00\x00\x00 ", "EG7201"),
        ("mail.docx", lambda: b"PK\x03\x04broken", "EG7203"),
    ],
)
def test_hostile_files_are_kept_by_hash_and_said_to_be_so(
    kept: Callable[..., Any],
    client_as: Callable[[str], Any],
    name: str,
    content: Callable[[], bytes],
    code: str,
) -> None:
    case, client = kept(SULPHIDE), client_as("officer")
    raw = content()
    assert _upload(client, case, (name, raw)).status_code == 302
    page = client.get(f"/cases/{case.reference}/evidence").content.decode()
    assert code in page
    assert "<script>alert" not in page
    (first, *_) = _view(case).documents
    assert first.sha256 == sha256(raw).hexdigest()
    text = client.get(f"/cases/{case.reference}/evidence/{first.id}").content.decode()
    assert "<script>alert" not in text
    got = client.get(f"/cases/{case.reference}/evidence/{first.id}/original")
    assert got.content == raw
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert (got.headers["X-Content-Type-Options"], "sandbox" in got.headers["Content-Security-Policy"]) == (
        "nosniff",
        True,
    )


def test_too_much_at_once_is_refused_and_nothing_is_kept(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.evidence.services import MOST_FILES
    from endgate.desk.evidence.uploads import take_in
    from endgate.evidence.case.model import Acquisition, Marks
    from endgate.evidence.case.services import Received

    case = kept(SULPHIDE)
    whole, by = Acquisition("Officer"), people["officer"]
    many = [Received(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)]
    big = [Received("big.bin", bytes((25 << 20) + 1))]
    _refused("EG8206", lambda: take_in(by, NOW, case, many, whole, Marks()))
    _refused("EG8206", lambda: take_in(by, NOW, case, big, whole, Marks()))
    _refused("EG8107", lambda: take_in(by, NOW, case, [], whole, Marks()))
    assert _upload(client_as("viewer"), case, ("letter.txt", b"x")).status_code == 403
    assert _upload(client_as("foreign"), case, ("letter.txt", b"x")).status_code == 404
    assert _view(case).documents == ()


def test_marks_deny_by_default_and_consent_is_kept(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    from endgate.evidence.release import recipient_of, visible

    case, client = kept(SULPHIDE), client_as("officer")
    base = f"/cases/{case.reference}/evidence"
    _upload(client, case, ("letter.txt", LETTER.encode()))
    claim = _proposed(case)[0]
    client.post(f"{base}/judge", {"claim": claim.id, "judgement": "confirm"})
    partner = {"id": "partner-it", "name": "Partner", "kind": "partner_authority", "ceiling": "TLP:AMBER"}
    assert client.post(f"{base}/recipient", partner).status_code == 302
    assert client.post(f"{base}/recipient", partner).status_code == 422

    def seen() -> bool:
        file = _view(case).claim_file()
        found = next(each for each in file.claims if each.id == claim.id)
        return visible(file, found, recipient_of(file, "partner-it"))

    assert not seen()
    client.post(f"{base}/mark", {"claim": claim.id, "label": "TLP:AMBER", "release_to": ["partner-it"]})
    assert not seen()
    for link in range(1, len(claim.chain) + 1):
        given = {"claim": claim.id, "link": link, "recipient": "partner-it", "state": "granted", "level": "exact"}
        assert client.post(f"{base}/consent", given).status_code == 302
    assert seen()
    client.post(f"{base}/mark", {"claim": claim.id, "label": "TLP:RED", "release_to": ["partner-it"]})
    assert not seen()
    assert client.post(f"{base}/mark", {"claim": claim.id, "label": "SECRET"}).status_code == 422


def test_the_log_of_evidence_is_chained_and_never_changed(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    from django.db import DatabaseError

    from endgate.desk.evidence.store import CaseEvidence
    from endgate.desk.store.chain import verify
    from endgate.desk.store.models import Event, EvidenceEvent
    from endgate.evidence.case import log

    case, client = kept(SULPHIDE), client_as("officer")
    _upload(client, case, ("letter.txt", LETTER.encode()))
    events = CaseEvidence(case).events()
    walked, faults = log.walk(b"".join(each.line() for each in events), name="desk")
    assert (len(walked), faults) == (len(events), ())
    assert f'"head":"{events[-1].hash}"' in Event.objects.filter(verb="evidence").order_by("-seq")[0].payload
    assert verify().whole
    with pytest.raises(DatabaseError, match="never changed"):
        EvidenceEvent.objects.filter(case=case).update(actor="somebody")


def test_an_upload_works_in_sight_until_it_is_read(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from endgate.desk.store.machinery import Job

    case, client = kept(SULPHIDE), client_as("officer")
    base = f"/cases/{case.reference}/evidence"
    client.post(f"{base}/add", {"file": SimpleUploadedFile("letter.txt", LETTER.encode())})
    for _ in range(2):  # reloaded, it is still there
        page = client.get(base).content.decode()
        assert "letter.txt" in page
        assert "waits to be read" in page
        assert f'data-poll="{base}/uploads?of=1"' in page
    assert "Endgate-Done" not in client.get(f"{base}/uploads?of=1").headers
    assert client_as("foreign").get(f"{base}/uploads?of=1").status_code == 404
    assert _view(case).documents == ()
    read_uploads()
    assert client.get(f"{base}/uploads?of=1").headers["Endgate-Done"] == "yes"
    assert "data-poll" not in client.get(base).content.decode()
    Job.objects.filter(kind="read_document").update(state="failed", code="EG8303", detail="its worker died")
    assert "its worker died" in client.get(base).content.decode()
    failed = {"upload": Job.objects.get(object=case.reference).pk}
    assert client_as("viewer").post(f"{base}/again", failed).status_code == 403
    client.post(f"{base}/again", failed)
    read_uploads()
    assert len(_view(case).documents) == 1, "it was in the case already, and is not there twice"


@pytest.mark.parametrize("dies_after", [1, 2])
def test_a_worker_that_dies_while_it_reads_leaves_no_half_and_no_double(
    kept: Callable[..., Any], client_as: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, dies_after: int
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from endgate.desk.evidence import uploads
    from endgate.desk.jobs import queue
    from endgate.desk.store.machinery import Job

    class Died(BaseException):
        """The worker is gone."""

    case, client = kept(SULPHIDE), client_as("officer")
    client.post(f"/cases/{case.reference}/evidence/add", {"file": SimpleUploadedFile("a.txt", LETTER.encode())})
    whole, recorded = uploads._Reading.record, []

    def record(self: Any, decide: Any, stamp: Any) -> Any:
        found = whole(self, decide, stamp)
        recorded.append(found)
        if len(recorded) == dies_after:
            raise Died
        return found

    monkeypatch.setattr(uploads._Reading, "record", record)
    job = queue.claim("first", timezone.now())
    assert job is not None
    with pytest.raises(Died):
        uploads.read_document(job, timezone.now(), lambda *_: True)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - queue.LEASE)
    assert queue.reap(timezone.now()) == 1
    read_uploads()
    view = _view(case)
    assert [each.id for each in view.documents] == ["d1"]
    assert len({each.id for each in view.claims}) == len(view.claims) >= 2
    assert Job.objects.get(pk=job.pk).state == "done"
