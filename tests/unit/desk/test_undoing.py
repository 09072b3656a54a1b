"""A judgement on a match is taken back within ten seconds by whoever gave it; what was written stays written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_api import CHAIR
from tests.unit.desk.test_cases import _refused, with_listed


def _match(case: Any) -> tuple[str, str]:
    from endgate.desk.cases.services import asked_of, newest
    from endgate.desk.parties.page import all_matches

    ref, match = all_matches(asked_of(newest(case)))[0]
    return ref, match["right"]["ref"]


def _judged(case: Any, actor: Any, judgement: str = "different", at: Any = NOW) -> Any:
    from endgate.desk.parties.services import review_match

    return review_match(actor, at, case, *_match(case), judgement, "other place")


def test_a_slip_is_taken_back_and_counts_no_longer(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.parties.services import history, review_book, settled
    from endgate.desk.parties.undoing import take_back
    from endgate.desk.store.chain import verify
    from endgate.desk.store.compare import differences

    case, officer = kept(CHAIR, parties=with_listed()), people["officer"]
    _judged(case, officer, "unsure", NOW - timedelta(minutes=5))
    kept_review = _judged(case, officer)
    assert set(settled(case).values()) == {"different"}
    take_back(officer, NOW + timedelta(seconds=9), kept_review.pk)
    assert set(settled(case).values()) == {"unsure"}, "the judgement before stands again"
    assert len(review_book(case).reviews) == 1
    assert [(each["judgement"], each["taken_back"]) for each in history(case, *_match(case))] == [
        ("different", "yes"),
        ("unsure", ""),
    ]
    assert verify().whole
    assert list(differences()) == []
    _refused("EG8105", lambda: take_back(officer, NOW + timedelta(seconds=9), kept_review.pk))


def test_it_is_ones_own_and_at_once(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from django.db import DatabaseError, transaction

    from endgate.desk.parties.undoing import offered, take_back
    from endgate.desk.store.models import ReviewWithdrawal

    case, officer = kept(CHAIR, parties=with_listed()), people["officer"]
    review = _judged(case, officer)
    later = NOW + timedelta(seconds=11)
    for actor in (people["senior"], people["foreign"]):
        assert offered(actor, NOW, review.pk) is None
        _refused("EG8107", lambda who=actor: take_back(who, NOW, review.pk))
    assert offered(officer, NOW, review.pk) is not None
    assert offered(officer, later, review.pk) is None
    _refused("EG8106", lambda: take_back(officer, later, review.pk))
    with pytest.raises(DatabaseError, match="takes it back"), transaction.atomic():
        ReviewWithdrawal.objects.create(review=review, author_id=people["senior"].user_id, at=NOW)


def test_what_one_act_judged_elsewhere_is_taken_back_with_it(kept: Callable[..., Any], people: dict[str, Any]) -> None:
    from endgate.desk.parties.elsewhere import judge_elsewhere
    from endgate.desk.parties.services import settled
    from endgate.desk.parties.undoing import take_back

    case, other = (kept(CHAIR, parties=with_listed()) for _ in range(2))
    review = _judged(case, people["officer"])
    judge_elsewhere(people["officer"], NOW, review, "other place")
    assert settled(other)
    take_back(people["officer"], NOW, review.pk)
    assert (settled(case), settled(other)) == ({}, {})


def test_the_page_after_a_judgement_offers_it(kept: Callable[..., Any], client_as: Callable[[str], Any]) -> None:
    from endgate.desk.parties.page import address
    from endgate.desk.parties.services import settled
    from endgate.desk.store.models import MatchReview

    case, client = kept(CHAIR, parties=with_listed()), client_as("officer")
    posted = client.post(address(f"/cases/{case.reference}", *_match(case)), {"judgement": "same", "reason": "name"})
    review = MatchReview.objects.get()
    assert posted.headers["Location"].endswith(f"?judged={review.pk}")
    page = client.get(posted.headers["Location"]).content.decode()
    assert "Take it back" in page
    assert 'data-key="u"' in page
    assert "Take it back" not in client_as("senior").get(posted.headers["Location"]).content.decode()
    back = client.post(f"/cases/{case.reference}/parties/undo", {"review": review.pk})
    assert back.headers["Location"] == address(f"/cases/{case.reference}", *_match(case))
    assert settled(case) == {}
    assert "taken back" in client.get(back.headers["Location"]).content.decode()
    assert client.post(f"/cases/{case.reference}/parties/undo", {"review": "x"}).status_code == 422
