"""A reminder to those who keep a plan, by e-mail: tried again, and what became of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from yntymak.apps.plans import terms
from yntymak.apps.plans.events import Verb
from yntymak.apps.plans.models import Letter
from yntymak.foundation.jobs.actions import request_job
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.people.models import Role, User
from yntymak.foundation.people.scope import STAFF
from yntymak.ui.dates import day as written

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.plans.models import Plan

MOST_ATTEMPTS = 4


class LetterFailed(Exception):  # noqa: N818 - what happened, as the job that tried it reports
    """The mail server did not take it. What it said stands in the letter."""


@transaction.atomic
def remind(*, plan: Plan, half: int, on: dt.date) -> list[Letter]:
    """The letters that a worker will send. A second call for the same day has none."""
    from yntymak.apps.plans.jobs import send_reminder  # noqa: PLC0415 - jobs use actions

    known = Event.objects.about(plan).filter(verb=Verb.REMINDED, data__on=on.isoformat())
    if known.filter(data__half=half).exists():
        return []
    roles = Role.objects.active(on).filter(place__code=plan.place.code, kind__in=STAFF)
    people = User.objects.filter(roles__in=roles, is_active=True).exclude(email="").distinct()
    letters = [Letter(plan=plan, half=half, on=on, user=user) for user in people]
    made = Letter.objects.bulk_create(letters)
    for letter in made:
        request_job(send_reminder, f"plan-letter:{letter.pk}", letter=letter.pk)
    record(Verb.REMINDED, plan, place=plan.place, half=half, on=on.isoformat(), letters=len(made))
    return made


def send_letter(letter: Letter) -> Letter:
    """Raises LetterFailed where the mail server does not take it; one that was sent is left alone.

    Killed between sending and noting it, a worker sends it twice, under the same number.
    """
    if letter.state == Letter.State.SENT:
        return letter
    try:
        _message(letter).send()
    except OSError as error:  # smtplib's errors are among these, and no network
        _note(letter, Letter.State.FAILED, f"{type(error).__name__}: {error}")
        raise LetterFailed(letter.failure) from error
    return _note(letter, Letter.State.SENT)


@transaction.atomic
def _note(letter: Letter, state: str, failure: str = "") -> Letter:
    letter.state, letter.failure = state, failure[:300]
    letter.attempts += 1
    letter.tried_at = timezone.now()
    letter.save()
    verb = Verb.LETTER_SENT if state == Letter.State.SENT else Verb.LETTER_FAILED
    record(
        verb,
        letter.plan,
        place=letter.plan.place,
        letter=letter.pk,
        attempt=letter.attempts,
        failure=letter.failure,
    )
    return letter


def _message(letter: Letter) -> EmailMessage:
    plan, half, due = letter.plan, letter.half, terms.due_on(letter.plan.year, letter.half)
    with override(letter.user.language):
        named = {"place": plan.place, "year": plan.year, "half": half, "day": written(due)}
        subject = _("Report on the plan, half-year %(half)s of %(year)s") % named
        if letter.on <= due:
            text = _(
                "The report of %(place)s on half-year %(half)s of %(year)s is due on %(day)s. "
                "Enter the progress of each measure and send the report."
            )
        else:
            text = _(
                "The report of %(place)s on half-year %(half)s of %(year)s was due on %(day)s. "
                "Until it comes, the place stands in all tables as “not reported”."
            )
        return EmailMessage(
            subject,
            text % named,
            None,
            [letter.user.email],
            headers={"Message-ID": f"<plan-letter-{letter.pk}@yntymak>"},
        )
