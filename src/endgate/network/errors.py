"""Faults of the corporate graph: EG35nn.

NetworkError
"""

from __future__ import annotations

from endgate.terms.faults import EndgateError, fault_kind

BAD_SHARE = fault_kind(
    "EG3501",
    "share not understood",
    "Ownership law turns on the figure; a guess would be a wrong answer.",
    "Write it as 50 %, 25-50, >75, <50, minority or majority, or leave it empty when it is not known.",
)
UNKNOWN_REGIME = fault_kind(
    "EG3502", "unknown regime", "Each regime has its own arithmetic.", "Use one of the regimes of regimes.csv."
)
BAD_BASE = fault_kind(
    "EG3503",
    "designation not understood",
    "Who is designated decides every ownership test.",
    "Write PARTY=BASE with a party id of the shipment and a word of regimes.csv, such as buyer=us_blocked.",
)


class NetworkError(EndgateError):
    """Root of the errors that this room raises."""
