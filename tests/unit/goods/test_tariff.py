"""Tariff codes against the revision in force: faults that are named, and never a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from endgate.goods.data import GoodsData
from endgate.goods.tariff import revisions_of, tariff_fault

DAY = date(2026, 1, 1)


@pytest.mark.parametrize("code", ["", "2830.10", "283010", "2830 10 00", "8435", "843500", "2830100000", "8435000000"])
def test_codes_of_the_day(goods_data: GoodsData, code: str) -> None:
    assert tariff_fault(code, DAY, goods_data) is None


@pytest.mark.parametrize("code", ["999998", "12", "28301", "abc", "28301000001", "0000", "283099"])
def test_no_codes_at_all(goods_data: GoodsData, code: str) -> None:
    fault = tariff_fault(code, DAY, goods_data)
    assert fault is not None
    assert fault.code == "EG4110"


def test_a_code_of_another_revision_names_its_years(goods_data: GoodsData) -> None:
    fault = tariff_fault("9401.30", DAY, goods_data)
    assert fault is not None
    assert (fault.code, "2017" in fault.what) == ("EG4111", True)
    assert tariff_fault("9401.30", date(2021, 12, 31), goods_data) is None
    newer = tariff_fault("9401.31", date(2021, 12, 31), goods_data)
    assert newer is not None
    assert newer.code == "EG4111"


def test_the_counts_of_each_revision(goods_data: GoodsData) -> None:
    years = goods_data.part("tariff")["revisions"]
    counts = dict.fromkeys(years, 0)
    for code in goods_data.tariff_codes:
        for year in revisions_of(code, goods_data) if len(code) == 6 else ():
            counts[year] += 1
    plain = {1992: 5020, 1996: 5113, 2002: 5224, 2007: 5052, 2012: 5205, 2017: 5387, 2022: 5612}
    assert {year: counts[year] >= plain[year] for year in years} == dict.fromkeys(years, True)
