"""Checks that the parts of the law book fit together: ids, references, versions. The build stops on any fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from endgate.law.errors import BAD_DATE, BAD_MEASURE, BROKEN_REFERENCE, DUPLICATE_ID, OVERLAP
from endgate.law.load import Loaded
from endgate.law.model import Measure, OutcomeClass, Version
from endgate.law.reference import Group, ListRef
from endgate.law.signature import SIGNATURES, Refers
from endgate.law.trees import Atom
from endgate.terms.dates import Interval
from endgate.terms.faults import Fault


def check(loaded: Loaded) -> list[Fault]:
    """Every fault of ids, references and versions."""
    faults = list(_duplicates(loaded))
    names = _Names(loaded)
    for measure in loaded.measures():
        place = loaded.places[measure.id]
        faults += names.of_measure(measure, place)
        faults += _order(measure, place)
        faults += _overlaps(measure, place)
        if not measure.citation.strip():
            faults.append(BAD_MEASURE.at(place, f"{measure.id} has no citation"))
    faults += names.of_events(loaded)
    return faults


def all_groups(loaded: Loaded) -> list[Group]:
    return [*loaded.groups, *(group for file in loaded.files for group in file.groups)]


def all_lists(loaded: Loaded) -> list[ListRef]:
    """Every list; the same list named alike in two files counts once."""
    return list(dict.fromkeys(each for file in loaded.files for each in file.lists))


def _duplicates(loaded: Loaded) -> Iterator[Fault]:
    files = loaded.files
    kinds = {
        "measure": [m.id for m in loaded.measures()],
        "instrument": [file.instrument.id for file in files],
        "group": [g.id for g in all_groups(loaded)],
        "list": [each.id for each in all_lists(loaded)],
        "suspension": [each.id for file in files for each in file.suspensions],
        "event": [each.id for file in files for each in (*file.revivals, *file.repeals, *file.amendments)],
    }
    for kind, ids in kinds.items():
        for name, count in Counter(ids).items():
            if count > 1:
                yield DUPLICATE_ID.at(loaded.places.get(name, name), f"{kind} {name} is defined {count} times")


class _Names:
    """What references may point to."""

    def __init__(self, loaded: Loaded) -> None:
        self.measures = {measure.id: measure for measure in loaded.measures()}
        groups = {group.id for group in all_groups(loaded)}
        self.known = {
            Refers.GROUP: groups,
            Refers.LIST: {each.id for each in all_lists(loaded)},
            Refers.MEASURE: set(self.measures),
            Refers.PROPOSITION: {each.id for each in loaded.propositions},
        }

    def of_measure(self, measure: Measure, place: str) -> Iterator[Fault]:
        for tree in measure.trees():
            for atom in tree.atoms():
                yield from self._of_atom(atom, measure.id, place)
        for name in () if measure.unread is None else measure.unread.destinations:
            if not self._defined(Refers.GROUP, name):
                yield BROKEN_REFERENCE.at(place, f"{measure.id}: unread names the place {name!r}, which is not defined")
        yields = [each.measure for each in measure.yields_to]
        conflicts = [each.measure for each in measure.conflicts_with]
        for name in (*yields, *conflicts, *measure.implements):
            if name not in self.measures:
                yield BROKEN_REFERENCE.at(place, f"{measure.id} names the measure {name!r}, which is not defined")

    def _of_atom(self, atom: Atom, measure: str, place: str) -> Iterator[Fault]:
        for arg in SIGNATURES[atom.predicate].args:
            value = atom.arg(arg.name)
            if arg.refers is None or value is None:
                continue
            for name in value if isinstance(value, tuple) else (value,):
                if not self._defined(arg.refers, name):
                    what = f"{measure}: {atom.text()} names the {arg.refers.value} {name!r}, which is not defined"
                    yield BROKEN_REFERENCE.at(place, what)
        if atom.predicate == "in_scope" and atom.arg("measure") in self.measures:
            target = self.measures[atom.arg("measure")]
            if target.then.outcome is not OutcomeClass.SCOPE:
                yield BROKEN_REFERENCE.at(place, f"{measure}: in_scope names {target.id}, which is no SCOPE measure")

    def _defined(self, refers: Refers, name: str) -> bool:
        if refers is Refers.GROUP and (name == "actor" or (len(name) == 2 and name.isupper())):
            return True
        return name in self.known[refers]

    def of_events(self, loaded: Loaded) -> Iterator[Fault]:
        for file in loaded.files:
            for suspension in file.suspensions:
                if not set(suspension.suspends) & set(self.measures):
                    place = loaded.places.get(suspension.id, file.instrument.id)
                    yield BROKEN_REFERENCE.at(place, f"{suspension.id} suspends no measure that is defined")
            for event in (*file.revivals, *file.repeals, *file.amendments):
                for name in event.targets:
                    if name not in self.measures:
                        place = loaded.places.get(event.id, file.instrument.id)
                        yield BROKEN_REFERENCE.at(place, f"{event.id} targets {name!r}, not defined")


def _order(measure: Measure, place: str) -> Iterator[Fault]:
    for earlier, later in pairwise(measure.versions):
        if _start(later.valid.interval) < _start(earlier.valid.interval):
            what = f"{measure.id}: {later.valid.interval} stands after {earlier.valid.interval}"
            yield BAD_DATE.at(place, what, remedy="Write the versions in the order in which they began.")


def _overlaps(measure: Measure, place: str) -> Iterator[Fault]:
    ordered = sorted(measure.versions, key=lambda version: _start(version.valid.interval))
    for earlier, later in pairwise(ordered):
        if _may_meet(earlier, later):
            yield OVERLAP.at(place, f"{measure.id}: {earlier.valid.interval} and {later.valid.interval} overlap")


def _may_meet(earlier: Version, later: Version) -> bool:
    end, start = earlier.valid.interval.end, later.valid.interval.start
    latest_end, first = (None if end is None else end.hi), start.lo
    if end is not None and end == start:
        return False
    return latest_end is None or first is None or first < latest_end


def _start(interval: Interval) -> str:
    edge = interval.start
    day = edge.lo if edge.lo is not None else edge.hi
    return "" if day is None else day.isoformat()
