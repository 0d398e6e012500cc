"""Near-identical texts become one row in the queue; made by a worker, once for each state."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from yntymak.apps.consultations.actions.locks import locked
from yntymak.apps.consultations.models import Contribution, Fold, Folding
from yntymak.apps.consultations.tallies import by_article, together
from yntymak.foundation.jobs.actions import request_job

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from yntymak.apps.consultations.models import Consultation
    from yntymak.foundation.jobs.models import Job


def request_folding(consultation: Consultation, received: int) -> Job | None:
    """Have what came since the last time folded in, unless that is under way. No person asks.

    `received` is the number of voices, as the tallies have it. No query where `consultation` was
    read together with its folding and nothing is new.
    """
    from yntymak.apps.consultations.voice_jobs import fold_voices  # noqa: PLC0415 - it calls fold

    standing: Folding | None = getattr(consultation, "folding", None)
    if received == (standing.received if standing else 0):
        return None
    if standing is not None and standing.job is not None and standing.job.is_pending:
        return standing.job
    with transaction.atomic():
        key = f"fold:{consultation.pk}:{received}"
        job = request_job(fold_voices, key, consultation_id=consultation.pk)
        Folding.objects.update_or_create(consultation=consultation, defaults={"job": job})
    return job


def fold(*, consultation: Consultation) -> int:
    """Reads and compares outside a transaction; how many groups there are now.

    Later texts change nothing of the groups of earlier ones, so only what is new is written.
    """
    from yntymak.methods.language.duplicates import near_duplicates  # noqa: PLC0415 - SciPy

    received = together(by_article(consultation)).received
    rows: list[Any] = list(
        consultation.contributions.citizens()
        .filter(lane=Contribution.Lane.PUBLIC)  # the size of a group is public
        .order_by("number")
        .values_list("pk", "text", "kind", "fold_id", "is_answered")
    )
    groups: dict[int, list[int]] = {}
    leaders = near_duplicates([_compared(text, kind) for _pk, text, kind, _fold, _answered in rows])
    for place, leader in enumerate(leaders.tolist()):
        groups.setdefault(leader, []).append(place)
    with transaction.atomic():
        consultation = locked(consultation)
        _write(consultation, rows, [g for g in groups.values() if len(g) > 1])
        Folding.objects.update_or_create(consultation=consultation, defaults={"received": received})
    return Fold.objects.filter(consultation=consultation).count()


def _compared(text: str, kind: str) -> str:
    """A proposed wording repeats the article around it: its likeness would say nothing."""
    return "" if kind == Contribution.Kind.WORDING else text


Row = tuple[int, str, str, int | None, bool]
Known = tuple[str, str, "dt.datetime"]  # channel, code of the place, moment


def _write(consultation: Consultation, rows: Sequence[Row], groups: list[list[int]]) -> None:
    standing = dict(Fold.objects.filter(consultation=consultation).values_list("leader_id", "size"))
    changed = [g for g in groups if standing.get(rows[g[0]][0]) != len(g)]
    fresh = [rows[place] for group in changed for place in group]
    known = _known_of([row[0] for row in fresh])
    made = [_fold(consultation, [rows[place][0] for place in group], known) for group in changed]
    Fold.objects.bulk_create(
        made,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["leader"],
        update_fields=["size", "by_channel", "by_place", "first_at", "last_at"],
    )
    keys = dict(Fold.objects.filter(consultation=consultation).values_list("leader_id", "pk"))
    placed = [
        each
        for group in changed
        for each in _placed([rows[place] for place in group], keys[rows[group[0]][0]])
    ]
    table = connection.ops.quote_name(Contribution._meta.db_table)  # noqa: SLF001 - documented
    with connection.cursor() as cursor:  # row by row in one call: tens of thousands at once
        cursor.executemany(
            f"UPDATE {table} SET fold_id = %s, is_queued = %s WHERE id = %s",  # noqa: S608
            placed,
        )


def _known_of(pks: list[int]) -> dict[int, Known]:
    found: dict[int, Known] = {}
    for part in _batches(pks):
        told = Contribution.objects.filter(pk__in=part).order_by()
        for pk, channel, place, at in told.values_list(
            "pk", "channel", "place__code", "received_at"
        ):
            found[pk] = (channel, place or "", at)
    return found


def _batches(keys: list[int]) -> Iterator[tuple[int, ...]]:
    each = iter(keys)
    while part := tuple(itertools.islice(each, 10_000)):
        yield part


def _fold(consultation: Consultation, pks: list[int], known: dict[int, Known]) -> Fold:
    told = [known[pk] for pk in pks]
    days = [at for _channel, _place, at in told]
    return Fold(
        consultation=consultation,
        leader_id=pks[0],
        size=len(pks),
        by_channel=_counted(channel for channel, _place, _at in told),
        by_place=_counted(place for _channel, place, _at in told),
        first_at=min(days),
        last_at=max(days),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def _placed(group: Sequence[Row], fold: int) -> Iterator[tuple[int, bool, int]]:
    """Who came after the first was answered keeps a row: that answer may not fit any more."""
    (leader, *_), *others = group
    is_answered = group[0][4]
    yield fold, True, leader
    for pk, _text, _kind, standing, own_answered in others:
        if standing != fold:
            yield fold, is_answered and not own_answered, pk
