"""Tables of the machinery: jobs, workers, how far events were read, webhooks, repeated posts, second factors.

They hold no fact of a case: losing them loses work that is done again, never a decision or an act.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

JOB_STATES = ("queued", "running", "done", "failed", "cancelled")
DELIVERY_STATES = ("waiting", "delivered", "dead")


class Job(models.Model):
    """Work for the worker. ``kind``, ``object`` and ``key`` name it once and for all, so that it is enqueued once.

    A worker that runs it holds a lease until ``lease_until``; ``holder`` is that worker. ``code`` is the fault of a job
    that failed, ``result`` what one that is done has to show, as JSON.
    """

    kind = models.CharField(max_length=20)
    object = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    payload = models.TextField(default="{}")
    state = models.CharField(max_length=10, default="queued")
    tries = models.PositiveIntegerField(default=0)
    run_at = models.DateTimeField()
    holder = models.CharField(max_length=80, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.TextField(default="{}")
    code = models.CharField(max_length=8, default="", blank=True)
    detail = models.CharField(max_length=300, default="", blank=True)
    user = models.ForeignKey("store.User", models.PROTECT, null=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "store"
        db_table = "job"
        indexes: ClassVar = [models.Index(fields=["state", "run_at"], name="job_next")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object", "key"], name="job_once"),
            models.CheckConstraint(condition=models.Q(state__in=JOB_STATES), name="job_state"),
        ]


class Worker(models.Model):
    """A worker, and when it last gave a sign of life; ``holder`` is what its leases name."""

    holder = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "store"
        db_table = "worker"


class Watermark(models.Model):
    """How far a reader of the events has come; moved in the transaction of what it made of them."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)

    class Meta:
        app_label = "store"
        db_table = "watermark"


class Webhook(models.Model):
    """An address that is told of what happens to the cases that ``user`` may see. ``previous`` is the secret before."""

    user = models.ForeignKey("store.User", models.CASCADE)
    url = models.CharField(max_length=500)
    kinds = models.CharField(max_length=200)
    secret = models.CharField(max_length=80)
    previous = models.CharField(max_length=80, default="", blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "store"
        db_table = "webhook"


class Delivery(models.Model):
    """One telling of one event to one webhook: tried until it is taken or dead."""

    webhook = models.ForeignKey(Webhook, models.CASCADE)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10, default="waiting")
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    status = models.PositiveIntegerField(default=0)
    detail = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        app_label = "store"
        db_table = "webhook_delivery"
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="delivery_next")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["webhook", "seq", "kind"], name="delivery_once"),
            models.CheckConstraint(condition=models.Q(state__in=DELIVERY_STATES), name="delivery_state"),
        ]


class Repeat(models.Model):
    """The answer to a post that named an idempotency key, kept so that the same post is not done twice."""

    token = models.CharField(max_length=16)
    key = models.CharField(max_length=64)
    body = models.CharField(max_length=64)
    status = models.PositiveIntegerField(default=0)
    answer = models.BinaryField(default=b"")
    headers = models.TextField(default="{}")
    at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "store"
        db_table = "idempotency"
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="idempotency_once")]


class RecoveryCode(models.Model):
    """Stands in for a second factor once; only its hash is kept."""

    user = models.ForeignKey("store.User", models.CASCADE)
    code = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "store"
        db_table = "recovery_code"


class SecondFactor(models.Model):
    """The shared secret of a person's one-time codes; ``step`` is the last one used, which is not taken again."""

    user = models.OneToOneField("store.User", models.CASCADE, primary_key=True)
    secret = models.CharField(max_length=64)
    confirmed = models.BooleanField(default=False)
    step = models.BigIntegerField(default=0)

    class Meta:
        app_label = "store"
        db_table = "second_factor"
