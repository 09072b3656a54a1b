"""Faults of asking a language model (EG75). The root is EvidenceError of the room."""

from __future__ import annotations

from endgate.terms.faults import fault_kind

BAD_SETTINGS = fault_kind(
    "EG7501",
    "settings of the provider refused",
    "A document is sent to the endpoint; where it goes, and how, must be stated exactly.",
    "Write [evidence.provider] with recipient, base_url (https, or http on this machine) and model.",
)
NOT_RELEASED = fault_kind(
    "EG7502",
    "document is not released to the provider",
    "Sending a text to an endpoint is a release like any other; nobody may see a document unless named.",
    "Enter the provider as a recipient of kind processor, and add the document with --release-to and a fitting label.",
)
NO_ANSWER = fault_kind(
    "EG7503",
    "provider gave nothing usable",
    "Fewer claims were proposed; that says nothing of the document.",
    "Ask again, or go on with what the rules proposed.",
)
NO_WORDS = fault_kind(
    "EG7504",
    "document has no text to send",
    "A model can quote only what was read.",
    "See in `endgate evidence show` why it was not read.",
)
