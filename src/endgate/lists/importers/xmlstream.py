"""XML read as a stream of records from hostile hands: no document type, no entities, bounded depth, text and size."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from endgate.lists.errors import DOCTYPE, LIMIT, NOT_WELL_FORMED, ListRefusedError

MAX_DEPTH = 64
MAX_ATTRIBUTES = 256
MAX_TEXT = 1 << 20
_CHUNK = 1 << 16


class _Builder:
    """Builds one subtree per record and forgets it once handed out."""

    def __init__(self, where: str, tags: Collection[str], on_open: Callable[[str, dict[str, str], int], None]) -> None:
        self.where = where
        self.tags = tags
        self.on_open = on_open
        self.ready: list[tuple[int, Element]] = []
        self.stack: list[Element] = []
        self.texts: list[str] = []
        self.text_size = 0
        self.depth = 0
        self.line = 0
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
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ListRefusedError(LIMIT.at(self.at(), f"elements are nested deeper than {MAX_DEPTH}"))
        if len(attributes) > MAX_ATTRIBUTES:
            raise ListRefusedError(LIMIT.at(self.at(), f"an element has more than {MAX_ATTRIBUTES} attributes"))
        tag = name.rpartition("}")[2]
        if self.stack:
            self._flush()
            child = Element(tag, attributes)
            self.stack[-1].append(child)
            self.stack.append(child)
        elif tag in self.tags:
            self.line = self.parser.CurrentLineNumber
            self.stack.append(Element(tag, attributes))
        else:
            self.on_open(name, attributes, self.depth)

    def end(self, _name: str) -> None:
        self.depth -= 1
        if not self.stack:
            return
        self._flush()
        node = self.stack.pop()
        if not self.stack:
            self.ready.append((self.line, node))

    def text(self, data: str) -> None:
        if not self.stack:
            return
        self.text_size += len(data)
        if self.text_size > MAX_TEXT:
            raise ListRefusedError(LIMIT.at(self.at(), f"a text is longer than {MAX_TEXT} characters"))
        self.texts.append(data)

    def _flush(self) -> None:
        if not self.texts:
            return
        text = "".join(self.texts)
        node = self.stack[-1]
        if len(node):
            node[-1].tail = (node[-1].tail or "") + text
        else:
            node.text = (node.text or "") + text
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
) -> Iterator[tuple[int, Element]]:
    """Yield each element named in ``tags`` (local names) with its line; memory stays that of one record.

    ``on_open(name, attributes, depth)`` is told of every element outside records; ``name`` is ``namespace}local`` or
    ``local``. Raises ListRefusedError when the file is not well-formed, declares entities or passes a limit.
    """
    builder = _Builder(where, tags, on_open)
    while chunk := stream.read(_CHUNK):
        builder.feed(chunk, False)
        yield from builder.ready
        builder.ready.clear()
    builder.feed(b"", True)
    yield from builder.ready
