"""Faults of extraction (EG74nn). The root is EvidenceError of the room."""

from __future__ import annotations

from endgate.terms.faults import fault_kind

GOLD_REFUSED = fault_kind(
    "EG7401",
    "file of labelled claims refused",
    "A figure taken on half of the labels is no figure.",
    "Write the keys of the format stc-claims-gold: doc, entities, sources, claims.",
)
GOLD_TEXT_DIFFERS = fault_kind(
    "EG7402",
    "labelled text absent or changed",
    "The labels point to other words there.",
    "Put the text with the stated hash beside its file of labels.",
)
TEXT_UNREADABLE = fault_kind(
    "EG7404",
    "text cannot be read",
    "Nothing can be proposed from words that are not there.",
    "Give a UTF-8 text file; other formats are read by endgate evidence add.",
)
