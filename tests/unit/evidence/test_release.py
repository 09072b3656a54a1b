"""Deny by default, per-link consent, general words, and no trace of what is withheld."""

from __future__ import annotations

from typing import Any

import pytest

from endgate.evidence.errors import EvidenceError
from endgate.evidence.model import Recipient
from endgate.evidence.release import Released, cut, recipient_of, released_claim, visible
from endgate.evidence.vocabulary import Label

ITALY = {"id": "it", "name": "Italy", "ceiling": "TLP:AMBER"}
GRANTED = {"recipient": "it", "state": "granted"}
OPEN = {"label": "TLP:AMBER", "release_to": ["it", "es"]}
LETTER = {"id": "letter", "title": "a letter"}


def link(source: str, *consent: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"source": source, "consent": list(consent), **fields}


def released(case: Any, *claims: dict[str, Any], **fields: Any) -> Released:
    file = case.file(*claims, recipients=[ITALY], **fields)
    return cut(file, recipient_of(file, "it"))


def letter(case: Any, ident: str = "c", *links: dict[str, Any], **fields: Any) -> dict[str, Any]:
    chain = list(links) or [link("memo", GRANTED)]
    return {**case.to_iran(ident), "document": "letter", **OPEN, "chain": chain, **fields}


def test_a_released_claim_with_consent_is_seen_by_number_and_without_ids(case: Any) -> None:
    (claim,) = released(case, letter(case)).claims
    assert (claim.number, claim.proposition, claim.chain) == (1, "proposition of c", ("a memorandum",))
    assert claim.roles == {"goods": ("the pump",), "indicated_destination": ("Iran",)}


@pytest.mark.parametrize(
    "fields",
    [
        {"release_to": []},
        {"release_to": ["es"]},
        {"release_to": ["public"]},
        {"label": "TLP:AMBER+STRICT"},
        {"label": "TLP:RED"},
        {"chain": [{"source": "memo"}]},
        {"chain": [link("memo", {"recipient": "es", "state": "granted"})]},
        {"chain": [link("memo", {"recipient": "it", "state": "asked"})]},
        {"chain": [link("memo", {"recipient": "it", "state": "refused"})]},
        {"chain": [link("memo", GRANTED), link("agency")]},
        {"review": []},
        {"review": [{"state": "rejected", "by": "R", "at": "2023-02-05"}]},
    ],
)
def test_what_is_not_wholly_released_is_not_there(case: Any, fields: dict[str, Any]) -> None:
    assert released(case, letter(case, **fields)).claims == ()


def test_the_last_answer_of_an_owner_counts(case: Any) -> None:
    answers = [{**GRANTED, "at": "2023-02-01"}, {"recipient": "it", "state": "refused", "at": "2023-02-02"}]
    assert released(case, letter(case, "c", link("memo", *answers))).claims == ()
    assert len(released(case, letter(case, "c", link("memo", *reversed(answers)))).claims) == 0
    answers[1]["at"] = "2023-01-31"
    assert len(released(case, letter(case, "c", link("memo", *answers))).claims) == 1


def test_links_of_a_public_document_are_public_as_printed(case: Any) -> None:
    (claim,) = released(case, {**case.to_iran("c", "daily", "cable", "agency"), **OPEN, "quote": "words"}).claims
    assert claim.chain == ("The Daily", "a cable", "an agency")
    assert claim.quote == "words"


GENERAL = {**GRANTED, "level": "general"}
WORDINGS = [{"level": "general", "text": "a partner government"}, {"level": "vague", "text": "information"}]


def test_a_link_is_shown_at_the_level_that_its_owner_grants(case: Any) -> None:
    (claim,) = released(case, letter(case, "c", link("agency", GENERAL, wordings=WORDINGS))).claims
    assert claim.chain == ("a partner government",)
    vague = {**GRANTED, "level": "vague"}
    (claim,) = released(case, letter(case, "c", link("agency", vague, wordings=WORDINGS))).claims
    assert claim.chain == ("information",)
    assert released(case, letter(case, "c", link("agency", GENERAL))).claims == ()


def test_a_name_shown_in_general_words_may_not_stand_elsewhere_in_the_claim(case: Any) -> None:
    generalised = link("agency", GENERAL, wordings=WORDINGS)
    assert released(case, letter(case, "c", generalised, proposition="An Agency saw the pump")).claims == ()
    again = [generalised, link("office", GRANTED)]
    sources = [
        {"id": "agency", "kind": "agency", "name": "X"},
        {"id": "office", "kind": "agency", "name": "office of X"},
    ]
    assert released(case, letter(case, "c", *again), sources=sources).claims == ()


def test_words_of_a_document_go_to_those_who_may_see_the_document(case: Any) -> None:
    quoted = letter(case, quote="secret words", when={"text": "last spring", "latest": "2022", "derived_from": "memo"})
    (claim,) = released(case, quoted).claims
    assert claim.quote == ""
    assert claim.when is not None
    assert (claim.when.text, claim.when.derived_from) == ("", "")
    open_letter = {**LETTER, "label": "TLP:GREEN", "release_to": ["it"]}
    (claim,) = released(case, quoted, documents=[open_letter]).claims
    assert claim.quote == "secret words"
    general = letter(case, "c", link("agency", GENERAL, wordings=WORDINGS), quote="secret words")
    (claim,) = released(case, general, documents=[open_letter]).claims
    assert claim.quote == ""


def test_numbers_begin_at_one_and_relations_to_hidden_claims_are_gone(case: Any) -> None:
    hidden = letter(case, "h", release_to=["es"])
    relations = [{"type": "denies", "start": "h", "end": "c"}, {"type": "qualifies", "start": "d", "end": "c"}]
    found = released(case, hidden, letter(case, "c", nested_in="h"), letter(case, "d"), relations=relations)
    assert [(claim.number, claim.nested_in, claim.stands_against) for claim in found.claims] == [
        (1, None, (2,)),
        (2, None, (1,)),
    ]


def test_hidden_and_missing_answer_the_same(case: Any) -> None:
    def answer(found: Released, number: int) -> str:
        with pytest.raises(EvidenceError) as caught:
            released_claim(found, number)
        return str(caught.value)

    hidden = released(case, letter(case, "h", release_to=["es"]))
    missing = released(case)
    assert answer(hidden, 1) == answer(missing, 1)
    assert released_claim(released(case, letter(case)), 1).number == 1


def test_a_recipient_that_the_file_does_not_know_sees_clear_claims_only(case: Any) -> None:
    file = case.file(letter(case), recipients=[ITALY])
    assert recipient_of(file, "nobody") == Recipient("nobody", ceiling=Label.CLEAR)
    assert cut(file, recipient_of(file, "nobody")).claims == ()
    assert cut(file, recipient_of(file, "es")).claims == ()
    assert visible(file, file.claims[0], recipient_of(file, "it"))
