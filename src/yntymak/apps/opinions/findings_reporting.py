"""What the yntymak profile adds to a report: how sure, where it holds, whom a few speak for.

A number of fewer than ten people is not written down here, whatever the page would do with it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from yntymak.apps.opinions.limits import LEAST_FOR_SHARE
from yntymak.apps.opinions.models import LANGUAGES, Channel
from yntymak.foundation.registry.models import PREFIX_LENGTH, Kind, Place
from yntymak.methods.opinion.across import Reach
from yntymak.methods.opinion.adaptive import PlaceModel
from yntymak.methods.opinion.analysis import analyse
from yntymak.methods.opinion.bridging import Verdict
from yntymak.methods.opinion.figure import group_letter
from yntymak.methods.opinion.findings import About, Findings, find
from yntymak.methods.opinion.participants import Axis, Participants
from yntymak.methods.opinion.stability import LEAST_FOR_MAP, Confidence
from yntymak.methods.opinion.votes import AGREE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yntymak.apps.opinions.tally import Tally
    from yntymak.methods.opinion.across import Across
    from yntymak.methods.opinion.analysis import OpinionMap

OBLAST_DIGITS = PREFIX_LENGTH[Kind.OBLAST]
MOST_DIVIDING = 5  # statements that divide places or channels, beside those shown above
MOST_TYPICAL = 5
ALIKE = 0.05  # the furthest that a share may move without the suspect ballots


def findings_of(tally: Tally) -> Findings:
    """Nothing is drawn by chance: the same votes give the same findings."""
    oblasts = {pk: code[:OBLAST_DIGITS] for pk, code in tally.place_of.items()}
    people = [int(name) for name in tally.votes.participants.tolist()]
    axes = {"place": _axis(people, oblasts), "channel": _axis(people, tally.channel_of)}
    about = About(
        moderated=tally.moderated,
        meta=tally.meta,
        participants=Participants(axes),
        first_vote=tally.first_vote,
    )
    return find(tally.votes, about)


def place_model(tally: Tally, findings: Findings) -> dict[str, Any] | None:
    """What the adaptive choice of the next statement needs; None while the map is not firm.

    On a firm map it finds out sooner where a participant stands; in a poll that still grows it
    would show the same few statements to everybody (bench/results/routing.md).
    """
    if findings.confidence is not Confidence.HIGH:
        return None
    published = analyse(tally.votes, moderated=tally.moderated, meta=tally.meta)
    model = PlaceModel.of(published)
    return {
        "numbers": [int(name) for name in published.statements],
        "loadings": np.round(model.loadings, 6).tolist(),
        "noise": np.round(model.noise, 6).tolist(),
        "precision": np.round(model.precision, 6).tolist(),
        "n_seen": model.n_seen.tolist(),
        "meta": model.meta.tolist(),
    }


def surely_common(findings: Findings) -> list[int]:
    """What surely more than half of every group agrees with, of the whole where there are none."""
    known, sure = _opinions(findings.map), findings.bridging
    holding = [
        j for j, verdict in enumerate(sure.by_least_group) if known[j] and verdict is Verdict.HOLDS
    ]
    return sorted(holding, key=lambda j: (-sure.least_low[j], j))


def typical_of(findings: Findings, group: int) -> list[dict[str, Any]]:
    """What this group answers more often than all others, beyond chance; furthest apart first."""
    found = [
        item
        for item in findings.distinctions
        if item.group == group and item.is_found and item.difference > 0
    ]
    counts = findings.map.group_votes.seen
    return [
        {
            "number": int(findings.map.statements[item.statement]),
            "direction": "agree" if item.direction == AGREE else "disagree",
            "share": round(item.share, 4),
            "answered": int(counts[group, item.statement]),
            "others": round(item.others_share, 4),
        }
        for item in found[:MOST_TYPICAL]
    ]


def described_findings(findings: Findings, common: list[int], shown: list[int]) -> dict[str, Any]:
    """`common` and `shown` are places of statements in the votes."""
    groups, confidence, slate = findings.groups, findings.confidence, findings.slate
    represents = slate if findings.map.participants.size >= LEAST_FOR_SHARE else None
    on_slate = list(represents.statements) if represents else []
    return {
        "least_for_map": LEAST_FOR_MAP,
        "confidence": None if confidence is None else confidence.value,
        "stability": None if groups is None else round(groups.stability[groups.k], 4),
        "bridging": {_name(findings, j): _least_group(findings, j) for j in common},
        "slate": None
        if represents is None
        else {
            "numbers": [int(findings.map.statements[j]) for j in on_slate],
            "represented": round(represents.represented, 4),
            "is_certified": represents.is_certified,
            "completed": round(represents.completed, 4),
        },
        "across": [
            described
            for axis in ("place", "channel")
            if (described := _across(findings, axis, [*shown, *on_slate]))
        ],
        "integrity": _integrity(findings),
        "drawn": findings.drawn,
    }


def across_rows(findings: Findings) -> list[tuple[object, ...]]:
    """Every statement along every axis, for a table; a group of fewer than ten answers is left
    out.
    """
    return [
        (
            item.axis,
            int(findings.map.statements[item.statement]),
            item.reach.value,
            share.group,
            share.n,
            f"{share.share:.4f}",
        )
        for item in findings.across
        for share in item.shares
        if share.share is not None
    ]


def _axis(people: list[int], group_of: Mapping[int, str]) -> Axis:
    names = sorted({group_of[pk] for pk in people if pk in group_of})
    codes = {name: code for code, name in enumerate(names)}
    code = np.array([codes.get(group_of.get(pk, ""), -1) for pk in people], dtype=np.int64)
    return Axis(code, tuple(names))


def _opinions(found: OpinionMap) -> np.ndarray:
    muted = found.moderated_out | found.meta
    return (found.counts.seen >= LEAST_FOR_SHARE) & ~muted


def _name(findings: Findings, j: int) -> str:
    return str(findings.map.statements[j])


def _least_group(findings: Findings, j: int) -> dict[str, Any]:
    sure = findings.bridging
    has_groups = len(findings.map.group_names) > 1
    return {
        "letter": group_letter(int(sure.least_group[j])) if has_groups else None,
        "share": round(float(sure.least_share[j]), 4),
        "low": round(float(sure.least_low[j]), 4),
        "high": round(float(sure.least_high[j]), 4),
        "is_disputed": bool(sure.contradict[j]),
    }


def _across(findings: Findings, axis: str, shown: list[int]) -> dict[str, Any] | None:
    """None where nobody said it, or all are of one place or channel."""
    known = {item.statement: item for item in findings.across if item.axis == axis}
    if not known:
        return None
    dividing = [j for j, item in known.items() if item.reach is Reach.DIVIDES]
    chosen = [known[j] for j in dict.fromkeys([*shown, *dividing[:MOST_DIVIDING]]) if j in known]
    kept = [
        g
        for g in range(len(next(iter(known.values())).shares))
        if any(item.shares[g].share is not None for item in known.values())
    ]
    groups = [next(iter(known.values())).shares[g].group for g in kept]
    return {
        "axis": axis,
        "groups": [_group_names(axis, group) for group in groups],
        "n_dividing": len(dividing),
        "rows": [_row(findings, item, kept) for item in chosen],
    }


def _row(findings: Findings, item: Across, kept: list[int]) -> dict[str, Any]:
    shares = (item.shares[g].share for g in kept)
    return {
        "number": int(findings.map.statements[item.statement]),
        "reach": item.reach.value,
        "shares": [None if share is None else round(share, 4) for share in shares],
    }


def _group_names(axis: str, group: str) -> dict[str, str]:
    """Names of an oblast by language; of a channel its key, worded where it is shown."""
    if axis == "channel":
        return {"key": Channel(group).value}
    place = Place.objects.filter(code=group.ljust(14, "0")).order_by("-valid_from").first()
    return {language: getattr(place, f"name_{language}", "") or "" for language in LANGUAGES}


def _integrity(findings: Findings) -> dict[str, Any]:
    """A number of suspect ballots under ten stays unsaid, and what they change with it."""
    number = int(findings.integrity.suspect.sum())
    described: dict[str, Any] = {
        "is_clean": number == 0,
        "suspect": number if number >= LEAST_FOR_SHARE else None,
        "is_alike": True,
        "change": None,
        "bursts": [
            {
                "at": dt.datetime.fromtimestamp(burst.start, dt.UTC).isoformat(),
                "people": burst.people,
                "expected": round(burst.expected),
            }
            for burst in findings.integrity.bursts
        ],
    }
    clean = findings.unsuspected
    if clean is None:
        return described
    before, after = (
        found.counts.agree / np.maximum(found.counts.seen, 1) for found in (findings.map, clean.map)
    )
    moved = np.where(_opinions(clean.map), np.abs(after - before), 0.0)
    j = int(np.argmax(moved)) if len(moved) else 0
    described["is_alike"] = (
        bool(moved.max(initial=0.0) <= ALIKE)
        and set(surely_common(findings)) == set(surely_common(clean))
        and len(findings.map.group_names) == len(clean.map.group_names)
    )
    if number >= LEAST_FOR_SHARE and moved.max(initial=0.0) > 0:
        described["change"] = {
            "number": int(findings.map.statements[j]),
            "before": round(float(before[j]), 4),
            "after": round(float(after[j]), 4),
        }
    return described
