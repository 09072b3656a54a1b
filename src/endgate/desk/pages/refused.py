"""What a refused post answers: the page it was made on, with what was typed; where that has gone, a page that keeps it.

Neither is sent to a program that asks for JSON, and neither does anything: the page is only read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from urllib.parse import unquote, urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from endgate.desk.errors import REFUSED, SIGNED_OUT
from endgate.desk.pages.characters import control_in, without_control
from endgate.desk.pages.refilling import STOOD_ON, Posted, form_of, refilled
from endgate.desk.pages.respond import Refused, answer, is_twin
from endgate.terms.faults import EndgateError, Fault

_FURTHER = 3
"""How many times one address may lead to another before it is given up."""
_NOT_DONE = {"title": "Not done", "text": "Nothing was recorded."}


def refused(request: HttpRequest, faults: Sequence[Fault], status: int) -> HttpResponse:
    """Tell the faults of a request; of a post, with what was typed into its form."""
    told = tuple(faults)
    if request.method != "POST" or is_twin(request):
        return answer(request, "message", _NOT_DONE, faults=told, status=status)
    posted = typed(request)
    back, may = next(_addresses(request)), all(each.code != REFUSED.code for each in told)
    for address in _addresses(request) if may else ():  # whoever may not do an act has no form for it
        page, where = _again(request, address, posted, Refused(told, {}, status))
        if page is not None:
            return page
        back = where or back
    gone = {**_NOT_DONE, "written": written(posted), "back": back}
    return answer(request, "message", gone, faults=told, status=status)


def signed_out(request: HttpRequest) -> HttpResponse:
    """The answer to a post of one whose session has ended: what was written, and the way back in."""
    fault = SIGNED_OUT.at("session", "it has ended")
    target = next(_addresses(request))
    page = {**_NOT_DONE, "written": written(typed(request)), "next": "/sign-in?" + urlencode({"next": target})}
    return answer(request, "message", page, faults=(fault,), status=401)


def not_enrolled(request: HttpRequest) -> HttpResponse:
    """The answer to a program of one whose role must have a second factor, and who has none."""
    fault = REFUSED.at("second factor", "your role must have one; turn it on under Me, at /me/second-factor")
    return answer(request, "message", _NOT_DONE, faults=(fault,), status=403)


def typed(request: HttpRequest) -> Posted:
    """What was posted as text, without characters that no keyboard writes; secrets are never given back."""
    found: dict[str, list[str]] = {}
    for name in request.POST:
        if name not in _SECRET:
            found[name] = list(map(without_control, request.POST.getlist(name)))
    return found


_SECRET = ("csrfmiddlewaretoken", "password", "proof", "code")
_PROSE = ("reason", "words", "question", "quote", "proposition", "citation", "action", "basis", "not_alleged")
"""Fields into which people write sentences; dates, choices and numbers are soon given again."""


def written(posted: Posted) -> list[str]:
    """The sentences of a post, to be copied from the page that says it was not done."""
    return [text for name in _PROSE for text in posted.get(name, ()) if text.strip()]


def _addresses(request: HttpRequest) -> Iterator[str]:
    """Where the form stood: as it says itself, as the browser says, and where its own address leads."""
    came = urlsplit(request.META.get("HTTP_REFERER", ""))
    stood = str(request.POST.get(STOOD_ON, ""))
    if stood.startswith("/") and url_has_allowed_host_and_scheme(stood, allowed_hosts=None):
        yield stood
    if came.netloc == request.get_host():
        yield came.path + (f"?{came.query}" if came.query else "")
    yield request.path


def _again(request: HttpRequest, address: str, posted: Posted, told: Refused) -> tuple[HttpResponse | None, str]:
    """The page of that address with the form as typed, None where it has no such form; and where the page stands."""
    first, where = _read(request, address, None)
    if first is None:
        return None, ""
    form = form_of(first.content.decode(), request.path, posted)
    if form is None:
        return None, where
    ids = {each.where: form.ids[each.where] for each in told.faults if form.ids.get(each.where)}
    page, _ = _read(request, where, Refused(told.faults, ids, told.status))
    form = None if page is None else form_of(page.content.decode(), request.path, posted)
    if page is None or form is None:
        return None, where
    page.content = refilled(page.content.decode(), form, posted, list(ids), where).encode()
    return page, where


def _read(request: HttpRequest, address: str, told: Refused | None) -> tuple[HttpResponse | None, str]:
    """A page as whoever asks would read it now, and its address after all that lead further."""
    for _ in range(_FURTHER):
        response = _got(request, address, told)
        if response is None or "Location" not in response.headers:
            break
        address = response.headers["Location"]
    else:
        return None, address
    whole = response is not None and response.headers.get("Content-Type", "").startswith("text/html")
    fine = whole and response is not None and response.status_code == (200 if told is None else told.status)
    return response if fine else None, address


def _got(request: HttpRequest, address: str, told: Refused | None) -> HttpResponse | None:
    parts, asked = urlsplit(address), copy(request)
    path, query = unquote(parts.path), QueryDict(parts.query)
    if parts.netloc or parts.scheme or control_in((path, *query.values())):
        return None
    asked.__dict__.update(method="GET", path=path, path_info=path, GET=query, refused=told)
    try:
        view, args, kwargs = resolve(path)
        found = view(asked, *args, **kwargs)
    except (Resolver404, Http404, EndgateError):
        return None
    return found if isinstance(found, HttpResponse) else None
