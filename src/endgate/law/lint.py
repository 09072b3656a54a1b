"""Lint of measure files: what would make a rule wrong (fault), doubtful (warn) or worth knowing (info).

``python -m endgate.law.lint [PATH…]`` runs it without the command line package; the law that ships is the default.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from endgate.law.case_tests import run_cases
from endgate.law.check import all_groups, all_lists, check
from endgate.law.errors import LawError
from endgate.law.in_force import in_doubt_since
from endgate.law.load import Loaded, gather
from endgate.law.model import Measure, OutcomeClass, ReviewStatus, State
from endgate.law.reference import Held
from endgate.law.soundness import unsound
from endgate.law.trees import Atom, atoms_of
from endgate.terms.dates import IntervalSet
from endgate.terms.faults import Fault, FaultKind, fault_kind

PACKAGE_LAW = Path(__file__).parents[1] / "data" / "law"
"""The measure files that ship with the package."""


class Level(StrEnum):
    """A fault fails the build; the others are printed."""

    FAULT = "fault"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Remark:
    """One finding of lint."""

    level: Level
    fault: Fault


NO_SAY = fault_kind(
    "EG6101", "measure says nothing", "A reader must see in a sentence what binds him.", "Write say, in own words."
)
NO_INTERPRETATION = fault_kind(
    "EG6102",
    "no interpretation",
    "Each encoding chooses a reading; a reviewer must see which.",
    "Write interpretation (none needed: say so).",
)
UNREVIEWED = fault_kind(
    "EG6103",
    "unreviewed",
    "It runs in shadow and never gives its own outcome.",
    "Compare it with its text and record it.",
)
OLD_APPROVAL = fault_kind(
    "EG6104", "approval older than a year", "Law moves.", "Have the responsible person look again."
)
GAP = fault_kind(
    "EG6105", "gap between versions", "A gap without a reason may be a version that is missing.", "Give gap_reason."
)
UNATTESTED = fault_kind(
    "EG6106", "no attestation", "A start or an end that is not exactly known rests on nothing.", "Name day and source."
)
STAY_PASSED = fault_kind(
    "EG6107",
    "unconfirmed end has passed",
    "From that day on nobody knows whether the measure operates.",
    "Record the extension or the lapse.",
)
YIELD_CYCLE = fault_kind(
    "EG6108", "measures yield to each other", "Neither would ever apply.", "Let one of them stand."
)
UNHELD_LIST = fault_kind(
    "EG6109", "list not held", "A rule that counts stays open on it.", "Bring the list, or accept the open question."
)
CONCERN = fault_kind(
    "EG6110", "legality names a concern", "Legality never reads a concern.", "Take it out of the conditions."
)
FEW_TESTS = fault_kind(
    "EG6111",
    "tests missing",
    "A rule is trusted when it bites once and just does not bite once.",
    "Write one case where it applies (or stays open) and one where it does not.",
)
FAILED_TEST = fault_kind(
    "EG6112",
    "a measure's own test fails",
    "The encoding does not say what its author meant.",
    "Mend the rule or the test.",
)
UNUSED = fault_kind("EG6113", "defined and never used", "It may be a misspelt reference.", "Use it or take it out.")
SILENT_STUB = fault_kind(
    "EG6120",
    "nothing told of what is not encoded",
    "Silence on a provision reads as permission.",
    "Write unread: its subject, what it would change, and why it is not encoded.",
)
STUB = fault_kind("EG6114", "not encoded", "It is listed and never evaluated.", "Read the text and write a version.")
NO_REVIEWER = fault_kind(
    "EG6115", "reviewed by nobody", "Somebody answers for each rule that counts.", "Name the reviewer and the day."
)
UNKNOWN_GOODS = fault_kind(
    "EG6121",
    "goods list that no edition holds",
    "No classification ever answers for it, so that every measure on it stays open.",
    "Name a list of data/goods/lists.csv, or say held: no.",
)

_YEAR = 366


def lint(
    paths: Iterable[Path], *, today: date | None = None, goods_lists: Collection[str] | None = None
) -> list[Remark]:
    """Lint files and folders. Remarks that depend on the day are made for ``today`` only.

    ``goods_lists`` are the goods lists that there are; without them nothing is said of the ones that law names.
    """
    paths = list(paths)
    loaded, faults = gather(paths)
    remarks = [Remark(Level.FAULT, fault) for fault in (*faults, *check(loaded))]
    for measure in loaded.measures():
        remarks += _measure(measure, loaded.places[measure.id], today)
    remarks += _cycles(loaded)
    remarks += _unused(loaded)
    remarks += _unheld(loaded)
    remarks += _failed(loaded)
    remarks += [Remark(Level.FAULT, fault) for fault in unsound(loaded)]
    if today is not None:
        remarks += _stays(loaded, today)
    if goods_lists is not None:
        remarks += _unknown_goods(loaded, goods_lists)
    return remarks


def _measure(measure: Measure, place: str, today: date | None) -> Iterator[Remark]:
    if not measure.versions:
        yield Remark(Level.INFO, STUB.at(place, f"{measure.id} has no version"))
        if measure.unread is None:
            yield Remark(Level.FAULT, SILENT_STUB.at(place, f"{measure.id} has neither a version nor unread"))
        return
    if not measure.say.strip():
        yield Remark(Level.FAULT, NO_SAY.at(place, f"{measure.id} has no say"))
    if not measure.interpretation.strip():
        yield Remark(Level.FAULT, NO_INTERPRETATION.at(place, f"{measure.id} has no interpretation"))
    yield from _review(measure, place, today)
    yield from _versions(measure, place)
    yield from _tests(measure, place)
    yield from _concerns(measure, place)


def _review(measure: Measure, place: str, today: date | None) -> Iterator[Remark]:
    review = measure.review
    if review.status is ReviewStatus.UNREVIEWED:
        yield Remark(Level.INFO, UNREVIEWED.at(place, f"{measure.id} is unreviewed"))
    elif not review.reviewed_by or review.reviewed_on is None:
        yield Remark(Level.FAULT, NO_REVIEWER.at(place, f"{measure.id} is {review.status} without reviewer or day"))
    if review.status is not ReviewStatus.APPROVED:
        return
    if review.approved_for_use is None:
        yield Remark(Level.FAULT, NO_REVIEWER.at(place, f"{measure.id} is approved by no named person"))
    elif today is not None and (today - review.approved_for_use.on).days > _YEAR:
        yield Remark(Level.WARN, OLD_APPROVAL.at(place, f"{measure.id} was approved on {review.approved_for_use.on}"))


def _versions(measure: Measure, place: str) -> Iterator[Remark]:
    for hole in IntervalSet(tuple(version.valid.interval for version in measure.versions)).holes():
        reasons = [v.gap_reason for v in measure.versions if v.valid.interval.start == hole.end]
        if not any(reasons):
            yield Remark(Level.FAULT, GAP.at(place, f"{measure.id} has a gap {hole}"))
    for version in measure.versions:
        edges = (version.valid.interval.start, version.valid.interval.end)
        vague = any(edge is not None and edge.lo != edge.hi for edge in edges)
        if vague and not version.attested:
            yield Remark(Level.FAULT, UNATTESTED.at(place, f"{measure.id}: {version.valid.interval} is not attested"))


def _tests(measure: Measure, place: str) -> Iterator[Remark]:
    expected = {case.expect for case in measure.tests}
    bites = expected & {State.APPLIES, State.OPEN}
    spares = expected & {State.NO, State.DEFEATED}
    if measure.then.outcome is OutcomeClass.SCOPE:
        spares = expected - {State.APPLIES}
    if not bites or not spares:
        what = "bites" if not bites else "just does not bite"
        yield Remark(Level.FAULT, FEW_TESTS.at(place, f"{measure.id} has no case where it {what}"))


def _cycles(loaded: Loaded) -> Iterator[Remark]:
    yields = {measure.id: [each.measure for each in measure.yields_to] for measure in loaded.measures()}
    for start in yields:
        seen: set[str] = set()
        front = list(yields[start])
        while front:
            name = front.pop()
            if name == start:
                yield Remark(Level.FAULT, YIELD_CYCLE.at(loaded.places[start], f"{start} yields to itself in the end"))
                break
            if name not in seen:
                seen.add(name)
                front += yields.get(name, [])


def _unused(loaded: Loaded) -> Iterator[Remark]:
    used: set[str] = set()
    for measure in loaded.measures():
        for tree in measure.trees():
            for atom in atoms_of(tree.root):
                for _, value in atom.args:
                    used |= set(value) if isinstance(value, tuple) else {str(value)}
    members = {member.code for group in all_groups(loaded) for member in group.members}
    wholes = {each.part_of for each in all_lists(loaded)}
    law = {measure.jurisdiction for measure in loaded.measures()}
    names = {group.id: "group" for group in all_groups(loaded)} | {each.id: "list" for each in all_lists(loaded)}
    for name, kind in names.items():
        if name not in used | members | wholes | law:
            yield Remark(
                Level.INFO, UNUSED.at(loaded.places.get(name, name), f"the {kind} {name} is used by no measure")
            )


def _unheld(loaded: Loaded) -> Iterator[Remark]:
    unheld = {each.id for each in all_lists(loaded) if each.held is Held.NO and not each.part_of}
    for measure in loaded.measures():
        if measure.review.status is ReviewStatus.UNREVIEWED or not measure.versions:
            continue
        named = {atom.arg("list") for tree in measure.trees() for atom in tree.atoms()} & unheld
        for name in sorted(named):
            what = f"{measure.id} counts and needs {name}, which no edition holds"
            yield Remark(Level.WARN, UNHELD_LIST.at(loaded.places[measure.id], what))


def _unknown_goods(loaded: Loaded, goods_lists: Collection[str]) -> Iterator[Remark]:
    for ref in all_lists(loaded):
        if ref.goods and ref.goods not in goods_lists:
            what = f"{ref.id} names the goods list {ref.goods!r}{_nearest(ref.goods, goods_lists)}"
            yield Remark(Level.FAULT, UNKNOWN_GOODS.at(loaded.places.get(ref.id, ref.id), what))


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _failed(loaded: Loaded) -> Iterator[Remark]:
    for result in run_cases(loaded):
        if result.fault:
            place = loaded.places[result.measure]
            yield Remark(Level.FAULT, FAILED_TEST.at(place, f"{result.measure}, {result.name!r}: {result.fault}"))


def _stays(loaded: Loaded, today: date) -> Iterator[Remark]:
    for file in loaded.files:
        for record in file.suspensions:
            since = in_doubt_since(record, today)
            followed = any(other.valid.interval.start.lo == since for other in file.suspensions)
            if since is not None and not followed:
                what = f"{record.id} ended by its terms on {since}: {record.ends.ask or 'was it extended?'}"
                yield Remark(Level.WARN, STAY_PASSED.at(loaded.places.get(record.id, file.instrument.id), what))


def _concerns(measure: Measure, place: str) -> Iterator[Remark]:
    words = [word for tree in measure.trees() for atom in tree.atoms() for word in _words(atom)]
    words += [key for case in measure.tests for key in case.facts]
    for word in words:
        if word.casefold().startswith("concern"):
            yield Remark(Level.FAULT, CONCERN.at(place, f"{measure.id} names {word!r}"))


def _words(atom: Atom) -> list[str]:
    return [word for _, value in atom.args for word in (value if isinstance(value, tuple) else (str(value),))]


def kinds() -> tuple[FaultKind, ...]:
    """What lint can say, for the page of errors."""
    return tuple(value for value in globals().values() if isinstance(value, FaultKind))


def main(arguments: list[str]) -> int:
    """Print the remarks of the paths given, or of the law that ships; 1 where there is a fault."""
    paths = [Path(each) for each in arguments if not each.startswith("-")] or [PACKAGE_LAW]
    try:
        remarks = lint(paths)
    except LawError as error:
        print(error)
        return 1
    quiet = "-q" in arguments
    for remark in remarks:
        if remark.level is Level.FAULT or not quiet:
            print(f"{remark.level}: {remark.fault}")
    faults = sum(1 for remark in remarks if remark.level is Level.FAULT)
    print(f"{faults} faults, {len(remarks) - faults} other remarks")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
