"""What people do about an alert: somebody looks, says what it is, and closes it with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Alert, AlertStep
from yntymak.apps.risks.rules import may_answer
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import uuid

    from yntymak.foundation.people.models import User


@transaction.atomic
def acknowledge(*, actor: User, key: uuid.UUID, alert: Alert) -> Alert:
    """I look into it: the clock stops. Repeated, or after an explanation, nothing happens."""
    alert = _locked(actor, alert)
    if alert.state == Alert.State.CLOSED:
        raise ValidationError(_already_closed(alert))
    if alert.state == Alert.State.NEW:
        alert.state = Alert.State.ACKNOWLEDGED
        said = {"alert": alert, "kind": AlertStep.Kind.ACKNOWLEDGED}
        _known, own_key = sent_before(AlertStep, key, said)
        _take_step(actor, own_key, alert)
        record(Event.ALERT_ACKNOWLEDGED, alert, actor=actor, place=alert.place)
    return alert


@transaction.atomic
def explain(*, actor: User, key: uuid.UUID, alert: Alert, text: str) -> Alert:
    """What stands behind the count, as far as is known now. More can be said later."""
    alert = _locked(actor, alert)
    said = {"alert": alert, "kind": AlertStep.Kind.EXPLAINED, "text": text}
    known, own_key = sent_before(AlertStep, key, said)
    if known is not None:
        return alert
    if alert.state == Alert.State.CLOSED:
        raise ValidationError(_already_closed(alert))
    if not text.strip():
        raise ValidationError(_("Write what stands behind the reports."))
    alert.state = Alert.State.EXPLAINED
    _take_step(actor, own_key, alert, text)
    record(Event.ALERT_EXPLAINED, alert, actor=actor, place=alert.place)
    return alert


@transaction.atomic
def close_alert(*, actor: User, key: uuid.UUID, alert: Alert, outcome: str, text: str) -> Alert:
    """With what it turned out to be: of these outcomes the precision of alerts is measured."""
    alert = _locked(actor, alert)
    said = {"alert": alert, "kind": AlertStep.Kind.CLOSED, "text": text}
    known, own_key = sent_before(AlertStep, key, said)
    if known is not None and alert.outcome == outcome:
        return alert
    if alert.state == Alert.State.CLOSED:
        raise ValidationError(_already_closed(alert))
    if outcome not in Alert.Outcome.values:
        raise ValidationError(_("Choose what it turned out to be."))
    if not text.strip():
        raise ValidationError(_("Write how you know."))
    alert.state, alert.outcome = Alert.State.CLOSED, outcome
    _take_step(actor, own_key, alert, text)
    record(Event.ALERT_CLOSED, alert, actor=actor, place=alert.place, outcome=outcome)
    return alert


def _locked(actor: User, alert: Alert) -> Alert:
    """Two people who answer at once queue here."""
    rows = Alert.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    locked: Alert = rows.get(pk=alert.pk)
    require(actor, may_answer, locked)
    return locked


def _take_step(actor: User, key: uuid.UUID, alert: Alert, text: str = "") -> None:
    """The state of the alert has the name of the step that led to it."""
    alert.save(update_fields=["state", "outcome"])
    AlertStep.objects.create(client_key=key, alert=alert, kind=alert.state, text=text, by=actor)


def _already_closed(alert: Alert) -> str:
    sentence = _("Somebody has already closed this warning: %(outcome)s.")
    return sentence % {"outcome": alert.get_outcome_display()}
