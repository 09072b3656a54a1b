"""What trade documents write around a name is taken off; what is part of a name stays."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.model import Query
from endgate.names.wording import without_wording
from endgate.terms.kinds import PartyKind


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("TO THE ORDER OF BANK TEJARAT", "BANK TEJARAT"),
        ("to order of shipper Minsk Electronics JSC", "Minsk Electronics JSC"),
        ("NOTIFY PARTY: SAFIR LOGISTICS FZE", "SAFIR LOGISTICS FZE"),
        ("On behalf of Nikol Trading LLC", "Nikol Trading LLC"),
        ("M/S SHAHEEN ENTERPRISES", "SHAHEEN ENTERPRISES"),
        ("RAHA OIL CO C/O SAFIR LOGISTICS FZE", "RAHA OIL CO"),
        ("GHULAM MUSTAFA S/O MUHAMMAD SIDDIQUE", "GHULAM MUSTAFA"),
        ("RAHA OIL CO. TEL +98 21 8888 1234 FAX +98 21 8888 1235", "RAHA OIL CO."),
        ("RAHA OIL CO., ATTN: MR. KARIMI", "RAHA OIL CO."),
        ("AL NOOR TRADING LLC P O BOX 33561 DUBAI", "AL NOOR TRADING LLC"),
        ("OOO PROMTEKHSNAB INN 6671234567", "OOO PROMTEKHSNAB"),
        ("ALMATY TECHNOSNAB SERVICE LLP 050010", "ALMATY TECHNOSNAB SERVICE LLP"),
    ],
)
def test_the_name_is_left(field: str, name: str) -> None:
    assert without_wording(field) == name


@pytest.mark.parametrize(
    "name",
    [
        "FU YUAN YU 7876",
        "Order of the Temple",
        "TO ORDER OF ",
        "TELECOM FAX SERVICES",
        "HOLIDAY INN 2000",
        "7TH OF TIR",
        "Shipper Trading LLC",
        "Agents of Change",
        "123456",
    ],
)
def test_a_name_stays_as_it_is(name: str) -> None:
    assert without_wording(name) == name


@pytest.mark.parametrize(
    ("field", "listed", "kind", "same"),
    [
        ("TO ORDER OF BANK MELLAT", "Bank Mellat", PartyKind.ORGANISATION, True),
        ("TO ORDER OF BANK MELLAT", "Bank Melli", PartyKind.ORGANISATION, False),
        ("RAHA OIL CO C/O SAFIR LOGISTICS FZE", "Raha Oil Co.", PartyKind.ORGANISATION, True),
        ("RAHA OIL CO., ATTN: MR. KARIMI", "Karimi Oil Co.", PartyKind.ORGANISATION, False),
        ("GHULAM MUSTAFA S/O MUHAMMAD SIDDIQUE", "Muhammad Siddique", PartyKind.PERSON, False),
        ("RAHA OIL CO C/O SAFIR LOGISTICS FZE", "Safir Logistics FZE", PartyKind.ORGANISATION, True),
        (
            "NIKOL TRADING LLC AS AGENT FOR RAHA PETROKIMIA CO TEL +98 21 88881234",
            "Raha Petrokimia Co",
            PartyKind.ORGANISATION,
            True,
        ),
        ("RAHA OIL CO., ATTN: MR. DAVUD SHIRALIZADEH", "Davud Shiralizadeh", PartyKind.UNKNOWN, True),
        ("CTY TNHH TM DV HOANG LONG", "Hoang Long Trading and Services Co., Ltd.", PartyKind.ORGANISATION, True),
        ("CTY TNHH TM DV HOANG LONG", "Hoang Ha Trading and Services Co., Ltd.", PartyKind.ORGANISATION, False),
        ("DALIAN ORIENT SHPG AGCY", "Dalian Orient Shipping Agency", PartyKind.ORGANISATION, True),
        ("DALIAN ORIENT SHPG AGCY", "Dalian Ocean Shipping Agency", PartyKind.ORGANISATION, False),
        ("شاہین انجینئرنگ ورکس", "Shaheen Engineering Works", PartyKind.ORGANISATION, True),
        ("Shukhrat Gulyamov", "Shuhrat G'ulomov", PartyKind.PERSON, True),
        ("Yerzhan Toleubayev", "Erzhan Toleubayev", PartyKind.PERSON, True),
        ("Yerzhan Toleubayev", "Yerlan Toleubayev", PartyKind.PERSON, False),
        ("Suphaphon Wongsawat", "Supaporn Wongsawad", PartyKind.PERSON, True),
        ("Prasert Srisuwan", "Prasit Srisuwan", PartyKind.PERSON, False),
    ],
)
def test_fields_of_trade_documents_are_compared_by_the_name(
    field: str, listed: str, kind: PartyKind, same: bool
) -> None:
    found = compare(Query("field", (field,), kind), Query("listed", (listed,), kind))
    assert found.grade.counts is same


@pytest.mark.parametrize(
    ("native", "english", "same"),
    [
        ("شورای نگهبان", "Guardian Council", True),
        ("شورای نگهبان", "Council of Experts", False),
        ("بنیاد پانزده خرداد", "The 15 Khordad Foundation", True),
        ("Адмиралтейские верфи", "Admiralty Shipyard JSC", True),
        ("Адмиралтейские верфи", "Baltic Shipyard JSC", False),
        (
            "Национальный исследовательский центр «Курчатовский институт»",
            "National Research Center Kurchatov Institute",
            True,
        ),
        ("Союз Добровольцев Донбасса", "Union of Donbas Volunteers", True),
    ],
)
def test_names_of_organisations_are_read_in_translation(native: str, english: str, same: bool) -> None:
    one, other = (Query(side, (side,), PartyKind.ORGANISATION) for side in (native, english))
    assert compare(one, other).grade.counts is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HAMRIYAH STEEL FZC", "HAMRIYAH STEEL FREE ZONE COMPANY", True),
        ("HAMRIYAH STEEL FZC", "SHARJAH STEEL FZC", False),
        ("KAUFMANN TRADING GMBH", "TRADING GMBH", False),
        ("KAUFMANN TRADING GMBH", "Kaufmann Trading Ltd", True),
    ],
)
def test_a_word_of_a_spelled_out_legal_form_may_be_a_name(one: str, other: str, same: bool) -> None:
    left, right = (Query(side, (side,), PartyKind.ORGANISATION) for side in (one, other))
    assert compare(left, right).grade.counts is same
