"""American technology shown to a national of another country: as to that country, which no encoded measure reads.

15 CFR 734.13(a)(2) and 734.14(a)(2): such a release is deemed an export or re-export to the reader's country.
"""

from __future__ import annotations

from collections.abc import Iterator

from endgate.decide.gaps.model import Gap, Weight
from endgate.decide.gaps.regimes import RECEIVING, Asked, leaves_or_at_home, raised
from endgate.decide.view import View
from endgate.law.model import State
from endgate.shipment.model import Activity
from endgate.terms.places import CountryCode, country

_SCOPE = "US-EAR-734-3"
_UNDER = frozenset({State.APPLIES, State.OPEN})
_EMBARGOED = ("US-E1", "US-E2")


def release_gaps(asked: Asked) -> Iterator[Gap]:
    """One gap for each country whose national reads what a list names, or who is of an embargoed country."""
    if asked.case.shipment.activity is not Activity.TECHNOLOGY_RELEASE:
        return
    for view in asked.case.views:
        if _american(asked, view):
            yield from (_gap(code, view) for code in _read_by(view) if _matters(asked, code))


def _american(asked: Asked, view: View) -> bool:
    """Is or may it be technology that the law of the United States follows?"""
    if leaves_or_at_home(asked, view.shipment, "US"):
        return True
    return any(each.measure == _SCOPE and each.state in _UNDER for each in asked.law.view(view.name).findings)


def _read_by(view: View) -> tuple[CountryCode, ...]:
    readers = (party for role in RECEIVING for party in view.shipment.in_role(role))
    here = ("US", view.shipment.declared_destination)
    found = (party.nationality for party in readers if party.nationality is not None)
    return tuple(dict.fromkeys(each for each in found if each not in here))


def _matters(asked: Asked, code: CountryCode) -> bool:
    """Does a list raise the technology, or is the country embargoed by the groups as they are held, of whatever day?"""
    groups = asked.day.book.reference.groups
    embargoed = any(member.code == code for name in _EMBARGOED for member in groups[name].members)
    return embargoed or raised(asked.case.items[asked.item.id])


def _gap(code: CountryCode, view: View) -> Gap:
    name = country(code).name
    return Gap(
        id=f"US-RELEASE:{code}",
        law_of="US",
        weight=Weight.HOLD,
        what=f"American technology shown to a national of {name}: counts as sent there, and is not judged so",
        ask=f"Decide the release as an export to {name}, unless the reader has the right of residence that exempts",
        view=view.name,
        source="15 CFR 734.13(a)(2), 734.14(a)(2)",
    )
