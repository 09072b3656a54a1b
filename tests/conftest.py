"""Fixtures for all tests. Real files live beside the project and are never part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files; tests that need it skip with a reason where it is absent."""
    if not (SHARED / "lists").is_dir():
        pytest.skip("no ../shared: the real files are not on this machine")
    return SHARED
