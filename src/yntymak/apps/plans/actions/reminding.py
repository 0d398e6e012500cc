"""A reminder to those who keep a plan: by e-mail, and on the ledger that it was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yntymak.apps.plans import terms
from yntymak.apps.plans.events import Verb
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.models import Role, User
from yntymak.foundation.people.scope import STAFF
from yntymak.ui.dates import day as written

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.plans.models import Plan


@transaction.atomic
def remind(*, plan: Plan, half: int, on: dt.date) -> int:
    """How many letters were sent. A second call for the same day sends none."""
    known = Event.objects.about(plan).filter(verb=Verb.REMINDED, data__on=on.isoformat())
    if known.filter(data__half=half).exists():
        return 0
    roles = Role.objects.active(on).filter(place__code=plan.place.code, kind__in=STAFF)
    people = User.objects.filter(roles__in=roles, is_active=True).exclude(email="").distinct()
    letters = [_letter(user, plan, half, on) for user in people]
    record(Verb.REMINDED, plan, place=plan.place, half=half, on=on.isoformat(), sent=len(letters))
    transaction.on_commit(lambda: _send(letters))
    return len(letters)


def _letter(user: User, plan: Plan, half: int, on: dt.date) -> tuple[str, str, str]:
    due = terms.due_on(plan.year, half)
    with override(user.language):
        named = {"place": plan.place, "year": plan.year, "half": half, "day": written(due)}
        subject = _("Report on the plan, half-year %(half)s of %(year)s") % named
        if on <= due:
            text = _(
                "The report of %(place)s on half-year %(half)s of %(year)s is due on %(day)s. "
                "Enter the progress of each measure and send the report."
            )
        else:
            text = _(
                "The report of %(place)s on half-year %(half)s of %(year)s was due on %(day)s. "
                "Until it comes, the place stands in all tables as “not reported”."
            )
        return subject, text % named, user.email


def _send(letters: list[tuple[str, str, str]]) -> None:
    for subject, text, address in letters:
        send_mail(subject, text, None, [address], fail_silently=True)
