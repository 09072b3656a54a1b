"""The names that must and must not match, from the design of the room; each is a real case."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.model import Comparison, Grade, Query
from endgate.terms.kinds import PartyKind

PERSON, ORG, VESSEL, ANY = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL, PartyKind.UNKNOWN

MUST = [
    (PERSON, "HYON KWANG IL", "Gwang Il HYON"),
    (PERSON, "HOSEIN SALIMI", "Hussain SALEEMI"),
    (ORG, "SECOND ACADEMY OF NATURAL SCIENCES", "2nd Academy of Natural Sciences"),
    (ORG, "7TH OF TIR", "Seventh of Tir"),
    (ORG, "Joint Stock Company Zavod No. 9", "AO Zavod No. 9"),
    (ORG, "Joint Stock Company Zavod No. 9", "JSC Factory No. 9"),
    (ORG, "JSCARGUMENT", "JSC Argument"),
    (ORG, "Lukoil Oil Comp", "Lukoil Oil Company"),
    (
        ORG,
        "China National Precision Machinery I/E Corp",
        "China National Precision Machinery Import Export Corporation",
    ),
    (ORG, "Рособоронэкспорт", "Rosoboronexport"),
    (PERSON, "MOHAMMAD HASSAN AKHUND", "محمد حسن آخوند"),
    (PERSON, "AL FAQIH SAAD", "ALFAGIH Saad"),
    (PERSON, "LUKASHENKA Alyaksandr Hryhoryavich", "LUKASHENKA Aleksandr Grigorievich"),
    (PERSON, "SUKHORENKA Stepan Nikolaevich", "SUKHARENKA Stiapan Mikalayevich"),
    (ORG, "Mirel Makina Elektronik", "Mirel Makina Elektronik, and any successor, sub-unit, or subsidiary thereof"),
    (ORG, "Müller Maschinen GmbH", "Mueller Maschinen GmbH"),
    (ORG, "Müller Maschinen GmbH", "Muller Maschinen GmbH"),
    (PERSON, "Jon Smith", "John Smith"),
    (ANY, "Ѕоnу Elektronik", "Sony Elektronik"),
    (ORG, "FARC", "FARC"),
    (ORG, "Lukoil Oil Comp", "LUKOIL OIL COMP COMPANY"),
    (ORG, "DIO", "DIO"),
    (ORG, "Rosoboroneksport", "Rosoboronexport OJSC"),
    (ORG, "China National Precision Machinery Imp. & Exp. Corp.", "China National Precision Machinery I/E Corp"),
    (ORG, "Zavod No. 9", "ЗАВОД № 9"),
    (ORG, "FOO (SHANGHAI) CO., LTD.", "Foo Shanghai Company Limited"),
    (ORG, "Technology Service LLC", "Tekhnologiya Servis"),
    (ORG, "Global Mfg. & Eng. Ltd", "Global Manufacturing and Engineering Limited"),
]

MUST_NOT = [
    (ORG, "FIRST OCEAN GMBH & CO KG", "FOURTH OCEAN GMBH & CO KG"),
    (ORG, "ILAM PETROCHEMICAL COMPANY", "KAVIAN PETROCHEMICAL COMPANY"),
    (ORG, "HEMMAT PETROCHEMICAL COMPANY", "MARJAN PETROCHEMICAL COMPANY"),
    (ORG, "SYRIAN ARAB ARMY", "SYRIAN ARAB NAVY"),
    (ORG, "HODA SHIPPING COMPANY LIMITED", "HONAR SHIPPING COMPANY LIMITED"),
    (ORG, "HODA SHIPPING COMPANY LIMITED", "KERMAN SHIPPING COMPANY LIMITED"),
    (ORG, "SINOTECH INDUSTRY CO., LTD.", "SOLTECH INDUSTRY CO., LTD."),
    (ORG, "LIA COMPANY", "LETIA COMPANY"),
    (ORG, "PERSIAN GULF PETROCHEMICAL INDUSTRY CO.", "PERSIAN GULF PETROCHEMICAL INDUSTRY COMMERCIAL CO."),
    (ORG, "VATO 2002 EOOD", "VABO 2012 EOOD"),
    (PERSON, "KIM Sok Chol", "KIM Song Chol"),
    (PERSON, "PAK Kwang Hun", "PAK Kwang Ho"),
    (PERSON, "JO Yong Chol", "JO Kyong-Chol"),
    (PERSON, "AL-TIKRITI, Qusay Saddam Hussein", "AL-TIKRITI, Rana Saddam Hussein"),
    (PERSON, "AL-TIKRITI, Saddam Hussein", "AL-TIKRITI, Qusay Saddam Hussein"),
    (PERSON, "SHUSHANASHVILI, Lasha Pavlovich", "SHUSHANASHVILI, Kakhaber Pavlovich"),
    (PERSON, "DEHGHAN, Hamed", "DEHGHAN, Hadi"),
    (PERSON, "HAMSHO, Muhammad", "HAMSHO, Ali Muhammad"),
    (ORG, "CORP", "CORP"),
    (ORG, "ALI", "ALI"),
    (ANY, "ALI", "ALI"),
    (PERSON, "Kim", "Kim"),
    (ORG, "BANK", "BANK"),
    (ORG, "TRADING LLC", "TRADING LLC"),
    (ANY, "General Trading LLC", "General Trading LLC"),
    (ORG, "Ministry of Defence", "Ministry of Defence"),
    (VESSEL, "FU YUAN YU 7876", "FU YUAN YU 7877"),
    (ORG, "MARJAN PETROCHEMICAL COMPANY", "ILAM PETROCHEMICAL COMPANY"),
    (ORG, "HONAR SHIPPING COMPANY LIMITED", "KERMAN SHIPPING COMPANY LIMITED"),
    (ORG, "CORP", "ACME CORP"),
    (ORG, "TRADING LLC", "ACME TRADING LLC"),
    (ORG, "BANK", "BANK MELLI"),
    (PERSON, "ALI", "ALI HASSAN"),
    (ORG, "Your Company", "YURR"),
    (ORG, "Roni Trading", "RONIN TRADING"),
    (ORG, "ducks", "DUKS"),
    (ORG, "ADVANCED MICRO DEVICES", "MICRO DEVICE CO"),
    (ORG, "FOO (SHANGHAI) CO., LTD.", "FOO (BEIJING) CO., LTD."),
    (ORG, "Walton Brothers Engineering", "Dalton Brothers Engineering"),
    (VESSEL, "SANTA MARIA", "SANTA MARTA"),
    (ORG, "Al Noor Trading Dubai", "Al Noor Trading Abu Dhabi"),
    (ANY, "", "-"),
    (ANY, "-", "-"),
    (ANY, "🚢", "🚢"),
    (ANY, "?", "?"),
]


def asked(kind: PartyKind, left: str, right: str) -> Comparison:
    return compare(Query("left", (left,), kind), Query("right", (right,), kind))


@pytest.mark.parametrize(("kind", "left", "right"), MUST)
def test_must_match(kind: PartyKind, left: str, right: str) -> None:
    result = asked(kind, left, right)
    assert result.grade.counts, result.text


@pytest.mark.parametrize(("kind", "left", "right"), MUST_NOT)
def test_must_not_match(kind: PartyKind, left: str, right: str) -> None:
    result = asked(kind, left, right)
    assert not result.grade.counts, result.text


def test_a_ship_and_a_man_of_one_name_are_two() -> None:
    result = compare(Query("ship", ("ADAM",), VESSEL), Query("man", ("Adam",), PERSON))
    assert result.grade is Grade.NONE


@pytest.mark.parametrize("empty", ["", "-", "🚢", "?", "\x00", "\u202e"])
@pytest.mark.parametrize("other", ["", "-", "Rosoboronexport", "KIM Jong Un", "🚢"])
def test_what_holds_no_letters_matches_nothing(empty: str, other: str) -> None:
    assert asked(ANY, empty, other).grade is Grade.NONE
