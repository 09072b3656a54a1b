"""Figures of the best open peer beside ours: the same pairs, and the same candidates of the same queries."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from endgate.cli.errors import CHILD_FAILED, BenchError
from endgate.cli.figures.measure import Figures, absent
from endgate.names.measure.dump import fact_cells
from endgate.names.measure.entities import described
from endgate.names.measure.judging import best_cut, counted, judge
from endgate.names.measure.model import LabelledPair
from endgate.names.measure.searching import Searchable, candidate_ids
from endgate.names.model import Query
from endgate.terms.kinds import PartyKind

KEYS = ("peer_f1", "peer_queries_per_cpu_second")
_CUT = 0.70
_QUERIES = 150
_SCHEMATA = {PartyKind.PERSON: "Person", PartyKind.VESSEL: "Vessel", PartyKind.AIRCRAFT: "Airplane"}
_BORN = {"Person": "birthDate", "Vessel": "buildDate", "Airplane": "buildDate"}
_STATE = {"Person": "nationality", "Vessel": "flag"}
_NUMBERS = {
    "imo_ship": "imoNumber",
    "lei": "leiCode",
    "inn": "innCode",
    "ogrn": "ogrnCode",
    "passport": "passportNumber",
}


@dataclass(frozen=True)
class Peer:
    """An interpreter that has the peer installed, and the script that it runs."""

    python: Path
    script: Path

    def score(self, lines: Sequence[tuple[Query, Sequence[Query]]]) -> tuple[list[list[float]], float]:
        """The peer's scores of each query against its candidates, and the CPU seconds of scoring alone."""
        text = "".join(
            json.dumps(
                {"left": _entity(left, "left"), "right": [_entity(each, f"r{at}") for at, each in enumerate(right)]}
            )
            + "\n"
            for left, right in lines
        )
        done = subprocess.run(
            [self.python, "-W", "ignore", self.script], input=text, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise BenchError(CHILD_FAILED.at("peer", done.stderr.strip()[-500:] or f"exit code {done.returncode}"))
        *scores, told = [json.loads(line) for line in done.stdout.splitlines()]
        return scores, float(told["cpu_seconds"])


def peer_figures(
    peer: Peer | None,
    pairs: Sequence[LabelledPair],
    entities: Sequence[LabelledPair],
    searched: Searchable,
    mix: Sequence[Query],
) -> Figures:
    """F1 of the peer at its own cut on the same pairs, and queries it scores in a CPU-second given our candidates."""
    if peer is None:
        return absent(KEYS, "no interpreter of the peer (--peer-python)", key="peer_skipped")
    figures: Figures = {}
    for name, chosen in (("peer", pairs), ("peer_entity", entities)):
        scores, _ = peer.score([(each.left, [each.right]) for each in chosen])
        ours = counted(judge(chosen)).f1
        figures[f"ours{name.removeprefix('peer')}_f1_on_peer_pairs"] = None if ours is None else round(ours, 4)
        scored = [(row[0], each.same) for row, each in zip(scores, chosen, strict=True)]
        f1, cut = best_cut(scored)
        figures |= {
            f"{name}_f1": round(_f1(scored), 4),
            f"{name}_best_f1": round(f1, 4),
            f"{name}_best_f1_cut": round(cut, 4),
        }
    asked = mix[:_QUERIES]
    lines = [(query, _candidates(query, searched)) for query in asked]
    _, cpu = peer.score(lines)
    figures["peer_queries_per_cpu_second"] = round(len(asked) / cpu, 1) if cpu else None
    figures["peer_candidates_per_query"] = round(sum(len(right) for _, right in lines) / max(len(asked), 1), 1)
    return figures


def _candidates(query: Query, searched: Searchable) -> list[Query]:
    found = [searched.parties[each] for each in candidate_ids(searched, query)]
    return [described(party, *(name.text for name in party.names)) for party in found]


def _f1(scored: Iterable[tuple[float, bool]]) -> float:
    rows = list(scored)
    true = sum(same and score >= _CUT for score, same in rows)
    said = sum(score >= _CUT for score, _ in rows)
    positives = sum(same for _, same in rows)
    return 2 * true / (said + positives) if said + positives else 0.0


def _entity(query: Query, ref: str) -> dict[str, object]:
    """The party in the peer's terms."""
    schema = _SCHEMATA.get(query.kind, "Organization" if query.kind is PartyKind.ORGANISATION else "LegalEntity")
    facts = fact_cells(query)
    properties: dict[str, list[str]] = {"name": list(query.names)}
    if facts["birth_date"]:
        properties[_BORN.get(schema, "incorporationDate")] = facts["birth_date"].replace("~", "").split("|")
    if facts["country"]:
        properties[_STATE.get(schema, "country")] = facts["country"].lower().split("|")
    for number in query.identifiers:
        key = _NUMBERS.get(number.kind.value, "idNumber" if schema in ("Person", "Organization", "LegalEntity") else "")
        if key and (key != "imoNumber" or schema == "Vessel"):
            properties.setdefault(key, []).append(number.value)
    return {"id": ref, "schema": schema, "properties": properties}
