"""What each regime says of one party of a compiled graph, with the path that earned it, as the desk shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from endgate.network.compiled import Compiled
from endgate.network.cut import persons
from endgate.network.errors import AMBIGUOUS_PARTY, NO_SUCH_PARTY, NetworkError
from endgate.network.explain import LOOKED, Explained
from endgate.network.hybrid import attributed
from endgate.network.model import WHOLE, Regime, Share, Verdict, figure
from endgate.network.ownership import OwnershipResult, interval, upper
from endgate.network.reaching import Answer, Group, solve
from endgate.network.records import CONTROL, NodeKind, Rank
from endgate.network.stakes import bounds
from endgate.terms.truth import Truth

_CONTROL_LIMIT = 10_000
_LATE = 1 << 30
"""Round of a base person that others reach: everybody else came before it."""


@dataclass(frozen=True)
class PartyExposure:
    """One party under one regime. ``min`` and ``max`` (per cent) bound what reached owners hold.

    ``verdict`` is None for an establishment whose legal person is not known: nobody can say who owns that.
    """

    regime: str
    verdict: Verdict | None
    control: Truth
    min: Fraction
    max: Fraction
    path: tuple[str, ...]
    questions: tuple[str, ...] = ()
    base_parties: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unattributed: Fraction = Fraction(0)


def find_party(graph: Compiled, text: str) -> int:
    """The node of an id or a whole name. Raises NetworkError when there is none, or more than one."""
    found = graph.find(text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NetworkError(NO_SUCH_PARTY.at("PARTY", f"{text!r} is no id and no name of the {graph.nodes} entities"))
    named = ", ".join(f"{graph.space(node)}:{graph.ids[node]} ({graph.name(node)})" for node in found[:8])
    raise NetworkError(AMBIGUOUS_PARTY.at("PARTY", f"{text!r} names {len(found)} parties: {named}"))


def bases(graph: Compiled, regime: Regime, named: Collection[int], as_of: date) -> frozenset[int]:
    """Base persons of the regime: those named, and those that a publisher's own file lists by that day."""
    day = as_of.toordinal()
    words = set(regime.base)
    listed = (
        node
        for node in graph.listed_nodes()
        if words & set(graph.listed_words(node)) and graph.listed_from[node] <= day
    )
    return frozenset(named) | frozenset(listed)


def party_exposures(
    graph: Compiled, party: int, rules: Sequence[Regime], named: Collection[int], as_of: date
) -> Iterator[PartyExposure]:
    """Ask each regime about one party; a regime without any base person has nothing to say."""
    for rule in rules:
        base = bases(graph, rule, named, as_of)
        if base:
            yield exposure_of(solve(graph, rule, as_of, base, asked=_person(graph, party, as_of)), party)


def _person(graph: Compiled, party: int, as_of: date) -> int:
    person = persons(graph, as_of)
    return party if person is None else int(person[party])


def attribution(graph: Compiled, party: int, rule: Regime, named: Collection[int], as_of: date) -> PartyExposure:
    """The exposure under a rule that passes minorities on in proportion."""
    lo, hi = (Fraction(str(each)) for each in attributed(graph, rule, as_of, named, party))
    surely, possibly = rule.surely(lo, False), rule.possibly(hi, False)
    verdict = Verdict.MUST if surely else Verdict.MAY if possibly else Verdict.NO
    line = f"{graph.name(party)}: {figure(lo)} to {figure(hi)} % go back to the holders named, test {rule.test}"
    return PartyExposure(rule.id, verdict, Truth.TRUE if surely else Truth.UNKNOWN, lo, hi, (line,))


def exposure_of(answer: Answer, party: int) -> PartyExposure:
    """The exposure of one party, for the base person or persons that reach it most."""
    graph = answer.cut.graph
    person = party if answer.cut.person is None else int(answer.cut.person[party])
    found = answer.best(person)
    if found is None:
        raise ValueError("no base person")
    group, _ = found
    case = explained(answer, group, person)
    label = graph.label(person)
    result = case.results[label]
    control = controlled(answer, group, person, result.verdict)
    if person != party and person in group.base:
        return _same_person(answer, party, person)
    beside = [
        f"beside the chain it is stated that {case.graph.name(graph.label(holder))} holds {share} through others"
        for holder, share in answer.ledger.beside(person)
    ]
    headless = person == party and graph.kind_of(party) is NodeKind.ESTABLISHMENT
    if headless:
        beside.append("which legal person is its head is not known, or more than one is named")
    notes = (*result.notes, *beside, *filter(None, graph.notes[person].split("\n")))
    questions = case.questions(label, LOOKED)
    via = (f"{graph.name(party)} is an establishment of {graph.name(person)}",) if party != person else ()
    return PartyExposure(
        answer.cut.regime.id,
        None if headless and result.verdict is Verdict.NO else result.verdict,
        control,
        result.share.lo,
        result.share.hi,
        (*via, *case.path(label), *(f"note: {each}" for each in notes), *(f"question: {each}" for each in questions)),
        questions,
        case.base_of(label, LOOKED),
        notes,
        result.unattributed,
    )


def _same_person(answer: Answer, party: int, person: int) -> PartyExposure:
    graph = answer.cut.graph
    line = f"{graph.name(party)} is an establishment of {graph.name(person)}, which is designated: one legal person"
    regime = answer.cut.regime.id
    return PartyExposure(regime, Verdict.MUST, Truth.TRUE, WHOLE, WHOLE, (line,), (), (graph.label(person),))


def explained(answer: Answer, group: Group, party: int) -> Explained:
    """The explanation of one spread; results are worked out when they are asked for, sums only of the party's own."""
    labels = _Labels(answer.cut.graph)
    return Explained(
        labels,
        answer.cut.regime,
        _Results(answer, group, labels, party),
        _Members(labels, group.base),
        _Members(labels, group.base_may),
        answer.cut.as_of,
    )


class _Labels:
    """Names of nodes by label."""

    notes: tuple[str, ...] = ()

    def __init__(self, graph: Compiled) -> None:
        self._graph, self._nodes = graph, dict[str, int]()

    def node(self, label: str) -> int:
        if label not in self._nodes:
            self._nodes[label] = self._graph.find(label)[0]
        return self._nodes[label]

    def met(self, label: str, node: int) -> None:
        """Keep the node of a label that was just made from it."""
        self._nodes[label] = node

    def name(self, entity: str) -> str:
        own = self._graph.name(self.node(entity))
        return own if own == entity else f"{own} [{entity}]"


@dataclass(frozen=True)
class _Members:
    labels: _Labels
    nodes: frozenset[int]

    def __contains__(self, label: object) -> bool:
        return bool(self.nodes) and self.labels.node(str(label)) in self.nodes


class _Results(Mapping[str, OwnershipResult]):
    """The result of each entity, computed once when it is looked at."""

    def __init__(self, answer: Answer, group: Group, labels: _Labels, party: int) -> None:
        self._answer, self._group, self._labels, self._party = answer, group, labels, party
        self._known: dict[str, OwnershipResult] = {}

    def __getitem__(self, label: str) -> OwnershipResult:
        if label not in self._known:
            node = self._labels.node(label)
            self._known[label] = _result(self._answer, self._group, node, self._labels.met, whole=node == self._party)
        return self._known[label]

    def __iter__(self) -> Iterator[str]:
        return (self._answer.cut.graph.label(node) for node in range(len(self)))

    def __len__(self) -> int:
        return self._answer.cut.graph.nodes

    def __contains__(self, label: object) -> bool:
        return True


def _result(
    answer: Answer, group: Group, node: int, met: Callable[[str, int], None], *, whole: bool
) -> OwnershipResult:
    """The verdict on one node with its stakes, by the right of which reached owners hold most.

    Sums are left out unless ``whole``: on the way up only who holds what is told.
    """
    rights = [answer.ledger.stakes(node, right) for right in answer.cut.regime.rights]
    share, held = Share(), rights[0]
    if whole or len(rights) > 1:
        complete = bool(answer.cut.graph.complete[node])
        both = [bounds(node, each, group.sure, group.possible, complete) for each in rights]
        best = max(range(len(both)), key=lambda index: (both[index][0][0], both[index][1][0]))
        share, held = interval(*both[best]), rights[best]
    for each in held:
        met(each.stake.holder, each.node)
    reached = group.reached
    came = reached.sure.of(node)
    base, number = came == 0, came if came > 0 else reached.possible.of(node)
    others = [each for each in held if each.node != node]
    notes = [f"{each.stake.holder}: {each.stake.note}" for each in held if each.stake.note]
    if whole and sum((each.stake.share.lo for each in held), Fraction(0)) > Fraction("100.5"):
        notes.append("the stated holdings exceed 100 %: at least one source is wrong, so nothing is certain")
    return OwnershipResult(
        verdict=answer.verdict(group, node),
        share=share,
        round=_LATE if base else number,
        stakes=tuple(each.stake for each in others if group.possible(each.node)),
        sure={each.stake.holder: reached.sure.of(each.node) for each in others if group.sure(each.node)},
        unattributed=max(Fraction(0), WHOLE - upper(each.stake for each in held)[0]) if whole else Fraction(0),
        notes=tuple(notes),
    )


def controlled(answer: Answer, group: Group, node: int, verdict: Verdict) -> Truth:
    """T by ownership that must reach, or by stated control from a designated or reached party, also through others.

    Nobody states that control is absent, so the other answer is U.
    """
    if verdict is Verdict.MUST:
        return Truth.TRUE
    graph, seen, queue = answer.cut.graph, {node}, [node]
    while queue and len(seen) < _CONTROL_LIMIT:
        for link in graph.into(queue.pop()):
            holder = int(graph.holder[link])
            if holder in seen or graph.word(link) not in CONTROL or not _sure(answer, link):
                continue
            if group.sure(holder):
                return Truth.TRUE
            seen.add(holder)
            queue.append(holder)
    return Truth.UNKNOWN


def _sure(answer: Answer, link: int) -> bool:
    return bool(answer.cut.graph.rank[link] > Rank.DOUBTFUL) and answer.ledger.surely(link)
