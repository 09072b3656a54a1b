"""Which entries are looked at, and why (specification 10.2). Nothing is raised by likeness alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from endgate.goods import codes
from endgate.goods.chemicals import Found, find
from endgate.goods.contradicted import contradicted
from endgate.goods.data import GoodsData
from endgate.goods.derived import worked_out
from endgate.goods.errors import INVALID_CAS, TOO_LONG
from endgate.goods.figures import Figure, figures
from endgate.goods.folding import fold
from endgate.goods.headings import parameters_of, with_unit
from endgate.goods.inferred import Weighed, infer, names_what_sets_apart, stated_figures_meet, states_any, weigh
from endgate.goods.model import Cause, TraceNode
from endgate.goods.named import Name, of_other_head, raise_named
from endgate.goods.plausibility import impossible_together
from endgate.goods.search import said_kind, search
from endgate.goods.stated_together import NAMES, taken_apart
from endgate.goods.supplied import Statement, Supplied
from endgate.goods.wording import Match, clauses, mentions
from endgate.terms.faults import Fault
from endgate.terms.lookalikes import in_one_script
from endgate.terms.truth import Truth

if TYPE_CHECKING:
    from endgate.shipment.model import Item

Key = tuple[str, str]
_GROUP_OF_KIND = {"software": "D", "technology": "E"}
NEIGHBOUR = "neighbour of"
"""How the reason begins that raises an entry because a related one is raised."""
BY_PARAMETERS = "its stated parameters meet this entry"
_CLOSEST = 5
_LONGEST_DESCRIPTION = 8000
"""Characters of a description that are read; a line of goods is shorter, and reading more would exhaust the machine."""
_PURPOSE = re.compile(r"(?<!\w)(?:for|fur|pour|для)(?!\w)")
"""What stands behind *for* is what the goods are for; it raises only where nothing before it does."""


@dataclass
class Subject:
    """One item being classified: its folded words less what they deny, its parameters read, the entries raised."""

    item: Item
    data: GoodsData
    folded: str
    statement: Statement
    chemicals: Found
    raised: dict[Key, str] = field(default_factory=dict)
    named: dict[Key, Name] = field(default_factory=dict)
    weak: dict[Key, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    short: dict[Key, tuple[TraceNode, ...]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unread: tuple[str, ...] = ()
    readings: dict[tuple[str, str], Supplied] = field(default_factory=dict)
    """Figures of the words as read for a parameter, by parameter and quotation."""
    party_to_cwc: Truth = Truth.UNKNOWN
    """Is the destination party to the Chemical Weapons Convention? Unknown where no destination is told."""

    @property
    def held_open(self) -> tuple[Cause, str] | None:
        """Why nothing can free the item: what it is was stated faultily, or not read whole."""
        codes = {fault.code for fault in self.faults}
        if INVALID_CAS.code in codes:
            return Cause.IDENTITY, "the CAS number stated is faulty: what the item is stays open"
        if TOO_LONG.code in codes:
            return Cause.UNREADABLE, "the description was not read whole: what the item is stays open"
        return None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that the description carries."""
        return figures(self.item.description)

    def is_called(self, terms: Iterable[str]) -> bool:
        """Does the description name one of these goods, in any order, grades and shapes within the name aside?"""
        every = tuple(terms)
        if mentions(self.folded, every):
            return True
        finder = self.data.finder(every)
        if not finder.may_stand_among(self._plain_words):
            return False
        return bool(finder.find(self.folded) or finder.inverted(self.folded))

    def is_spelled(self, terms: Iterable[str]) -> bool:
        """Does the description name one of these goods with its words in their own order?"""
        return mentions(self.folded.replace("-", " "), (term.replace("-", " ") for term in terms))

    @cached_property
    def _plain_words(self) -> frozenset[str]:
        return self.data.families.plain_words_of(self.folded)

    def before_purpose(self, matches: list[Match]) -> list[Match]:
        """The matches that say what the goods are; those behind a word of purpose only where no other stands."""
        purpose = _PURPOSE.search(self.folded)
        own = [] if purpose is None else [match for match in matches if match.end <= purpose.start()]
        return own or matches

    def behind_purpose(self, match: Match) -> bool:
        """Does the term stand behind a word of purpose?"""
        purpose = _PURPOSE.search(self.folded)
        return purpose is not None and match.end > 0 and match.start >= purpose.end()


def subject(item: Item, data: GoodsData) -> Subject:
    """Read an item's facts and raise the entries that they point to."""
    raw, rivals, unread = _parameters(item.parameters, data)
    whole, item = item, replace(item, description=in_one_script(item.description[:_LONGEST_DESCRIPTION]))
    told = data.enumerations.masked(clauses(item.description))
    said = data.denials.asserted(told, data.deniable)
    for name, own, other in contradicted(item.parameters, figures(item.description), data):
        if raw.get(name, own) == own:
            rivals.setdefault(name, []).append(other)
    statement = Statement(raw, data, partial(worked_out, data=data, described=said), rivals)
    chemicals = find(item.description, item.cas, _digits(item.hs), data)
    faults = [*chemicals.faults, *impossible_together(statement, data)]
    if len(item.description) < len(whole.description):
        told_of = f"{len(whole.description)} characters; the first {_LONGEST_DESCRIPTION} were read"
        faults.append(TOO_LONG.at("description", told_of))
    made = Subject(item, data, said, statement, chemicals, faults=faults, unread=unread)
    _by_code(made)
    _by_family(made)
    raise_named(made)
    _by_entry_terms(made)
    _by_tariff(made)
    _by_parameters(made)
    infer(made, list(made.raised))
    _by_edge(made)
    _intangible(made)
    return made


def _digits(code: str) -> str:
    return "".join(char for char in code if char.isdigit())


Raw = dict[str, tuple[str, str]]


def _parameters(
    stated: Mapping[str, str], data: GoodsData
) -> tuple[Raw, dict[str, list[tuple[str, str]]], tuple[str, ...]]:
    """Parameters by id (an exact id beats an alias), what else was stated for them, and keys that no rule asks for."""
    found = taken_apart(stated, data.composition_words)
    unread = []
    rivals: dict[str, list[tuple[str, str]]] = {}
    for key, text in stated.items():
        meant, unit = parameters_of(key, data.aliases, data.parameters)
        for name in meant:
            if name == key or name not in stated:
                said = (with_unit(text, unit), f"parameters.{key}")
                if found.setdefault(name, said) != said:
                    rivals.setdefault(name, []).append(said)
        if not meant and fold(key) not in NAMES:
            unread.append(key)
    found.update({key: (text, f"parameters.{key}") for key, text in stated.items() if key in data.parameters})
    return found, {name: each for name, each in rivals.items() if name not in stated}, tuple(unread)


def _by_code(made: Subject) -> None:
    for code in codes.in_text(made.item.description):
        entry = code.split(".", 1)[0]
        if entry in made.data.items:
            made.raised.setdefault(("eu-annex1", entry), f"the description names {code}")


def _by_family(made: Subject) -> None:
    terms = made.data.families
    play = bool(made.data.playthings.find(made.folded))
    met: set[str] = set()
    for match in made.before_purpose([*terms.find(made.folded), *terms.inverted(made.folded)]):
        if match.term in met or of_other_head(made.folded, match, made.data.accessory_heads):
            continue
        met.add(match.term)
        targets = made.data.family_targets(match.term)
        infer(made, [(list_id, entry) for list_id, entry, _ in targets])
        for list_id, entry, strength in targets:
            rule = made.data.rules[list_id][entry]
            why = f"the description says {match.term!r}"
            if (strength == "family" and not play) or states_any(made, rule):
                made.raised.setdefault((list_id, entry), why)
            else:
                _widely_named(made, (list_id, entry), why, weigh(made, rule))


def _widely_named(made: Subject, key: Key, why: str, weighed: Weighed) -> None:
    """A wide word raises only where figures of the words meet the rule, or what sets such goods apart is named.

    Figures that miss it are to be confirmed.
    """
    apart = "" if weighed.missed else names_what_sets_apart(made, made.data.rules[key[0]][key[1]])
    if weighed.meets or apart:
        made.raised.setdefault(key, f"{why} and {apart!r}" if apart else why)
        return
    made.weak.setdefault(key, why)
    if weighed.missed:
        made.short.setdefault(key, weighed.missed)
    missed = (f"{each.parameter.replace('_', ' ')} {each.supplied!r} misses {each.printed}" for each in weighed.missed)
    told = "; ".join(missed)
    said = f"the words alone say {told}" if told else "no parameter of its rule is stated"
    made.seen.setdefault(key[1], f"{why}, {said}")


def _by_entry_terms(made: Subject) -> None:
    """Entries without a rule: raised when the description names their goods and a sign of the controlled kind."""
    said = f"{made.folded} {fold(' '.join(f'{key} {text}' for key, text in made.item.parameters.items()))}"
    for row in made.data.part("entry_terms"):
        if mentions(made.folded, row["terms"].split("|")) and mentions(said, row["needs"].split("|")):
            made.raised.setdefault(("eu-annex1", row["entry"]), "the description names goods of this entry")


def _intangible(made: Subject) -> None:
    """Software and technology for goods that are raised: the entries that serve those, of the group that is said."""
    groups = _GROUP_OF_KIND.get(made.item.kind.value, "") or said_kind(made.folded, made.data.word_index)
    if not groups:
        return
    goods = [entry for list_id, entry in made.raised if list_id == "eu-annex1"]
    for entry, serves in made.data.part("intangibles").items():
        served = next((each for each in goods if entry[1] in groups and each.startswith(tuple(serves))), None)
        if served is not None:
            made.raised.setdefault(("eu-annex1", entry), f"{made.item.kind.value} for goods of {served}")


def _by_tariff(made: Subject) -> None:
    """An entry that names tariff headings is raised only when one of its own parameters is stated too."""
    code = _digits(made.item.hs)
    if not code:
        return
    for entry, rule in made.data.rules.get("eu-annex1", {}).items():
        headings = rule.get("hs", ())
        if code and code.startswith(tuple(headings) or ("none",)):
            stated = [name for name in rule.get("hs_when", ()) if made.statement.stated(name)]
            if stated and made.statement[stated[0]].word != "no":
                made.raised.setdefault(("eu-annex1", entry), f"tariff heading {code[:4]} and {stated[0]} is stated")


def _by_parameters(made: Subject) -> None:
    """Where no word raises anything, an entry close by its words is raised if stated figures meet it (10.2 c)."""
    if made.raised or not made.item.parameters:
        return
    for hit in search(made.item.description, made.data.word_index)[:_CLOSEST]:
        rule = made.data.rules.get("eu-annex1", {}).get(hit.entry)
        if rule is not None and stated_figures_meet(made, rule):
            made.raised.setdefault(("eu-annex1", hit.entry), BY_PARAMETERS)


def _by_edge(made: Subject) -> None:
    """Neighbours of a raised entry: raised when a parameter of theirs is stated, else only shown."""
    for (list_id, entry), _ in list(made.raised.items()):
        for neighbour in made.data.rules.get(list_id, {}).get(entry, {}).get("relates", ()):
            rule = made.data.rules.get(list_id, {}).get(neighbour)
            if (list_id, neighbour) in made.raised:
                continue
            if rule is not None and states_any(made, rule):
                made.raised[(list_id, neighbour)] = f"{NEIGHBOUR} {entry}, and a parameter of it is stated"
            else:
                made.seen.setdefault(neighbour, f"{NEIGHBOUR} {entry}")
    iran = made.data.rules.get("eu-267-II", {})
    for entry, rule in iran.items():
        near = any((each in rule["relates"]) for (list_id, each) in made.raised if list_id == "eu-annex1")
        if near and states_any(made, rule):
            made.raised.setdefault(("eu-267-II", entry), f"{NEIGHBOUR} {', '.join(rule['relates'])}")
