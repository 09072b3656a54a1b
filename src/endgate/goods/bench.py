"""Measures of the goods room as flat dicts: chemicals found, rules scored on cases. The command line prints them.

``cases`` follows specification 0.2: unsaid chapeau conditions are assumed towards control there, and only there.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from endgate.goods.classify import classify
from endgate.goods.data import GoodsData
from endgate.goods.deciding import decided, names
from endgate.goods.evaluate import Context, evaluate, leaves
from endgate.goods.folding import fold
from endgate.goods.model import ItemResult, Status, TraceNode
from endgate.goods.ranking import ranked
from endgate.goods.search import search
from endgate.goods.stated_together import NAMES, taken_apart
from endgate.goods.supplied import Statement
from endgate.shipment.model import Item
from endgate.terms.places import country_of
from endgate.terms.truth import Truth

_WITHIN, _MISSED = 5, 1_000_000
_EU_LISTS = ("eu-annex1", "eu-ml")
_STATUS = {Truth.TRUE: "listed", Truth.FALSE: "not_listed", Truth.UNKNOWN: "undetermined"}


@dataclass(frozen=True)
class CaseResult:
    """One case of a rule: what we said, which leaves decided, which names nobody reads."""

    id: str
    status: str
    deciding: tuple[str, ...]
    unread: tuple[str, ...]
    trace: TraceNode | None


def run_case(case: Mapping[str, Any], data: GoodsData) -> CaseResult:
    """Evaluate the provision that a case names on the newest text of the EU list."""
    item = str(case["item"])
    provisions = data.rules["eu-annex1"].get(item.split(".", 1)[0], {}).get("provisions", {})
    chosen = {path: each for path, each in provisions.items() if path == item or path.startswith(item + ".")}
    raw, unread = _stated(case.get("parameters", {}), data)
    statement = Statement(raw, data)
    context = Context(statement, data.parameters, {}, of_family=True, assume_chapeau=True)
    newest = data.versions["eu-annex1"][-1]["valid_from"]
    traces = [evaluate(each, newest, context) for each in chosen.values()]
    if not traces:
        return CaseResult(str(case["id"]), "undetermined", ("no_rule",), unread, None)
    trace = max(traces, key=lambda each: (each.truth is Truth.TRUE, each.truth is Truth.UNKNOWN))
    deciding = tuple(leaf.leaf for leaf in leaves(trace) if leaf.truth is trace.truth)
    return CaseResult(str(case["id"]), _STATUS[trace.truth], deciding, unread, trace)


def _stated(parameters: Mapping[str, Any], data: GoodsData) -> tuple[dict[str, tuple[str, str]], tuple[str, ...]]:
    raw = taken_apart({key: str(text) for key, text in parameters.items()}, data.composition_words)
    for key, text in parameters.items():
        for name in [key] if key in data.parameters else data.aliases.get(fold(key), ()):
            raw.setdefault(name, (str(text), f"parameters.{key}"))
    read = {*data.parameters, *NAMES}
    return raw, tuple(key for key in parameters if key not in read and fold(key) not in data.aliases)


def cases(lines: Iterable[str], data: GoodsData) -> dict[str, Any]:
    """Score JSON lines of ``id, item, parameters, expected`` (``also_accept``, ``decisive_leaf``).

    ``leaf_accuracy`` counts the cases that name leaves: status right, and each named leaf among those that made it.
    """
    read = [json.loads(line) for line in lines if line.strip()]
    results = [(case, run_case(case, data)) for case in read]
    right = [pair for pair in results if pair[1].status in (pair[0]["expected"], *pair[0].get("also_accept", ()))]
    false = [case for case, got in results if got.status == "not_listed" and case["expected"] == "undetermined"]
    failing = [f"{got.id}: {got.status} for {case['expected']}" for case, got in results if (case, got) not in right]
    naming = [(case, got) for case, got in results if names(str(case.get("decisive_leaf") or ""))]
    wrong = [pair for pair in naming if pair not in right or not _names_decided(*pair)]
    failing += [f"{got.id}: {case['decisive_leaf']} did not decide" for case, got in wrong if (case, got) in right]
    return {
        "cases": len(results),
        "accuracy": _share(len(right), len(results)),
        "leaf_cases": len(naming),
        "leaf_accuracy": _share(len(naming) - len(wrong), len(naming)),
        "false_not_listed": len(false),
        "unread_names": sorted({name for _, got in results for name in got.unread}),
        "failing": failing,
    }


def _names_decided(case: Mapping[str, Any], got: CaseResult) -> bool:
    return decided(str(case["item"]), names(str(case["decisive_leaf"])), got.trace)


def chemicals(rows: Iterable[str], data: GoodsData, *, as_of: date) -> dict[str, Any]:
    """Score a CSV of ``name, cas, concentration_by_weight, destination, expected_provision`` (``NONE``: unlisted)."""
    found, false_hits, failing, total, listed = 0, 0, [], 0, 0
    for row in csv.DictReader(rows):
        item = Item(
            "case", row["name"], cas=row.get("cas") or "", concentration=row.get("concentration_by_weight") or ""
        )
        destination = country_of(row.get("destination") or "")
        (result,) = classify([item], data, as_of=as_of, destination=destination)
        caught = _caught(result, data)
        expected = row["expected_provision"]
        total += 1
        listed += expected != "NONE"
        hit = expected in caught if expected != "NONE" else not caught
        found += hit and expected != "NONE"
        false_hits += expected == "NONE" and not hit
        if not hit:
            failing.append(f"{row['name']}: {sorted(caught)} for {expected}")
    return {
        "chemicals": total,
        "found": found,
        "listed": listed,
        "false_hits": false_hits,
        "accuracy": _share(total - len(failing), total),
        "failing": failing,
    }


def _caught(result: ItemResult, data: GoodsData) -> set[str]:
    """The EU provisions that hold the item or may; beside a military one the line of Annex I that points to it."""
    held = {
        entry.path
        for each in result.lists
        if each.list in _EU_LISTS
        for entry in each.entries
        if entry.status is not Status.NOT_LISTED
    }
    pointers = {
        row["eu_path"] for row in data.part("chemicals").values() if row["military"] in held and row["military"]
    }
    named = {path for each in result.identified for path in each.targets}
    return held | (pointers & named)


def queries(rows: Iterable[str], data: GoodsData, *, as_of: date) -> dict[str, Any]:
    """Score a CSV of ``query, acceptable_eu_items`` (``|`` between, ``NONE`` = ordinary) at five characters.

    What an identifier or a family term raises comes first, then the ranking by words.
    """
    ranks: list[int] = []
    listed, raised, failing, ordinary = 0, 0, [], 0
    for row in csv.DictReader(rows):
        (result,) = classify([Item("query", row["query"])], data, as_of=as_of)
        entries = result.on("eu-annex1").entries
        if row["acceptable_eu_items"] == "NONE":
            ordinary += 1
            listed += any(each.status is Status.LISTED for each in entries)
            raised += bool(entries)
            failing += [f"{row['query']}: raises {', '.join(each.entry for each in entries)}"] if entries else []
            continue
        order = ranked(entries, search(row["query"], data.word_index))
        places = [order.index(each) for each in row["acceptable_eu_items"].split("|") if each in order]
        ranks.append(min(places, default=_MISSED))
        if not places or min(places) >= _WITHIN:
            failing.append(f"{row['query']}: {order[:_WITHIN]} for {row['acceptable_eu_items']}")
    return {
        "queries": len(ranks),
        "recall_at_1": _share(sum(rank == 0 for rank in ranks), len(ranks)),
        "recall_at_5": _share(sum(rank < _WITHIN for rank in ranks), len(ranks)),
        "ordinary": ordinary,
        "ordinary_listed": listed,
        "ordinary_raised": raised,
        "failing": failing,
    }


def precursors(data: GoodsData, *, as_of: date) -> dict[str, Any]:
    """Every listed chemical by CAS number and by each of its names, in the data of the edition."""
    table = data.part("chemicals")
    failing = []
    for cas, row in table.items():
        wanted = row["military"] or row["eu_path"]
        for item in (Item("cas", "a chemical", cas=cas), Item("name", row["name"])):
            (result,) = classify([item], data, as_of=as_of)
            if not any(entry.path == wanted for each in result.lists for entry in each.entries):
                failing.append(f"{item.description} {item.cas}".strip())
    return {"chemicals": len(table), "asked": 2 * len(table), "failing": failing}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
