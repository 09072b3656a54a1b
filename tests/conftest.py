"""Fixtures for all tests. Real files live beside the project and are never part of it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from endgate.cli.main import main
from endgate.edition.default import ensure_default
from endgate.edition.opened import Edition, open_edition

# On a build server a property tries the same examples every time; elsewhere it looks for new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("default", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; tests that need it skip with a reason where it is absent."""
    if not (SHARED / "lists").is_dir():
        pytest.skip("no ../shared: the real files are not on this machine")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty data directory for this run, in place of the user's own; one starter edition serves all tests."""
    folder = tmp_path_factory.mktemp("endgate-data")
    before = os.environ.get("ENDGATE_DATA")
    os.environ["ENDGATE_DATA"] = str(folder)
    yield folder
    if before is None:
        del os.environ["ENDGATE_DATA"]
    else:
        os.environ["ENDGATE_DATA"] = before


@pytest.fixture(scope="session")
def starter(data_home: Path) -> Edition:
    """The edition made of what the package brings, built once."""
    return open_edition(ensure_default(data_home))


@dataclass(frozen=True)
class Ran:
    """What one command printed and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ran]


def run_command(*arguments: object, stdin: bytes = b"") -> Ran:
    """Run one command in this process. An exception that the command line lets through fails the test."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
    try:
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
    finally:
        sys.stdin = given
    return Ran(int(ended.value.code or 0), _printed(out), _printed(err))


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.buffer
    assert isinstance(content, io.BytesIO)
    return content.getvalue().decode()


@pytest.fixture(scope="session")
def command(starter: Edition) -> Command:  # noqa: ARG001, the edition must be built before the first command
    """Runs ``endgate`` with the starter edition at hand: ``command("check", file, "--json")``."""
    return run_command


@pytest.fixture(scope="session")
def examples() -> Path:
    return Path(__file__).parents[1] / "examples"
