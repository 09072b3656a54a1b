"""View models of the dossier screen: the register of a case, a preview, one dossier with what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from endgate.desk.access.permissions import allowed
from endgate.desk.access.principal import Principal
from endgate.desk.dossiers.build import MOST_POINTS, Built
from endgate.desk.dossiers.services import FOLLOWS, state_of
from endgate.desk.dossiers.words import kinds
from endgate.desk.evidence.store import claims_of
from endgate.desk.store.models import Case, Dossier
from endgate.evidence.vocabulary import ReviewState

_STATES = {"": "prepared, not released"}
RECALL = ("a source was withdrawn", "an error", "the law changed", "sent by mistake", "another reason")


def register(case: Case) -> list[dict[str, Any]]:
    """The dossiers of a case, the newest first: for whom, under what label, and where each stands."""
    rows = case.dossier_set.select_related("author").order_by("-pk")
    return [
        {
            "reference": each.reference,
            "href": f"/cases/{case.reference}/dossiers/{each.reference}",
            "recipient": each.recipient,
            "kind": kinds()[each.kind].title,
            "label": each.label,
            "by": each.author.name,
            "at": f"{each.at:%Y-%m-%d %H:%M}",
            "state": said(state_of(each)),
        }
        for each in rows
    ]


def said(state: str) -> str:
    return _STATES.get(state, state)


def dossiers_page(actor: Principal, case: Case, values: Mapping[str, str], built: Built | None) -> dict[str, Any]:
    """The register, the form with what was typed, and the preview where one was asked for."""
    file = claims_of(case)
    return {
        "register": register(case),
        "recipients": [
            {"id": each.id, "name": each.name, "kind": each.kind.value, "ceiling": str(each.ceiling)}
            for each in file.recipients
        ],
        "kinds": [{"id": each.id, "title": each.title} for each in kinds().values()],
        "claims": [
            {"id": each.id, "proposition": each.proposition, "release_to": list(each.release_to)}
            for each in file.claims
            if each.state() is ReviewState.CONFIRMED
        ],
        "may": allowed(actor, "edit_case", case),
        "form": {
            "values": dict(values),
            "points": [
                {"n": n, "text": values.get(f"point-{n}-text", ""), "claims": values.get(f"point-{n}-claims", "")}
                for n in range(MOST_POINTS)
            ],
        },
        "preview": None if built is None else built.content,
        "blocked": [] if built is None else _blocked(built.blocked),
        "warnings": [] if built is None else list(built.warnings),
    }


def _blocked(blocked: Any) -> list[dict[str, Any]]:
    return [{"claim": claim, "why": list(why)} for claim, why in blocked]


def dossier_page(actor: Principal, dossier: Dossier) -> dict[str, Any]:
    """One dossier as it was frozen, its acts, and for its house alone what was withheld and why."""
    notes = json.loads(dossier.notes)
    state = state_of(dossier)
    own = dossier.author_id == actor.user_id
    may = list(FOLLOWS[state]) if allowed(actor, "release", dossier.case) else []
    return {
        "content": json.loads(bytes(dossier.content)),
        "sha256": dossier.sha256,
        "by": dossier.author.name,
        "at": f"{dossier.at:%Y-%m-%d %H:%M}",
        "state": said(state),
        "released": state not in ("", "refused", "recalled"),
        "recalled": state == "recalled",
        "acts": [
            {"kind": each.kind, "by": each.author.name, "at": f"{each.at:%Y-%m-%d %H:%M}", "reason": each.reason}
            for each in dossier.dossieract_set.select_related("author").order_by("pk")
        ],
        "blocked": _blocked(notes["blocked"]),
        "warnings": list(notes["warnings"]),
        "may": [each for each in may if not (own and each == "released")],
        "own": own,
        "recall": list(RECALL),
    }
