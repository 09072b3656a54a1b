"""Review by keys and by file: few keystrokes, all or nothing, and every version kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from endgate.cli.evidence import command
from endgate.evidence.case.log import Stamp
from endgate.evidence.case.model import Acquisition, Marks
from endgate.evidence.case.services import Received, add_document, add_file
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.errors import ReviewError
from endgate.evidence.model import Span
from endgate.evidence.review_lines import lines_in, lines_out
from endgate.evidence.reviewing import Judged, judge, next_version, texts_of, to_review
from endgate.evidence.session import Session
from endgate.evidence.vocabulary import ClaimFlag, Modality, Polarity, ReviewState, SourceKind

TEXT = "An agency suspected that the pump was bound for Iran. More follows."
PROPOSER = Stamp("2026-11-20T10:00:00Z", "proposer")
REVIEWER = Stamp("2026-11-21T10:00:00Z", "J. Roe")


@pytest.fixture
def store(case: Any, tmp_path: Path) -> CaseDirectory:
    store = CaseDirectory.open(tmp_path / "case", make=True)
    received = Received("a.txt", TEXT.encode())
    document = add_document(store, received, Acquisition("J. Roe"), Marks(), PROPOSER)[0]
    file = case.file(
        case.to_iran("a", "daily", "agency", span=[25, 52], quote=TEXT[25:52]),
        case.to_iran("b", "daily", nested_in="a"),
        relations=[{"type": "elaborates", "start": "b", "end": "a"}],
    )
    claims = tuple(replace(claim, document=document.id) for claim in file.claims)
    add_file(store, replace(file, claims=claims, documents=()), PROPOSER)
    return store


def session(store: CaseDirectory) -> Session:
    view = store.view()
    return Session(to_review(view), view.claim_file(), texts_of(store))


def record(store: CaseDirectory, done: Session) -> None:
    judge(store, done.judged, REVIEWER, sources=done.new_sources)


def test_one_key_accepts_a_right_proposal(store: CaseDirectory) -> None:
    at = session(store)
    at.press("y")
    assert at.presses <= 2
    record(store, at)
    claim = store.view().claim("a")
    assert claim is not None
    assert (claim.state(), claim.review[-1].by) == (ReviewState.CONFIRMED, "J. Roe")


def test_modality_and_chain_are_mended_within_twelve_keys(store: CaseDirectory) -> None:
    at = session(store)
    for key in "5[]d]a]cpiy":
        assert at.press(key) == ""
    assert at.presses <= 12
    record(store, at)
    claim = store.view().claim("a~2")
    assert claim is not None
    assert (claim.modality, claim.polarity) == (Modality.SUSPECTED, Polarity.NEGATED)
    assert claim.chain[0].source == "daily"
    assert len(claim.chain) == 4
    assert claim.flags == (ClaimFlag.INTERESTED_PARTY,)
    assert claim.review[-1].changed_fields == ("modality", "chain", "polarity", "flags")
    before = store.view().claim("a")
    assert before is not None
    assert before.state() is ReviewState.SUPERSEDED
    assert before.modality is Modality.ASSERTED


def test_what_was_said_of_a_claim_is_said_of_its_new_version(store: CaseDirectory) -> None:
    at = session(store)
    at.press("6")
    at.press("y")
    record(store, at)
    file = store.view().claim_file()
    assert [(each.start, each.end) for each in file.relations] == [("b", "a~2")]
    assert next(claim for claim in file.claims if claim.id == "b").nested_in == "a~2"


def test_the_span_grows_and_shrinks_by_words_of_the_text(store: CaseDirectory) -> None:
    at = session(store)
    at.press("<")
    assert at.hand is not None
    assert at.hand.quote == "the pump was bound for"
    for _ in range(4):
        at.press(">")
    assert at.hand.quote == TEXT[25:]
    assert "ends" in at.press(">")
    assert "«the pump was bound for Iran. More follows.»" in at.screen()


def test_undo_takes_back_decisions_and_changes(store: CaseDirectory) -> None:
    at = session(store)
    for key in "9yu":
        at.press(key)
    assert (at.judged, at.hand.modality if at.hand else None) == ((), Modality.DENIED)
    at.press("u")
    assert at.hand is not None
    assert at.hand.modality is Modality.ASSERTED
    assert "nothing" in at.press("u")


def test_unknown_keys_do_nothing_and_say_so(store: CaseDirectory) -> None:
    at = session(store)
    assert "does nothing" in at.press("z")
    for key in " ", " ":
        at.press(key)
    assert at.done
    assert "nothing is left" in at.press("y")


def test_a_new_source_enters_with_the_review(store: CaseDirectory) -> None:
    at = session(store)
    at.add_source(SourceKind.PERSON, "an attaché")
    at.press("y")
    record(store, at)
    view = store.view()
    claim = view.claim("a~2")
    assert claim is not None
    names = {source.id: source.name for source in view.facts["source:add"]}
    assert names[claim.chain[-1].source] == "an attaché"


def test_lines_go_out_and_come_back(store: CaseDirectory) -> None:
    lines = [json.loads(line) for line in lines_out(store.view())]
    lines[0]["decision"], lines[0]["claim"]["modality"] = "confirm", "suspected"
    lines[1] |= {"decision": "reject", "reason": "not said"}
    content = "\n".join(json.dumps(line) for line in lines)
    judge(store, lines_in(content, store.view(), name="r.jsonl"), REVIEWER)
    states = {claim.id: str(claim.state()) for claim in store.view().claims}
    assert states == {"a": "superseded", "b": "rejected", "a~2": "confirmed"}
    assert list(lines_out(store.view())) == []


def test_unchanged_lines_decide_nothing(store: CaseDirectory) -> None:
    assert lines_in("\n".join(lines_out(store.view())), store.view(), name="r") == ()


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"claim": {"span": [0, 5]}}, "EG7003", "a.quote"),
        ({"claim": {"span": [25, 520]}}, "EG7003", "a.span"),
        ({"claim": {"chain": [{"source": "nobody"}]}}, "EG7001", "a.chain"),
        ({"claim": {"nested_in": "a"}}, "EG7010", "a.nested_in"),
        ({"claim": {"release_to": ["it"]}}, "EG7301", "a.release_to"),
        ({"claim": {"id": "zzz"}}, "EG7104", "zzz"),
        ({"claim": {"surely": "yes"}}, "EG1002", "r.jsonl:1"),
        ({"verdict": "yes"}, "EG1002", "r.jsonl:1"),
        ({"decision": "confirmed"}, "EG1006", "r.jsonl:1"),
    ],
)
def test_faulty_lines_stop_the_whole_file(store: CaseDirectory, change: dict[str, Any], code: str, where: str) -> None:
    lines = [json.loads(line) | {"decision": "confirm"} for line in lines_out(store.view())]
    lines[0] |= {key: value for key, value in change.items() if key != "claim"}
    lines[0]["claim"] |= change.get("claim", {})
    before = store.log_path.read_bytes()
    with pytest.raises(ReviewError) as caught:
        judge(store, lines_in("\n".join(map(json.dumps, lines)), store.view(), name="r.jsonl"), REVIEWER)
    assert code in {fault.code for fault in caught.value.faults}
    assert any(fault.where.startswith(where) for fault in caught.value.faults)
    assert store.log_path.read_bytes() == before


def test_a_line_that_is_no_json_is_named(store: CaseDirectory) -> None:
    with pytest.raises(ReviewError) as caught:
        lines_in('\n{"decision"\n[[[', store.view(), name="r.jsonl")
    assert [(fault.code, fault.where) for fault in caught.value.faults] == [
        ("EG7302", "r.jsonl:2"),
        ("EG7302", "r.jsonl:3"),
    ]


def test_a_decision_is_made_once(store: CaseDirectory) -> None:
    judge(store, [Judged("a", True)], REVIEWER)
    for repeated in ([Judged("a", False)], [Judged("b", True), Judged("b", False)]):
        with pytest.raises(ReviewError) as caught:
            judge(store, repeated, REVIEWER)
        assert caught.value.faults[0].code == "EG7301"


def test_four_eyes_need_two_people(store: CaseDirectory) -> None:
    with pytest.raises(ReviewError) as caught:
        judge(store, [Judged("a", True)], PROPOSER, four_eyes=True)
    assert caught.value.faults[0].code == "EG7303"
    judge(store, [Judged("b", False)], PROPOSER, four_eyes=True)
    judge(store, [Judged("a", True)], REVIEWER, four_eyes=True)


def test_versions_count_on() -> None:
    assert [next_version("c1"), next_version("c1~2"), next_version("a~b")] == ["c1~2", "c1~3", "a~b~2"]


def test_mending_keeps_quote_and_span_together(store: CaseDirectory) -> None:
    claim = store.view().claim("a")
    assert claim is not None
    mended = replace(claim, span=Span(25, 33), quote="the pump")
    judge(store, [Judged("a", True, mended=mended)], REVIEWER)
    after = store.view().claim("a~2")
    assert after is not None
    assert after.quote == "the pump"


def run(*arguments: str) -> Any:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def test_the_whole_way_on_the_command_line(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The Daily Post reported that Alfa GmbH had exported a pump to Iran.\n", encoding="utf-8")
    folder = str(tmp_path / "case")
    assert run("add", str(report), "--case", folder, "--by", "roe", "--dry-run").exit_code == 0
    assert not Path(folder).exists()
    added = json.loads(run("add", str(report), "--case", folder, "--by", "roe", "--json").stdout)
    assert [each.get("read", "read") for each in added] == ["read"]
    out = run("review", "--case", folder, "--out").stdout
    lines = [json.loads(line) | {"decision": "confirm", "reason": "read"} for line in out.splitlines()]
    assert lines
    back = tmp_path / "back.jsonl"
    back.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run("review", "--case", folder, "--in", str(back), "--by", "poe").exit_code == 0
    shown = json.loads(run("show", "--case", folder, "--json").stdout)
    assert {claim["review"][-1]["state"] for claim in shown["claims"]} == {"confirmed"}
    assert run("verify", "--case", folder).exit_code == 0
    notice = tmp_path / "notice.json"
    notice.write_text(
        json.dumps({"authority": "BAFA", "to": "x", "date": "2026-11-01", "proposition": "use.military"}), "utf-8"
    )
    assert run("notice", str(notice), "--case", folder).exit_code == 0
    held = run("hold", "d1", "--holder", "x", "--received", "2026-11", "--case", folder)
    assert held.exit_code == 0
    shown = json.loads(run("show", "--case", folder, "--json").stdout)
    assert shown["notices"][0]["to"] == "x"
    assert shown["documents"][0]["held"][0]["since"] == "2026-11"
    assert run("withdraw", "d1:itself", "--reason", "recalled", "--case", folder).exit_code == 0
    shown = json.loads(run("show", "--case", folder, "--json").stdout)
    assert {claim["review"][-1]["state"] for claim in shown["claims"]} == {"withdrawn"}


def test_keys_on_the_terminal(store: CaseDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("?y5q")
    monkeypatch.setattr("endgate.cli.evidence_review.click.getchar", lambda: next(keys))
    result = run("review", "--case", str(store.folder), "--by", "poe")
    assert "1 confirmed (0 of them mended), 0 rejected" in result.stderr
    assert len(to_review(store.view())) == 1
