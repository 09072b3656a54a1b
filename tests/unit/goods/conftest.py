"""The compiled data of the package, as an edition would hold it, and a short way to classify one item."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from endgate.goods.classify import classify
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.goods.model import ItemResult
from endgate.shipment.model import ClaimedClassification, Item


@pytest.fixture(scope="session")
def goods_data() -> GoodsData:
    return GoodsData.load(json.loads(json.dumps(compile_goods())))


Ask = Callable[..., ItemResult]


@pytest.fixture
def ask(goods_data: GoodsData) -> Ask:
    """Classify one item: ``ask("chamber", on="2025-11-15", temperature_range="…", claims=(("us-ccl", "EAR99"),))``."""

    def classified(
        description: str,
        on: str = "2025-11-15",
        claims: tuple[tuple[str, str], ...] = (),
        item: dict[str, Any] | None = None,
        **parameters: str,
    ) -> ItemResult:
        said = tuple(ClaimedClassification(list_id, code, "A. Officer", date(2025, 1, 1)) for list_id, code in claims)
        one = Item("1", description, parameters=parameters, classifications=said, **(item or {}))
        return classify([one], goods_data, as_of=date.fromisoformat(on))[0]

    return classified
