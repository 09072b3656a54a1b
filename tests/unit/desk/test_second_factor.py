"""Who signs in and who signs: passwords asked again, second factors, recovery codes, roles that must have one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.unit.desk.test_dossiers import _prepared, marked  # noqa: F401

from endgate.desk.conf.model import DeskSettings
from endgate.terms.faults import EndgateError

CHAIR = "ordinary-us-switzerland.json"
PASSWORD = "four plain words here"
RELEASE = {"kind": "released", "reason": "consent is on file"}


def _with_password(name: str, password: str = PASSWORD) -> Any:
    from endgate.desk.access.login import set_password
    from endgate.desk.store.models import User

    user = User.objects.get(name=name)
    set_password(user, password)
    return user


def _code(user: Any, *, after: int = 0) -> str:
    """The code of now; that of the next step, which is taken too, where one of now was used already."""
    from endgate.desk.access.factor import STEP_SECONDS, code_at
    from endgate.desk.store.machinery import SecondFactor

    step = int(datetime.now(UTC).timestamp()) // STEP_SECONDS + after
    return code_at(SecondFactor.objects.get(user=user).secret, step)


def _used(user: Any) -> str:
    """The code that was taken last, whatever the clock says meanwhile."""
    from endgate.desk.access.factor import code_at
    from endgate.desk.store.machinery import SecondFactor

    factor = SecondFactor.objects.get(user=user)
    return code_at(factor.secret, factor.step)


def _enrolled(client: Any, user: Any) -> list[str]:
    client.get("/me/second-factor")
    page = client.post("/me/second-factor", {"code": _code(user)})
    text = page.content.decode()
    return [part.split("</code>")[0] for part in text.split("<li><code>")[1:]]


def _sign(client: Any, case: Any, **fields: str) -> Any:
    twin = client.get(f"/cases/{case.reference}/decision/1.json").json()
    body = {"sha256": twin["sha256"], "outcome": "released_with_conditions", "reason": "checked", **fields}
    client.post(f"/cases/{case.reference}/take")
    return client.post(f"/cases/{case.reference}/sign", body)


def _proven_ago(client: Any, ago: timedelta) -> None:
    session = client.session
    session["confirmed"] = (datetime.now(UTC) - ago).isoformat()
    session.save()


def _signatures(case: Any) -> int:
    from endgate.desk.store.models import Act

    return Act.objects.filter(case=case, kind="sign").count()


def test_codes_are_those_of_the_standard(desk: DeskSettings) -> None:
    """RFC 6238, appendix B, for SHA-1: its eight digits end in our six."""
    assert desk
    from base64 import b32encode

    from endgate.desk.access.factor import code_at

    secret = b32encode(b"12345678901234567890").decode()
    told = {59: "94287082", 1111111109: "07081804", 1111111111: "14050471", 1234567890: "89005924"}
    assert [code_at(secret, second // 30) for second in told] == [code[-6:] for code in told.values()]


@pytest.mark.parametrize(
    ("minutes", "proof", "signed"), [(9, "", 1), (11, "", 0), (11, "wrong words here", 0), (11, PASSWORD, 1)]
)
def test_a_signature_asks_for_the_password_ten_minutes_after_the_last_proof(
    kept: Callable[..., Any], client_as: Callable[[str], Any], minutes: int, proof: str, signed: int
) -> None:
    _with_password("Senior")
    case, client = kept(CHAIR), client_as("senior")
    _proven_ago(client, timedelta(minutes=minutes))
    answer = _sign(client, case, **({"proof": proof} if proof else {}))
    assert _signatures(case) == signed
    assert answer.status_code == (302 if signed else 403)
    if not signed:
        assert "EG8109" in answer.content.decode()
        assert "nothing was decided or recorded" in answer.content.decode()


def test_the_form_asks_before_the_proof_runs_out_and_a_right_one_holds_again(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    _with_password("Senior")
    case, client = kept(CHAIR), client_as("senior")
    address = f"/cases/{case.reference}/decision/1"
    client.post(f"/cases/{case.reference}/take")
    assert 'name="proof"' not in client.get(address).content.decode()
    _proven_ago(client, timedelta(minutes=6))
    assert 'name="proof"' in client.get(address).content.decode()
    _sign(client, case, proof=PASSWORD)
    assert datetime.now(UTC) - datetime.fromisoformat(client.session["confirmed"]) < timedelta(minutes=1)


def test_guesses_at_signing_count_like_guesses_at_the_door(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    _with_password("Senior")
    case, client = kept(CHAIR), client_as("senior")
    _proven_ago(client, timedelta(minutes=11))
    for _ in range(5):
        assert _sign(client, case, proof="guess after guess").status_code == 403
    assert _sign(client, case, proof=PASSWORD).status_code == 403
    assert _signatures(case) == 0


def test_who_has_no_password_signs_in_anew_or_sets_one(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    case, client = kept(CHAIR), client_as("senior")
    _proven_ago(client, timedelta(minutes=11))
    assert _sign(client, case).status_code == 403
    fresh = client_as("senior")
    assert fresh.post("/me/password", {"password": "short"}).status_code == 422
    assert "It is set" in fresh.post("/me/password", {"password": PASSWORD}).content.decode()
    assert fresh.post("/me/password", {"password": "another plain sentence"}).status_code == 403
    _proven_ago(fresh, timedelta(minutes=11))
    assert _sign(fresh, case).status_code == 403
    assert _sign(fresh, case, proof=PASSWORD).status_code == 302


def test_another_password_ends_the_other_sessions(client_as: Callable[[str], Any]) -> None:
    """Whoever got in with the old one is out; whoever changed it goes on."""
    _with_password("Senior")
    here, elsewhere, somebody = client_as("senior"), client_as("senior"), client_as("officer")
    assert (
        "It is set"
        in here.post("/me/password", {"password": "another plain sentence", "proof": PASSWORD}).content.decode()
    )
    assert here.get("/queue").status_code == 200
    assert elsewhere.get("/queue").headers["Location"].startswith("/sign-in?")
    assert somebody.get("/queue").status_code == 200


def test_a_second_factor_is_asked_for_after_the_password_and_each_code_once(client_as: Callable[[str], Any]) -> None:
    from django.test import Client

    user = _with_password("Officer")
    enrolling = client_as("officer")
    assert enrolling.post("/me/second-factor", {"code": "000000"}).status_code == 422
    codes = _enrolled(enrolling, user)
    assert len(codes) == len(set(codes)) == 10

    client = Client()
    asked = client.post("/sign-in", {"name": "Officer", "password": PASSWORD, "next": "/law"})
    assert asked.headers["Location"] == "/sign-in/code"
    assert client.get("/queue").status_code == 302, "half signed in is not signed in"
    assert client.post("/sign-in/code", {"code": _used(user)}).status_code == 401, "used when it was turned on"
    right = _code(user, after=1)
    assert client.post("/sign-in/code", {"code": right}).headers["Location"] == "/law"
    assert client.get("/queue").status_code == 200

    other = Client()
    other.post("/sign-in", {"name": "Officer", "password": PASSWORD})
    assert other.post("/sign-in/code", {"code": right}).status_code == 401, "a code seen over a shoulder"
    assert other.post("/sign-in/code", {"code": codes[0].lower()}).status_code == 302
    again = Client()
    again.post("/sign-in", {"name": "Officer", "password": PASSWORD})
    assert again.post("/sign-in/code", {"code": codes[0]}).status_code == 401, "a recovery code lets in once"


def test_a_one_time_link_leads_to_the_code_as_well(people: dict[str, Any], client_as: Callable[[str], Any]) -> None:
    from django.test import Client
    from django.utils import timezone

    from endgate.desk.access.login import make_link
    from endgate.desk.store.models import User

    user = User.objects.get(pk=people["officer"].user_id)
    assert _enrolled(client_as("officer"), user)
    link = make_link(user, "signin", timezone.now())
    assert Client().post(f"/sign-in/{link}").headers["Location"] == "/sign-in/code"


def test_signing_takes_a_code_where_there_is_a_factor(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    user = _with_password("Senior")
    case, client = kept(CHAIR), client_as("senior")
    _enrolled(client, user)
    _proven_ago(client, timedelta(minutes=11))
    assert _sign(client, case, proof="000000").status_code == 403
    assert _sign(client, case, proof=_code(user, after=1)).status_code == 302
    _proven_ago(client, timedelta(minutes=11))
    assert _sign(client, case, proof=_used(user)).status_code == 403, "a code is taken once, wherever it is given"


def test_a_role_that_must_have_a_second_factor_gets_no_further_without(
    desk: DeskSettings, people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.conf.start import configure
    from endgate.desk.store.models import User

    senior, officer = client_as("senior"), client_as("officer")
    configure(replace(desk, require_mfa=("senior",)))
    assert officer.get("/queue").status_code == 200
    assert senior.get("/queue").headers["Location"] == "/me/second-factor"
    assert senior.get("/queue.json").status_code == 403
    assert _enrolled(senior, User.objects.get(pk=people["senior"].user_id))
    assert senior.get("/queue").status_code == 200


def test_a_setting_that_names_no_role_stops_the_start(desk: DeskSettings) -> None:
    """A misspelt role would be let in without a second factor, and nobody would see it."""
    from endgate.desk.conf.start import configure, current

    with pytest.raises(EndgateError, match="EG8103"):
        configure(replace(desk, require_mfa=("seniors",)))
    assert current() == desk


def test_both_hands_and_a_release_ask_again(
    marked: tuple[Any, Any, list[Any]],  # noqa: F811
    client_as: Callable[[str], Any],
) -> None:
    from endgate.desk.cases.services import newest
    from endgate.desk.store.models import DossierAct

    dossier = _prepared(marked)
    case = dossier.case
    second_hands = [
        (f"/cases/{case.reference}/countersign", "legal", {"sha256": newest(case).sha256, "signature": "1"}),
        (f"/cases/{case.reference}/dossiers/{dossier.reference}/act", "releaser", RELEASE | {"sha256": dossier.sha256}),
    ]
    for address, role, form in second_hands:
        _with_password(role.capitalize())
        client = client_as(role)
        _proven_ago(client, timedelta(minutes=11))
        refused = client.post(address, form)
        assert (refused.status_code, "EG8109" in refused.content.decode()) == (403, True), address
        assert client.post(address, form | {"proof": PASSWORD}).status_code in (302, 404), address
    assert [each.kind for each in DossierAct.objects.all()] == ["released"]


def test_the_database_takes_no_used_code_back(people: dict[str, Any], client_as: Callable[[str], Any]) -> None:
    from django.db import DatabaseError

    from endgate.desk.access.factor import passes
    from endgate.desk.store.machinery import RecoveryCode, SecondFactor
    from endgate.desk.store.models import User

    user = User.objects.get(pk=people["officer"].user_id)
    codes = _enrolled(client_as("officer"), user)
    assert passes(user, codes[0], datetime.now(UTC))
    assert not RecoveryCode.objects.filter(code__in=codes).exists(), "hashes alone are kept"
    with pytest.raises(DatabaseError, match="used once"):
        RecoveryCode.objects.update(used_at=None)
    with pytest.raises(DatabaseError, match="used once"):
        SecondFactor.objects.update(step=0)


def test_who_lost_the_device_is_let_in_again_with_an_event(
    desk: DeskSettings, people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from click.testing import CliRunner
    from django.test import Client

    from endgate.cli.user import command
    from endgate.desk.access.factor import has_factor
    from endgate.desk.store.models import Event, User

    user = User.objects.get(pk=people["officer"].user_id)
    _enrolled(client_as("officer"), user)
    assert has_factor(user.pk)
    done = CliRunner().invoke(command, ["reset", user.name, "--store", str(desk.data_dir)])
    assert done.exit_code == 0, done.output
    assert not has_factor(user.pk)
    link = done.output.strip().splitlines()[-1]
    assert Client().post(link).headers["Location"] == "/queue"
    assert CliRunner().invoke(command, ["reset", "Nobody", "--store", str(desk.data_dir)]).exit_code != 0
    assert [each.verb for each in Event.objects.filter(object=user.name)][-2:] == ["second_factor", "second_factor"]
