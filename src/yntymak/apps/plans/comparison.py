"""What to show to somebody whose form was opened on an older revision of the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.choices import flatten_choices
from django.utils.translation import pgettext_lazy

from yntymak.apps.plans.events import Verb
from yntymak.foundation.ledger.models import Event
from yntymak.ui.dates import day
from yntymak.ui.figures import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BoundField, Form

    from yntymak.apps.plans.models import Plan

SAID = {
    Verb.CREATED: pgettext_lazy("what happened", "plan begun"),
    Verb.OBJECTIVE_ADDED: pgettext_lazy("what happened", "objective added"),
    Verb.OBJECTIVE_CHANGED: pgettext_lazy("what happened", "objective changed"),
    Verb.OBJECTIVE_DELETED: pgettext_lazy("what happened", "objective deleted"),
    Verb.MEASURE_ADDED: pgettext_lazy("what happened", "measure added"),
    Verb.MEASURE_CHANGED: pgettext_lazy("what happened", "measure changed"),
    Verb.MEASURE_DELETED: pgettext_lazy("what happened", "measure deleted"),
    Verb.LINE_ADDED: pgettext_lazy("what happened", "budget line added"),
    Verb.LINE_CHANGED: pgettext_lazy("what happened", "budget line changed"),
    Verb.LINE_DELETED: pgettext_lazy("what happened", "budget line deleted"),
    Verb.SUBMITTED: pgettext_lazy("what happened", "plan submitted to the kenesh"),
    Verb.TAKEN_BACK: pgettext_lazy("what happened", "plan taken back"),
    Verb.APPROVED: pgettext_lazy("what happened", "plan approved"),
    Verb.ENTERED_AFTERWARDS: pgettext_lazy("what happened", "plan entered, approved before"),
    Verb.AMENDED: pgettext_lazy("what happened", "plan amended"),
    Verb.AMENDMENT_BEGUN: pgettext_lazy("what happened", "amendment begun"),
    Verb.AMENDMENT_DROPPED: pgettext_lazy("what happened", "amendment dropped"),
    Verb.HEARING_ANNOUNCED: pgettext_lazy("what happened", "public hearing announced"),
    Verb.HEARING_HELD: pgettext_lazy("what happened", "public hearing held"),
    Verb.COMMENT_ENTERED: pgettext_lazy("what happened", "comment of the hearing entered"),
    Verb.COMMENT_ANSWERED: pgettext_lazy("what happened", "comment of the hearing answered"),
    Verb.SHARES_CHANGED: pgettext_lazy("what happened", "shares of goals changed"),
    Verb.PROGRESS_ENTERED: pgettext_lazy("what happened", "progress entered"),
    Verb.VALUE_ENTERED: pgettext_lazy("what happened", "value of an indicator entered"),
    Verb.EVIDENCE_ADDED: pgettext_lazy("what happened", "evidence added"),
    Verb.REPORT_WRITTEN: pgettext_lazy("what happened", "half-year report written"),
    Verb.REPORT_ACCEPTED: pgettext_lazy("what happened", "half-year report accepted"),
    Verb.REPORT_RETURNED: pgettext_lazy("what happened", "half-year report returned"),
    Verb.REPORT_SENT: pgettext_lazy("what happened", "half-year report sent"),
    Verb.MONEY_SET_ASIDE: pgettext_lazy("what happened", "money set aside"),
    Verb.MONEY_COMMITTED: pgettext_lazy("what happened", "commitment of money entered"),
}


@dataclass(frozen=True)
class Difference:
    label: str
    stored: str
    typed: str


@dataclass(frozen=True)
class Change:
    at: dt.datetime
    who: str
    said: str
    what: str


def differences(typed: Form, stored: Form) -> list[Difference]:
    """`typed` is valid; `stored` is the same form, unbound, over the row as it stands now."""
    found = []
    for field in stored.visible_fields():
        now = _shown(field, stored.get_initial_for_field(field.field, field.name))
        mine = _shown(field, typed.cleaned_data.get(field.name))
        if now != mine:
            found.append(Difference(str(field.label), now, mine))
    return found


def changes_since(plan: Plan, revision: int) -> list[Change]:
    newer = Event.objects.about(plan).filter(data__revision__gt=revision).select_related("actor")
    return [
        Change(
            event.at,
            str(event.actor or MISSING),
            str(SAID.get(event.verb, event.verb)),  # type: ignore[call-overload]
            str(event.data.get("what", "")),
        )
        for event in newer
    ]


def _shown(field: BoundField, value: Any) -> str:
    choices: Iterable[tuple[Any, Any]] = flatten_choices(getattr(field.field, "choices", ()))
    labels = {str(_plain(key)): str(label) for key, label in choices}
    if isinstance(value, list | QuerySet):
        return "; ".join(labels[str(_plain(each))] for each in value) or MISSING
    if labels:
        return labels.get(str(_plain(value)), MISSING)
    if isinstance(value, dt.date):
        return day(value)
    return " ".join(str(field.field.prepare_value(value) or "").split()) or MISSING


def _plain(value: Any) -> Any:
    """The id of a row, also out of the wrapper that model choices put around it."""
    inner = getattr(value, "value", value)
    return inner.pk if isinstance(inner, Model) else inner
