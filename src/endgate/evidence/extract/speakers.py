"""Who a phrase names as a speaker: governments behind capitals, and short forms tied to what was named before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from endgate.evidence.extract.mentions import publication_pattern
from endgate.evidence.extract.words import (
    alternation,
    capitals,
    country_names,
    seats,
    short_names,
    source_words,
)
from endgate.evidence.vocabulary import SourceKind

_KINDS = {
    "publication": SourceKind.PUBLICATION,
    "document": SourceKind.DOCUMENT,
    "evidence": SourceKind.EVIDENCE,
    "person": SourceKind.PERSON,
    "agency": SourceKind.AGENCY,
    "company": SourceKind.COMPANY,
}
_ANY_DOCUMENT = ("document", "documents", "file", "communication", "message")
_PAPERS = ("paper", "zeitung", "daily", "weekly", "newspaper", "magazine", "news agency", "broadcaster")
_FIRST_PERSON = re.compile(r"(?:\w+ly,?\s+)?(?:i|we|ich|wir)$", re.I)
_POSSESSIVE = ("its", "his", "her", "their")
_SINGULAR = re.compile(r"^(?:he|she|er|her|him)$", re.I)
_SHORT = re.compile(r"^(?:the|this|that|these|those|its|his|her|their|der|die|das)\s+(?:\w+\s+)?[\w-]+$", re.I)
_LEAD = re.compile(
    r"^(?:there (?:is|are|was|were|has been|have been)\s+)?"
    r"(?:(?:in addition|meanwhile|however|moreover|earlier|separately|also|still|but|and|yet|for (?:its|his|her) part|"
    r"on \w+day|in (?:one|another|a separate) case(?: \w+)?|in (?:early |late )?(?:[A-Z][a-z]+ )?\d{4})\b,?\s*)*",
    re.I,
)


MARGIN = re.compile(r"(?:(?:[A-Z]{4,}|Exclusive|Update|Analysis|Breaking|Correction|Note|Comment)\s*:\s*)+")
"""Words before a colon that say what sort of text follows (EXCLUSIVE, COMMENT)."""
_RECEIVED = (
    r"(?:the\s+)?(?:information|intelligence|data|details|evidence)\s+(?:received|obtained|provided|supplied|shared|coming)\s+"
    r"(?:from|by)\s+"
)


@dataclass(frozen=True)
class Speaker:
    """One link as named, with its kind; ``chain`` includes the links through which it was met."""

    name: str
    kind: SourceKind
    chain: tuple[Speaker, ...] = ()


@dataclass
class Memory:
    """Speakers in the order in which a text names them."""

    named: list[Speaker] = field(default_factory=list)
    outlet: str = ""
    """The paper or agency that the text names as its own; who told it told this document."""
    met: Speaker | None = None
    """The person named last who did not speak since."""

    def resolve(self, phrase: str, outer: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        """The chain after this phrase speaks inside ``outer``; what the phrase refers back to brings its own chain."""
        name = cleaned(phrase)
        if outer and _FIRST_PERSON.match(name):
            return outer
        if self.outlet and self._is_outlet(name):
            return outer
        known = self._referred(name)
        if known is None:
            speaker = Speaker(*named(name))
            chain = (*outer, speaker)
            self.met = None if speaker.kind is SourceKind.PERSON else self.met
            self.named.append(Speaker(speaker.name, speaker.kind, chain))
            return chain
        whole = known.chain
        if not outer or [each.name for each in whole[: len(outer)]] == [each.name for each in outer]:
            return whole
        return outer if outer[-1].name == known.name else (*outer, whole[-1])

    def meet(self, person: str, outer: tuple[Speaker, ...]) -> None:
        """A person whom a sentence names: "he" may be this one in the next."""
        speaker = Speaker(person, SourceKind.PERSON)
        self.met = Speaker(person, SourceKind.PERSON, (*outer, speaker))

    def _is_outlet(self, name: str) -> bool:
        bare = re.sub(r"^(?:the|this)\s+", "", name, flags=re.I).lower()
        if bare == self.outlet.lower():
            return True
        others = [each for each in self.named if each.kind is SourceKind.PUBLICATION]
        return bare in _PAPERS and not any(_is_paper(each.name) for each in others)

    def _referred(self, name: str) -> Speaker | None:
        low = name.lower()
        if _SINGULAR.match(low) and self.met is not None:
            return self.met
        if _SINGULAR.match(low):
            return self._last(lambda each: each.kind is SourceKind.PERSON)
        if low in ("they", "sie", "we"):
            return self._last(lambda each: each.kind not in (SourceKind.PUBLICATION, SourceKind.EVIDENCE))
        if low in ("it", "es"):
            return self._last(lambda each: each.kind is not SourceKind.PERSON)
        if any(low == each.name.lower() for each in self.named):
            return self._last(lambda each: each.name.lower() == low)
        if publication_pattern().fullmatch(re.sub(r"^the\s*", "", name, flags=re.I)):
            return self._last(lambda each: each.kind is SourceKind.PUBLICATION and _last_word(name) in each.name)
        plain = not re.search(r"\s[A-Z]", name) or len(name.split()) == 2
        return self._short(low) if _SHORT.match(name) and plain else None

    def _short(self, low: str) -> Speaker | None:
        head = low.split()[-1]
        if head in _ANY_DOCUMENT:
            last = self._last(lambda each: each.kind is SourceKind.DOCUMENT)
            if last is not None:
                return last
        same = self._last(lambda each: _stem(head) in _heads(each.name))
        if same is not None or head in source_words("person") or head in source_words("agency"):
            return same
        if low.split()[0] in _POSSESSIVE:
            return None  # "its forwarder" is somebody else than the shipper named before
        kind = kind_of(low)
        if head in _PAPERS:
            return self._last(lambda each: each.kind is SourceKind.PUBLICATION and _is_paper(each.name))
        return self._last(lambda each: each.kind is kind) if kind is not None else None

    def _last(self, fits: object) -> Speaker | None:
        assert callable(fits)
        return next((each for each in reversed(self.named) if fits(each)), None)


def _is_paper(name: str) -> bool:
    """Is a publication one that journalists write? A site that only puts documents out is none."""
    return name not in source_words("publication", "site")


def _heads(name: str) -> set[str]:
    """The words by which a name may come back: not those of what stands behind its "of" or "to"."""
    head = re.split(r"\s(?:to|from|in|at|dated|for|by|about|on)\s", name.lower())[0]
    return {_stem(word) for word in head.split()}


def cleaned(phrase: str) -> str:
    """The phrase without what leads the sentence into it, marks and blanks."""
    name = re.sub(r"\s+", " ", phrase).strip(" ,.\"'")
    name = MARGIN.sub("", name)
    name = re.sub(r"\s(?:and|but|or)$", "", name)
    name = re.sub(rf"^(?:{_RECEIVED})", "", name, flags=re.I)
    name = re.sub(r"^one of (?=the |these |those )", "", _LEAD.sub("", name), flags=re.I)
    if "," in name and re.match(r"(?:in|on|at|during|after|before)\s", name, re.I):
        name = name.split(",", 1)[1].strip()
    return name


def named(name: str) -> tuple[str, SourceKind]:
    """A name as printed in a chain, with its kind. A capital or a country speaks for its government."""
    bare = re.sub(r"^the\s+", "", name, flags=re.I)
    code = capitals().get(bare) or country_names().get(bare)
    if code is not None:
        return government(code), SourceKind.GOVERNMENT
    paper = publication_pattern().search(name)
    if paper is not None and not re.search(r"\b(?:by|for|of)\b", name[: paper.start()]):
        return paper.group(), SourceKind.PUBLICATION
    return name, kind_of(name) or SourceKind.PERSON


def government(code: str) -> str:
    """A government by country and seat, as in "China / Beijing"."""
    country = {"US": "United States", "RU": "Russia", "IR": "Iran", "KP": "North Korea"}.get(
        code, short_names().get(code, code)
    )
    return f"{country} / {seats()[code]}" if code in seats() else country


def kind_of(name: str) -> SourceKind | None:
    """The kind of source that the head of a phrase names; the head stands before "of", "in" and the like."""
    low = re.split(r"\s(?:of|in|at|for|from|by|familiar|made|seen|who|which|vom|der|des)\s", name.lower())[0]
    found = [(match.start(), kind) for kind, pattern in _noun_patterns() for match in pattern.finditer(low)]
    if found:
        return max(found, key=lambda each: each[0])[1]
    return SourceKind.INDICATIONS if re.search(r"\bindications?|signs?|hints?\b", low) else None


@cache
def _noun_patterns() -> tuple[tuple[SourceKind, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"\b{alternation(word.lower() for word in source_words(each))}(?!\w)"))
        for each, kind in _KINDS.items()
    )


def _stem(word: str) -> str:
    return word.strip("'.,").removesuffix("'s").rstrip("s")


def _last_word(name: str) -> str:
    return name.split()[-1].removeprefix("the")
