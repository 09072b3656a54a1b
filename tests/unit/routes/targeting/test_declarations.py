"""Reading declarations: codes are text, bad rows are set aside by line, absent columns are named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.routes.targeting.conftest import HEADER, made, row, write

from endgate.routes.targeting.declarations import joined, read_declarations
from endgate.routes.targeting.errors import TargetingError
from endgate.routes.targeting.fields import Bands, values
from endgate.routes.targeting.settings import features, settings


def test_codes_stay_text(tmp_path: Path) -> None:
    seen = read_declarations(write(tmp_path / "a.csv", [row(1, Country_of_Origin="NA", HS6_Code="10121")]))
    assert seen.text["country of origin"].tolist() == ["NA"]
    assert seen.text["HS6"].tolist() == ["010121"]
    assert seen.text["courier"].tolist() == [""]
    assert seen.ids.tolist() == ["1"]


def test_bad_rows_are_set_aside(tmp_path: Path) -> None:
    rows = [
        row(1, Net_Mass="heavy"),
        row(2, Item_Price="-1"),
        row(3, Date="2020-02-30"),
        row(4, HS6_Code="8542AB"),
        row(5, Fraud="maybe"),
        row(6, Net_Mass="inf"),
        row(7),
    ]
    seen = read_declarations(write(tmp_path / "a.csv", rows))
    assert [(fault.code, fault.where) for fault in seen.faults] == [("EG5802", f"a.csv:{line}") for line in range(2, 8)]
    assert (len(seen), seen.set_aside) == (1, 6)


def test_outcomes_may_be_absent(tmp_path: Path) -> None:
    seen = read_declarations(write(tmp_path / "a.csv", [row(1, Fraud=""), row(2, Fraud="1")]))
    assert np.isnan(seen.found[0])
    assert seen.found[1] == 1.0
    without = read_declarations(write(tmp_path / "b.csv", [row(1)], HEADER[:-1]))
    assert np.isnan(without.found).all()


def test_an_absent_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(TargetingError) as caught:
        read_declarations(write(tmp_path / "a.csv", [row(1)], tuple(name for name in HEADER if name != "Office ID")))
    assert caught.value.faults[0].code == "EG5801"
    assert "Office ID" in caught.value.faults[0].what


def test_a_file_without_rows(tmp_path: Path) -> None:
    assert len(read_declarations(write(tmp_path / "a.csv", []))) == 0


def test_parts_are_joined_in_order(tmp_path: Path) -> None:
    parts = [read_declarations(write(tmp_path / f"{number}.csv", [row(number)])) for number in (1, 2)]
    assert joined(parts).ids.tolist() == ["1", "2"]


def test_features_are_fields_that_exist(tmp_path: Path) -> None:
    seen = read_declarations(write(tmp_path / "a.csv", made(60, 3)))
    bands = Bands.of(seen, settings().bands)
    for fields in features():
        assert len(values(seen, fields, bands)) == 60
    assert values(seen, ("HS4", "country of origin"), bands)[0].startswith("0101 + O")
    assert len([fields for fields in features() if len(fields) > 1]) <= 8


def test_bands_hold_about_equally_many(tmp_path: Path) -> None:
    seen = read_declarations(write(tmp_path / "a.csv", made(1000, 3)))
    _, counts = np.unique(Bands.of(seen, 10).text(seen, "price band"), return_counts=True)
    assert len(counts) == 10
    assert counts.max() - counts.min() <= 4


def test_equal_amounts_have_one_band(tmp_path: Path) -> None:
    seen = read_declarations(write(tmp_path / "a.csv", [row(number) for number in range(9)]))
    assert set(Bands.of(seen, 10).text(seen, "mass band").tolist()) == {"up to 10"}
