"""Acts on a case's claims, each a plain form: judge, enter, mark, ask consent, name recipients, tie, grant."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from endgate.desk.access.permissions import demand
from endgate.desk.access.web import for_people
from endgate.desk.cases.carrying import carry as carry_claims
from endgate.desk.cases.grants import grant as grant_claims
from endgate.desk.cases.queue import whole
from endgate.desk.cases.views import find_case
from endgate.desk.errors import MISSING, DeskError
from endgate.desk.evidence import services
from endgate.desk.evidence.document import first_waiting
from endgate.desk.evidence.hand import Typed, in_hand
from endgate.desk.evidence.services import Named, Written
from endgate.desk.evidence.store import CaseEvidence
from endgate.desk.evidence.views import held_of
from endgate.desk.store.models import Case, Team
from endgate.evidence.model import Claim, Consent, Recipient, Wording
from endgate.evidence.reviewing import Judged, texts_of
from endgate.evidence.vocabulary import ClaimRole, ClaimType, ConsentState, Label, Level, Modality, RecipientKind
from endgate.terms.places import country_of

Word = TypeVar("Word", bound=StrEnum)


def _act(perform: Callable[[HttpRequest, Case], str]) -> Callable[..., HttpResponseBase]:
    """A view that performs one act and leads to the page that it names below the evidence screen."""

    @for_people
    def view(request: HttpRequest, reference: str) -> HttpResponseBase:
        case = find_case(request, reference)
        if request.method != "POST":
            return HttpResponseRedirect(f"/cases/{reference}/evidence")
        demand(request.principal, "confirm_claim", case)  # before anything of the form is looked up
        further = perform(request, case)
        return HttpResponseRedirect(f"/cases/{reference}/evidence{further}")

    return view


def _field(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def _word(request: HttpRequest, name: str, words: type[Word]) -> Word:
    try:
        return words(_field(request, name))
    except ValueError as error:
        raise DeskError(MISSING.at(name, "one of the words of the form")) from error


def _named(request: HttpRequest) -> Named:
    """The fields ``role-…`` of a form: names parted by semicolons."""
    found = {}
    for role in ClaimRole:
        names = tuple(filter(None, (each.strip() for each in _field(request, f"role-{role.value}").split(";"))))
        if names:
            found[role] = names
    return Named(found)


def _claim(request: HttpRequest, case: Case) -> Claim:
    found = CaseEvidence(case).view().claim(_field(request, "claim"))
    if found is None:
        raise Http404
    return found


def _judge(request: HttpRequest, case: Case) -> str:
    """Confirm as proposed, confirm as mended, or reject; then the next proposal of the same document."""
    claim = _claim(request, case)
    judgement = _field(request, "judgement")
    if judgement not in ("confirm", "reject"):
        raise DeskError(MISSING.at("judgement", "confirm or reject"))
    reason = _field(request, "reason")
    if judgement == "reject":
        services.judge_claim(request.principal, request.now, case, Judged(claim.id, confirm=False, reason=reason))
    else:
        _confirm(request, case, claim, reason)
    waiting = first_waiting(CaseEvidence(case).view(), claim.document)
    return f"/{claim.document}" + ("" if waiting is None else f"?claim={waiting.id}")


def _confirm(request: HttpRequest, case: Case, claim: Claim, reason: str) -> None:
    typed = Typed(*(_field(request, name) for name in ("proposition", "type", "speaker")))
    held = held_of(case)
    hand = in_hand(claim, held.file, texts_of(CaseEvidence(case)), str(request.POST.get("keys", "")), typed)
    mended = hand.claim if hand.claim != claim or _field(request, "edited") else None
    services.judge_claim(
        request.principal,
        request.now,
        case,
        Judged(claim.id, confirm=True, reason=reason, mended=mended),
        sources=hand.sources,
        named=_named(request) if _field(request, "edited") else None,
    )


def _write(request: HttpRequest, case: Case) -> str:
    speakers = tuple(filter(None, (each.strip() for each in _field(request, "speakers").split(">"))))
    written = Written(
        document=_field(request, "document"),
        quote=str(request.POST.get("quote", "")).replace("\r\n", "\n").strip(),
        type=_word(request, "type", ClaimType),
        modality=_word(request, "modality", Modality),
        proposition=_field(request, "proposition"),
        speakers=speakers,
        named=_named(request),
    )
    ident = services.write_claim(request.principal, request.now, case, written)
    return f"/{written.document}?claim={ident}"


def _mark(request: HttpRequest, case: Case) -> str:
    claim = _claim(request, case)
    label, to = _word(request, "label", Label), request.POST.getlist("release_to")
    services.mark_claim(request.principal, request.now, case, claim.id, label, to)
    return f"/{claim.document}?claim={claim.id}"


def _consent(request: HttpRequest, case: Case) -> str:
    claim = _claim(request, case)
    level, words = _word(request, "level", Level), _field(request, "words")
    consent = Consent(_field(request, "recipient"), _word(request, "state", ConsentState), level)
    wording = Wording(level, words) if words and level is not Level.EXACT else None
    services.record_consent(
        request.principal, request.now, case, claim.id, whole(_field(request, "link")), consent, wording
    )
    return f"/{claim.document}?claim={claim.id}"


def _recipient(request: HttpRequest, case: Case) -> str:
    recipient = Recipient(
        id=_field(request, "id"),
        name=_field(request, "name"),
        kind=_word(request, "kind", RecipientKind),
        jurisdiction=country_of(_field(request, "jurisdiction")) if _field(request, "jurisdiction") else None,
        ceiling=_word(request, "ceiling", Label),
    )
    services.add_recipient(request.principal, request.now, case, recipient)
    return ""


def _tie(request: HttpRequest, case: Case) -> str:
    named = _field(request, "claim")
    claim = _claim(request, case) if named else None
    kind, _, ident = _field(request, "to").partition(":")
    if kind not in ("party", "item") or not ident:
        raise DeskError(MISSING.at("to", "choose a party or an item of the shipment"))
    services.tie(request.principal, request.now, case, _field(request, "entity"), **{kind: ident})
    return "" if claim is None else f"/{claim.document}?claim={claim.id}"


def _carry(request: HttpRequest, case: Case) -> str:
    claims, carried = request.POST.getlist("claim"), _field(request, "carried") != "no"
    carry_claims(request.principal, request.now, case, claims, _field(request, "reason"), carried=carried)
    return ""


def _grant(request: HttpRequest, case: Case) -> str:
    team = Team.objects.filter(name=_field(request, "team")).first()
    if team is None:
        raise DeskError(MISSING.at("team", "choose a team"))
    granted = _field(request, "granted") != "no"
    claims = request.POST.getlist("claim")
    grant_claims(request.principal, request.now, case, claims, team, _field(request, "reason"), granted=granted)
    return ""


judge = _act(_judge)
write = _act(_write)
mark = _act(_mark)
consent = _act(_consent)
recipient = _act(_recipient)
tie = _act(_tie)
grant = _act(_grant)
carry = _act(_carry)
