"""Classifies items: identify, raise candidates, evaluate their rules, check claims, and sum up per list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from endgate.goods.candidates import Subject, subject
from endgate.goods.claims import ANSWERED_TWIN, ReadClaim, check, read_claims
from endgate.goods.data import GoodsData
from endgate.goods.entries import by_identity, by_name, by_rule, without_rule
from endgate.goods.evaluate import leaves
from endgate.goods.inferred import infer, quoted
from endgate.goods.mixtures import party_to_cwc
from endgate.goods.model import (
    Basis,
    Cause,
    EntryResult,
    Fit,
    GoodsCoverage,
    Identified,
    ItemResult,
    ListResult,
    Status,
)
from endgate.goods.nearness import near_misses
from endgate.goods.questions import questions
from endgate.goods.search import search
from endgate.goods.summary import summarise
from endgate.goods.supplied import State, ambiguous
from endgate.goods.tariff import tariff_fault
from endgate.goods.versions import in_some_version, position
from endgate.terms.faults import Fault

if TYPE_CHECKING:
    from endgate.shipment.model import Item
    from endgate.terms.places import CountryCode

_SEEN = 5


def classify(
    items: Sequence[Item], data: GoodsData, *, as_of: date, destination: CountryCode | None = None
) -> tuple[ItemResult, ...]:
    """Classify every item under every list that ``data`` knows, as the lists stood on ``as_of``.

    A ``destination`` decides between notes on mixtures that speak of States party to the Chemical Weapons Convention.
    """
    return tuple(_classify(item, data, as_of, destination) for item in items)


def _classify(item: Item, data: GoodsData, day: date, destination: CountryCode | None) -> ItemResult:
    made = subject(item, data)
    made.party_to_cwc = party_to_cwc(destination, day)
    claims = read_claims(made, day)
    for claim in claims:
        if claim.path and claim.fault is None and claim.list in ("eu-annex1", "us-ccl"):
            made.raised.setdefault((claim.list, claim.path.split(".", 1)[0]), f"claimed by {claim.claim.by}")
    infer(made, list(made.raised))
    entries = _entries(made, day)
    checks = check(made, claims, entries)
    entries = {list_id: [_with_claim(each, claims) for each in rows] for list_id, rows in entries.items()}
    lists = summarise(made, day, entries, _undated(made, day, entries), claims, checks)
    everything = [entry for rows in entries.values() for entry in rows]
    faults = [*made.faults, *(claim.fault for claim in claims if claim.fault is not None), *_faults(made, everything)]
    return ItemResult(
        item.id,
        day,
        lists,
        _identified(made, day),
        near_misses(made, everything),
        questions(made, everything),
        checks,
        _seen(made),
        tuple(dict.fromkeys(faults)),
        _coverage(made, day, lists, everything),
    )


def _undated(made: Subject, day: date, entries: Mapping[str, list[EntryResult]]) -> list[EntryResult]:
    """The EU entries as the oldest held text has them, for lists that are known only by equivalence with it."""
    rows = made.data.versions["eu-annex1"]
    oldest = date.fromisoformat(rows[0]["valid_from"])
    if position("eu-annex1", day, made.data).versions == (rows[0],) and day >= oldest:
        return entries.get("eu-annex1", [])
    return [each for each in _entries(made, oldest).get("eu-annex1", []) if _on_oldest(made, each)]


def _on_oldest(made: Subject, entry: EntryResult) -> bool:
    """Was the entry on the oldest held text at all?"""
    row = made.data.items.get(entry.entry)
    return row is not None and row["eu_2021"] == "yes"


def _entries(made: Subject, day: date) -> dict[str, list[EntryResult]]:
    found: dict[str, list[EntryResult]] = {}
    for (list_id, entry), why in sorted(made.raised.items()):
        if in_some_version(entry, position(list_id, day, made.data), made.data):
            found.setdefault(list_id, []).append(_entry(made, list_id, entry, why, day))
    _also_named(made, found, day)
    for hit in made.chemicals.hits:
        row = made.data.part("chemicals")[hit.cas]
        for list_id, path in (("eu-annex1", row["eu_path"]), ("us-ccl", row["us_path"]), ("eu-ml", row["military"])):
            if (
                path
                and path.split(".", 1)[0] in (*made.data.items, "ML7")
                and not (row["military"] and list_id == "eu-annex1")
            ):
                _put(found, by_identity(made, list_id, path, hit, position(list_id, day, made.data)))
    for raised in list(found.get("eu-annex1", ())):
        _twin(made, raised, found)
    return found


def _also_named(made: Subject, found: dict[str, list[EntryResult]], day: date) -> None:
    """Beside entries that are all answered no, those that the words name too stay open: one *no* frees no other."""
    for (list_id, entry), why in sorted(made.weak.items()):
        rows = found.get(list_id, [])
        answered = bool(rows) and all(each.status is not Status.LISTED for each in rows)
        if answered and any(each.status is Status.NOT_LISTED for each in rows) and (list_id, entry) not in made.raised:
            rows.append(_entry(made, list_id, entry, why, day))


def _put(found: dict[str, list[EntryResult]], entry: EntryResult) -> None:
    """Add an entry that an identifier decided; a mere claim or mention of the same entry gives way to it."""
    rows = found.setdefault(entry.list, [])
    rows[:] = [each for each in rows if each.entry != entry.entry or each.basis is Basis.IDENTIFIER]
    rows.append(entry)


def _entry(made: Subject, list_id: str, entry: str, why: str, day: date) -> EntryResult:
    where = position(list_id, day, made.data)
    rule = made.data.rules.get(list_id, {}).get(entry)
    if rule is not None and rule["provisions"]:
        return by_rule(made, list_id, entry, why, where)
    if (list_id, entry) in made.named:
        return by_name(made, list_id, entry, made.named[list_id, entry], where)
    if list_id == "us-ccl":
        return without_rule(made, list_id, entry, why, Cause.NOT_HELD, "the paragraphs of this US entry are not built")
    if where.fit is Fit.NOT_HELD:
        note = f"entry {entry} names such goods; its conditions are not encoded: confirm them"
        return without_rule(made, list_id, entry, why, Cause.NO_RULE, note)
    return without_rule(made, list_id, entry, why, Cause.NO_RULE, "no rule of this entry is built: read its provisions")


def _twin(made: Subject, entry: EntryResult, found: dict[str, list[EntryResult]]) -> None:
    """Raise the US entry of the same number: same number is not same scope, and its paragraphs are not held."""
    chemical = entry.basis is Basis.IDENTIFIER and (entry.list, entry.entry) not in made.named
    if chemical or not entry.twin:
        return
    if any(each.entry == entry.entry for each in found.get("us-ccl", ())):
        return
    note = f"paragraphs not held; the EU entry of the same number is {entry.status.value}"
    why = f"{ANSWERED_TWIN if entry.status is Status.NOT_LISTED else 'twin of'} eu-annex1 {entry.entry}"
    found.setdefault("us-ccl", []).append(without_rule(made, "us-ccl", entry.entry, why, Cause.NOT_HELD, note))


def _with_claim(entry: EntryResult, claims: Sequence[ReadClaim]) -> EntryResult:
    """A claimed entry that no rule can decide stands as declared; one that its rule refuses is a contradiction."""
    for claim in claims:
        same = claim.list == entry.list and claim.path.split(".", 1)[0] == entry.entry and claim.fault is None
        if not same or not claim.path:
            continue
        if entry.status is Status.NOT_LISTED:
            note = f"claimed as {claim.path} by {claim.claim.by}, but its conditions are not met"
            return replace(entry, status=Status.UNDETERMINED, cause=Cause.CONTRADICTED_CLAIM, note=note)
        if entry.status is Status.UNDETERMINED and not entry.provisions:
            note = f"declared by {claim.claim.by} on {claim.claim.date}; {entry.note}"
            return replace(
                entry, path=claim.path, status=Status.LISTED, cause=Cause.NONE, basis=Basis.DECLARED, note=note
            )
    return entry


def _faults(made: Subject, entries: Sequence[EntryResult]) -> list[Fault]:
    """Faults of the parameters that a looked-at rule asked for and could not use."""
    found: dict[str, Fault] = {}
    readable = {each.source for each in made.statement.values() if each.state is State.READ}
    for supplied in made.statement.values():
        if supplied.fault is not None and supplied.source not in readable:
            found.setdefault(supplied.source, supplied.fault)
    for entry in entries:
        for provision in entry.provisions:
            for leaf in leaves(provision.trace):
                if leaf.cause is Cause.AMBIGUOUS_QUANTITY:
                    found.setdefault(leaf.source, ambiguous(made.statement[leaf.parameter]))
    return list(found.values())


def _identified(made: Subject, day: date) -> tuple[Identified, ...]:
    chemicals = made.data.part("chemicals")
    found = []
    for hit in made.chemicals.hits:
        row = chemicals[hit.cas]
        targets = tuple(path for path in (row["eu_path"], row["us_path"], row["military"]) if path)
        found.append(Identified(hit.kind, hit.value, hit.where, targets, hit.note))
    found += [
        Identified("distinct", each, "item", note="known as another, unlisted substance")
        for each in made.chemicals.distinct
    ]
    found += [Identified("cas", each, "item", note="valid; not a number we know") for each in made.chemicals.unknown]
    found += quoted(made)
    if made.item.hs:
        wrong = tariff_fault(made.item.hs, day, made.data)
        said = [] if wrong is None else [f"{wrong.code}: {wrong.what}"]
        found.append(Identified("hs", made.item.hs, "hs", note="; ".join(filter(None, [*said, _tariff_note(made)]))))
    return tuple(found)


def _tariff_note(made: Subject) -> str:
    """A tariff code is a cross-check, never a verdict."""
    code = "".join(char for char in made.item.hs if char.isdigit())[:6]
    for hit in made.chemicals.hits:
        named = made.data.part("chemicals")[hit.cas]["hs6"]
        if named:
            return f"agrees with {hit.value}" if code == named else f"{hit.value} is usually {named}: ask why {code}"
    return ""


def _seen(made: Subject) -> tuple[str, ...]:
    """What was looked at and not raised: neighbours and weak words first, then the best by words in common."""
    raised = {entry for _, entry in made.raised}
    tangible = made.item.kind.value == "goods"
    for each in search(made.item.description, made.data.word_index, tangible=tangible, limit=_SEEN):
        made.seen.setdefault(each.entry, f"words in common: {', '.join(each.matched)}")
    return tuple(f"{entry}: {why}" for entry, why in made.seen.items() if entry not in raised)[:_SEEN]


def _coverage(made: Subject, day: date, lists: Sequence[ListResult], entries: Sequence[EntryResult]) -> GoodsCoverage:
    held = [row["list"] for row in made.data.lists if row["held"] != "no"]
    reviewed = [
        p.path for entry in entries for p in entry.provisions if not p.reviewed and entry.basis is not Basis.IDENTIFIER
    ]
    return GoodsCoverage(
        checked=tuple(held),
        not_held=tuple(result.list for result in lists if result.fit is Fit.NOT_HELD and result.list not in held),
        stale=tuple(each for each in held if position(each, day, made.data).stale),
        unreviewed=tuple(reviewed),
        no_rule=tuple(f"{each.list}:{each.entry}" for each in entries if each.cause in (Cause.NO_RULE, Cause.NOT_HELD)),
        unread=made.unread,
    )
