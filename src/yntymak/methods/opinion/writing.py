"""The results as tables and as JSON, the same bytes for the same map."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from yntymak.methods.opinion.analysis import OpinionMap
from yntymak.methods.opinion.representativeness import Representative
from yntymak.methods.opinion.votes import AGREE

_FORMULA = re.compile(r"[=+\-@\t\r]")
_TESTED = "n_success n_trials share share_z"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")


def write_results(
    opinion_map: OpinionMap, out_dir: Path, *, texts: Mapping[str, str] | None = None
) -> None:
    """Five tables and report.json in an existing folder; see ``tables`` and ``to_json``."""
    for name, content in tables(opinion_map).items():
        (out_dir / name).write_text(content, encoding="utf-8", newline="")
    (out_dir / "report.json").write_text(
        to_json(opinion_map, texts=texts), encoding="utf-8", newline=""
    )


def tables(opinion_map: OpinionMap) -> dict[str, str]:
    """File name → CSV text. Numbers are written so that reading them gives the same number back;
    what there is none of (a group, a place without a map) is an empty cell.
    """
    content = {
        "participants": ("participant x y in_conversation group", _participants),
        "statements": (
            "statement n_agree n_disagree n_pass centre pc1 pc2 extremity consensus priority",
            _statements,
        ),
        "group_votes": ("group statement agree disagree seen", _group_votes),
        "representative": (
            f"group rank statement direction {_TESTED} ratio ratio_z best_agree",
            _representative,
        ),
        "consensus": (f"direction rank statement {_TESTED}", _consensus),
    }
    return {
        f"{name}.csv": csv_text(header.split(), rows(opinion_map))
        for name, (header, rows) in content.items()
    }


def to_json(opinion_map: OpinionMap, *, texts: Mapping[str, str] | None = None) -> str:
    """Everything but the single participants, for programs; numbers as in the tables.

    The text of a statement that was moderated out stays out.
    """
    return json_text(map_for_json(opinion_map, texts=texts, profile="polis"))


def json_text(report: Mapping[str, Any]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def map_for_json(
    opinion_map: OpinionMap, *, texts: Mapping[str, str] | None, profile: str
) -> dict[str, Any]:
    named = texts or {}
    statements = [
        {
            "statement": name,
            "text": "" if opinion_map.moderated_out[j] else named.get(name, ""),
            "moderated_out": bool(opinion_map.moderated_out[j]),
            "meta": bool(opinion_map.meta[j]),
            "n_agree": int(opinion_map.counts.agree[j]),
            "n_disagree": int(opinion_map.counts.disagree[j]),
            "n_pass": int(opinion_map.counts.passed[j]),
            "extremity": float(opinion_map.extremity[j]),
            "consensus": _consensus_of(opinion_map, j),
            "priority": float(opinion_map.priority[j]),
        }
        for j, name in enumerate(str(name) for name in opinion_map.statements)
    ]
    total = opinion_map.components.total_variance
    return {
        "profile": profile,
        "state": opinion_map.state.value,
        "participants": len(opinion_map.participants),
        "in_conversation": int(opinion_map.in_conversation.sum()),
        "votes": int(opinion_map.votes_per_participant.sum()),
        "variance_shares": [
            float(v / total) if total > 0 else 0.0 for v in opinion_map.components.variances
        ],
        "silhouettes": {str(k): float(v) for k, v in opinion_map.silhouettes.items()},
        "groups": _groups(opinion_map),
        "consensus": [
            {
                "statement": str(opinion_map.statements[item.statement]),
                "direction": direction_name(item.direction),
                "n_success": item.n_success,
                "n_trials": item.n_trials,
                "share": item.share,
                "share_z": item.share_z,
            }
            for item in opinion_map.consensus
        ],
        "statements": statements,
    }


def _participants(found: OpinionMap) -> Iterable[Sequence[Any]]:
    placed = found.base is not None
    for i, name in enumerate(found.participants):
        x, y = (float(value) for value in found.places[i])
        group = found.group[i]
        yield (
            cell_text(name),
            x if placed else "",
            y if placed else "",
            int(found.in_conversation[i]),
            cell_text(found.group_names[group]) if group >= 0 else "",
        )


def _statements(found: OpinionMap) -> Iterable[Sequence[Any]]:
    for j, name in enumerate(found.statements):
        consensus = _consensus_of(found, j)
        yield (
            cell_text(name),
            int(found.counts.agree[j]),
            int(found.counts.disagree[j]),
            int(found.counts.passed[j]),
            float(found.components.centre[j]),
            float(found.components.directions[0, j]),
            float(found.components.directions[1, j]),
            float(found.extremity[j]),
            "" if consensus is None else consensus,
            float(found.priority[j]),
        )


def _group_votes(found: OpinionMap) -> Iterable[Sequence[Any]]:
    counts = found.group_votes
    for g, group in enumerate(found.group_names):
        for j, name in enumerate(found.statements):
            yield (
                cell_text(group),
                cell_text(name),
                int(counts.agree[g, j]),
                int(counts.disagree[g, j]),
                int(counts.seen[g, j]),
            )


def _representative(found: OpinionMap) -> Iterable[Sequence[Any]]:
    for items in found.representative:
        for rank, item in enumerate(items):
            yield (
                cell_text(found.group_names[item.group]),
                rank,
                cell_text(found.statements[item.statement]),
                direction_name(item.direction),
                item.n_success,
                item.n_trials,
                item.share,
                item.share_z,
                item.ratio,
                item.ratio_z,
                int(item.best_agree),
            )


def _consensus(found: OpinionMap) -> Iterable[Sequence[Any]]:
    rank = {AGREE: 0, -AGREE: 0}
    for item in found.consensus:
        yield (
            direction_name(item.direction),
            rank[item.direction],
            cell_text(found.statements[item.statement]),
            item.n_success,
            item.n_trials,
            item.share,
            item.share_z,
        )
        rank[item.direction] += 1


def _groups(found: OpinionMap) -> list[dict[str, Any]]:
    sizes = found.group_sizes
    representative = found.representative or ((),) * len(found.group_names)
    return [
        {
            "group": name,
            "people": int(sizes[g]),
            "representative": [
                _as_dict(item, str(found.statements[item.statement])) for item in representative[g]
            ],
        }
        for g, name in enumerate(found.group_names)
    ]


def _as_dict(item: Representative, statement: str) -> dict[str, Any]:
    return {
        "statement": statement,
        "direction": direction_name(item.direction),
        "n_success": item.n_success,
        "n_trials": item.n_trials,
        "share": item.share,
        "share_z": item.share_z,
        "ratio": item.ratio,
        "ratio_z": item.ratio_z,
        "best_agree": item.best_agree,
    }


def _consensus_of(found: OpinionMap, statement: int) -> float | None:
    across = found.consensus_across_groups
    return None if across is None else float(across[statement])


def direction_name(vote: int) -> str:
    return "agree" if vote == AGREE else "disagree"


def cell_text(name: object) -> str:
    """A name that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = str(name)
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return "'" + text
    return text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
