"""A file that gathers lists goes in as these lists, so that no order or determination is held twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from endgate.edition.build import build_edition
from endgate.edition.collect import gather
from endgate.edition.contents import Content, store_contents
from endgate.edition.model import SnapshotInfo
from endgate.edition.opened import Edition, open_edition
from endgate.edition.parts import Parts
from endgate.lists.adding import add
from endgate.lists.model import Designation, ListedParty, Name
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
COLUMNS = "source,entity_number,type,programs,name,addresses,federal_register_notice,start_date,end_date"
HEAD = f"{COLUMNS},license_requirement,license_policy,alt_names\n"
DENIED = "Denied Persons List (DPL) - Bureau of Industry and Security"
NONPROLIFERATION = "Nonproliferation Sanctions (ISN) - State Department"
SCREENED = (
    HEAD
    + f'{DENIED},,,,INVENTED TRADER,"1 Road, Oslo, NO",81 FR 12345 3/4/16,2016-03-01,2036-03-01,,,\n'
    + f'{DENIED},,,,INVENTED TRADER,"2 Road, Lima, PE",81 FR 12345 3/4/16,2016-03-01,2036-03-01,,,\n'
    + f'{NONPROLIFERATION},,,E.O. 13382,Invented Missile Group (IMG),,"Vol. 70, No. 126, 07/01/05",2005-06-28,,,,\n'
)
ORDERS = (
    '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t"Expiration_Date"\t'
    '"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n'
    '"INVENTED TRADER"\t"1 ROAD"\t"OSLO"\t""\t"NO"\t""\t"03/01/2016"\t"03/01/2036"\t"Y"\t"2016-03-04"\t"ADDED"\t'
    '"81 F.R. 12345 3/4/16 82 F.R. 999 1/1/17"\n'
)
DETERMINATIONS = (
    "Programs,Name,Address,Country,Federal Register Notice,Effective Date,Date Lifted/Waived/Expired\n"
    'E.O. 13328 - Iran,Invented Missile Group,,Iran,"Vol. 70, No. 126, 07/01/05",6/28/2005,\n'
)


def put(store: Path, source: str, text: str, day: str) -> None:
    path = store.parent / "list.txt"
    path.write_text(text, encoding="utf-8")
    add(store, source, [path], obtained_at=NOW, stated_date=date.fromisoformat(day), partial="members")


def built(folder: Path, parts: Parts) -> Edition:
    build_edition(folder / "edition", store=folder / "store", starter=None, parts=parts)
    return open_edition(folder / "edition")


def test_the_lists_of_a_gathering_file(tmp_path: Path) -> None:
    put(tmp_path / "store", "us-csl", SCREENED, "2026-08-01")
    found = store_contents(tmp_path / "store")
    assert [(each.source, each.info.parties) for each in found] == [("us-bis-dpl", 2), ("us-state-isn", 1)]


def test_own_files_beside_it_double_nothing(tmp_path: Path, parts: Parts) -> None:
    put(tmp_path / "store", "us-csl", SCREENED, "2026-08-01")
    put(tmp_path / "store", "us-bis-dpl", ORDERS, "2026-08-02")
    put(tmp_path / "store", "us-state-isn", DETERMINATIONS, "2014-09-24")
    edition = built(tmp_path, parts)
    counts = {each.id: (each.parties, each.designations) for each in edition.sources()}
    assert counts == {"us-bis-dpl": (1, 1), "us-state-isn": (1, 1)}


def test_rows_of_one_order_are_one_party_with_both_addresses(tmp_path: Path) -> None:
    put(tmp_path / "store", "us-csl", SCREENED, "2026-08-01")
    (orders,) = [each for each in store_contents(tmp_path / "store") if each.source == "us-bis-dpl"]
    (party,) = orders.read()
    assert [each.country for each in party.addresses] == ["NO", "PE"]
    assert len(party.designations) == 1


def listed(day: str | None) -> ListedParty:
    on = None if day is None else PartialDate.parse(day)
    designation = Designation("un:A/X", "un", "UN", "list", "X", reference="A", listed_on=on)
    return ListedParty("un:A", "un", PartyKind.ORGANISATION, (Name("A"),), designations=(designation,))


def content(party: ListedParty, day: str) -> Content:
    on = date.fromisoformat(day)
    info = SnapshotInfo(day, day, on, "", "full", "store", proves_absence=True)
    return Content("un", info, (on,), f"list of {day}", lambda: [party], on)


def test_a_list_that_gives_way_leaves_its_days() -> None:
    plain, older = content(listed(None), "2026-09-01"), content(listed("2005-06-29"), "2026-08-01")
    gathered = gather("un", [plain], replaced=[older])
    assert str(gathered.parties["un:A"].designations[0].listed_on) == "2005-06-29"
    assert [each[0] for each in gathered.sightings["un:A/X"].stated] == ["start"]
    stated = gather("un", [content(listed("2006-01-01"), "2026-09-01")], replaced=[older])
    assert str(stated.parties["un:A"].designations[0].listed_on) == "2006-01-01", "the publisher's own day stands"


def test_a_list_that_gives_way_brings_nobody_back() -> None:
    gone = replace(
        content(listed("2005-06-29"), "2026-08-01"), read=lambda: [replace(listed("2005-06-29"), party_id="un:B")]
    )
    assert list(gather("un", [content(listed(None), "2026-09-01")], replaced=[gone]).parties) == ["un:A"]
