"""An alert in the reader's language, ready for the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from yntymak.apps.risks.models import Alert
from yntymak.apps.risks.warning.pictures import Week, described, drawing
from yntymak.apps.risks.warning.weeks import WEEK
from yntymak.foundation.registry.models import Place
from yntymak.ui.figures import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

IN_TABLE = 12  # weeks beside the drawing; the others behind a fold
NEIGHBOUR_STATES: dict[str, tuple[_StrPromise, str]] = {
    "more": (pgettext_lazy("neighbour", "more than expected too"), "wait"),
    "as_expected": (pgettext_lazy("neighbour", "as expected"), "info"),
    "unheard": (pgettext_lazy("neighbour", "no reports"), "none"),
}


@dataclass(frozen=True)
class Near:
    place: Place
    key: str
    state: str
    tone: str


class ShownAlert:
    """The attributes are read by templates/risks/warning/alert.html."""

    def __init__(self, alert: Alert) -> None:
        self.alert = alert
        self.evidence: Mapping[str, Any] = alert.evidence
        self.cluster: Mapping[str, Any] | None = alert.evidence.get("cluster")
        # The last full day of the counted weeks.
        self.weeks_counted = self.cluster["weeks"] if self.cluster else 1
        self.until = alert.week + dt.timedelta(days=6)
        self.since = alert.week - (self.weeks_counted - 1) * WEEK

    @cached_property
    def weeks(self) -> list[Week]:
        counts, first = self.evidence["counts"], dt.date.fromisoformat(self.evidence["first_week"])
        expected, threshold = self.evidence["expected"], self.evidence["threshold"]
        before = [None] * (len(counts) - len(expected))
        usual, limit = [*before, *expected], [*before, *threshold]
        # A history shorter than the band: the band has weeks of its own before it.
        usual, limit = usual[-len(counts) :], limit[-len(counts) :]
        return [Week(first + n * WEEK, count, usual[n], limit[n]) for n, count in enumerate(counts)]

    @property
    def has_band(self) -> bool:
        return self.alert.threshold is not None

    @property
    def newest(self) -> list[Week]:
        return self.weeks[: -IN_TABLE - 1 : -1]

    @property
    def older(self) -> list[Week]:
        return self.weeks[-IN_TABLE - 1 :: -1]

    @property
    def picture(self) -> SafeString:
        return drawing(self.weeks, described(self.weeks))

    @property
    def sentence(self) -> str:
        """What was counted beside what was expected; nothing about what will follow."""
        alert = self.alert
        told = ngettext("%d report", "%d reports", alert.observed) % alert.observed
        if alert.reason == Alert.Reason.SENTINEL:
            return _("%(told)s. In this category one is enough for a warning.") % {"told": told}
        if alert.expected is None:
            return _("%(told)s. There is too little history to say how many are usual.") % {
                "told": told
            }
        facts = {"told": told, "expected": grouped(alert.expected, 1)}
        if alert.threshold is None:
            return _("%(told)s in adjoining places, where %(expected)s would be expected.") % facts
        facts["limit"] = grouped(alert.threshold)
        return (
            _("%(told)s in a week in which %(expected)s is usual; up to %(limit)s is no surprise.")
            % facts
        )

    @property
    def odds(self) -> str:
        """How seldom chance alone brings so many; "" where it is no rare thing."""
        if not self.alert.p or self.alert.p > 0.1:
            return ""
        times = min(1 / self.alert.p, 1_000_000)
        rounded = float(f"{times:.1g}")
        return _(
            "If nothing had changed, a week like this would come about once in %(n)s weeks."
        ) % {"n": grouped(rounded)}

    @cached_property
    def around(self) -> list[Near]:
        """Neighbours, or the places of a cluster. One query."""
        states = {near["place"]: near["state"] for near in self.evidence["neighbours"]}
        inside = self.cluster["places"] if self.cluster else []
        places = Place.objects.filter(pk__in=[*states, *inside])
        return [_near(place, states.get(place.pk, "more")) for place in places]

    @property
    def other_than_expected(self) -> list[Near]:
        return [near for near in self.around if near.key != "as_expected"]

    @property
    def n_as_expected(self) -> int:
        return len(self.around) - len(self.other_than_expected)

    @property
    def share_known(self) -> float | None:
        share: float = self.evidence.get("completeness", 1)
        return share if share < 0.995 else None


def _near(place: Place, state: str) -> Near:
    label, tone = NEIGHBOUR_STATES[state]
    return Near(place, state, str(label), tone)
