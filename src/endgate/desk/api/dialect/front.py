"""The yente interface at the root, before the web framework: exact shapes, any content type, no session on its way."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from endgate.desk.api.dialect.access import Denied, admitted
from endgate.desk.api.dialect.answers import ANSWERS, Answer, NotFoundError
from endgate.desk.api.dialect.message import Reply, Request, told
from endgate.desk.api.dialect.reading import BadRequest, Invalid
from endgate.terms.faults import EndgateError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_OPEN = ("healthz", "readyz", "algorithms", "catalog")
_WITH_REST = ("match", "search", "entities")
_LOG = logging.getLogger("endgate.desk")


class Front:
    """Answers the addresses of the interface itself and hands everything else on.

    Searches take turns: they compute all the time, and threads that compute at once in one process only hinder
    each other.
    """

    def __init__(self, further: WSGIApplication) -> None:
        self._further = further
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        head, _, rest = request.path.partition("/")
        answer = ANSWERS.get((request.method, head))
        if answer is None or (bool(rest) != (head in _WITH_REST)):
            return self._further(environ, start_response)
        reply = self._reply(request, head, rest, answer)
        start_response(reply.line, reply.fields)
        return [reply.content]

    def _reply(self, request: Request, head: str, rest: str, answer: Answer) -> Reply:
        if request.too_long:
            return told({"detail": "The address is too long."}, 414)
        try:
            if head in _OPEN:
                return answer(request, rest)
            admitted(request)
            with self._turn:
                return answer(request, rest)
        except (Denied, BadRequest) as error:
            return told({"detail": error.detail}, error.status, error.headers)
        except NotFoundError as error:
            return told({"detail": str(error)}, 404)
        except Invalid as error:
            return told({"detail": _listed(error)}, 422)
        except EndgateError:
            return told({"detail": "Index not ready."}, 503)
        except Exception:  # noqa: BLE001  (a program gets a code to quote, never a trace)
            code = secrets.token_hex(4)
            _LOG.exception("%s failed, code %s", head, code)
            return told({"detail": f"Internal error; quote {code}."}, 500)


def _listed(error: Invalid) -> list[dict[str, object]]:
    return [{"type": kind, "loc": list(place), "msg": message} for place, message, kind in error.faults]
