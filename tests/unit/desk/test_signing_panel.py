"""The page says why its signing panel waits, to those who may sign and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.unit.desk.conftest import NOW
from tests.unit.desk.test_cases import CHAIR, CHAMBER

TAKEN = "It is signed once somebody has taken the case"
WAITS = "signed once it is taken up again"
OWN, OTHER = "never your own", "It is signed, and waits for a second hand"


def test_it_says_why_it_waits(
    kept: Callable[..., Any], people: dict[str, Any], client_as: Callable[[str], Any]
) -> None:
    from endgate.desk.cases import services

    case = kept(CHAMBER)

    def page(role: str) -> str:
        text: str = client_as(role).get(f"/cases/{case.reference}/decision/1").content.decode()
        return text

    assert TAKEN in page("officer")
    assert "Take it, and the panel opens" in page("officer")
    assert "Take it, and the panel opens" not in page("legal"), "who may not take it is not told to"
    assert TAKEN not in page("viewer")
    services.take(people["officer"], NOW, case)
    assert TAKEN not in page("officer")
    assert "Sign an outcome" in page("officer")
    services.wait(people["officer"], NOW, case, "the exporter")
    assert WAITS in page("officer")
    services.resume(people["officer"], NOW, case)
    last = services.newest(case)
    services.sign(people["legal"], NOW, case, last.sha256, "released", "answered in writing", "EU-267-2")
    assert OWN in page("legal")
    assert OTHER in page("officer")
    assert OTHER not in page("senior"), "who may countersign has the form"
    assert "and countersign" in page("senior")


def test_an_older_decision_does_not_explain_the_panel(
    kept: Callable[..., Any], client_as: Callable[[str], Any]
) -> None:
    case = kept(CHAIR)
    client = client_as("officer")
    client.post(f"/cases/{case.reference}/recheck", {"as_of": "2024-01-01"})
    page = client.get(f"/cases/{case.reference}/decision/1").content.decode()
    assert "Superseded" in page
    assert TAKEN not in page
