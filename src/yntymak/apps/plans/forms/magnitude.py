"""Asking once more about a sum that looks like som where thousand som are asked for."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.models import BudgetLine
from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM, som, thousand_som
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan

# A single line above ten million som is rare where the whole budget of an aimak is some eighty
# million: more often somebody typed som where thousand som are asked.
SURPRISING = 10_000 * TYIYN_PER_THOUSAND_SOM
FEW = 3  # lines: fewer tell nothing of what is usual in a plan
TIMES_USUAL = 100
TIMES_APPROVED = 20


class AsksAgain(Form):
    """A sum that surprises is taken once the box under it is ticked."""

    is_thousands = forms.BooleanField(label=_("Yes, the sum is right"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._question = self.fields.pop("is_thousands")
        if self.data.get(self.add_prefix("is_thousands")):
            self.fields["is_thousands"] = self._question

    def ask_about(self, name: str, limit: int) -> None:
        """Call from clean(). Below `limit` tyiyn nothing is asked."""
        tyiyn = self.cleaned_data.get(name)
        if tyiyn is None or tyiyn < limit or self.cleaned_data.get("is_thousands"):
            return
        self.fields["is_thousands"] = self._question
        self.add_error(
            name,
            _(
                "%(thousands)s thousand som is %(som)s som. If you meant %(less)s thousand som,"
                " correct the sum; if it is right, tick the box below."
            )
            % {
                "thousands": thousand_som(tyiyn),
                "som": som(tyiyn),
                "less": thousand_som(tyiyn // 1000),
            },
        )


def limit_for_line(plan: Plan) -> int:
    """Far above the other lines of the plan, or above what a single line ever costs. One query."""
    known = list(
        BudgetLine.objects.filter(measure__objective__plan=plan)
        .order_by()
        .values_list("planned", flat=True)
    )
    if len(known) < FEW:
        return SURPRISING
    return min(SURPRISING, TIMES_USUAL * int(statistics.median(known)))


def limit_for_use(line: BudgetLine) -> int:
    """Of what is spent or promised by contracts of a line."""
    return min(SURPRISING, TIMES_APPROVED * line.approved) if line.approved else SURPRISING
