"""The evidence screen: each claim with the chain of who says it through whom, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from endgate.evidence.exchange.wording import says
from endgate.evidence.vocabulary import Modality

Record = Mapping[str, Any]


def evidence_page(record: Record) -> dict[str, Any]:
    """The claims, documents and contradictions that a decision rests on."""
    held = record["input"].get("claims", {})
    sources = {each["id"]: each.get("name", each["id"]) for each in held.get("sources", ())}
    documents = {each["id"]: each for each in held.get("documents", ())}
    weighed = record.get("evidence", {})
    return {
        "documents": [
            {"id": each["id"], "title": each.get("title", ""), "label": each.get("label", ""), "date": _date(each)}
            for each in documents.values()
        ],
        "claims": [_claim(each, sources, documents) for each in held.get("claims", ())],
        "corroboration": [_corroboration(each) for each in weighed.get("corroboration", ())],
        "contradictions": [
            {key: str(value) for key, value in each.items()} for each in weighed.get("contradictions", ())
        ],
        "knowledge": [
            {
                "actor": each["actor"],
                "what": each["proposition"],
                "grade": str(each["grade"]).replace("_", " "),
                "since": str(each["since"]),
                "basis": ", ".join(each.get("basis", ())),
            }
            for each in record["knowledge"]
        ],
    }


def _claim(claim: Record, sources: Mapping[str, str], documents: Mapping[str, Record]) -> dict[str, Any]:
    document = documents.get(claim.get("document", ""), {})
    reviews = claim.get("review", ())
    return {
        "id": claim["id"],
        "sentence": " ".join(_spoken(claim, sources)),
        "modality": claim.get("modality", ""),
        "polarity": claim.get("polarity", "affirmed"),
        "label": claim.get("label", ""),
        "document": document.get("title", claim.get("document", "")),
        "quote": claim.get("quote", ""),
        "state": (reviews[-1].get("state", "") if reviews and isinstance(reviews[-1], Mapping) else "") or "proposed",
    }


def _spoken(claim: Record, sources: Mapping[str, str]) -> Iterator[str]:
    """``A says that B says that …``: the chain from the outlet inwards, then the proposition."""
    chain = [link if isinstance(link, str) else link.get("source", "") for link in claim.get("chain", ())]
    for number, source in enumerate(chain):
        last = number == len(chain) - 1
        yield sources.get(source, source)
        yield says(Modality(claim["modality"])) if last else "says that"
    yield claim["proposition"]


def _corroboration(each: Record) -> dict[str, Any]:
    return {
        "proposition": each["proposition"],
        "claims": list(each["claims"]),
        "origins": list(each["origins"]),
        "outlets": list(each["outlets"]),
        "unnamed": each["unnamed"],
        "denials": list(each.get("interested_denials", ())),
    }


def _date(document: Record) -> str:
    stated = document.get("date")
    return " to ".join(map(str, stated.values())) if isinstance(stated, Mapping) else str(stated or "")
