"""Forms of reporting in press, cables, panels and mails: each part of a sentence rests on whoever said it."""

from __future__ import annotations

import pytest

from endgate.evidence.extract.propose import Proposal, propose
from endgate.evidence.vocabulary import ClaimFlag, ClaimRole, ClaimType, Modality, Polarity


def told(text: str) -> dict[str, Proposal]:
    """The proposals of a text by their quotations."""
    return {each.quote: each for each in propose(text).claims}


def names(claim: Proposal) -> list[str]:
    return [each.name for each in claim.chain[1:]]


def test_both_parts_of_an_interrupted_quotation_are_the_speakers_words() -> None:
    found = told(
        '"Legally they have done nothing wrong," a Belgian diplomat said in Vienna on Friday, '
        '"but every plant contributes to the industrial base."'
    )
    lawful, helps = (
        found["Legally they have done nothing wrong"],
        found["every plant contributes to the industrial base"],
    )
    assert names(lawful) == names(helps) == ["a Belgian diplomat"]
    assert (lawful.type, helps.type) == (ClaimType.LEGALITY, ClaimType.CONTRIBUTION)


def test_a_second_saying_has_the_subject_of_the_first() -> None:
    found = told(
        "The trader denied that it had known of an onward shipment and said its customer had assured it in writing "
        "that the chemical would be used in leather processing."
    )
    assert names(found["it had known of an onward shipment"]) == ["The trader"]
    assert found["it had known of an onward shipment"].modality is Modality.DENIED
    assert names(found["the chemical would be used in leather processing"]) == ["The trader", "its customer"]


def test_what_a_speaker_could_not_confirm_is_said_by_nobody() -> None:
    text = "The office said it was looking into it and could not confirm that the goods had left the country."
    assert not any("left the country" in quote for quote in told(text))


def test_who_asks_in_the_second_half_of_a_sentence_requests() -> None:
    found = told(
        "The envoy stressed that this had not been verified and asked that it not be shared with third countries."
    )
    asked = next(each for quote, each in found.items() if "shared" in quote)
    assert (asked.modality, asked.type, names(asked)) == (Modality.REQUESTED, ClaimType.REQUEST, ["The envoy"])


def test_what_is_added_after_a_quotation_is_a_claim_of_its_own() -> None:
    found = told(
        "The salt is not subject to export authorisation, a Dutch official said, "
        "adding that a licence could be required for such an end use."
    )
    assert names(found["The salt is not subject to export authorisation"]) == ["a Dutch official"]
    assert names(found["a licence could be required for such an end use"]) == ["a Dutch official"]


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        (
            "The director told the ambassador that his government had received information from a partner service that "
            "a cargo of dimethyl methylphosphonate was to be loaded at Dalian.",
            "a cargo of dimethyl methylphosphonate was to be loaded at Dalian",
            ["The director", "his government", "a partner service"],
        ),
        (
            "Egypt, in a letter dated 2 March 2017, told the Panel that it had destroyed the shipment.",
            "it had destroyed the shipment",
            ["a letter dated 2 March 2017", "Egypt / Cairo"],
        ),
        (
            "The master claimed, according to the inspectors, that the cargo was pump parts.",
            "the cargo was pump parts",
            ["the inspectors", "The master"],
        ),
        (
            "The Sunday Herald (Glasgow), citing a cable of July 2009, says that the pumps went to Natanz.",
            "the pumps went to Natanz",
            ["The Sunday Herald", "a cable of July 2009"],
        ),
        (
            "A source who has reported reliably says that the load was re-consigned to Bandar Abbas.",
            "the load was re-consigned to Bandar Abbas",
            ["A source who has reported reliably"],
        ),
        (
            "A Treasury official, who spoke on condition of anonymity, said the ventures helped the Guards.",
            "the ventures helped the Guards",
            ["A Treasury official, who spoke on condition of anonymity"],
        ),
        (
            "The bank refused the credit because, it says, one of the parties is owned by a sanctioned person.",
            "one of the parties is owned by a sanctioned person",
            ["The bank"],
        ),
        (
            "Washington Post, 12 May 2012: An official said that China had sold the vehicles to Pyongyang.",
            "China had sold the vehicles to Pyongyang",
            ["Washington Post", "An official"],
        ),
        (
            'Die Firma soll eine Prüfkammer nach Iran geliefert haben. Das berichtet die "Frankfurter Zeitung" unter '
            "Berufung auf Ermittlerkreise.",
            "Die Firma soll eine Prüfkammer nach Iran geliefert haben",
            ["Frankfurter Zeitung", "Ermittlerkreise"],
        ),
        (
            "Das Bundesamt teilte mit, es habe die Firma bereits 2007 vor dem Endverwender gewarnt.",
            "es habe die Firma bereits 2007 vor dem Endverwender gewarnt",
            ["Das Bundesamt"],
        ),
    ],
)
def test_every_link_stands_in_the_chain(text: str, quote: str, chain: list[str]) -> None:
    assert names(told(text)[quote]) == chain


def test_who_told_the_paper_in_hand_told_this_document() -> None:
    text = "LISBON, 3 December 2010 (Example Wire) - A clerk told Example Wire that the pumps were shipped to Syria."
    assert names(told(text)["the pumps were shipped to Syria"]) == ["A clerk"]


def test_he_is_the_person_whom_the_sentence_before_names() -> None:
    text = "From: Jana Moreau\nSubject: order\n\nMr Rahimi called again. He says that the machines will stay in Dubai."
    assert names(told(text)["the machines will stay in Dubai"]) == ["Jana Moreau", "Mr Rahimi"]


def test_what_nobody_told_is_presupposed() -> None:
    claim = told("Brandt: Nobody told us that the army would use them.")["the army would use them"]
    assert names(claim) == ["Brandt"]
    assert ClaimFlag.PRESUPPOSED in claim.flags


def test_no_evidence_is_neither_evidence_nor_a_speaker() -> None:
    text = "Two diplomats said they had no evidence that the chamber was ever used in the missile programme."
    (claim,) = told(text).values()
    assert (names(claim), claim.polarity) == (["Two diplomats"], Polarity.NEGATED)


def test_a_name_with_a_legal_form_is_not_cut_at_its_comma() -> None:
    text = "The Department determined that Lianhe Vibration Co., Ltd. acted against the interests of the United States."
    (claim,) = told(text).values()
    assert names(claim) == ["The Department"]
    assert claim.quote.startswith("Lianhe Vibration Co., Ltd. acted")


@pytest.mark.parametrize(
    ("text", "kind", "role", "player"),
    [
        (
            "Officials believed that the end user was the Shahid Bagheri Industrial Group.",
            ClaimType.END_USE_CONCERN,
            ClaimRole.END_USER,
            "Shahid Bagheri Industrial Group",
        ),
        (
            "The exporter's declaration names Hrazdan Tannery as end user.",
            ClaimType.DECLARED_END_USER,
            ClaimRole.END_USER,
            "Hrazdan Tannery",
        ),
        (
            "According to the service, the buyer is Ryonbong General Corporation.",
            ClaimType.PROCUREMENT,
            ClaimRole.CONSIGNEE,
            "Ryonbong General Corporation",
        ),
        (
            "The officer said that the load cleared for Yerevan was re-consigned to Bandar Abbas.",
            ClaimType.INDICATED_DESTINATION,
            ClaimRole.INDICATED_DESTINATION,
            "Bandar Abbas",
        ),
    ],
)
def test_who_plays_which_part_is_a_role(text: str, kind: ClaimType, role: ClaimRole, player: str) -> None:
    (claim,) = told(text).values()
    assert (claim.type, claim.roles[role]) == (kind, player)


def test_a_concession_in_the_middle_leaves_both_statements() -> None:
    found = told("The expert said that the chamber, although not controlled, would be suitable for testing components.")
    listed = found["the chamber, although not controlled"]
    suits = found["the chamber, although not controlled, would be suitable for testing components"]
    assert (listed.type, listed.polarity) == (ClaimType.CONTROL_STATUS, Polarity.NEGATED)
    assert (suits.type, suits.polarity) == (ClaimType.SUITABILITY, Polarity.AFFIRMED)


def test_what_photographs_show_is_told_apart_from_who_was_shown_them() -> None:
    found = told(
        "The envoy said that Norway had shared photographs with Japan and Italy showing that the trucks bore missiles."
    )
    shared = found["Norway had shared photographs with Japan and Italy"]
    assert (shared.type, shared.roles[ClaimRole.RECIPIENT]) == (ClaimType.INFORMATION_SHARING, "Japan; Italy")
    assert names(found["the trucks bore missiles"])[-1].endswith("photographs")


def test_what_is_possible_and_what_seems_so_is_not_asserted() -> None:
    assert told("The report says it is possible that the cargo has already left.")[
        "the cargo has already left"
    ].modality is (Modality.POSSIBLE)
    seems = told("According to papers, the goods appear to have been driven on to Iran.")
    assert next(iter(seems.values())).modality is Modality.INDICATED


@pytest.mark.parametrize("verb", ["pointed  out", "teilte  mit", "said"])
def test_a_saying_between_commas_may_hold_more_than_one_blank(verb: str) -> None:
    text = f"The old furnace, the engineer {verb}, was legal and went to a school in Sweden."
    (claim,) = told(text).values()
    assert claim.quote.startswith("The old furnace")
