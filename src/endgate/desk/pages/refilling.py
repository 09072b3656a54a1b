"""The form of a page filled again with what was typed into it: a refusal costs nobody what they wrote.

It reads our own pages, in which every attribute stands in double quotes and every ``<`` of a value is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

STOOD_ON = "stood-on"
"""Hidden field of a page that came back: the address at which its forms stood first."""
_SECRET = ("csrfmiddlewaretoken", STOOD_ON)
_FORM = re.compile(r'<form\b(?=[^<>]*\bmethod="post")[^<>]*>.*?</form>', re.DOTALL)
_FIELD = re.compile(r"<input\b[^<>]*>|<textarea\b[^<>]*>.*?</textarea>|<select\b[^<>]*>.*?</select>", re.DOTALL)
_OPTION = re.compile(r"<option\b[^<>]*>([^<]*)</option>")
_FOLD = re.compile(r"<details\b[^<>]*>|</details>")

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Form:
    """The form on a page to which a post belongs, and the ids of its fields by their names."""

    start: int
    text: str
    ids: Mapping[str, str]


def form_of(page: str, action: str, posted: Posted) -> Form | None:
    """The form that posts to ``action`` with the hidden values that came; of several, the one with most of the fields.

    None where the page has no such form any more: what was written for another state of things is not put into it.
    """
    found = [
        Form(each.start(), each[0], _ids(each[0]))
        for each in _FORM.finditer(page)
        if _attribute(_head(each[0]), "action") == action and _belongs(each[0], posted)
    ]
    return max(found, key=lambda each: len(each.ids.keys() & posted.keys()), default=None)


def refilled(page: str, form: Form, posted: Posted, wrong: Sequence[str], address: str) -> str:
    """The page with that form open and as it was typed; ``wrong`` names the fields that have a fault."""
    left = {name: iter(values) for name, values in posted.items()}
    body = _FIELD.sub(lambda each: _field(each[0], posted, left, wrong), form.text)
    ident = _attribute(form.text, "id")

    def beside(found: re.Match[str]) -> str:
        belongs = ident is not None and _attribute(found[0], "form") == ident
        return _field(found[0], posted, left, wrong) if belongs else found[0]

    before = _FIELD.sub(beside, _unfolded(page[: form.start]))
    after = _FIELD.sub(beside, page[form.start + len(form.text) :])
    stood = f'<input type="hidden" name="{STOOD_ON}" value="{escape(address)}"></form>'
    return _FORM.sub(lambda each: each[0].removesuffix("</form>") + stood, before + body + after)


def _head(form: str) -> str:
    return form[: form.index(">") + 1]


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\s{name}="([^"]*)"', _head(tag))
    return None if found is None else unescape(found[1])


def _has(tag: str, name: str) -> bool:
    return re.search(rf"\s{name}(?=[\s=>])", _head(tag)) is not None


def _fields(form: str) -> Iterator[tuple[str, str]]:
    for each in _FIELD.finditer(form):
        yield _attribute(each[0], "name") or "", each[0]


def _ids(form: str) -> dict[str, str]:
    return {name: _attribute(tag, "id") or "" for name, tag in _fields(form) if name}


def _belongs(form: str, posted: Posted) -> bool:
    hidden = [(name, tag) for name, tag in _fields(form) if _attribute(tag, "type") == "hidden" and name not in _SECRET]
    return all((_attribute(tag, "value") or "") in posted.get(name, ()) for name, tag in hidden)


def _field(tag: str, posted: Posted, left: Mapping[str, Iterator[str]], wrong: Sequence[str]) -> str:
    name = _attribute(tag, "name") or ""
    fill = _FILL.get(_attribute(tag, "type") or "text", _line)
    if tag.startswith("<textarea"):
        fill = _lines
    elif tag.startswith("<select"):
        fill = _choice
    typed = name in posted or fill is _box
    filled = fill(tag, posted.get(name, ()), left.get(name, iter(()))) if typed else tag
    marked = name in wrong and not _has(tag, "aria-invalid")
    return filled.replace(" ", ' aria-invalid="true" ', 1) if marked else filled


def _same(tag: str, _values: Sequence[str], _left: Iterator[str]) -> str:
    return tag


def _line(tag: str, _values: Sequence[str], left: Iterator[str]) -> str:
    bare = re.sub(r'\svalue="[^"]*"', "", tag)
    return bare.removesuffix(">") + f' value="{escape(next(left, ""))}">'


def _box(tag: str, values: Sequence[str], _left: Iterator[str]) -> str:
    bare = re.sub(r"\schecked(?=[\s>])", "", tag)
    chosen = (_attribute(tag, "value") or "on") in values
    return bare.removesuffix(">") + " checked>" if chosen else bare


def _lines(tag: str, _values: Sequence[str], left: Iterator[str]) -> str:
    text = next(left, "")
    first = "\n" if text[:1] in ("\r", "\n") else ""  # HTML drops the first line break of a field
    return f"{_head(tag)}{first}{escape(text)}</textarea>"


def _choice(tag: str, values: Sequence[str], _left: Iterator[str]) -> str:
    def option(found: re.Match[str]) -> str:
        bare = re.sub(r"\sselected(?=[\s>])", "", found[0])
        value = _attribute(bare, "value")
        chosen = (unescape(found[1]) if value is None else value) in values
        return bare.replace(">", " selected>", 1) if chosen else bare

    return _OPTION.sub(option, tag)


_Filling = Callable[[str, Sequence[str], Iterator[str]], str]
_FILL: Mapping[str, _Filling] = {
    "hidden": _same,
    "password": _same,
    "file": _same,
    "checkbox": _box,
    "radio": _box,
}


def _unfolded(before: str) -> str:
    """What stands before the form, with whatever it lies folded away in open."""
    around: list[re.Match[str]] = []
    for each in _FOLD.finditer(before):
        if each[0].startswith("</"):
            around.pop()
        else:
            around.append(each)
    for each in reversed(around):
        if not _has(each[0], "open"):
            before = before[: each.end() - 1] + " open" + before[each.end() - 1 :]
    return before
