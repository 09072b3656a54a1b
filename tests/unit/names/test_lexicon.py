"""The lexicon: its quick reading gives what normalisation would."""

from __future__ import annotations

from endgate.names.lexicon import _PLAIN
from endgate.names.normalise import words
from endgate.names.tables import rows


def test_plain_forms_are_what_normalisation_makes_of_them() -> None:
    plain = [form for row in rows("lexicon") for form in row["forms"].split(" | ") if _PLAIN.fullmatch(form)]
    assert len(plain) > 500
    assert [form for form in plain if tuple(form.split(" ")) != words(form)] == []
