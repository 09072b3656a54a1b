"""What each address of the yente interface answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote

from endgate.desk.api.dialect.catalog import algorithms, catalog
from endgate.desk.api.dialect.datasets import ALL, Scope
from endgate.desk.api.dialect.entities import Catalogue
from endgate.desk.api.dialect.matching import ALGORITHMS, responses
from endgate.desk.api.dialect.message import Reply, Request, told
from endgate.desk.api.dialect.reading import Getter, Parameters, parameters, queries
from endgate.desk.api.dialect.searching import asked, search
from endgate.desk.engine import engine

Answer = Callable[[Request, str], Reply]
_CATALOGUE_AGE = 300
_catalogues: dict[str, Catalogue] = {}


class NotFoundError(Exception):
    """There is no such dataset or entity."""


def _catalogue() -> Catalogue:
    edition = engine().edition()
    found = _catalogues.get(edition.id)
    if found is None:
        found = Catalogue(edition)
        _catalogues.clear()
        _catalogues[edition.id] = found
    return found


def health(_request: Request, _rest: str) -> Reply:
    """``GET /healthz``."""
    return told({"status": "ok"})


def ready(_request: Request, _rest: str) -> Reply:
    """``GET /readyz``."""
    engine().edition().names  # noqa: B018  (opening it is the question)
    return told({"status": "ok"})


def ways(_request: Request, _rest: str) -> Reply:
    """``GET /algorithms``."""
    return told(algorithms())


def held(request: Request, _rest: str) -> Reply:
    """``GET /catalog``."""
    shown = told(catalog(engine().edition(), _today()))
    tag = f'"{sha256(shown.content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={_CATALOGUE_AGE}"}
    same = request.header("If-None-Match") == tag
    return Reply(b"", 304, headers) if same else Reply(shown.content, 200, headers)


def update(_request: Request, _rest: str) -> Reply:
    """``/updatez``."""
    return told({"detail": "Lists are updated by endgate list update, not over this interface."}, 403)


def match(request: Request, dataset: str) -> Reply:
    """``POST /match/DATASET``."""
    wanted = _parameters(request.query)
    catalogue = _catalogue()
    searched = _scope(catalogue, dataset, wanted.include_dataset, wanted.exclude_dataset)
    found = queries(request.body())
    answered = responses(found, wanted, searched, catalogue)
    ignored = sorted({name for each in found.values() for name in each.ignored})
    headers = {
        "x-batch-size": str(len(found)),
        "Endgate-Coverage": searched.header,
        "Endgate-Algorithm": f"endgate-{ALGORITHMS[wanted.algorithm]}",
        "Endgate-Edition": catalogue.edition.id,
        **({"Endgate-Ignored": _header(",".join(ignored))} if ignored else {}),
    }
    return told({"responses": answered, "limit": wanted.limit}, 200, headers)


@lru_cache(256)
def _parameters(query: str) -> Parameters:
    """The parameters of a match; clients send the same address with every body."""
    return parameters(parse_qs(query, keep_blank_values=True, errors="replace"))


def look(request: Request, dataset: str) -> Reply:
    """``GET /search/DATASET``."""
    values = request.values
    wanted = asked(values)
    catalogue = _catalogue()
    inside = (*values.get("include_dataset", ()), *values.get("datasets", ()))
    within = _scope(catalogue, dataset, inside, tuple(values.get("exclude_dataset", ())))
    headers = {"Endgate-Coverage": within.header, "Endgate-Edition": catalogue.edition.id}
    return told(search(wanted, within, catalogue), 200, headers)


def entity(request: Request, rest: str) -> Reply:
    """``GET /entities/ID[/adjacent[/PROPERTY]]``."""
    ident, _, further = rest.partition("/")
    catalogue = _catalogue()
    party_id = catalogue.party_id(ident)
    if party_id is None or (further and further.split("/")[0] != "adjacent"):
        raise NotFoundError("No such entity!")
    canonical = catalogue.canonical(party_id)
    if canonical != ident:
        place = "/entities/" + quote(canonical + (f"/{further}" if further else ""))
        return told({"detail": "See the canonical entity."}, 308, {"Location": place})
    if further:
        return told(_adjacent(catalogue.nested(party_id), further, Getter(request.values)))
    nested = Getter(request.values).yes("nested", default=True)
    return told(catalogue.nested(party_id) if nested else catalogue.entity(party_id))


def _adjacent(shown: dict[str, Any], further: str, get: Getter) -> dict[str, Any]:
    limit, offset = get.whole("limit", 10, 0, 500), get.whole("offset", 0, 0, 9_499)
    get.done()
    found = {name: [each for each in values if isinstance(each, dict)] for name, values in shown["properties"].items()}
    beside = {name: values for name, values in found.items() if values}
    one = further.partition("/")[2]
    if one and one not in beside:
        raise NotFoundError("No such property!")
    plain = {name: values for name, values in shown["properties"].items() if name not in beside}
    pages = {
        name: {
            "results": values[offset : offset + limit],
            "total": {"value": len(values), "relation": "eq"},
            "limit": limit,
            "offset": offset,
        }
        for name, values in beside.items()
        if one in ("", name)
    }
    return pages[one] if one else {"entity": {**shown, "properties": plain}, "adjacent": pages}


def _today() -> date:
    return datetime.now(UTC).date()


def _scope(catalogue: Catalogue, dataset: str, include: Iterable[str], exclude: Iterable[str]) -> Scope:
    found = catalogue.scope(dataset or ALL, _today(), tuple(include), tuple(exclude))
    if found is None:
        raise NotFoundError("No such dataset.")
    return found


def _header(text: str) -> str:
    """A header's value: what is not plain ASCII is left out."""
    return "".join(each for each in text if " " <= each <= "~")[:500]


ANSWERS: dict[tuple[str, str], Answer] = {
    ("POST", "match"): match,
    ("GET", "search"): look,
    ("GET", "entities"): entity,
    ("GET", "catalog"): held,
    ("GET", "algorithms"): ways,
    ("GET", "healthz"): health,
    ("GET", "readyz"): ready,
    ("GET", "updatez"): update,
    ("POST", "updatez"): update,
}
"""By method and first word of the path."""
