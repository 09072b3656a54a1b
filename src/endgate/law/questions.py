"""Turns open leaves into questions, merged by leaf and ordered by what is cheapest to get and settles most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from endgate.law.finding import Finding, Question
from endgate.law.opening import Leaf, cost_of
from endgate.law.outcome import Disposition, strictest
from endgate.law.reference import Reference
from endgate.law.scene import shown
from endgate.law.signature import Cost
from endgate.law.trees import Atom
from endgate.law.words import list_title, question


@dataclass
class QuestionList:
    """Collects questions; the same leaf asked by several findings is one question."""

    reference: Reference
    _found: dict[str, Question] = field(default_factory=dict)

    def ask_leaf(self, leaf: Leaf, finding: Finding) -> None:
        """Ask every leaf of an unknown atom for one finding."""
        if finding.contributes is None:
            return
        cost, cause = int(cost_of(leaf)), shown(leaf.reading.cause)
        for name in leaf.reading.leaves or (leaf.label,):
            text = name if leaf.reading.stated_leaves else self._text(leaf, name)
            self._add(Question(name, text, cost, finding.contributes, (finding.measure,), cause, leaf.reading.sources))

    def ask_status(self, finding: Finding) -> None:
        """Ask whether a measure whose status is uncertain operates."""
        if finding.ask and finding.contributes is not None:
            weight = finding.contributes
            self._add(
                Question(f"status:{finding.measure}", finding.ask, int(Cost.OUR_DATA), weight, (finding.measure,))
            )

    def ask_review(self, finding: Finding, settles: Disposition) -> None:
        """Ask the rule owner to compare an unreviewed measure with its text."""
        text = f"Compare {finding.measure} with its text ({finding.citation})"
        self._add(Question(f"review:{finding.measure}", text, int(Cost.OUR_DATA), settles, (finding.measure,)))

    def ask_duties(self, finding: Finding, duties: Iterable[str], settles: Disposition) -> None:
        """Ask the authority for what a criterion that applies bids it do before it decides."""
        for number, duty in enumerate(duties, start=1):
            text = f"{duty} ({finding.citation}): has it done so?"
            key = f"duty:{finding.measure}:{number}"
            self._add(Question(key, text, int(Cost.AUTHORITY), settles, (finding.measure,)))

    def ordered(self) -> tuple[Question, ...]:
        """Cheapest first, then what settles the worst outcome, then what most findings wait for."""
        return tuple(sorted(self._found.values(), key=lambda q: (q.cost, -q.settles.rank, -len(q.findings), q.id)))

    def _add(self, question: Question) -> None:
        earlier = self._found.get(question.id)
        if earlier is None:
            self._found[question.id] = question
            return
        self._found[question.id] = replace(
            earlier,
            cost=min(earlier.cost, question.cost),
            settles=strictest((earlier.settles, question.settles)),
            findings=tuple(dict.fromkeys(earlier.findings + question.findings)),
            sources=tuple(dict.fromkeys(earlier.sources + question.sources)),
        )

    def _text(self, leaf: Leaf, name: str) -> str:
        atom = leaf.atom
        says = _says(atom, self.reference)
        if atom.predicate == "informed":
            return f"Has an authority informed the actor? ({says})"
        if atom.predicate == "knows":
            return f"What does the actor know, and what did it ask? ({says})"
        if atom.predicate == "state_determined":
            return f"What does the State determine? ({says})"
        return question(name, self.reference)


def _says(atom: Atom, reference: Reference) -> str:
    """The proposition of an atom in words."""
    name = str(atom.arg("proposition"))
    proposition = reference.propositions.get(name)
    return name if proposition is None or not proposition.says else proposition.says.rstrip(".")


def condition_of(leaf: Leaf, reference: Reference) -> str:
    """The condition that a quiet leaf leaves behind (section 4 of the specification)."""
    atom = leaf.atom
    if atom.arg("proposition") is not None:
        return f"Obtain the actor's statement on whether it knows of this: {_says(atom, reference)}"
    title = list_title(str(atom.arg("list") or atom.arg("provision")), reference)
    if shown(leaf.reading.cause) == "not_stated":
        return f"State who classified the item, when, under which list: {title}"
    return f"{title} is not held in full: have the item checked against it"


def conditions_of(leaves: Iterable[Leaf], reference: Reference) -> tuple[str, ...]:
    return tuple(dict.fromkeys(condition_of(leaf, reference) for leaf in leaves))
