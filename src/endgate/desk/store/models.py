"""Tables of the desk. Those of ``INSERT_ONLY`` are never changed nor deleted; triggers in the database see to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

ROLES = ("viewer", "officer", "senior", "analyst", "legal", "licensing", "releaser", "data", "auditor", "admin")
STATES = ("new", "open", "waiting", "advice", "signing", "closed", "reopened")
CAUSES = ("asked", "revised", "list", "law", "claim", "review", "engine", "policy")
ACTS = ("advice", "sign", "countersign", "dissent", "override", "withdraw", "adopt", "note", "close", "reopen")
JUDGEMENTS = ("same", "different", "unsure")
DOSSIER_ACTS = ("released", "refused", "delivered", "replied", "recalled")
INSERT_ONLY = (
    "shipment",
    "decision",
    "act",
    "match_review",
    "event",
    "advice_request",
    "claim_grant",
    "evidence_event",
    "dossier",
    "dossier_act",
    "review_withdrawal",
    "carried_claim",
)


def _among(field: str, values: tuple[str, ...]) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": values}), name=f"%(class)s_{field}")


class Team(models.Model):
    """People who work the same cases; a recipient of the release rules."""

    name = models.CharField(max_length=80, unique=True)

    class Meta:
        db_table = "team"


class User(models.Model):
    """A person who signs in. ``password`` is a salted hash; empty means that none can be used."""

    name = models.CharField(max_length=80, unique=True)
    password = models.CharField(max_length=200, default="", blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "user"


class Membership(models.Model):
    """A role of a person in a team; roles add up."""

    user = models.ForeignKey(User, models.CASCADE)
    team = models.ForeignKey(Team, models.CASCADE)
    role = models.CharField(max_length=20)

    class Meta:
        db_table = "membership"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "team", "role"], name="membership_once"),
            _among("role", ROLES),
        ]


class Link(models.Model):
    """A one-time link to sign in or to set a password; only the hash of its secret is kept."""

    secret = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True)
    purpose = models.CharField(max_length=20)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "link"


class Token(models.Model):
    """A token of a program, bound to a person. ``secret`` is a hash; ``scopes`` are parted by blanks."""

    key = models.CharField(max_length=16, unique=True)
    secret = models.CharField(max_length=64)
    user = models.ForeignKey(User, models.CASCADE)
    scopes = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        db_table = "token"


class Attempt(models.Model):
    """A failed sign-in, to slow guessing down."""

    account = models.CharField(max_length=80)
    address = models.CharField(max_length=60)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "attempt"


_OPEN = ~models.Q(state="closed")
"""Queues show what is open, in the order of its arrival; most cases of an older desk are closed."""


class Case(models.Model):
    """A case: state, team, assignee, clock. What it rests on lies in the tables that are never changed."""

    reference = models.CharField(max_length=12, unique=True)
    team = models.ForeignKey(Team, models.PROTECT)
    assignee = models.ForeignKey(User, models.SET_NULL, null=True)
    state = models.CharField(max_length=10, default="new")
    outcome = models.CharField(max_length=30, default="", blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=200, default="", blank=True)
    waiting_since = models.DateTimeField(null=True)
    waiting_until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=300)
    route = models.CharField(max_length=100, default="", blank=True)
    legality = models.CharField(max_length=30)
    concern = models.CharField(max_length=10)
    why_here = models.CharField(max_length=200, default="", blank=True)
    changed = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        db_table = "case"
        indexes: ClassVar = [
            models.Index(fields=["team", "id"], name="case_open", condition=_OPEN),
            models.Index(fields=["assignee", "id"], name="case_own", condition=_OPEN),
            models.Index(fields=["team", "state", "id"], name="case_state"),
            models.Index(fields=["team", "changed"], name="case_changed"),
        ]
        constraints: ClassVar = [_among("state", STATES)]


class Shipment(models.Model):
    """One version of a case's shipment with the claims beside it, as canonical JSON. Never changed."""

    case = models.ForeignKey(Case, models.PROTECT)
    n = models.PositiveIntegerField()
    content = models.BinaryField()
    claims = models.BinaryField(default=b"")
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "shipment"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "n"], name="shipment_n")]


class Decision(models.Model):
    """One decision record, byte for byte. Never changed."""

    case = models.ForeignKey(Case, models.PROTECT)
    n = models.PositiveIntegerField()
    shipment = models.ForeignKey(Shipment, models.PROTECT)
    record = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    edition = models.CharField(max_length=64)
    as_of = models.DateField()
    known_as_of = models.DateField()
    cause = models.CharField(max_length=10)
    difference = models.TextField(default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "decision"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "n"], name="decision_n"),
            _among("cause", CAUSES),
        ]


class Act(models.Model):
    """What a person did on a decision. Never changed; a withdrawal is an act of its own."""

    case = models.ForeignKey(Case, models.PROTECT)
    decision = models.ForeignKey(Decision, models.PROTECT)
    kind = models.CharField(max_length=12)
    outcome = models.CharField(max_length=30, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    citation = models.CharField(max_length=200, default="", blank=True)
    author = models.ForeignKey(User, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT)
    on_act = models.ForeignKey("self", models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "act"
        constraints: ClassVar = [_among("kind", ACTS)]


class MatchReview(models.Model):
    """A person's judgement on a match, as names.reviews keeps it (``review`` is its JSON). Never changed."""

    case = models.ForeignKey(Case, models.PROTECT, null=True)
    judgement = models.CharField(max_length=10)
    query = models.CharField(max_length=64, db_index=True)
    party_id = models.CharField(max_length=200)
    ref = models.CharField(max_length=80)
    review = models.TextField()
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "match_review"
        constraints: ClassVar = [_among("judgement", JUDGEMENTS)]


class ReviewWithdrawal(models.Model):
    """A judgement on a match taken back at once by whoever gave it, after a slip. The judgement stays written."""

    review = models.OneToOneField(MatchReview, models.PROTECT, related_name="withdrawal")
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "review_withdrawal"


class AdviceRequest(models.Model):
    """A question put to another team on a decision; that team sees the case as far as claims are granted to it."""

    case = models.ForeignKey(Case, models.PROTECT)
    decision = models.ForeignKey(Decision, models.PROTECT)
    team = models.ForeignKey(Team, models.PROTECT)
    question = models.TextField()
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "advice_request"
        indexes: ClassVar = [models.Index(fields=["team", "case"], name="advice_asked")]


class ClaimGrant(models.Model):
    """Whether a team may see a claim of a case of another team; the newest row on both is the state."""

    case = models.ForeignKey(Case, models.PROTECT)
    claim = models.CharField(max_length=120)
    team = models.ForeignKey(Team, models.PROTECT)
    granted = models.BooleanField()
    reason = models.TextField(default="", blank=True)
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "claim_grant"
        indexes: ClassVar = [models.Index(fields=["team", "case"], name="claim_granted")]


class CarriedClaim(models.Model):
    """Whether a case rests on a claim that another team granted to its team; the newest row on the three is the state.

    The claim stays where it is: what ``origin`` no longer grants, the case no longer rests on.
    """

    case = models.ForeignKey(Case, models.PROTECT)
    origin = models.ForeignKey(Case, models.PROTECT, related_name="carried_elsewhere")
    claim = models.CharField(max_length=120)
    carried = models.BooleanField()
    reason = models.TextField(default="", blank=True)
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "carried_claim"


class EvidenceEvent(models.Model):
    """One act in the log of a case's evidence, chained within the case as the log of a case directory is."""

    case = models.ForeignKey(Case, models.PROTECT)
    seq = models.PositiveIntegerField()
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=40)
    object = models.CharField(max_length=200)
    payload = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "evidence_event"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="evidence_event_seq")]


class Dossier(models.Model):
    """What one recipient would be given, frozen as prepared. It goes out only after somebody else's act."""

    case = models.ForeignKey(Case, models.PROTECT)
    decision = models.ForeignKey(Decision, models.PROTECT)
    reference = models.CharField(max_length=20, unique=True)
    recipient = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=20)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    notes = models.TextField(default="", blank=True)
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "dossier"


class DossierAct(models.Model):
    """What became of a dossier: released, refused, delivered, replied to, recalled. Never changed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT)
    kind = models.CharField(max_length=12)
    reason = models.TextField(default="", blank=True)
    author = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "dossier_act"
        constraints: ClassVar = [_among("kind", DOSSIER_ACTS)]


class Event(models.Model):
    """One link of the chain: who did what, when, with the hash of the one before. Never changed."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    verb = models.CharField(max_length=40)
    object = models.CharField(max_length=120)
    case = models.CharField(max_length=12, default="", blank=True, db_index=True)
    payload = models.TextField()
    prev = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "event"
