"""The compiled data of goods as an edition holds it: loads fast, builds what is heavy when it is first asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GoodsData:
    """Lists, entries, rules, chemicals and parameters of one edition."""

    compiled: Mapping[str, Any]

    @classmethod
    def load(cls, compiled: Mapping[str, Any]) -> GoodsData:
        """Take what ``compile_goods`` gave (parsed JSON). Costs next to nothing: indexes are built on first use."""
        return cls(compiled)
