"""Scores pairs with the peer's logic-v2 and tells the CPU time it took. Run by the interpreter that has nomenklatura.

Reads JSON lines, each with ``left`` (one party) and ``right`` (a list of parties), parties as followthemoney entities.
Prints one JSON line for each: the list of scores; and last an object with the CPU seconds of all scoring. Loading of
the peer's own tables is left out of the time, and so is its search: it is given the candidates that Endgate scored.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from followthemoney import EntityProxy
from nomenklatura.matching import get_algorithm

ALGORITHM = "logic-v2"


def entity(raw: dict[str, Any]) -> EntityProxy:
    """Make one party; values that the peer's own types refuse are cleaned or dropped as it would do."""
    return EntityProxy.from_dict(raw, cleaned=False)


def main() -> None:
    """Score every line of stdin."""
    algorithm = get_algorithm(ALGORITHM)
    if algorithm is None:
        sys.exit(f"this nomenklatura has no {ALGORITHM}")
    config = algorithm.default_config()
    lines = [json.loads(line) for line in sys.stdin]
    for line in lines[:20]:
        for other in line["right"]:
            algorithm.compare(entity(line["left"]), entity(other), config)
    taken = 0.0
    for line in lines:
        left, right = entity(line["left"]), [entity(each) for each in line["right"]]
        start = time.process_time()
        scores = [float(algorithm.compare(left, each, config).score) for each in right]
        taken += time.process_time() - start
        sys.stdout.write(json.dumps(scores) + "\n")
    sys.stdout.write(json.dumps({"cpu_seconds": taken}) + "\n")


if __name__ == "__main__":
    main()
