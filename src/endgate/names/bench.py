"""Figures of name matching: functions from parties, an index and clean names to flat numbers.

The clock is handed in; nothing here takes part in an answer.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from random import Random

from rapidfuzz.distance import OSA

from endgate.lists.model import ListedParty
from endgate.names.altered import altered, near_miss
from endgate.names.compare import compare
from endgate.names.fold import fold
from endgate.names.forms import canonical
from endgate.names.index import NameIndex
from endgate.names.model import Query
from endgate.names.normalise import words
from endgate.names.screen import screen
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import PartyKind
from endgate.terms.places import CountryCode

SEED = 20261123
_KINDS = (PartyKind.PERSON, PartyKind.ORGANISATION)
_FTM = {"person": PartyKind.PERSON, "vessel": PartyKind.VESSEL, "airplane": PartyKind.AIRCRAFT}
_FTM |= dict.fromkeys(("company", "organization", "organisation", "publicbody"), PartyKind.ORGANISATION)
_FTM |= {"aircraft": PartyKind.AIRCRAFT}


@dataclass(frozen=True)
class LabelledPair:
    """Two parties of which it is known whether they are one."""

    left: Query
    right: Query
    same: bool


@dataclass(frozen=True)
class PairFigures:
    """Precision, recall and F1 at the standard cut, with the pairs that were judged wrongly."""

    precision: float
    recall: float
    f1: float
    pairs: int
    wrong: tuple[LabelledPair, ...]

    def flat(self) -> dict[str, float]:
        return {"f1": self.f1, "precision": self.precision, "recall": self.recall, "pairs": float(self.pairs)}


def judge_pairs(pairs: Iterable[LabelledPair], *, profile: str = "standard") -> PairFigures:
    """Compare each pair; it counts as the same when its grade counts as a match."""
    true = false = missed = total = 0
    wrong = []
    for pair in pairs:
        said = compare(pair.left, pair.right, profile=profile).grade.counts
        total += 1
        true += said and pair.same
        false += said and not pair.same
        missed += pair.same and not said
        if said != pair.same:
            wrong.append(pair)
    precision = true / (true + false) if true + false else 0.0
    recall = true / (true + missed) if true + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return PairFigures(precision, recall, f1, total, tuple(wrong))


def read_pairs(text: str) -> tuple[LabelledPair, ...]:
    """Read CSV with ``left,right,kind,same``; optional facts as ``left_birth_date``, ``left_country`` and so on."""
    return tuple(_pair(row) for row in csv.DictReader(StringIO(text)))


def _pair(row: dict[str, str]) -> LabelledPair:
    label = (row.get("kind") or row.get("type") or "").strip().lower()
    kind = _FTM.get(label, PartyKind.UNKNOWN)
    same = row["same"].strip().lower() in ("1", "true", "yes")
    return LabelledPair(_side(row, "left", kind), _side(row, "right", kind), same)


def _side(row: dict[str, str], side: str, kind: PartyKind) -> Query:
    births = tuple(PartialDate.parse(each) for each in _several(row, f"{side}_birth_date"))
    countries = tuple(("stated", CountryCode(each.upper())) for each in _several(row, f"{side}_country"))
    return Query(side, (row[side],), kind, births, countries)


def _several(row: dict[str, str], column: str) -> list[str]:
    return [each.strip() for each in (row.get(column) or "").split("|") if each.strip()]


def generated_pairs(parties: Sequence[ListedParty], count: int, *, seed: int = SEED) -> tuple[LabelledPair, ...]:
    """Altered names as positives and near-miss names as negatives, ``count`` of each, half people."""
    rng = Random(seed)
    by_kind = {kind: [party for party in parties if party.kind is kind] for kind in _KINDS}
    pools = {kind: _pool(by_kind[kind]) for kind in _KINDS}
    makers: tuple[Callable[[str, PartyKind], str | None], ...] = (
        lambda text, kind: (altered(text, kind, rng) or (None, None))[1],
        lambda text, kind: _different(text, kind, pools[kind], rng),
    )
    pairs: list[LabelledPair] = []
    for same, make in zip((True, False), makers, strict=True):
        wanted = len(pairs) + count
        for attempt in range(20 * count):
            kind = _KINDS[attempt % 2]
            text = rng.choice(rng.choice(by_kind[kind]).names).text
            other = make(text, kind)
            if other is not None and len(pairs) < wanted:
                pairs.append(LabelledPair(Query("left", (text,), kind), Query("right", (other,), kind), same))
    return tuple(pairs)


def _pool(parties: Sequence[ListedParty]) -> list[str]:
    counts: dict[str, int] = {}
    for party in parties:
        for word in set(words(party.primary_name)):
            counts[word] = counts.get(word, 0) + 1
    return sorted(word for word, number in counts.items() if number >= 4 and word.isascii() and len(word) > 2)


def _different(text: str, kind: PartyKind, pool: Sequence[str], rng: Random) -> str | None:
    """Half replaced by any other attested word, half by an attested word one or two letters away."""
    if rng.random() < 0.5:
        return near_miss(text, kind, pool, rng)
    tokens = list(words(text))
    usable = [word for word in tokens if len(word) > 3 and word.isascii()]
    if not usable:
        return None
    word = rng.choice(usable)
    near = [each for each in pool if 1 <= OSA.distance(each, word, score_cutoff=2) <= 2 and fold(each) != fold(word)]
    near = [each for each in near if canonical(each) != canonical(word)]
    return " ".join(rng.choice(near) if each == word else each for each in tokens) if near else None


def search_figures(
    index: NameIndex,
    parties: dict[str, ListedParty],
    clean: Sequence[Query],
    *,
    cpu: Callable[[], float],
    count: int = 680,
    seed: int = SEED,
) -> dict[str, float]:
    """Recall on listed names (half of them altered), false positives on clean names, queries per CPU-second.

    ``cpu`` gives the process's CPU time in seconds (``time.process_time``).
    """
    rng = Random(seed)
    wanted = _known(list(parties.values()), count, rng)
    queries = [query for query, _, _ in wanted] + list(clean)
    start = cpu()
    answers = screen(queries, index, party_of=parties.get)
    elapsed = cpu() - start
    hits = [
        (changed, bool({match.party_id for match in answer.matches if match.grade.counts} & same))
        for (_, same, changed), answer in zip(wanted, answers, strict=False)
    ]
    false = sum(1 for answer in answers[len(wanted) :] if any(match.grade.counts for match in answer.matches))
    changed_hits = [hit for changed, hit in hits if changed]
    return {
        "altered_recall": sum(changed_hits) / max(len(changed_hits), 1),
        "recall": sum(hit for _, hit in hits) / max(len(hits), 1),
        "false_positive_rate": false / max(len(clean), 1),
        "false_positives_per_10k": 10000 * false / max(len(clean), 1),
        "queries_per_cpu_second": len(queries) / elapsed if elapsed else 0.0,
        "parties": float(index.parties),
        "names": float(index.forms),
    }


def _known(parties: Sequence[ListedParty], count: int, rng: Random) -> list[tuple[Query, frozenset[str], bool]]:
    twins: dict[str, set[str]] = {}
    for party in parties:
        for name in party.names:
            twins.setdefault(" ".join(sorted(words(name.text))), set()).add(party.party_id)
    usable = [party for party in parties if party.kind in _KINDS]
    result: list[tuple[Query, frozenset[str], bool]] = []
    while len(result) < count and usable:
        party = rng.choice(usable)
        text = rng.choice(party.names).text
        if len(words(text)) < 2:
            continue
        change = altered(text, party.kind, rng) if len(result) % 2 else None
        same = frozenset(twins[" ".join(sorted(words(text)))])
        result.append((Query(party.party_id, (change[1] if change else text,), party.kind), same, change is not None))
    return result
