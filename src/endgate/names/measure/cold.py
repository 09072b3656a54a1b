"""A process of its own: opens an index, answers one query, ends (``python -m endgate.names.measure.cold DIR NAME``)."""

from __future__ import annotations

import sys
from pathlib import Path

from endgate.names.index import NameIndex
from endgate.names.model import Query
from endgate.names.screen import screen


def main(folder: str, name: str) -> None:
    """Print the best match, so that nothing of the answer is left out."""
    index = NameIndex.open(Path(folder))
    (answer,) = screen([Query("q", (name,))], index, party_of=lambda _: None)
    sys.stdout.write(f"{answer.matches[0].party_id if answer.matches else 'nobody'}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
