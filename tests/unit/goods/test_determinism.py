"""The same item gives the same bytes, whatever order a process gives to its sets."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import json
from datetime import date
from endgate.goods.classify import classify
from endgate.goods.compile import compile_goods
from endgate.goods.data import GoodsData
from endgate.shipment.model import Item
from endgate.terms.codec import encode
data = GoodsData.load(compile_goods())
stated = dict.fromkeys(data.parameters, "10 g rms")
item = Item("1", "climatic chamber with shaker, gyroscope, bearing", parameters=stated)
print(json.dumps(encode(classify([item], data, as_of=date(2025, 11, 15))[0])))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_faults_and_questions_come_in_the_same_order(seed: str) -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={**os.environ, "PYTHONHASHSEED": each}, capture_output=True, check=True
        ).stdout
        for each in ("0", seed)
    }
    assert len(said) == 1
    assert b"EG41" in said.pop()
