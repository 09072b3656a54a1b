"""Checks a claimed classification against its list on the date and our result. A contradiction overrides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from endgate.goods import codes
from endgate.goods.candidates import Subject
from endgate.goods.errors import UNKNOWN_CODE, UNKNOWN_LIST
from endgate.goods.model import ClaimCheck, ClaimOutcome, EntryResult, Status
from endgate.goods.search import search
from endgate.goods.versions import in_version, position
from endgate.terms.faults import Fault

if TYPE_CHECKING:
    from endgate.shipment.model import ClaimedClassification

_PLAUSIBLE = 50
ANSWERED_TWIN = "twin of an entry that is answered no:"


@dataclass(frozen=True)
class ReadClaim:
    """A claim with its list id and canonical path; ``path`` is empty for *not listed*, ``fault`` says what is wrong."""

    claim: ClaimedClassification
    list: str
    path: str = ""
    not_listed: bool = False
    fault: Fault | None = None


def read_claims(made: Subject, day: date) -> tuple[ReadClaim, ...]:
    """Read every claim of the item; a code that its list does not hold on the day is a fault."""
    return tuple(_read(made, each, index, day) for index, each in enumerate(made.item.classifications))


def _read(made: Subject, claim: ClaimedClassification, index: int, day: date) -> ReadClaim:
    where = f"classifications[{index}]"
    if not made.data.knows_list(claim.list):
        known = ", ".join(sorted(row["list"] for row in made.data.lists))
        return ReadClaim(claim, claim.list, fault=UNKNOWN_LIST.at(where, f"{claim.list!r} is none of {known}"))
    list_id = made.data.list_id(claim.list)
    if codes.says_not_listed(claim.code):
        return ReadClaim(claim, list_id, not_listed=True)
    path = codes.canonical(claim.code)
    if path is None:
        guess = codes.repaired(claim.code)
        hint = f"; did you mean {guess}?" if guess is not None and guess.split(".")[0] in made.data.items else ""
        return ReadClaim(claim, list_id, fault=UNKNOWN_CODE.at(where, f"{claim.code!r} is not a control code{hint}"))
    if list_id not in ("eu-annex1", "us-ccl"):
        return ReadClaim(claim, list_id, path)
    what = _absent(made, list_id, path, day)
    return ReadClaim(claim, list_id, path, fault=UNKNOWN_CODE.at(where, what) if what else None)


def _absent(made: Subject, list_id: str, path: str, day: date) -> str:
    """Why the list does not hold the code on the day; empty when it may."""
    entry = path.split(".", 1)[0]
    twin = _chemical_twin(made, list_id, path)
    if twin:
        return twin
    versions = [row["valid_from"] for row in position(list_id, day, made.data).versions]
    if any(in_version(entry, list_id, version, made.data) for version in versions):
        return ""
    other = "us-ccl" if list_id == "eu-annex1" else "eu-annex1"
    row = made.data.items.get(entry)
    if row is None:
        return f"{path!r} is a code of neither the EU nor the US list"
    if in_version(entry, other, "2025-11-15", made.data):
        return f"{path!r} is a code of {other}, not of {list_id} on {day}"
    return f"{path!r} is not in {list_id} on {day}"


def _chemical_twin(made: Subject, list_id: str, path: str) -> str:
    """EU 1C350.50 is US 1C350.d.48: the same number, written for the other list."""
    own, other = ("eu_path", "us_path") if list_id == "eu-annex1" else ("us_path", "eu_path")
    chemicals = made.data.part("chemicals").values()
    if any(row[own] == path or row[own].startswith(path + ".") for row in chemicals):
        return ""
    for row in chemicals:
        if row[other] == path:
            names = {"eu-annex1": "EU", "us-ccl": "US"}
            there = "us-ccl" if list_id == "eu-annex1" else "eu-annex1"
            return f"{path!r} is a code of the {names[there]} list; its {names[list_id]} twin is {row[own] or 'none'}"
    return ""


def check(
    made: Subject, claims: Sequence[ReadClaim], entries: Mapping[str, Sequence[EntryResult]]
) -> tuple[ClaimCheck, ...]:
    """Compare each claim with what we found on the list it names."""
    return tuple(_check(made, each, entries.get(each.list, ())) for each in claims)


def _check(made: Subject, claim: ReadClaim, entries: Sequence[EntryResult]) -> ClaimCheck:
    outcome, reason = _outcome(claim, entries)
    if outcome is ClaimOutcome.CANNOT_TELL and claim.path:
        reason += _by_words(made, claim.path.split(".", 1)[0])
    said = claim.claim
    return ClaimCheck(claim.list, said.code, said.by, said.date, outcome, reason)


def _by_words(made: Subject, entry: str) -> str:
    """A doubt in words where the description fits the claimed entry worse than fifty others; no more than a doubt."""
    proposed = [each.entry for each in search(made.item.description, made.data.word_index, limit=_PLAUSIBLE)]
    if entry not in made.data.word_index.entries or entry in proposed or not proposed:
        return ""
    return f"; the words of the description fit others better ({', '.join(proposed[:3])}): implausible"


def _outcome(claim: ReadClaim, entries: Sequence[EntryResult]) -> tuple[ClaimOutcome, str]:
    if claim.fault is not None:
        return ClaimOutcome.CONTRADICTS, claim.fault.what
    if claim.not_listed:
        against = [
            each
            for each in entries
            if each.status is not Status.NOT_LISTED and not each.raised_by.startswith(ANSWERED_TWIN)
        ]
        if against:
            shown = ", ".join(f"{each.path} {each.status.value}" for each in against)
            return ClaimOutcome.CONTRADICTS, f"claimed not listed, but {shown}"
        return (
            (ClaimOutcome.AGREES, "every raised entry is answered no")
            if entries
            else (ClaimOutcome.CANNOT_TELL, "nothing was raised")
        )
    return _outcome_of_code(claim.path, entries)


def _outcome_of_code(path: str, entries: Sequence[EntryResult]) -> tuple[ClaimOutcome, str]:
    for entry in entries:
        if entry.entry == path.split(".", 1)[0]:
            if entry.status is Status.LISTED:
                return ClaimOutcome.AGREES, f"{entry.path} is listed by its {entry.basis.value} basis"
            if entry.status is Status.NOT_LISTED:
                return ClaimOutcome.CONTRADICTS, f"the conditions of {entry.entry} are not met"
            return ClaimOutcome.CANNOT_TELL, f"{entry.entry} is undetermined ({entry.cause.value})"
    return ClaimOutcome.CANNOT_TELL, f"{path} was not looked at"
