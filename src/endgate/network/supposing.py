"""What if: the same graph with a share set to another figure, which stands above whatever sources say."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import numpy as np

from endgate.network.answers import find_party
from endgate.network.compile import index, share_table, share_text
from endgate.network.compiled import Compiled, Texts
from endgate.network.errors import BAD_WHAT_IF, NetworkError
from endgate.network.model import Right, Share
from endgate.network.records import LINK_CODE, RIGHT_CODE, Rank

_FORM = re.compile(r"(?P<holder>.+):(?P<held>[^=]+)=(?P<share>.*)")
COLUMNS = ("holder", "held", "kind", "right", "rank", "bits", "share", "period", "source")


def suppose(graph: Compiled, texts: Sequence[str]) -> Compiled:
    """Set shares as ``HOLDER:HELD=SHARE`` says. Raises NetworkError for what is no such thing or no such party."""
    rows = [_row(graph, text) for text in texts]
    shares = [graph.exact(number) for number in range(len(graph.share_lo))] + [share for _, _, share in rows]
    first = len(graph.share_lo)
    more = {
        "holder": [holder for holder, _, _ in rows],
        "held": [held for _, held, _ in rows],
        "kind": [LINK_CODE["owns"]] * len(rows),
        "right": [RIGHT_CODE[Right.EQUITY]] * len(rows),
        "rank": [Rank.SUPPOSED] * len(rows),
        "bits": [0] * len(rows),
        "share": [first + place for place in range(len(rows))],
        "period": [len(graph.periods)] * len(rows),
        "source": [len(graph.sources)] * len(rows),
    }
    columns = {
        name: np.concatenate([getattr(graph, name), np.array(more[name], getattr(graph, name).dtype)])
        for name in COLUMNS
    }
    always = np.array([[-(1 << 30), -(1 << 30), 1 << 30, 1 << 30]], np.int32)
    return dataclasses.replace(
        graph,
        **index(columns, graph.nodes),
        **share_table(shares),
        share_texts=Texts.of([share_text(share) for share in shares]),
        periods=np.concatenate([graph.periods, always]),
        sources=Texts.of([*(graph.sources[place] for place in range(len(graph.sources))), "supposed"]),
    )


def _row(graph: Compiled, text: str) -> tuple[int, int, Share]:
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise NetworkError(BAD_WHAT_IF.at("--if", repr(text)))
    holder, held = (find_party(graph, match[name].strip()) for name in ("holder", "held"))
    return holder, held, Share.parse(match["share"])
