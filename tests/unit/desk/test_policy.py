"""Company policy at the desk: a third box, never law; set up by a file, and told when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command
from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_api import CHAIR, Asking, ask  # noqa: F401  (a fixture)

from endgate.cli.demo import examples

RULES = """schema: endgate.policy/1
policy: {id: house, title: House rules of an imaginary company, owner: Head of compliance, adopted: 2026-01-15}
rules:
  - id: NO-CHAIRS
    when: {destination_in: {group: [CH]}}
    then: POLICY_STOP
    say: We supply no chairs there, whatever the law allows.
    decided_by: board, 2026-01-15
"""


@pytest.fixture
def house(desk: Any, tmp_path: Path) -> Iterator[Path]:
    """A desk with a policy."""
    from endgate.desk.conf.start import configure

    path = tmp_path / "house.policy.yaml"
    path.write_text(RULES)
    configure(replace(desk, policy=str(path)))
    yield path
    configure(desk)


def test_policy_is_a_third_box_and_changes_nothing_of_law(
    kept: Callable[..., Any], client_as: Callable[[str], Any], desk: Any, tmp_path: Path
) -> None:
    from endgate.desk.conf.start import configure

    plain, client = kept(CHAIR), client_as("officer")
    path = tmp_path / "p.yaml"
    path.write_text(RULES)
    configure(replace(desk, policy=str(path)))
    strict = kept(CHAIR)
    without, with_it = (client.get(f"/cases/{each.reference}/decision/1.json").json() for each in (plain, strict))
    assert without["policy"]["set_up"] is False
    assert "decide again" in without["policy"]["why_not"]
    (actor,) = with_it["policy"]["actors"]
    assert (actor["words"], actor["rules"][0]["rule"], actor["rules"][0]["state"]) == ("stop", "NO-CHAIRS", "applies")
    for name in ("legality", "concern", "questions"):
        assert without[name] == with_it[name], name
    page = client.get(f"/cases/{strict.reference}/decision/1").content.decode()
    assert "house rules, not law" in page
    assert "We supply no chairs there" in page
    assert (plain.legality, plain.concern) == (strict.legality, strict.concern)
    configure(desk)


def test_a_change_of_policy_decides_cases_again_and_says_so(
    kept: Callable[..., Any], people: dict[str, Any], house: Path
) -> None:
    from endgate.desk.cases.recheck import check_again
    from endgate.desk.jobs import watch

    case = kept(CHAIR, date=NOW.date())
    key = watch.reference_data(NOW).key
    house.write_text(RULES.replace("POLICY_STOP", "POLICY_REVIEW"))
    assert watch.reference_data(NOW).key != key
    decision = check_again(people["officer"], NOW, case)
    assert decision is not None
    assert decision.cause == "policy"
    assert decision.difference.startswith("company policy, ")
    assert decision.difference.endswith("stop became review")
    assert case.legality == case.decision_set.order_by("n")[0].case.legality


def test_the_interface_gives_the_bytes_of_check_with_policy(
    ask: Callable[[str, str], Asking],  # noqa: F811
    command: Command,
    house: Path,
) -> None:
    path = examples() / CHAIR
    answer = ask("officer", "check")("POST", "check", path.read_bytes())
    assert answer.content.decode() == command("check", path, "--policy", str(house), "--json").out


def test_a_signature_repeats_what_policy_stops(
    kept: Callable[..., Any], client_as: Callable[[str], Any], house: Path
) -> None:
    assert house.exists()
    case, client = kept(CHAIR), client_as("officer")
    client.post(f"/cases/{case.reference}/take")
    page = client.get(f"/cases/{case.reference}/decision/1").content.decode()
    assert "Company policy for" in page.partition("I sign this outcome")[2].partition("</p>")[0]


@pytest.mark.parametrize("text", ["rules: [", RULES.replace("[CH]", "[NOWHERE]"), None])
def test_a_faulty_policy_stops_the_start(house: Path, text: str | None) -> None:
    from endgate.decide.errors import PolicyError
    from endgate.decide.pipeline import law_book
    from endgate.desk.engine import engine
    from endgate.desk.reference.policy import demand_policy
    from endgate.terms.faults import EndgateError

    demand_policy(law_book(engine().edition()))
    if text is None:
        house.unlink()
    else:
        house.write_text(text)
    with pytest.raises(EndgateError) as raised:
        demand_policy(law_book(engine().edition()))
    assert text is not None or isinstance(raised.value, PolicyError)
