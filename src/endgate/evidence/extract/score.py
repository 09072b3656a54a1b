"""Scores proposals against a gold file by the rules of the claims benchmark; counts are summed before dividing."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

_STOP = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "in",
        "from",
        "by",
        "that",
        "this",
        "with",
        "state",
        "united",
        "states",
        "department",
        "newspaper",
        "document",
    }
)
_IOU = 0.5


@dataclass
class Counts:
    """Sums over the texts scored."""

    texts: int = 0
    claims_gold: int = 0
    claims_proposed: int = 0
    matched: int = 0
    modality: int = 0
    polarity: int = 0
    type: int = 0
    exact: int = 0
    links_found: int = 0
    links: int = 0
    roles_found: int = 0
    roles: int = 0
    mentions_found: int = 0
    mentions_gold: int = 0
    mentions_proposed: int = 0
    countries_found: int = 0
    countries: int = 0

    def add(self, other: Counts) -> None:
        for each in fields(Counts):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def figures(self) -> dict[str, int | float | None]:
        """The figures under the plain key names of the benchmark."""
        return {
            "texts": self.texts,
            "claims_gold": self.claims_gold,
            "claims_proposed": self.claims_proposed,
            "matched": self.matched,
            "precision": _share(self.matched, self.claims_proposed) or 0.0,
            "recall": _share(self.matched, self.claims_gold) or 0.0,
            "f1": _f1(self.matched, self.claims_proposed, self.claims_gold),
            "modality_acc": _share(self.modality, self.matched),
            "polarity_acc": _share(self.polarity, self.matched),
            "type_acc": _share(self.type, self.matched),
            "chain_exact": _share(self.exact, self.matched),
            "chain_link_recall": _share(self.links_found, self.links),
            "role_recall": _share(self.roles_found, self.roles),
            "mentions_f1": _f1(self.mentions_found, self.mentions_proposed, self.mentions_gold),
            "country_mention_recall": _share(self.countries_found, self.countries),
        }


def score(gold: dict[str, Any], predicted: dict[str, Any]) -> Counts:
    """Score one text. Claims match one to one by overlap of at least half, best overlap first."""
    counts = Counts(texts=1, claims_gold=len(gold["claims"]), claims_proposed=len(predicted["claims"]))
    _score_mentions(gold, predicted, counts)
    for left, right in _matches(gold["claims"], predicted["claims"]):
        counts.matched += 1
        _score_claim(gold, gold["claims"][left], predicted["claims"][right], counts)
    return counts


def _score_mentions(gold: dict[str, Any], predicted: dict[str, Any], counts: Counts) -> None:
    wanted = {tuple(one["span"]): each["type"] for each in gold["entities"] for one in each["mentions"]}
    found = {tuple(each["span"]) for each in predicted.get("mentions", [])}
    countries = {span for span, kind in wanted.items() if kind == "country"}
    counts.mentions_gold, counts.mentions_proposed = len(wanted), len(found)
    counts.mentions_found = len(set(wanted) & found)
    counts.countries, counts.countries_found = len(countries), len(countries & found)


def _matches(gold: list[Any], predicted: list[Any]) -> list[tuple[int, int]]:
    pairs = [(_iou(g["span"], p["span"]), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    taken: list[tuple[int, int]] = []
    for overlap, left, right in sorted(pairs, reverse=True):
        if overlap < _IOU:
            break
        if all(left != i and right != j for i, j in taken):
            taken.append((left, right))
    return taken


def _score_claim(gold: dict[str, Any], wanted: dict[str, Any], found: dict[str, Any], counts: Counts) -> None:
    counts.modality += wanted["modality"] == found["modality"]
    counts.polarity += wanted["polarity"] == found.get("polarity", "affirmed")
    counts.type += wanted["type"] == found.get("type")
    names = {each["id"]: each["name"] for each in gold["sources"]}
    links = [names[each["source"]] for each in wanted["chain"][1:]]
    given = [each if isinstance(each, str) else each.get("name", "") for each in found.get("chain", [])][1:]
    hits = _in_order(links, given)
    counts.links += len(links)
    counts.links_found += sum(hits)
    counts.exact += all(hits) and len(links) == len(given)
    _score_roles(gold, wanted, found, counts)


def _in_order(links: list[str], given: list[str]) -> list[bool]:
    position, hits = 0, []
    for link in links:
        at = next((k for k in range(position, len(given)) if _words(link) & _words(given[k])), None)
        hits.append(at is not None)
        position = position if at is None else at + 1
    return hits


def _score_roles(gold: dict[str, Any], wanted: dict[str, Any], found: dict[str, Any], counts: Counts) -> None:
    entities = {each["id"]: each for each in gold["entities"]}
    for role, value in wanted["roles"].items():
        known = [each for each in (value if isinstance(value, list) else [value]) if each in entities]
        if not known:
            continue
        counts.roles += 1
        given = _words(found.get("roles", {}).get(role) or "")
        counts.roles_found += any(given & _entity_words(entities[each]) for each in known)


def _entity_words(entity: dict[str, Any]) -> set[str]:
    return _words(entity["name"]).union(*(_words(each["text"]) for each in entity["mentions"]))


def _words(name: str) -> set[str]:
    found = re.findall(r"[a-z0-9]+", name.lower())
    return {each for each in found if each not in _STOP and (len(each) > 2 or each in ("ii", "us"))}


def _iou(a: list[int], b: list[int]) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0]))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _f1(matched: int, proposed: int, gold: int) -> float:
    return round(2 * matched / (proposed + gold), 3) if proposed + gold and matched else 0.0
