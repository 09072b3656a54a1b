"""Who buys where nobody is named as buyer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Command

from endgate.decide.facts.deal import buyers
from endgate.shipment.model import Role, Shipment
from endgate.terms.codec import decode

FILE = "ordinary-eu-switzerland.json"
TAKEN = "no buyer is named: the consignee is taken for the buyer"


def deal(examples: Path, *roles: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((examples / FILE).read_text(encoding="utf-8"))
    raw["parties"][1]["roles"] = list(roles)
    return raw


@pytest.mark.parametrize(
    ("roles", "bought_by"),
    [
        (("buyer", "consignee", "end_user"), ["consignee"]),
        (("consignee", "end_user"), ["consignee"]),
        (("consignee",), []),
        (("end_user",), []),
    ],
)
def test_the_consignee_buys_where_consignee_and_end_user_are_stated(
    examples: Path, roles: tuple[str, ...], bought_by: list[str]
) -> None:
    shipment = decode(Shipment, deal(examples, *roles))
    assert [party.id for party in buyers(shipment)] == bought_by
    assert (Role.BUYER in {Role(role) for role in roles}) is bool(shipment.in_role(Role.BUYER))


def test_a_deal_without_a_buyer_is_decided_as_if_the_consignee_bought_and_says_so(
    command: Command, examples: Path, tmp_path: Path
) -> None:
    answers = []
    for name, roles in (("with", ("buyer", "consignee", "end_user")), ("without", ("consignee", "end_user"))):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(deal(examples, *roles)), encoding="utf-8")
        answers.append(command("check", path, "--json").json())
    with_buyer, without = ({a["actor"]: a["disposition"] for a in each["actors"]} for each in answers)
    assert without == with_buyer
    noted = [[each["what"] for each in answer["coverage"]["not_checked"]] for answer in answers]
    assert TAKEN not in noted[0]
    assert TAKEN in noted[1]
