"""The findings of the yntymak profile as tables and JSON, behind those of every map."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from yntymak.methods.opinion.bridging import Bridging
from yntymak.methods.opinion.findings import Findings
from yntymak.methods.opinion.stability import LEAST_FOR_MAP
from yntymak.methods.opinion.writing import (
    cell_text,
    csv_text,
    direction_name,
    json_text,
    map_for_json,
    tables,
)

_BRIDGING = (
    "statement product least_group least_share least_low least_high middle middle_low middle_high "
    "by_product by_least_group by_middle contradict weighted_share "
    "product_without_suspects least_share_without_suspects middle_without_suspects"
)


def write_findings(
    findings: Findings, out_dir: Path, *, texts: Mapping[str, str] | None = None
) -> None:
    """The tables of the map, five more and report.json in an existing folder."""
    for name, content in findings_tables(findings).items():
        (out_dir / name).write_text(content, encoding="utf-8", newline="")
    (out_dir / "report.json").write_text(
        findings_json(findings, texts=texts), encoding="utf-8", newline=""
    )


def findings_tables(findings: Findings) -> dict[str, str]:
    """File name → CSV text; an empty cell is what is not known or not published."""
    dimensions = " ".join(f"point{d + 1}" for d in range(findings.model.dimensions))
    content = {
        "bridging": (_BRIDGING, _bridging),
        "distinctions": (
            "group statement direction share others_share difference low high effect p q found",
            _distinctions,
        ),
        "across": ("axis statement reach group n share low high", _across),
        "slate": ("rank statement", _slate),
        "people": (f"participant weight suspect family leniency {dimensions}", _people),
    }
    return tables(findings.map) | {
        f"{name}.csv": csv_text(header.split(), rows(findings))
        for name, (header, rows) in content.items()
    }


def findings_json(findings: Findings, *, texts: Mapping[str, str] | None = None) -> str:
    """``to_json`` of the map with what this profile adds behind it."""
    report = map_for_json(findings.map, texts=texts, profile="yntymak")
    groups, confidence, model = findings.groups, findings.confidence, findings.model
    report |= {
        "least_for_map": LEAST_FOR_MAP,
        "drawn": findings.drawn,
        "stability": {} if groups is None else {str(k): v for k, v in groups.stability.items()},
        "confidence": None if confidence is None else confidence.value,
        "ideal_points": {
            "dimensions": model.dimensions,
            "held_out_loss": {str(d): loss for d, loss in model.held_out_loss.items()},
        },
        "bridging": [
            dict(zip(_BRIDGING.split(), (_known(cell) for cell in row), strict=True))
            for row in _bridging(findings)
        ],
        "slate": _slate_for_json(findings),
        "across": _across_for_json(findings),
        "distinctions": _found_for_json(findings),
        "integrity": _integrity_for_json(findings),
        "weights": _weights_for_json(findings),
    }
    return json_text(report)


def _slate_for_json(findings: Findings) -> dict[str, Any] | None:
    slate = findings.slate
    if slate is None:
        return None
    return {
        "statements": [_name(findings, j) for j in slate.statements],
        "represented": slate.represented,
        "justified_representation_ratio": slate.ratio,
        "certified": slate.is_certified,
        "completed": slate.completed,
    }


def _across_for_json(findings: Findings) -> list[dict[str, Any]]:
    return [
        {
            "axis": item.axis,
            "statement": _name(findings, item.statement),
            "reach": item.reach.value,
            "shares": [asdict(share) for share in item.shares],
        }
        for item in findings.across
    ]


def _found_for_json(findings: Findings) -> list[dict[str, Any]]:
    return [
        {
            "group": findings.map.group_names[item.group],
            "statement": _name(findings, item.statement),
            "direction": direction_name(item.direction),
            "difference": item.difference,
            "effect": item.effect,
            "q": item.q,
        }
        for item in findings.distinctions
        if item.is_found
    ]


def _integrity_for_json(findings: Findings) -> dict[str, Any]:
    integrity = findings.integrity
    return {
        "suspects": int(integrity.suspect.sum()),
        "pairs": integrity.n_pairs,
        "largest_family": integrity.largest,
        "pushes": [
            {
                "statement": _name(findings, push.statement),
                "direction": "pass" if push.vote == 0 else direction_name(push.vote),
                "pairs": push.pairs,
            }
            for push in integrity.pushes
        ],
        "bursts": [asdict(burst) for burst in integrity.bursts],
    }


def _weights_for_json(findings: Findings) -> dict[str, Any] | None:
    weights = findings.weights
    if weights is None:
        return None
    return {
        "effective": weights.effective,
        "furthest": weights.furthest,
        "unheard": [list(pair) for pair in weights.unheard],
    }


def _bridging(findings: Findings) -> Iterable[Sequence[Any]]:
    of_all = findings.bridging
    clean = None if findings.unsuspected is None else findings.unsuspected.bridging
    contradict = of_all.contradict
    for j in range(len(findings.map.statements)):
        group = int(of_all.least_group[j])
        names = findings.map.group_names
        weighted = findings.weighted_share
        yield (
            cell_text(findings.map.statements[j]),
            float(of_all.product[j]),
            cell_text(names[group]) if group >= 0 and names else "",
            *_figures(of_all, j),
            of_all.by_product[j].value,
            of_all.by_least_group[j].value,
            of_all.by_middle[j].value,
            int(contradict[j]),
            "" if weighted is None else _cell(float(weighted[j])),
            *(
                ("", "", "")
                if clean is None
                else (
                    float(clean.product[j]),
                    _cell(float(clean.least_share[j])),
                    float(clean.middle[j]),
                )
            ),
        )


def _figures(of_all: Bridging, j: int) -> tuple[Any, ...]:
    figures = (
        of_all.least_share,
        of_all.least_low,
        of_all.least_high,
        of_all.middle,
        of_all.middle_low,
        of_all.middle_high,
    )
    return tuple(_cell(float(figure[j])) for figure in figures)


def _distinctions(findings: Findings) -> Iterable[Sequence[Any]]:
    for item in findings.distinctions:
        yield (
            cell_text(findings.map.group_names[item.group]),
            cell_text(_name(findings, item.statement)),
            direction_name(item.direction),
            item.share,
            item.others_share,
            item.difference,
            item.low,
            item.high,
            item.effect,
            item.p,
            item.q,
            int(item.is_found),
        )


def _across(findings: Findings) -> Iterable[Sequence[Any]]:
    for item in findings.across:
        for share in item.shares:
            yield (
                item.axis,
                cell_text(_name(findings, item.statement)),
                item.reach.value,
                cell_text(share.group),
                *(
                    "" if figure is None else figure
                    for figure in (share.n, share.share, share.low, share.high)
                ),
            )


def _slate(findings: Findings) -> Iterable[Sequence[Any]]:
    if findings.slate is not None:
        for rank, statement in enumerate(findings.slate.statements):
            yield rank, cell_text(_name(findings, statement))


def _people(findings: Findings) -> Iterable[Sequence[Any]]:
    weights, integrity, model = findings.weights, findings.integrity, findings.model
    for i, name in enumerate(findings.map.participants):
        family = int(integrity.family[i])
        yield (
            cell_text(name),
            1.0 if weights is None else float(weights.of_person[i]),
            int(integrity.suspect[i]),
            family if family >= 0 else "",
            float(model.leniency[i]),
            *(float(value) for value in model.points[i]),
        )


def _name(findings: Findings, statement: int) -> str:
    return str(findings.map.statements[statement])


def _cell(value: float) -> float | str:
    return value if math.isfinite(value) else ""


def _known(cell: Any) -> Any:
    return None if cell == "" else cell
