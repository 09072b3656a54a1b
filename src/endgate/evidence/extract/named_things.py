"""Names of companies, agencies, persons, ships and places, by the words that stand in or beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from endgate.evidence.extract.words import alternation, demonyms, rows, source_words

TITLE = r"[A-ZÄÖÜÉ](?:[\w&-]|'(?!s\b)){1,}"
_RUN = rf"{TITLE}(?:[ ](?:(?:for|of|and|&|de|du|da|van|von|der|al)[ ])?{TITLE}){{0,4}}"
_NAME = rf"(?:{TITLE}|[A-Z]\.)(?:[ ](?:{TITLE}|[A-Z]\.|van|von|de|al|bin)){{0,2}}[ ]{TITLE}"
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
Found = tuple[str, int, int]


def named_things(text: str) -> Iterator[Found]:
    """Kind and span of every name, and of the short forms in which a company or a person comes back."""
    found = list(_first(text))
    yield from found
    named = dict.fromkeys((kind, text[start:end]) for kind, start, end in found)
    for kind, short in dict.fromkeys((kind, _short_form(kind, name)) for kind, name in named):
        if short is not None:
            for again in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
                yield kind, again.start(), again.end()


def _first(text: str) -> Iterator[Found]:
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span("name")
            yield kind, start, end - (text[end - 1] == "." and kind == "org" and _ends_sentence(text, end))


def _ends_sentence(text: str, end: int) -> bool:
    return not text[end:].strip() or bool(re.match(r"\s+[A-Z\"]", text[end : end + 4]))


def _short_form(kind: str, name: str) -> str | None:
    words = name.replace(".", "").split()
    if kind == "person":
        return words[-1] if len(words) > 1 and len(words[-1]) > 2 else None
    if kind != "org" or not words[0][0].isupper() or words[0] in ("The", "A", "An"):
        return None
    own = [each for each in words if each.lower() not in _form_words()]
    if not 0 < len(own) < len(words) or set(own) & set(demonyms()):
        return None
    return " ".join(own)


@cache
def _form_words() -> frozenset[str]:
    """Words of legal forms, from the list that the matching of names uses."""
    lines = (row["forms"] for row in rows("legal_forms.csv", "names"))
    forms = (form for line in lines for form in line.split(" | "))
    return frozenset(word for form in forms for word in form.split()) | {"gmbh", "fze", "fzco", "fzc"}


@cache
def _forms() -> str:
    written = sorted(source_words("company", "form"), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(each) for each in written) + r")(?!\w)\.?"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    nation = alternation(demonyms())
    company, agency = alternation(source_words("company")), alternation(source_words("agency"))
    force = alternation(source_words("force"))
    body = alternation(source_words("agency", "head"))
    seat = alternation(source_words("institute", "head"))
    role = alternation(source_words("person"))
    ship = alternation(source_words("vessel"))
    port = alternation(source_words("place"))
    described = (
        ("org", rf"\b(?P<name>(?:(?i:an?|the)\s+)?{nation}\s+(?:[\w-]+\s+){{0,2}}?{company})(?!\w)"),
        ("org", rf"\b(?P<name>(?:(?i:the)\s+)?{nation}\s+(?:[\w-]+\s+)?{force})(?!\w)"),
        ("org", rf"\b(?P<name>(?i:an?)\s+(?:[a-z][\w-]+\s+){{1,2}}{company})(?!\w)"),
        ("org", rf"\b(?P<name>{_RUN}(?:,?[ ]{_forms()})+(?:[ ]for[ ]{_RUN})?)"),
        ("org", rf"\b(?P<name>(?:{TITLE}[ ]){{0,3}}{seat}(?:[ ](?:of|for)[ ]{_RUN})?)\b(?<! of)"),
        ("agency", rf"\b(?P<name>(?:(?i:the)\s+)?{nation}\s+(?:[a-z][\w-]+\s+)?{agency})(?!\w)"),
        ("agency", rf"\b(?P<name>(?:{TITLE}[ ]){{1,3}}{body}(?:[ ](?:of|for|on)[ ]{_RUN})?)(?!\w)"),
        ("agency", rf"\b(?P<name>{body}[ ](?:of|for|on)[ ]{_RUN})(?!\w)"),
        ("agency", rf"\b(?P<name>[Tt]he[ ]{body})(?![ ](?:of|for)[ ][A-Z])(?!\w)"),
        ("agency", r"(?P<name>\bU\.S\. intelligence\b|\bMossad\b|\bCIA\b|\bMI6\b|\bBND\b|\bIAEA\b)"),
        ("vessel", rf"\b{ship}(?:\s+(?:named|called))?[ ](?P<name>{TITLE}(?:[ ]{TITLE}){{0,2}})"),
        ("vessel", rf"\b{nation}-flagged[ ](?P<name>{TITLE}(?:[ ]{TITLE}){{0,2}})"),
        ("person", rf"\b{role},?[ ](?P<name>(?!{_MONTHS}){_NAME})(?!\w)"),
        ("person", rf"\b(?P<name>(?:Deputy )?(?:Mr|Ms|Mrs|Dr|Prof|Minister|General|Colonel)\.?[ ]{TITLE})(?!\w)"),
        ("person", rf"(?:^|\n)(?:By|Contact:)[ ](?P<name>{_NAME})(?=\s*[,\n])"),
        ("person", rf"(?:^|[(\n ])(?P<name>{_NAME})(?=,[ ](?:(?:an?|the)[ ])?(?:[a-z][\w-]+[ ]){{0,3}}{role}\b)"),
        ("person", rf"\((?P<name>{_NAME}),(?=[^()]*\))"),
        ("place", rf"\b{port}[ ](?:of|in)[ ](?P<name>{TITLE})"),
        (
            "place",
            rf"\b(?:in|at|near|via|outside|from|to)[ ](?P<name>(?!{_MONTHS}){TITLE}(?:[ ]{TITLE})?)"
            r"(?=[,.;]|\s+[a-z]|\s*$)",
        ),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in described)
