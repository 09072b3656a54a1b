"""The patterns of frames: what stands before, after and around what is said. ``frames.py`` reads them."""

from __future__ import annotations

import re
from functools import cache

from endgate.evidence.extract.words import cue_pattern, cues

_ADVERBS = (
    r"(?:(?:also|first|initially|then|later|further|again|reportedly|privately|repeatedly|now|still|however|therefore|earlier|"
    r"previously|publicly|strongly|has|have|had|was|were|is|are|been|being|not|did|does|do|sufficiently|so|deeply|very|"
    r"particularly|increasingly|further|merely|only|hereby|wrongly|falsely|once|since|always|long|to|will|would|may|"
    r"can|could|might)\s+){0,4}"
)
_TIME = (
    r"(?:,?\s+(?:today|yesterday|on\s+(?:\d{1,2}\s+)?\w+(?:\s+\d{1,2}(?!\d))?|last\s+\w+|this\s+\w+|late\s+\w+|earlier(?:\s+\w+){0,2}|in\s+\w+(?:\s+\d{4})?|"
    r"by\s+(?:tele)?phone|by\s+e-?mail|in\s+writing|under\s+oath|in\s+court|in\s+(?:its|his|her|their)\s+\w+|"
    r"\w+day|am\s+\w+|at\s+the\s+time|in\s+an?\s+[\w\s-]{3,40}|to\s+reporters|here))*"
)
_PARENTHESIS = (
    r"(?:,\s+(?:citing|quoting)\s+(?P<cited>[^,;:\"]{2,90}),|,\s+according\s+to\s+(?P<by>[^,;:\"]{2,90}),|,\s+(?:but|though|although|while|without)\s[^,;:\"]{3,60},|"
    r",\s+(?:however|therefore|moreover|nevertheless|meanwhile|too|in\s+addition|for\s+\w+\s+part),)?"
)
_NOUNS = (  # "a Member State", "state media" and "its report" say nothing by their names
    r"(?!(?-i:States?|Reports?|Documents?|Records?|Notes?)\b|state\s+(?:media|television|TV|radio|news|department|security)\b)"
    + "".join(
        rf"(?<!\b{each}\s)" for each in ("the", "a", "an", "its", "his", "her", "their", "our", "earlier", "previous")
    )
)
_THAT = r",?\s+(?:that|dass|daß),?\s+"
_NAME = (
    r"[^;:()\"]{2,120}?(?:\([^()]{2,40}\)[^;:()\"]{0,90}?)?"
    r"(?<!\swho)(?<!\swhich)(?<!\sthat)(?<!\swho has)(?<!\swho had)(?<!\swho have)"
)


@cache
def according_pattern() -> re.Pattern[str]:
    words = (
        r"according\s+to|citing|quoting|in\s+the\s+(?:view|words|opinion|judge?ment)\s+of|"
        r"nach\s+(?:angaben|ansicht|einschätzung|auffassung|darstellung|überzeugung|erkenntnissen|informationen)"
        r"(?:\s+(?:von|der|des))?|laut"
    )
    english = r"(?P<who>[^,;:\"]{2,110}(?:,\s+[^,;:\"]{2,60},)?),\s+"
    german = (
        r"(?P<german>[^,;:\"]{2,90}?)\s+"
        r"(?=(?:ist|sind|hat|haben|wurde|wurden|war|waren)\b|(?-i:[a-zäöüß]{3,}(?:t|te|ten))\s)"
    )
    return re.compile(rf"(?P<cue>{words})\s+(?:{english}|{german})", re.I)


@cache
def that_pattern() -> re.Pattern[str]:
    between = r"(?P<between>\s+(?![,.])[^.;:\"]{1,90}?)??"
    return re.compile(
        rf"(?P<subject>{_NAME})\s+(?P<adverbs>{_ADVERBS}){_NOUNS}(?P<verb>{cue_pattern('say')}){_PARENTHESIS}{between}{_THAT}",
        re.I,
    )


@cache
def state_pattern() -> re.Pattern[str]:
    be = r"(?:is|are|was|were|remains?|became|grew|had\s+been|has\s+been)\s+"
    return re.compile(
        rf"(?P<subject>{_NAME})\s+{be}(?P<adverbs>{_ADVERBS})(?P<state>{cue_pattern('state')}){_THAT}", re.I
    )


_HOLDER = r"(?:(?P<holder>(?:the\s+)?[\w.]+(?:\s[\w.]+){0,3}?)'s?\s+)?"


@cache
def noun_pattern() -> re.Pattern[str]:
    lead = r"(?P<lead>(?:(?:a|an|the|some|no|any|growing|credible|strong|new|recent|further|clear)\s+){0,3})"
    phrase = rf"(?P<phrase>(?:[\w-]+\s+){{0,2}}?(?P<noun>{cue_pattern('noun')}))"
    return re.compile(rf"(?P<before>[^.;:\"]{{0,60}}?)\b{_HOLDER}{lead}{phrase}{_THAT}", re.I)


@cache
def noun_end_pattern() -> re.Pattern[str]:
    phrase = rf"(?P<phrase>(?:[\w-]+\s+){{0,2}}?(?P<noun>{cue_pattern('noun')}))"
    return re.compile(rf"{_HOLDER}{phrase}$", re.I)


@cache
def bare_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\w.,'\")])\s+(?:also\s+|had\s+|has\s+|have\s+)?{_NOUNS}(?P<verb>{cue_pattern('say')})(?:[:,]?\s+)", re.I
    )


@cache
def received_pattern() -> re.Pattern[str]:
    """ "X had received information from Y that C"."""
    nouns = "information|intelligence|reports?|word|indications?|hints?|signs|clues|rumou?rs|warnings?|evidence|details"
    return re.compile(
        r"(?P<subject>[^,;:()\"]{2,90}?)\s+(?:(?:has|have|had|also|recently|since)\s+){0,3}"
        r"(?:received|obtained|acquired|got|been\s+given|been\s+passed)\s+(?:[\w-]+\s+){0,2}?"
        rf"(?P<noun>{nouns})(?:\s+(?:from|by)\s+(?P<giver>[^,;:\"]{{2,90}}?))?{_THAT}",
        re.I,
    )


_PAPERS = (
    r"(?:invoices?|certificates?|statements?|forms?|contracts?|orders?|waybills?|bills?\s+of\s+lading|manifests?|declarations?|"
    r"documents?|papers?|records?|lists?|licen[cs]es?|applications?|letters?\s+of\s+credit|register|filings?)"
)


@cache
def named_as_pattern() -> re.Pattern[str]:
    """ "The invoice names Y as the consignee"."""
    return re.compile(
        rf"(?P<subject>[^,;:()\"]{{0,90}}?\b{_PAPERS}(?:\s+(?:of|for|dated|from|by)\s+[^,;:()\"]{{2,60}}?)?)\s+"
        r"(?P<verb>names?|named|lists?|listed|identif(?:y|ies|ied)|describe[sd]?|give|gives|gave|shows?|showed)\s+"
        r"(?=[^,;:\"]{3,90}?\s+as\s+(?:(?:the|its|an?)\s|end[- ]user|consignee|buyer|importer|recipient))",
        re.I,
    )


@cache
def told_quote_pattern() -> re.Pattern[str]:
    """``X told Y, "C"``."""
    return re.compile(
        r"(?P<subject>[^;:()\"]{2,110}?)\s+(?:later\s+|also\s+|has\s+|had\s+)?(?P<verb>told|assured|informed)\s+"
        r"(?P<told>[^,;:\"]{2,60})[,:]\s+(?=\")",
        re.I,
    )


@cache
def german_reported_pattern() -> re.Pattern[str]:
    """ "X teilte mit, C habe getan": the mood of the verb shows the report."""
    mood = "habe|hätten?|sei|seien|wäre|wären|werde|würden?|könne|könnten?|müsse|müssten?|dürfe|wolle|solle|gebe"
    return re.compile(
        rf"(?P<subject>[^,;:()\"]{{2,110}}?)\s+(?P<verb>{cue_pattern('say')})(?:\s+[^,;:\"]{{2,40}})?,\s+"
        rf"(?!(?:dass|daß)\b)(?=[^;\"]{{0,80}}?\b(?:{mood})\b)",
        re.I,
    )


@cache
def told_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:it|he|she|they|we|i)\s+(?:had|has|have|was|were)\s+(?:been\s+)?(?P<verb>told|informed|assured|advised|"
        r"led\s+to\s+believe)\s+(?=(?:the|its|it|they|he|she|there|this|these|no)\b)",
        re.I,
    )


@cache
def small_pattern() -> re.Pattern[str]:
    verbs = "consider|considers|considered|believe|believes|believed|think|thought|judge|judges|judged|estimated"
    return re.compile(
        rf"(?:(?P<subject>[^,;:()\"]{{2,90}}?)\s+)?(?P<verb>{verbs})\s+"
        r"(?=(?:the|a|an|its|their|this|these|it)\s[^,;:.\"]{0,70}?\bto\s+(?:be|have)\b)",
        re.I,
    )


@cache
def gerund_pattern() -> re.Pattern[str]:
    verbs = "|".join(
        each
        for each in cues("say")
        if each.startswith(("admit", "acknowledge", "den", "confirm", "confess", "concede"))
    )
    return re.compile(
        rf"(?P<subject>[^,;:()\"]{{2,90}}?)\s+(?:has\s+|have\s+|had\s+)?(?P<verb>{verbs})\s+(?:to\s+)?(?=(?:having\s+)?[a-z]{{2,}}ing\s)"
    )


_STATEMENTS = (
    r"(?:reports?|statements?|claims?|allegations?|assertions?|accusations?|findings?|stor(?:y|ies)|rumou?rs?|"
    r"suggestions?)"
)


@cache
def retracted_pattern() -> re.Pattern[str]:
    """ "X withdrew its report that C"."""
    verbs = "retract(?:s|ed)?|withdr(?:aws?|ew)|withdrawn|took\\s+back|takes\\s+back|correct(?:s|ed)|disown(?:s|ed)?"
    return re.compile(
        rf"(?P<subject>[^,;:()\"]{{2,90}}?)\s+(?:(?:later|since|then|has|have|had|also)\s+){{0,3}}(?P<verb>{verbs})\s+"
        rf"(?:[\w-]+\s+){{1,4}}?{_STATEMENTS}{_THAT}",
        re.I,
    )


@cache
def discredited_pattern() -> re.Pattern[str]:
    """ "The report that C was false", "rumours that C were dismissed by X"."""
    be = r"(?:(?:is|are|was|were|(?:has|have|had)\s+been|proved(?:\s+to\s+be)?|turned\s+out(?:\s+to\s+be)?)\s+)"
    false = "false|wrong|untrue|unfounded|baseless|incorrect|mistaken|withdrawn|retracted|refuted|disproved"
    return re.compile(
        rf"(?:[\w-]+\s+){{0,3}}?{_STATEMENTS}{_THAT}(?P<content>[^;\"]+?)\s+{be}(?:\w+\s+)?"
        rf"(?P<verb>{false}|(?P<denied>denied|dismissed|rejected))(?:\s+by\s+(?P<by>[^,;:\"]{{2,90}}))?",
        re.I,
    )


@cache
def german_infinitive_pattern() -> re.Pattern[str]:
    """ "X bestreitet, C getan zu haben", "X wies den Vorwurf zurück, C getan zu haben"."""
    rejects = r"(?:wies|weist|wiesen|weisen)\s+(?:\w+\s+){0,3}zurück"
    return re.compile(
        rf"(?P<subject>[^,;:()\"]{{2,90}}?)\s+(?P<verb>(?P<rejects>{rejects})|{cue_pattern('say')}),\s+"
        r"(?P<content>[^;:\"]+?\szu\s+(?:haben|sein))",
        re.I,
    )


@cache
def quoted_as_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<outer>{_NAME})\s+(?P<cue>quot(?:ed|es|ing)|cit(?:ed|es|ing))\s+(?P<inner>{_NAME})\s+as\s+"
        rf"(?:saying|stating|reporting|claiming|warning)(?:\s+that)?\s+",
        re.I,
    )


@cache
def accusation_pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?P<subject>[^;:()\"]{2,90}?),?\s+(?:also\s+|has\s+|have\s+|had\s+|repeatedly\s+){0,3}"
        r"(?P<verb>accuse[sd]?|suspect(?:s|ed)?)\s+(?P<accused>[^;:\"]{2,90}?\s+of\s+(?:\w+ly\s+)?(?:having\s+)?\w+ing\s)",
        re.I,
    )


@cache
def letter_pattern() -> re.Pattern[str]:
    nouns = (
        r"letter|memo|memorandum|report|cable|statement|note|email|e-mail|filing|notice|affidavit|interview|briefing|"
        r"submission|application|declaration|reply|response|answer|testimony|complaint|indictment|telegram|dispatch"
    )
    return re.compile(
        rf"\bin\s+(?P<letter>(?:an?|the|its|his|her|their)\s+(?:[\w-]+\s+){{0,3}}(?:{nouns})\b(?:\s+(?:of|dated)\s+[\w\s]+)?)",
        re.I,
    )


@cache
def trailing_patterns() -> tuple[re.Pattern[str], ...]:
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


@cache
def backward_pattern() -> re.Pattern[str]:
    """A sentence that only tells who says the one before: "Das berichtet X unter Berufung auf Y", "So says X"."""
    german = (
        r"(?:das|dies)\s+(?:berichtete?n?|meldete?n?|schreibt|schrieb|sagte?|erklärte?|geht\s+aus)\s+(?:laut\s+)?(?P<german>[^,;:]{2,90}?)"
        r"(?:\s+unter\s+(?:berufung|verweis)\s+auf\s+(?P<quelle>[^,;:]{2,90}?))?(?:\s+hervor)?"
    )
    english = (
        r"(?:(?:so|that)\s+says|(?:this|that|the\s+(?:claim|account|report|allegation|information))\s+(?:is|was|comes|came)\s+"
        r"(?:according\s+to|from|made\s+by))\s+(?P<english>[^,;:]{2,90}?)(?:,\s+(?:citing|quoting)\s+(?P<source>[^;:]{2,90}?))?"
    )
    return re.compile(rf"(?:{german}|{english})\.?\s*", re.I)
