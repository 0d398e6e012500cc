"""The record of every write: append-only, each event carrying the hash of the one before.

The ledger stands below everything else, so it names users and places only by reference.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> EventQuerySet:
        label = subject._meta.label_lower  # noqa: SLF001 - Django's documented interface
        return self.filter(subject_type=label, subject_id=str(subject.pk))

    def update(self, **_kwargs: object) -> NoReturn:
        raise TypeError("Events are never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("Events are never deleted.")


class Event(models.Model):
    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verb = models.CharField(max_length=60)  # risk:assessed
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    place = models.ForeignKey(
        "registry.Place", null=True, on_delete=models.PROTECT, related_name="+"
    )
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"]),
            models.Index(fields=["place", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject_type}:{self.subject_id}"

    def delete(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("Events are never deleted.")

    def computed_hash(self) -> str:
        content: list[Any] = [
            self.previous,
            self.seq,
            int(self.at.timestamp() * 1_000_000),
            self.actor_id,
            self.verb,
            self.subject_type,
            self.subject_id,
            self.place_id,
            self.data,
        ]
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class Head(models.Model):
    """The end of the chain: one row, locked by each writer in turn, so that there is one chain."""

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class ClientKeyed(models.Model):
    """A row made once per client key, however often the form that carries it is sent."""

    client_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
