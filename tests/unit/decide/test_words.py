"""The words of answers: every code that reaches a reader has some, and codes stay in records."""

from __future__ import annotations

import pytest

from endgate.decide.words import word_of
from endgate.goods.model import Cause
from endgate.law.finding import FindingFlag
from endgate.law.model import OutcomeClass, ReviewStatus, State
from endgate.terms.truth import Truth

CODES = [
    *(("goods_cause", each.value) for each in Cause if each not in (Cause.NONE, Cause.NOT_STATED)),
    *(("flag", each.value) for each in FindingFlag),
    *(("effect", each.value) for each in OutcomeClass),
    *(("review", each.value) for each in ReviewStatus),
    *(("state", each.value) for each in State),
    *(("truth", each.value) for each in Truth),
]


@pytest.mark.parametrize(("kind", "code"), CODES)
def test_every_code_has_words(kind: str, code: str) -> None:
    said = word_of(kind, code)
    assert "_" not in said
    assert said != code


def test_a_code_without_words_is_spelled_out() -> None:
    assert word_of("flag", "not_yet_named") == "not yet named"
