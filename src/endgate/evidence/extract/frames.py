"""Frames of attribution: who says, by which words, and which part of the sentence is what is said.

Every function looks at one stretch of folded text and gives a frame or None; ``unfold.py`` applies them in turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from endgate.evidence.extract.mentions import publication_pattern
from endgate.evidence.extract.text import Stretch
from endgate.evidence.extract.words import Cue, cue_pattern, cues
from endgate.evidence.vocabulary import Modality

_ADVERBS = (
    r"(?:(?:also|then|later|further|again|reportedly|privately|repeatedly|now|still|however|therefore|earlier|"
    r"previously|publicly|strongly|has|have|had|was|were|is|are|been|being|not|did|does|do|sufficiently|so|deeply|very|"
    r"particularly|increasingly|further|merely|only|hereby|wrongly|falsely|once|since|always|long|to|will|would|may|"
    r"can|could|might)\s+){0,4}"
)
_TIME = (
    r"(?:,?\s+(?:today|yesterday|on\s+\w+|last\s+\w+|this\s+\w+|late\s+\w+|earlier(?:\s+\w+){0,2}|in\s+\w+(?:\s+\d{4})?|"
    r"by\s+(?:tele)?phone|by\s+e-?mail|in\s+writing|under\s+oath|in\s+court|in\s+(?:its|his|her|their)\s+\w+|"
    r"\w+day|am\s+\w+|at\s+the\s+time|in\s+an?\s+[\w\s-]{3,40}|to\s+reporters|here))*"
)
_PARENTHESIS = r"(?:,\s+(?:however|therefore|moreover|nevertheless|meanwhile|too|in\s+addition|for\s+\w+\s+part),)?"
_NOUNS = r"(?!(?-i:States?|Reports?|Documents?|Records?|Notes?)\b)"  # "a Member State" says nothing by its name
_THAT = r",?\s+(?:that|dass|daß)\s+"
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|should|did|does|do|must|"
    r"ist|sind|hat|haben|wurde|wurden|war|waren|\w{2,}ed|\w{3,}ing|\w{3,}[^s\W]s|sold|sent|built|made|went|came|took|bought|gave|got|"
    r"knew|meant)\b"
)
_STARTS_WITH_VERB = re.compile(r"(?:is|are|was|were|has|have|had|will|would|could|may|might|can|should)\b")
_CLAUSE_START = re.compile(
    r"(?:[A-Z\"'\d]|(?:other|more|new|foreign|local|illegal|goods|weapons|the|a|an|its|their|his|her|our|this|these|those|it|they|he|she|we|there|no|some|many|most|"
    r"several|two|three|four|both|any|all|such|further|Chinese|die|der|das|ein|eine|sie|er)\b)"
)


@dataclass(frozen=True)
class Frame:
    """What a frame leaves: the content, its speakers (outermost first), how surely, and the words that show it.

    ``impersonal`` says that no speaker is named at all. ``negated`` is a denial that did not take place, or a saying
    held false. ``aside`` is a second content that stands beside the attitude ("so worried that A that B").
    """

    content: Stretch
    speakers: tuple[Stretch, ...]
    modality: Modality
    cue: Stretch
    verb: str = ""
    impersonal: bool = False
    negated: bool = False
    aside: Stretch | None = None


def leading(text: str, start: int, end: int) -> Frame | None:
    """The frame that stands before its content; the one whose cue comes first."""
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
            _told,
            _small,
            _gerund,
        )
    ]
    frames = [each for each in found if each is not None]
    return min(frames, key=lambda each: each.cue.start, default=None)


def _according(text: str, start: int, end: int) -> Frame | None:
    match = _according_pattern().match(text, start, end)
    if match is None:
        return None
    speaker = Stretch(*match.span("who" if match["who"] else "german"))
    return Frame(
        Stretch(match.end(), end), (speaker,), Modality.ASSERTED, Stretch(*match.span("cue")), match["cue"].lower()
    )


def _that_clause(text: str, start: int, end: int) -> Frame | None:
    match = _that_pattern().match(text, start, end)
    if match is None or _STARTS_WITH_VERB.match(text, match.end()) or "that" in match["subject"].split():
        return None
    if re.match(r"\s*(?:there\s|no\s)", match["between"] or "", re.I):
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
    elif not passive:
        speakers = [*_through(text, match), *speakers]
    frame = Frame(
        Stretch(match.end(), end),
        tuple(speakers + inner),
        modality,
        Stretch(*match.span("verb")),
        _normal(match["verb"]),
        impersonal=passive and by is None,
        negated=bool({"wrongly", "falsely"} & set(adverbs)) or ("not" in adverbs and cue.modality is Modality.DENIED),
    )
    return _with_aside(text, frame, adverbs)


def _through(text: str, match: re.Match[str]) -> list[Stretch]:
    """The paper that was told, or the letter in which it was said: both stand outside the speaker."""
    if match["between"] is None:
        return []
    start, stop = match.span("between")
    letter = _letter_pattern().search(text, start, stop)
    if letter is not None:
        return [Stretch(*letter.span("letter"))]
    paper = publication_pattern().search(text, start, stop)
    told = paper or re.compile(r"the (?:newspaper|paper|daily|weekly|magazine|news agency)\b").search(text, start, stop)
    return [Stretch(*told.span())] if told else []


def _through_noun(text: str, match: re.Match[str], cue: Cue) -> tuple[Modality, list[Stretch]]:
    """A noun between verb and clause carries the attitude, unless the verb denies it: "detail X's worries that"."""
    if match["between"] is None or cue.modality is Modality.DENIED:
        return cue.modality, []
    noun = _noun_end_pattern().search(text, match.start("between"), match.end("between"))
    if noun is None:
        return cue.modality, []
    modality = cues("noun")[noun["noun"].lower()].modality
    holder = [Stretch(*noun.span("holder"))] if noun["holder"] else []
    if modality is Modality.INDICATED and not holder:
        holder = [Stretch(*noun.span("phrase"))]
    return modality, holder


def _state(text: str, start: int, end: int) -> Frame | None:
    match = _state_pattern().match(text, start, end)
    if match is None:
        return None
    frame = Frame(
        Stretch(match.end(), end),
        (Stretch(*match.span("subject")),),
        cues("state")[match["state"].lower()].modality,
        Stretch(*match.span("state")),
        match["state"].lower(),
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
    match = _noun_pattern().match(text, start, end)
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
    for match in _bare_pattern().finditer(text, start, end):
        if match.start() != start and not text[start : match.start()].strip():
            continue
        subject = Stretch(start, match.start())
        cue = cues("say")[_normal(match["verb"])]
        rest = match.end()
        if not _speaks(text[subject.start : subject.end]):
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
    match = _quoted_as_pattern().match(text, start, end)
    if match is None:
        return None
    speakers = (Stretch(*match.span("outer")), Stretch(*match.span("inner")))
    return Frame(Stretch(match.end(), end), speakers, Modality.ASSERTED, Stretch(*match.span("cue")), "quoted")


def _accusation(text: str, start: int, end: int) -> Frame | None:
    """ "X accused Y of C": the charge with the accused is the content."""
    match = _accusation_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"]):
        return None
    speaker = Stretch(*match.span("subject"))
    return Frame(
        Stretch(match.start("accused"), end), (speaker,), Modality.SUSPECTED, Stretch(*match.span("verb")), "accused"
    )


def _told(text: str, start: int, end: int) -> Frame | None:
    """ "It had been told C": who told stays unnamed, and the chain as it is."""
    match = _told_pattern().match(text, start, end)
    if match is None or not FINITE.search(text, match.end(), end):
        return None
    cue = Stretch(*match.span("verb"))
    return Frame(Stretch(match.end(), end), (), Modality.ASSERTED, cue, "told", impersonal=True)


def _small(text: str, start: int, end: int) -> Frame | None:
    """ "X considers C to be so"."""
    match = _small_pattern().match(text, start, end)
    if match is None or not _speaks(match["subject"] or "it"):
        return None
    speakers = (Stretch(*match.span("subject")),) if match["subject"] else ()
    cue = Stretch(*match.span("verb"))
    return Frame(Stretch(match.end(), end), speakers, cues("say")[_normal(match["verb"])].modality, cue, "considered")


def _gerund(text: str, start: int, end: int) -> Frame | None:
    """ "X admits doing C": what was done is the content."""
    match = _gerund_pattern().match(text, start, end)
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
        if match.start() - start < 8:
            continue
        frame = _trailing_at(text, start, match, stop)
        if frame is not None:
            return frame
    return None


def _trailing_at(text: str, start: int, mark: re.Match[str], stop: int) -> Frame | None:
    content = Stretch(start, mark.start())
    for pattern in _trailing_patterns():
        match = pattern.fullmatch(text, mark.end(), stop)
        if match is None:
            continue
        groups = match.groupdict()
        speakers = [Stretch(*match.span(name)) for name in ("outer", "who", "inner") if groups.get(name)]
        if not all(_speaks(text[each.start : each.end]) for each in speakers):
            continue
        verb = _normal(groups.get("verb") or "")
        modality = cues("say")[verb].modality if verb in cues("say") else Modality.ASSERTED
        told = groups.get("told")
        if told and (publication_pattern().search(told) or re.search(r"\b(?:newspaper|paper|daily|agency)\b", told)):
            speakers.insert(0, Stretch(*match.span("told")))
        verb = "citing" if groups.get("citing") else verb
        return Frame(content, tuple(speakers), modality, Stretch(*match.span()), verb)
    return None


def _speaks(subject: str) -> bool:
    """Can these words be a speaker? Not when a finite verb or a relative clause is in them, or they are too many."""
    subject = re.sub(r",?\s\b(?:who|which)\b[^,]*", "", subject)
    words = subject.split()
    if not words or len(words) > 16 or re.search(r"\b(?:whom|if|whether|when|because)\b", subject, re.I):
        return False
    if words[0].lower() in ("that", "to", "how", "dass"):
        return False
    return not re.search(r"\b(?:is|are|was|were|has|have|had|could|would|will|may|might|can)\b", subject)


def _normal(words: str) -> str:
    return " ".join(words.lower().split())


_NAME = r"[^;:()\"]{2,120}?"


@cache
def _according_pattern() -> re.Pattern[str]:
    words = (
        r"according\s+to|citing|quoting|in\s+the\s+(?:view|words|opinion)\s+of|nach\s+angaben\s+(?:von|der|des)|laut"
    )
    english = r"(?P<who>[^,;:\"]{2,110}(?:,\s+[^,;:\"]{2,60},)?),\s+"
    german = r"(?P<german>[^,;:\"]{2,90}?)\s+(?=(?:ist|sind|hat|haben|wurde|wurden|war|waren)\b)"
    return re.compile(rf"(?P<cue>{words})\s+(?:{english}|{german})", re.I)


@cache
def _that_pattern() -> re.Pattern[str]:
    between = r"(?P<between>\s+(?![,.])[^.;:\"]{1,90}?)??"
    return re.compile(
        rf"(?P<subject>{_NAME})\s+(?P<adverbs>{_ADVERBS}){_NOUNS}(?P<verb>{cue_pattern('say')}){_PARENTHESIS}{between}{_THAT}",
        re.I,
    )


@cache
def _state_pattern() -> re.Pattern[str]:
    be = r"(?:is|are|was|were|remains?|became|grew|had\s+been|has\s+been)\s+"
    return re.compile(
        rf"(?P<subject>{_NAME})\s+{be}(?P<adverbs>{_ADVERBS})(?P<state>{cue_pattern('state')}){_THAT}", re.I
    )


_HOLDER = r"(?:(?P<holder>(?:the\s+)?[\w.]+(?:\s[\w.]+){0,3}?)'s?\s+)?"


@cache
def _noun_pattern() -> re.Pattern[str]:
    lead = r"(?P<lead>(?:(?:a|an|the|some|no|any|growing|credible|strong|new|recent|further|clear)\s+){0,3})"
    phrase = rf"(?P<phrase>(?:[\w-]+\s+){{0,2}}?(?P<noun>{cue_pattern('noun')}))"
    return re.compile(rf"(?P<before>[^.;:\"]{{0,60}}?)\b{_HOLDER}{lead}{phrase}{_THAT}", re.I)


@cache
def _noun_end_pattern() -> re.Pattern[str]:
    phrase = rf"(?P<phrase>(?:[\w-]+\s+){{0,2}}?(?P<noun>{cue_pattern('noun')}))"
    return re.compile(rf"{_HOLDER}{phrase}$", re.I)


@cache
def _bare_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\w.,'\")])\s+(?:also\s+|had\s+|has\s+|have\s+)?{_NOUNS}(?P<verb>{cue_pattern('say')})(?:[:,]?\s+)", re.I
    )


@cache
def _told_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:it|he|she|they|we|i)\s+(?:had|has|have|was|were)\s+(?:been\s+)?(?P<verb>told|informed|assured|advised|"
        r"led\s+to\s+believe)\s+(?=(?:the|its|it|they|he|she|there|this|these|no)\b)",
        re.I,
    )


@cache
def _small_pattern() -> re.Pattern[str]:
    verbs = "consider|considers|considered|believe|believes|believed|think|thought|judge|judges|judged|estimated"
    return re.compile(
        rf"(?:(?P<subject>[^,;:()\"]{{2,90}}?)\s+)?(?P<verb>{verbs})\s+"
        r"(?=(?:the|a|an|its|their|this|these|it)\s[^,;:.\"]{0,70}?\bto\s+(?:be|have)\b)",
        re.I,
    )


@cache
def _gerund_pattern() -> re.Pattern[str]:
    verbs = "|".join(
        each
        for each in cues("say")
        if each.startswith(("admit", "acknowledge", "den", "confirm", "confess", "concede"))
    )
    return re.compile(
        rf"(?P<subject>[^,;:()\"]{{2,90}}?)\s+(?:has\s+|have\s+|had\s+)?(?P<verb>{verbs})\s+(?:to\s+)?(?=(?:having\s+)?[a-z]{{2,}}ing\s)"
    )


@cache
def _quoted_as_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<outer>{_NAME})\s+(?P<cue>quot(?:ed|es|ing)|cit(?:ed|es|ing))\s+(?P<inner>{_NAME})\s+as\s+"
        rf"(?:saying|stating|reporting|claiming|warning)(?:\s+that)?\s+",
        re.I,
    )


@cache
def _accusation_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<subject>[^;:()\"]{2,90}?),?\s+(?:also\s+|has\s+|have\s+|had\s+|repeatedly\s+){0,3}"
        r"(?P<verb>accuse[sd]?|suspect(?:s|ed)?)\s+(?P<accused>[^;:\"]{2,90}?\s+of\s+(?:\w+ly\s+)?(?:having\s+)?\w+ing\s)",
        re.I,
    )


@cache
def _letter_pattern() -> re.Pattern[str]:
    nouns = (
        r"letter|memo|memorandum|report|cable|statement|note|email|e-mail|filing|notice|affidavit|interview|briefing"
    )
    return re.compile(
        rf"\bin\s+(?P<letter>(?:an?|the|its|his|her|their)\s+(?:[\w-]+\s+){{0,3}}(?:{nouns})\b(?:\s+(?:of|dated)\s+[\w\s]+)?)",
        re.I,
    )


@cache
def _trailing_patterns() -> tuple[re.Pattern[str], ...]:
    say = cue_pattern("say")
    name = r"[^;:()\"]{2,110}?"
    verb = rf"(?:also\s+|later\s+|has\s+|had\s+|have\s+)?(?P<verb>{say})"
    aside = r"(?:,\s+(?:speaking|referring|adding|who|on\s+condition|asking)\s[^\"]*)?"
    citing = rf"(?:,\s+(?:citing|quoting)\s+(?P<inner>[^;:\"]{{2,110}}))?{aside}"
    as_saying = r"as\s+(?:saying|stating|reporting|claiming|warning|telling\s+[\w\s]+)"
    return tuple(
        re.compile(each, re.I)
        for each in (
            r"(?:according\s+to|laut|in\s+the\s+view\s+of|nach\s+angaben\s+(?:von|der|des))\s+(?P<who>[^;:\"]{2,130})",
            r"(?P<citing>citing|quoting)\s+(?P<who>[^;:\"]{2,90}?)(?:\s+(?:that\s+)?(?:it|they|he|she)\s[^,;\"]{2,60})?",
            rf"(?P<outer>{name})\s+(?:quoted|cited|quotes|cites)\s+(?P<inner>{name})\s+{as_saying}{_TIME}",
            rf"(?P<inner>{name})\s+(?:was|were|is|are)\s+quoted\s+(?:by\s+(?P<outer>{name})\s+)?{as_saying}{_TIME}",
            rf"(?P<who>{name})\s+(?:told|tells|informed)\s+(?P<told>[^,;:\"]{{2,60}}?){_TIME}{citing}",
            rf"(?P<who>{name})\s+{verb}{_TIME}{citing}",
            rf"(?P<verb>{say})\s+(?P<who>{name}){_TIME}{citing}",
        )
    )
