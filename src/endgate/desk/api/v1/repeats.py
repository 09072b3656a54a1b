"""Posts that are done once: the first answer under an ``Idempotency-Key`` is kept and given again for the same body."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from endgate.desk.api.v1.reading import RefusedError, sent
from endgate.desk.store.machinery import Repeat

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=48)
LONGEST = 64


def once(request: HttpRequest, token: str, now: datetime, perform: Callable[[], HttpResponse]) -> HttpResponse:
    """Perform a post, or give the answer that it had. What it writes and its answer are kept together or not at all.

    Raises RefusedError (422) for a key that stands for another body, (400) for one that cannot be a key.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return perform()
    if len(key) > LONGEST or not key.isascii() or not key.isprintable():
        raise RefusedError(400, f"{HEADER}: at most {LONGEST} printable characters")
    asked = sha256(b"\n".join((request.method.encode(), request.get_full_path().encode(), sent(request)))).hexdigest()
    try:
        with transaction.atomic():
            return _first_or_kept(token, key, asked, now, perform)
    except IntegrityError:
        with transaction.atomic():  # the same key came twice at once, and the other one was first
            return _first_or_kept(token, key, asked, now, perform)


def _first_or_kept(
    token: str, key: str, asked: str, now: datetime, perform: Callable[[], HttpResponse]
) -> HttpResponse:
    Repeat.objects.filter(at__lt=now - KEPT).delete()
    kept = Repeat.objects.filter(token=token, key=key).first()
    if kept is not None:
        return _again(kept, asked)
    row = Repeat.objects.create(token=token, key=key, body=asked, at=now)
    answer = perform()
    row.status, row.answer = answer.status_code, answer.content
    row.headers = json.dumps(dict(answer.items()))
    row.save(update_fields=["status", "answer", "headers"])
    return answer


def _again(kept: Repeat, asked: str) -> HttpResponse:
    if kept.body != asked:
        raise RefusedError(422, f"{HEADER} {kept.key!r} stands for another request", code="repeat")
    answer = HttpResponse(bytes(kept.answer), status=kept.status, headers=json.loads(kept.headers))
    answer["Idempotent-Replayed"] = "true"
    return answer
