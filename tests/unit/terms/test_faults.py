"""Faults: one meaning per code, and a message that says what, where, why and how to mend it."""

from __future__ import annotations

import pytest

from endgate.terms.codec import BAD_DATE
from endgate.terms.faults import EndgateError, fault_kind, fault_kinds


def test_a_code_means_one_thing() -> None:
    with pytest.raises(ValueError, match="EG1005 is already defined"):
        fault_kind("EG1005", "another", "why", "how")


def test_a_message_has_all_four_parts() -> None:
    error = EndgateError(BAD_DATE.at("a.json:$.date", "'2009-02-30': no such day"))
    for part in ("EG1005", "a.json:$.date", "2009-02-30", BAD_DATE.why, BAD_DATE.remedy):
        assert part in str(error)


def test_every_kind_explains_itself() -> None:
    for kind in fault_kinds():
        assert kind.code.startswith("EG")
        assert kind.code[2:].isdigit()
        assert len(kind.code) == 6
        assert kind.why.endswith(".")
        assert kind.remedy.endswith(".")
