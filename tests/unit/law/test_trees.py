"""Walks over condition trees."""

from __future__ import annotations

from endgate.law.trees import affirmed, atoms_of, read_node

TREE = read_node(
    {"all": [{"item_on": {"list": "A"}}, {"any": [{"item_on": {"list": "B"}}, {"not": {"item_on": {"list": "C"}}}]}]}
)


def test_what_a_not_turns_round_is_not_affirmed() -> None:
    assert [atom.arg("list") for atom in atoms_of(TREE)] == ["A", "B", "C"]
    assert [atom.arg("list") for atom in affirmed(TREE)] == ["A", "B"]
