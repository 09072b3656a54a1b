"""Who may see a claim and in which words: deny by default, per-link consent, nothing withheld leaves a trace."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from endgate.evidence.against import contradictions
from endgate.evidence.dates import When
from endgate.evidence.errors import NO_SUCH_CLAIM, EvidenceError
from endgate.evidence.model import Claim, ClaimFile, Document, Link, Recipient, Source
from endgate.evidence.vocabulary import (
    ClaimFlag,
    ClaimType,
    ConsentState,
    Label,
    Level,
    Modality,
    Polarity,
    ReviewState,
)
from endgate.terms.dates import Day

_RELEASED_FLAGS = frozenset(ClaimFlag) - {
    ClaimFlag.DIRECT_QUOTE,
    ClaimFlag.HEADLINE,
    ClaimFlag.REDACTED,
    ClaimFlag.TRANSLATED_ONLY,
}


@dataclass(frozen=True)
class ReleasedClaim:
    """A claim in the words that one recipient may see. ``number`` counts from 1 within the release."""

    number: int
    type: ClaimType
    proposition: str
    modality: Modality
    polarity: Polarity
    chain: tuple[str, ...]
    label: Label
    roles: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    when: When | None = None
    quote: str = ""
    flags: tuple[ClaimFlag, ...] = ()
    nested_in: int | None = None
    stands_against: tuple[int, ...] = ()


@dataclass(frozen=True)
class Released:
    """What one recipient sees of a file of claims."""

    recipient: str
    claims: tuple[ReleasedClaim, ...]


def recipient_of(file: ClaimFile, ident: str) -> Recipient:
    """The recipient of that id; one that the file does not know may see nothing that is not CLEAR."""
    return next((each for each in file.recipients if each.id == ident), Recipient(ident))


def visible(file: ClaimFile, claim: Claim, recipient: Recipient, *, known_as_of: Day | None = None) -> bool:
    """May this recipient see the claim in some wording? No answer, no mark and no name means no."""
    return (
        claim.state(known_as_of) is ReviewState.CONFIRMED
        and recipient.id in claim.release_to
        and claim.label.within(recipient.ceiling)
        and _chain(file, claim, recipient) is not None
    )


def cut(file: ClaimFile, recipient: Recipient, *, known_as_of: Day | None = None) -> Released:
    """Build what the recipient may see from what is released to it; never a whole with parts struck out.

    Numbers begin at 1, no id of the file leaves it, and nothing is counted that the recipient does not see.
    """
    seen = tuple(claim for claim in file.claims if visible(file, claim, recipient, known_as_of=known_as_of))
    numbers = {claim.id: number for number, claim in enumerate(seen, start=1)}
    ids = numbers.keys()
    relations = tuple(each for each in file.relations if each.start in ids and each.end in ids)
    against = contradictions(replace(file, claims=seen, relations=relations), seen)
    pairs = [(numbers[each.claim], numbers[each.other]) for each in against]
    return Released(recipient.id, tuple(_released(file, claim, recipient, numbers, pairs) for claim in seen))


def released_claim(released: Released, number: int) -> ReleasedClaim:
    """One claim by its number. Raises EvidenceError; what is hidden and what is not there answer the same."""
    for claim in released.claims:
        if claim.number == number:
            return claim
    raise EvidenceError(NO_SUCH_CLAIM.at(str(number), f"there is no claim {number}"))


def _released(
    file: ClaimFile, claim: Claim, recipient: Recipient, numbers: dict[str, int], pairs: list[tuple[int, int]]
) -> ReleasedClaim:
    number = numbers[claim.id]
    chain = _chain(file, claim, recipient) or ()
    words = claim.quote if _quotable(file, claim, recipient) else ""
    others = {b if a == number else a for a, b in pairs if number in (a, b)}
    return ReleasedClaim(
        number=number,
        type=claim.type,
        proposition=claim.proposition,
        modality=claim.modality,
        polarity=claim.polarity,
        chain=chain,
        label=claim.label,
        roles=_named_roles(file, claim),
        when=None if claim.when is None else _bare(claim.when),
        quote=words,
        flags=tuple(flag for flag in claim.flags if flag in _RELEASED_FLAGS),
        nested_in=numbers.get(claim.nested_in),
        stands_against=tuple(sorted(others)),
    )


def _chain(file: ClaimFile, claim: Claim, recipient: Recipient) -> tuple[str, ...] | None:
    """The links in the words that may be used; None when one may not be shown, or its name stands elsewhere."""
    sources = {source.id: source for source in file.sources}
    words: list[str] = []
    withheld: list[Source] = []
    for link in claim.chain:
        level = Level.EXACT if _document(file, claim).public else _granted(link, recipient)
        if level is None:
            return None
        wording = sources[link.source].name if level is Level.EXACT else _wording(link, level)
        if wording is None:
            return None
        words.append(wording)
        if level is not Level.EXACT:
            withheld.append(sources[link.source])
    others = [
        claim.proposition,
        *words,
        *(name for names in _named_roles(file, claim).values() for name in names or ()),
    ]
    return None if _names_any(others, withheld, file) else tuple(words)


def _granted(link: Link, recipient: Recipient) -> Level | None:
    """The level that the owner's last answer for this recipient grants."""
    answers = [each for each in link.consent if each.recipient == recipient.id]
    answers.sort(key=lambda each: (each.at is not None, each.at or Day.min))
    return answers[-1].level if answers and answers[-1].state is ConsentState.GRANTED else None


def _wording(link: Link, level: Level) -> str | None:
    """The originator's words at that level, else at the next vaguer one."""
    levels = list(Level)
    for each in levels[levels.index(level) :]:
        for wording in link.wordings:
            if wording.level is each and each is not Level.EXACT:
                return wording.text
    return None


def _names_any(texts: list[str], sources: list[Source], file: ClaimFile) -> bool:
    """Does a text name a source that is shown in general words only?"""
    entities = {entity.id: entity.name for entity in file.entities}
    titles = {document.id: document.title for document in file.documents}
    hidden = {
        name.casefold()
        for source in sources
        for name in (source.name, *source.aliases, entities.get(source.entity, ""), titles.get(source.document, ""))
        if name.strip()
    }
    return any(name in text.casefold() for name in hidden for text in texts)


def _quotable(file: ClaimFile, claim: Claim, recipient: Recipient) -> bool:
    """Words of a document go only to those who may see the document, and only with every link named as it is."""
    document = _document(file, claim)
    if document.public:
        return True
    seen = recipient.id in document.release_to and document.label.within(recipient.ceiling)
    return seen and all(_granted(link, recipient) is Level.EXACT for link in claim.chain)


def _document(file: ClaimFile, claim: Claim) -> Document:
    return next(document for document in file.documents if document.id == claim.document)


def _named_roles(file: ClaimFile, claim: Claim) -> dict[str, tuple[str, ...] | None]:
    names = {entity.id: entity.name for entity in file.entities}
    return {
        role: None if fillers is None else tuple(names[each] for each in fillers)
        for role, fillers in claim.roles.items()
    }


def _bare(when: When) -> When:
    """The date without its words and without what it was derived from: both point into documents."""
    return replace(when, text="", derived_from="", candidates=())
