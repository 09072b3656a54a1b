"""What a decoded claim file must satisfy: ids, references, spans and quotes; each fault with its JSON path."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from endgate.evidence.errors import CYCLE, DANGLING, DUPLICATE_ID, QUOTE_DIFFERS, TEXT_DIFFERS, UNKNOWN_SCHEMA
from endgate.evidence.model import SCHEMA, Claim, ClaimFile, Document
from endgate.terms.faults import Fault


def faults(file: ClaimFile, texts: Mapping[str, str]) -> Iterator[Fault]:
    """Name everything for which the file is refused. ``texts`` are the documents' texts by id, where known."""
    if file.schema != SCHEMA:
        yield UNKNOWN_SCHEMA.at("$.schema", f"{file.schema!r} is not {SCHEMA!r}")
    for name in ("documents", "sources", "entities", "claims", "exhibits", "recipients"):
        yield from _repeated(f"$.{name}", [each.id for each in getattr(file, name)])
    yield from _source_references(file)
    for index, claim in enumerate(file.claims):
        yield from _claim_references(claim, f"$.claims[{index}]", file)
        yield from _quote(claim, f"$.claims[{index}]", texts)
    yield from _other_references(file)
    for name in ("nested_in", "supersedes"):
        yield from _circles(name, file)
    for index, document in enumerate(file.documents):
        yield from _hash(document, f"$.documents[{index}]", texts)


def _repeated(path: str, ids: list[str]) -> Iterator[Fault]:
    for ident, count in Counter(ids).items():
        if count > 1:
            second = [place for place, each in enumerate(ids) if each == ident][1]
            yield DUPLICATE_ID.at(f"{path}[{second}].id", f"{ident!r} is used {count} times")


def _missing(path: str, value: str, known: Iterable[str], what: str) -> Iterator[Fault]:
    listed = list(known)
    if value not in listed:
        near = difflib.get_close_matches(value, listed, 1)
        yield DANGLING.at(
            path, f"{value!r} is no {what} of this file" + (f"; did you mean {near[0]!r}?" if near else "")
        )


def _ids(file: ClaimFile, name: str) -> list[str]:
    return [each.id for each in getattr(file, name)]


def _source_references(file: ClaimFile) -> Iterator[Fault]:
    for index, source in enumerate(file.sources):
        if source.entity:
            yield from _missing(f"$.sources[{index}].entity", source.entity, _ids(file, "entities"), "entity")
        if source.document:
            yield from _missing(f"$.sources[{index}].document", source.document, _ids(file, "documents"), "document")
    for index, entity in enumerate(file.entities):
        if entity.branch_of:
            yield from _missing(f"$.entities[{index}].branch_of", entity.branch_of, _ids(file, "entities"), "entity")


def _claim_references(claim: Claim, path: str, file: ClaimFile) -> Iterator[Fault]:
    yield from _missing(f"{path}.document", claim.document, _ids(file, "documents"), "document")
    for index, link in enumerate(claim.chain):
        yield from _missing(f"{path}.chain[{index}].source", link.source, _ids(file, "sources"), "source")
    for role, fillers in claim.roles.items():
        for index, entity in enumerate(fillers or ()):
            yield from _missing(f"{path}.roles.{role}[{index}]", entity, _ids(file, "entities"), "entity")
    for name in ("nested_in", "supersedes"):
        value = getattr(claim, name)
        if value:
            yield from _missing(f"{path}.{name}", value, _ids(file, "claims"), "claim")


def _circles(name: str, file: ClaimFile) -> Iterator[Fault]:
    """Every circle of references once, at its first claim in the order of the file."""
    outer = {claim.id: getattr(claim, name) for claim in file.claims}
    done: set[str] = set()
    for index, claim in enumerate(file.claims):
        path: list[str] = []
        at = claim.id
        while at in outer and at not in done and at not in path:
            path.append(at)
            at = outer[at]
        if at in path:
            circle = [*path[path.index(at) :], at]
            yield CYCLE.at(f"$.claims[{index}].{name}", " > ".join(circle))
        done |= set(path)


def _other_references(file: ClaimFile) -> Iterator[Fault]:
    claims = _ids(file, "claims")
    for index, relation in enumerate(file.relations):
        yield from _missing(f"$.relations[{index}].start", relation.start, claims, "claim")
        yield from _missing(f"$.relations[{index}].end", relation.end, claims, "claim")
    for index, tie in enumerate(file.ties):
        yield from _missing(f"$.ties[{index}].entity", tie.entity, _ids(file, "entities"), "entity")
    for index, exhibit in enumerate(file.exhibits):
        yield from _missing(f"$.exhibits[{index}].document", exhibit.document, _ids(file, "documents"), "document")
        for place, claim in enumerate(exhibit.claims):
            yield from _missing(f"$.exhibits[{index}].claims[{place}]", claim, claims, "claim")


def _quote(claim: Claim, path: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    text = texts.get(claim.document)
    if text is None or claim.span is None:
        return
    words = text[claim.span.start : claim.span.end]
    if claim.span.end > len(text):
        yield QUOTE_DIFFERS.at(
            f"{path}.span", f"the text has {len(text)} code points, the span ends at {claim.span.end}"
        )
    elif claim.quote and words != claim.quote:
        yield QUOTE_DIFFERS.at(
            f"{path}.quote", f"the text has {_short(words)} there, the quote is {_short(claim.quote)}"
        )


def _short(text: str) -> str:
    return repr(text if len(text) <= 50 else text[:47] + "...")


def _hash(document: Document, path: str, texts: Mapping[str, str]) -> Iterator[Fault]:
    text = texts.get(document.id)
    if text is None or not document.sha256:
        return
    met = hashlib.sha256(text.encode()).hexdigest()
    if met != document.sha256.casefold():
        yield TEXT_DIFFERS.at(f"{path}.sha256", f"the text has the hash {met[:12]}…, stated is {document.sha256[:12]}…")
