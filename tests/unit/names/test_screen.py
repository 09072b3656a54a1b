"""Screening a party against a small index."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from endgate.lists.model import Birth, ListedParty, Name, NameKind
from endgate.names.errors import NamesError
from endgate.names.index import NameIndex, build_index, save_index
from endgate.names.model import Grade, Match, Query, QueryIdentifier, Screening
from endgate.names.screen import screen
from endgate.shipment.model import Party, PartyIdentifier
from endgate.terms.codec import encode
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

PERSON, ORGANISATION, VESSEL = PartyKind.PERSON, PartyKind.ORGANISATION, PartyKind.VESSEL
Parties = dict[str, ListedParty]


def ask(index: NameIndex, parties: Parties, query: Query | Party, profile: str = "standard") -> Screening:
    (answer,) = screen([query], index, party_of=parties.get, profile=profile)
    return answer


def counted(answer: Screening) -> list[str]:
    return [match.party_id for match in answer.matches if match.grade.counts]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Husein Salimi", PERSON, "t:saleemi"),
        ("SALEEMI, Hussain", PERSON, "t:saleemi"),
        ("حسین سلیمی", PERSON, "t:saleemi"),
        ("JSCARGUMENT", ORGANISATION, "t:argument"),
        ("АО Рособоронэкспорт", ORGANISATION, "t:roso"),
        ("Rosoboroneksport", PartyKind.UNKNOWN, "t:roso"),
        ("Zarrin Kuhsar", ORGANISATION, "t:bank"),
        ("Delft Optics Plant", ORGANISATION, "t:place"),
    ],
)
def test_finds(index: NameIndex, parties: Parties, name: str, kind: PartyKind, expected: str) -> None:
    assert counted(ask(index, parties, Query("q", (name,), kind)))[:1] == [expected]


@pytest.mark.parametrize(
    "name", ["BANK", "Bank LLC", "Address 04", "Baz", "Mohammad", "", "-", "🚢", "?", "Jens Peter Holm"]
)
def test_finds_nothing(index: NameIndex, parties: Parties, name: str) -> None:
    assert counted(ask(index, parties, Query("q", (name,)))) == []


def test_two_men_of_one_name_part_by_birth_year(index: NameIndex, parties: Parties) -> None:
    name = ("MOHAMMAD, Haji Baz",)
    assert counted(ask(index, parties, Query("q", name, PERSON))) == ["t:baz1", "t:baz2"]
    dated = ask(index, parties, Query("q", name, PERSON, birth=(PartialDate(1965),)))
    assert counted(dated) == ["t:baz1"]
    grades = {match.party_id: match.grade for match in dated.matches}
    assert grades["t:baz2"] is Grade.CONTRADICTED


def test_a_name_beyond_reading_is_found_by_the_day_of_birth() -> None:
    born = PartialDate(1951, 4, 9)
    listed = {
        f"t:{at}": ListedParty(f"t:{at}", "t", PERSON, (Name(text, NameKind.PRIMARY),), birth=(Birth(day, day),))
        for at, (text, day) in enumerate(
            [("KIM TONG-HO", born), ("KIM TONG-HO", PartialDate(1970, 1, 3)), ("PAK U", born)]
        )
    }
    index = build_index(listed.values())
    assert NameIndex(*index).born_on([born.earliest()]).tolist() == [0, 2]
    found = ask(NameIndex(*index), listed, Query("q", ("Ikm Tng Ho",), PERSON, birth=(born,)))
    assert counted(found) == ["t:0"]
    assert "born on the same day" in found.matches[0].text
    assert counted(ask(NameIndex(*index), listed, Query("q", ("Ikm Tng Ho",), PERSON))) == []
    assert (
        counted(ask(NameIndex(*index), listed, Query("q", ("Ikm Tng Ho",), PERSON, birth=(PartialDate(1951),)))) == []
    )


def test_identifier_finds_without_name(index: NameIndex, parties: Parties) -> None:
    number = QueryIdentifier(IdentifierKind.LEI, "5493 001K JTII GC8Y 1R12")
    answer = ask(index, parties, Query("q", ("Quite Another Name",), ORGANISATION, identifiers=(number,)))
    assert [match.grade for match in answer.matches] == [Grade.IDENTIFIED]
    assert "names_differ" in answer.matches[0].flags
    assert answer.matches[0].candidate_by == ("identifier",)


def test_publisher_reference_identifies(index: NameIndex, parties: Parties) -> None:
    party = Party(
        "p", "H. Salimi", kind=PERSON, identifiers=(PartyIdentifier(IdentifierKind.PUBLISHER_REF, "REF-saleemi"),)
    )
    answer = ask(index, parties, party)
    assert answer.matches[0].party_id == "t:saleemi"
    assert answer.matches[0].grade is Grade.IDENTIFIED


def test_ship_by_name_is_possible_by_number_identified(index: NameIndex, parties: Parties) -> None:
    by_name = ask(index, parties, Query("q", ("FU YUAN YU 7876",), VESSEL))
    assert [(match.party_id, match.grade) for match in by_name.matches] == [("t:ship", Grade.POSSIBLE)]
    number = QueryIdentifier(IdentifierKind.IMO_SHIP, "9187629")
    by_number = ask(index, parties, Query("q", ("FU YUAN YU 7877",), VESSEL, identifiers=(number,)))
    assert by_number.matches[0].grade is Grade.IDENTIFIED


def test_weak_alias_is_capped(index: NameIndex, parties: Parties) -> None:
    (match,) = ask(index, parties, Query("q", ("Lindorm Quaade",), PERSON)).matches
    assert match.score <= 0.80
    assert match.grade is Grade.PROBABLE


def test_country_is_handed_to_routes(index: NameIndex, parties: Parties) -> None:
    query = Query("q", ("Hosein Salimi",), PERSON, countries=(("seat", CountryCode("AM")),))
    (match,) = ask(index, parties, query).matches
    (fact,) = [fact for fact in match.facts if fact.type == "country"]
    assert (fact.relation, fact.for_room) == ("neighbour", "routes")
    assert match.grade.counts


def test_long_and_unreadable_names_are_said(index: NameIndex, parties: Parties) -> None:
    answer = ask(index, parties, Query("q", ("x" * 1001, "🚢")))
    assert [fault.code for fault in answer.faults] == ["EG3001", "EG3002"]
    assert answer.coverage.unreadable == ("x" * 60, "🚢")


def test_a_text_of_many_words_is_cut_and_told(index: NameIndex, parties: Parties) -> None:
    found = ask(index, parties, Query("q", (" ".join(["Husein Salimi", *["junk"] * 90]),)))
    assert [fault.code for fault in found.faults] == ["EG3001"]
    assert found.coverage.unreadable


def test_match_is_plain_json(index: NameIndex, parties: Parties) -> None:
    answer = ask(index, parties, Query("q", ("Husein Salimi",), PERSON))
    raw = json.loads(json.dumps(encode(answer)))
    assert raw["matches"][0]["right"]["ref"] == "t:saleemi"
    assert raw["matches"][0]["edges"][0]["type"] == "equivalent"
    assert isinstance(answer.matches[0], Match)


def test_batch_is_the_same_as_one_by_one(index: NameIndex, parties: Parties) -> None:
    queries = [Query(str(i), (name,)) for i, name in enumerate(["Husein Salimi", "JSC Argument", "Nobody Atall"])]
    whole = screen(queries, index, party_of=parties.get)
    assert whole == tuple(ask(index, parties, query) for query in queries)


def test_every_party_can_be_found_by_each_of_its_names(index: NameIndex, parties: Parties) -> None:
    for party in parties.values():
        for name in party.names[1:]:
            answer = ask(index, parties, Query("q", (name.text,), party.kind), "wide")
            assert party.party_id in {match.party_id for match in answer.matches}, name.text


def test_index_is_deterministic(parties: Parties) -> None:
    (first, first_meta), (second, second_meta) = (build_index(parties.values()) for _ in range(2))
    assert first_meta == second_meta
    assert all(np.array_equal(first[label], second[label]) for label in first)


def test_index_of_nothing(tmp_path: Path) -> None:
    save_index(tmp_path, *build_index([]))
    (answer,) = screen([Query("q", ("Husein Salimi",))], NameIndex.open(tmp_path), party_of=lambda _: None)
    assert answer.matches == ()


def test_other_versions_and_missing_parts_are_refused(parties: Parties, tmp_path: Path) -> None:
    arrays, meta = build_index(parties.values())
    save_index(tmp_path, arrays, {**meta, "version": 0})
    with pytest.raises(NamesError, match="EG3003"):
        NameIndex.open(tmp_path)
    save_index(tmp_path, arrays, meta)
    (tmp_path / "names_sig.npy").unlink()
    with pytest.raises(NamesError, match="EG3004"):
        NameIndex.open(tmp_path)


def test_unknown_profile(index: NameIndex, parties: Parties) -> None:
    with pytest.raises(NamesError, match="EG3005"):
        ask(index, parties, Query("q", ("x",)), "loose")


def _listed(names: dict[str, PartyKind]) -> tuple[NameIndex, Parties]:
    parties = {
        f"t:{number}": ListedParty(f"t:{number}", "t", kind, (Name(name, NameKind.PRIMARY),))
        for number, (name, kind) in enumerate(names.items())
    }
    return NameIndex(*build_index(parties.values())), parties


def test_names_of_another_kind_take_no_place_among_the_candidates() -> None:
    ships = {f"Zarina Kuhistani {number}": VESSEL for number in range(60)}
    index, parties = _listed({**ships, "Zarrina Kuhistoni": PERSON})
    answer = ask(index, parties, Query("q", ("Zarina Kuhistani",), PERSON))
    assert answer.candidates == 1
    assert counted(answer) == ["t:60"]


def test_a_rare_word_finds_a_name_whose_other_words_are_written_otherwise() -> None:
    index, parties = _listed({"FRADKOV, Mikhail Efimovich": PERSON, "PETROV, Mikhail Efimovich": PERSON})
    assert counted(ask(index, parties, Query("q", ("Michael Fradkov",), PERSON))) == ["t:0"]


def test_names_in_one_script_are_not_alike_for_it() -> None:
    others = ("نادر شریعتی", "کامبیز رستمیان", "مهدی اربابی", "سجاد فراهانی", "بهمن کریمیان")
    index, parties = _listed(dict.fromkeys((*others, "بهرام صالحی"), PERSON))
    answer = ask(index, parties, Query("q", ("بهرام صالحی",), PERSON))
    assert answer.candidates == 1
    assert counted(answer) == ["t:5"]


def test_the_consonants_of_all_words_come_before_those_of_one() -> None:
    crowd = [f"{first} {last}" for first in ("Hasan", "Hossein", "Ehsan", "Hassan") for last in _SURNAMES]
    index, parties = _listed(dict.fromkeys((*crowd, "Hassan Tourkamani"), PERSON))
    answer = ask(index, parties, Query("q", ("حسن ترکمانی",), PERSON))
    assert counted(answer) == [f"t:{len(crowd)}"]
    assert answer.candidates < 40


_SURNAMES = ("Rahimi", "Karimi", "Moradi", "Salehi", "Bagheri", "Nazari", "Rostami", "Sadeghi", "Ebrahimi", "Jafari")


def test_a_misspelt_first_letter_does_not_hide_a_name() -> None:
    """It moves the word to another place in the alphabet."""
    index, parties = _listed({"YAZID SUFAAT": PERSON, "OLSSON, Sven Anders": PERSON})
    for name, expected in (("ayzid sufata", "t:0"), ("olsson sevn rnders", "t:1")):
        answer = ask(index, parties, Query("q", (name,), PERSON))
        assert (answer.candidates, counted(answer)) == (1, [expected])


_IN_ENGLISH = {
    "t:wuhan": "WUHAN SANJIANG IMP. & EXP. CO. LTD.",
    "t:ryonbong": "KOREA RYONBONG GENERAL CORPORATION",
    "t:kwangson": "Korea Kwangson Banking Corp",
    "t:huawei": "Huawei Technologies Co., Ltd.",
    "t:irisl": "ISLAMIC REPUBLIC OF IRAN SHIPPING LINES",
    "t:harbin": "Harbin Institute of Technology",
    "t:beihang": "Beijing University of Aeronautics and Astronautics",
    "t:dji": "深圳市大疆创新科技有限公司",
    "t:tangun": "KOREA TANGUN TRADING CORPORATION",
    "t:hyoksin": "KOREA HYOKSIN TRADING CORPORATION",
    "t:namchongang": "NAMCHONGANG TRADING",
    "t:sepah": "BANK SEPAH",
    "t:arian": "ARIAN BANK",
    "t:caep": "Chinese Academy of Engineering Physics",
    "t:hikvision": "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "t:russia": "Ministry of Defence of the Russian Federation, including the Armed Forces of Russia and all others",
}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("武汉三江进出口有限公司", "t:wuhan"),
        ("조선련봉총회사", "t:ryonbong"),
        ("조선광선은행", "t:kwangson"),
        ("华为技术有限公司", "t:huawei"),
        ("کشتیرانی جمهوری اسلامی ایران", "t:irisl"),
        ("哈尔滨工业大学", "t:harbin"),
        ("北京航空航天大学", "t:beihang"),
        ("大疆创新科技有限公司", "t:dji"),
        ("조선단군무역회사", "t:tangun"),
        ("조선혁신무역회사", "t:hyoksin"),
        ("남천강무역회사", "t:namchongang"),
        ("بانک سپه", "t:sepah"),
        ("بانک ایران", ""),
        ("中国工程物理研究院", "t:caep"),
        ("杭州海康威视数字技术股份有限公司", "t:hikvision"),
        ("Министерство обороны Российской Федерации", "t:russia"),
        ("哈尔滨工程大学", ""),
        ("武汉大学", ""),
    ],
)
def test_companies_are_found_by_their_names_in_their_own_script(asked: str, expected: str) -> None:
    filler = {f"t:{at}": f"Meridian {at} Technology Trading Company" for at in range(40)}
    index, parties = _listed(dict.fromkeys([*_IN_ENGLISH.values(), *filler.values()], ORGANISATION))
    found = counted(ask(index, parties, Query("q", (asked,), ORGANISATION)))
    names = [parties[each].primary_name for each in found]
    assert names == ([_IN_ENGLISH[expected]] if expected else [])
