"""Faults of forms (EG745n). The root is EvidenceError of the room."""

from __future__ import annotations

from endgate.terms.faults import fault_kind

FORMS_INCOMPLETE = fault_kind(
    "EG7451",
    "forms do not make a shipment",
    "What is decided needs a supplier, goods and a day; a form that lacks them decides nothing.",
    "Add the form that states it, or write a shipment: endgate check --template json.",
)
