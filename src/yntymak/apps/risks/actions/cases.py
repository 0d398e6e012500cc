"""Cases: opened, filled, handed up and down with a term, closed with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.risks.actions.signals import already, decide, record_of
from yntymak.apps.risks.actions.signals import locked as locked_signal
from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Case, CaseStep, Party, Signal, Term
from yntymak.apps.risks.neutral import names_descent
from yntymak.apps.risks.rules import may_hold, may_note, may_open_case, may_take, may_triage
from yntymak.apps.risks.working_days import due
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require
from yntymak.foundation.registry.lineage import successors
from yntymak.foundation.registry.models import Kind, Place

if TYPE_CHECKING:
    import datetime as dt
    import uuid
    from collections.abc import Iterable

    from yntymak.apps.risks.models import Risk
    from yntymak.foundation.people.models import User

Step = CaseStep.Kind


@transaction.atomic
def open_case(
    *,
    actor: User,
    key: uuid.UUID,
    holder: Place,
    title: str,
    text: str,
    category: str,
    severity: int,
    occurred_on: dt.date | None = None,
    places: Iterable[Place] = (),
    risk: Risk | None = None,
    signal: Signal | None = None,
) -> Case:
    """Held by `holder`, where or around which it happens; `signal`, if given, is linked."""
    require(actor, may_open_case, holder)
    # Two clicks at once queue here; SQLite has one writer at a time anyway.
    holder = Place.objects.select_for_update(no_key=True).get(pk=holder.pk)
    if signal is not None:
        locked_signal(signal)  # before the ledger, as everybody else does
    said = {"holder": holder, "title": title, "text": text, "category": category}
    said |= {"severity": severity, "occurred_on": occurred_on, "risk": risk}
    known, own_key = sent_before(Case, key, said)
    if known is not None:
        return known
    precision = Case.DatePrecision.DAY if occurred_on else Case.DatePrecision.UNKNOWN
    case = Case.objects.create(client_key=own_key, date_precision=precision, **said)
    case.places.set([*places] or [holder])
    _step(case, Step.OPENED, actor, own_key, text=title)
    record(Event.CASE_OPENED, case, actor=actor, place=holder, severity=severity)
    if signal is not None:
        link_to_case(actor=actor, signal=signal, case=case)
    return case


@transaction.atomic
def link_to_case(*, actor: User, signal: Signal, case: Case) -> Signal:
    """One more report of the same event: the reports add up, the event stays one."""
    case = _locked(case)
    signal = locked_signal(signal)
    require(actor, may_triage, signal)
    if signal.state == Signal.State.LINKED and signal.case_id == case.pk:
        return signal
    if not signal.is_undecided:
        raise ValidationError(already(signal))
    if not Case.objects.visible_to(actor).open().filter(pk=case.pk).exists():
        raise ValidationError(_("Choose an open case that you can see."))
    signal.case, signal.risk = case, case.risk
    decide(signal, Signal.State.LINKED, "case", "risk")
    if not signal.is_protected:  # a step of the timeline would tell that somebody spoke
        _step(case, Step.LINKED, actor, text=signal.receipt)
    told = {} if signal.is_protected else {"case": case.pk}
    record_of(Event.CASE_LINKED, signal, actor, **told)
    return signal


@transaction.atomic
def involve(
    *, actor: User, key: uuid.UUID, case: Case, kind: str, name: str, wants: str = "", **also: Any
) -> Party:
    """A side of the case. Groups are named by what they do or where they live."""
    case = _of_holder(actor, case)
    if kind == Party.Kind.GROUP and names_descent(f"{name} {wants}"):
        raise ValidationError(
            _(
                "Name the group by what its people do or where they live, not by their descent: "
                "“water users of the lower canal”, “residents of the new street”."
            )
        )
    said = {"case": case, "kind": kind, "name": name, "wants": wants, **also}
    known, own_key = sent_before(Party, key, said)
    if known is not None:
        return known
    party = Party.objects.create(client_key=own_key, **said)
    record(Event.CASE_EXTENDED, case, actor=actor, place=case.holder, party=kind)
    return party


@transaction.atomic
def add_place(*, actor: User, case: Case, place: Place) -> Case:
    case = _of_holder(actor, case)
    if not case.places.filter(pk=place.pk).exists():
        case.places.add(place)
        record(Event.CASE_EXTENDED, case, actor=actor, place=place)
    return case


@transaction.atomic
def note_on_case(
    *, actor: User, key: uuid.UUID, case: Case, text: str, severity: int, is_in_talks: bool = False
) -> CaseStep:
    """What happened, and how grave it is now. Whoever sees the case may tell; the holder judges."""
    case = _locked(case)
    require(actor, may_note, case)
    said = {"case": case, "kind": Step.NOTED, "text": text}
    known, own_key = sent_before(CaseStep, key, said)
    if known is not None:
        return known
    _must_be_open(case)
    if not text.strip():
        raise ValidationError(_("Write what happened."))
    if may_hold(actor, case):
        case.severity = severity
        case.status = Case.Status.TALKS if is_in_talks else Case.Status.OPEN
        case.save(update_fields=["severity", "status"])
    step = _step(case, Step.NOTED, actor, own_key, text=text)
    record(Event.CASE_NOTED, case, actor=actor, place=case.holder, severity=case.severity)
    return step


@transaction.atomic
def hand_on(*, actor: User, key: uuid.UUID, case: Case, to: Place, text: str) -> Case:
    """Up to the raion, oblast or nation, or down to a place of it; `to` accepts or returns."""
    case = _locked(case)
    said = {"case": case, "kind": Step.HANDED, "text": text, "place": to}
    known, own_key = sent_before(CaseStep, key, said)
    if known is not None:
        return case
    require(actor, may_hold, case)
    _must_be_open(case)
    if case.handed_to_id:
        raise ValidationError(_("It is already on its way: wait until it is accepted or returned."))
    if to not in units_to_hand_to(case):
        raise ValidationError(_("Choose one of the units of the list."))
    if not text.strip():
        raise ValidationError(_("Write what you ask the other unit to do."))
    case.handed_to = to
    case.handed_by = due([Term.Kind.HANDOVER], timezone.localdate())[Term.Kind.HANDOVER]
    case.save(update_fields=["handed_to", "handed_by"])
    _step(case, Step.HANDED, actor, own_key, text=text, place=to, due_on=case.handed_by)
    record(Event.CASE_HANDED, case, actor=actor, place=to, due=case.handed_by.isoformat())
    return case


@transaction.atomic
def take(*, actor: User, key: uuid.UUID, case: Case, text: str = "", accepts: bool) -> Case:
    """Accept the case, which is then held here, or return it with a reason."""
    case = _locked(case)
    kind = Step.ACCEPTED if accepts else Step.RETURNED
    known, own_key = sent_before(CaseStep, key, {"case": case, "kind": kind, "text": text})
    if known is not None:
        return case
    if case.handed_to_id is None:  # closed, or decided by a colleague, since the page was read
        require(actor, may_note, case)
        _must_be_open(case)
        raise ValidationError(_("Somebody has already accepted or returned it."))
    require(actor, may_take, case)
    if not (accepts or text.strip()):
        raise ValidationError(_("Write why you return it."))
    asked = case.handed_to
    if accepts and asked is not None:
        case.holder = asked
    case.handed_to = case.handed_by = None
    case.save(update_fields=["holder", "handed_to", "handed_by"])
    _step(case, kind, actor, own_key, text=text, place=asked)
    verb = Event.CASE_ACCEPTED if accepts else Event.CASE_RETURNED
    record(verb, case, actor=actor, place=asked)
    return case


@transaction.atomic
def close_case(*, actor: User, key: uuid.UUID, case: Case, outcome: str, text: str) -> Case:
    case = _locked(case)
    said = {"case": case, "kind": Step.CLOSED, "text": text}
    known, own_key = sent_before(CaseStep, key, said)
    if known is not None and case.outcome == outcome:
        return case
    require(actor, may_hold, case)
    _must_be_open(case)
    if outcome not in Case.Outcome.values:
        raise ValidationError(_("Choose how it ended."))
    if not text.strip():
        raise ValidationError(_("Write how it ended and where that is on paper."))
    case.status, case.outcome = Case.Status.CLOSED, outcome
    case.handed_to = case.handed_by = None
    case.save(update_fields=["status", "outcome", "handed_to", "handed_by"])
    _step(case, Step.CLOSED, actor, own_key, text=text)
    record(Event.CASE_CLOSED, case, actor=actor, place=case.holder, outcome=outcome)
    return case


def units_to_hand_to(case: Case) -> list[Place]:
    """The units around the holder, and those of the case inside it: of a place that was merged,
    the one that carries it on. Three queries, and one for each reform passed through.
    """
    holder = Place.objects.select_related("parent__parent__parent").get(pk=case.holder_id)
    around, found = holder.parent, []
    while around is not None:
        found.append(around)
        around = around.parent
    today = timezone.localdate()
    keys = {
        heir.pk
        for place in case.places.all()
        for heir in ([place] if place.is_current else successors(place, today))
    }
    inside = Place.objects.current().filter(pk__in=keys - {holder.pk}).select_related("parent")
    raions = {
        p.parent.pk: p.parent
        for p in inside
        if p.parent and p.parent.kind == Kind.RAION and p.parent_id != holder.pk
    }
    below = [*raions.values(), *inside]
    return [*found, *(place for place in below if holder.contains(place))]


def _locked(case: Case) -> Case:
    # Without its holder in the same query: who waits here while another changes the holder would
    # be told by PostgreSQL that there is no such case.
    found: Case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    return found


def _of_holder(actor: User, case: Case) -> Case:
    case = _locked(case)
    require(actor, may_hold, case)
    _must_be_open(case)
    return case


def _must_be_open(case: Case) -> None:
    if not case.is_open:
        raise ValidationError(_("This case is closed. Open a new one if it has come back."))


def _step(
    case: Case, kind: str, actor: User | None, key: uuid.UUID | None = None, **said: Any
) -> CaseStep:
    fields = {"case": case, "kind": kind, "by": actor, "severity": case.severity, **said}
    if key is not None:
        fields["client_key"] = key
    return CaseStep.objects.create(**fields)
