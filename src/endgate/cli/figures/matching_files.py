"""Figures of names on files: labelled pairs, queries against an edition, and what each cut lets in and keeps out."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from endgate.cli.figures.labelled import read_pairs, read_queries
from endgate.cli.figures.measure import Figures, absent, reference_cpu_seconds
from endgate.cli.output import write_whole
from endgate.edition.opened import Edition
from endgate.names.measure.dump import fact_cells
from endgate.names.measure.judging import Judged, PairCounts, counted, judge
from endgate.names.measure.model import LabelledQuery
from endgate.names.measure.searching import Answered, Searchable, answer, recall
from endgate.names.measure.sweep import Step, sweep
from endgate.names.profiles import profile_named
from endgate.terms.faults import Fault
from endgate.terms.kinds import PartyKind

_RATES = ("f1", "precision", "recall")
_ERRORS = ("left", "right", "kind", "same", "judged", "score", "grade", "reason", "set", "tier", "variant", "line")
_FACTS = ("birth_date", "country", "ids")


def pair_figures(
    path: Path, profile: str, *, kind: PartyKind | None = None, tier: str = "", errors: Path | None = None
) -> Figures:
    """Score labelled pairs: precision, recall and F1 at the profile's cut, and pairs per CPU-second."""
    cases = read_pairs(path)
    pairs = [each for each in cases.kept if kind in (None, each.left.kind) and tier in ("", each.tier)]
    judge(pairs[:1], profile=profile)
    start = time.process_time()
    judged = judge(pairs, profile=profile)
    cpu = time.process_time() - start
    wrong = [each for each in judged if not each.right]
    if errors is not None:
        write_errors(errors, wrong)
    figures: Figures = {**rates(counted(judged)), "threshold": profile_named(profile).cut, "profile": profile}
    figures |= {"pairs": len(pairs), "positives": sum(each.same for each in pairs), "wrong": len(wrong)}
    if pairs:
        figures["pairs_per_cpu_second"] = round(len(pairs) / cpu, 1) if cpu else None
        figures["ratio_to_reference"] = round(cpu / len(pairs) / reference_cpu_seconds(), 4)
    return {**figures, **_set_aside(cases.set_aside), "failing": [_line(each) for each in wrong]}


def rates(counts: PairCounts) -> Figures:
    """F1, precision and recall; null with a reason where no case stands behind one."""
    values = (counts.f1, counts.precision, counts.recall)
    figures: Figures = {key: _rounded(value) for key, value in zip(_RATES, values, strict=True)}
    if counts.recall is None:
        return figures | absent(_RATES, "no pair is labelled the same")
    if counts.precision is None:
        return figures | absent(("precision",), "no pair was judged the same", key="precision_skipped")
    return figures


def write_errors(path: Path, wrong: Sequence[Judged]) -> None:
    """Write pairs that were judged wrongly with score, grade and reason, and whatever else their file said of them."""
    further = list(dict.fromkeys(key for each in wrong for key, _ in each.pair.further if key not in _ERRORS))
    facts = [f"{side}_{fact}" for side in ("left", "right") for fact in _FACTS]
    stream = StringIO()
    writer = csv.DictWriter(stream, [*_ERRORS, *facts, *further], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_error_row(each) for each in wrong)
    write_whole(path, stream.getvalue().encode())


def _error_row(judged: Judged) -> dict[str, object]:
    pair = judged.pair
    row: dict[str, object] = {key: value for key, value in pair.further if key not in _ERRORS}
    row |= {"left": pair.left.names[0], "right": pair.right.names[0], "kind": pair.left.kind.value}
    row |= {"same": int(pair.same), "judged": int(judged.same), "score": judged.score, "grade": judged.grade}
    row |= {
        "reason": judged.reason,
        "set": pair.set,
        "tier": pair.tier,
        "variant": pair.variant,
        "line": pair.line or "",
    }
    for side, query in (("left", pair.left), ("right", pair.right)):
        row |= {f"{side}_{key}": value for key, value in fact_cells(query).items()}
    return row


def query_figures(
    path: Path, edition: Edition, profile: str, *, kind: PartyKind | None = None, sweeping: bool = False
) -> tuple[Figures, tuple[Step, ...]]:
    """Score queries against an edition: recall of those that expect a party, false positives of the others."""
    cases = read_queries(path)
    asked = [_whole_ids(each, edition) for each in cases.kept if kind in (None, each.query.kind)]
    parties = {party.party_id: party for party in edition.parties()}
    searched = Searchable(parties, edition.names)
    answer(searched, asked[:1], profile=profile)
    start = time.process_time()
    answered = answer(searched, asked, profile=profile)
    cpu = time.process_time() - start
    known = [each for each in answered if each.asked.expected]
    clean = [each for each in answered if not each.asked.expected]
    figures: Figures = {"queries": len(asked), "known": len(known), "clean": len(clean)}
    figures |= {"recall": _rounded(recall(known)), **false_positives(clean), "profile": profile}
    figures["threshold"] = profile_named(profile).cut
    figures["queries_per_cpu_second"] = round(len(asked) / cpu, 1) if cpu else None
    figures["ratio_to_reference"] = round(cpu / len(asked) / reference_cpu_seconds(), 4) if asked else None
    figures |= {**_set_aside(cases.set_aside), "failing": list(_failing(known, clean))}
    return figures, sweep(searched, asked) if sweeping else ()


def false_positives(clean: Sequence[Answered]) -> Figures:
    """How many clean names matched somebody; null without a clean name."""
    raised = sum(each.raised for each in clean)
    return {
        "false_positives": raised if clean else None,
        "false_positive_rate": round(raised / len(clean), 6) if clean else None,
        "false_positives_per_10k": round(10000 * raised / len(clean), 2) if clean else None,
    }


def _whole_ids(asked: LabelledQuery, edition: Edition) -> LabelledQuery:
    """The publisher's own part of an id (``IRe.067``) stands for the party of any source that bears it."""
    if all(":" in each for each in asked.expected):
        return asked
    whole = {f"{source.id}:{each}" for each in asked.expected for source in edition.sources()}
    return replace(asked, expected=asked.expected | whole)


def _failing(known: Sequence[Answered], clean: Sequence[Answered]) -> Iterator[str]:
    for each in known:
        if not each.found:
            ids = ", ".join(sorted(each.asked.expected, key=lambda text: (":" in text, text))[:1])
            yield f"missed: {each.asked.query.names[0]} ({ids})"
    yield from (f"false: {each.asked.query.names[0]}" for each in clean if each.raised)


def _line(judged: Judged) -> str:
    pair = judged.pair
    return f"{pair.left.names[0]} | {pair.right.names[0]} | same={pair.same} | {judged.score:.2f} {judged.grade}"


def _set_aside(faults: Sequence[Fault]) -> Figures:
    return {"set_aside": len(faults), "set_aside_rows": [f"{each.code} {each.where}: {each.what}" for each in faults]}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
