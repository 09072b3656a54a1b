"""Plain text and HTML: every visible letter, pages by form feed, nothing corrected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from endgate.evidence.case.model import TextKind
from endgate.evidence.intake.errors import DECODED_BY_GUESS, HIDDEN_TEXT, TOO_LARGE
from endgate.evidence.intake.laid_out import table_lines
from endgate.evidence.intake.model import FileClaim, Taken, Writer, limits
from endgate.terms.faults import Fault

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.I)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|d[dlt]|div|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|[ou]l|p|"
    "pre|section|table|tbody|td|tfoot|th|thead|tr|title"
)
_TABLES_WITHIN = 20
_SILENT = frozenset({"script", "style", "template", "noscript"})
_VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
_DATE_KEYS = frozenset({"article:published_time", "date", "dc.date", "dcterms.date", "datepublished", "pubdate"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)", re.I)


def decoded(content: bytes, declared: str = "") -> tuple[str, tuple[Fault, ...]]:
    """The letters of a file, as it declares them, else UTF-8, else by a guess that is named."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            declared = name
            break
    for name in (declared, "utf-8"):
        try:
            if name:
                return content.decode(name), ()
        except (UnicodeDecodeError, LookupError):
            continue
    what = "it is not UTF-8 and was read as Windows-1252"
    return content.decode("cp1252", errors="replace"), (DECODED_BY_GUESS.at("letters", what),)


def plain(content: bytes) -> Taken:
    """Read a plain text; a form feed begins a page."""
    text, faults = decoded(content)
    writer = Writer(limits().text_characters)
    pages = text.split("\f")
    if len(pages) == 1:
        writer.add(text)
    else:
        for number, page in enumerate(pages[: limits().pages], start=1):
            writer.add(page, f"page {number}")
    cut = writer.cut or len(pages) > limits().pages
    if cut:
        writer.cut = True
        faults = (*faults, TOO_LARGE.at("text", "only the first part was read"))
    return Taken("text/plain", (writer.read("text", TextKind.TEXT_LAYER),), faults=faults)


def html(content: bytes) -> Taken:
    """Read all text of a page. Dates count only where explicit metadata state them, and then as the page's claim."""
    match = _CHARSET.search(content[:4096])
    text, faults = decoded(content, match[1].decode("ascii") if match else "")
    reader = _Page()
    reader.feed(text[: limits().text_characters])
    reader.close()
    writer = Writer(limits().text_characters)
    writer.cut = len(text) > limits().text_characters
    writer.add(reader.shown())
    if writer.cut:
        faults = (*faults, TOO_LARGE.at("text", "only the first part was read"))
    if reader.hidden:
        faults = (*faults, HIDDEN_TEXT.at("text", f"{len(reader.hidden)} runs of text are not shown on the page"))
    return Taken("text/html", (writer.read("html", TextKind.HTML_FULL),), says=tuple(reader.says), faults=faults)


class _Page(HTMLParser):
    """Walks a page; tolerant as browsers are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str | list[str]] = []
        self._tables: list[_Table] = []
        self._open: list[tuple[str, bool]] = []
        self._silent = 0
        self.hidden: list[str] = []
        self.says: list[FileClaim] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(given)
        if _BLOCKS.fullmatch(tag):
            self._into().append("\n")
        self._begin(tag)
        if tag in _SILENT:
            self._silent += 1
        if not _VOID.fullmatch(tag):
            hidden = "hidden" in given or bool(_HIDDEN_STYLE.search(given.get("style", "")))
            self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        if _BLOCKS.fullmatch(tag):
            self._into().append("\n")
        if tag == "table" and self._tables:
            self._end_table()
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[index][0] == tag:
                del self._open[index:]
                break

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        if words.strip() and any(hidden for _, hidden in self._open[-50:]):
            self.hidden.append(words)
        self._into().append(words)

    def _meta(self, given: dict[str, str]) -> None:
        key = (given.get("property") or given.get("name") or given.get("itemprop") or "").casefold()
        if key in _DATE_KEYS and given.get("content"):
            self.says.append(FileClaim(f"page {key}", given["content"]))

    def shown(self) -> str:
        while self._tables:
            self._end_table()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(_lines(self._pieces))).strip("\n")

    def _begin(self, tag: str) -> None:
        if tag == "table" and len(self._tables) < _TABLES_WITHIN:
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            rows = self._tables[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append([])

    def _into(self) -> list[str | list[str]]:
        """Where text goes: the open cell of the innermost table, else the page."""
        for table in reversed(self._tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1]
        return self._pieces

    def _end_table(self) -> None:
        rows = [[_shown_lines(cell) for cell in row] for row in self._tables.pop().rows if row]
        self._into().append(table_lines(rows))


@dataclass
class _Table:
    """The rows of an open table; each cell holds words, breaks and the lines of tables within it."""

    rows: list[list[list[str | list[str]]]] = field(default_factory=list)


def _lines(pieces: list[str | list[str]]) -> list[str]:
    """Lines without blanks at their ends; those of a table stay as they are laid out."""
    found: list[str] = []
    words: list[str] = []
    for piece in [*pieces, []]:
        if isinstance(piece, str):
            words.append(piece)
            continue
        found += [line.strip(" ") for line in "".join(words).split("\n")] if words else []
        found += piece
        words = []
    return found


def _shown_lines(pieces: list[str | list[str]]) -> list[str]:
    return [line for line in _lines(pieces) if line.strip()]
