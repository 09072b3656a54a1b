"""Tables print what they are given, letter by letter."""

from __future__ import annotations

import pytest

from endgate.cli.output import table


def test_ids_are_no_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    table("", ("party",), [("ftm:back:un-1 [bold]x[/bold]",)])
    assert "ftm:back:un-1 [bold]x[/bold]" in capsys.readouterr().out
