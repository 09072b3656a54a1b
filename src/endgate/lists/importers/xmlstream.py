"""XML read as a stream of records from hostile hands: no document type, no entities, bounded depth, text and size."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement
from xml.parsers import expat

from endgate.lists.errors import DOCTYPE, LIMIT, NOT_WELL_FORMED, ListRefusedError

MAX_DEPTH = 64
MAX_ATTRIBUTES = 256
MAX_TEXT = 1 << 20
_CHUNK = 1 << 16


class _Builder:
    """Builds one subtree per record and forgets it once handed out."""

    __slots__ = (
        *("where", "tags", "on_open", "skip", "skipping", "ready", "stack", "texts", "text_size", "depth", "line"),
        *("local", "parser"),
    )

    def __init__(
        self,
        where: str,
        tags: Collection[str],
        on_open: Callable[[str, dict[str, str], int], None],
        skip: Collection[str],
    ) -> None:
        self.where = where
        self.tags = tags
        self.on_open = on_open
        self.skip = skip
        self.skipping = 0
        self.ready: list[tuple[int, Element]] = []
        self.stack: list[Element] = []
        self.texts: list[str] = []
        self.text_size = 0
        self.depth = 0
        self.line = 0
        self.local: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype

    def at(self) -> str:
        return f"{self.where}:{self.parser.CurrentLineNumber}:{self.parser.CurrentColumnNumber}"

    def doctype(self, *_: object) -> None:
        raise ListRefusedError(DOCTYPE.at(self.at(), "the file declares a document type or an entity"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth = depth = self.depth + 1
        if depth > MAX_DEPTH:
            raise ListRefusedError(LIMIT.at(self.at(), f"elements are nested deeper than {MAX_DEPTH}"))
        if attributes and len(attributes) > MAX_ATTRIBUTES:
            raise ListRefusedError(LIMIT.at(self.at(), f"an element has more than {MAX_ATTRIBUTES} attributes"))
        tag = self.local.get(name)
        if tag is None:
            tag = self.local[name] = name.rpartition("}")[2]
        if self.skipping or tag in self.skip:
            self.skipping += 1
        elif self.stack:
            if self.texts:
                self._flush()
            stack = self.stack
            child = SubElement(stack[-1], tag, attributes)
            stack.append(child)
        elif tag in self.tags:
            self.line = self.parser.CurrentLineNumber
            self.stack.append(Element(tag, attributes))
        else:
            self.on_open(name, attributes, self.depth)

    def end(self, _name: str) -> None:
        self.depth -= 1
        if self.skipping:
            self.skipping -= 1
            return
        if not self.stack:
            return
        if self.texts:
            self._flush()
        node = self.stack.pop()
        if not self.stack:
            self.ready.append((self.line, node))

    def text(self, data: str) -> None:
        """Gather text. White space that begins or makes up a text means nothing and is left out."""
        if (data.isspace() and not self.texts) or self.skipping or not self.stack:
            return
        self.text_size += len(data)
        if self.text_size > MAX_TEXT:
            raise ListRefusedError(LIMIT.at(self.at(), f"a text is longer than {MAX_TEXT} characters"))
        self.texts.append(data)

    def _flush(self) -> None:
        """Hand the text gathered to its element, or to the place behind the child it follows."""
        text = self.texts[0] if len(self.texts) == 1 else "".join(self.texts)
        node = self.stack[-1]
        if not len(node):
            node.text = text
        else:
            node[-1].tail = text
        self.texts.clear()
        self.text_size = 0

    def feed(self, data: bytes, final: bool) -> None:
        try:
            self.parser.Parse(data, final)
        except expat.ExpatError as error:
            where = f"{self.where}:{error.lineno}:{error.offset}"
            raise ListRefusedError(NOT_WELL_FORMED.at(where, expat.ErrorString(error.code))) from error
        except (LookupError, UnicodeError, ValueError) as error:
            raise ListRefusedError(NOT_WELL_FORMED.at(self.at(), f"the declared encoding fails: {error}")) from error


def read_records(
    stream: BinaryIO,
    where: str,
    tags: Collection[str],
    on_open: Callable[[str, dict[str, str], int], None],
    skip: Collection[str] = (),
) -> Iterator[tuple[int, Element]]:
    """Yield each element named in ``tags`` (local names) with its line; memory stays that of one record.

    ``on_open(name, attributes, depth)`` is told of every element outside records; ``name`` is ``namespace}local`` or
    ``local``. Elements named in ``skip`` are passed over with all they hold. Raises ListRefusedError when the file is
    not well-formed, declares entities or passes a limit.
    """
    builder = _Builder(where, tags, on_open, skip)
    while chunk := stream.read(_CHUNK):
        builder.feed(chunk, False)
        yield from builder.ready
        builder.ready.clear()
    builder.feed(b"", True)
    yield from builder.ready
