"""Which records a rule takes for one party, what speaks against, and what stays for a person."""

from __future__ import annotations

from collections.abc import Sequence

from endgate.edition.identity import propose
from endgate.edition.links import ContradictionType, EvidenceType, Link, LinkState
from endgate.edition.traits import traits_of
from endgate.lists.model import Birth, CountryFact, Designation, Identifier, ListedParty, Name, NameKind, NameQuality
from endgate.terms.dates import PartialDate
from endgate.terms.kinds import IdentifierKind, PartyKind
from endgate.terms.places import CountryCode

ORGANISATION, PERSON, VESSEL = PartyKind.ORGANISATION, PartyKind.PERSON, PartyKind.VESSEL


def entry(
    party_id: str,
    *names: str,
    kind: PartyKind = ORGANISATION,
    programme: str = "IRAN",
    country: str = "",
    born: str = "",
    numbers: Sequence[Identifier] = (),
    refers: str = "",
    weak: str = "",
) -> ListedParty:
    source, key = party_id.split(":")
    listed = Designation(
        f"{party_id}/{programme}",
        source,
        source.upper(),
        "list",
        programme,
        reference=key,
        cross_refs=(refers,) if refers else (),
    )
    day = PartialDate.parse(born) if born else None
    spelt = [Name(text, NameKind.PRIMARY if n == 0 else NameKind.ALIAS) for n, text in enumerate(names)]
    spelt += [Name(weak, NameKind.ALIAS, NameQuality.WEAK)] if weak else []
    return ListedParty(
        party_id,
        source,
        kind,
        tuple(spelt),
        identifiers=tuple(numbers),
        birth=() if day is None else (Birth(day, day),),
        countries=(CountryFact(CountryCode(country), "associated"),) if country else (),
        designations=(listed,),
    )


def links(*parties: ListedParty, with_references: bool = True) -> dict[tuple[str, str], Link]:
    found = propose(map(traits_of, parties), with_references=with_references)
    return {(each.left, each.right): each for each in found}


def only(*parties: ListedParty) -> Link:
    (link,) = links(*parties).values()
    return link


def against(link: Link) -> list[ContradictionType]:
    return [each.type for each in link.contradictions]


def test_first_names_and_a_narrow_programme() -> None:
    link = only(entry("un:A", "Parchin Chemical Industries"), entry("uk:1", "PARCHIN CHEMICAL INDUSTRIES"))
    assert link.state is LinkState.ACCEPTED_RULE
    assert [each.type for each in link.evidence] == [EvidenceType.NAME, EvidenceType.PROGRAMME]


def test_a_broad_programme_alone_is_not_enough() -> None:
    one, two = (entry(each, "Falcon Trading House", programme="TALIBAN") for each in ("un:A", "uk:1"))
    assert only(one, two).state is LinkState.PROPOSED


def test_persons_need_more_than_a_name_and_a_country() -> None:
    one = entry("un:A", "Ali Hassan Example", kind=PERSON, programme="X", country="IR")
    two = entry("uk:1", "Ali Hassan Example", kind=PERSON, programme="Y", country="IR")
    assert only(one, two).state is LinkState.PROPOSED


def test_persons_born_on_one_day() -> None:
    one = entry("un:A", "Ali Hassan Example", kind=PERSON, programme="X", born="1966-09-08")
    two = entry("uk:1", "EXAMPLE, Ali Hassan", kind=PERSON, programme="Y", born="1966-09-08")
    assert only(one, two).state is LinkState.ACCEPTED_RULE


def test_births_apart() -> None:
    one = entry("un:A", "Ali Hassan Example", kind=PERSON, born="1966-09-08", country="IR")
    two = entry("uk:1", "Ali Hassan Example", kind=PERSON, born="1975", country="IR")
    link = only(one, two)
    assert link.state is LinkState.PROPOSED
    assert against(link) == [ContradictionType.BIRTH_DATE]


def test_a_reference_with_agreeing_names() -> None:
    one, two = entry("un:A.001", "Sanam Industrial Group"), entry("uk:1", "Sanam Industries Group", refers="A.001")
    assert only(one, two).state is LinkState.ACCEPTED_RULE


def test_a_reference_to_another_party_is_evidence_not_proof() -> None:
    one, two = entry("un:A.001", "Daedong Credit Bank"), entry("uk:1", "Korea Kumsan Trading Corp", refers="UN A.001")
    link = only(one, two)
    assert link.state is LinkState.PROPOSED
    assert against(link) == [ContradictionType.NAMES_DISAGREE]
    assert not links(one, two, with_references=False)


def test_kinds_apart() -> None:
    one, two = entry("un:A", "Sirius Star", country="IR"), entry("uk:1", "Sirius Star", kind=VESSEL, country="IR")
    assert ContradictionType.KIND in against(only(one, two))


def ship(party_id: str, name: str, imo: str) -> ListedParty:
    return entry(party_id, name, kind=VESSEL, numbers=(Identifier(IdentifierKind.IMO_SHIP, imo),))


def test_a_ship_that_was_renamed_and_its_namesake() -> None:
    found = links(ship("un:A", "First Name", "9187629"), ship("uk:1", "Other Name", "IMO 9187629"))
    assert [each.state for each in found.values()] == [LinkState.ACCEPTED_RULE]
    namesake = only(ship("un:A", "Same Name", "9187629"), ship("uk:1", "Same Name", "9167253"))
    assert namesake.state is LinkState.PROPOSED
    assert against(namesake) == [ContradictionType.IMO_NUMBER]


def passport(party_id: str, name: str, country: str) -> ListedParty:
    issuer = CountryCode(country) if country else None
    number = Identifier(IdentifierKind.PASSPORT, "AB123456", issuer)
    return entry(party_id, name, kind=PERSON, numbers=(number,))


def test_a_passport_settles_only_with_the_country_that_gave_it() -> None:
    one, two = "Ali Hassan Example", "Omar Karim Otherman"
    assert only(passport("un:A", one, "IR"), passport("uk:1", two, "IR")).state is LinkState.ACCEPTED_RULE
    assert only(passport("un:A", one, "IR"), passport("uk:1", two, "")).state is LinkState.PROPOSED
    assert not links(passport("un:A", one, "IR"), passport("uk:1", two, "SY"))


def test_a_number_inside_the_name() -> None:
    one = entry("un:A", "Factory 81 Works", "Common Alias Works", country="IR")
    two = entry("uk:1", "Factory 82 Works", "Common Alias Works", country="IR")
    assert ContradictionType.NUMBER_IN_NAME in against(only(one, two))


def test_an_alias_that_another_entry_bears_first() -> None:
    """One list names a subsidiary as an alias of its parent; the other lists both."""
    parent, child = entry("un:A", "Hemmat Group", country="IR"), entry("un:B", "Sahand Parts Company", country="IR")
    both = entry("us:1", "Hemmat Group", "Sahand Parts Company", country="IR")
    found = links(parent, child, both)
    assert found["un:A", "us:1"].state is LinkState.ACCEPTED_RULE
    assert found["un:B", "us:1"].state is LinkState.PROPOSED
    assert against(found["un:B", "us:1"]) == [ContradictionType.BETTER_RIVAL]


def test_two_entries_that_fit_equally_are_left_to_a_person() -> None:
    one, two = (entry(each, "Double Listed Works", country="IR") for each in ("un:A", "un:B"))
    found = links(one, two, entry("uk:1", "Double Listed Works", country="IR"))
    assert not any(each.state.accepted for each in found.values())


def test_one_list_under_one_programme_means_two_parties_unless_it_repeats_them() -> None:
    apart = only(*(entry(each, "Double Listed Works", country="IR") for each in ("un:A", "un:B")))
    assert against(apart) == [ContradictionType.LISTED_SEPARATELY]
    repeated = only(*(entry(each, "Double Listed Works", country="IR") for each in ("us-bis-el:a", "us-bis-el:b")))
    assert repeated.state is LinkState.ACCEPTED_RULE


def test_an_entry_that_came_after_the_other_had_gone() -> None:
    old = traits_of(entry("us:1", "Atomic Organisation", country="IR"), seen=0b01)
    new = traits_of(entry("us:2", "Atomic Organisation", country="IR"), seen=0b10)
    (link,) = propose([old, new])
    assert link.state is LinkState.ACCEPTED_RULE


def test_branches_in_two_towns() -> None:
    one = entry("us:1", "Micro Works (Beijing) Corporation", programme="X", country="CN")
    two = entry("uk:1", "Micro Works (Tianjin) Corporation", programme="Y", country="CN")
    assert not links(one, two)


def test_weak_aliases_tie_nobody() -> None:
    one = entry("un:A", "Northern Lights Works", weak="Sapico", country="IR")
    two = entry("uk:1", "Southern Cross Works", weak="Sapico", country="IR")
    assert not links(one, two)
