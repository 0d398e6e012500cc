"""The sums that the results are told from: what was said where, what became of it, who agrees.

Published voices are counted as they stand, for everybody can read each of them with its place. What
nobody may read, voices for officials and protected ones, is counted only where the number points to
nobody: see methods.disclosure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from yntymak.apps.consultations.models import Contribution, Decision
from yntymak.apps.consultations.models.folds import CAMPAIGN
from yntymak.apps.opinions.models import Statement, Vote
from yntymak.foundation.registry.models import CODE_LENGTH, PREFIX_LENGTH, Kind
from yntymak.methods.disclosure import LEAST_FOR_RATE, Table, protect

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation

REASONS_SHOWN = 30
LEAST_MINORITY = 0.1  # of those who voted on a statement: fewer is not a view that can be told
OBLAST = PREFIX_LENGTH[Kind.OBLAST]
Lane, Outcome = Contribution.Lane, Decision.Outcome


def summed(consultation: Consultation) -> dict[str, Any]:
    """As JSON. A dozen queries, each over the contributions of this consultation alone."""
    outcomes = _outcomes(consultation)
    return {
        "cells": _cells(consultation, outcomes),
        "outcomes": dict(Counter(outcome for outcome, _reason in outcomes.values())),
        "not_taken_up": _not_taken_up(outcomes),
        "lanes": _lanes(consultation),
        "channels": _by_channel(consultation),
        "themes": _themes(consultation),
        "coded": consultation.contributions.published().citizens().filter(is_coded=True).count(),
        "positions": consultation.contributions.published().positions().count(),
        "campaigns": consultation.folds.filter(
            size__gte=CAMPAIGN, leader__state="published"
        ).count(),
        "agreement": _agreement(consultation),
    }


def oblast_of(code: str | None) -> str:
    """The code of the oblast, or city of republican rank, around a place; "" where none is told."""
    return code[:OBLAST].ljust(CODE_LENGTH, "0") if code else ""


def _outcomes(consultation: Consultation) -> dict[int, tuple[str, str]]:
    """Of each published citizen's voice its newest public answer: outcome and reason."""
    rows = Decision.objects.public().filter(contribution__consultation=consultation)
    told = rows.exclude(contribution__kind="position").order_by("pk")
    return {
        pk: (outcome, reason)
        for pk, outcome, reason in told.values_list("contribution", "outcome", "reason")
    }


def _cells(
    consultation: Consultation, outcomes: dict[int, tuple[str, str]]
) -> list[dict[str, Any]]:
    """By article and oblast: how many were said, and what became of them."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = consultation.contributions.published().citizens().order_by()
    for pk, article, code in rows.values_list("pk", "article_key", "place__code").iterator():
        cell = found[article, oblast_of(code)]
        cell["said"] += 1
        if pk in outcomes:
            cell[outcomes[pk][0]] += 1
    return [
        {"article": article, "oblast": oblast, **counts}
        for (article, oblast), counts in sorted(found.items())
    ]


def _not_taken_up(outcomes: dict[int, tuple[str, str]]) -> list[dict[str, Any]]:
    """What did not change and why: the reasons, the most frequent first."""
    refused = Counter(
        (outcome, reason)
        for outcome, reason in outcomes.values()
        if outcome in {Outcome.REJECTED, Outcome.OUT_OF_SCOPE, Outcome.COVERED}
    )
    ordered = sorted(refused.items(), key=lambda each: (-each[1], each[0]))
    return [
        {"outcome": outcome, "reason": reason, "count": count}
        for (outcome, reason), count in ordered[:REASONS_SHOWN]
    ]


def _lanes(consultation: Consultation) -> dict[str, int | None]:
    """None: so few that the number would point to somebody; also where it follows from the rest."""
    rows = consultation.contributions.order_by().values_list("lane").annotate(count=Count("pk"))
    counts = {(lane,): 0 for lane in Lane.values} | {(lane,): count for lane, count in rows}
    protected = protect([Table(("lane",), counts)])
    return {lane: protected.value(lane=lane) for lane in Lane.values}


def _by_channel(consultation: Consultation) -> dict[str, int]:
    rows = consultation.contributions.published().citizens().order_by()
    return dict(rows.values_list("channel").annotate(count=Count("pk")))


def _themes(consultation: Consultation) -> list[dict[str, Any]]:
    is_public = Q(codings__contribution__state="published", codings__contribution__lane=Lane.PUBLIC)
    rows = consultation.codes.filter(merged_into=None).order_by("name")
    told = rows.annotate(count=Count("codings", filter=is_public)).filter(count__gt=0)
    named = told.values_list("name", "count")
    return [{"name": name, "count": count} for name, count in sorted(named, key=lambda r: -r[1])]


def _agreement(consultation: Consultation) -> list[dict[str, Any]]:
    """Of each statement: who agrees, in all and by oblast, where enough have voted to say so."""
    poll = consultation.poll
    if poll is None:
        return []
    votes = Vote.objects.filter(
        Q(participant__sheet=None) | Q(participant__sheet__withdrawn_at=None),
        statement__poll=poll,
    ).order_by("pk")
    latest: dict[tuple[int, int], tuple[int, str]] = {}
    told = votes.values_list("statement", "participant", "value", "participant__place__code")
    for statement, participant, value, code in told.iterator(chunk_size=20_000):
        latest[statement, participant] = (value, oblast_of(code))
    counts: defaultdict[int, defaultdict[str, Counter[int]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for (statement, _participant), (value, oblast) in latest.items():
        counts[statement][oblast][value] += 1
    return [
        _statement(each.number, each.text_ky, each.text_ru, counts[each.pk])
        for each in poll.statements.filter(moderation=Statement.Moderation.IN).order_by("number")
        if each.pk in counts
    ]


def _statement(
    number: int, ky: str | None, ru: str | None, by_oblast: dict[str, Counter[int]]
) -> dict[str, Any]:
    everybody: Counter[int] = Counter()
    for counts in by_oblast.values():
        everybody.update(counts)
    total = everybody.total()
    enough = total >= LEAST_FOR_RATE
    return {
        "number": number,
        "ky": ky or "",
        "ru": ru or ky or "",
        "n": total if enough else None,
        "agree": everybody[1] / total if enough else None,
        "disagree": everybody[-1] / total if enough else None,
        "oblasts": {
            oblast: {"n": counts.total(), "agree": counts[1] / counts.total()}
            for oblast, counts in sorted(by_oblast.items())
            if oblast and counts.total() >= LEAST_FOR_RATE
        },
    }


def minority_views(agreement: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Statements on which at least one in ten thinks otherwise than most."""
    found = []
    for each in agreement:
        if each["n"] is None:
            continue
        fewer = min(each["agree"], each["disagree"])
        if fewer >= LEAST_MINORITY and each["agree"] != each["disagree"]:
            found.append({**each, "fewer": fewer, "most_agree": each["agree"] > each["disagree"]})
    return sorted(found, key=lambda each: -each["fewer"])
