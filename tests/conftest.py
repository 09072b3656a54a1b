"""Fixtures for all tests. Real files live beside the project and are never part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
