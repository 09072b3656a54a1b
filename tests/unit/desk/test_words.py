"""Words: a pseudo-locale finds what does not pass through gettext; nothing on a page is set left or right for good."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests.unit.desk.test_cases import with_listed
from tests.unit.desk.test_screens import TEMPLATES, states  # noqa: F401

CSS = TEMPLATES.parent / "static" / "desk" / "desk.css"
SPOKEN = {"aria-label", "placeholder", "title", "alt"}
DATA = {"kbd", "code", "pre", "option", "textarea", "script", "style", "bdi", "text"}
PSEUDO = re.compile(r"⟪[^⟪⟫]*⟫")
WORDS = re.compile(r"[^\W\d_]{3,}")
PLAIN = ("/queue", "/check", "/lists", "/law", "/law/UN-1737-3", "/audit", "/dossiers", "/me", "/help", "/find")


def pseudo(text: str) -> str:
    """The text in a language that nobody speaks: longer, and to be told from what was never translated."""
    return "⟪" + text + "⟫ ⟪~~~⟫"


class Page(HTMLParser):
    """What of a page is read or heard, without what is data by its element."""

    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"input", "br", "meta", "link"}:
            self.within.append(tag)
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            while self.within.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not DATA & set(self.within):
            self.said.append(data)


def closed() -> frozenset[str]:
    """Words of closed sets: a twin holds them as they are, and a page says them in the reader's language."""
    from endgate.desk.cases.workflow import workflow
    from endgate.desk.pages import reading
    from endgate.desk.store import models

    sets = (models.STATES, models.CAUSES, models.ACTS, models.DOSSIER_ACTS, reading.ORDER, reading.GRADES)
    outcomes = {each for found in workflow().follow.values() for each in found} | set(workflow().releasing)
    said = {*(each for one in sets for each in one), *reading._STATES.values(), *reading._WORDS.values()}
    return frozenset(said | {each.replace("_", " ") for each in outcomes} | {"none", "nothing"})


def facts_of(twin: Any, left_out: frozenset[str]) -> Iterator[str]:
    """The texts of a twin, without those that are a word of a closed set as a whole."""
    if isinstance(twin, dict):
        for key, value in twin.items():
            yield from (key, *facts_of(value, left_out))
    elif isinstance(twin, list):
        for value in twin:
            yield from facts_of(value, left_out)
    elif isinstance(twin, str) and twin not in left_out:
        yield twin


def untranslated(html: str, twin: Any, left_out: frozenset[str] = frozenset()) -> Iterator[str]:
    """Words of a page that are neither in the pseudo-locale nor among the facts of its twin."""
    page = Page()
    page.feed(html)
    facts = set(WORDS.findall(" ".join(facts_of(twin, left_out)).lower()))
    for said in page.said:
        rest = said
        while PSEUDO.search(rest):
            rest = PSEUDO.sub(" ", rest)
        left = [each for each in WORDS.findall(rest) if each.lower() not in facts]
        if left:
            yield f"{' '.join(left)!r} in {said.strip()[:100]!r}"


def test_every_word_of_every_screen_passes_through_gettext(
    states: dict[str, str],  # noqa: F811
    kept: Callable[..., Any],
    client_as: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.utils import translation

    case = kept("s2-chamber-branch.json", parties=with_listed())
    base = f"/cases/{case.reference}"
    client = client_as("senior")
    addresses = [*PLAIN, *states.values(), *(f"{base}/{each}" for each in ("network", "route", "goods/1"))]
    monkeypatch.setattr(translation, "gettext", pseudo)
    found: dict[str, list[str]] = {}
    for address in addresses:
        path, _, query = address.partition("?")
        answer = client.get(address)
        twin = client.get(f"{path}.json?{query}")
        facts = [twin.json() if twin.status_code == 200 else {}, "Officer Senior Endgate desk"]
        left = list(untranslated(answer.content.decode(), facts, closed()))
        if left:
            found[address] = left
    assert found == {}


def test_a_word_that_is_not_marked_is_found() -> None:
    page = '<p title="⟪Due⟫">⟪Superseded by ⟫ <b>decision</b> Cedar ⟪of 2 ⟪3⟫⟫</p><kbd>Enter</kbd>'
    assert list(untranslated(page, {"name": "Cedar"})) == ["'decision' in 'decision'"]


def test_a_word_of_a_closed_set_is_no_fact() -> None:
    page = "<p>⟪State⟫</p><b>reopened, Cedar</b>"
    twin = {"rows": [{"state": "reopened", "name": "Cedar"}]}
    assert list(untranslated(page, twin)) == []
    assert list(untranslated(page, twin, frozenset({"reopened"}))) == ["'reopened' in 'reopened, Cedar'"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<p>Due {{ day|date:'j' }}, late</p>", """{% words "Due {1}, late" day|date:'j' %}"""),
        ('<a title="As {{ name }}">{{ name }}</a>', 'title="{% words "As {1}" name %}">{{ name }}</a>'),
        ("{% if a > 2 %}more{% endif %}", '{% if a > 2 %}{% words "more"  %}{% endif %}'),
        ("<kbd>n</kbd> 12 {{ count }}", "<kbd>n</kbd> 12 {{ count }}"),
        ('<p class="{% if a > 2 %}x{% endif %}">a "word"</p>', '{% words "a \\"word\\""  %}'),
    ],
)
def test_a_run_of_words_is_one_message(source: str, message: str) -> None:
    from endgate.desk.pages.words import translatable

    assert message in translatable(source)


def test_a_catalogue_names_each_message_once_with_its_places() -> None:
    command = [sys.executable, "-m", "endgate.desk.pages.words"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert '#: parts/bar.html\nmsgid "Override: {1}"\nmsgstr ""' in told
    found = re.findall(r"^msgid (.+)$", told, re.MULTILINE)
    assert len(found) == len(set(found)) > 300


def compiled(messages: dict[str, str]) -> bytes:
    """A catalogue as gettext reads it (GNU .mo)."""
    pairs = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **messages}.items())
    tables, texts, at = [b"", b""], b"", 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            text = pair[side].encode()
            tables[side] += struct.pack("<II", len(text), at + len(texts))
            texts += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + texts


def test_a_catalogue_of_the_house_speaks_from_its_data_directory(desk: Any, client_as: Callable[[str], Any]) -> None:
    from django.utils import translation

    folder = desk.data_dir / "locale" / "eo" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    said = {"Queue": "Vico", "Superseded": "Malnova", "Match {1} of {2}": "{2} kongruoj, jen {1}"}
    (folder / "django.mo").write_bytes(compiled(said))
    client = client_as("officer")
    with translation.override("eo"):
        page = client.get("/queue").content.decode()
    assert "<h1>Vico</h1>" in page
    assert ">Vico</a>" in page


def test_a_page_is_written_in_the_direction_of_its_language(client_as: Callable[[str], Any]) -> None:
    from django.utils import translation

    client = client_as("officer")
    with translation.override("fa"):
        assert '<html lang="fa" dir="rtl">' in client.get("/help").content.decode()
    assert '<html lang="en" dir="ltr">' in client.get("/help").content.decode()


def test_a_value_in_a_message_is_escaped(client_as: Callable[[str], Any]) -> None:
    answer = client_as("officer").get("/find?q=<script>x</script>").content.decode()
    assert "<script>x" not in answer


def test_nothing_is_set_left_or_right_for_good() -> None:
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right|top|bottom|width|height|"
        r"(?:min|max)-(?:width|height))\s*:|text-align\s*:\s*(?:left|right)|float\s*:"
    )
    rules = re.sub(r"@media[^{]*", "", CSS.read_text(encoding="utf-8"))
    assert physical.findall(rules) == []
    assert [path.name for path in Path(TEMPLATES).rglob("*.html") if " style=" in path.read_text("utf-8")] == []
