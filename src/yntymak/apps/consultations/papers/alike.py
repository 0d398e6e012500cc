"""One row for near-identical texts that were answered in the same words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yntymak.apps.consultations.models import Decision
from yntymak.apps.consultations.papers.proposals import proposals
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.consultations.papers.proposals import Proposal

TOLD_EVERY = 1000
Key = tuple[int, str, str]  # number of the first of the near-identical texts, outcome, reason


@dataclass(slots=True)
class Group:
    """What is known of the published texts of one row together."""

    count: int = 0
    places: Counter[str] = field(default_factory=Counter)
    first_day: dt.date | None = None
    last_day: dt.date | None = None

    def add(self, place: str, day: dt.date) -> None:
        self.count += 1
        self.places[place] += 1
        self.first_day = min(self.first_day or day, day)
        self.last_day = max(self.last_day or day, day)


@dataclass(frozen=True, slots=True)
class Alike:
    """`first` stands for `group.count` texts; without a group, for itself."""

    first: Proposal
    group: Group | None = None


def folded(
    consultation: Consultation, language: str, progress: Callable[[int], None] | None = None
) -> Iterator[Alike]:
    """In the order of their first numbers. `progress` hears how many texts are read.

    Read twice, first the groups alone: kept in memory are groups, never all the texts.
    """
    groups = _groups(consultation)
    told: set[Key] = set()
    for count, row in enumerate(proposals(consultation, language), start=1):
        if progress is not None and count % TOLD_EVERY == 0:
            progress(count)
        key = (row.first_of_same, row.outcome, row.reason)
        group = groups.get(key)
        if group is None or group.count == 1:
            yield Alike(row)
        elif key not in told:
            told.add(key)
            yield Alike(row, group)


def _groups(consultation: Consultation) -> dict[Key, Group]:
    """Two queries over the texts that are folded, one for the names of places."""
    answers = {
        pk: (outcome, reason)
        for pk, outcome, reason in Decision.objects.readable()
        .filter(contribution__consultation=consultation, contribution__fold__isnull=False)
        .order_by("pk")
        .values_list("contribution", "outcome", "reason")
    }
    rows = consultation.contributions.published().exclude(fold=None).order_by("number")
    found: dict[Key, Group] = {}
    names = {place.pk: place.name for place in Place.objects.all()}
    told = rows.values_list("pk", "fold__leader__number", "place", "received_at")
    for pk, first, place, at in told.iterator():
        key = (first, *answers.get(pk, ("", "")))
        found.setdefault(key, Group()).add(names.get(place, ""), at.date())
    return found
