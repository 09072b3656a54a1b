"""For any matrix of marks nothing withheld appears in what a recipient gets; what is hidden might as well not be."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from endgate.evidence.model import ClaimFile, Recipient
from endgate.evidence.read import read_claims
from endgate.evidence.release import Released, cut, visible
from endgate.evidence.vocabulary import ConsentState, Label, Level
from endgate.terms.codec import encode

RECIPIENTS = ("it", "es", "public")
LEVELS = ("exact", "general", "vague")


def token(*parts: object) -> str:
    """A word that stands nowhere else."""
    return "zq" + "q".join(str(part) for part in parts) + "z"


_consents = st.lists(
    st.fixed_dictionaries(
        {
            "recipient": st.sampled_from(RECIPIENTS),
            "state": st.sampled_from(["granted", "granted", "refused", "asked"]),
            "level": st.sampled_from(LEVELS),
        }
    ),
    max_size=3,
)
_marks = st.fixed_dictionaries(
    {
        "document": st.integers(0, 2),
        "label": st.sampled_from([label.value for label in Label]),
        "release_to": st.lists(st.sampled_from(RECIPIENTS), unique=True),
        "links": st.lists(st.tuples(st.integers(0, 4), _consents, st.booleans()), min_size=1, max_size=3),
        "state": st.sampled_from(["confirmed", "confirmed", "confirmed", "proposed", "rejected"]),
        "nested_in": st.integers(0, 5),
    }
)
_documents = st.lists(
    st.fixed_dictionaries(
        {
            "public": st.booleans(),
            "label": st.sampled_from([label.value for label in Label]),
            "release_to": st.lists(st.sampled_from(RECIPIENTS), unique=True),
        }
    ),
    min_size=3,
    max_size=3,
)


@st.composite
def files(draw: st.DrawFn) -> ClaimFile:
    """A file with a token in every field and random marks, consents, relations and nesting."""
    marks = draw(st.lists(_marks, min_size=1, max_size=6))
    numbers = st.integers(0, len(marks) - 1)
    relations = draw(st.lists(st.tuples(st.sampled_from(["denies", "contradicts", "qualifies"]), numbers, numbers)))
    raw = {
        "documents": [
            {"id": token("D", n), "title": token("title", n), "text": "", **fields}
            for n, fields in enumerate(draw(_documents))
        ],
        "sources": [
            {"id": token("S", n), "kind": "agency", "name": token("name", n), "entity": token("E", n)} for n in range(5)
        ],
        "entities": [{"id": token("E", n), "kind": "organisation", "name": token("entity", n)} for n in range(11)],
        "claims": [_claim(number, mark, len(marks)) for number, mark in enumerate(marks)],
        "relations": [
            {"type": kind, "start": token("C", a), "end": token("C", b), "note": token("why", a, b)}
            for kind, a, b in relations
        ],
    }
    return read_claims(json.dumps(raw).encode(), name="c.json")


def _claim(number: int, mark: dict[str, Any], count: int) -> dict[str, Any]:
    nested = mark["nested_in"]
    return {
        "id": token("C", number),
        "document": token("D", mark["document"]),
        "type": "procurement",
        "proposition": token("proposition", number),
        "modality": "denied" if number % 3 == 2 else "asserted",
        "roles": {"actor": [token("E", 5 + number)], "supplier": None},
        "quote": token("quote", number),
        "when": {"text": token("when", number), "latest": f"{1900 + number}", "derived_from": token("from", number)},
        "nested_in": token("C", nested) if nested < min(number, count) else "",
        "review": [] if mark["state"] == "proposed" else [{"state": mark["state"], "by": "R", "at": "2023-01-01"}],
        "label": mark["label"],
        "release_to": mark["release_to"],
        "chain": [
            {
                "source": token("S", source),
                "verb": token("verb", number, place),
                "owner": token("owner", number, place),
                "consent": consents,
                "wordings": [{"level": level, "text": token(level, number, place)} for level in LEVELS[1:] if worded],
            }
            for place, (source, consents, worded) in enumerate(mark["links"])
        ],
    }


def printed(released: Released) -> str:
    return json.dumps(encode(released), ensure_ascii=False)


_recipients = st.builds(Recipient, st.sampled_from(RECIPIENTS), ceiling=st.sampled_from(list(Label)))


@settings(max_examples=200)
@given(files(), _recipients)
def test_nothing_withheld_is_printed(file: ClaimFile, recipient: Recipient) -> None:
    text = printed(cut(file, recipient))
    seen = [claim for claim in file.claims if visible(file, claim, recipient)]
    for claim in file.claims:
        assert claim.id not in text
        if claim not in seen:
            hidden = [
                claim.proposition,
                claim.quote,
                *(wording.text for link in claim.chain for wording in link.wordings),
            ]
            assert not any(word in text for word in (*hidden, token("entity", 5 + int(claim.id[4:-1]))))
    inner = [token("D", 0), token("S", 0), token("E", 5), "zqverb", "zqowner", "zqwhen", "zqfrom", "zqwhy", "zqtitle"]
    assert not any(word in text for word in inner)
    assert not {other for other in RECIPIENTS if other != recipient.id} & set(text.split('"'))


@settings(max_examples=200)
@given(files(), _recipients)
def test_a_name_is_printed_only_where_its_owner_granted_it(file: ClaimFile, recipient: Recipient) -> None:
    public = {document.id for document in file.documents if document.public}
    names = {source.id: source.name for source in file.sources}
    granted = {
        names[link.source]
        for claim in file.claims
        for link in claim.chain
        if claim.document in public
        or any(
            (each.recipient, each.state, each.level) == (recipient.id, ConsentState.GRANTED, Level.EXACT)
            for each in link.consent
        )
    }
    text = printed(cut(file, recipient))
    assert not any(name in text for name in names.values() if name not in granted)


@settings(max_examples=200)
@given(files(), _recipients)
def test_the_hidden_might_as_well_not_exist(file: ClaimFile, recipient: Recipient) -> None:
    seen = tuple(claim for claim in file.claims if visible(file, claim, recipient))
    ids = {claim.id for claim in seen}
    world = replace(
        file,
        claims=seen,
        relations=tuple(each for each in file.relations if {each.start, each.end} <= ids),
    )
    assert printed(cut(world, recipient)) == printed(cut(file, recipient))


@settings(max_examples=100)
@given(files(), _recipients)
def test_everything_released_is_printed(file: ClaimFile, recipient: Recipient) -> None:
    text = printed(cut(file, recipient))
    for claim in file.claims:
        if visible(file, claim, recipient):
            assert claim.proposition in text
