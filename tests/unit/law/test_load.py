from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.law.conftest import measure_text

from endgate.law.compile import BOOK_SCHEMA, LawBook, compile_law
from endgate.law.errors import LawError
from endgate.law.load import load
from endgate.law.model import State
from endgate.law.trees import Tree
from endgate.law.yaml_text import read_yaml
from endgate.terms.codec import encode

WriteLaw = Callable[..., Path]
BOMB = "\n".join(
    ["a: &a [1, 2]", *(f"{b}: &{b} [{','.join([f'*{a}'] * 8)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True))]
)


def test_extends_copies_what_is_not_restated_but_no_tests(write_law: WriteLaw) -> None:
    first = measure_text(
        "M-1",
        when="{destination_in: {group: BAD}}",
        tests="[{name: a, as_of: 2015-01-01, facts: {destination: XX}, expect: APPLIES}]",
    )
    second = "  - {id: M-2, extends: M-1, citation: other}\n"
    measures = {each.id: each for each in load([write_law(first, second)]).measures()}
    assert measures["M-2"].when == measures["M-1"].when
    assert measures["M-2"].citation == "other"
    assert measures["M-2"].tests == ()
    assert measures["M-1"].tests[0].expect is State.APPLIES


@pytest.mark.parametrize(
    ("parts", "code", "words"),
    [
        ({"when": "{goes_to: {group: BAD}}"}, "EG6012", "goes_to"),
        ({"when": "{destination_in: {place: BAD}}"}, "EG6013", "place"),
        ({"when": "{value_le: {amount: 5}}"}, "EG6013", "currency"),
        ({"when": "{destination_in: {group: NOWHERE}}"}, "EG6016", "NOWHERE"),
        ({"when": "{item_on: {list: NOLIST}}"}, "EG6016", "NOLIST"),
        ({"knowledge": "{knows: {proposition: use.x, at_least: AWARE}}"}, "EG6016", "use.x"),
        ({"knowledge": "{knows: {proposition: use.missile, at_least: SURE}}"}, "EG6013", "SURE"),
        ({"yields_to": "[{measure: M-9}]"}, "EG6016", "M-9"),
        ({"versions": "[{valid: {from: 2010-01-01, to: 2009-01-01}}]"}, "EG6014", "before it begins"),
        (
            {"versions": "[{valid: {from: 2012-01-01}}, {valid: {from: 2010-01-01, to: 2011-01-01}}]"},
            "EG6014",
            "stands after",
        ),
        ({"versions": "[{valid: {from: 2009-02-30}}]"}, "EG1007", "2009-02-30"),
        ({"versions": "[{valid: {from: 2000-01-01}}, {valid: {from: 2010-01-01}}]"}, "EG6017", "overlap"),
        ({"citation": "''"}, "EG6011", "citation"),
        ({"when": "{destination_in: {group: BAD}, item_on: {list: HELD}}"}, "EG6011", "one condition"),
        ({"wen": "{destination_in: {group: BAD}}"}, "EG1002", "did you mean 'when'"),
        ({"when": "{in_scope: {measure: M-1}}"}, "EG6016", "no SCOPE measure"),
    ],
)
def test_a_wrong_measure_stops_the_build(write_law: WriteLaw, parts: dict[str, str], code: str, words: str) -> None:
    with pytest.raises(LawError) as caught:
        compile_law([write_law(measure_text("M-1", **parts))])
    assert [fault.code for fault in caught.value.faults] == [code]
    assert words in caught.value.faults[0].what
    assert "act.yaml:" in caught.value.faults[0].where


def test_a_fault_names_the_line(write_law: WriteLaw) -> None:
    folder = write_law(measure_text("M-1"), measure_text("M-2", wen="{all: []}"))
    with pytest.raises(LawError) as caught:
        load([folder])
    where = caught.value.faults[0].where
    line = int(where.split("act.yaml:")[1].split(" ")[0])
    assert "wen" in (folder / "act.yaml").read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_fault_of_a_suspension_names_its_line(write_law: WriteLaw) -> None:
    tail = "suspensions:\n  - {id: S, suspends: [M-9], valid: {from: 2010-01-01}, citation: Act}\n"
    folder = write_law(measure_text("M-1"), tail=tail)
    lines = (folder / "act.yaml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if "id: S," in line)
    with pytest.raises(LawError) as caught:
        compile_law([folder])
    (fault,) = caught.value.faults
    assert (fault.code, fault.where) == ("EG6016", f"{folder / 'act.yaml'}:{number}")


def test_faults_of_all_files_come_together(write_law: WriteLaw) -> None:
    folder = write_law(measure_text("M-1", wen="1"))
    (folder / "other.yaml").write_text("a: [1", encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load([folder])
    assert {fault.code for fault in caught.value.faults} == {"EG1002", "EG6010"}


def test_an_id_names_one_measure(write_law: WriteLaw) -> None:
    with pytest.raises(LawError, match="EG6015"):
        compile_law([write_law(measure_text("M-1"), measure_text("M-1"))])


def test_yaml_is_read_without_guesses(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("on: NO\nday: 2012-11-02\nflag: true\n", encoding="utf-8")
    assert read_yaml(path).data == {"on": "NO", "day": "2012-11-02", "flag": True}


def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: 2\na: 3\n", encoding="utf-8")
    with pytest.raises(LawError, match=r"a\.yaml:3"):
        read_yaml(path)


def test_the_order_of_files_and_measures_is_irrelevant(write_law: WriteLaw, tmp_path: Path) -> None:
    one, two = measure_text("M-1"), measure_text("M-2", when="{destination_in: {group: BAD}}")
    first = compile_law([write_law(one, two)])
    second = compile_law([write_law(two, one)])
    files = sorted(tmp_path.glob("*.yaml"))
    assert first == second == compile_law(reversed(files)) == compile_law(files)


def test_a_book_opens_to_the_measures_it_was_made_of(write_law: WriteLaw) -> None:
    folder = write_law(
        measure_text(
            "M-1",
            when="{all: [{not: {item_on: {list: [HELD, PART]}}}, {destination_in: {group: BAD}}]}",
            versions="[{valid: {from: {not_after: 2012-10-18}, to: 2013-09-01}, attested: [{date: 2012-10-18}]}]",
        )
    )
    book = LawBook.load(compile_law([folder]))
    assert book.measures() == load([folder]).measures()
    assert encode(book.measure("M-1").when) == {
        "all": [
            {"not": {"any": [{"item_on": {"list": "HELD"}}, {"item_on": {"list": "PART"}}]}},
            {"destination_in": {"group": ["BAD"]}},
        ]
    }


def test_a_book_of_another_schema_is_refused() -> None:
    with pytest.raises(LawError, match="EG6018"):
        LawBook.load({"schema": BOOK_SCHEMA + "0", "measures": []})


def test_trees_read_back_what_they_write() -> None:
    raw = {"any": [{"not": {"activity_in": {"set": ["export"]}}}, {"all": []}]}
    assert Tree.from_json(raw).to_json() == raw


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"a: 1\nb: Verbot f\xfcr\n", 2, "not UTF-8"),
        (b"a: \x00\n", 1, "control characters"),
        (b"a: &a [*a]\n", 1, "nested too deep"),
        (b"a: 1\n? [b, c]\n: 2\n", 2, "a key is not a word"),
        (b"[" * 5000, 1, "nest"),
        (BOMB.encode(), None, "unfold"),
    ],
    ids=["encoding", "control", "itself", "key", "deep", "bomb"],
)
def test_a_file_that_is_no_plain_yaml_is_told_with_its_line(
    tmp_path: Path, raw: bytes, line: int | None, what: str
) -> None:
    file = tmp_path / "act.yaml"
    file.write_bytes(raw)
    with pytest.raises(LawError, match=what) as caught:
        read_yaml(file)
    (fault,) = caught.value.faults
    assert fault.code == "EG6010"
    assert line is None or fault.where == f"{file}:{line}"
