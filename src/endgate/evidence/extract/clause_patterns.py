"""Patterns of clauses: who asks whom, purpose, pictures, concessions, hedges, words that open a sentence."""

from __future__ import annotations

import re
from functools import cache

from endgate.evidence.extract.words import alternation, cue_pattern, source_words

HEDGE = re.compile(r"\b(?:could|may|might|possibl[ey]|perhaps|potential(?:ly)?|könnten?|möglicherweise)\b", re.I)
SEEMING = re.compile(r"\b(?:appears?|appeared|seems?|seemed)\s+to\s+(?:have|be)\b|\bschein(?:t|en)\b", re.I)
SPLIT = re.compile(
    r",?\s+(?P<word>even though|although|though|while|whereas|but|obwohl|aber)\s+(?=[\w\"])|;\s+"
    r"|\s+and\s+(?=(?:considers?|considered|believes?|believed)\s)|,?\s+and\s+(?=that\s|(?:also\s+)?\w+(?:ed|es|s)\s+that\s)"
    r"|,?\s+and\s+(?=(?:also\s+|later\s+|then\s+)?(?:said|says|added|adds|denied|denies|insisted|insists|stressed|noted|warned|argued|"
    r"claimed|maintained|alleged|asked|urged|requested|confirmed|(?:could|can|did|would)\s+not\s+(?:confirm|verify|say|rule))\s)",
    re.I,
)
CONCESSION = re.compile(r",\s+(?:although|though|while|albeit|even if|obwohl)\s+[^,;\"]{3,80}(?=,\s+\w)", re.I)
"""A concession between the subject of a clause and its predicate."""
WITHHELD = re.compile(r"(?:could|can|did|would)\s+not\s+(?:confirm|verify|say)\b", re.I)
"""What opens the second half of a sentence whose speaker leaves something open."""
DESPITE = re.compile(r",?\s+(?P<word>despite|amid|notwithstanding)\s+", re.I)
CONDITION = re.compile(
    r"^(?:\"?)(?:if|unless|provided|should|falls|sofern|wenn)\s[^;]{3,}?,\s"
    r"|(?<!even)(?<!as)(?<!see)(?<!know)(?<!ask)(?<!asked)\s(?:if|unless|provided\s+that|on\s+condition\s+that|falls|sofern)\s",
    re.I,
)
OPENING = re.compile(r"\s*(?:\d+[.)]\s+)?(?P<word>although|though|while|even though|obwohl)\s+", re.I)


_NOUN_NEXT = r"(?:the|an?|its|their|his|her|this|that|these|those|some|any|all)\b"  # "sent to the" asks nothing
_WHO = r"(?P<subject>[^,;:()]{2,90}?(?:,\s[^,;:]{2,50},)?)"
_ADV = (
    r"(?:(?:also|then|later|further|again|has|have|had|repeatedly|now|privately|hereby|therefore|reportedly)\s+){0,3}"
)


@cache
def seen_by_pattern() -> re.Pattern[str]:
    """A document that an outlet saw is passed on by that outlet."""
    return re.compile(
        r",?\s+(?:and\s+)?(?:seen|obtained|reviewed|published|cited|viewed|released|leaked|posted)\s+by\s+(?P<who>(?:the\s+)?(?:\w+\s+){0,3}?"
        r"(?:newspaper|paper|daily|weekly|magazine|news agency|broadcaster|[A-Z]\w+))\s*$"
    )


@cache
def medial_pattern() -> re.Pattern[str]:
    """ "A happened, the data show, and B happened": both rest on the data."""
    return re.compile(
        rf",\s+(?P<who>[^,;:\"]{{2,70}}?)\s+(?P<verb>{cue_pattern('say')}),\s+(?:and|but|while|although)\s+(?=\w)"
    )


@cache
def inserted_pattern() -> re.Pattern[str]:
    """Who says it between two commas, after the subject of what is said or after its conjunction."""
    return re.compile(
        rf"(?P<because>\s+(?:because|since|as|that|which))?,\s+"
        rf"(?P<who>it|he|she|they|(?:the|an?|one)\s[\w '-]{{2,50}}?|[A-Z][\w.'-]+(?:\s[A-Z][\w.'-]+){{0,3}})"
        rf"\s+(?P<verb>{cue_pattern('say')}),\s+(?=\w)"
    )


@cache
def interrupted_pattern() -> re.Pattern[str]:
    """``," X said on Thursday, "``: the words between two parts of one quotation."""
    return re.compile(r"(?:[,.?!]\"|\",)\s+(?P<saying>[^\"]{4,160}?),\s+\"")


@cache
def participle_pattern() -> re.Pattern[str]:
    """ "X did A, saying B"."""
    verbs = "say|stat|argu|claim|alleg|warn|add|not|insist|explain|fear|suspect|contend|report|believ|assert"
    return re.compile(rf",\s+(?P<verb>(?:{verbs})ing)\s+(?:that\s+)?(?=[\w\"])")


@cache
def said_again_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:also\s+|further\s+|later\s+|then\s+)?(?P<verb>{cue_pattern('say')})\s+(?:that\s+|"
        r"(?=(?:the|its?|their|they|he|she|his|her|we|our|there|no|an?|some|any|this|these)\s))",
        re.I,
    )


@cache
def asked_again_pattern() -> re.Pattern[str]:
    """ "X said A and asked that B": the second half asks."""
    return re.compile(r"(?:also\s+|then\s+)?(?P<verb>asked|urged|requested|demanded)\s+(?=\w)", re.I)


@cache
def ask_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_WHO}\s+{_ADV}(?P<verb>{cue_pattern('directive')})\s+(?:that\s+(?=\w)|(?P<whom>[^.;\"]{{2,80}}?)\s+(?:not\s+)?to\s+(?!{_NOUN_NEXT})(?=(?-i:[a-z]))"
        r"|(?P<thing>(?:[\w' -]{2,40}?\s)?for\s+(?:an?|the|more|further)\s))",
        re.I,
    )


@cache
def order_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_WHO}\s+(?:is|are|was|were|have\s+been|has\s+been)\s+{_ADV}(?P<verb>{cue_pattern('order')}|asked|told|urged|advised|requested)\s+(?:not\s+)?to\s+(?=[a-z])",
        re.I,
    )


@cache
def inner_that_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\s+(?:that\s+(?=(?:[\w'-]+\s){2})|(?P<how>how)\s+(?=(?:the|their|its|they|it)\b))(?!other\s)", re.I
    )


@cache
def ensure_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\s+(?:to\s+(?:ensure|prevent|make\s+sure|see|guarantee|avoid)|(?:ensure|make\s+sure|lest))\s+(?:to\s+it\s+)?(?:that\s+)?",
        re.I,
    )


@cache
def doubtful_adverb_pattern() -> re.Pattern[str]:
    """Adverbs and German "soll" by which a text passes on what it does not vouch for."""
    return re.compile(
        r"\b(?:(?P<alleged>allegedly|purportedly|supposedly|angeblich)|reportedly|(?:is|are|was|were)\s+said\s+to\s+(?:have|be)|"
        r"soll(?:en)?\s[^;]*\b(?:haben|sein|werden)$)",
        re.I,
    )


@cache
def raised_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[^.;\"]{{2,110}}?\s(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:\w+ly\s+)?(?P<cue>{cue_pattern('passive')})\s+(?:to\s+(?:have|be)\b|of\s+\w+ing\b)",
        re.I,
    )


@cache
def shown_how_pattern() -> re.Pattern[str]:
    return re.compile(
        r"\bit\s+(?:might|may|could|would)\s+be\s+\w+\s+to\s+(?:show|explain|demonstrate|tell|remind|make\s+clear)\b[^.;\"]{0,40}?\s(?:how|that)\s+",
        re.I,
    )


@cache
def purpose_pattern() -> re.Pattern[str]:
    verbs = "persuade|convince|press|pressure|get|induce|encourage|urge|make"
    return re.compile(rf"\s+(?P<cue>in\s+order\s+to|so\s+as\s+to|in\s+a\s+bid\s+to)\s+\"?(?={verbs})", re.I)


@cache
def picture_pattern() -> re.Pattern[str]:
    nouns = alternation(source_words("evidence"))
    shared = r"(?P<shared>,\s+(?:sharing|showing|presenting|handing\s+over|submitting)\s+(?:\w+\s+){0,2}?)?"
    return re.compile(
        rf"{shared}(?P<what>\b{nouns})(?:\s+(?:published|taken|released|shared)\s[^.;,]{{2,50}}?)?\s+(?:(?P<seems>appears?|appeared|seems?|seemed)\s+to\s+)?(?:of|show|shows|showed|showing|depict\w*)\s+",
        re.I,
    )


@cache
def connector_pattern() -> re.Pattern[str]:
    words = (
        "in addition|meanwhile|however|moreover|furthermore|nevertheless|also|still|and|but|yet|then|thus|therefore|"
        "separately|in fact|for example|for instance|that|dass|as a result|at the same time|"
        "in the past|not yet|in one case"
    )
    return re.compile(
        rf"(?:(?:{words}|(?:in|on|since|by|until)\s+(?:early\s+|late\s+|mid-)?(?:[A-Z]\w+\s+)?(?:\d{{1,2}}\s+)?\d{{4}}|on\s+[A-Z]\w+day|on\s+\d{{1,2}}\s+[A-Z]\w+(?:\s+\d{{4}})?|on\s+[A-Z]\w+\s+\d{{1,2}}(?:,\s+\d{{4}})?)\b,?\s+)+",
        re.I,
    )


@cache
def in_document_pattern() -> re.Pattern[str]:
    """ "In a report to the council, the panel": what the panel says stands in the report."""
    nouns = alternation(source_words("document"))
    return re.compile(
        rf"in\s+(?P<letter>(?:an?|the|its|his|her|their|another)\s+(?:[\w.-]+\s+){{0,4}}?{nouns}\b[^,]{{0,60}}),\s+",
        re.I,
    )


@cache
def beside_pattern() -> re.Pattern[str]:
    """ "Egypt, in a letter dated 2 March," and "the Herald, citing a cable,": where X says it, or on whom X draws."""
    nouns = alternation(source_words("document"))
    return re.compile(
        rf"(?P<who>[^,]{{2,90}}),\s+(?:in\s+(?P<letter>(?:an?|the|its|his|her|their)\s+(?:[\w.-]+\s+){{0,3}}?{nouns}\b[^,]{{0,60}})"
        r"|(?:citing|quoting)\s+(?P<cited>[^,]{2,110})),?$",
        re.I,
    )


@cache
def showing_pattern() -> re.Pattern[str]:
    """ "X shared photographs with Y showing that C": what the photographs show."""
    nouns = alternation((*source_words("evidence"), "intelligence", "information", "documents", "data", "evidence"))
    return re.compile(
        rf"(?P<what>\b(?:[\w-]+\s)?{nouns})\b(?P<between>[^.;\"]{{0,90}}?),?\s+"
        r"(?P<verb>showing|indicating|suggesting|revealing|proving)\s+that\s+",
        re.I,
    )
