"""Words of trade documents around a name: who is to be told, for whose account, in whose care, numbers and telephones.

Takes them off and leaves the name; a text that is nothing else stays as it is. Whoever else is named there (in whose
care, for whom as agent) is a party of its own and is given beside the name.
"""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:(?:made out )?to (?:the )?order of (?:shipper )?"
    r"|(?:for|on) (?:the )?(?:account|behalf) of "
    r"|(?:(?:also )?notify(?: party)?|consignee|consignor|shipper|beneficiary|applicant|delivery agent|end user)"
    r"\s*[:/]\s*"
    r"|same as consignee[\s:,]+"
    r"|c/o\.?\s+|m/s\.?,?\s+|messrs\.?,?\s+|shipper'?s load and count[\s:,]+)",
    re.IGNORECASE,
)
"""How a field of a bill of lading or a credit leads up to the name."""

_MAY_FOLLOW = re.compile(r"[/:@]|[0-9]{5}|\b(?:attn|p\.?\s?o\.?\s?box|as (?:agent|carrier)|tel|fax)\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"[\s,;]+(?:"
    r"(?:c/o|o/b|[swd]/o)\b.*"
    r"|attn\b.*|as agents?\b.*|as carriers?\b.*"
    r"|(?:p\.?\s?o\.?|post)\s?box\b.*"
    r"|(?:tel|telephone|phone|fax|mob|mobile|тел|факс)\b[\s.:]*\+?[0-9(].*"
    r"|(?:e-?mail|website)\s?:.*|\S+@.*"
    r"|(?:inn|kpp|ogrn|bin|iin|инн|кпп|огрн|бин|иин|tax id|vat|trn|uscc|reg\.?\s?no)\b[\s.:#№no]*[0-9]{8,}.*"
    r"|(?<=[a-z]{2}[\s,])[0-9]{6}\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""What documents write behind a name: whose care, child or spouse of whom, boxes, telephones, numbers, post codes."""


def without_wording(text: str) -> str:
    """The text without what documents say around the name."""
    before = _BEFORE.match(text)
    name = text[before.end() :] if before is not None else text
    if _MAY_FOLLOW.search(name) is not None:
        name = _BEHIND.sub("", name)
    return name if any(map(str.isalpha, name)) else text


_BESIDE = re.compile(
    r"[\s,;](?:c/o|o/b|attn|as agents? (?:for|of|on behalf of))\b[\s.:]*"
    r"(?:(?:mr|mrs|ms|dr|eng)\b\.?\s*)?(?P<who>[^,;:]+)",
    re.IGNORECASE,
)


def named_beside(text: str) -> str:
    """Whom a text names behind the name, in two words or more: in whose care, for whom as agent; empty without one."""
    found = _BESIDE.search(text) if _MAY_FOLLOW.search(text) is not None else None
    who = _BEHIND.sub("", found["who"]).strip() if found is not None else ""
    return who if " " in who and any(map(str.isalpha, who)) else ""
