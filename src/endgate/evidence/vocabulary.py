"""The closed vocabularies of claims: modality, polarity, types, roles, sources, review states, release marks."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """What a modality commits its speaker to."""

    COMMITTED = "committed"
    TENTATIVE = "tentative"
    INTERESTED = "interested"
    DIRECTIVE = "directive"


class Modality(StrEnum):
    """How surely the innermost speaker says it, surest first. A directive is no statement of fact."""

    ASSERTED = "asserted"
    ACKNOWLEDGED = "acknowledged"
    BELIEVED = "believed"
    INDICATED = "indicated"
    SUSPECTED = "suspected"
    FEARED = "feared"
    POSSIBLE = "possible"
    INSISTED = "insisted"
    DENIED = "denied"
    REQUESTED = "requested"
    DIRECTED = "directed"

    @property
    def stance(self) -> Stance:
        return _STANCES[self]

    @property
    def rank(self) -> int:
        """0 is the surest."""
        return list(Modality).index(self)


_STANCES = {
    Modality.ASSERTED: Stance.COMMITTED,
    Modality.ACKNOWLEDGED: Stance.COMMITTED,
    Modality.BELIEVED: Stance.TENTATIVE,
    Modality.INDICATED: Stance.TENTATIVE,
    Modality.SUSPECTED: Stance.TENTATIVE,
    Modality.FEARED: Stance.TENTATIVE,
    Modality.POSSIBLE: Stance.TENTATIVE,
    Modality.INSISTED: Stance.INTERESTED,
    Modality.DENIED: Stance.INTERESTED,
    Modality.REQUESTED: Stance.DIRECTIVE,
    Modality.DIRECTED: Stance.DIRECTIVE,
}


class Polarity(StrEnum):
    """Polarity of the proposition as worded."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class ClaimType(StrEnum):
    """What a claim is about. What each type may become stands in ``data/evidence/effects.csv``."""

    TRANSFER = "transfer"
    DECLARED_DESTINATION = "declared_destination"
    DECLARED_END_USE = "declared_end_use"
    DECLARED_END_USER = "declared_end_user"
    DECLARED_FIELD = "declared_field"
    INDICATED_DESTINATION = "indicated_destination"
    END_USE_CONCERN = "end_use_concern"
    OBSERVED_USE = "observed_use"
    PROCUREMENT = "procurement"
    SUITABILITY = "suitability"
    CONTROL_STATUS = "control_status"
    LEGALITY = "legality"
    CONTRIBUTION = "contribution"
    CONSEQUENCE = "consequence"
    PROGRAMME_INTENT = "programme_intent"
    MANUFACTURE = "manufacture"
    CORPORATE_LINK = "corporate_link"
    PARTY_CLASS = "party_class"
    LISTING = "listing"
    DETERMINATION = "determination"
    DENIAL_OF_LICENCE = "denial_of_licence"
    DIPLOMATIC_ACTION = "diplomatic_action"
    INFORMATION_SHARING = "information_sharing"
    TALKING_POINTS = "talking_points"
    REQUEST = "request"
    CAPABILITY = "capability"
    ESTIMATE = "estimate"
    PLAN = "plan"
    OFFER = "offer"
    FILE_METADATA = "file_metadata"
    OTHER = "other"


class ClaimRole(StrEnum):
    """The part that an entity plays in a proposition."""

    SUPPLIER = "supplier"
    MANUFACTURER = "manufacturer"
    ORIGIN = "origin"
    GOODS = "goods"
    DESTINATION = "destination"
    DECLARED_DESTINATION = "declared_destination"
    INDICATED_DESTINATION = "indicated_destination"
    END_USER = "end_user"
    END_USE = "end_use"
    CONSIGNEE = "consignee"
    CARRIER = "carrier"
    DECLARANT = "declarant"
    ACTOR = "actor"
    TARGET = "target"
    RECIPIENT = "recipient"
    ABOUT = "about"
    HOLDER = "holder"
    PROGRAMME = "programme"
    REGIME = "regime"
    PARENT = "parent"
    CHILD = "child"
    PLACE = "place"
    EVIDENCE = "evidence"
    PRICE = "price"
    QUANTITY = "quantity"


class ClaimFlag(StrEnum):
    """Marks on a claim. ``disjunctive`` asserts the weakest part only, ``conditional`` asserts nothing."""

    INTERESTED_PARTY = "interested_party"
    DIRECT_QUOTE = "direct_quote"
    PRESUPPOSED = "presupposed"
    CONDITIONAL = "conditional"
    HEARSAY = "hearsay"
    HEADLINE = "headline"
    OPEN_LIST = "open_list"
    DISJUNCTIVE = "disjunctive"
    OFFICIAL_FINDING = "official_finding"
    REDACTED = "redacted"
    TRANSLATED_ONLY = "translated_only"


class RelationType(StrEnum):
    """How two claims stand to each other. ``corroborates`` is set by a person only."""

    CONTRADICTS = "contradicts"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    CONTAINS = "contains"
    ELABORATES = "elaborates"
    SUMMARISED_BY = "summarised_by"
    SUPPORTS = "supports"
    BASIS_FOR = "basis_for"
    SAME_ORIGIN = "same_origin"
    CORROBORATES = "corroborates"


class SourceKind(StrEnum):
    """Who or what speaks."""

    PUBLICATION = "publication"
    ARTICLE = "article"
    DOCUMENT = "document"
    PERSON = "person"
    AGENCY = "agency"
    GOVERNMENT = "government"
    COMPANY = "company"
    EVIDENCE = "evidence"
    INDICATIONS = "indications"
    PARTNER = "partner"


class EntityKind(StrEnum):
    """What a role of a claim is filled with."""

    COUNTRY = "country"
    PERSON = "person"
    ORGANISATION = "organisation"
    AGENCY = "agency"
    GROUP = "group"
    VESSEL = "vessel"
    GOODS = "goods"
    USE = "use"
    PROGRAMME = "programme"
    REGIME = "regime"
    PLACE = "place"
    PUBLICATION = "publication"
    EVIDENCE = "evidence"
    VALUE = "value"
    OTHER = "other"


class Programme(StrEnum):
    """A use of concern; ``use.<programme>`` is its proposition in ``data/law/propositions.yaml``."""

    NUCLEAR_EXPLOSIVE = "nuclear_explosive"
    NUCLEAR_FACILITY = "nuclear_facility"
    CHEMICAL_WEAPON = "chemical_weapon"
    BIOLOGICAL_WEAPON = "biological_weapon"
    MISSILE_DELIVERY = "missile_delivery"
    WMD = "wmd"
    MILITARY = "military"
    ILLEGAL_MILITARY_PARTS = "illegal_military_parts"
    REPRESSION = "repression"

    @property
    def proposition(self) -> str:
        return f"use.{self.value}"


class ReviewState(StrEnum):
    """Where a claim stands. Confirmed means: it was said so, as recorded. It does not mean: it is true."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Label(StrEnum):
    """TLP 2.0, widest first; the outer mark only. Who may see a claim is said by its release set."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    def within(self, ceiling: Label) -> bool:
        labels = list(Label)
        return labels.index(self) <= labels.index(ceiling)


class Level(StrEnum):
    """How exactly a link may be named, most exact first."""

    EXACT = "exact"
    GENERAL = "general"
    VAGUE = "vague"


class ConsentState(StrEnum):
    """What the owner of a link answered. Only ``granted`` counts."""

    GRANTED = "granted"
    REFUSED = "refused"
    ASKED = "asked"
    UNKNOWN = "unknown"


class RecipientKind(StrEnum):
    """What a recipient is."""

    AUTHORITY = "authority"
    PARTNER_AUTHORITY = "partner_authority"
    COMPANY = "company"
    BANK = "bank"
    PROCESSOR = "processor"
    PUBLIC = "public"


class Reliability(StrEnum):
    """Reliability of a source (Admiralty code). F is unknown, not bad. Never a number, never averaged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Credibility of an item (Admiralty code), a digit that is no number. 6 is unknown."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"
