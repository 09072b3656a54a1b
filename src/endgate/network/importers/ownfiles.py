"""Own tables: ``entities.csv`` and ``links.csv``, and published tables that name a parent beside each company."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import IO

from endgate.network.compiled import fold
from endgate.network.errors import BROKEN_ROW, SHARE_RANGE, WRONG_PERIOD, NetworkError
from endgate.network.gather import Counts, Gathering, known_by
from endgate.network.model import WHOLE, Right, Share
from endgate.network.records import INDIRECT, LINK_CODE, NodeKind, Rank

SPACE = "own"
ATTRIBUTES = ("address", "phone", "email", "domain", "bank")
Row = dict[str, str]


def _rows(stream: IO[bytes]) -> Iterator[tuple[int, Row]]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    first = text.readline()
    delimiter = ";" if first.count(";") > first.count(",") else ","
    names = [each.strip().casefold() for each in next(csv.reader([first], delimiter=delimiter), [])]
    reader = csv.reader(text, delimiter=delimiter)
    for row in reader:
        if any(row):
            yield reader.line_num + 1, {key: value.strip() for key, value in zip(names, row, strict=False)}


def read_entities(stream: IO[bytes], into: Gathering, counts: Counts) -> None:
    """Read ``entities.csv``: id, kind, name, country and what else is known; ``head_id`` makes an establishment."""
    for line, row in _rows(stream):
        where = f"{counts.file}:{line}"
        kind = _KINDS.get(row.get("kind", "").casefold().replace(" ", "_"))
        if not row.get("id") or kind is None:
            counts.fault(BROKEN_ROW.at(where, "no id" if not row.get("id") else f"kind {row.get('kind')!r} is unknown"))
            counts.skip("broken row")
            if not row.get("id"):
                continue
        _entity(row, kind or NodeKind.UNKNOWN, where, into, counts)


_KINDS = {kind.name.casefold(): kind for kind in NodeKind if kind is not NodeKind.ATTRIBUTE} | {
    "": NodeKind.UNKNOWN,
    "branch": NodeKind.ESTABLISHMENT,
    "representative_office": NodeKind.ESTABLISHMENT,
    "site": NodeKind.ESTABLISHMENT,
    "warehouse": NodeKind.ESTABLISHMENT,
    "trust": NodeKind.ARRANGEMENT,
    "fund": NodeKind.ARRANGEMENT,
}


def _entity(row: Row, kind: NodeKind, where: str, into: Gathering, counts: Counts) -> None:
    node = into.node(SPACE, row["id"])
    into.describe(
        node, row.get("name", ""), NodeKind.ESTABLISHMENT if row.get("head_id") else kind, row.get("country", "")
    )
    if row.get("lei"):
        into.lei(node, row["lei"], counts, where)
    if row.get("register") and row.get("number"):
        into.same(node, row["register"].casefold(), row["number"].upper())
    if row.get("complete", "").casefold() in ("1", "yes", "true"):
        into.complete.add(node)
    if row.get("head_id"):
        into.link(into.node(SPACE, row["head_id"]), node, "branch_of", source=into.cite(where))
    for name in ATTRIBUTES:
        if row.get(name):
            into.attribute(node, name, row[name])


def read_links(stream: IO[bytes], into: Gathering, counts: Counts) -> None:
    """Read ``links.csv``: holder, held, kind, right, share or lo and hi, direct, dates, source."""
    for line, row in _rows(stream):
        counts.read += 1
        where = f"{counts.file}:{line}"
        kind = row.get("kind", "").casefold() or "owns"
        if not row.get("holder") or not row.get("held") or kind not in LINK_CODE:
            what = f"kind {kind!r} is unknown" if kind not in LINK_CODE else "holder or held is empty"
            counts.fault(BROKEN_ROW.at(where, what))
            counts.skip("broken row")
        else:
            _link(row, kind, where, into, counts)


def _link(row: Row, kind: str, where: str, into: Gathering, counts: Counts) -> None:
    holder, held = into.node(SPACE, row["holder"]), into.node(SPACE, row["held"])
    try:
        share = _share(row, where)
        when = into.when(row.get("from", ""), row.get("to", ""), row.get("known_from", ""))
        right = _right(row, kind, share)
    except NetworkError as error:
        counts.fault(dataclasses.replace(error.faults[0], where=where))
        counts.skip("share")
        into.note(held, f"a stated holding could not be read: {where}")
        return
    except ValueError as error:
        counts.fault(WRONG_PERIOD.at(where, str(error)))
        counts.skip("dates")
        return
    if holder == held and right is not None and into.owns_itself(holder, into.stake(share), counts, where):
        counts.skip("holds itself")
        return
    rank = _RANKS.get(row.get("status", "").casefold(), Rank.REPORTED)
    bits = INDIRECT if row.get("direct", "").casefold() in ("0", "no", "false", "indirect") else 0
    source = into.cite("; ".join(each for each in (row.get("source", ""), row.get("note", "")) if each) or where)
    into.link(holder, held, kind, right, into.stake(share), when, rank, bits, source)
    counts.used += 1


_RANKS = {"verified": Rank.VERIFIED, "reported": Rank.REPORTED, "disputed": Rank.DOUBTFUL, "unconfirmed": Rank.DOUBTFUL}


def _right(row: Row, kind: str, share: Share) -> Right | None:
    word = row.get("right", "").casefold()
    if word:
        return Right(word)
    if kind == "votes":
        return Right.VOTES
    return Right.EQUITY if kind == "owns" or share.stated else None


def _share(row: Row, where: str) -> Share:
    if not row.get("lo") and not row.get("hi"):
        return Share.parse(row.get("share", ""))
    try:
        lo, hi = _figure(row.get("lo") or "0"), _figure(row.get("hi") or str(WHOLE))
        return Share(lo, hi)
    except (ValueError, InvalidOperation) as error:
        raise NetworkError(SHARE_RANGE.at(where, f"lo {row.get('lo')!r}, hi {row.get('hi')!r}: {error}")) from error


def _figure(text: str) -> Fraction:
    return Fraction(Decimal(text.replace("%", "").replace(",", ".").strip()))


def read_parents(stream: IO[bytes], into: Gathering, counts: Counts) -> None:
    """Read a published table with the columns ``clean name`` and ``parent name``; the parent's share is not stated."""
    named: dict[str, int] = {}
    parents: list[tuple[int, str, str, int]] = []
    for line, row in _rows(stream):
        name = row.get("clean name") or row.get("name", "")
        node = into.node("name", fold(name))
        into.describe(node, name)
        named[fold(name)] = node
        if row.get("parent name"):
            parents.append((node, row["parent name"], row.get("start date", ""), line))
    for node, parent, listed, line in parents:
        counts.read += 1
        holder = named.get(fold(parent))
        if holder is None:
            counts.outside += 1
            holder = into.node("name", fold(parent))
            into.call(holder, parent)
        try:
            # The dates are those of the listing: by then the parent was one, and its end says nothing of the link.
            when = into.between(known_by(listed))
        except ValueError as error:
            counts.fault(WRONG_PERIOD.at(f"{counts.file}:{line}", str(error)))
            counts.skip("dates")
            continue
        into.link(holder, node, "parent", period=when, source=into.cite(f"{counts.file}: parent as published"))
        counts.used += 1
