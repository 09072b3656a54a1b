"""Earlier classifications by people, kept for ever, and the ones that a new item recalls. Shown, never inherited."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from endgate.goods import codes
from endgate.goods.data import GoodsData
from endgate.goods.errors import BAD_ASSESSMENT, GoodsError
from endgate.goods.folding import fold
from endgate.goods.versions import in_version, position

if TYPE_CHECKING:
    from endgate.shipment.model import Item

FILE = "assessments.jsonl"
NOT_LISTED = "not_listed"


@dataclass(frozen=True)
class Assessment:
    """One classification by a person: entries, or ``not_listed`` alone, under one list in one version.

    ``key`` is maker and part number, else a hash of the words and parameters. ``supersedes`` names an older one's id.
    """

    id: str
    key: str
    description: str
    maker: str
    part_number: str
    parameters: Mapping[str, str]
    list: str
    version: str
    entries: tuple[str, ...]
    by: str
    on: date
    note: str = ""
    supersedes: str = ""


class Likeness(StrEnum):
    """Why an assessment is recalled."""

    SAME_ITEM = "same_item"
    SAME_PARAMETERS = "same_maker_and_parameters"
    SAME_WORDS = "same_words"


@dataclass(frozen=True)
class Precedent:
    """An assessment that an item recalls: how it is alike, what changed in its provisions, what speaks against it."""

    assessment: Assessment
    likeness: Likeness
    changed: tuple[str, ...]
    conflicts: tuple[str, ...]


def key_of(item: Item) -> str:
    """Maker and part number where both are stated, else a hash of the folded words and parameters."""
    if item.maker and item.part_number:
        return f"{fold(item.maker)}|{fold(item.part_number)}"
    said = [fold(item.description), *sorted(f"{fold(name)}={fold(text)}" for name, text in item.parameters.items())]
    return "sha256:" + hashlib.sha256("|".join(said).encode()).hexdigest()[:32]


def assess(
    item: Item,
    list_id: str,
    entries: Sequence[str],
    data: GoodsData,
    *,
    by: str,
    on: date,
    note: str = "",
    old: str = "",
) -> Assessment:
    """Make an assessment. Raises GoodsError: no author, no code of the list, ``not_listed`` beside codes."""
    where = data.list_id(list_id)
    paths = tuple(dict.fromkeys(_path(each, where, on, data) for each in entries))
    if not by.strip() or not paths or (NOT_LISTED in paths and len(paths) > 1):
        what = "an assessment needs an author, and either codes or 'not_listed' alone"
        raise GoodsError(BAD_ASSESSMENT.at("assessment", what))
    version = position(where, on, data).label or "text not held"
    body = (key_of(item), where, version, paths, by, on.isoformat(), note, old)
    ident = hashlib.sha256(json.dumps(body).encode()).hexdigest()[:12]
    facts = (item.description, item.maker, item.part_number, dict(item.parameters))
    return Assessment(ident, body[0], *facts, where, version, paths, by, on, note, old)


def _path(written: str, list_id: str, on: date, data: GoodsData) -> str:
    if codes.says_not_listed(written):
        return NOT_LISTED
    path = codes.canonical(written)
    versions = [row["valid_from"] for row in position(list_id, on, data).versions]
    entry = "" if path is None else path.split(".", 1)[0]
    if path is None or (versions and not any(in_version(entry, list_id, each, data) for each in versions)):
        raise GoodsError(BAD_ASSESSMENT.at("assessment", f"{written!r} is no code of {list_id} on {on}"))
    return path


def record(folder: Path, assessment: Assessment) -> None:
    """Append an assessment to the file of the folder; nothing that stands there is ever changed."""
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps({**asdict(assessment), "on": assessment.on.isoformat()}, ensure_ascii=False, sort_keys=True)
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def recorded(folder: Path) -> tuple[Assessment, ...]:
    """Every assessment of the folder in the order of recording. Raises GoodsError for a line that cannot be read."""
    path = folder / FILE
    if not path.exists():
        return ()
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            found.append(_read(json.loads(line)))
        except (ValueError, TypeError, KeyError) as error:
            raise GoodsError(BAD_ASSESSMENT.at(f"{path.name}:{number}", str(error))) from error
    return tuple(found)


def _read(raw: dict[str, Any]) -> Assessment:
    fields = {**raw, "entries": tuple(raw["entries"]), "on": date.fromisoformat(raw["on"])}
    return Assessment(**fields)


def precedents(item: Item, known: Sequence[Assessment], data: GoodsData, *, as_of: date) -> tuple[Precedent, ...]:
    """The assessments that the item recalls, newest first; a superseded one is left out, a conflict is named."""
    replaced = {each.supersedes for each in known if each.supersedes}
    alike = [(each, how) for each in known if each.id not in replaced and (how := _alike(item, each)) is not None]
    alike.sort(key=lambda pair: (pair[0].on, pair[0].id), reverse=True)
    return tuple(
        Precedent(each, how, _changed(each, data, as_of), _conflicts(each, [other for other, _ in alike]))
        for each, how in alike
    )


def _alike(item: Item, known: Assessment) -> Likeness | None:
    if key_of(item) == known.key:
        return Likeness.SAME_ITEM
    same_maker = item.maker != "" and fold(item.maker) == fold(known.maker)
    if same_maker and item.parameters and _folded(item.parameters) == _folded(known.parameters):
        return Likeness.SAME_PARAMETERS
    same_words = fold(item.description) == fold(known.description) and fold(item.description) != ""
    return Likeness.SAME_WORDS if same_words and _folded(item.parameters) == _folded(known.parameters) else None


def _folded(parameters: Mapping[str, str]) -> dict[str, str]:
    return {fold(name): fold(text) for name, text in parameters.items()}


def _changed(known: Assessment, data: GoodsData, day: date) -> tuple[str, ...]:
    """What our data know to have changed since in the provisions cited, and that the list has a newer text."""
    now = position(known.list, day, data)
    found = [] if now.label == known.version else [f"assessed on {known.version}, the day's text is {now.label}"]
    for path in known.entries:
        if path == NOT_LISTED or not found:
            continue
        found += _provision_changes(known, path, data, day)
    if found and NOT_LISTED in known.entries:
        found.append("entries may have been added since: look at the list again")
    return tuple(found)


def _provision_changes(known: Assessment, path: str, data: GoodsData, day: date) -> list[str]:
    entry = path.split(".", 1)[0]
    versions = [row["valid_from"] for row in position(known.list, day, data).versions]
    if versions and not any(in_version(entry, known.list, each, data) for each in versions):
        return [f"{entry} is not in the day's text"]
    rule = data.rules.get(known.list, {}).get(entry)
    if rule is None:
        return [f"no rule of {entry} tells what changed: compare the two texts"]
    since = known.on.isoformat()
    dates = {
        block["from"]
        for name, provision in rule["provisions"].items()
        if path == entry or name == path or path.startswith(name + ".")
        for block in (*provision.get("versions", ()), {"from": provision.get("since", "")})
        if since < block["from"] <= day.isoformat()
    }
    return [f"{path} has other conditions since {each}" for each in sorted(dates)]


def _conflicts(known: Assessment, others: Sequence[Assessment]) -> tuple[str, ...]:
    return tuple(
        f"{other.id} by {other.by} on {other.on} says {', '.join(other.entries)}"
        for other in others
        if other.list == known.list and set(other.entries) != set(known.entries)
    )
