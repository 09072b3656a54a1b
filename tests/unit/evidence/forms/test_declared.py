"""A form in a case is read as a form: what it declares is proposed as the word of its declarant, and nothing else."""

from __future__ import annotations

from pathlib import Path

from endgate.evidence.case.log import Stamp
from endgate.evidence.case.model import Acquisition, Marks
from endgate.evidence.case.services import Received, add_document
from endgate.evidence.case.store import CaseDirectory
from endgate.evidence.model import Claim
from endgate.evidence.proposing import propose_claims
from endgate.evidence.vocabulary import ClaimFlag, ClaimType, EntityKind, Modality, ReviewState

DOCUMENTS = Path(__file__).with_name("documents")
STAMP = Stamp("2026-11-23T10:00:00Z", "J. Roe")


def claims_of(name: str, folder: Path) -> tuple[dict[str, Claim], CaseDirectory]:
    store = CaseDirectory.open(folder / "case", make=True)
    content = (DOCUMENTS / name).read_bytes()
    (document,) = add_document(store, Received(name, content), Acquisition("J. Roe"), Marks(), STAMP)
    propose_claims(store, document.id, STAMP)
    text = content.decode()
    for claim in store.view().claims:
        assert claim.span is not None
        assert text[claim.span.start : claim.span.end] == claim.quote
    return {claim.quote: claim for claim in store.view().claims}, store


def test_an_end_user_s_statement_is_its_own_word(tmp_path: Path) -> None:
    claims, store = claims_of("enduse-lathe.txt", tmp_path)
    names = {each.id: each.name for each in store.view().facts["source:add"]}
    user = claims["Kestrel Precision Works Sp. z o.o."]
    assert (user.type, user.modality, user.state()) == (
        ClaimType.DECLARED_END_USER,
        Modality.ASSERTED,
        ReviewState.PROPOSED,
    )
    assert user.made_by == "form:end_user_statement@1"
    for claim in claims.values():
        assert claim.flags == (ClaimFlag.INTERESTED_PARTY,)
        assert names[claim.chain[-1].source] == "Kestrel Precision Works Sp. z o.o."


def test_a_bill_of_lading_declares_where_the_goods_go(tmp_path: Path) -> None:
    claims, store = claims_of("lading-sulfide.txt", tmp_path)
    place = claims["Yerevan, Armenia"]
    entities = {each.id: each for each in store.view().facts["entity:add"]}
    assert place.type is ClaimType.DECLARED_DESTINATION
    (end,) = [entities[each] for each in place.roles["declared_destination"] or ()]
    assert (end.name, str(end.country), end.kind) == ("Yerevan, Armenia", "AM", EntityKind.PLACE)
    assert claims["Sodium sulfide, 60 % flakes"].type is ClaimType.DECLARED_FIELD
    assert not any("PREPAID" in quote for quote in claims)


def test_numbers_and_terms_of_an_invoice_are_no_claims(tmp_path: Path) -> None:
    claims, _ = claims_of("invoice-chairs.txt", tmp_path)
    assert {"Switzerland", "United States"} <= set(claims)
    assert "8,578.00" not in claims
    assert len(claims) == 4
