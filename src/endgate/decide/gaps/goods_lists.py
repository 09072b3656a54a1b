"""Control lists that raise the item on the day and that no counting law reads.

The text of a list may not be held for the day, and the law that reads it may be unreviewed or of another day. An item
that the list raises would pass unseen behind both.
"""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import RAISED, Asked, leaves_or_at_home
from endgate.decide.gaps.table import law_of
from endgate.decide.view import View
from endgate.goods.data import GoodsData
from endgate.goods.model import ListResult
from endgate.law.book import LawBook
from endgate.law.finding import Finding
from endgate.law.model import Measure, State
from endgate.law.trees import Atom, Tree, affirmed
from endgate.shipment.model import Activity
from endgate.terms.truth import Truth

_SPEAKS = frozenset({State.APPLIES, State.OPEN, State.DEFEATED, State.SUSPENDED})
_LISTS = frozenset({"item_on", "list_requires"})


def goods_list_gaps(asked: Asked) -> Iterator[Gap]:
    """One gap for each list that raises the item, where law that counts is silent on the list.

    Either unreviewed law reads the list and is open, or no law held reads it on the day and its authority's law binds.
    """
    for view in asked.case.views:
        for each in asked.case.items[asked.item.id].lists:
            if _raises(each) and _unseen(asked, view, each):
                yield _gap(asked, view, each)


def _raises(result: ListResult) -> bool:
    return any(entry.status in RAISED for entry in result.entries)


def _unseen(asked: Asked, view: View, result: ListResult) -> bool:
    findings = [each for each in asked.law.view(view.name).findings if _reads(asked.day.book, each.measure, result)]
    if any(each.counts and each.state in _SPEAKS for each in findings):
        return False
    if any(_waits(each) for each in findings):
        return True
    return not _law_stands(asked, result) and _answers_for(asked, view, result)


def _waits(finding: Finding) -> bool:
    """Is this unreviewed law that surely binds, open for more than a statement?"""
    return not finding.counts and finding.state is State.OPEN and finding.live and finding.bound is Truth.TRUE


def _law_stands(asked: Asked, result: ListResult) -> bool:
    """May some law that reads the list be in force on the day?"""
    book = asked.day.book
    return any(
        _reads(book, each, result) and asked.day.standing(each).in_force.truth is not Truth.FALSE for each in book.ids
    )


def _answers_for(asked: Asked, view: View, result: ListResult) -> bool:
    """Is it an export list in its own right, of an authority whose law binds the actor or the place of the goods?"""
    row = GoodsData.load(asked.case.edition.goods).list_rows[result.list]
    if row["derived"] or view.shipment.activity is Activity.IMPORT:
        return False
    return leaves_or_at_home(asked, view.shipment, law_of(row["authority"]))


def _reads(book: LawBook, measure_id: str, result: ListResult) -> bool:
    """Does the measure bite where the list holds the item?"""
    if measure_id not in book:
        return False
    lists = book.reference.lists
    return any(
        atom.predicate in _LISTS and lists[str(atom.arg("list"))].goods == result.list
        for atom in _conditions(book.measure(measure_id))
    )


def _conditions(measure: Measure) -> Iterator[Atom]:
    trees: list[Tree | None] = [measure.when]
    trees += [each.overrides.when for each in measure.versions if each.overrides is not None]
    return (atom for tree in trees if tree is not None for atom in affirmed(tree.root))


def _gap(asked: Asked, view: View, result: ListResult) -> Gap:
    row = GoodsData.load(asked.case.edition.goods).list_rows[result.list]
    entries = ", ".join(dict.fromkeys(each.path or each.entry for each in result.entries if each.status in RAISED))
    day = asked.case.as_of
    return Gap(
        id=f"GOODS-LIST:{result.list}",
        law_of=law_of(row["authority"]),
        weight=Weight.HOLD,
        what=f"{row['title']} on {day}: it may name the item ({entries}), and no law that counts reads it",
        ask=f"Check {entries} by hand in the {row['title']} of {day}, and what it asked for",
        view=view.name,
        source=row["source"],
    )
