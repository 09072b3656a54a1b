"""Facts beside names: dates, numbers, countries, gender, addresses, what ships tell. Missing facts move nothing."""

from endgate.names.facts.addresses import address_key
from endgate.names.facts.dates import birth_days, birth_relation
from endgate.names.facts.gather import address_keys, facts_of_listed, facts_of_query, query_of
from endgate.names.facts.identifiers import EXCLUSIVE, STRONG, clean_id, finding_key
from endgate.names.facts.model import Facts, Span
from endgate.names.facts.relate import relate
from endgate.names.facts.stated import births_out_of_reach, stated_faults

__all__ = [
    "EXCLUSIVE",
    "STRONG",
    "Facts",
    "Span",
    "address_key",
    "address_keys",
    "birth_days",
    "birth_relation",
    "births_out_of_reach",
    "clean_id",
    "facts_of_listed",
    "facts_of_query",
    "finding_key",
    "query_of",
    "relate",
    "stated_faults",
]
