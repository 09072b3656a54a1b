"""Figures of the best open peer beside ours: on the same pairs, and on the same queries over the same parties."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from endgate.cli.errors import CHILD_FAILED, BenchError
from endgate.cli.figures.measure import Figures, absent
from endgate.lists.model import ListedParty
from endgate.names.measure.dump import fact_cells
from endgate.names.measure.entities import described
from endgate.names.measure.judging import best_cut, counted, judge
from endgate.names.measure.model import LabelledPair, LabelledQuery
from endgate.names.measure.searching import Searchable, answer, recall
from endgate.names.model import Query
from endgate.terms.kinds import PartyKind

KEYS = ("peer_f1", "peer_queries_per_cpu_second")
_CUT = 0.70
_QUERIES = 1000
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

    def score(self, pairs: Sequence[LabelledPair]) -> tuple[list[float], float]:
        """The peer's score of each pair, and the CPU seconds of scoring."""
        lines = [{"left": _entity(each.left, "left"), "right": [_entity(each.right, "right")]} for each in pairs]
        rows, cpu = self._run("score", lines)
        return [float(row[0]) for row in rows], cpu

    def search(self, parties: Iterable[ListedParty], asked: Sequence[LabelledQuery]) -> tuple[list[Any], float]:
        """The best score and its party for each query, last how many pairs were scored; and the CPU seconds."""
        listed = [_entity(described(each, *(n.text for n in each.names)), each.party_id) for each in parties]
        queries = [_entity(each.query, f"q{at}") for at, each in enumerate(asked)]
        return self._run("search", [listed, *queries])

    def _run(self, mode: str, lines: Sequence[object]) -> tuple[list[Any], float]:
        text = "".join(json.dumps(line) + "\n" for line in lines)
        command = [str(self.python), "-W", "ignore", str(self.script), mode]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise BenchError(CHILD_FAILED.at("peer", done.stderr.strip()[-500:] or f"exit code {done.returncode}"))
        *answers, told = [json.loads(line) for line in done.stdout.splitlines()]
        return answers, float(told["cpu_seconds"])


@dataclass(frozen=True)
class PeerCases:
    """What both are asked: pairs of names, pairs with facts, and queries over the searched parties."""

    pairs: Sequence[LabelledPair]
    entities: Sequence[LabelledPair]
    searched: Searchable
    mix: Sequence[LabelledQuery]


def peer_figures(peer: Peer | None, cases: PeerCases) -> Figures:
    """F1 of the peer at its own cut on the same pairs; its recall and speed on the same queries, by its own index."""
    if peer is None:
        return absent(KEYS, "no interpreter of the peer (--peer-python)", key="peer_skipped")
    pairs = _of_pairs(peer, "", cases.pairs)
    return {**pairs, **_of_pairs(peer, "_entity", cases.entities), **_of_queries(peer, cases)}


def _of_pairs(peer: Peer, part: str, chosen: Sequence[LabelledPair]) -> Figures:
    scores, cpu = peer.score(chosen)
    scored = [(score, each.same) for score, each in zip(scores, chosen, strict=True)]
    f1, cut = best_cut(scored)
    ours = counted(judge(chosen)).f1
    figures: Figures = {f"ours{part}_f1_on_peer_pairs": None if ours is None else round(ours, 4)}
    figures |= {f"peer{part}_f1": round(_f1(scored), 4), f"peer{part}_best_f1": round(f1, 4)}
    figures |= {f"peer{part}_best_f1_cut": round(cut, 4)}
    return figures if part else figures | {"peer_pairs_per_cpu_second": round(len(chosen) / cpu, 1) if cpu else None}


def _of_queries(peer: Peer, cases: PeerCases) -> Figures:
    asked = cases.mix[:_QUERIES]
    (*best, told), cpu = peer.search(cases.searched.parties.values(), asked)
    ours = answer(cases.searched, asked)
    altered = [at for at, each in enumerate(asked) if each.expected and each.variant]
    theirs = [float(best[at][0]) >= _CUT and best[at][1] in asked[at].expected for at in altered]
    return {
        "peer_queries_per_cpu_second": round(len(asked) / cpu, 1) if cpu else None,
        "peer_candidates_per_query": round(told["pairs"] / max(len(asked), 1), 1),
        "peer_altered_recall": round(sum(theirs) / len(theirs), 4) if theirs else None,
        "ours_altered_recall_on_peer_queries": _rounded(recall(ours[at] for at in altered)),
        "peer_altered_queries": len(altered),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


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
