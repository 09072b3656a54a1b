"""Every word of a template passes through gettext, without a mark of its own: none can be forgotten.

What stands between two tags of HTML or of the template is one message; a value in it is ``{1}``, ``{2}`` and so on.
Values themselves are data and stay as they are, unless the template says ``|word``: then they are of a closed set.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, VariableNode
from django.template.loaders.filesystem import Loader as Files
from django.utils import translation

register = template.Library()
_LOAD = "{% load words %}"
_BLOCK = r"\{%.*?%\}|\{#.*?#\}"
_VALUE = r"\{\{.*?\}\}"
_TAG = rf"<(?:{_BLOCK}|{_VALUE}|[^<>])*>"
_PARTS = re.compile(rf"({_BLOCK}|{_TAG})", re.DOTALL)
_VALUES = re.compile(rf"({_VALUE})", re.DOTALL)
_SPOKEN = re.compile(r'(?<=\s)(aria-label|placeholder|title|alt)="((?:\{[%{].*?[%}]\}|[^"])*)"', re.DOTALL)
_EXTENDS = re.compile(r"\s*\{% extends .*?%\}")
_UNSPOKEN = re.compile(r"<(/?)(?:kbd|code)\b")
_PLACE = re.compile(r"\{(\d+)\}")


def translatable(source: str) -> str:
    """The template with each run of words as a message."""
    extends = _EXTENDS.match(source)
    head = extends[0] if extends else ""
    return head + _LOAD + "".join(_parts(source[len(head) :]))


def _parts(source: str) -> Iterator[str]:
    spoken = True
    for number, part in enumerate(_PARTS.split(source)):
        if number % 2 == 0:
            yield _run(part) if spoken else part
            continue
        key = _UNSPOKEN.match(part)
        spoken = key[1] == "/" if key else spoken
        yield _SPOKEN.sub(_attribute, part) if part.startswith("<") else part


def messages(source: str) -> Iterator[str]:
    """The messages of a template, as a catalogue names them."""
    yield from re.findall(r'\{% words ("(?:\\.|[^"\\])*")', translatable(source))


def _attribute(found: re.Match[str]) -> str:
    return f'{found[1]}="{"".join(_parts(found[2]))}"'


def _run(run: str) -> str:
    """Words and the values among them as one message; blanks around it and values without words stay."""
    pieces = _VALUES.split(run)
    if not any(letter.isalpha() for piece in pieces[::2] for letter in piece):
        return run
    core = run.strip()
    blanks, values = run.partition(core), []
    message = ""
    for number, piece in enumerate(_VALUES.split(core)):
        if number % 2:
            values.append(piece[2:-2].strip())
            message += f"{{{len(values)}}}"
        else:
            message += piece
    quoted = " ".join(message.replace("\\", "\\\\").replace('"', '\\"').split())
    return f'{blanks[0]}{{% words "{quoted}" {" ".join(values)} %}}{blanks[2]}'


class Words(Node):
    """A message with its values."""

    def __init__(self, message: FilterExpression, values: list[VariableNode]) -> None:
        self.message, self.values = message, values

    def render(self, context: Any) -> str:
        text = translation.gettext(str(self.message.resolve(context)))
        told = [value.render(context) for value in self.values]
        return _PLACE.sub(lambda place: told[int(place[1]) - 1], text)


@register.tag
def words(parser: Parser, token: Token) -> Words:
    """``{% words "message {1}" value %}``; written by ``translatable``, not by hand."""
    _, message, *values = token.split_contents()
    return Words(parser.compile_filter(message), [VariableNode(parser.compile_filter(each)) for each in values])


@register.filter
def word(value: object) -> str:
    """A word of a closed set, as the reader's language has it."""
    return translation.gettext(str(value)) if value else ""


class Loader(Files):
    """Reads the templates of the desk."""

    def get_contents(self, origin: Any) -> str:
        """The template, its words as messages."""
        return translatable(super().get_contents(origin))


def _catalogue(folder: Path) -> Iterator[str]:
    """A catalogue to be filled, in gettext's form."""
    named: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.html")):
        for message in messages(path.read_text(encoding="utf-8")):
            named.setdefault(message, []).append(path.relative_to(folder).as_posix())
    yield 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"'
    for message, places in named.items():
        yield f'#: {" ".join(dict.fromkeys(places))}\nmsgid {message}\nmsgstr ""'


if __name__ == "__main__":
    sys.stdout.write("\n\n".join(_catalogue(Path(__file__).parents[1] / "templates")) + "\n")
