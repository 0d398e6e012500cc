"""A reminder goes out once a day; a letter that the mail server refuses is seen and tried again."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from yntymak.apps.plans import terms
from yntymak.apps.plans.actions.reminding import MOST_ATTEMPTS, LetterFailed, remind
from yntymak.apps.plans.jobs import remind_tonight, send_reminder
from yntymak.apps.plans.models import Letter, Plan
from yntymak.foundation.jobs.models import Job
from yntymak.foundation.ledger.models import Event


@pytest.fixture
def year() -> int:
    return timezone.localdate().year - 1


@pytest.fixture
def plan(aimak, year) -> Plan:
    return Plan.objects.create(
        place=aimak,
        year=year,
        state="approved",
        kenesh_session="V",
        resolution_number="1",
        resolution_date=dt.date(year, 1, 1),
    )


@pytest.fixture
def reminded(aigul, bakyt, chynara, plan, year) -> Letter:
    """Бакыт has no e-mail, and Чынара keeps another place."""
    for user in (aigul, chynara):
        user.email = f"{user.username}@example.kg"
        user.save()
    remind_tonight.call((terms.due_on(year, 2) - dt.timedelta(3)).isoformat())
    return Letter.objects.get()


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server answers")


@pytest.fixture
def without_mail(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


def test_a_reminder_is_sent_once_a_day_to_those_who_keep_the_plan(reminded, plan, year):
    due = terms.due_on(year, 2)
    for day in (due - dt.timedelta(3), due - dt.timedelta(4)):
        remind_tonight.call(day.isoformat())
    for _twice in range(2):
        send_reminder.call(letter=reminded.pk)

    assert [letter.to for letter in mail.outbox] == [["aigul@example.kg"]]
    assert str(plan.place) in mail.outbox[0].body
    assert Event.objects.filter(verb="plan:reminded").count() == 1
    assert Job.objects.get(key=f"plan-letter:{reminded.pk}").is_pending
    reminded.refresh_from_db()
    assert (reminded.state, reminded.attempts) == ("sent", 1)


def test_whoever_sends_the_report_is_left_in_peace(reminded, plan, year):
    plan.reports.create(half=2, state="sent")
    remind_tonight.call((terms.due_on(year, 2) + dt.timedelta(1)).isoformat())

    assert Letter.objects.count() == 1


def test_a_letter_that_cannot_be_sent_is_seen_and_tried_again(reminded, without_mail, caplog):
    asked = DBTaskResult.objects.count()
    with caplog.at_level(logging.ERROR), pytest.raises(LetterFailed):
        send_reminder.call(letter=reminded.pk)

    reminded.refresh_from_db()
    assert (reminded.state, reminded.attempts) == ("failed", 1)
    assert "no mail server answers" in reminded.failure
    assert "no mail server answers" in caplog.text
    assert Event.objects.filter(verb="plan:letter_failed").count() == 1
    assert DBTaskResult.objects.count() == asked + 1
    later = DBTaskResult.objects.latest("enqueued_at").run_after
    assert dt.timedelta(minutes=9) < later - timezone.now() < dt.timedelta(minutes=11)


def test_it_is_given_up_in_the_end_and_the_officer_sees_it(
    reminded, without_mail, as_user, daniyar, aigul
):
    for _attempt in range(MOST_ATTEMPTS):
        with pytest.raises(LetterFailed):
            send_reminder.call(letter=reminded.pk)
    assert DBTaskResult.objects.filter(run_after__year__lt=9000).count() >= MOST_ATTEMPTS - 1
    waiting = DBTaskResult.objects.count()
    page = as_user(daniyar).get(reverse("plans:owing"), {"half": f"{reminded.plan.year}-2"})

    assert waiting == MOST_ATTEMPTS  # the first, and one after each failure but the last
    assert page.context["page_obj"][0].letter == reminded
    assert "жөнөтүлгөн жок" in page.content.decode()


def test_it_goes_out_once_the_server_is_back(reminded, settings):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(LetterFailed):
        send_reminder.call(letter=reminded.pk)
    settings.EMAIL_BACKEND = backend
    send_reminder.call(letter=reminded.pk)

    reminded.refresh_from_db()
    assert (reminded.state, reminded.failure, len(mail.outbox)) == ("sent", "", 1)


def test_two_halves_that_are_owed_are_reminded_of_on_the_same_day(aigul, plan):
    on = dt.date(plan.year + 1, 1, 16)
    aigul.email = "aigul@example.kg"
    aigul.save()

    made = [len(remind(plan=plan, half=half, on=on)) for half in (1, 2, 1, 2)]

    assert made[0] == made[1] > 0
    assert made[2:] == [0, 0]
