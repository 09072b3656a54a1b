"""Identity across real lists: entries of two publishers against the UN list, references hidden and shown."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from endgate.edition.bench import crosslist_figures, read_truth
from endgate.edition.clusters import identities
from endgate.edition.traits import traits_of
from endgate.lists.bench import ListFile, read_list
from endgate.lists.model import ListedParty

UK, AU = "uk-ofsi-2018", "au-dfat-2026"


@pytest.fixture(scope="module")
def lists(shared: Path) -> dict[str, tuple[ListedParty, ...]]:
    folder = shared / "lists"
    united: dict[str, ListedParty] = {}
    for day in ("2018-06-07", "2026-08-01"):
        for each in read_list(ListFile("un", "un", (folder / "un" / day / "consolidated.xml.gz",))):
            united[each.party_id] = each
    uk = folder / "uk/ofsi-conlist-csv/2018-04-13/sanctionsconlist.csv.gz"
    au = folder / "au-dfat/2026-08/regulation8_consolidated.xlsx"
    return {
        "un": tuple(united.values()),
        UK: read_list(ListFile("uk", "uk-ofsi", (uk,))),
        AU: read_list(ListFile("au", "au-dfat", (au,))),
    }


def test_bars(shared: Path, lists: dict[str, tuple[ListedParty, ...]]) -> None:
    truth = read_truth(gzip.decompress((shared / "lists/crosslist_un_truth.csv.gz").read_bytes()).decode())
    assert len(truth) == 1138
    found = crosslist_figures(lists["un"], {name: lists[name] for name in (UK, AU)}, truth)
    assert found["not_held"] == 0
    assert found["hidden_precision"] >= 0.99
    assert found["hidden_recall"] >= 0.95
    assert found["shown_precision"] >= 0.99
    assert found["shown_recall"] >= 0.99
    assert found["hidden_mentions_accepted"] == found["shown_mentions_accepted"] == 0
    assert found["hidden_disputed_accepted"] == found["shown_disputed_accepted"] == 0
    assert found["shown_disputed_contradicted"] == 8


def test_as_the_publishers_print_their_references(shared: Path, lists: dict[str, tuple[ListedParty, ...]]) -> None:
    truth = read_truth(gzip.decompress((shared / "lists/crosslist_un_truth.csv.gz").read_bytes()).decode())
    prefix = {UK: "uk-ofsi", AU: "au-dfat"}
    pairs = {(f"{prefix[each.list_id]}:{each.entry}", f"un:{each.reference}"): each.link for each in truth}
    links = identities(traits_of(each) for group in lists.values() for each in group).links
    accepted = {(each.left, each.right) for each in links if each.state.accepted}
    wrong = [pair for pair, label in pairs.items() if label != "stated" and pair in accepted]
    missed = [pair for pair, label in pairs.items() if label == "stated" and pair not in accepted]
    assert not wrong
    assert len(missed) <= 10
