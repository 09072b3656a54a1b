"""Closed vocabularies that several rooms share: kinds of party and of identifier."""

from __future__ import annotations

from enum import StrEnum


class PartyKind(StrEnum):
    """What a party is. ``UNKNOWN`` is common: BIS and State lists do not say."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    PLACE = "place"
    UNKNOWN = "unknown"


class IdentifierKind(StrEnum):
    """What a number identifies; check digits in ``terms.ids``."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    TAX_ID = "tax_id"
    REGISTRATION_NO = "registration_no"
    LEI = "lei"
    IMO_SHIP = "imo_ship"
    IMO_COMPANY = "imo_company"
    MMSI = "mmsi"
    CALL_SIGN = "call_sign"
    AIRCRAFT_SERIAL = "aircraft_serial"
    AIRCRAFT_TAIL = "aircraft_tail"
    SWIFT_BIC = "swift_bic"
    USCC = "uscc"
    INN = "inn"
    OGRN = "ogrn"
    ISIN = "isin"
    TICKER = "ticker"
    DUNS = "duns"
    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    CRYPTO_ADDRESS = "crypto_address"
    PUBLISHER_REF = "publisher_ref"
    OTHER = "other"
