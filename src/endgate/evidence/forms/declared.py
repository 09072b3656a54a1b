"""What a form declares, as claims of its declarant: asserted by an interested party, word for word at its place."""

from __future__ import annotations

from collections.abc import Iterator

from endgate.evidence.extract.propose import THIS_DOCUMENT, Proposal
from endgate.evidence.extract.speakers import Speaker
from endgate.evidence.forms.propose import country_of
from endgate.evidence.forms.read import Form, FormField, FormKind
from endgate.evidence.vocabulary import ClaimFlag, ClaimRole, ClaimType, Modality, Polarity, SourceKind

VERSION = "1"
_ROLES = {
    "destination": (ClaimType.DECLARED_DESTINATION, ClaimRole.DECLARED_DESTINATION),
    "place_of_delivery": (ClaimType.DECLARED_DESTINATION, ClaimRole.DECLARED_DESTINATION),
    "end_use": (ClaimType.DECLARED_END_USE, ClaimRole.END_USE),
    "end_user": (ClaimType.DECLARED_END_USER, ClaimRole.END_USER),
    "consignee": (ClaimType.DECLARED_FIELD, ClaimRole.CONSIGNEE),
    "carrier": (ClaimType.DECLARED_FIELD, ClaimRole.CARRIER),
    "origin": (ClaimType.DECLARED_FIELD, ClaimRole.ORIGIN),
    "goods": (ClaimType.DECLARED_FIELD, ClaimRole.GOODS),
}
"""The fields that say something of the deal itself; numbers and terms of a form stay with the form."""


def declared(text: str, form: Form) -> tuple[Proposal, ...]:
    """The claims that a form makes. One whose words do not stand at their place in the text is left out."""
    speaker = _declarant(form)
    made_by = f"form:{form.kind.value}@{VERSION}"
    fields = [each for each in form.fields.values() if each.field in _ROLES]
    found = [_claim(text, each, speaker, made_by, form) for each in fields]
    found += list(_lines(text, form, speaker, made_by))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.start))


def _declarant(form: Form) -> str:
    """Who declares: the end user on its statement, the certifying body on a certificate, else the exporter."""
    first = {FormKind.END_USER_STATEMENT: "end_user", FormKind.CERTIFICATE_OF_ORIGIN: "certifying_body"}
    return form.value(first.get(form.kind, "exporter")) or form.value("exporter") or "declarant not named"


def _claim(text: str, field: FormField, speaker: str, made_by: str, form: Form) -> Proposal | None:
    kind, role = _ROLES[field.field]
    words = country_of(field.value) and field.value if kind is ClaimType.DECLARED_DESTINATION else field.value
    if not words:
        return None
    claim = _at(text, field.value, field.offset, kind, {role: field.value}, speaker, made_by)
    goods = form.value("goods")
    if claim is not None and goods and role is not ClaimRole.GOODS:
        claim.roles[ClaimRole.GOODS] = goods
    return claim


def _lines(text: str, form: Form, speaker: str, made_by: str) -> Iterator[Proposal | None]:
    for line in form.lines:
        goods, offset = line.value("description"), line.offsets.get("description")
        if goods and offset is not None:
            yield _at(text, goods, offset, ClaimType.DECLARED_FIELD, {ClaimRole.GOODS: goods}, speaker, made_by)


def _at(
    text: str, words: str, start: int, kind: ClaimType, roles: dict[ClaimRole, str], speaker: str, made_by: str
) -> Proposal | None:
    end = start + len(words)
    if text[start:end] != words:
        return None
    chain = (Speaker(THIS_DOCUMENT, SourceKind.DOCUMENT), Speaker(speaker, SourceKind.COMPANY))
    flags = (ClaimFlag.INTERESTED_PARTY,)
    return Proposal(
        start, end, words, kind, Modality.ASSERTED, Polarity.AFFIRMED, chain, roles, flags=flags, made_by=made_by
    )
