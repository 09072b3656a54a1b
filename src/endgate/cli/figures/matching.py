"""Figures of names: labelled pairs, queries against an edition, and pairs made from the edition's own names."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from endgate.cli.errors import FIGURE_FILE_REFUSED, NOTHING_TO_MEASURE, BenchError, NothingToMeasureError
from endgate.cli.figures.measure import Figures, absent, reference_cpu_seconds
from endgate.cli.figures.reading import rows_of, table_of, text_of
from endgate.edition.opened import Edition
from endgate.lists.model import ListedParty
from endgate.names.bench import LabelledPair, generated_pairs, judge_pairs, read_pairs, search_figures
from endgate.names.measure.corpus import Corpus
from endgate.names.measure.development import Development
from endgate.names.measure.dump import dump
from endgate.names.model import Query, Screening
from endgate.names.screen import screen
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

_CLEAN = Path("lists/gleif/2024-05-05")
_CLEAN_FIGURES = ("false_positive_rate", "false_positives_per_10k")
_LABELS = ("1", "0", "true", "false", "yes", "no")
_PAIR_FIGURES = ("f1", "precision", "recall")
_SEARCH_NAMES = {"recall": "search_recall"}
"""``recall`` is that of the pairs, beside ``f1``."""
_PAIRABLE = (PartyKind.PERSON, PartyKind.ORGANISATION)
_NOT_BUILT = (
    "threshold",
    "hard_tier_f1",
    "entity_f1",
    "recall_at_fp_1",
    "recall_at_fp_10",
    "recall_at_fp_100",
    "queries_per_cpu_second_100k",
    "alias_pairs_per_second",
    "bag_recall",
    "reference_f1",
    "reference_queries_per_cpu_second",
    "peer_f1",
    "peer_queries_per_cpu_second",
)
_KINDS = {"person": PartyKind.PERSON, "vessel": PartyKind.VESSEL, "airplane": PartyKind.AIRCRAFT}
_KINDS |= dict.fromkeys(("company", "organization", "organisation", "publicbody"), PartyKind.ORGANISATION)
_KINDS |= {"aircraft": PartyKind.AIRCRAFT}


@dataclass(frozen=True)
class ExpectedQuery:
    """A query and the id of the party that it must find; empty when it must find nobody."""

    query: Query
    expected: str


def pair_figures(path: Path, profile: str) -> Figures:
    """Score labelled pairs: precision, recall and F1 at the profile's cut, and pairs per CPU-second."""
    pairs = _pairs(path)
    judge_pairs(pairs[:1], profile=profile)
    start = time.process_time()
    judged = judge_pairs(pairs, profile=profile)
    cpu = time.process_time() - start
    positives = sum(pair.same for pair in pairs)
    false = sum(not pair.same for pair in judged.wrong)
    figures: Figures = {key: round(value, 4) for key, value in judged.flat().items()}
    if not positives:
        figures |= absent(_PAIR_FIGURES, "no pair is labelled the same")
    elif positives == len(judged.wrong) - false and not false:
        figures |= absent(("precision",), "no pair was judged the same", key="precision_skipped")
    figures |= {"pairs": len(pairs), "positives": positives, "wrong": len(judged.wrong), "profile": profile}
    figures["pairs_per_cpu_second"] = round(len(pairs) / cpu, 1) if cpu else None
    figures["ratio_to_reference"] = round(cpu / len(pairs) / reference_cpu_seconds(), 4)
    figures["failing"] = [f"{_name(each.left)} | {_name(each.right)} | same={each.same}" for each in judged.wrong]
    return figures


def _pairs(path: Path) -> tuple[LabelledPair, ...]:
    text = text_of(path)
    for number, row in enumerate(rows_of(text, path, ("left", "right", "same")), start=2):
        if row["same"].strip().lower() not in _LABELS:
            what = f"same is {row['same']!r}, not one of {', '.join(_LABELS)}"
            raise BenchError(FIGURE_FILE_REFUSED.at(f"{path}:{number}", what))
    try:
        return read_pairs(text)
    except ValueError as error:
        raise BenchError(FIGURE_FILE_REFUSED.at(str(path), f"a row cannot be read: {error}")) from error


def query_figures(path: Path, edition: Edition, profile: str) -> Figures:
    """Score queries against an edition: recall of those that expect a party, false positives of the others."""
    rows = table_of(path, ("name", "expected_id"))
    asked = [_expected(row, f"{path}:{number}") for number, row in enumerate(rows, start=2)]
    queries = [each.query for each in asked]
    screen(queries[:1], edition.names, party_of=edition.party, profile=profile)
    start = time.process_time()
    answers = screen(queries, edition.names, party_of=edition.party, profile=profile)
    cpu = time.process_time() - start
    known = [(each, _matched(answer)) for each, answer in zip(asked, answers, strict=True) if each.expected]
    clean = [(each, _matched(answer)) for each, answer in zip(asked, answers, strict=True) if not each.expected]
    missed = [each for each, found in known if not _hit(each.expected, found)]
    false = [each for each, found in clean if found]
    figures: Figures = {
        "queries": len(asked),
        "known": len(known),
        "clean": len(clean),
        "recall": round(1 - len(missed) / len(known), 4) if known else None,
        "false_positives": len(false) if clean else None,
        "false_positive_rate": round(len(false) / len(clean), 6) if clean else None,
        "false_positives_per_10k": round(10000 * len(false) / len(clean), 2) if clean else None,
        "queries_per_cpu_second": round(len(asked) / cpu, 1) if cpu else None,
        "ratio_to_reference": round(cpu / len(asked) / reference_cpu_seconds(), 4),
        "profile": profile,
    }
    failing = [f"missed: {_name(each.query)} ({each.expected})" for each in missed]
    return {**figures, "failing": [*failing, *(f"false: {_name(each.query)}" for each in false)]}


def dumped(shared: Path, folder: Path, seed: int) -> Figures:
    """Write the development set as CSV; tells the rows of each file. Raises NothingToMeasureError (EG9101)."""
    corpus = Corpus(shared)
    if not corpus.complete:
        raise NothingToMeasureError(
            NOTHING_TO_MEASURE.at(str(shared), "the lists of the development set are not there")
        )
    return dict(dump(Development(corpus, seed), folder))


def generated_figures(edition: Edition, shared: Path, *, pairs: int, seed: int) -> Figures:
    """Figures on names made from the edition's own; clean names come from ``shared`` and are null without it.

    Names that are altered by rule are easier than those met in life: compare only with runs on the same edition.
    """
    parties = {party.party_id: party for party in edition.parties()}
    figures = {**_made_pairs(parties, pairs, seed), **_searches(edition, parties, _clean_names(shared), seed)}
    return {**figures, "profile": "standard", "seed": seed, **absent(_NOT_BUILT, "not built yet", key="not_built")}


def _made_pairs(parties: dict[str, ListedParty], count: int, seed: int) -> Figures:
    if any(all(party.kind is not kind for party in parties.values()) for kind in _PAIRABLE):
        return {"pairs": 0, **absent(_PAIR_FIGURES, "the edition holds no people, or no organisations")}
    judged = judge_pairs(generated_pairs(list(parties.values()), count, seed=seed))
    return {**{key: round(value, 4) for key, value in judged.flat().items()}, "pairs": judged.pairs}


def _searches(edition: Edition, parties: dict[str, ListedParty], clean: Sequence[Query], seed: int) -> Figures:
    searched = search_figures(edition.names, parties, clean, cpu=time.process_time, seed=seed)
    speed = searched["queries_per_cpu_second"]
    figures: Figures = {_SEARCH_NAMES.get(key, key): round(value, 4) for key, value in searched.items()}
    figures |= {"parties": len(parties), "names": edition.manifest.names, "clean": len(clean)}
    figures["ratio_to_reference"] = round(1 / speed / reference_cpu_seconds(), 4) if speed else None
    if not clean:
        figures |= absent(_CLEAN_FIGURES, f"not there: {_CLEAN} (--shared DIR)", key="false_positives_skipped")
    return figures


def _expected(row: dict[str, str], where: str) -> ExpectedQuery:
    kind = _KINDS.get((row.get("kind") or row.get("type") or "").strip().lower(), PartyKind.UNKNOWN)
    try:
        births = tuple(PartialDate.parse(each) for each in _several(row, "birth_date"))
        countries = tuple(("stated", CountryCode.from_json(each.upper())) for each in _several(row, "country"))
    except ValueError as error:
        raise BenchError(FIGURE_FILE_REFUSED.at(where, str(error))) from error
    return ExpectedQuery(Query(where, (row["name"],), kind, births, countries), row["expected_id"].strip())


def _several(row: dict[str, str], column: str) -> list[str]:
    return [each.strip() for each in (row.get(column) or "").split("|") if each.strip()]


def _matched(answer: Screening) -> frozenset[str]:
    return frozenset(match.party_id for match in answer.matches if match.grade.counts)


def _hit(expected: str, found: frozenset[str]) -> bool:
    """The whole id (``un:IRe.067``), or the publisher's own part of it (``IRe.067``)."""
    return any(expected in (party_id, party_id.partition(":")[2]) for party_id in found)


def _clean_names(shared: Path) -> Sequence[Query]:
    folder = shared / _CLEAN
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    if not found:
        return ()
    with gzip.open(found[0], "rt", encoding="utf-8") as stream:
        records = json.load(stream)["records"]
    names = (record["Entity"]["LegalName"]["$"] for record in records)
    return [Query(f"clean:{number}", (name,), PartyKind.ORGANISATION) for number, name in enumerate(names)]


def _name(query: Query) -> str:
    return query.names[0]
