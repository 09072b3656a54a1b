"""Figures of editions: how well records of different lists are found to be one party, on labelled pairs.

The truth is a table of (list entry, UN reference) with ``link``: ``stated`` is true; ``mentioned`` and ``disputed`` are
references that belong to somebody else.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO

import numpy as np

from endgate.edition.clusters import cluster
from endgate.edition.columns import NEVER, ListingColumns
from endgate.edition.identity import propose
from endgate.edition.links import Link
from endgate.edition.traits import Traits, traits_of
from endgate.lists.model import ListedParty


@dataclass(frozen=True)
class LabelledLink:
    """A list's entry, a UN reference found there, and what it means: ``stated``, ``mentioned`` or ``disputed``."""

    list_id: str
    entry: str
    reference: str
    link: str


def read_truth(text: str) -> tuple[LabelledLink, ...]:
    """Read CSV with ``other_list,other_id,un_reference,link``."""
    rows = csv.DictReader(StringIO(text))
    return tuple(LabelledLink(r["other_list"], r["other_id"], r["un_reference"], r["link"]) for r in rows)


def crosslist_figures(
    united_nations: Iterable[ListedParty], others: Mapping[str, Sequence[ListedParty]], truth: Sequence[LabelledLink]
) -> dict[str, float]:
    """Precision and recall with the publishers' references hidden and shown, as one flat object.

    ``others`` holds, by the list's name in the truth, its parties with the entry as key of their id. With references
    shown every labelled reference is offered as the entry's own, the mentioned and disputed ones too: a reference is
    evidence, and names must agree with it. A link of an entry to another UN party than the stated one is wrong; links
    of entries without a stated reference cannot be judged.
    """
    parties = {each.party_id: traits_of(each) for each in united_nations}
    un_ids = {_reference(each): each.party_id for each in parties.values()}
    ids = {name: {each.party_id.partition(":")[2]: each.party_id for each in group} for name, group in others.items()}
    labels = {
        (ids[row.list_id][row.entry], un_ids[row.reference.upper()]): row.link
        for row in truth
        if row.entry in ids.get(row.list_id, {}) and row.reference.upper() in un_ids
    }
    offered: dict[str, set[tuple[str, str]]] = {}
    for row in truth:
        if row.entry in ids.get(row.list_id, {}):
            offered.setdefault(ids[row.list_id][row.entry], set()).add(("UN", row.reference.upper()))
    for group in others.values():
        for each in group:
            shown = frozenset(offered.get(each.party_id, ()))
            parties[each.party_id] = replace(traits_of(each), cross_references=shown)
    figures: dict[str, float] = {"labelled": float(len(labels)), "not_held": float(len(truth) - len(labels))}
    for mode, with_references in (("hidden", False), ("shown", True)):
        links = cluster(propose(parties.values(), with_references=with_references), parties).links
        figures |= {f"{mode}_{name}": value for name, value in _figures(links, labels).items()}
    return figures


def mask_figures(
    designations: int, day: date, median_seconds: Callable[[Callable[[], object]], float]
) -> dict[str, float]:
    """Milliseconds to tell which of so many designations are in force on a day. Their runs are made by rule."""
    numbers = np.arange(designations, dtype=np.int32)
    starts = date(2001, 1, 1).toordinal() + numbers * 7919 % 9000
    open_ended = numbers % 3 > 0
    ends = np.where(open_ended, NEVER, starts + numbers * 104729 % 4000).astype(np.int32)
    columns = {"run_row": numbers, "start_lo": starts, "start_hi": starts + numbers % 5, "end_lo": ends, "end_hi": ends}
    columns |= {"lacking_run": numbers[:0], "lacking_day": numbers[:0], "id_off": np.arange(designations + 1)}
    table = ListingColumns(columns, [("made", "MADE", 0, designations, 0, designations)])
    took = median_seconds(lambda: table.in_force(None, None, as_of=day))
    found = table.in_force(None, None, as_of=day)
    return {
        "mask_designations": float(designations),
        "mask_ms": took * 1000,
        "mask_listed": float(len(found.listed)),
        "mask_uncertain": float(len(found.uncertain)),
    }


def _reference(party: Traits) -> str:
    return next((number for _, number in sorted(party.references)), "")


def _figures(links: Iterable[Link], labels: Mapping[tuple[str, str], str]) -> dict[str, float]:
    pairs = {pair: link for link in links for pair in ((link.left, link.right), (link.right, link.left))}
    stated = {pair for pair, label in labels.items() if label == "stated"}
    settled = {entry for entry, _ in stated}
    united = {reference for _, reference in labels}
    accepted = {pair for pair, link in pairs.items() if link.state.accepted and pair[1].startswith("un:")}
    accepted = {pair for pair in accepted if pair in labels or (pair[0] in settled and pair[1] in united)}
    true = len(accepted & stated)
    disputed = [pair for pair, label in labels.items() if label == "disputed"]
    return {
        "precision": true / len(accepted) if accepted else 0.0,
        "recall": true / len(stated) if stated else 0.0,
        "mentions_accepted": float(sum(labels.get(pair) == "mentioned" for pair in accepted)),
        "disputed_accepted": float(sum(labels.get(pair) == "disputed" for pair in accepted)),
        "disputed_contradicted": float(sum(pair in pairs and bool(pairs[pair].contradictions) for pair in disputed)),
    }
