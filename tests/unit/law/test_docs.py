from __future__ import annotations

import re
from pathlib import Path

from endgate.law.facts import FAMILIES
from endgate.law.lint import kinds
from endgate.law.model import OutcomeClass, State
from endgate.law.signature import SIGNATURES

PAGE = (Path(__file__).parents[3] / "docs" / "law.md").read_text(encoding="utf-8")


def test_every_fact_and_predicate_is_on_the_page() -> None:
    for key in FAMILIES:
        assert re.search(rf"\| `{re.escape(key)}[`.\[]", PAGE), key
    for name in SIGNATURES:
        assert f"`{name}(" in PAGE, name


def test_every_state_class_and_remark_of_lint_is_on_the_page() -> None:
    for word in (*State, *OutcomeClass):
        assert word.value in PAGE, word
    for kind in kinds():
        if kind.code.startswith("EG61"):
            assert kind.code in PAGE, kind
