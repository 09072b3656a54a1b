"""Readers outside this program (OCR, PDF): asked over a pipe, with limits of time and memory, and no shell."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from endgate.evidence.intake.model import limits


@dataclass(frozen=True)
class Answer:
    """What a program gave, or why it gave nothing."""

    output: bytes
    failure: str = ""
    code: int = 0


def found(name: str) -> bool:
    """Is the program installed?"""
    return shutil.which(name) is not None


def found_library(name: str) -> bool:
    """Is the Python package installed? It is not loaded here."""
    return importlib.util.find_spec(name) is not None


def ask(name: str, *arguments: str, given: bytes) -> Answer:
    """Run a program on bytes. Never raises for what the program does."""
    path = shutil.which(name)
    if path is None:
        return Answer(b"", f"{name} is not installed")
    return _run(name, [path, *arguments], given)


def ask_module(module: str, *arguments: str, given: bytes) -> Answer:
    """Run a module of this package on bytes, in a process of its own and under the same limits."""
    return _run(module.rpartition(".")[2], [sys.executable, "-I", "-B", "-m", module, *arguments], given)


def _run(name: str, command: list[str], given: bytes) -> Answer:
    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=limits().program_seconds,
            check=False,
            preexec_fn=_bounded(),
        )
    except subprocess.TimeoutExpired:
        return Answer(b"", f"{name} took longer than {limits().program_seconds} s")
    except OSError as error:
        return Answer(b"", error.strerror or str(error))
    if done.returncode:
        words = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        failure = words[-1] if words else f"{name} ended with {done.returncode}"
        return Answer(done.stdout, failure, done.returncode)
    return Answer(done.stdout)


def _bounded() -> Callable[[], None] | None:
    """Bound the program's memory where the system can."""
    if sys.platform == "win32":
        return None
    import resource  # not on Windows

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits().program_bytes, limits().program_bytes))

    return bound
