"""Takes a sentence apart: attributions from the outside inwards, then the clauses and noun phrases that are claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from endgate.evidence.extract.clause_patterns import (
    CONCESSION,
    CONDITION,
    DESPITE,
    HEDGE,
    OPENING,
    SEEMING,
    SPLIT,
    WITHHELD,
    ask_pattern,
    asked_again_pattern,
    beside_pattern,
    connector_pattern,
    doubtful_adverb_pattern,
    ensure_pattern,
    in_document_pattern,
    inner_that_pattern,
    inserted_pattern,
    interrupted_pattern,
    medial_pattern,
    order_pattern,
    participle_pattern,
    picture_pattern,
    purpose_pattern,
    raised_pattern,
    said_again_pattern,
    seen_by_pattern,
    showing_pattern,
    shown_how_pattern,
)
from endgate.evidence.extract.frames import FINITE, Frame, leading, trailing
from endgate.evidence.extract.nominal import nominal_claims
from endgate.evidence.extract.speakers import Memory, Speaker, cleaned
from endgate.evidence.extract.text import Stretch
from endgate.evidence.extract.words import cues
from endgate.evidence.vocabulary import ClaimFlag, Modality

_HINTING = frozenset({"indicating", "suggesting"})
_DEPTH = 6
_MILD = frozenset({"asked", "urged", "advised", "requested"})


@dataclass(frozen=True)
class Draft:
    """A claim before its type, roles and polarity are read. ``chain`` leaves out the document itself."""

    start: int
    end: int
    modality: Modality
    chain: tuple[Speaker, ...]
    cue: Stretch | None = None
    flags: tuple[ClaimFlag, ...] = ()
    attributed: bool = True
    affirmed: bool = False
    denial_negated: bool = False
    nested: bool = False
    asked: bool = False
    verb: str = ""


@dataclass(frozen=True)
class Setting:
    """How a stretch stands: who speaks, how surely, and how deep it is nested."""

    chain: tuple[Speaker, ...] = ()
    modality: Modality = Modality.ASSERTED
    cue: Stretch | None = None
    flags: tuple[ClaimFlag, ...] = ()
    attributed: bool = False
    outer: tuple[Speaker, ...] = ()
    verb: str = ""
    negated: bool = False
    depth: int = 0
    cited: str = ""


@dataclass(frozen=True)
class Unfolder:
    """Takes stretches of one folded text apart; ``memory`` holds the speakers named so far."""

    text: str
    memory: Memory

    def unfold(self, start: int, end: int, setting: Setting) -> Iterator[Draft]:
        """The claims of a stretch."""
        start, end = self._inside(start, end)
        if end - start < 8 or setting.depth > _DEPTH:
            return
        parted = self._interrupted(start, end, setting)
        if parted is not None:
            yield from parted
            return
        frame = trailing(self.text, start, end)
        if frame is not None and frame.verb == "citing":
            cited = self.text[frame.speakers[0].start : frame.speakers[0].end]
            inside = replace(setting, cited=cited, depth=setting.depth + 1)
            yield from self.unfold(frame.content.start, frame.content.end, inside)
            return
        if frame is not None:
            within = self._within(setting, frame)
            yield from self.unfold(frame.content.start, frame.content.end, within)
            added = participle_pattern().search(self.text, frame.cue.start, end)
            if added is not None:
                yield from self.unfold(added.end(), end, replace(within, modality=_stance_of(added["verb"])))
            return
        joined = self._medial(start, end, setting) or self._participle(start, end, setting)
        if joined is not None:
            yield from joined
            return
        parts = self._parts(start, end)
        if len(parts) > 1:
            yield from self._unfold_parts(parts, setting)
            return
        yield from self._unfold_clause(start, end, setting)

    def _interrupted(self, start: int, end: int, setting: Setting) -> list[Draft] | None:
        """``"A," X said, "B"``: both parts are X's words."""
        match = interrupted_pattern().search(self.text, start, end)
        if match is None:
            return None
        frame = trailing(self.text, start, match.end("saying"))
        if frame is None or frame.cue.start != match.start("saying"):
            return None
        inside = self._within(setting, frame)
        return [*self.unfold(start, match.start(), inside), *self.unfold(match.end() - 1, end, inside)]

    def _medial(self, start: int, end: int, setting: Setting) -> list[Draft] | None:
        match = medial_pattern().search(self.text, start + 8, end)
        if match is None:
            return self._inserted(start, end, setting)
        if self.text.count('"', start, match.start()) % 2 == 1:
            return None
        chain = self.memory.resolve(match["who"], setting.chain)
        said = cues("say")[" ".join(match["verb"].lower().split())].modality
        cue, depth = Stretch(*match.span("verb")), setting.depth + 1
        inside = replace(setting, chain=chain, modality=said, cue=cue, attributed=True, depth=depth)
        return [*self.unfold(start, match.start(), inside), *self.unfold(match.end(), end, inside)]

    def _inserted(self, start: int, end: int, setting: Setting) -> list[Draft] | None:
        """ "The chamber, he said, was legal", "because, it says, an owner is listed"."""
        match = inserted_pattern().search(self.text, start, end)
        if match is None or self.text.count('"', start, match.start()) % 2 == 1:
            return None
        who = match["who"].strip()
        if who.lower() == "it":  # the subject of the clause that it explains
            inside = self._doer(start, match.start(), setting)
        else:
            inside = self.memory.resolve(who, setting.chain)
        said = cues("say")[" ".join(match["verb"].lower().split())].modality
        cue = Stretch(*match.span("verb"))
        spoken = replace(setting, chain=inside, modality=said, cue=cue, attributed=True, depth=setting.depth + 1)
        if match["because"]:
            left = self.unfold(start, match.start(), replace(setting, depth=setting.depth + 1))
            return [*left, *self.unfold(match.end(), end, spoken)]
        return [Draft(start, end, said, inside, cue, setting.flags)]

    def _participle(self, start: int, end: int, setting: Setting) -> list[Draft] | None:
        match = participle_pattern().search(self.text, start + 8, end)
        if match is None or not FINITE.search(self.text, start, match.start()):
            return None
        if self.text.count('"', start, match.start()) % 2 == 1:
            return None
        depth = setting.depth + 1
        left = list(self.unfold(start, match.start(), replace(setting, depth=depth)))
        frame = leading(self.text, *self._inside(start, match.start()))
        chain = self._within(setting, frame).chain if frame is not None else self._doer(start, match.start(), setting)
        cue = Stretch(*match.span("verb"))
        inside = replace(
            setting, chain=chain, modality=_stance_of(match["verb"]), cue=cue, attributed=True, depth=depth
        )
        return [*left, *self.unfold(match.end(), end, inside)]

    def _doer(self, start: int, end: int, setting: Setting) -> tuple[Speaker, ...]:
        """The subject of a clause as the speaker of what is said beside it."""
        return self.memory.resolve(self._subject(self._own_start(start), end), setting.chain)

    def _unfold_parts(self, parts: list[tuple[int, int, str]], setting: Setting) -> Iterator[Draft]:
        """Clauses side by side. What follows "despite" rests on the speaker outside, not on the one contradicted.

        A clause after "X says A, but" that names its own speaker is taken apart in the outer setting as well.
        """
        inner = setting
        for index, (start, end, word) in enumerate(parts):
            if word == "despite" or (word == ";" and not setting.attributed and not self._goes_on(start, end)):
                outside = replace(setting, depth=setting.depth + 1)
                yield from self.unfold(start, end, outside)
                continue
            if index > 0 and WITHHELD.match(self.text, start, end):
                continue
            if index > 0 and (asked := asked_again_pattern().match(self.text, start, end)) is not None:
                chain = self._doer(parts[0][0], parts[0][1], setting) if inner is setting else inner.chain
                cue = Stretch(*asked.span("verb"))
                yield Draft(start, end, Modality.REQUESTED, chain, cue, setting.flags, asked=True)
                continue
            again = said_again_pattern().match(self.text, start, end)
            if again is not None and index > 0:
                said = cues("say")[" ".join(again["verb"].lower().split())].modality
                if inner is setting:
                    chain = self._doer(parts[0][0], parts[0][1], setting)
                    inner = replace(setting, chain=chain, attributed=True)
                yield from self.unfold(again.end(), end, replace(inner, modality=said, depth=setting.depth + 1))
                continue
            frame = leading(self.text, *self._inside(start, end))
            yield from self._unfold_clause(
                start, end, inner if frame is None or index == 0 or not frame.speakers else setting
            )
            if index == 0 and frame is not None:
                inner = self._within(setting, frame)

    def _goes_on(self, start: int, end: int) -> bool:
        """Does what stands behind a semicolon still tell what the speaker said before it?"""
        return re.compile(r"(?:that|it|they|he|she|its|their|his|her)\b", re.I).match(self.text, start, end) is not None

    def _unfold_clause(self, start: int, end: int, setting: Setting) -> Iterator[Draft]:
        start, end = self._inside(start, end)
        start = self._own_start(start)
        directive = self._directive(start, end, setting)
        frame = leading(self.text, start, end)
        if directive is not None and (frame is None or frame.cue.start >= directive[0].cue_start):
            yield from directive[1]
            return
        if frame is None:
            concession = CONCESSION.search(self.text, start, end)
            if concession is not None:
                yield from self._leaf(start, concession.end(), setting)
            yield from self._leaf(start, end, setting)
            return
        if frame.unsaid:
            return
        within = self._within(setting, frame)
        if frame.aside is not None:
            yield from self.unfold(frame.aside.start, frame.aside.end, replace(setting, depth=setting.depth + 1))
        yield from self.unfold(frame.content.start, frame.content.end, within)

    def _within(self, setting: Setting, frame: Frame) -> Setting:
        chain = setting.chain
        for speaker in frame.speakers:
            name = self.text[speaker.start : speaker.end]
            inside = in_document_pattern().match(name)
            if inside is not None:
                chain = self.memory.resolve(inside["letter"], chain)
                name = name[inside.end() :]
            beside = beside_pattern().match(name)
            if beside is not None and beside["letter"]:
                chain = self.memory.resolve(beside["letter"], chain)
                name = beside["who"]
            seen = seen_by_pattern().search(name)
            if seen is not None:
                chain = self.memory.resolve(seen["who"], chain)
                name = name[: seen.start()]
            if not cleaned(name) or (cleaned(name).lower() in ("there", "it") and frame.impersonal):
                continue
            cited = beside["cited"] if beside is not None else None
            chain = self.memory.resolve(beside["who"] if beside is not None and cited else name, chain)
            chain = self.memory.resolve(cited, chain) if cited else chain
        if setting.cited:
            chain = self.memory.resolve(setting.cited, chain)
        modality = frame.modality
        if modality is Modality.ASSERTED and setting.modality is not Modality.ASSERTED and setting.attributed:
            modality = setting.modality
        return Setting(
            chain,
            modality,
            frame.cue,
            (*setting.flags, ClaimFlag.PRESUPPOSED) if frame.presupposed else setting.flags,
            attributed=True,
            outer=setting.chain,
            verb=frame.verb,
            negated=frame.negated,
            depth=setting.depth + 1,
        )

    def _parts(self, start: int, end: int) -> list[tuple[int, int, str]]:
        opening = OPENING.match(self.text, start, end)
        if opening is not None:
            comma = re.compile(r",\s+(?=(?:it|they|he|she|the|this|that|its|there|[A-Z])\b|ist\b|sind\b)").search(
                self.text, opening.end(), end
            )
            if comma is not None:
                return [(opening.end(), comma.start(), "although"), (comma.end(), end, "")]
        despite = DESPITE.search(self.text, start + 10, end) if end - start > 10 else None
        if despite is not None and leading(self.text, despite.end(), end) is not None:
            return [(start, despite.start(), ""), (despite.end(), end, "despite")]
        for split in SPLIT.finditer(self.text, start + 12, end):
            left, right = self.text[start : split.start()], self.text[split.end() : end]
            if re.match(r"[^,;\"]{3,60},\s+(?:that|dass)\s", right):
                continue  # "believes, but has not shown, that": one saying
            if left.count('"') % 2 == 0 and len(right.split()) > 3 and FINITE.search(left) and FINITE.search(right):
                word = ";" if split.group().startswith(";") else ""
                (first, stop, _), *others = self._parts(split.end(), end)
                return [(start, split.start(), ""), (first, stop, word), *others]
        return [(start, end, "")]

    def _directive(self, start: int, end: int, setting: Setting) -> tuple[_Cue, list[Draft]] | None:
        """Who asks whom to do what: a claim of its own, with what is feared, possible or presupposed inside it."""
        for pattern, modality in ((order_pattern(), Modality.DIRECTED), (ask_pattern(), Modality.ASSERTED)):
            match = pattern.match(self.text, start, end)
            if match is None or '"' in match["subject"] or match["subject"].endswith(" to"):
                continue
            if modality is Modality.DIRECTED and match["verb"].lower() in _MILD:
                modality = Modality.REQUESTED
            cue = Stretch(*match.span("verb"))
            return _Cue(cue.start), list(self._asked(start, end, match, replace(setting, cue=cue), modality))
        please = re.compile(r"(?:please|kindly|bitte)\s", re.I).match(self.text, start, end)
        if please is not None:
            stop = Draft(
                start, end, Modality.REQUESTED, setting.chain, Stretch(*please.span()), setting.flags, asked=True
            )
            return _Cue(start), [stop]
        return None

    def _asked(
        self, start: int, end: int, match: re.Match[str], setting: Setting, modality: Modality
    ) -> Iterator[Draft]:
        speaker = self.memory.resolve(match["subject"], setting.chain)
        by_that = bool(re.match(r"\s+that\s", self.text[match.end("verb") : match.end("verb") + 8]))
        chain = speaker if by_that else setting.chain
        inner = inner_that_pattern().search(self.text, match.end(), end)
        stop = end
        if inner is not None and not re.match(r"(?:is|are|was|were|has|could)\b", self.text[inner.end() : end]):
            stop = inner.start()
        ensure = ensure_pattern().search(self.text, match.end(), stop)
        if ensure is not None:
            yield Draft(
                ensure.end(), stop, Modality.FEARED, speaker, Stretch(*ensure.span()), affirmed=True, nested=True
            )
            stop = ensure.start()
        own_start = self._own_start(start)
        yield Draft(own_start, stop, modality, chain, setting.cue, setting.flags, attributed=True, asked=True)
        if inner is not None and ensure is None and stop < end:
            surely = Modality.POSSIBLE if HEDGE.search(self.text, inner.end(), end) else Modality.ASSERTED
            flags = (ClaimFlag.PRESUPPOSED,) if inner["how"] else ()
            yield Draft(inner.end(), end, surely, speaker, Stretch(*inner.span()), flags, nested=True)
        yield from nominal_claims(self.text, own_start, stop, modality, chain, speaker, Draft)

    def _leaf(self, start: int, end: int, setting: Setting) -> Iterator[Draft]:
        """A clause without further attribution."""
        start = self._own_start(start)
        if setting.cited and not setting.attributed:
            setting = replace(setting, chain=self.memory.resolve(setting.cited, setting.chain), attributed=True)
        raised = raised_pattern().match(self.text, start, end)
        modality, cue = setting.modality, setting.cue
        setting = self._reserved(start, end, setting)
        doubtful = doubtful_adverb_pattern().search(self.text, start, end)
        if doubtful is not None and doubtful["alleged"] and modality is Modality.ASSERTED:
            modality, cue = Modality.SUSPECTED, Stretch(*doubtful.span())
        seeming = SEEMING.search(self.text, start, end)
        if seeming is not None and modality is Modality.ASSERTED:
            modality, cue = Modality.INDICATED, Stretch(*seeming.span())
        if raised is not None and modality is Modality.ASSERTED:
            modality, cue = cues("passive")[raised["cue"].lower()].modality, Stretch(*raised.span("cue"))
        shown = shown_how_pattern().search(self.text, start, end)
        if shown is not None:
            flags = (ClaimFlag.PRESUPPOSED,)
            yield Draft(shown.end(), end, Modality.ASSERTED, setting.chain, Stretch(*shown.span()), flags)
            return
        purpose = purpose_pattern().search(self.text, start + 10, end) if end - start > 10 else None
        stop = end
        if purpose is not None:
            doer = self.memory.resolve(self._subject(start, purpose.start()), setting.chain)
            yield Draft(purpose.end(), end, Modality.REQUESTED, doer, Stretch(*purpose.span("cue")), nested=True)
            stop = purpose.start()
        showing = showing_pattern().search(self.text, start, stop)
        if showing is not None:
            surely = Modality.INDICATED if showing["verb"].lower() in _HINTING else Modality.ASSERTED
            chain = self.memory.resolve(showing["what"], setting.chain)
            yield Draft(showing.end(), stop, surely, chain, Stretch(*showing.span("verb")), nested=True)
            stop = showing.end("between")
        picture = picture_pattern().search(self.text, start, stop)
        if picture is not None:
            subject = self._subject(start, picture.start("shared")) if picture["shared"] else ""
            doer = self.memory.resolve(subject, setting.chain) if subject else setting.chain
            chain = self.memory.resolve(picture["what"], doer)
            surely = Modality.INDICATED if picture["seems"] else Modality.ASSERTED
            yield Draft(picture.end(), stop, surely, chain, Stretch(*picture.span("what")), nested=True)
            if not picture["shared"]:
                return
            stop = picture.end("what")
        if modality is Modality.ASSERTED and HEDGE.search(self.text, start, stop):
            hedge = HEDGE.search(self.text, start, stop)
            assert hedge is not None
            first_verb = FINITE.search(self.text, start, stop)
            if first_verb is not None and hedge.start() <= first_verb.start() + 1:
                modality, cue = Modality.POSSIBLE, Stretch(*hedge.span())
        yield Draft(
            start,
            stop,
            modality,
            setting.chain,
            cue,
            setting.flags,
            attributed=setting.attributed,
            denial_negated=setting.negated,
            verb=setting.verb,
        )
        yield from nominal_claims(self.text, start, stop, modality, setting.chain, setting.chain, Draft)

    def _reserved(self, start: int, end: int, setting: Setting) -> Setting:
        """With the flags of a clause that holds under a condition only, or that the speaker has from hearsay."""
        flags = list(setting.flags)
        if CONDITION.search(self.text[start:end]):
            flags.append(ClaimFlag.CONDITIONAL)
        if doubtful_adverb_pattern().search(self.text[start:end]):
            flags.append(ClaimFlag.HEARSAY)
        return replace(setting, flags=tuple(flags))

    def _subject(self, start: int, end: int) -> str:
        words = self.text[start:end]
        verb = re.search(
            r"\s(?:is|are|was|were|has|have|had|will|would|gave|sent|[a-z]\w{2,}ed|show\w*)\b",
            words,
        )
        return words[: verb.start()] if verb else words.split(",")[0]

    def _own_start(self, start: int) -> int:
        lead = connector_pattern().match(self.text, start)
        return lead.end() if lead is not None else start

    def _inside(self, start: int, end: int) -> tuple[int, int]:
        """Without marks, blanks, outer quotation marks and a number at the edge."""
        number = re.compile(r"\s*\d{1,2}[.)]\s+").match(self.text, start, end)
        start = number.end() if number is not None else start
        while start < end and self.text[start] in " ,;:\"'.-\n":
            start += 1
        while end > start and self.text[end - 1] in ' ,;:"\n.!?-':
            if self.text[end - 1] == '"' and self.text.count('"', start, end) % 2 == 0:
                break
            if self.text[end - 1] == "." and re.search(
                r"\b(?:[A-Z]\.)+[A-Z]\.$|\b(?:Ltd|Inc|Co|Corp)\.$", self.text[start:end]
            ):
                break
            end -= 1
        return start, end


def _stance_of(participle: str) -> Modality:
    """How surely "saying", "warning", "denying" puts what follows."""
    stem = participle.lower().removesuffix("ing")
    return next((cues("say")[each].modality for each in (stem, stem + "e") if each in cues("say")), Modality.ASSERTED)


@dataclass(frozen=True)
class _Cue:
    cue_start: int
