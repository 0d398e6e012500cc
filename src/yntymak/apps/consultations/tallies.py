"""How many contributions there are, without counting them: read by the pages, kept by the actions.

Citizens' voices only: positions of organisations and protected voices stand in none of the sums.

Every action that changes what is counted calls `count` in its transaction, so the sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from yntymak.apps.consultations.models import Tally

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation, Contribution


@dataclass(frozen=True)
class Said:
    """On one article, or on several together."""

    received: int = 0
    published: int = 0
    answered: int = 0

    @property
    def waiting(self) -> int:
        return self.received - self.answered


def by_article(consultation: Consultation) -> dict[str, Said]:
    """By the key of the article, "" for the text as a whole. One query."""
    rows = consultation.tallies.values_list("article_key", "received", "published", "answered")
    return {key: Said(*counts) for key, *counts in rows}


def waiting_in(consultation: Consultation) -> int:
    """Of all its articles; the rows may have been fetched with it before."""
    return sum(row.received - row.answered for row in consultation.tallies.all())


def on_article(consultation: Consultation, key: str) -> Said:
    """One row of the others' sums."""
    rows = consultation.tallies.filter(article_key=key)
    counts = rows.values_list("received", "published", "answered").first()
    return Said(*counts) if counts else Said()


def together(parts: dict[str, Said]) -> Said:
    return Said(
        sum(part.received for part in parts.values()),
        sum(part.published for part in parts.values()),
        sum(part.answered for part in parts.values()),
    )


def count(
    contribution: Contribution, *, received: int = 0, published: int = 0, answered: int = 0
) -> None:
    if not contribution.is_citizens:
        return
    rows = Tally.objects.filter(
        consultation_id=contribution.consultation_id, article_key=contribution.article_key
    )
    changed = rows.update(
        received=F("received") + received,
        published=F("published") + published,
        answered=F("answered") + answered,
    )
    if not changed:  # the first on this article; the lock on the consultation keeps it alone
        Tally.objects.create(
            consultation_id=contribution.consultation_id,
            article_key=contribution.article_key,
            received=received,
        )
