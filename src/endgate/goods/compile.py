"""Compiles the data files of goods (YAML rules, CSV facts) into one JSON document when an edition is built."""

from __future__ import annotations

from typing import Any


def compile_goods() -> dict[str, Any]:
    """Read and lint every file under data/goods. Raises GoodsError with every fault found."""
    raise NotImplementedError
