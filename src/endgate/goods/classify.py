"""Classifies items: identify, raise candidates, evaluate their rules, check claims, and sum up per list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from endgate.goods.data import GoodsData
from endgate.goods.model import ItemResult
from endgate.shipment.model import Item


def classify(items: Sequence[Item], data: GoodsData, *, as_of: date) -> tuple[ItemResult, ...]:
    """Classify every item under every list that ``data`` knows, as the lists stood on ``as_of``."""
    raise NotImplementedError
