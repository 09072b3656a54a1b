"""Reference data over HTTP: what is held and how old, what differs between two editions, and bringing it up to date."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse

from endgate.desk.access.principal import Principal
from endgate.desk.api.v1 import cursors
from endgate.desk.api.v1.calls import MOST_ON_PAGE, json_answer
from endgate.desk.api.v1.files import shown
from endgate.desk.api.v1.reading import RefusedError, body_of, whole_of
from endgate.desk.engine import engine
from endgate.desk.reference.editions import CURRENT, edition_of
from endgate.desk.reference.updating import ask_update
from endgate.edition.differences import compare_editions
from endgate.edition.model import SourceInfo
from endgate.edition.opened import Edition
from endgate.lists.deltas import Change
from endgate.terms.codec import encode


def lists(_request: HttpRequest, _actor: Principal, now: datetime) -> HttpResponse:
    """Every list that is held with its day and limit, those that are not held, and newer ones that an alarm holds."""
    edition = engine().edition()
    held = [_row(each, now.date()) for each in edition.sources()]
    absent = [{"source": each.source, "name": each.name, "remedy": each.remedy} for each in edition.lacks()]
    alarms = [encode(each) for each in edition.held()]
    return json_answer({"edition": edition.id, "lists": held, "not_held": absent, "alarms": alarms})


def _row(info: SourceInfo, today: date) -> dict[str, Any]:
    return {
        "source": info.id,
        "name": info.name,
        "coverage": info.coverage.value,
        "stated": None if info.stated_date is None else info.stated_date.isoformat(),
        "stale": info.stale(today),
        "parties": info.parties,
    }


def source(_request: HttpRequest, _actor: Principal, now: datetime, name: str) -> HttpResponse:
    """One list: what is held of it, how old it is, what of it is held back, or how to obtain it."""
    edition = engine().edition()
    info = edition.source(name)
    if info is None:
        absent = next((each for each in edition.lacks() if each.source == name), None)
        if absent is None:
            raise RefusedError(404, "there is nothing at this address")
        return json_answer({"edition": edition.id, "source": name, "held": False, **encode(absent)})
    shown_source = {**encode(info), **_row(info, now.date()), "age_days": info.age_days(now.date())}
    alarms = [encode(each) for each in edition.held() if each.source == name]
    return json_answer({"edition": edition.id, "held": True, **shown_source, "alarms": alarms})


def edition(_request: HttpRequest, _actor: Principal, _now: datetime) -> HttpResponse:
    """What the reference data in force was made of."""
    found = engine().edition()
    return json_answer({"id": found.id, "manifest": encode(found.manifest)})


def difference(request: HttpRequest, actor: Principal, _now: datetime) -> HttpResponse:
    """Which listed parties came, went or changed between two editions ``a`` and ``b`` that are held."""
    old, new = (_edition(request, name) for name in ("a", "b"))
    changes = _changes(old, new)
    limit = whole_of(request, "limit", 50, 1, MOST_ON_PAGE)
    of = f"changes:{old.id}:{new.id}"
    after = cursors.read(of, actor.user_id, request.GET.get("cursor", ""))
    more = len(changes) > after + limit
    return json_answer(
        {
            "a": old.id,
            "b": new.id,
            **{word: sum(each.what == what for each in changes) for what, word in _WHAT.items()},
            "changes": [encode(each) for each in changes[after : after + limit]],
            "cursor": cursors.made(of, actor.user_id, after + limit) if more else None,
        }
    )


_WHAT = {"ADD": "came", "DEL": "went", "MOD": "changed"}


def _edition(request: HttpRequest, name: str) -> Edition:
    found = edition_of(request.GET.get(name, CURRENT))
    if found is None:
        raise RefusedError(404, f"{name}: no edition is held whose id begins so")
    return found


@lru_cache(maxsize=2)
def _changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    return compare_editions(old, new)


def update(request: HttpRequest, actor: Principal, now: datetime) -> HttpResponse:
    """Bring lists up to date from their publishers, as a job with an end state; an alarm holds a list back."""
    raw = body_of(request)
    wanted = raw.get("sources", []) if isinstance(raw, dict) else None
    if wanted is None or set(raw) - {"sources"} or not isinstance(wanted, list) or any(map(_no_text, wanted)):
        raise RefusedError(422, "an object is wanted with sources, a list of ids; none for all that can be")
    job = ask_update(actor, now, tuple(wanted))
    answer = json_answer(shown(job), status=202)
    answer["Location"] = f"/api/1/jobs/{job.pk}"
    return answer


def _no_text(value: Any) -> bool:
    return not isinstance(value, str)
