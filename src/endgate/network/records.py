"""Words of the corporate graph as imported: what a node is, what a link is, how far a statement is trusted."""

from __future__ import annotations

from enum import IntEnum

from endgate.network.model import Right


class NodeKind(IntEnum):
    """What an entity is. An establishment has its head's legal person; an unknown owner stands for a reason."""

    UNKNOWN = 0
    PERSON = 1
    COMPANY = 2
    PUBLIC_BODY = 3
    STATE = 4
    ARRANGEMENT = 5
    ESTABLISHMENT = 6
    VESSEL = 7
    AIRCRAFT = 8
    UNKNOWN_OWNER = 9
    ATTRIBUTE = 10


LINK_KINDS = (
    *("owns", "votes", "appoints", "controls", "parent", "consolidated_by", "branch_of", "office_of", "site_of"),
    *("director", "officer", "secretary", "signatory", "employee", "member", "acts_for", "supports", "agent_of"),
    *("nominee_for", "trustee", "settlor", "protector", "beneficiary", "family", "associate", "successor_of"),
    *("jv_partner", "managed_by", "subfund_of", "feeder_to", "has"),
)
"""Every kind of link; its place is its code in a compiled graph."""
LINK_CODE = {word: code for code, word in enumerate(LINK_KINDS)}
HEADS = frozenset({"branch_of", "office_of", "site_of"})
"""Links from an establishment's legal person to the establishment."""
IMPLIES_SHARE = frozenset({"controls", "parent", "consolidated_by"})
"""Links that leave the share unsaid although there may well be one: ``[0, 100]`` unless a share is stated beside."""
CONTROL = frozenset({"controls", "appoints"})
WEAK = frozenset({"has"})

RIGHTS = (None, Right.EQUITY, Right.VOTES, Right.PROFIT, Right.SURPLUS)
"""Rights by code; code 0 is a link without a share."""
RIGHT_CODE = {right: code for code, right in enumerate(RIGHTS)}


class Rank(IntEnum):
    """How far a statement is trusted. Of statements on one holding only those of the highest rank count."""

    DOUBTFUL = 0
    IMPLIED = 1
    REPORTED = 2
    VERIFIED = 3
    SUPPOSED = 4


INDIRECT = 1
"""Bit of a link: it is held through others, so it never adds to what they hold."""
CHAINED = 2
"""Bit of a link: the chain behind an indirect holding is in the graph, which answers for it."""
