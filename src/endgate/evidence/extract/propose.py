"""From a text to proposals: mentions and attributed claims. Pure: no clock, no network."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from endgate.evidence.dates import When
from endgate.evidence.extract.clause_patterns import CONCESSION, interrupted_pattern
from endgate.evidence.extract.frame_patterns import backward_pattern
from endgate.evidence.extract.frames import FINITE, leading, trailing
from endgate.evidence.extract.kinds import clears_itself, is_negated, speaks_of_itself, type_of
from endgate.evidence.extract.mentions import Mention, mentions, publication_pattern
from endgate.evidence.extract.roles import roles_of
from endgate.evidence.extract.speakers import MARGIN, Memory, Speaker
from endgate.evidence.extract.stated_dates import dateline, dates
from endgate.evidence.extract.text import Stretch, folded, paragraphs, sentences
from endgate.evidence.extract.unfold import Draft, Setting, Unfolder
from endgate.evidence.vocabulary import ClaimFlag, ClaimRole, ClaimType, Modality, Polarity, SourceKind

MADE_BY = "rule:prose@2"
THIS_DOCUMENT = "this document"
_LONGEST_SENTENCE = 2500
_LONGEST_QUOTATION = 40  # sentences
_FINDS = frozenset({"determined", "determines", "determine", "finds", "found", "concluded", "concludes"})
_CLIPPING = re.compile(r"(?P<paper>[A-Z][^,;:()\n]{2,50})(?:,\s+[\w .]{3,30})?\s*:\s+(?=[A-Z\"])")
_CITATION = re.compile(r"\s*\(([^()]*)\)\.?\s*$")
_BYLINE = re.compile(
    r"[A-ZÄÖÜ][A-ZÄÖÜ .'/-]{2,40}(?:,\s+[\w. ]{2,30})?\s*(?:\((?P<outlet>[\w /.-]{2,30})\))?\s*(?:--|-|:)\s+(?=[A-Z\"])"
)  # LISBON, 9 October 2018 -
_BODY = r"(?:[A-ZÄÖÜ][\w&.'-]+)(?: (?:of|for|and|the|on) [A-ZÄÖÜ][\w&.'-]+| [A-ZÄÖÜ][\w&.'-]+){0,6}"
_PAPERS = r"(?i:notice|bulletin|circular|advisory|press release|statement|communiqué|alert|determination)"
_ISSUED = re.compile(
    rf"(?:(?i:(?:joint |public |press |official )?(?:statement|communiqué|press release|notice|letter|declaration)) "
    rf"(?i:by|from|issued by) (?:(?i:the) )?(?P<by>{_BODY})"
    rf"|(?:(?i:final|annual|interim|midterm) )?(?i:report|findings) (?i:of|by) (?i:the) (?P<of>{_BODY})"
    rf"|(?P<body>{_BODY})\s*[-:|]\s*(?:\w+ ){{0,2}}{_PAPERS})"
)
_LABEL = re.compile(
    r"(?P<label>from|to|cc|date|subject|re|von|an|betreff|datum|present|sent|attendees|participants|"
    r"in attendance|teilnehmer|anwesend|place|ort|classification)\s*:\s*(?P<value>.*)",
    re.I,
)
_SPEAKER = re.compile(r"(?P<who>(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})\s*:\s+(?=\S)")


@dataclass(frozen=True)
class Proposal:
    """One proposed claim. ``chain`` begins with the document in hand; ``roles`` hold the words of the text."""

    start: int
    end: int
    quote: str
    type: ClaimType
    modality: Modality
    polarity: Polarity
    chain: tuple[Speaker, ...]
    roles: dict[ClaimRole, str]
    when: When | None = None
    cue: Stretch | None = None
    flags: tuple[ClaimFlag, ...] = ()
    made_by: str = MADE_BY


@dataclass(frozen=True)
class Proposals:
    """What one text yields."""

    mentions: tuple[Mention, ...]
    claims: tuple[Proposal, ...]
    dateline: When | None = None


@dataclass(frozen=True)
class _Citation:
    """A closing citation: it governs the sentences back to the one before it."""

    start: int
    paragraph: int
    speaker: Speaker


def propose(text: str) -> Proposals:
    """Propose the attributed claims of a text in English or German."""
    plain = folded(text)
    found = mentions(plain)
    drafts = _Reader(plain, found).drafts()
    claims = (_claim(text, plain, each, found) for each in drafts)
    kept = _distinct([each for each in claims if each is not None])
    return Proposals(found, tuple(kept), dateline(plain))


def scored_form(text: str) -> dict[str, Any]:
    """The proposals of a text as the scorer of claims reads them."""
    found = propose(text)
    return {
        "mentions": [{"span": [each.start, each.end], "type": each.kind} for each in found.mentions],
        "claims": [
            {
                "span": [each.start, each.end],
                "modality": each.modality.value,
                "polarity": each.polarity.value,
                "type": each.type.value,
                "chain": [link.name for link in each.chain],
                "roles": {role.value: words for role, words in each.roles.items()},
            }
            for each in found.claims
        ],
    }


class _Reader:
    """Walks a text once, in order, with what it remembers of the speakers."""

    def __init__(self, plain: str, found: tuple[Mention, ...]) -> None:
        self.text = plain
        self.persons = [each for each in found if each.kind == "person"]
        self.quotes = [match.start() for match in re.finditer('"', plain)]
        self.memory = Memory()
        self.unfolder = Unfolder(plain, self.memory)
        self.paragraphs = list(paragraphs(plain))
        self.citations = list(self._citations())
        self.author: tuple[Speaker, ...] = self._issuer()
        self.quoted: tuple[Speaker, ...] | None = None

    def _issuer(self) -> tuple[Speaker, ...]:
        """The body that a title names as speaking: "Statement by X", "Report of the X", "X - notice"."""
        first = next(iter(self.paragraphs), None)
        match = None if first is None else _ISSUED.match(self.text, first.start, first.end)
        if match is None:
            return ()
        name = (match["by"] or match["of"] or match["body"]).strip()
        return self.memory.resolve(name.title() if name.isupper() else name, ())

    def drafts(self) -> Iterator[Draft]:
        for index, part in enumerate(self.paragraphs):
            if self._is_header(part):
                continue
            headline = self._is_headline(index, part)
            for start, end, chain, attributed in self._sentences(part):
                setting = Setting(chain, attributed=attributed)
                if headline:
                    setting = replace(setting, flags=(ClaimFlag.HEADLINE,))
                for draft in self.unfolder.unfold(start, end, setting):
                    yield draft if headline else self._cited(draft, index)
                self._meet(start, end)

    def _meet(self, start: int, end: int) -> None:
        """Remember the person whom a sentence names and who does not speak: the next may say "he"."""
        for each in self.persons:
            name = self.text[each.start : each.end]
            if start <= each.start < end and not any(name in speaker.name for speaker in self.memory.named):
                self.memory.meet(name, self.author)

    def _sentences(self, part: Stretch) -> Iterator[tuple[int, int, tuple[Speaker, ...], bool]]:
        """Sentences without their citations, each with the speaker whose quotation or turn it belongs to."""
        turn = _SPEAKER.match(self.text, part.start, part.end)
        start = part.start
        chain, attributed = self.author, bool(self.author)
        margin = MARGIN.match(self.text, part.start, part.end)
        if margin is not None:
            start = margin.end()
        elif turn is not None and _LABEL.match(turn.group()) is None:
            chain, attributed = self.memory.resolve(turn["who"], self.author), True
            start = turn.end()
        else:
            byline = _BYLINE.match(self.text, part.start, part.end)
            if byline is not None:
                start = byline.end()
                self.memory.outlet = byline["outlet"] or self.memory.outlet
        label = None if turn is not None else self._source_label(start, part.end)
        if label is not None:
            start, chain, attributed = label.end(), self.memory.resolve(label["paper"], self.author), True
        found = list(sentences(self.text, Stretch(start, part.end)))
        for number, each in enumerate(found):
            if backward_pattern().fullmatch(self.text, each.start, each.end):
                continue
            if each.end - each.start > _LONGEST_SENTENCE:
                continue  # no sentence, and the patterns below take time that grows with its square
            end = self._uncited_end(each)
            if self.text[each.start : end].rstrip().endswith("?"):
                continue
            told_after = self._told_after(found, number + 1)
            quoted = self._quotation(found, number)
            if told_after:
                yield each.start, end, told_after, True
            elif quoted is not None:
                yield each.start, end, quoted, True
            else:
                yield each.start, end, chain, attributed

    def _source_label(self, start: int, end: int) -> re.Match[str] | None:
        """The paper, with or without its day, before the colon at the head of a clipping."""
        match = _CLIPPING.match(self.text, start, end)
        return match if match is not None and publication_pattern().search(match["paper"]) else None

    def _told_after(self, found: list[Stretch], number: int) -> tuple[Speaker, ...]:
        """Who says it, where the next sentence only tells that."""
        if number >= len(found):
            return ()
        match = backward_pattern().fullmatch(self.text, found[number].start, found[number].end)
        if match is None:
            return ()
        chain = self.author
        for phrase in (match["german"] or match["english"], match["quelle"] or match["source"]):
            chain = self.memory.resolve(phrase, chain) if phrase else chain
        return chain

    def _quotation(self, found: list[Stretch], number: int) -> tuple[Speaker, ...] | None:
        """The speaker of a quotation that runs over several sentences, or goes on without a new attribution."""
        each = found[number]
        words = self.text[each.start : each.end]
        if not words.startswith('"') and not self._is_open(found, number):
            self.quoted = None if words.count('"') == 0 else self.quoted
            return None
        if interrupted_pattern().search(self.text, each.start, each.end):
            return None
        for later in found[number : number + _LONGEST_QUOTATION]:
            frame = trailing(self.text, later.start, self._uncited_end(later))
            if frame is not None and '"' in self.text[frame.content.end - 1 : frame.content.end + 3]:
                if later is each:
                    chain: tuple[Speaker, ...] = self.author
                    for speaker in frame.speakers:
                        chain = self.memory.resolve(self.text[speaker.start : speaker.end], chain)
                    self.quoted = chain
                    return None
                chain = self.author
                for speaker in frame.speakers:
                    chain = self.memory.resolve(self.text[speaker.start : speaker.end], chain)
                return chain
            if self.text[later.start : later.end].rstrip(". ").endswith('"') and later is not each:
                break
        if self.quoted is None and self.memory.named and leading(self.text, each.start, each.end) is None:
            self.quoted = self.memory.named[-1].chain
        return self.quoted

    def _is_open(self, found: list[Stretch], number: int) -> bool:
        first, here = (bisect_left(self.quotes, each.start) for each in (found[0], found[number]))
        return (here - first) % 2 == 1

    def _cited(self, draft: Draft, index: int) -> Draft:
        """Put the paper of the governing citation outside the chain, unless the chain has its own outlet."""
        citation = next((each for each in self.citations if each.start >= draft.start), None)
        if citation is None or any(each.kind is SourceKind.PUBLICATION for each in draft.chain[:1]):
            return draft
        if draft.chain and draft.chain[0].kind is SourceKind.DOCUMENT and citation.paragraph != index:
            return draft
        return replace(draft, chain=(citation.speaker, *draft.chain), attributed=True)

    def _citations(self) -> Iterator[_Citation]:
        for index, part in enumerate(self.paragraphs):
            for match in re.finditer(r"\(([^()]{6,120})\)", self.text[part.start : part.end]):
                words = match.group(1)
                paper = publication_pattern().search(words)
                if paper is None or words.lower().startswith(("see ", "cf")) or words.count(",") < 1:
                    continue
                author = words.split(",")[0].strip()
                name = f"{paper.group()} ({author})"
                yield _Citation(part.start + match.start(), index, Speaker(name, SourceKind.PUBLICATION))

    def _uncited_end(self, sentence: Stretch) -> int:
        match = _CITATION.search(self.text[sentence.start : sentence.end])
        return sentence.end if match is None else sentence.start + match.start()

    def _is_header(self, part: Stretch) -> bool:
        """A line of a message's head, a list of those present, a greeting; the sender becomes the author."""
        line = self.text[part.start : part.end]
        if part.start == self.paragraphs[0].start and _ISSUED.match(line) and not FINITE.search(line):
            return True
        label = _LABEL.fullmatch(line.split("\n")[0])
        if label is not None:
            for each in line.split("\n"):
                one = _LABEL.fullmatch(each)
                if one is not None and one["label"].lower() in ("from", "von") and one["value"].strip():
                    self.author = self.memory.resolve(self._signed(one["value"].strip()), ())
            return True
        return len(line.split()) < 3 or line.isupper()

    def _signed(self, sender: str) -> str:
        """An address is named by the signature at the foot, when there is one."""
        last = self.text[self.paragraphs[-1].start : self.paragraphs[-1].end]
        return last if "@" in sender and 1 < len(last.split()) < 5 else sender

    def _is_headline(self, index: int, part: Stretch) -> bool:
        line = self.text[part.start : part.end]
        if index > 0 or line.endswith((".", ":", "!")):
            return False
        return 2 < len(line.split()) < 20 and len(self.paragraphs) > 1


def _claim(text: str, plain: str, draft: Draft, found: tuple[Mention, ...]) -> Proposal | None:
    start, end = _edges(plain, draft.start, draft.end)
    clause = plain[start:end]
    told = CONCESSION.sub("", clause)
    kind, alone = type_of(told, draft.modality, asked=draft.asked)
    if len(clause.split()) < 3 or not (draft.nested or draft.attributed or alone):
        return None
    finding = draft.verb in _FINDS and bool(draft.chain) and draft.chain[-1].kind is SourceKind.AGENCY
    if finding and kind not in (ClaimType.SUITABILITY, ClaimType.CONTROL_STATUS):
        kind = ClaimType.DETERMINATION
    modality, flags = _stance(draft, clause, kind)
    negated = is_negated(told) and not draft.affirmed and modality is not Modality.FEARED
    if draft.denial_negated:
        negated = True
    if finding:
        flags = (*flags, ClaimFlag.OFFICIAL_FINDING)
    first = next(iter(dates(plain, start, end)), None)
    roles = roles_of(clause, start, found, kind)
    if kind is ClaimType.OTHER and {ClaimRole.CARRIER, ClaimRole.GOODS} <= roles.keys():
        kind = ClaimType.TRANSFER
        roles = roles_of(clause, start, found, kind)
    return Proposal(
        start,
        end,
        text[start:end],
        kind,
        modality,
        Polarity.NEGATED if negated else Polarity.AFFIRMED,
        (Speaker(THIS_DOCUMENT, SourceKind.DOCUMENT), *draft.chain),
        roles,
        None if first is None else first.when,
        draft.cue,
        flags,
    )


def _stance(draft: Draft, clause: str, kind: ClaimType) -> tuple[Modality, tuple[ClaimFlag, ...]]:
    """A speaker who clears itself is an interested party; a government that does so denies."""
    flags = set(draft.flags)
    modality = draft.modality
    if modality in (Modality.INSISTED, Modality.DENIED) or (draft.chain and speaks_of_itself(clause)):
        speaker = draft.chain[-1].kind if draft.chain else None
        if speaker in (SourceKind.GOVERNMENT, SourceKind.COMPANY) or modality is not Modality.ASSERTED:
            flags.add(ClaimFlag.INTERESTED_PARTY)
        if modality is Modality.ASSERTED and speaker is SourceKind.GOVERNMENT and clears_itself(clause):
            modality = Modality.DENIED if kind is ClaimType.PROGRAMME_INTENT else Modality.INSISTED
    return modality, tuple(sorted(flags))


def _edges(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start] in " \n,;:\"'":
        start += 1
    while end > start and plain[end - 1] in " \n,;:.!?":
        if plain[end - 1] == "." and re.search(r"(?:\b[A-Z]\.){2}$|\b(?:Ltd|Inc|Co|Corp)\.$", plain[start:end]):
            break
        end -= 1
    if end > start and plain[end - 1] == '"' and plain.count('"', start, end) % 2 == 1:
        end -= 1
    return start, end


def _distinct(claims: list[Proposal]) -> list[Proposal]:
    """One proposal for one stretch: of two with the same edges the better attributed one stays."""
    best: dict[tuple[int, int], Proposal] = {}
    for each in claims:
        key = (each.start, each.end)
        if key not in best or len(each.chain) > len(best[key].chain):
            best[key] = each
    return sorted(best.values(), key=lambda each: (each.start, each.end))
