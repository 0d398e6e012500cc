"""Two redactions of one act: which articles differ, and how those of one page of the list do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import TextField
from django.db.models.functions import Cast

from yntymak.apps.laws.bills.wording import alone
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.marking import rows
from yntymak.apps.laws.models import ProvisionText
from yntymak.apps.laws.structure import woven

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yntymak.apps.laws.marking import Row, Status
    from yntymak.apps.laws.models import ActVersion

# What the publisher adds is no law.
_NOT_LAW = ("contents", "footnote", "preface", "conclusions", "remark")


@dataclass(frozen=True)
class Difference:
    unit: str
    title: str
    status: Status


def differences(old: ActVersion, new: ActVersion, language: str) -> list[Difference]:
    """Two queries, once: neither redaction ever changes."""
    key = f"laws:differences:{old.pk}:{new.pk}:{language}"
    found: list[Difference] | None = cache.get(key)
    if found is None:
        found = _compared(_units(old, language), _units(new, language))
        cache.set(key, found, None)
    return found


_Unit = list[tuple[str, ...]]


def _units(version: ActVersion, language: str) -> dict[str, _Unit]:
    """The words of each page. Paragraphs stay as the database holds them: to be told apart they
    need not be read.
    """
    told = (
        ProvisionText.objects.filter(
            provision__version=version, language=language, provision__article__isnull=False
        )
        .exclude(provision__kind__in=_NOT_LAW)
        .order_by("provision__position")
        .annotate(words=Cast("paragraphs", TextField()))
        .values_list("provision__article__key", "provision__key", "label", "heading", "words")
    )
    found: dict[str, _Unit] = {}
    for unit, *said in told:
        found.setdefault(unit, []).append(tuple(said))
    return found


def _compared(ours: dict[str, _Unit], theirs: dict[str, _Unit]) -> list[Difference]:
    found = []
    for unit in woven(list(theirs), list(ours)):
        before, after = ours.get(unit), theirs.get(unit)
        if before == after:
            continue
        status: Status = "added" if before is None else "removed" if after is None else "changed"
        _key, label, heading, _words = (after or before or [("",) * 4])[0]
        title = " ".join(part for part in (label, heading) if part) or unit
        found.append(Difference(unit, title, status))
    return found


def marked(
    old: ActVersion, new: ActVersion, language: str, page: Sequence[Difference]
) -> list[tuple[Difference, list[Row]]]:
    """Two queries; only what changes within each article, under its heading."""
    units = [each.unit for each in page]
    before, after = (law_text(each, language, units, heads=False) for each in (old, new))
    return [
        (
            each,
            [
                row
                for place, row in enumerate(rows(alone(before, each.unit), alone(after, each.unit)))
                if not row.is_same and (place or row.status == "changed")
            ],
        )
        for each in page
    ]
