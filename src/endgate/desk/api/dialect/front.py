"""The yente interface at the root, before sessions and forms: exact shapes, any content type, no store on its way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from endgate.desk.api.dialect.access import Denied, admitted
from endgate.desk.api.dialect.catalog import algorithms, catalog
from endgate.desk.api.dialect.datasets import ALL, Scope, scope
from endgate.desk.api.dialect.entities import Catalogue
from endgate.desk.api.dialect.matching import ALGORITHMS, responses
from endgate.desk.api.dialect.reading import BadRequest, Invalid, _Getter, parameters, queries
from endgate.desk.api.dialect.searching import asked, search
from endgate.desk.engine import engine
from endgate.edition.opened import Edition
from endgate.terms.faults import EndgateError

Answer = Callable[[HttpRequest], HttpResponseBase]
LONGEST_ADDRESS = 60_000
BIGGEST_BODY = 8 << 20
_OPEN = ("healthz", "readyz", "algorithms", "catalog")
_CATALOGUE_AGE = 300


class _NotFoundError(Exception):
    """There is no such dataset or entity."""


class Front:
    """Answers the addresses of the interface itself and hands everything else on."""

    def __init__(self, get_response: Answer) -> None:
        self._further = get_response
        self._catalogues: dict[str, Catalogue] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        head, _, rest = request.path.lstrip("/").partition("/")
        verb = _VERBS.get((request.method or "GET", head))
        if verb is None or (bool(rest) != (head in _WITH_REST)):
            return self._further(request)
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return _json({"detail": "The address is too long."}, 414)
        try:
            if head not in _OPEN:
                admitted(request)
            return verb(self, request, unquote(rest))
        except Denied as error:
            return _json({"detail": error.detail}, error.status, error.headers)
        except _NotFoundError as error:
            return _json({"detail": str(error)}, 404)
        except BadRequest as error:
            return _json({"detail": error.detail}, error.status)
        except Invalid as error:
            return _json(
                {
                    "detail": [
                        {"type": kind, "loc": list(place), "msg": message} for place, message, kind in error.faults
                    ]
                },
                422,
            )
        except EndgateError:
            return _json({"detail": "Index not ready."}, 503)

    def _catalogue(self) -> Catalogue:
        edition = engine().edition()
        found = self._catalogues.get(edition.id)
        if found is None:
            found = Catalogue(edition)
            self._catalogues = {edition.id: found}
        return found

    def health(self, _request: HttpRequest, _rest: str) -> HttpResponse:
        return _json({"status": "ok"})

    def ready(self, _request: HttpRequest, _rest: str) -> HttpResponse:
        engine().edition().names  # noqa: B018  (opening it is the question)
        return _json({"status": "ok"})

    def algorithms(self, _request: HttpRequest, _rest: str) -> HttpResponse:
        return _json(algorithms())

    def catalog(self, request: HttpRequest, _rest: str) -> HttpResponse:
        shown = _json(catalog(engine().edition(), _today()))
        tag = f'"{sha256(shown.content).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == tag:
            shown = HttpResponse(status=304)
        shown["ETag"] = tag
        shown["Cache-Control"] = f"public, max-age={_CATALOGUE_AGE}"
        return shown

    def update(self, _request: HttpRequest, _rest: str) -> HttpResponse:
        return _json({"detail": "Lists are updated by endgate list update, not over this interface."}, 403)

    def match(self, request: HttpRequest, dataset: str) -> HttpResponse:
        """``POST /match/DATASET``."""
        wanted = parameters(_values(request))
        catalogue = self._catalogue()
        searched = _scope(catalogue.edition, dataset, wanted.include_dataset, wanted.exclude_dataset)
        found = queries(_body(request))
        answered = responses(found, wanted, searched, catalogue)
        ignored = sorted({name for each in found.values() for name in each.ignored})
        headers = {
            "x-batch-size": str(len(found)),
            "Endgate-Coverage": searched.header,
            "Endgate-Algorithm": f"endgate-{ALGORITHMS[wanted.algorithm]}",
            "Endgate-Edition": catalogue.edition.id,
            **({"Endgate-Ignored": _header(",".join(ignored))} if ignored else {}),
        }
        return _json({"responses": answered, "limit": wanted.limit}, 200, headers)

    def search(self, request: HttpRequest, dataset: str) -> HttpResponse:
        """``GET /search/DATASET``."""
        values = _values(request)
        wanted = asked(values)
        catalogue = self._catalogue()
        within = _scope(
            catalogue.edition,
            dataset,
            [*values.get("include_dataset", ()), *values.get("datasets", ())],
            values.get("exclude_dataset", ()),
        )
        headers = {"Endgate-Coverage": within.header, "Endgate-Edition": catalogue.edition.id}
        return _json(search(wanted, within, catalogue), 200, headers)

    def entities(self, request: HttpRequest, rest: str) -> HttpResponse:
        """``GET /entities/ID[/adjacent[/PROPERTY]]``."""
        ident, _, further = rest.partition("/")
        catalogue = self._catalogue()
        party_id = catalogue.party_id(ident)
        if party_id is None or (further and further.split("/")[0] != "adjacent"):
            raise _NotFoundError("No such entity!")
        canonical = catalogue.canonical(party_id)
        if canonical != ident:
            moved = _json({"detail": "See the canonical entity."}, 308)
            moved["Location"] = "/entities/" + quote(canonical + (f"/{further}" if further else ""))
            return moved
        nested = _Getter(_values(request)).yes("nested", default=True)
        if further:
            return _json(_adjacent(catalogue.nested(party_id), further, _Getter(_values(request))))
        return _json(catalogue.nested(party_id) if nested else catalogue.entity(party_id))


def _adjacent(entity: dict[str, Any], further: str, get: _Getter) -> dict[str, Any]:
    limit, offset = get.whole("limit", 10, 0, 500), get.whole("offset", 0, 0, 9_499)
    get.done()
    found = {name: [each for each in values if isinstance(each, dict)] for name, values in entity["properties"].items()}
    beside = {name: values for name, values in found.items() if values}
    one = further.partition("/")[2]
    if one and one not in beside:
        raise _NotFoundError("No such property!")
    plain = {name: values for name, values in entity["properties"].items() if name not in beside}
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
    return pages[one] if one else {"entity": {**entity, "properties": plain}, "adjacent": pages}


def _today() -> date:
    return datetime.now(UTC).date()


def _scope(edition: Edition, dataset: str, include: Iterable[str], exclude: Iterable[str]) -> Scope:
    found = scope(edition, dataset or ALL, _today(), include, exclude)
    if found is None:
        raise _NotFoundError("No such dataset.")
    return found


def _values(request: HttpRequest) -> dict[str, list[str]]:
    return parse_qs(request.META.get("QUERY_STRING", ""), keep_blank_values=True, errors="replace")


def _body(request: HttpRequest) -> Any:
    """The body as JSON, whatever its content type says. Raises BadRequest and Invalid."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > BIGGEST_BODY:
        raise BadRequest("The body is too large.", 413)
    try:
        return json.loads(request.read())
    except (ValueError, RecursionError) as error:
        raise Invalid((("body",), f"JSON decode error: {error}"[:200], "json_invalid")) from error


def _header(text: str) -> str:
    """A header's value: what is not plain ASCII is left out."""
    return "".join(each for each in text if " " <= each <= "~")[:500]


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "replace")
    return HttpResponse(data, status=status, content_type="application/json", headers=headers or {})


_WITH_REST = ("match", "search", "entities")
_VERBS: dict[tuple[str, str], Callable[[Front, HttpRequest, str], HttpResponse]] = {
    ("POST", "match"): Front.match,
    ("GET", "search"): Front.search,
    ("GET", "entities"): Front.entities,
    ("GET", "catalog"): Front.catalog,
    ("GET", "algorithms"): Front.algorithms,
    ("GET", "healthz"): Front.health,
    ("GET", "readyz"): Front.ready,
    ("GET", "updatez"): Front.update,
    ("POST", "updatez"): Front.update,
}
