"""What a report says, as plain data: from the map of opinions to numbers that may be published.

A share of fewer than ten answers is not shown, a group of fewer than five people is not described,
and there is no map of fewer than fifteen people: a dot there would be a neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yntymak.apps.opinions.models import LANGUAGES
from yntymak.foundation.registry.models import PREFIX_LENGTH, Kind, Place
from yntymak.methods.opinion.analysis import MapState, OpinionMap, analyse
from yntymak.methods.opinion.figure import group_letter, map_svg
from yntymak.methods.opinion.votes import AGREE, DISAGREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yntymak.apps.opinions.tally import Tally

LEAST_FOR_MAP = 15
LEAST_IN_GROUP = 5
LEAST_FOR_SHARE = 10
MOST_SHOWN = 5
FIRM_FROM = 100  # below this many people the groups found in two halves often differ
TITLE, DESCRIPTION = "@title@", "@description@"  # replaced in the reader's language
OBLAST_DIGITS = PREFIX_LENGTH[Kind.OBLAST]


def describe(tally: Tally) -> tuple[dict[str, Any], str, OpinionMap]:
    """→ (the report as JSON, the drawing or "", the map it came from)."""
    found = analyse(tally.votes, moderated=tally.moderated, meta=tally.meta)
    has_crowd = int(found.in_conversation.sum()) >= LEAST_FOR_MAP
    has_map = found.base is not None and has_crowd
    has_groups = has_map and int((found.group_sizes >= LEAST_IN_GROUP).sum()) > 1
    common, divided = _common(found, has_groups=has_groups), _divided(found, has_groups=has_groups)
    shown = sorted({*common[:MOST_SHOWN], *divided})
    result = {
        "state": found.state.value if has_crowd else MapState.TOO_FEW_PEOPLE.value,
        "participants": found.participants.size,
        "in_conversation": int(found.in_conversation.sum()),
        "votes": int(found.votes_per_participant.sum()),
        "is_firm": int(found.in_conversation.sum()) >= FIRM_FROM,
        "groups": _groups(found) if has_groups else [],
        "n_common": len(common),
        "common": [_statement(found, j) for j in common[:MOST_SHOWN]],
        "majority": [_statement(found, j) for j in _consensus(found, AGREE) if j not in common],
        "rejected": [_statement(found, j) for j in _consensus(found, DISAGREE)],
        "divided": [_statement(found, j, has_groups=has_groups) for j in divided],
        "places": _places(tally, found, shown),
        "statements": [_statement(found, j) for j in range(len(found.statements))],
        "priority": {
            str(s): float(p) for s, p in zip(found.statements, found.priority, strict=True)
        },
        "texts": {
            str(s.number): {code: getattr(s, f"text_{code}") or "" for code in LANGUAGES}
            for s in tally.statements
        },
    }
    drawing = map_svg(found, title=TITLE, description=DESCRIPTION) if has_map else ""
    return result, drawing, found


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


def _groups(found: OpinionMap) -> list[dict[str, Any]]:
    return [
        {
            "letter": group_letter(g),
            "people": int(size) if size >= LEAST_IN_GROUP else None,
            "typical": [
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
            if size >= LEAST_IN_GROUP
            else [],
        }
        for g, size in enumerate(found.group_sizes)
    ]


def _others(found: OpinionMap, group: int, j: int, direction: int) -> float | None:
    counts = found.group_votes
    same = counts.of(direction)
    part = int(same[:, j].sum() - same[group, j])
    return _share(part, int(counts.seen[:, j].sum() - counts.seen[group, j]))


def _places(tally: Tally, found: OpinionMap, shown: list[int]) -> list[dict[str, Any]]:
    """Per oblast with at least ten participants: the share that agrees with what is shown."""
    code_of = {pk: code[:OBLAST_DIGITS] for pk, code in tally.place_of.items()}
    people = [code_of.get(int(name), "") for name in found.participants.tolist()]
    codes = np.array(people, dtype=np.str_)
    rows = tally.votes.rows()
    described = []
    for prefix in sorted(set(people) - {""}):
        inside = codes == prefix
        if int(inside.sum()) < LEAST_FOR_SHARE:
            continue
        chosen = inside[rows]
        columns, values = tally.votes.columns[chosen], tally.votes.values[chosen]
        seen = np.bincount(columns, minlength=len(found.statements))
        agree = np.bincount(columns[values == AGREE], minlength=len(found.statements))
        described.append(
            {
                "names": _names(prefix),
                "people": int(inside.sum()),
                "shares": {
                    str(found.statements[j]): _share(int(agree[j]), int(seen[j])) for j in shown
                },
            }
        )
    return described


def _names(prefix: str) -> dict[str, str]:
    code = prefix.ljust(14, "0")
    place = Place.objects.filter(code=code).order_by("-valid_from").first()
    return {lang: (getattr(place, f"name_{lang}", "") or "") for lang in LANGUAGES}
