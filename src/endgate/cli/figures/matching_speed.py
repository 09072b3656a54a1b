"""Figures of the speed of names: searches, a large list, many names, brute force beside them, a cold process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from endgate.cli.figures.measure import Figures, absent, median_run, processes_measurable, run_process
from endgate.lists.model import ListedParty
from endgate.names.measure.development import Development
from endgate.names.measure.keeping import kept_index, searchable
from endgate.names.measure.mix import mixed
from endgate.names.measure.model import LabelledQuery
from endgate.names.measure.searching import Searchable
from endgate.names.measure.speed import alias_pace, bag_recall, brute_force_pace, search_pace, topped_up
from endgate.names.model import Query

_LARGE = 100_000
_LARGE_QUERIES = 500
_BAG_QUERIES = 150
_COLD_RUNS = 5
_COLD_NAME = "Hosein Saleemi"
_REFERENCE_CUT = 0.9
_COLD = ("cold_start_seconds", "cold_start_cpu_seconds", "rss_mb")


@dataclass
class Paces:
    """The speed of matching on the lists of a development set."""

    development: Development
    repeat: int = 3

    def figures(self) -> Figures:
        """All figures of speed."""
        large = search_pace(self._large, self.mix[:_LARGE_QUERIES], cpu=time.process_time, passes=1)
        alias = alias_pace(self._everybody, Random(self.development.seed), cpu=time.process_time)
        bag = bag_recall(self._searched.index, [each.names[0] for each in self.mix[:_BAG_QUERIES]], 80)
        return {
            **self._searches(),
            "queries_per_cpu_second_100k": round(large.median, 1),
            "parties_100k": self._large.index.parties,
            "names_100k": self._large.index.forms,
            "alias_pairs_per_second": round(alias.median, 1),
            "bag_recall": None if bag is None else round(bag, 6),
            **self._cold(),
        }

    def _searches(self) -> Figures:
        ours = search_pace(self._searched, self.mix, cpu=time.process_time, passes=self.repeat)
        theirs = brute_force_pace(self._searched.index, self.mix, _REFERENCE_CUT, cpu=time.process_time)
        return {
            "queries_per_cpu_second": round(ours.median, 1),
            "queries_per_cpu_second_best": round(ours.best, 1),
            "reference_queries_per_cpu_second": round(theirs.median, 1),
            "ratio_to_reference": round(ours.median / theirs.median, 4),
            "mix_queries": len(self.mix),
        }

    def _cold(self) -> Figures:
        """A fresh process that opens an index of about 100,000 names and answers one query."""
        if not processes_measurable():
            return absent(_COLD, "this platform does not tell the time and memory of one child process")
        folder = str(kept_index(self._everybody))
        command = ("-m", "endgate.names.measure.cold", folder, _COLD_NAME)
        run_process(command)
        run = median_run([run_process(command) for _ in range(_COLD_RUNS)])
        names = searchable(self._everybody).index.forms
        return {
            "cold_start_seconds": round(run.wall, 3),
            "cold_start_cpu_seconds": round(run.cpu, 3),
            "rss_mb": round(run.rss_mb, 1),
            "cold_start_names": names,
        }

    @cached_property
    def _searched(self) -> Searchable:
        return searchable(self.development.corpus.searched)

    @cached_property
    def labelled_mix(self) -> Sequence[LabelledQuery]:
        """The queries that speed is told on, with what each must find."""
        return mixed(self.development)

    @cached_property
    def mix(self) -> Sequence[Query]:
        return [each.query for each in self.labelled_mix]

    @cached_property
    def _everybody(self) -> tuple[ListedParty, ...]:
        corpus = self.development.corpus
        lists = (corpus.searched, corpus.screening_list, corpus.further)
        return tuple({party.party_id: party for each in lists for party in each}.values())

    @cached_property
    def _large(self) -> Searchable:
        rng = Random(self.development.seed + 8)
        return searchable(topped_up(self._everybody, rng, _LARGE))
