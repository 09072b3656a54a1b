"""Scores and searches with the peer's logic-v2 and tells the CPU time. Run by the interpreter that has nomenklatura.

``names_peer.py score``: reads JSON lines, each with ``left`` (one party) and ``right`` (a list of parties), and prints
for each the list of scores. ``names_peer.py search``: the first line is the list of parties to search, each further
line one party to find; prints for each the best score and the id it belongs to, then how many pairs were scored.
Parties are followthemoney entities. Last comes an object with the CPU seconds: of scoring, or of candidates from the
peer's own index and their scoring. Loading of its tables, making of entities and building of its index are left out.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from followthemoney import Dataset, EntityProxy, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import get_algorithm

ALGORITHM = "logic-v2"
WARM = 20


def main(mode: str) -> None:
    """Answer every line of stdin."""
    algorithm = get_algorithm(ALGORITHM)
    if algorithm is None:
        sys.exit(f"this nomenklatura has no {ALGORITHM}")
    lines = [json.loads(line) for line in sys.stdin]
    answers, taken = (search if mode == "search" else score)(algorithm, lines)
    for answer in answers:
        sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.write(json.dumps({"cpu_seconds": taken}) + "\n")


def score(algorithm: Any, lines: list[dict[str, Any]]) -> tuple[list[Any], float]:
    """Scores of each line, and CPU seconds."""
    config = algorithm.default_config()
    made = [(proxy(line["left"]), [proxy(each) for each in line["right"]]) for line in lines]
    for left, right in made[:WARM]:
        for each in right:
            algorithm.compare(left, each, config)
    start = time.process_time()
    scores = [[float(algorithm.compare(left, each, config).score) for each in right] for left, right in made]
    return scores, time.process_time() - start


def proxy(raw: dict[str, Any]) -> EntityProxy:
    """Make one party; values that the peer's own types refuse are cleaned or dropped as it would do."""
    return EntityProxy.from_dict(raw, cleaned=False)


class Parties:
    """What the peer's index asks of a store: all entities."""

    def __init__(self, entities: list[StatementEntity]) -> None:
        self.all = entities

    def entities(self, include_schemata: object = None) -> Iterator[StatementEntity]:  # noqa: ARG002, the peer's own call
        """Each party once; all of them may be matched."""
        yield from self.all


def search(algorithm: Any, lines: list[Any]) -> tuple[list[Any], float]:
    """The best score and its party for each query, and CPU seconds."""
    dataset = Dataset.make({"name": "bench", "title": "bench"})
    listed, *asked = [statements(dataset, raw) for raw in ([lines[0]], *([each] for each in lines[1:]))]
    parties = {each.id: each for each in listed}
    queries = {each.id: each for (each,) in asked}
    config = algorithm.default_config()
    for query in list(queries.values())[:WARM]:
        algorithm.compare(query, listed[0], config)
    best: dict[str, tuple[float, str]] = {}
    pairs = 0
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Parties(listed), Path(folder))
        index.build()
        start = time.process_time()
        for query_id, matches in index.match_entities(queries.values()):
            query = queries[str(query_id)]
            for party_id, _ in matches:
                found = float(algorithm.compare(query, parties[str(party_id)], config).score)
                best[query.id] = max(best.get(query.id, (0.0, "")), (found, str(party_id)))
                pairs += 1
        taken = time.process_time() - start
        index.close()
    return [[*best.get(each, (0.0, ""))] for each in queries] + [{"pairs": pairs}], taken


def statements(dataset: Dataset, raws: list[Any]) -> list[StatementEntity]:
    """Parties in the form that the index reads."""
    flat = raws[0] if isinstance(raws[0], list) else raws
    return [StatementEntity.from_data(dataset, raw, cleaned=False) for raw in flat]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "score")
