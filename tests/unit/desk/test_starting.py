"""A start: what the demo makes is made whole, and nothing is computed before anybody asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.unit.desk.conftest import NOW

pytestmark = pytest.mark.usefixtures("desk")


def test_a_demo_that_was_stopped_while_it_was_made_is_made_anew() -> None:
    from endgate.desk import demo
    from endgate.desk.store.chain import verify
    from endgate.desk.store.models import Event, User

    def stopped() -> Iterator[demo.Situation]:
        raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        demo.fill(stopped(), NOW)
    assert not User.objects.exists()
    assert not Event.objects.exists()
    demo.fill(iter(()), NOW)
    assert len(demo.links(NOW)) == User.objects.count() > 0
    assert verify().whole


def test_a_name_nobody_bears_takes_as_long_to_refuse_as_a_wrong_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.contrib.auth import hashers

    from endgate.desk.access import login
    from endgate.desk.access.views import make_user

    rounds: list[int] = []
    computed = hashers.pbkdf2
    monkeypatch.setattr(hashers, "pbkdf2", lambda *given, **named: rounds.append(given[2]) or computed(*given, **named))
    user = make_user("Ada", ("officer",), NOW)
    login.set_password(user, "a long one nobody guesses")
    rounds.clear()
    assert login.signed_in("Ada", "another long one", "192.0.2.1", NOW) is None
    wrong, rounds[:] = list(rounds), []
    assert login.signed_in("Nobody", "another long one", "192.0.2.1", NOW) is None
    assert rounds == wrong
    assert sum(wrong) >= 600_000
