"""Figures of names on the development set: pairs, parties with facts, searches, each apart by tier, kind and script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from rapidfuzz.distance import Indel

from endgate.cli.errors import NOTHING_TO_MEASURE, NothingToMeasureError
from endgate.cli.figures.matching_files import false_positives, rates, write_errors
from endgate.cli.figures.measure import Figures, absent
from endgate.cli.output import write_whole
from endgate.edition.opened import Edition
from endgate.names.measure.corpus import Corpus, OwnLists
from endgate.names.measure.development import Development, balanced
from endgate.names.measure.dump import dump
from endgate.names.measure.held_out import HARD_TIERS
from endgate.names.measure.judging import (
    Judged,
    PairCounts,
    best_cut,
    calibration,
    counted,
    counted_by,
    f1_at_false,
    judge,
    worst,
)
from endgate.names.measure.keeping import searchable
from endgate.names.measure.model import Half, LabelledPair, LabelledQuery
from endgate.names.measure.searching import (
    Answered,
    Searchable,
    answer,
    candidate_recall,
    held_out_queries,
    known_queries,
    recall,
    recall_at_false,
    without_facts,
)
from endgate.names.measure.wilson import wilson
from endgate.names.normalise import sorted_text
from endgate.names.profiles import profile_named
from endgate.terms.kinds import PartyKind

_KNOWN, _HELD_OUT, _CANDIDATES = 1200, 1500, 400
_AT_FALSE = (1, 10, 100)
_PUT_TOGETHER = "put_together"
_REALLY_ALTERED = 170 / 683
"""Of the peers' treated names, those that the treatment really altered."""


@dataclass(frozen=True)
class Asked:
    """What of the development set to measure: which profile, and only one tier of positives or one kind."""

    profile: str = "standard"
    tier: str = ""
    kind: PartyKind | None = None

    def pairs(self, pairs: Iterable[LabelledPair]) -> tuple[LabelledPair, ...]:
        return tuple(
            each
            for each in pairs
            if self.kind in (None, each.left.kind) and (not each.same or self.tier in ("", each.tier))
        )

    def queries(self, queries: Iterable[LabelledQuery]) -> tuple[LabelledQuery, ...]:
        return tuple(each for each in queries if self.kind in (None, each.query.kind))


@dataclass
class Measured:
    """Figures of one run over the development set, each part taken when it is first asked for."""

    development: Development
    asked: Asked
    details: dict[str, object] = field(default_factory=dict)

    def figures(self) -> Figures:
        """All figures but those of speed."""
        profile = profile_named(self.asked.profile)
        figures: Figures = {**rates(counted(self.headline)), "threshold": profile.cut, "profile": profile.name}
        figures |= {"pairs": len(self.headline), **self._halves(), **self._pair_sets(), **self._searches()}
        self.details["calibration"] = calibration(self.headline)
        return figures | {"seed": self.development.seed}

    @cached_property
    def headline(self) -> tuple[Judged, ...]:
        return self._judge(self.development.headline)

    @cached_property
    def searched(self) -> Searchable:
        return searchable(self.development.corpus.searched)

    @cached_property
    def wrong(self) -> list[Judged]:
        """The most confident errors of each set and sort."""
        found: list[Judged] = []
        for judged in (self.headline, *self._sets.values()):
            for same in (True, False):
                found += worst(judged, same=same)
        return found

    def _judge(self, pairs: Sequence[LabelledPair]) -> tuple[Judged, ...]:
        return judge(self.asked.pairs(pairs), profile=self.asked.profile)

    def _halves(self) -> Figures:
        figures: Figures = {
            f"f1_{half}": _rounded(counted(each for each in self.headline if each.pair.half is half).f1)
            for half in Half
        }
        f1, cut = best_cut([(each.score, each.pair.same) for each in self.headline])
        return figures | {"best_f1": round(f1, 4), "best_f1_cut": cut, "reference_f1": self._reference_f1()}

    def _reference_f1(self) -> float | None:
        """F1 of plain letters on the same pairs, its cut chosen for as many pairs wrongly taken for one party."""
        scored = [(_letters(each.pair), each.pair.same) for each in self.headline]
        return round(f1_at_false(scored, counted(self.headline).false), 4) if scored else None

    @cached_property
    def _sets(self) -> dict[str, tuple[Judged, ...]]:
        made = self.development
        rng = Random(made.seed)
        hard = [each for each in made.held_out if each.tier in HARD_TIERS]
        negatives = [each for each in made.headline if not each.same]
        sets = {
            "hard_tier": balanced((*hard, *negatives), rng),
            "entity": made.entities,
            "held_out": rng.sample(made.held_out, min(len(made.held_out), 4000)),
            "cross_list": made.cross_list,
            "native": made.native,
            "natural": made.natural,
            "variants": made.variants,
            "near_misses": made.near_misses,
            "invented": made.invented,
        }
        return {name: self._judge(pairs) for name, pairs in sets.items()}

    def _pair_sets(self) -> Figures:
        sets = self._sets
        counts = {name: counted(judged) for name, judged in sets.items()}
        people = counted(each for each in sets["native"] if each.pair.left.kind is PartyKind.PERSON)
        entity = counts["entity"]
        for name, judged in sets.items():
            self.details[name] = _table(counted_by(judged, _group))
        return {
            "hard_tier_f1": _rounded(counts["hard_tier"].f1),
            "entity_f1": _rounded(entity.f1),
            "entity_precision": _rounded(entity.precision),
            "entity_recall": _rounded(entity.recall),
            "invented_f1": _rounded(counts["invented"].f1),
            "cross_list_recall": _rounded(counts["cross_list"].recall),
            "native_recall": _rounded(counts["native"].recall),
            "native_people_recall": _rounded(people.recall),
            "natural_right": _rounded(counts["natural"].right),
            "near_misses_right": _rounded(counts["near_misses"].right),
        }

    def _searches(self) -> Figures:
        known = self._answer(self._known)
        named = self.known_name_only
        clean = self.clean
        as_listed = recall(each for each in known if not each.asked.variant)
        really_altered = recall(each for each in known if each.asked.variant)
        figures: Figures = {
            "search_recall": _rounded(as_listed),
            "altered_recall": _rounded(really_altered),
            "treated_recall": _rounded(_treated(as_listed, really_altered)),
            "altered_recall_name_only": _rounded(recall(each for each in named if each.asked.variant)),
            **self._held_out(),
            **false_positives(clean),
            **self._intervals(),
        }
        self.details["altered"] = _recalls(known, lambda each: f"{each.asked.query.kind.value}:{each.asked.variant}")
        self.details["clean"] = _raised(clean)
        altered = [each for each in named if each.asked.variant]
        for count in _AT_FALSE:
            figures[f"recall_at_fp_{count}"] = _rounded(recall_at_false(altered, self.clean_name_only, count))
        figures |= {"clean": len(clean), "parties": self.searched.index.parties, "names": self.searched.index.forms}
        return figures

    def _intervals(self) -> Figures:
        """False positives by name alone, and of listed names put together anew, each with its interval of 95 %."""
        figures: Figures = {}
        for name, answered in (
            ("", self.clean),
            ("_name_only", self.clean_name_only),
            (f"_{_PUT_TOGETHER}", self.clean_put_together),
        ):
            raised = sum(each.raised for each in answered)
            low, high = wilson(raised, len(answered))
            figures[f"false_positives{name}_interval_per_10k"] = f"{10000 * low:.1f} to {10000 * high:.1f}"
            if name:
                figures[f"false_positives{name}_per_10k"] = (
                    round(10000 * raised / len(answered), 2) if answered else None
                )
        return figures

    @cached_property
    def _known(self) -> tuple[LabelledQuery, ...]:
        made = self.development
        found = known_queries(made.united, made.twins, Random(made.seed + 20), _KNOWN, altered_share=0.75)
        return self.asked.queries(found)

    @cached_property
    def known_name_only(self) -> tuple[Answered, ...]:
        """Listed names, most of them altered, without their facts."""
        return self._answer(without_facts(self._known))

    @cached_property
    def clean(self) -> tuple[Answered, ...]:
        """Invented and registered names with their facts."""
        return self._answer(self._clean_of(put_together=False))

    @cached_property
    def clean_name_only(self) -> tuple[Answered, ...]:
        return self._answer(without_facts(self._clean_of(put_together=False)))

    @cached_property
    def clean_put_together(self) -> tuple[Answered, ...]:
        """By name alone."""
        return self._answer(without_facts(self._clean_of(put_together=True)))

    def _clean_of(self, *, put_together: bool) -> tuple[LabelledQuery, ...]:
        clean = self.asked.queries(self.development.clean)
        return tuple(each for each in clean if (each.tier == _PUT_TOGETHER) is put_together)

    def _held_out(self) -> Figures:
        made = self.development
        asked, rest = held_out_queries(made.corpus.searched, made.twins, Random(made.seed + 21), _HELD_OUT)
        wanted = [each for each in self.asked.queries(asked) if self.asked.tier in ("", each.tier)]
        index = searchable(rest)
        answered = answer(index, wanted, profile=self.asked.profile)
        told = [each for each in answered if each.asked.tier != "T5"]
        self.details["held_out_search"] = _recalls(
            answered, lambda each: f"{each.asked.query.kind.value}:{each.asked.tier}"
        )
        near = [each.asked for each in told][:_CANDIDATES]
        return {
            "held_out_search_recall": _rounded(recall(told)),
            "held_out_search_hard_recall": _rounded(recall(each for each in told if each.asked.tier in HARD_TIERS)),
            "candidate_recall": _rounded(candidate_recall(index, near, profile=self.asked.profile)),
        }

    def _answer(self, queries: Sequence[LabelledQuery]) -> tuple[Answered, ...]:
        return answer(self.searched, queries, profile=self.asked.profile)


def measured(shared: Path, edition: Callable[[], Edition], asked: Asked, seed: int) -> Measured:
    """The development set of the folder of real lists; of the edition's own names where that is not there."""
    corpus = Corpus(shared)
    own = corpus if corpus.complete else OwnLists(shared, tuple(edition().parties()))
    return Measured(Development(own, seed), asked)


def development_figures(found: Measured) -> Figures:
    """The figures, with a reason beside them where they do not compare with those of the real lists."""
    figures = found.figures()
    if isinstance(found.development.corpus, OwnLists):
        figures |= absent(
            (), "made of the edition's own names: not comparable with the lists of --shared", key="lists_skipped"
        )
    return figures


def write_details(found: Measured, details: Path | None, errors: Path | None) -> None:
    """Write the figures by tier, kind and script as JSON, and the worst errors as CSV."""
    if details is not None:
        write_whole(details, (json.dumps(found.details, indent=1, ensure_ascii=False) + "\n").encode())
    if errors is not None:
        write_errors(errors, found.wrong)


def dumped(shared: Path, folder: Path, seed: int) -> Figures:
    """Write the development set as CSV; tells the rows of each file. Raises NothingToMeasureError (EG9101)."""
    corpus = Corpus(shared)
    if not corpus.complete:
        what = "the lists of the development set are not there"
        raise NothingToMeasureError(NOTHING_TO_MEASURE.at(str(shared), what))
    return dict(dump(Development(corpus, seed), folder))


def _letters(pair: LabelledPair) -> float:
    left, right = (sorted_text(query.names[0]) for query in (pair.left, pair.right))
    return float(Indel.normalized_similarity(left, right))


def _group(judged: Judged) -> str:
    pair = judged.pair
    same = "same" if pair.same else "different"
    return ":".join(filter(None, (pair.set, pair.left.kind.value, pair.tier, pair.variant, same)))


def _table(counts: dict[str, PairCounts]) -> dict[str, object]:
    return {name: {"pairs": each.pairs, "right": _rounded(each.right)} for name, each in counts.items()}


def _recalls(answered: Sequence[Answered], key: Callable[[Answered], str]) -> dict[str, object]:
    groups: dict[str, list[Answered]] = {}
    for each in answered:
        groups.setdefault(key(each), []).append(each)
    return {name: {"queries": len(groups[name]), "recall": _rounded(recall(groups[name]))} for name in sorted(groups)}


def _raised(clean: Sequence[Answered]) -> list[str]:
    return [f"{each.asked.query.names[0]} | {each.matches[0].right.name}" for each in clean if each.raised]


def _treated(as_listed: float | None, altered: float | None) -> float | None:
    """Recall over names of which as many are really altered as of the peers' own."""
    if as_listed is None or altered is None:
        return None
    return _REALLY_ALTERED * altered + (1 - _REALLY_ALTERED) * as_listed


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
