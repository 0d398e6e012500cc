"""What changed between two versions of a plan, row by row: added, left out, written otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yntymak.apps.plans.documents.sums import exact_thousand_som
from yntymak.apps.plans.models import BudgetLine
from yntymak.ui.dates import period
from yntymak.ui.figures import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]


@dataclass(frozen=True)
class Changed:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    kind: str  # added, gone, changed
    title: str
    fields: list[Changed] = field(default_factory=list)


def changes_between(old: Row, new: Row) -> list[RowChange]:
    """`old` and `new` are snapshots of one plan."""
    found = list(_rows(_objectives(old), _objectives(new), _objective_fields))
    return found + list(_rows(_measures(old), _measures(new), _measure_fields))


def sums_of(content: Row) -> dict[str, int]:
    """source → tyiyn for the plan's own year."""
    sums: dict[str, int] = {}
    for measure in _measures(content).values():
        for line in measure["lines"]:
            if line["year"] == content["year"]:
                sums[line["source"]] = sums.get(line["source"], 0) + line["planned"]
    return sums


def sums_between(old: Row, new: Row) -> list[tuple[str, int | None, int | None]]:
    """(source, before, after) for the plan's own year, where they differ."""
    before, after = sums_of(old), sums_of(new)
    return [
        (str(source.label), before.get(source), after.get(source))
        for source in BudgetLine.Source
        if before.get(source) != after.get(source)
    ]


def _rows(old: dict[int, Row], new: dict[int, Row], fields_of: Any) -> Iterator[RowChange]:
    for key, row in new.items():
        if key not in old:
            yield RowChange("added", _word(row, "title"), _fields({}, fields_of(row)))
        else:
            before, after = fields_of(old[key]), fields_of(row)
            if before != after:
                yield RowChange("changed", _word(row, "title"), _fields(before, after))
    for key, row in old.items():
        if key not in new:
            yield RowChange("gone", _word(row, "title"))


def _fields(before: dict[str, str], after: dict[str, str]) -> list[Changed]:
    return [
        Changed(label, before.get(label) or MISSING, after.get(label) or MISSING)
        for label in {**before, **after}
        if before.get(label, "") != after.get(label, "")
    ]


def _objectives(content: Row) -> dict[int, Row]:
    return {each["key"]: each for each in content["objectives"]}


def _measures(content: Row) -> dict[int, Row]:
    return {m["key"]: m for each in content["objectives"] for m in each["measures"]}


def _objective_fields(row: Row) -> dict[str, str]:
    return {_("Objective"): _word(row, "title")}


def _measure_fields(row: Row) -> dict[str, str]:
    first, last = dt.date.fromisoformat(row["starts_on"]), dt.date.fromisoformat(row["ends_on"])
    fields = {
        _("Measure"): _word(row, "title"),
        _("Responsible"): _word(row, "responsible"),
        _("When"): period(first, last),
        _("Expected effect"): _word(row, "expected_effect"),
    }
    for line in row["lines"]:
        source = BudgetLine.Source(line["source"]).label
        label = f"{source}, {line['year']}".strip()
        code = line["classification"]
        fields[f"{label}, {code}" if code else label] = exact_thousand_som(line["planned"])
    return fields


def _word(row: Row, word: str) -> str:
    """In the reader's language, else in Kyrgyz."""
    return str(row.get(f"{word}_{get_language()}") or row.get(f"{word}_ky") or "")
