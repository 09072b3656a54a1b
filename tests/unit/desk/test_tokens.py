"""Tokens of programs: made by a verb, shown once, ended at once."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def verb(desk: Any, people: dict[str, Any]) -> Any:
    """Runs ``endgate token …`` on the desk of the test."""
    from click.testing import CliRunner

    from endgate.cli.token import command

    assert people
    return lambda *words: CliRunner().invoke(command, [*words, "--store", str(desk.data_dir)])


def test_a_token_is_made_told_once_and_revoked(verb: Any) -> None:
    from endgate.desk.access.tokens import scopes_of
    from endgate.desk.store.models import Event, Token

    made = verb("add", "Officer", "--scope", "check", "--scope", "match")
    assert made.exit_code == 0, made.output
    token = made.output.strip()
    assert scopes_of(token) == {"check", "match"}
    row = Token.objects.get()
    assert token not in (row.secret, verb("ls").output)
    assert verb("revoke", row.key).exit_code == 0
    assert scopes_of(token) is None
    events = list(Event.objects.filter(verb__endswith="_token").order_by("seq").values_list("verb", "object"))
    assert events == [("issued_token", row.key), ("revoked_token", row.key)]


@pytest.mark.parametrize("words", [("add", "Nobody", "--scope", "check"), ("add", "Officer", "--scope", "sign")])
def test_no_token_for_nobody_nor_for_what_no_program_may(verb: Any, words: tuple[str, ...]) -> None:
    from endgate.desk.store.models import Token

    assert verb(*words).exit_code != 0
    assert not Token.objects.exists()
