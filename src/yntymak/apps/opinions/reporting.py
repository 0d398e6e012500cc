"""What a report says, as plain data: from the map of opinions to numbers that may be published.

A share of fewer than ten answers is not shown, a group of fewer than five people is not described,
and there is no map of fewer than fifteen people: a dot there would be a neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yntymak.apps.opinions.findings_reporting import (
    described_findings,
    findings_of,
    place_model,
    surely_common,
    typical_of,
)
from yntymak.apps.opinions.limits import (
    DESCRIPTION,
    LEAST_FOR_MAP,
    LEAST_FOR_SHARE,
    LEAST_IN_GROUP,
    TITLE,
    TOO_FEW_PEOPLE,
    YNTYMAK,
)
from yntymak.apps.opinions.models import LANGUAGES
from yntymak.methods.opinion.analysis import OpinionMap, analyse
from yntymak.methods.opinion.figure import group_letter, map_svg
from yntymak.methods.opinion.votes import AGREE, DISAGREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yntymak.apps.opinions.tally import Tally
    from yntymak.methods.opinion.findings import Findings

MOST_SHOWN = 5
FIRM_FROM = 100  # below this many people the groups found in two halves often differ


@dataclass(frozen=True)
class Described:
    """`result` as JSON, the drawing or "", and what they came from."""

    result: dict[str, Any]
    drawing: str
    found: OpinionMap
    findings: Findings | None


def describe(tally: Tally, profile: str) -> Described:
    if profile == YNTYMAK:
        findings = findings_of(tally)
        return _described(tally, findings.map, findings)
    return _described(tally, analyse(tally.votes, moderated=tally.moderated, meta=tally.meta), None)


def _described(tally: Tally, found: OpinionMap, findings: Findings | None) -> Described:
    """The profile yntymak has no map of fewer than a hundred people anyway."""
    has_crowd = int(found.in_conversation.sum()) >= LEAST_FOR_MAP
    has_map = found.base is not None and has_crowd
    has_groups = has_map and int((found.group_sizes >= LEAST_IN_GROUP).sum()) > 1
    common = surely_common(findings) if findings else _common(found, has_groups=has_groups)
    divided = _divided(found, has_groups=has_groups)
    shown = sorted({*common[:MOST_SHOWN], *divided})
    result = {
        "state": found.state.value if has_crowd else TOO_FEW_PEOPLE,
        "participants": found.participants.size,
        "in_conversation": int(found.in_conversation.sum()),
        "votes": int(found.votes_per_participant.sum()),
        "is_firm": int(found.in_conversation.sum()) >= FIRM_FROM,
        "groups": _groups(found, findings) if has_groups else [],
        "n_common": len(common),
        "common": [_statement(found, j) for j in common[:MOST_SHOWN]],
        "majority": [_statement(found, j) for j in _consensus(found, AGREE) if j not in common],
        "rejected": [_statement(found, j) for j in _consensus(found, DISAGREE)],
        "divided": [_statement(found, j, has_groups=has_groups) for j in divided],
        "places": [],  # older reports compare them here, newer ones in their findings
        "statements": [_statement(found, j) for j in range(len(found.statements))],
        "priority": {
            str(s): float(p) for s, p in zip(found.statements, found.priority, strict=True)
        },
        "texts": {
            str(s.number): {code: getattr(s, f"text_{code}") or "" for code in LANGUAGES}
            for s in tally.statements
        },
    }
    if findings:
        result["place_model"] = place_model(tally, findings)
        result["findings"] = described_findings(findings, common[:MOST_SHOWN], shown)
    drawing = map_svg(found, title=TITLE, description=DESCRIPTION) if has_map else ""
    return Described(result, drawing, found, findings)


def _asked(found: OpinionMap) -> NDArray[np.bool_]:
    """Statements that count as opinions and that enough people have answered."""
    muted = found.moderated_out | found.meta
    asked: NDArray[np.bool_] = (found.counts.seen >= LEAST_FOR_SHARE) & ~muted
    return asked


def _group_shares(found: OpinionMap) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Smoothed share of agreement (groups, statements), and where each described group answered.

    The small groups are not described, yet what they reject is no common ground.
    """
    large = found.group_sizes >= LEAST_IN_GROUP
    counts = found.group_votes
    share = (counts.agree + 1) / (counts.seen + 2)
    answered: NDArray[np.bool_] = np.all(counts.seen[large] >= LEAST_IN_GROUP, axis=0)
    return share, answered


def _common(found: OpinionMap, *, has_groups: bool) -> list[int]:
    """What more than half of every group agrees with, by group-informed consensus; without groups,
    what the whole agrees with beyond chance.
    """
    asked = _asked(found)
    if not has_groups or found.consensus_across_groups is None:
        return _consensus(found, AGREE)
    share, answered = _group_shares(found)
    of_all = (found.counts.agree + 1) / (found.counts.seen + 2)
    fit = np.flatnonzero(asked & answered & (share > 0.5).all(axis=0) & (of_all > 0.5))
    order = np.argsort(-found.consensus_across_groups[fit], kind="stable")
    return [int(j) for j in fit[order]]


def _consensus(found: OpinionMap, direction: int) -> list[int]:
    """What most of all who answered agree with, or reject, beyond chance."""
    asked = _asked(found)
    alike = (c.statement for c in found.consensus if c.direction == direction)
    return [j for j in alike if asked[j]]


def _divided(found: OpinionMap, *, has_groups: bool) -> list[int]:
    """Where the groups' agreement lies farthest apart; without groups, where the halves are most
    equal. Only beyond a difference (or a smaller side) of three in ten.
    """
    asked = _asked(found)
    if has_groups:
        share, answered = _group_shares(found)
        share = share[found.group_sizes >= LEAST_IN_GROUP]
        apart = np.where(asked & answered, share.max(axis=0) - share.min(axis=0), 0)
    else:
        smaller_side = np.minimum(found.counts.agree, found.counts.disagree)
        apart = np.where(asked, smaller_side / np.maximum(found.counts.seen, 1), 0)
    order = np.argsort(-apart, kind="stable")[:MOST_SHOWN]
    return [int(j) for j in order if apart[j] >= 0.3]


def _statement(found: OpinionMap, j: int, *, has_groups: bool = False) -> dict[str, Any]:
    described: dict[str, Any] = {
        "number": int(found.statements[j]),
        "agree": int(found.counts.agree[j]),
        "disagree": int(found.counts.disagree[j]),
        "pass": int(found.counts.passed[j]),
        "is_out": bool(found.moderated_out[j]),
        "is_meta": bool(found.meta[j]),
    }
    if has_groups:
        described["by_group"] = [
            _share(int(found.group_votes.agree[g, j]), int(found.group_votes.seen[g, j]))
            for g in range(len(found.group_names))
            if found.group_sizes[g] >= LEAST_IN_GROUP
        ]
    return described


def _share(part: int, of: int) -> float | None:
    return round(part / of, 4) if of >= LEAST_FOR_SHARE else None


def _groups(found: OpinionMap, findings: Findings | None) -> list[dict[str, Any]]:
    typical = _typical if findings is None else lambda _found, g: typical_of(findings, g)
    return [
        {
            "letter": group_letter(g),
            "people": int(size) if size >= LEAST_IN_GROUP else None,
            "typical": typical(found, g) if size >= LEAST_IN_GROUP else [],
        }
        for g, size in enumerate(found.group_sizes)
    ]


def _typical(found: OpinionMap, g: int) -> list[dict[str, Any]]:
    return [
        {
            "number": int(found.statements[item.statement]),
            "direction": "agree" if item.direction == AGREE else "disagree",
            "share": _share(item.n_success, item.n_trials),
            "answered": item.n_trials,
            "others": _others(found, item.group, item.statement, item.direction),
        }
        for item in found.representative[g]
        if item.n_trials >= LEAST_FOR_SHARE
    ]


def _others(found: OpinionMap, group: int, j: int, direction: int) -> float | None:
    counts = found.group_votes
    same = counts.of(direction)
    part = int(same[:, j].sum() - same[group, j])
    return _share(part, int(counts.seen[:, j].sum() - counts.seen[group, j]))
