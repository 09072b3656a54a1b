"""Phenomena of reported speech: who said it through whom, how surely, and which words are the claim."""

from __future__ import annotations

import time

import pytest

from endgate.cli.figures.extracting import DEVELOPMENT
from endgate.evidence.extract.propose import Proposal, propose
from endgate.evidence.vocabulary import ClaimFlag, ClaimType, Modality, Polarity


def only(text: str, words: str) -> Proposal:
    """The one proposal whose quotation begins with these words."""
    found = [each for each in propose(text).claims if each.quote.startswith(words)]
    assert len(found) == 1, [each.quote for each in propose(text).claims]
    return found[0]


def names(claim: Proposal) -> list[str]:
    return [each.name for each in claim.chain[1:]]


def test_the_quoter_never_becomes_the_asserter() -> None:
    text = (
        "The ministry believed a Turkish firm had sold two lathes to Syria, "
        "the Daily Post quoted a May 2012 cable as saying."
    )
    claim = only(text, "a Turkish firm")
    assert names(claim) == ["Daily Post", "a May 2012 cable", "The ministry"]
    assert (claim.modality, claim.type) == (Modality.BELIEVED, ClaimType.TRANSFER)
    assert claim.quote == "a Turkish firm had sold two lathes to Syria"


def test_a_quotation_over_two_sentences_keeps_its_speaker() -> None:
    text = (
        '"The envoy said that the firm had shipped valves to Libya. He conceded that the sale was lawful," '
        "wrote the attaché Anna Roe."
    )
    assert names(only(text, "the firm had shipped")) == ["the attaché Anna Roe", "The envoy"]
    claim = only(text, "the sale was lawful")
    assert names(claim) == ["the attaché Anna Roe", "The envoy"]
    assert claim.modality is Modality.ACKNOWLEDGED


def test_a_concession_is_two_claims() -> None:
    text = "Although the pump is not controlled, it is suitable for the process, the expert said."
    listed, suits = only(text, "the pump"), only(text, "it is suitable")
    assert (listed.type, listed.polarity) == (ClaimType.CONTROL_STATUS, Polarity.NEGATED)
    assert (suits.type, suits.polarity) == (ClaimType.SUITABILITY, Polarity.AFFIRMED)


def test_an_accused_government_denies_and_is_an_interested_party() -> None:
    claim = only("Tehran says its enrichment programme is strictly civilian.", "its enrichment")
    assert claim.modality is Modality.DENIED
    assert ClaimFlag.INTERESTED_PARTY in claim.flags


def test_prevention_is_a_fear_and_no_statement_that_it_did_not_happen() -> None:
    text = "The agency lobbied Germany to press makers to ensure their trucks were not bought by the corps."
    claim = only(text, "their trucks")
    assert (claim.modality, claim.polarity) == (Modality.FEARED, Polarity.AFFIRMED)


def test_a_possible_shipment_asked_about_rests_on_who_asked() -> None:
    text = "Norway urged Malta to look into a possible shipment of pumps to Yemen, according to a note of May 2015."
    claim = only(text, "a possible shipment")
    assert claim.modality is Modality.POSSIBLE
    assert names(claim) == ["a note of May 2015", "Norway / Oslo"]


def test_what_it_would_be_useful_to_show_is_presupposed() -> None:
    claim = only("It might be useful to show them how they help the programme, the officer wrote.", "they help")
    assert ClaimFlag.PRESUPPOSED in claim.flags


def test_a_reported_question_is_no_transfer() -> None:
    assert not propose("Was the lathe shipped to Iran?").claims


def test_absence_of_a_denial_is_no_admission() -> None:
    claim = only("The director did not deny that the firm sold pumps to Iran.", "the firm sold")
    assert (claim.modality, claim.polarity) == (Modality.DENIED, Polarity.NEGATED)


def test_no_evidence_of_a_diversion_is_not_its_absence() -> None:
    claim = only("The lawyers say there is no evidence that the pump was diverted to Iran.", "there is no evidence")
    assert names(claim) == ["The lawyers"]


def test_a_statement_told_wrongly_is_held_false() -> None:
    claim = only("She was wrongly told that the order for valves had been cancelled.", "the order")
    assert claim.polarity is Polarity.NEGATED


def test_papers_and_governments_share_a_name_and_are_told_apart() -> None:
    text = "Washington fears that the firm sold pumps to Iran, the Washington Times reported."
    assert names(only(text, "the firm")) == ["Washington Times", "United States / Washington"]


def test_minutes_name_their_speakers() -> None:
    claim = only("Mr Lee: The agent reported that the furnace was shipped to Iran.", "the furnace")
    assert names(claim) == ["Mr Lee", "The agent"]


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "The “Daily Post” reported that a\u00a0firm sold pumps to Iran."
    for each in propose(text).claims:
        assert text[each.start : each.end] == each.quote


@pytest.mark.parametrize("text", ["", "\n\n", '"', "(((", '" " "', "said that", "According to", "a" * 5000, ". " * 500])
def test_dirty_text_gives_proposals_or_none_and_never_fails(text: str) -> None:
    assert all(text[each.start : each.end] == each.quote for each in propose(text).claims)


def test_dates_have_only_printed_components() -> None:
    claim = only("The firm sold pumps to Iran in September 2008, the paper said.", "The firm")
    assert claim.when is not None
    assert str(claim.when.value) == "2008-09"
    claim = only("The firm sold pumps to Iran on Feb. 3, the paper said.", "The firm")
    assert claim.when is not None
    assert str(claim.when.value) == "--02-03"


def test_a_hundred_articles_of_5_kb_take_less_than_10_seconds_of_cpu() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEVELOPMENT.glob("*.txt"))]
    articles = ["\n\n".join(texts[start:] + texts)[:5000] for start in range(5)]
    propose(articles[0])
    began = time.process_time()
    for each in articles:
        propose(each)
    assert (time.process_time() - began) / len(articles) * 100 < 10


@pytest.mark.parametrize(
    "words",
    [
        "The ministry did not confirm that",
        "The ministry refused to confirm that",
        "Officials cannot say that",
        "No official has said that",
        "Neither the ministry nor the police said that",
        "A spokesman said he could neither confirm nor deny that",
    ],
)
def test_what_nobody_said_is_no_claim(words: str) -> None:
    assert not propose(f"{words} the pumps were sold to Syria.").claims


def test_who_did_not_disclose_a_thing_leaves_it_standing() -> None:
    assert only("The firm did not disclose that the pumps were sold to Syria.", "the pumps")
    claim = only("The agency did not believe that the pumps were sold to Syria.", "the pumps")
    assert (claim.modality, claim.polarity) == (Modality.BELIEVED, Polarity.NEGATED)


@pytest.mark.parametrize(
    ("text", "modality", "polarity", "chain"),
    [
        ("The Post withdrew its report that the pumps were sold to Syria.", "asserted", "negated", ["Post"]),
        ("The report falsely stated that the pumps were sold to Syria.", "asserted", "negated", ["The report"]),
        ("Reports that the pumps were sold to Syria proved to be unfounded.", "asserted", "negated", []),
        (
            "A rumour that the pumps were sold to Syria was dismissed by the port authority.",
            "denied",
            "affirmed",
            ["the port authority"],
        ),
        ("The Post reported that the pumps were sold to Syria.", "asserted", "affirmed", ["Post"]),
    ],
)
def test_what_is_taken_back_or_contradicted_supports_nothing(
    text: str, modality: str, polarity: str, chain: list[str]
) -> None:
    claim = only(text, "the pumps were sold to Syria")
    assert claim.quote == "the pumps were sold to Syria"
    assert (claim.modality, claim.polarity) == (modality, polarity)
    assert [each.removeprefix("The ") for each in names(claim)] == [each.removeprefix("The ") for each in chain]


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("If the buyer pays, the firm will ship the furnace to Egypt.", True),
        ("The minister said that, if the licence is granted, the firm will ship the furnace to Egypt.", True),
        ("The firm will ship the furnace to Egypt unless the licence is refused.", True),
        ("The firm shipped the furnace to Egypt even if the buyer never paid.", False),
        ("The firm shipped the furnace to Egypt.", False),
    ],
)
def test_what_holds_under_a_condition_is_marked(text: str, conditional: bool) -> None:
    (claim,) = propose(text).claims
    assert (ClaimFlag.CONDITIONAL in claim.flags) is conditional


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Orlen Tools allegedly shipped lathes to Iran.", Modality.SUSPECTED),
        ("Orlen Tools reportedly shipped lathes to Iran.", Modality.ASSERTED),
        ("The lathes are said to have been shipped to Iran.", Modality.ASSERTED),
        ("Die Pumpen sollen nach Iran geliefert worden sein.", Modality.ASSERTED),
    ],
)
def test_what_a_text_only_passes_on_is_hearsay(text: str, modality: Modality) -> None:
    (claim,) = propose(text).claims
    assert claim.modality is modality
    assert ClaimFlag.HEARSAY in claim.flags


def test_an_aside_between_verb_and_clause_keeps_speaker_and_doubt() -> None:
    claim = only("The bank believes, but has not confirmed, that the invoice was forged.", "the invoice")
    assert (names(claim), claim.modality) == (["The bank"], Modality.BELIEVED)
    claim = only("The officer stated, citing a foreign service, that Beta Chem had supplied lathes to Syria.", "Beta")
    assert names(claim) == ["The officer", "a foreign service"]


@pytest.mark.parametrize(
    ("text", "modality", "chain"),
    [
        ("Der Hersteller bestreitet, Ventile nach Syrien verkauft zu haben.", Modality.DENIED, ["Der Hersteller"]),
        ("Die Firma wies den Vorwurf zurück, Ventile nach Syrien verkauft zu haben.", Modality.DENIED, ["Die Firma"]),
        ("Der Händler gab zu, Ventile nach Syrien verkauft zu haben.", Modality.ACKNOWLEDGED, ["Der Händler"]),
    ],
)
def test_a_german_infinitive_keeps_its_speaker(text: str, modality: Modality, chain: list[str]) -> None:
    claim = only(text, "Ventile")
    assert (claim.modality, names(claim)) == (modality, chain)


def test_a_noun_is_no_verb_of_saying() -> None:
    assert names(only("Iranian state media claimed that the engines were made at home.", "the engines")) == [
        "Iranian state media"
    ]
    claim = only("Prosecutors allege that Karel Dvor exported pressure gauges to Iran.", "Karel Dvor")
    assert claim.type is ClaimType.TRANSFER
