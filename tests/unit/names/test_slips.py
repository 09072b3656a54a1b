"""Slips of writers, forwarders and machines that leave a name the same, and what is another name beside each."""

from __future__ import annotations

import pytest

from endgate.names.compare import compare
from endgate.names.guess import guess
from endgate.names.model import Query
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

_PERSON, _COMPANY = PartyKind.PERSON, PartyKind.ORGANISATION


def _score(one: str, other: str, kind: PartyKind) -> float:
    return float(compare(Query("l", (one,), kind), Query("r", (other,), kind)).score)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("saif al ara8 qadhafi", "Saif Al-Arab Qadhafi", _PERSON),
        ("Sajida Khay Rallah Tilfah", "TILFAH, Sajida Khayrallah", _PERSON),
        ("Monir Tshouka", "MONIR CHOUKA", _PERSON),
        ("lafpred saragba", "SARAGBA, Alfred", _PERSON),
        ("Akhrar ool Hind", "Ahrar-ul-Hind", _COMPANY),
        ("Phirst East Export Bank", "First East Export Bank", _COMPANY),
        ("Ministry of tha Peoples Armed Forces", "Ministry of the People's Armed Forces", _COMPANY),
        ("E. S. Co.", "E.S. Co", _COMPANY),
        ("Haqqani HQN Network", "HAQQANI NETWORK (HQN)", _COMPANY),
        ("Kaveh Cuttingtools Company", "KAVEH CUTTING TOOLS COMPANY", _COMPANY),
        ("South Shi pping Line Iran", "SOUTH SHIPPING LINE IRAN (SSL)", _COMPANY),
        ("Pejman Industrial Services Corpo ration", "PEJMAN INDUSTRIAL SERVICES CORPORATION", _COMPANY),
        ("Al Harakat Alislamiyya", "AL HARAKAT AL ISLAMIYYA", _COMPANY),
        ("Haji Mullah Sahib", "HAJI MULLAH SAHIB", _PERSON),
        ("Ahmad Ghaedi", "QA'IDI, Ahmad", _PERSON),
        ("Modaberan Eghtesad", "MODABBERAN EQTESAD COMPANY", _COMPANY),
        ("Vladimir Mikhailovich Arkadiev", "ARKADZYEU, Uladzimir Mihaylavych", _PERSON),
        ("Galina Rodionovna Lukashenko", "LUKASHENKA, Halina Radzivonawna", _PERSON),
        ("Konstantin Fedorovich Bychek", "BYCHAK, Kanstantsin Fiodaravich", _PERSON),
        ("Anton Lavrentiev", "LAURENTSYEU, Anton", _PERSON),
        ("Mohammad Abedininajafabadi", "ABEDINI NAJAFABADI, Mohammad", _PERSON),
        ("Hussein Kamel Hassan", "HASAN, Husayn Kamil", _PERSON),
        ("Abu Muhammad al-Golani", "AL-JAWLANI, Abu Muhammad", _PERSON),
        ("Michail Chodorkowski", "KHODORKOVSKY, Mikhail", _PERSON),
        ("Bahattin Ayan", "AYAN, Bahaddin", _PERSON),
        ("Ghodrat Zargari", "ZARGARI, Ghodratollah", _PERSON),
        ("TREVINO MORALES, Omar", "TREVINO MORALES, Oscar Omar", _PERSON),
        ("ООО СТГ Трейдинг", "STG Trading LLC", _COMPANY),
        ("Open JSC Northern Shipping Company", "OJSC Northern Shipping Company", _COMPANY),
        ("Amroggang Development Bank", "Amnokkang Development Bank", _COMPANY),
        ("Golclen Crane Shipping", "Golden Crane Shipping", _COMPANY),
        ("Raham5 Company", "Rahams Company", _COMPANY),
        ("Pak Mun Eel", "PAK, Mun Il", _PERSON),
        ("Abdul K. Barzani", "BARZANI, Abd al-Khaliq", _PERSON),
        ("Haq Abdul Noorzai", "ABDUL-HAQ NOORZAI", _PERSON),
        ("Haji Ashraf", "HAJI MUHAMMAD ASHRAF", _PERSON),
        ("Samir Adib Miteuti", "AL-MATUTI, Samir Adib", _PERSON),
        ("Moe Myint Wynn", "MOE MYINT WIN", _PERSON),
        ("Bahran Light Relief Agency", "SYRIAN BAHRAN LIGHT RELIEF AGENCY", _COMPANY),
        ("Islamic Relief Agency", "ISLAMIC AFRICAN RELIEF AGENCY", _COMPANY),
    ],
)
def test_a_slip_leaves_the_name_the_same(one: str, other: str, kind: PartyKind) -> None:
    assert _score(one, other, kind) >= 0.7


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Alfred Smith", "SMITH, Albert", _PERSON),
        ("Second East Export Bank", "First East Export Bank", _COMPANY),
        ("Tama 50 Company", "Tamas Company", _COMPANY),
        ("ES GmbH", "E. S. Co.", _COMPANY),
        ("Hamid Sahib", "Haji Mullah Sahib", _PERSON),
        ("Ahmad Ghadiri", "QA'IDI, Ahmad", _PERSON),
        ("Anton Lavrentiev", "LAZAREU, Anton", _PERSON),
        ("Hussein Kamal Hassan", "HASAN, Husayn Kamil", _PERSON),
        ("Qasem Sulaimani", "SULAIMANI, Jasim", _PERSON),
        ("Omar Zargari", "ZARGARI, Ghodratollah", _PERSON),
        ("DIAZ OREJUELA, Miguel Angel", "DIAZ OREJUELA, Olga Miguel Angel", _PERSON),
        ("ООО Альфа Трейдинг", "Beta Trading LLC", _COMPANY),
        ("Raham50 Company", "Rahams Company", _COMPANY),
        ("Pak Mun Oel", "PAK, Mun Il", _PERSON),
        ("Abdul R. Barzani", "BARZANI, Abd al-Khaliq", _PERSON),
        ("Dr Ashraf", "DR MUHAMMAD ASHRAF", _PERSON),
        ("Samir Adib Matouk", "AL-MATUTI, Samir Adib", _PERSON),
        ("Tran Duc Luong", "TRAN DUC LONG", _PERSON),
        ("Relief Agency", "AFRICAN RELIEF AGENCY", _COMPANY),
        ("Islamic Syrian Relief Agency", "ISLAMIC AFRICAN RELIEF AGENCY", _COMPANY),
    ],
)
def test_another_word_is_another_name(one: str, other: str, kind: PartyKind) -> None:
    assert _score(one, other, kind) < 0.7


def test_three_misspelt_words_are_the_plain_name_they_are_misspelt_from() -> None:
    found = compare(
        Query("l", ("korea complex quipment impormt corporation",), _COMPANY),
        Query("r", ("Korea Complex Equipment Import Corporation",), _COMPANY),
    )
    assert found.bits == 8.0


def _born(name: str, year: int, country: str = "IQ") -> Query:
    return Query(name, (name,), _PERSON, (PartialDate(year),), (("nationality", CountryCode(country)),))


def test_a_name_within_a_longer_one_is_the_same_person_where_year_and_country_agree() -> None:
    listed = _born("Abed Mahmoud Hammud", 1957)
    assert compare(_born("Mahmoud Hammud", 1957), listed).score == 0.72
    assert compare(_born("Mahmoud Hammud", 1957, "BR"), listed).score < 0.7
    assert compare(_born("Mahmoud Hammud", 1931), listed).score < 0.7
    assert compare(_born("Hammud", 1957), listed).score < 0.7


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kalco", "Kalco Aluminum Company", True),
        ("Belshina OAO", "Belshina Tyre Works OAO", True),
        ("Pouya Control", "Nam-Avaran-e Pouya Control", True),
        ("Volkswagen AG", "Volkswagen Bank GmbH", False),
        ("Alphaconnect Investments", "Alphaconnect Investments II", False),
        ("International Trading", "NPC International Trading", False),
    ],
)
def test_a_house_is_known_by_its_whole_rare_name_within_a_longer_one(one: str, other: str, same: bool) -> None:
    assert (_score(one, other, _COMPANY) >= 0.7) is same
    assert _score(one, other, _COMPANY) == _score(other, one, _COMPANY)


def test_a_family_name_before_the_comma_may_be_written_behind_the_given_name() -> None:
    assert _score("Hossein Ghorbanizahed", "ZAHED, Hossein Ghorbani", _PERSON) >= 0.7
    assert _score("Abud Stephen Thiongkol", "KOL, Abud Stephen Thiong", _PERSON) >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NPP Radiosvyaz", "Scientific Production Enterprise Radiosvyaz"),
        ("Robin Treid OOO", "Robin Trade LLC"),
        ("Dongguan Shengyin CNC Equipment", "Dongguan Shengyin Numerical Control Equipment"),
        ("Los Cuinis DTO", "Los Cuinis Drug Trafficking Organization"),
    ],
)
def test_a_trade_is_known_by_its_abbreviation(one: str, other: str) -> None:
    assert _score(one, other, _COMPANY) >= 0.7


@pytest.mark.parametrize(
    ("one", "other"), [("Cumar Guhaad", "Omar Guhaad"), ("Maxamed Xasan Nuur", "Mohamed Hassan Nur")]
)
def test_somali_spelling_is_read(one: str, other: str) -> None:
    assert _score(one, other, _PERSON) >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("АО «НПО «Молния»", "NPO Lightning JSC"),
        ("Pishgam Energy Industries", "Pioneer Energy Industries"),
        ("RPF Orbita JSC", "AO NPF Orbita"),
        ("Terminal de Contenedores de Mariel", "Mariel Container Terminal"),
        ("サクラ工業株式会社", "Sakura Kogyo Co., Ltd."),
        ("Al-Bara Ibn Azib Brigade", "Al-Bara Bin Azib Brigade"),
    ],
)
def test_a_word_names_are_translated_by_is_the_same_in_another_language(one: str, other: str) -> None:
    assert _score(one, other, _COMPANY) >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("АО «НПО «Молния»", "NPO Beacon JSC"),
        ("Red Star Trading", "Red Sear Trading"),
        ("Africa Horizons Investment", "Africa Horizon Investment"),
        ("サクラ工業株式会社", "Sakura Boeki Co., Ltd."),
    ],
)
def test_another_such_word_or_another_number_of_it_is_another_name(one: str, other: str) -> None:
    assert _score(one, other, _COMPANY) < 0.7


def test_a_word_that_names_are_translated_by_makes_no_company() -> None:
    assert guess("Falcon") is PartyKind.UNKNOWN
    assert guess("Falcon Shipping") is _COMPANY


def test_names_alike_to_four_letters_in_five_are_one_person_where_year_and_country_agree() -> None:
    assert compare(_born("Mortaza Raezaime", 1975, "IR"), _born("Mortaza Rezaie", 1975, "IR")).score == 0.72
    assert compare(_born("Hamid Karimi", 1970, "AF"), _born("Hamid Rahimi", 1970, "AF")).score < 0.7
    assert compare(_born("Mortaza Raezaime", 1975, "IR"), _born("Mortaza Rezaie", 1975, "DE")).score < 0.7
    assert compare(_born("Mortaza Raezaime", 1975, "IR"), _born("Mortaza Rezaie", 1976, "IR")).score < 0.7


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("TAGWIREI, Kuda", "TAGWIREI, Kudakwashe", True),
        ("TAGWIREI, Kuda", "TAGWIREI, Tawanda", False),
        ("SABURI, Hasan", "SABURINEZHAD, Hasan", True),
        ("MANSUR, Dmitri Flerovich", "MANSUROVSKY, Dmitri Ivanovich", False),
        ("RAOUF, Hafiz Abdul", "RAUF, Hafiz Abdur", True),
        ("AL-MATUTI, Arkan Ahmad", "AL-MITIWITI, Arkan Ahmad", True),
        ("AL-MATUTI, Arkan Ahmad", "AL-MURADI, Arkan Ahmad", False),
        ("SALIMANI, Qasem", "SULAIMANI, Qasem", True),
        ("SALIMANI, Qasem", "SULTANI, Qasem", False),
        ("ABD-AL-HAMID AL-MASLI", "Abd-al-Hamid Musalli", True),
        ("SALMAN, Qasem", "SULEIMAN, Qasem", False),
        ("PAYDAR, Aman Ilah", "PAYDAR, Amanollah", True),
    ],
)
def test_a_name_cut_short_or_heard_in_other_vowels_is_the_same(one: str, other: str, same: bool) -> None:
    assert (_score(one, other, _PERSON) >= 0.7) is same
    assert (_score(other, one, _PERSON) >= 0.7) is same
