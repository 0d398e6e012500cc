"""A few municipalities side by side for one year: money per head, work, reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from yntymak.apps.plans.models import BudgetLine
from yntymak.apps.plans.nation import nation_of, som_each
from yntymak.apps.plans.terms import HALVES
from yntymak.foundation.registry.forms import PlaceField
from yntymak.ui.figures import MISSING, count, percent, thousand_som

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yntymak.apps.plans.rollup import Sum
    from yntymak.foundation.registry.models import Place

MOST_PLACES = 4
FIELDS = tuple(f"place{number}" for number in range(1, MOST_PLACES + 1))


class ComparisonForm(forms.Form):
    use_required_attribute = False
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        for number, name in enumerate(FIELDS, start=1):
            self.fields[name] = PlaceField(
                label=_("Municipality %(number)s") % {"number": number}, required=number == 1
            )

    @property
    def places(self) -> list[Place]:
        """Each once, in the order in which they were typed."""
        chosen = [self.cleaned_data.get(name) for name in FIELDS]
        return list(dict.fromkeys(place for place in chosen if place is not None))


@dataclass(frozen=True)
class Line:
    label: str
    cells: list[str]


@dataclass(frozen=True)
class Cell:
    place: Place
    text: str
    is_known: bool


@dataclass(frozen=True)
class Comparison:
    places: list[Place]
    lines: list[Line]

    @property
    def table(self) -> list[tuple[str, list[Cell]]]:
        """Each cell with its place, which a phone writes beside it."""
        unknown = {MISSING: _("no data"), _("not reported"): _("not reported")}
        return [
            (
                line.label,
                [
                    Cell(place, unknown.get(text, text), is_known=text not in unknown)
                    for place, text in zip(self.places, line.cells, strict=True)
                ],
            )
            for line in self.lines
        ]


def comparison_of(places: list[Place], year: int) -> Comparison:
    """Five queries, however many places."""
    nation = nation_of(year)
    sums = [nation.sum_of(place) for place in places]
    lines = [Line(_("Number of people"), [count(place.population) for place in places])]
    lines += [Line(label, cells) for label, cells in _lines(places, sums)]
    return Comparison(places, lines)


def _lines(places: list[Place], sums: list[Sum]) -> Iterator[tuple[str, list[str]]]:
    approved = [added.cell("approved").value for added in sums]
    yield _("Plan"), [_("approved") if each else _("not reported") for each in approved]
    yield _("Planned, thousand som"), [thousand_som(each.cell("planned").value) for each in sums]
    sources = [
        s for s in BudgetLine.Source if any(each.cell(f"planned.{s}").value for each in sums)
    ]
    for source in sources:
        label = _("of which %(source)s") % {"source": source.label}
        yield label, [thousand_som(_from_source(each, f"planned.{source}")) for each in sums]
    yield _("Planned per head, som"), _per_head(places, sums, "planned")
    if any(place.population for place in places):  # else as many rows without a figure
        for source in sources:
            label = _("per head, %(source)s, som") % {"source": source.label}
            yield label, _per_head(places, sums, f"planned.{source}")
    yield _("Measures"), [count(each.cell("measures").value) for each in sums]
    yield _("Measures that are done"), [_with_share(each, "done", count) for each in sums]
    yield _("Spent, thousand som"), [_with_share(each, "spent", thousand_som) for each in sums]
    sent = pgettext("half-year report", "sent")
    for half in HALVES:
        label = _("Report on half-year %(half)s") % {"half": half}
        key = f"report.{half}"
        yield label, [sent if each.cell(key).value else _("not reported") for each in sums]


def _from_source(added: Sum, key: str) -> int | None:
    """Zero where the plan is known and nothing comes from this source."""
    tyiyn = added.cell(key).value
    return 0 if tyiyn is None and added.cell("planned").value is not None else tyiyn


def _per_head(places: list[Place], sums: list[Sum], key: str) -> list[str]:
    """A dash where the plan or the number of people is not known: neither is a zero."""
    cells = []
    for place, added in zip(places, sums, strict=True):
        tyiyn, people = _from_source(added, key), place.population
        cells.append(MISSING if tyiyn is None or not people else count(som_each(tyiyn, people)))
    return cells


def _with_share(added: Sum, key: str, written: Any) -> str:
    cell = added.cell(key)
    text: str = written(cell.value)
    return text if cell.share is None else f"{text} ({percent(cell.share, 0)})"
