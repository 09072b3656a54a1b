"""Starts a database server for this run, as nobody of importance, and runs the store suite on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from endgate.edition.opened import Edition

ROOT = Path(__file__).parents[3]
BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a database on a server of its own, reached by a socket in a folder; ended afterwards."""
    pytest.importorskip("psycopg", reason="the driver is an extra: pip install 'endgate[team]'")
    if BINARIES is None:
        pytest.skip("no PostgreSQL on this machine")
    as_other = _other_user()
    folder = Path(subprocess.check_output([*as_other, "mktemp", "-d", "/tmp/endgate-pg-XXXXXX"], text=True).strip())
    control = [*as_other, str(BINARIES / "pg_ctl"), "-D", str(folder / "data"), "-w"]
    try:
        subprocess.run(
            [
                *as_other,
                str(BINARIES / "initdb"),
                "-D",
                str(folder / "data"),
                "-U",
                "desk",
                "-A",
                "trust",
                "-E",
                "UTF8",
            ],
            check=True,
            capture_output=True,
        )
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        started = [*control, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(started, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([*as_other, "chmod", "755", str(folder)], check=True)
        yield f"postgresql:///desk?host={folder}&user=desk"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> list[str]:
    """How to run a program as somebody who is not root, as the server demands; empty when nobody is root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        pytest.skip("the server does not run as root, and nobody else can be asked")
    return ["runuser", "-u", "postgres", "--"]


def test_the_store_suite_holds_on_a_server(server: str, data_home: Path, starter: Edition) -> None:
    assert starter.id
    told = {**os.environ, "ENDGATE_TEST_POSTGRESQL": server, "ENDGATE_DATA": str(data_home)}
    told["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "tests/unit/desk/on_postgresql"]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout
