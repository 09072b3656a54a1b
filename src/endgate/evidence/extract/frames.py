"""Frames of attribution: who says, by which words, and which part of the sentence is what is said.

Every function looks at one stretch of folded text and gives a frame or None; ``unfold.py`` applies them in turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from endgate.evidence.extract.frame_patterns import (
    according_pattern,
    accusation_pattern,
    bare_pattern,
    discredited_pattern,
    german_infinitive_pattern,
    german_reported_pattern,
    gerund_pattern,
    letter_pattern,
    named_as_pattern,
    noun_end_pattern,
    noun_pattern,
    quoted_as_pattern,
    received_pattern,
    retracted_pattern,
    small_pattern,
    state_pattern,
    that_pattern,
    told_pattern,
    told_quote_pattern,
    trailing_patterns,
)
from endgate.evidence.extract.mentions import publication_pattern
from endgate.evidence.extract.text import Stretch
from endgate.evidence.extract.words import RELATIVE, Cue, alternation, cues, source_words
from endgate.evidence.vocabulary import Modality

FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|should|did|does|do|must|"
    r"ist|sind|hat|haben|wurde|wurden|war|waren|\w{2,}ed|\w{3,}ing|\w{3,}[^s\W]s|sold|sent|built|made|went|came|took|bought|gave|got|"
    r"knew|meant)\b"
)
_STARTS_WITH_VERB = re.compile(r"(?:is|are|was|were|has|have|had|will|would|could|may|might|can|should)\b")
_NOBODY = re.compile(r"\s*(?:no|nobody|none|neither|no one|niemand|kein\w*)\b", re.I)
_WITHHELD = re.compile(
    r"\b(?:refus\w+|declin\w+|fail\w*|unable|unwilling|cannot|(?:could|can|would|did|does|do) (?:not|neither)|"
    r"nor|not)\b[^,]{0,25}$",
    re.I,
)
_PRESUPPOSES = re.compile(
    r"(?:disclos|reveal|mention|tell|told|inform|notif|warn|acknowledg|admit|conced|learn|hear)", re.I
)
_JUDGES = frozenset({Modality.BELIEVED, Modality.SUSPECTED})
_CLAUSE_START = re.compile(
    r"(?:[A-Z\"'\d]|(?:other|more|new|foreign|local|illegal|goods|weapons|the|a|an|its|their|his|her|our|this|these|those|it|they|he|she|we|there|no|some|many|most|"
    r"several|two|three|four|both|any|all|such|further|Chinese|die|der|das|ein|eine|sie|er)\b)"
)


@dataclass(frozen=True)
class Frame:
    """What a frame leaves: the content, its speakers (outermost first), how surely, and the words that show it.

    ``impersonal`` says that no speaker is named at all. ``negated`` is a denial that did not take place, or a saying
    held false. ``unsaid``: these words were said by nobody ("could not confirm that"). ``aside`` is a second content
    that stands beside the attitude ("so worried that A that B"). ``presupposed``: nobody told it, and it stands.
    """

    content: Stretch
    speakers: tuple[Stretch, ...]
    modality: Modality
    cue: Stretch
    verb: str = ""
    impersonal: bool = False
    negated: bool = False
    aside: Stretch | None = None
    unsaid: bool = False
    presupposed: bool = False


def leading(text: str, start: int, end: int) -> Frame | None:
    """The frame that stands before its content; the one whose cue comes first."""
    taken_back = _retracted(text, start, end) or _discredited(text, start, end) or _german_infinitive(text, start, end)
    if taken_back is not None:
        return taken_back
    found = [
        each(text, start, end)
        for each in (
            _according,
            _that_clause,
            _state,
            _noun,
            _bare_clause,
            _clefted,
            _accusation,
            _received,
            _named_as,
            _told_quote,
            _german_reported,
            _told,
            _small,
            _gerund,
        )
    ]
    frames = [each for each in found if each is not None]
    return min(frames, key=lambda each: each.cue.start, default=None)


def _according(text: str, start: int, end: int) -> Frame | None:
    match = according_pattern().match(text, start, end)
    if match is None:
        return None
    speaker = Stretch(*match.span("who" if match["who"] else "german"))
    cue = match["cue"].lower()
    modality = Modality.BELIEVED if _OPINION.search(cue) else Modality.ASSERTED
    return Frame(Stretch(match.end(), end), (speaker,), modality, Stretch(*match.span("cue")), cue)


_OPINION = re.compile(r"\b(?:view|opinion|judge?ment|ansicht|einschätzung|auffassung|überzeugung)\b")


_ANOTHER_CLAUSE = re.compile(
    r"\s*(?:there\s|no\s|it\s+(?:is|was)\s+(?:\w+\s+)?(?:possible|conceivable|likely|probable)$|"
    r"(?:he|she|it|they|we)\s+(?:cannot|(?:can|could|did|does|do|would) (?:not|neither))\b)"
    r"|.*\b(?:no|any|little|scant|without)\s+(?:[\w-]+\s+)?(?:evidence|proof|indications?|signs?|information|reason)$",
    re.I,
)
"""Between verb and "that": words that govern the clause themselves ("said it is possible that")."""


def _that_clause(text: str, start: int, end: int) -> Frame | None:
    match = that_pattern().match(text, start, end)
    if match is None or _STARTS_WITH_VERB.match(text, match.end()) or "that" in match["subject"].split():
        return None
    if _ANOTHER_CLAUSE.match(match["between"] or ""):
        return None
    cue = cues("say")[_normal(match["verb"])]
    between, adverbs = match["between"] or "", match["adverbs"].split()
    passive = bool({"was", "were", "is", "are", "been"} & set(adverbs))
    if passive and _normal(match["verb"]) in cues("state"):
        return None
    modality, inner = _through_noun(text, match, cue)
    speakers = [] if passive else [Stretch(*match.span("subject"))]
    by = re.search(r"\bby\s+(?P<by>.+)$", between)
    if passive and by is not None:
        offset = match.start("between")
        speakers = [Stretch(offset + by.start("by"), offset + by.end("by"))]
    elif _told_by_nobody(match):
        speakers = []
    elif not passive:
        speakers = [*_through(text, match), *speakers]
    if match["cited"] is not None:
        speakers.append(Stretch(*match.span("cited")))
    if match["by"] is not None:
        speakers.insert(0, Stretch(*match.span("by")))
    frame = Frame(
        Stretch(match.end(), end),
        tuple(speakers + inner),
        modality,
        Stretch(*match.span("verb")),
        _normal(match["verb"]),
        impersonal=passive and by is None,
        presupposed=_told_by_nobody(match),
        negated=bool({"wrongly", "falsely"} & set(adverbs))
        or ("not" in adverbs and cue.modality in (Modality.DENIED, Modality.BELIEVED)),
        unsaid=_unsaid(text[match.start("subject") : match.start("verb")], match["verb"], cue.modality),
    )
    return _with_aside(text, frame, adverbs)


def _told_by_nobody(match: re.Match[str]) -> bool:
    """ "Nobody told us that C": C stands, and nobody is its speaker."""
    return bool(_NOBODY.match(match["subject"]) and _PRESUPPOSES.match(match["verb"]))


def _unsaid(before: str, verb: str, modality: Modality) -> bool:
    """Did nobody say it? Who "did not disclose that" or "did not deny that" leaves the content standing."""
    if modality is Modality.DENIED:
        return re.search(r"\bneither\s+confirm\w*\s+nor\b", before, re.I) is not None
    if _PRESUPPOSES.match(verb):
        return False
    withheld = _WITHHELD.search(before.rstrip() + " ") is not None and modality not in _JUDGES
    return withheld or _NOBODY.match(before) is not None


def _retracted(text: str, start: int, end: int) -> Frame | None:
    """ "X withdrew its report that C": X no longer stands by C."""
    match = retracted_pattern().match(text, start, end)
    if match is None:
        return None
    speaker, cue = Stretch(*match.span("subject")), Stretch(*match.span("verb"))
    return Frame(Stretch(match.end(), end), (speaker,), Modality.ASSERTED, cue, "withdrew", negated=True)


def _discredited(text: str, start: int, end: int) -> Frame | None:
    """ "Reports that C were false": told in order to be contradicted."""
    match = discredited_pattern().match(text, start, end)
    if match is None:
        return None
    denied = match["denied"] is not None
    return Frame(
        Stretch(*match.span("content")),
        (Stretch(*match.span("by")),) if match["by"] else (),
        Modality.DENIED if denied else Modality.ASSERTED,
        Stretch(*match.span("verb")),
        _normal(match["verb"]),
        impersonal=match["by"] is None,
        negated=not denied,
    )


def _german_infinitive(text: str, start: int, end: int) -> Frame | None:
    """ "X bestreitet, C getan zu haben"."""
    match = german_infinitive_pattern().fullmatch(text, start, end)
    if match is None:
        return None
    modality = Modality.DENIED if match["rejects"] else cues("say")[_normal(match["verb"])].modality
    speaker, cue = Stretch(*match.span("subject")), Stretch(*match.span("verb"))
    return Frame(Stretch(*match.span("content")), (speaker,), modality, cue, _normal(match["verb"]))


def _through(text: str, match: re.Match[str]) -> list[Stretch]:
    """The paper that was told, or the letter in which it was said: both stand outside the speaker."""
    if match["between"] is None:
        return []
    start, stop = match.span("between")
    letter = letter_pattern().search(text, start, stop)
    if letter is not None:
        return [Stretch(*letter.span("letter"))]
    paper = publication_pattern().search(text, start, stop)
    told = paper or _A_PAPER.search(text, start, stop)
    return [Stretch(*told.span())] if told else []


def _through_noun(text: str, match: re.Match[str], cue: Cue) -> tuple[Modality, list[Stretch]]:
    """A noun between verb and clause carries the attitude, unless the verb denies it: "detail X's worries that"."""
    if match["between"] is None or cue.modality is Modality.DENIED:
        return cue.modality, []
    noun = noun_end_pattern().search(text, match.start("between"), match.end("between"))
    if noun is None:
        return cue.modality, []
    modality = cues("noun")[noun["noun"].lower()].modality
    holder = [Stretch(*noun.span("holder"))] if noun["holder"] else []
    if modality is Modality.INDICATED and not holder:
        holder = [Stretch(*noun.span("phrase"))]
    return modality, holder


def _state(text: str, start: int, end: int) -> Frame | None:
    match = state_pattern().match(text, start, end)
    if match is None:
        return None
    impersonal = match["subject"].lower() in ("it", "es")
    frame = Frame(
        Stretch(match.end(), end),
        () if impersonal else (Stretch(*match.span("subject")),),
        cues("state")[match["state"].lower()].modality,
        Stretch(*match.span("state")),
        match["state"].lower(),
        impersonal=impersonal,
    )
    return _with_aside(text, frame, match["adverbs"].split())


def _with_aside(text: str, frame: Frame, adverbs: list[str]) -> Frame:
    """ "So worried that A that B": B is the outcome and no part of the worry."""
    if not {"so", "sufficiently", "such"} & set(adverbs):
        return frame
    second = re.compile(r"\s+that\s+(?=(?:the|a|an|it|they|its)\b|[A-Z])").search(
        text, frame.content.start, frame.content.end
    )
    if second is None:
        return frame
    return Frame(
        Stretch(frame.content.start, second.start()),
        frame.speakers,
        frame.modality,
        frame.cue,
        frame.verb,
        aside=Stretch(second.end(), frame.content.end),
    )


def _noun(text: str, start: int, end: int) -> Frame | None:
    match = noun_pattern().match(text, start, end)
    if match is None or _STARTS_WITH_VERB.match(text, match.end()):
        return None
    if re.search(r"\bno\s", text[start : match.start("noun")], re.I):
        return None  # "no evidence that it was diverted" is not evidence, and not "it was not diverted" either
    cue = cues("noun")[match["noun"].lower()]
    speakers = [Stretch(*match.span("holder"))] if match["holder"] else []
    if cue.modality is Modality.INDICATED and not speakers:
        speakers = [Stretch(*match.span("phrase"))]
    before = match["before"].strip().lower()
    if before and not re.search(r"(?:\bthere (?:is|are|was|were)|\bdespite|\bamid|\bover|\bgiven|\bciting)$", before):
        return None
    return Frame(
        Stretch(match.end(), end),
        tuple(speakers),
        cue.modality,
        Stretch(*match.span("noun")),
        match["noun"].lower(),
        impersonal=not speakers,
    )


def _bare_clause(text: str, start: int, end: int) -> Frame | None:
    for match in bare_pattern().finditer(text, start, end):
        if match.start() != start and not text[start : match.start()].strip():
            continue
        subject = Stretch(start, match.start())
        cue = cues("say")[_normal(match["verb"])]
        rest = match.end()
        if not _speaks(text[subject.start : subject.end]):
            continue
        if re.compile(r"(?:it|this|so)[:;,.]").match(text, rest):
            continue
        if cue.zero_that and _CLAUSE_START.match(text, rest) and FINITE.search(text, rest, end):
            return Frame(
                Stretch(rest, end), (subject,), cue.modality, Stretch(*match.span("verb")), _normal(match["verb"])
            )
        if text.startswith('"', rest) or text[match.end("verb")] == ":":
            return Frame(
                Stretch(rest, end), (subject,), cue.modality, Stretch(*match.span("verb")), _normal(match["verb"])
            )
    return None


def _clefted(text: str, start: int, end: int) -> Frame | None:
    """ "X quoted Y as saying (that) C"."""
    match = quoted_as_pattern().match(text, start, end)
    if match is None:
        return None
    speakers = (Stretch(*match.span("outer")), Stretch(*match.span("inner")))
    return Frame(Stretch(match.end(), end), speakers, Modality.ASSERTED, Stretch(*match.span("cue")), "quoted")


def _accusation(text: str, start: int, end: int) -> Frame | None:
    """ "X accused Y of C": the charge with the accused is the content."""
    match = accusation_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"]):
        return None
    speaker = Stretch(*match.span("subject"))
    return Frame(
        Stretch(match.start("accused"), end), (speaker,), Modality.SUSPECTED, Stretch(*match.span("verb")), "accused"
    )


def _received(text: str, start: int, end: int) -> Frame | None:
    """ "X received information from Y that C": both stand behind it, Y innermost."""
    match = received_pattern().match(text, start, end)
    if match is None or not _speaks(re.sub(r"\s(?:has|have|had)$", "", match["subject"])):
        return None
    speakers = [Stretch(*match.span(name)) for name in ("subject", "giver") if match[name]]
    noun = match["noun"].lower()
    modality = cues("noun")[noun].modality if noun in _MERE_SIGNS else Modality.ASSERTED
    return Frame(Stretch(match.end(), end), tuple(speakers), modality, Stretch(*match.span("noun")), "received")


_MERE_SIGNS = frozenset({"indications", "indication", "hints", "hint", "signs", "clues", "rumours", "rumors"})


def _named_as(text: str, start: int, end: int) -> Frame | None:
    """ "The invoice names Y as the consignee": a document states who plays a part."""
    match = named_as_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"]):
        return None
    cue = Stretch(*match.span("verb"))
    who = Stretch(*match.span("subject"))
    return Frame(Stretch(match.end("verb") + 1, end), (who,), Modality.ASSERTED, cue, "names")


def _told_quote(text: str, start: int, end: int) -> Frame | None:
    """``X told Y, "C"``; a paper that was told stands outside X."""
    match = told_quote_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"]):
        return None
    paper = publication_pattern().search(match["told"]) or _A_PAPER.match(match["told"])
    outer = [Stretch(*match.span("told"))] if paper else []
    speakers = (*outer, Stretch(*match.span("subject")))
    return Frame(Stretch(match.end(), end), speakers, Modality.ASSERTED, Stretch(*match.span("verb")), "told")


_A_PAPER = re.compile(r"the (?:newspaper|paper|daily|weekly|magazine|news agency)\b")


def _german_reported(text: str, start: int, end: int) -> Frame | None:
    """ "X teilte mit, C habe getan"."""
    match = german_reported_pattern().match(text, start, end)
    if match is None:
        return None
    verb = _normal(match["verb"])
    cue = Stretch(*match.span("verb"))
    return Frame(Stretch(match.end(), end), (Stretch(*match.span("subject")),), cues("say")[verb].modality, cue, verb)


def _told(text: str, start: int, end: int) -> Frame | None:
    """ "It had been told C": who told stays unnamed, and the chain as it is."""
    match = told_pattern().match(text, start, end)
    if match is None or not FINITE.search(text, match.end(), end):
        return None
    cue = Stretch(*match.span("verb"))
    return Frame(Stretch(match.end(), end), (), Modality.ASSERTED, cue, "told", impersonal=True)


def _small(text: str, start: int, end: int) -> Frame | None:
    """ "X considers C to be so"."""
    match = small_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"] or "it"):
        return None
    speakers = (Stretch(*match.span("subject")),) if match["subject"] else ()
    cue = Stretch(*match.span("verb"))
    return Frame(Stretch(match.end(), end), speakers, cues("say")[_normal(match["verb"])].modality, cue, "considered")


def _gerund(text: str, start: int, end: int) -> Frame | None:
    """ "X admits doing C": what was done is the content."""
    match = gerund_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"]):
        return None
    cue = Stretch(*match.span("verb"))
    modality = cues("say")[_normal(match["verb"])].modality
    return Frame(Stretch(match.end(), end), (Stretch(*match.span("subject")),), modality, cue, _normal(match["verb"]))


def trailing(text: str, start: int, end: int) -> Frame | None:
    """The frame that stands after its content: ", the paper reported", "according to X", ``," wrote Y``."""
    stop = end
    while stop > start and text[stop - 1] in ". ":
        stop -= 1
    for match in re.compile(r",\"?\s*|\",\s+|[.?!]\"\s+").finditer(text, max(start, stop - 260), stop):
        if match.start() - start < 8 or _comma_of_a_name().match(text, match.start()):
            continue
        frame = _trailing_at(text, start, match, stop)
        if frame is not None:
            return frame
    return None


@cache
def _comma_of_a_name() -> re.Pattern[str]:
    """The comma before a legal form (Vibration Co., Ltd.)."""
    return re.compile(rf",\s+{alternation(source_words('company', 'form'))}(?!\w)")


def _trailing_at(text: str, start: int, mark: re.Match[str], stop: int) -> Frame | None:
    content = Stretch(start, mark.start())
    if text.startswith('"', mark.start()) and text.count('"', start, mark.start()) % 2 == 1:
        content = Stretch(start, mark.start() + 1)
    for pattern in trailing_patterns():
        match = pattern.fullmatch(text, mark.end(), stop)
        if match is None:
            continue
        groups = match.groupdict()
        speakers = [Stretch(*match.span(name)) for name in ("outer", "who", "inner") if groups.get(name)]
        if not all(_speaks(text[each.start : each.end]) for each in speakers):
            continue
        if groups.get("verb") and _is_no_saying(text, content, match):
            continue
        verb = _normal(groups.get("verb") or "")
        modality = cues("say")[verb].modality if verb in cues("say") else Modality.ASSERTED
        told = groups.get("told")
        if told and (publication_pattern().search(told) or re.search(r"\b(?:newspaper|paper|daily|agency)\b", told)):
            speakers.insert(0, Stretch(*match.span("told")))
        verb = "citing" if groups.get("citing") else verb
        return Frame(content, tuple(speakers), modality, Stretch(*match.span()), verb)
    return None


def _is_no_saying(text: str, content: Stretch, match: re.Match[str]) -> bool:
    """Is the verb a name ("the United States"), or the predicate of what stands before ("X, who is Y, said that")?"""
    if match["verb"] in ("State", "States"):
        return True
    return match.start("verb") == match.start() and not FINITE.search(
        RELATIVE.sub("", text[content.start : content.end])
    )


def _speaks(subject: str) -> bool:
    """Can these words be a speaker? Not when a finite verb or a relative clause is in them, or they are too many."""
    subject = re.sub(r",?\s\b(?:who|which)\b[^,]*", "", subject)
    words = subject.split()
    if (
        not words
        or len(words) > 16
        or re.search(r"\b(?:whom|if|whether|when|because|s(?:aid|ays) that)\b", subject, re.I)
    ):
        return False
    if words[0].lower() in ("that", "to", "how", "dass", "contrary", "but", "and", "or", "nor", "yet"):
        return False
    return not re.search(r"\b(?:is|are|was|were|has|have|had|could|would|will|may|might|can)\b", subject)


def _normal(words: str) -> str:
    return " ".join(words.lower().split())
