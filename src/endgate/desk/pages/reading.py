"""What the screens show of a decision record, made from its bytes alone: the two ledgers, questions, coverage.

Every function returns plain values, so that a page and its JSON twin show the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from endgate.routes.detectors.answer import flag_names

Record = Mapping[str, Any]
Trees = Mapping[tuple[str, str, str], Sequence[str]]

ORDER = ("PROCEED", "PROCEED_WITH_CONDITIONS", "LICENCE", "HOLD", "STOP")
"""Dispositions from the mildest; the words of the decision record (``endgate.decision/1``)."""
GRADES = ("LOW", "MEDIUM", "HIGH")
_WORDS = {"PROCEED_WITH_CONDITIONS": "PROCEED with conditions"}
_STATES = {"APPLIES": "applies", "OPEN": "open", "DEFEATED": "set aside by an exception", "NO": "does not apply"}
_KINDS = {
    "IMPLEMENTATION_OPEN": "implementation open: ",
    "implementation_open": "implementation open: ",
    "unreviewed_law": "law not reviewed: ",
    "indicated_view": "if as indicated: ",
    "conflict": "conflict: ",
}


def word(disposition: str) -> str:
    """A disposition as it is printed."""
    return _WORDS.get(disposition, disposition)


def worst(record: Record) -> str:
    """The gravest disposition of any actor; ``HOLD`` where the record has none, for nothing was decided."""
    found = [str(actor["disposition"]) for actor in record["actors"]]
    return max(found, key=ORDER.index, default="HOLD")


def gravest(record: Record) -> str:
    """The gravest grade of concern, or ``none``."""
    return max((str(each["grade"]) for each in record["concerns"]), key=_gravity, default="none")


def graver(grade: str, than: str) -> bool:
    """Is a grade of concern graver than another? Any is graver than none."""
    return grade != than and (than == "none" or (grade != "none" and _gravity(grade) > _gravity(than)))


def _gravity(grade: str) -> int:
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def legality(record: Record, trees: Trees | None = None) -> dict[str, Any]:
    """The law's ledger. ``trees`` holds reasons line by line by actor, measure and view, where computed again."""
    return {
        "worst": worst(record),
        "worst_words": word(worst(record)),
        "why_not": "The record names no actor.",
        "actors": [_actor(actor, trees or {}) for actor in record["actors"]],
    }


def _actor(actor: Record, trees: Trees) -> dict[str, Any]:
    return {
        "id": actor["actor"],
        "name": actor["name"],
        "jurisdictions": list(actor["jurisdictions"]),
        "disposition": actor["disposition"],
        "verdict": word(actor["disposition"]),
        "also": _also(actor),
        "views": _views(actor),
        "reasons": _reasons(actor, trees),
        "nothing": "Only conditions apply." if actor.get("conditions") else "No measure that was evaluated bites.",
        "contested": sorted({each["measure"] for each in actor["findings"] if "rejected" in each.get("flags", ())}),
        "conflicts": [_conflict(each) for each in actor.get("conflicts", ())],
        "conditions": list(actor.get("conditions", ())),
        "not_bound": list(actor.get("not_bound", ())),
        "not_encoded": [each if isinstance(each, str) else str(each) for each in actor.get("not_encoded", ())],
    }


def _reasons(actor: Record, trees: Trees) -> list[dict[str, Any]]:
    """The reasons, the gravest first; those that say the same for several items or indicated views stand once."""
    ranked = sorted(actor["reasons"], key=lambda each: -_weight(each))
    shown = [_reason(actor, each, _cited(actor, each), trees) for each in ranked]
    first = {(each["label"], each["state"], each["gives"]): each for each in reversed(shown)}
    return [each for each in shown if first[each["label"], each["state"], each["gives"]] is each]


def _cited(actor: Record, reason: Record) -> Record | None:
    """The finding behind a reason, in the reason's own view: declared and indicated may stand differently."""
    found = [each for each in actor["findings"] if each["measure"] == reason["measure"]]

    def other(each: Record) -> tuple[bool, bool]:
        return each["view"] != reason.get("view", "declared"), each.get("contributes") != reason.get("contributes")

    return min(found, key=other, default=None)


def _weight(reason: Record) -> int:
    gives = reason.get("contributes")
    return ORDER.index(gives) if gives in ORDER else -1


def _also(actor: Record) -> str:
    if actor["disposition"] == actor["with_unreviewed"]:
        return ""
    return f"With law that nobody has reviewed: {word(actor['with_unreviewed'])}"


def _views(actor: Record) -> list[str]:
    """One line per view, only where the views differ: what holds as declared and what as indicated."""
    by_view = {(each["view"], each["disposition"]) for each in actor["views"]}
    if len({disposition for _, disposition in by_view}) < 2:
        return []
    return [f"As {view}: {word(disposition)}" for view, disposition in sorted(by_view)]


def _reason(actor: Record, reason: Record, finding: Record | None, trees: Trees) -> dict[str, Any]:
    measure = str(reason["measure"]).removeprefix("IMPLEMENTATION_OPEN:")
    gap = next((each for each in actor.get("gaps", ()) if each["id"] == measure), None)
    if gap is not None:
        return _gap(gap, reason)
    return {
        "measure": measure,
        "label": _KINDS.get(reason["kind"], "") + measure,
        "state": _STATES.get(finding["state"], finding["state"].lower()) if finding else "open",
        "gives": word(reason.get("contributes") or "nothing"),
        "view": reason.get("view", "declared"),
        "shadow": bool(finding) and finding["review"] == "unreviewed",  # type: ignore[index]
        "review": finding["review"] if finding else "",
        "say": finding.get("say", "") if finding else "",
        "citation": (finding.get("citation") if finding else "") or measure,
        "href": f"/law/{measure}",
        "lines": list(trees.get((actor["actor"], measure, reason.get("view", "declared")), ())),
    }


def _gap(gap: Record, reason: Record) -> dict[str, Any]:
    """A reason that no measure gives: what would have a say and is not held, and what to do instead."""
    return {
        "measure": gap["id"],
        "label": f"not held: {gap['id']}",
        "state": "nobody was asked",
        "gives": word(reason.get("contributes") or "nothing"),
        "view": reason.get("view", "declared"),
        "shadow": False,
        "review": "",
        "say": gap["what"],
        "citation": gap["ask"],
        "href": "",
        "lines": [],
    }


def _conflict(conflict: Record) -> str:
    return " against ".join(str(value) for value in conflict.values() if isinstance(value, str)) or str(conflict)


def concern(record: Record) -> dict[str, Any]:
    """The other ledger: hypotheses with what supports them; never an outcome of law."""
    return {
        "gravest": gravest(record),
        "hypotheses": [_hypothesis(each) for each in record["concerns"]],
        "flags": list(dict.fromkeys(_flags(record["flags"]))),
    }


def _hypothesis(each: Record) -> dict[str, Any]:
    basis = []
    if each.get("claims"):
        basis.append("Claims: " + ", ".join(map(str, each["claims"])))
    if "origins" in each:
        count = len(each["origins"])
        basis.append(f"{count} independent origin{'s' * (count != 1)}; outlets that repeat one are not counted")
    basis += [f"Contradicted by {each_one}" for each_one in each.get("contradicted_by", ())]
    return {
        "programme": each["programme"],
        "grade": each["grade"],
        "hypothesis": each["hypothesis"],
        "indicators": [
            {"name": one["name"], "says": one["says"], "evidence": list(map(str, one["evidence"]))}
            for one in each["indicators"]
        ],
        "basis": basis,
    }


def _flags(flags: Iterable[Record]) -> Iterator[str]:
    for flag in flags:
        if flag["fired"] == "T":
            values = "; ".join(f"{name}: {value}" for name, value in flag["values"].items())
            name = flag_names().get(flag["id"], "")
            yield f"{flag['id']}{f' {name}' if name else ''} ({flag['subject']}){f': {values}' if values else ''}"


def policy_word(outcome: str) -> str:
    """An outcome of company policy as it is printed."""
    return outcome.removeprefix("POLICY_").lower() or "nothing"


def policy(record: Record, *, in_force: bool = False) -> dict[str, Any]:
    """The company's own rules, in a box of their own: never an outcome of law. ``in_force``: is one set up now?"""
    found = record.get("policy")
    if found is None:
        late = "A policy is set up now and was not when this was decided; decide again to see what it says."
        return {"set_up": False, "why_not": late if in_force else "None is set up at this desk.", "actors": []}
    head = found["policy"]
    return {
        "set_up": True,
        "why_not": "",
        "title": head.get("title") or head["id"],
        "owner": head.get("owner", ""),
        "adopted": head.get("adopted") or "",
        "actors": [
            {
                "name": actor["name"],
                "outcome": actor["outcome"],
                "words": policy_word(actor["outcome"]),
                "rules": list(map(_rule, actor["findings"])),
            }
            for actor in found["actors"]
        ],
    }


def _rule(finding: Record) -> dict[str, Any]:
    return {
        "rule": finding["rule"],
        "state": _STATES.get(finding["state"], finding["state"].lower()),
        "says": policy_word(finding["says"]),
        "view": finding["view"],
        "items": list(finding["items"]),
        "say": finding["say"],
        "decided_by": finding.get("decided_by", ""),
        "concern": finding.get("concern", ""),
        "asks": list(finding.get("asks", ())),
    }


def questions(record: Record) -> list[dict[str, Any]]:
    """All questions, the cheapest first, each once, with the actors they are put to."""
    found: dict[str, dict[str, Any]] = {}
    for text in record["questions"]:
        found.setdefault(str(text), {"text": str(text), "cost": 0, "settles": "", "whose": ["of the case"]})
    for actor in record["actors"]:
        for each in actor["questions"]:
            new = {"text": each["text"], "cost": each["cost"], "settles": word(each["settles"] or ""), "whose": []}
            found.setdefault(each["text"], new)["whose"].append(actor["name"])
    ordered = sorted(found.values(), key=lambda each: each["cost"])
    return [{**each, "whose": "; ".join(dict.fromkeys(each["whose"]))} for each in ordered]


def coverage(record: Record) -> dict[str, Any]:
    """What was checked, what was not and how to mend that, what is stale, and how much law was evaluated."""
    held = record["coverage"]
    law = held["law"]
    return {
        "checked": list(held["checked"]),
        "not_checked": list(held["not_checked"]),
        "stale": [
            f"{each['source']}: stated {each['stated']}, {each['age_days']} days old"
            for each in held["checked"]
            if each["stale"]
        ],
        "law": f"{law['evaluated']} measures evaluated, {law['counting']} count, {law['shadow']} not reviewed",
    }


def title(record: Record) -> str:
    """The shipment's title, else its id."""
    return str(record.get("title") or record["shipment"])


def parties(record: Record) -> list[str]:
    """The parties in their original script, in the order of the shipment."""
    return [str(each["name"]) for each in record["input"]["shipment"].get("parties", ())]


def goods(record: Record) -> str:
    """What the shipment carries, in the words of its items."""
    return "; ".join(str(each.get("description", "")) for each in record["input"]["shipment"].get("items", ()))


def route(record: Record) -> str:
    """From where to where; what was indicated beside what was declared where they differ."""
    shipment = record["input"]["shipment"]
    start = shipment.get("goods_location") or "?"
    ends = {each["destination"] for each in record["views"] if each["view"] != "declared"}
    declared = shipment.get("declared_destination") or "?"
    beside = sorted(end for end in ends if end and end != declared)
    return f"{start} > {declared}" + (f", indicated {', '.join(beside)}" if beside else "")
