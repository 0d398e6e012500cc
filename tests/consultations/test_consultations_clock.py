"""Documents with their dates, letters with their proof, days for a calendar, reminders once."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from email import message_from_bytes

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.actions.clock import (
    Letter,
    Recipient,
    ask_notices,
    provide_document,
    send_notice,
)
from yntymak.apps.consultations.calendar_feed import fold
from yntymak.apps.consultations.clock_forms import NoticeForm
from yntymak.apps.consultations.models import Consultation, Notice
from yntymak.apps.consultations.reminders import remind
from yntymak.apps.consultations.requirements import checklist

TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
COUNCIL = Recipient("Аялдар кеңеши", "kenesh@example.kg")
LETTER = Letter("Суу жөнүндө", "Сунушуңузду жазыңыз.")


def ask(actor, asked, key=None, recipients=(COUNCIL,), letter=LETTER):
    return ask_notices(
        actor=actor,
        client_key=key or uuid.uuid4(),
        consultation=asked,
        recipients=recipients,
        letter=letter,
    )


def test_a_letter_goes_to_each_organisation_and_leaves_its_proof(aigul, asked):
    (notice,) = ask(aigul, asked)
    send_notice(notice=notice)
    send_notice(notice=Notice.objects.get())
    (sent,) = mail.outbox
    assert sent.to == ["kenesh@example.kg"]
    notice.refresh_from_db()
    assert (notice.state, notice.asked_by) == ("sent", aigul)
    assert notice.sent_at is not None
    stored = sent.message().as_bytes()
    assert message_from_bytes(stored)["Message-ID"] == f"<notice-{notice.client_key}@yntymak>"
    assert notice.message_sha256 == hashlib.sha256(stored).hexdigest()


def test_the_same_form_twice_writes_one_letter_and_other_words_another(aigul, asked):
    key = uuid.uuid4()
    assert len(ask(aigul, asked, key)) == 1
    assert ask(aigul, asked, key) == []
    assert len(ask(aigul, asked, key, letter=Letter("Жаңы", "Жаңы"))) == 1


def test_a_letter_that_cannot_be_sent_says_why_and_stops_no_other(aigul, asked, monkeypatch):
    ask(aigul, asked, recipients=(COUNCIL, Recipient("Кеңеш", "b@example.kg")))
    first, second = Notice.objects.all()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send_notice(notice=first)
    monkeypatch.undo()
    send_notice(notice=second)
    assert list(Notice.objects.values_list("state", flat=True)) == ["failed", "sent"]
    first.refresh_from_db()
    assert "no route" in first.failure


def refuse(*_args, **_kwargs):
    raise ConnectionRefusedError("no route to the mail server")


def test_who_may_not_manage_it_tells_nobody(chynara, asked):
    with pytest.raises(PermissionDenied):
        ask(chynara, asked)


def test_lines_are_read_as_people_write_them():
    form = NoticeForm(
        {
            "recipients": "Аялдар кеңеши, kenesh@example.kg\nЖаштар <jash@example.kg>\n",
            "subject": "Суу",
            "body": "Суу",
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["recipients"] == [COUNCIL, Recipient("Жаштар", "jash@example.kg")]
    wrong = NoticeForm({"recipients": "Аялдар кеңеши", "subject": "Суу", "body": "Суу"})
    assert not wrong.is_valid()


def test_the_page_has_letters_sent_by_a_job(as_user, aigul, asked):
    client = as_user(aigul)
    said = {"recipients": "Кеңеш, a@example.kg", "subject": "Суу", "body": "Суу"}
    client.post(reverse("consultations:notify", args=[asked.code]), said)
    assert Notice.objects.get().state == "waiting"
    page = client.get(reverse("consultations:clock", args=[asked.code])).content.decode()
    assert "a@example.kg" in page


def test_a_document_that_belongs_to_it_is_noted_and_another_is_not(aigul, asked):
    for number in ("№ 12", "№ 13"):
        provide_document(
            actor=aigul, consultation=asked, item="justification", dated=TODAY, reference=number
        )
    (item,) = [each for each in checklist(asked) if each.key == "justification"]
    assert item.provided.reference == "№ 13"
    with pytest.raises(ValidationError):
        provide_document(
            actor=aigul, consultation=asked, item="question", dated=TODAY, reference="№ 1"
        )


def test_the_calendar_holds_days_and_meetings(visitor, asked, meeting):
    meeting.starts_at, meeting.agenda = dt.time(14, 30), "Суу; тариф,\nжол"
    meeting.save()
    for name, args in (("calendar", [asked.code]), ("whole_calendar", [])):
        answer = visitor.get(reverse(f"consultations:{name}", args=args))
        assert answer["Content-Type"].startswith("text/calendar")
        text = answer.content.decode()
        assert text.endswith("END:VCALENDAR\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        whole = text.replace("\r\n ", "")
        assert f"DTSTART:{meeting.held_on:%Y%m%d}T083000Z" in whole  # Bishkek is six hours ahead
        assert r"DESCRIPTION:Суу\; тариф\,\nжол" in whole
        assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 3
        after = asked.closes_on + DAY
        assert f"DTEND;VALUE=DATE:{after:%Y%m%d}" in whole


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_a_folded_line_reads_back_whole(line):
    folded = list(fold(line))
    assert all(len(part.encode()) <= 75 for part in folded)
    assert all(part.startswith(" ") for part in folded[1:])
    assert folded[0] + "".join(part[1:] for part in folded[1:]) == line


def test_reminders_come_once_and_for_what_is_due(aigul, bakyt, asked, meeting):
    for user in (aigul, bakyt):
        user.email = f"{user.username}@example.kg"
        user.save()
    assert remind(TODAY) == 0
    # Minutes are missing three days after the meeting; the last day is near.
    assert remind(TODAY + 3 * DAY) == 2
    assert remind(TODAY + 4 * DAY) == 0
    Consultation.objects.filter(pk=asked.pk).update(closes_on=TODAY + 3 * DAY)
    assert remind(TODAY) == 2
    assert {letter.to[0] for letter in mail.outbox} == {aigul.email, bakyt.email}
    assert len(mail.outbox) == 4


def test_a_cancelled_meeting_reminds_nobody(aigul, asked, meeting):
    aigul.email = "aigul@example.kg"
    aigul.save()
    actions.cancel_meeting(actor=aigul, meeting=meeting, reason="Кар жаады")
    assert remind(TODAY + 3 * DAY) == 0
