"""PROV-JSON: which released claim was drawn from which source as named, by whom, and in which release."""

from __future__ import annotations

import json
from typing import Any

from endgate.evidence.exchange.record import ReleaseRecord
from endgate.evidence.release import Released

_PREFIX = {"prov": "http://www.w3.org/ns/prov#", "eg": "urn:endgate:release:"}


def prov(released: Released, record: ReleaseRecord) -> bytes:
    """The released claims, their sources as named and the release itself."""
    found: dict[str, dict[str, Any]] = {"prefix": dict(_PREFIX), "entity": {}, "activity": {}, "agent": {}}
    for relation in ("wasGeneratedBy", "wasAttributedTo", "wasDerivedFrom"):
        found[relation] = {}
    release = f"eg:{record.uuid('release', 0)}"
    found["activity"][release] = {"prov:startTime": record.instant, "prov:endTime": record.instant}
    originator = f"eg:{record.uuid('originator', 0)}"
    found["agent"][originator] = {"prov:label": record.originator}
    found["wasAssociatedWith"] = {"_:release": {"prov:activity": release, "prov:agent": originator}}
    for claim in released.claims:
        _claim(found, claim.number, claim.chain, claim.proposition, release, record)
    text = json.dumps({key: value for key, value in found.items() if value}, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode()


def _claim(
    found: dict[str, dict[str, Any]],
    number: int,
    chain: tuple[str, ...],
    words: str,
    release: str,
    record: ReleaseRecord,
) -> None:
    ident = f"eg:{record.uuid('claim', number)}"
    found["entity"][ident] = {"prov:label": f"claim {number}", "prov:value": words}
    found["wasGeneratedBy"][f"_:g{number}"] = {"prov:entity": ident, "prov:activity": release}
    derived = ident
    for place, name in enumerate(chain[:-1] or chain):
        source = f"eg:{record.uuid('source', name)}"
        found["entity"][source] = {"prov:label": name}
        if derived != source:
            found["wasDerivedFrom"][f"_:d{number}.{place}"] = {
                "prov:generatedEntity": derived,
                "prov:usedEntity": source,
                "prov:type": {"$": "prov:PrimarySource" if place else "prov:Quotation", "type": "xsd:QName"},
            }
        derived = source
    speaker = f"eg:{record.uuid('agent', chain[-1])}"
    found["agent"][speaker] = {"prov:label": chain[-1]}
    found["wasAttributedTo"][f"_:a{number}"] = {"prov:entity": ident, "prov:agent": speaker}
