"""The words in which an answer speaks to people; records keep their codes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def word_of(kind: str, code: str) -> str:
    """The words of a code of one kind (a table of ``data/decide/words.toml``); a code without words is spelled out."""
    return _tables().get(kind, {}).get(code, code.replace("_", " "))


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("endgate").joinpath("data/decide/words.toml").read_text(encoding="utf-8"))
