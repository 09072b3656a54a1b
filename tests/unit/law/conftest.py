"""A small law of an invented country for the tests of the law room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from endgate.law.compile import LawBook, compile_law
from endgate.law.day import LawDay
from endgate.law.evaluate import Policy, RowLaw
from endgate.law.rows import read_row
from endgate.law.scene import Reading
from endgate.law.trees import read_node

GROUPS = """
schema: endgate.law/1
groups:
  UNION: {members: [{code: AA, from: 2000-01-01}, {code: BB, from: 2000-01-01, to: 2020-01-01}], source: invented}
  BAD: {members: [XX, YY], attested: 2010-01-01, source: invented}
  WIDE: {members: [BAD, ZZ], source: invented}
"""
PROPOSITIONS = """
schema: endgate.law/1
propositions:
  use.missile: {says: The item serves missiles., programmes: [missile], in_play_destinations: [XX]}
  use.other: {says: The item serves another use.}
"""
AUTHORITIES = """
schema: endgate.law/1
authorities:
  OFFICE-A: {title: Office of AA, country: AA, acts_as: [UNION-OFFICE]}
  UNION-OFFICE: {title: The office concerned}
"""
HEAD = """
schema: endgate.law/1
instrument: {id: INVENTED, title: Invented act, authority: AA government, kind: regulation}
lists:
  HELD: {kind: item, goods: held, held: full, programmes: [missile]}
  PART: {kind: item, held: full, part_of: HELD}
  ABSENT: {kind: item, held: no}
  LATER:
    {kind: item, goods: later, held: full, versions: [{valid: {from: {not_before: 2010-01-01, not_after: 2010-02-01}}}]}
  NAMES: {kind: party, sources: [names], held: full}
  NO-NAMES: {kind: party, held: no}
measures:
"""
REVIEWED = "{status: text_checked, reviewed_by: somebody, reviewed_on: 2020-01-01}"


def measure_text(name: str, *, then: str = "{class: PROHIBITED}", review: str = REVIEWED, **parts: str) -> str:
    """One measure of the invented act; other parts by their YAML text."""
    keys = {
        "binds": "private",
        "jurisdiction": "AA",
        "versions": "[{valid: {from: 2000-01-01}}]",
        "citation": f"Invented act, {name}",
        "say": "Invented.",
        "interpretation": "None needed.",
        **parts,
    }
    body = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    return f"  - id: {name}\n    then: {then}\n    review: {review}\n{body}"


@pytest.fixture
def write_law(tmp_path: Path) -> Callable[..., Path]:
    """Write the invented law with the measures given; returns its folder."""

    def write(*measures: str, tail: str = "") -> Path:
        for name, text in (("groups", GROUPS), ("propositions", PROPOSITIONS), ("authorities", AUTHORITIES)):
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        body = HEAD + "".join(measures) if measures else HEAD.rstrip() + " []\n"
        (tmp_path / "act.yaml").write_text(body + tail, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def make_book(write_law: Callable[..., Path]) -> Callable[..., LawBook]:
    """Compile and open the invented law with the measures given."""

    def make(*measures: str, tail: str = "") -> LawBook:
        return LawBook.load(compile_law([write_law(*measures, tail=tail)]))

    return make


@pytest.fixture
def ask(make_book: Callable[..., LawBook]) -> Callable[..., Reading]:
    """Read one predicate, as YAML data, on one row."""

    def read(tree: dict[str, Any], facts: dict[str, Any], on: str = "2015-06-01", **options: Any) -> Reading:
        book = options.get("book") or make_book(*options.get("measures", ()))
        day = date.fromisoformat(on)
        known = date.fromisoformat(options.get("known", on))
        row = RowLaw(LawDay(book, day, known), read_row(facts), Policy(assume=options.get("assume", {})))
        node = read_node(tree)
        return row.read(node)  # type: ignore[arg-type]

    return read
