"""The index of a case in SQLite: where its log ends, and which objects its events speak of. Derived, and made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from endgate.evidence.case import log
from endgate.evidence.case.log import Event

_SCHEMA = """
create table if not exists events (seq integer primary key, at text, actor text, verb text, object text, hash text);
create index if not exists by_object on events (object, verb);
create index if not exists by_verb on events (verb);
"""


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold the case for one writer: others wait up to 30 s. The lock goes with the process."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as index:
        index.executescript(_SCHEMA)
        index.execute("begin immediate")
        try:
            yield index
        except BaseException:
            index.execute("rollback")
            raise
        index.execute("commit")


def drop_unreadable(path: Path) -> None:
    """Take away an index that is no database: everything in it stands in the log."""
    if path.is_file() and path.stat().st_size and not path.read_bytes().startswith(b"SQLite format 3"):
        path.unlink()


def bring_up(index: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Make the index say what the log says; from the start where the two disagree."""
    row = index.execute("select seq, hash from events order by seq desc limit 1").fetchone()
    known = 0 if row is None else int(row[0])
    if known and (known > len(events) or events[known - 1].hash != row[1]):
        index.execute("delete from events")
        known = 0
    rows = [(e.seq, e.at, e.actor, e.verb, e.object, e.hash) for e in events[known:]]
    index.executemany("insert into events values (?, ?, ?, ?, ?, ?)", rows)


def objects(path: Path, log_path: Path, verb: str) -> tuple[str, ...]:
    """The objects that events of a verb speak of, in their order."""
    with writing(path) as index:
        bring_up(index, log.read(log_path))
        rows = index.execute("select object from events where verb = ? order by seq", (verb,))
        return tuple(dict.fromkeys(str(row[0]) for row in rows))
