"""Which redaction of an act holds on which day, and how sure a reader can be of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone

from yntymak.apps.laws.forms import DayForm
from yntymak.apps.laws.models import Act, ActVersion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest


def holding_on(redactions: Sequence[ActVersion], day: dt.date) -> ActVersion | None:
    """The redaction in force on `day`; None where none is known to be.

    A redaction without a date may have held at any time: it is no answer.
    """
    begun = [each for each in redactions if each.in_force_from and each.in_force_from <= day]
    return max(begun, key=_begin, default=None)


def _begin(each: ActVersion) -> tuple[dt.date, int]:
    return each.in_force_from or dt.date.min, each.number


@dataclass(frozen=True)
class Span:
    """When a redaction is in force: `since` to the day before `until`, as far as it is said."""

    state: str  # holds, future, past, unknown
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def tone(self) -> str:
        return {"holds": "ok", "future": "wait", "past": "none", "unknown": "wait"}[self.state]


def span_of(version: ActVersion, redactions: Sequence[ActVersion], today: dt.date) -> Span:
    since = version.in_force_from
    if since is None:
        return Span("unknown")
    later = [
        each.in_force_from
        for each in redactions
        if each.in_force_from and _begin(each) > _begin(version)
    ]
    until = min(later, default=None)
    if since > today:
        return Span("future", since, until)
    return Span("past" if until and until <= today else "holds", since, until)


class Shelf:
    """The redactions of one act, newest first, and the one that the address asks for.

    `?version=2` names it; `?on=2024-05-01` asks which one held that day; without either it is the
    one in force today, or the newest where no date says so. One query.
    """

    def __init__(self, request: HttpRequest, code: str) -> None:
        visible = Act.objects.visible_to(request.user).filter(code=code)
        found = ActVersion.objects.filter(act__in=visible)
        self.redactions = list(found.select_related("act", "enacted_from__bill"))
        self.today = timezone.localdate()
        self.asked = request.GET.get("version")
        if not self.redactions or (self.asked is not None and self._named is None):
            raise Http404
        on = None if self.asked is not None else request.GET.get("on")
        self.form = DayForm({"on": on} if on else None)

    @property
    def act(self) -> Act:
        return self.redactions[0].act

    @cached_property
    def _named(self) -> ActVersion | None:
        return self.numbered(self.asked)

    def numbered(self, number: str | None) -> ActVersion | None:
        return next((each for each in self.redactions if str(each.number) == number), None)

    @cached_property
    def day(self) -> dt.date | None:
        """The day asked for, where one was and it can be read."""
        return self.form.cleaned_data["on"] if self.form.is_bound and self.form.is_valid() else None

    @cached_property
    def today_s(self) -> ActVersion:
        """What a reader who asks for nothing is given."""
        return holding_on(self.redactions, self.today) or self.redactions[0]

    @cached_property
    def of_day(self) -> ActVersion | None:
        return holding_on(self.redactions, self.day) if self.day else None

    @cached_property
    def version(self) -> ActVersion:
        return self._named or self.of_day or self.today_s

    @cached_property
    def is_before_the_first(self) -> bool:
        return self.day is not None and self.of_day is None

    @cached_property
    def first_dated(self) -> ActVersion | None:
        dated = [each for each in self.redactions if each.in_force_from]
        return min(dated, key=_begin, default=None)

    @cached_property
    def span(self) -> Span:
        return span_of(self.version, self.redactions, self.today)

    @property
    def spans(self) -> list[tuple[ActVersion, Span]]:
        return [(each, span_of(each, self.redactions, self.today)) for each in self.redactions]

    @property
    def is_todays(self) -> bool:
        return self.version == self.today_s

    @property
    def query(self) -> str:
        """What keeps a link within the redaction that is read."""
        return "" if self.is_todays else f"?version={self.version.number}"

    def context(self) -> dict[str, Any]:
        return {
            "shelf": self,
            "act": self.act,
            "version": self.version,
            "span": self.span,
            "keep": self.query,
        }
