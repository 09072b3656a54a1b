"""Check digits, each with a number that passes and one that just does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from endgate.terms import ids
from endgate.terms.kinds import IdentifierKind
from endgate.terms.truth import Truth

PAIRS: list[tuple[Callable[[str], bool], str, str]] = [
    (ids.valid_cas, "1313-82-2", "1313-82-3"),
    (ids.valid_cas, "7732-18-5", "7732-18-4"),
    (ids.valid_cas, "50-00-0", "50-00-1"),
    (ids.valid_imo_ship, "IMO 9074729", "9074728"),
    (ids.valid_imo_company, "IMO 0123458", "0123457"),
    (ids.valid_lei, "529900T8BM49AURSDO55", "529900T8BM49AURSDO56"),
    (ids.valid_inn, "7707083893", "7707083894"),
    (ids.valid_inn, "500100732259", "500100732258"),
    (ids.valid_ogrn, "1027700132195", "1027700132196"),
    (ids.valid_ogrn, "304500116000157", "304500116000158"),
    (ids.valid_uscc, "91350100M000100Y43", "91350100M000100Y44"),
    (ids.valid_cn_resident_id, "11010519491231002X", "110105194912310021"),
    (ids.valid_isin, "US0378331005", "US0378331006"),
    (ids.valid_container, "CSQU 305438-3", "CSQU 305438-4"),
    (ids.valid_ir_person, "0013542419", "0013542418"),
    (ids.valid_ir_company, "10380284790", "10380284791"),
    (ids.valid_bic, "DEUTDEFF500", "DEUTDEFF50"),
    (ids.valid_mmsi, "211 331 640", "811331640"),
    (ids.valid_nit, "900074434-5", "900074434-6"),
    (ids.valid_nit, "860.002.964-4", "860.002.964-5"),
    (ids.valid_curp, "HEGG560427MVZRRL04", "HEGG560427MVZRRL05"),
    (ids.valid_edrpou, "14333981", "14333982"),
    (ids.valid_edrpou, "37292551", "37292552"),
    (ids.valid_tr_id, "10000000146", "10000000147"),
]


@pytest.mark.parametrize(("valid", "good", "bad"), PAIRS)
def test_a_check_digit_tells_good_from_bad(valid: Callable[[str], bool], good: str, bad: str) -> None:
    assert valid(good)
    assert not valid(bad)


@pytest.mark.parametrize(
    "written",
    ["1313-82-2", " 1313 – 82 ‑ 2 ", "CAS 1313-82-2", "CAS No. 1313−82−2", "CAS-Nr. 1313-82-2", "C.A.S. # 1313-82-2"],
)
def test_cas_is_read_in_every_dress(written: str) -> None:
    assert ids.normalise_cas(written) == "1313-82-2"
    assert ids.valid_cas(written)


@pytest.mark.parametrize("written", ["", "1313-82", "x1313-82-2", "2010-11-5a", "12345678-12-1", "1313822"])
def test_what_has_not_the_form_is_no_cas(written: str) -> None:
    assert ids.normalise_cas(written) is None
    assert not ids.valid_cas(written)


def test_digits_of_other_scripts_are_digits() -> None:
    assert ids.compact("۰۰۱۳۵۴۲۴۱۹") == "0013542419"
    assert ids.compact("ＩＭＯ　９０７４７２９") == "9074729"


@pytest.mark.parametrize("written", ["IMO 9074729", "IMO9074729", "IMO: 9074729", "IMO No. 9074729", "9074729"])
def test_a_label_is_not_part_of_the_number(written: str) -> None:
    assert ids.compact(written) == "9074729"


def test_a_row_of_equal_digits_identifies_nothing() -> None:
    assert not ids.valid_imo_ship("0000000")
    assert not ids.valid_inn("0000000000")


def test_check_answers_unknown_where_there_is_no_check_digit() -> None:
    assert ids.check(IdentifierKind.PASSPORT, "A1234567") is Truth.UNKNOWN
    assert ids.check(IdentifierKind.SWIFT_BIC, "DEUTDEFF") is Truth.UNKNOWN
    assert ids.check(IdentifierKind.SWIFT_BIC, "DEUT") is Truth.FALSE
    assert ids.check(IdentifierKind.LEI, "529900T8BM49AURSDO55") is Truth.TRUE
    assert ids.check(IdentifierKind.IMO_SHIP, "9074728") is Truth.FALSE


def test_national_numbers_need_their_country() -> None:
    assert ids.check(IdentifierKind.NATIONAL_ID, "0013542419") is Truth.UNKNOWN
    assert ids.check(IdentifierKind.NATIONAL_ID, "0013542419", "IR") is Truth.TRUE
    assert ids.check(IdentifierKind.NATIONAL_ID, "0013542418", "IR") is Truth.FALSE
    assert ids.check(IdentifierKind.NATIONAL_ID, "11010519491231002X", "CN") is Truth.TRUE
