"""Faults of dossiers (EG812n): what keeps one from being prepared or released."""

from __future__ import annotations

from endgate.terms.faults import fault_kind

HIDDEN_POINT = fault_kind(
    "EG8120",
    "talking point rests on what the recipient may not see",
    "Whoever hears it could tell that more exists, and from whom.",
    "Rest it on visible claims, mark and ask consent for the others, or leave it out.",
)
SELF_CHECK = fault_kind(
    "EG8121",
    "dossier would give away something withheld",
    "A name, a title or a sentence that is withheld stands in what would go out.",
    "Take it out of your own words, or ask for its release, and prepare it again.",
)
NOTHING_TO_SEE = fault_kind(
    "EG8122",
    "nothing in it for this recipient",
    "No confirmed claim is released to this recipient with the consent of all who say it.",
    "See under each claim what withholds it; nothing goes out by default.",
)
MARKS_CHANGED = fault_kind(
    "EG8123",
    "marks changed since it was prepared",
    "What was releasable then may not be so now, and the other way round.",
    "Prepare it again from what stands now.",
)
