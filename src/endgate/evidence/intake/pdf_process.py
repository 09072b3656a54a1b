"""Reads a PDF from standard input by PDFium and prints its pages, words and boxes as JSON lines; a process of its own.

A damaged or hostile file can at worst end this process: the one that asked bounds its time and memory.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

ENCRYPTED = 3
"""Exit code for a file that opens with a password only."""


def main() -> int:
    """Print the pages, at most as many as the first argument says; the first line counts all of them."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        print(error, file=sys.stderr)
        return ENCRYPTED if "password" in str(error).lower() else 1
    print(json.dumps({"pages": len(document)}))
    for number in range(min(len(document), int(sys.argv[1]))):
        try:
            page = document[number]
            words = list(_words(page.get_textpage(), page.get_height()))
            print(json.dumps({"width": page.get_width(), "height": page.get_height(), "words": words}), flush=True)
        except pypdfium2.PdfiumError as error:
            print(json.dumps({"failed": str(error)}), flush=True)
    return 0


def _words(textpage: Any, height: float) -> Iterator[list[Any]]:
    """Words with their boxes, measured from the top; a blank, a new line or a leap ends one."""
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    for letter, left, top, right, bottom in _letters(textpage, height):
        leaps = bool(letters) and (left - box[2] > 0.4 * (box[3] - box[1]) or left < box[0] - 1 or top > box[3])
        if letters and (leaps or letter.isspace()):
            yield ["".join(letters), *box]
            letters = []
        if letter.isspace():
            continue
        box = [left, top, right, bottom] if not letters else _joined(box, [left, top, right, bottom])
        letters.append(letter)
    if letters:
        yield ["".join(letters), *box]


def _joined(one: list[float], other: list[float]) -> list[float]:
    return [min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])]


def _letters(textpage: Any, height: float) -> Iterator[tuple[str, float, float, float, float]]:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code == 2:
            code = ord("-")  # PDFium's sign for a hyphen at the end of a line
        if code == 0 or not raw.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            continue
        letter = chr(code) if code < 0x110000 else "\ufffd"
        yield letter, round(box.left, 1), round(height - box.top, 1), round(box.right, 1), round(height - box.bottom, 1)


if __name__ == "__main__":
    sys.exit(main())
