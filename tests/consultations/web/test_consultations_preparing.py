"""An office prepares a consultation, types in what was said elsewhere, adds a poll."""

from __future__ import annotations

import datetime as dt
import uuid

from consultation_pages import TODAY, announce, form_of, url
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.laws.models import ActVersion
from yntymak.apps.opinions.actions import create_poll
from yntymak.foundation.people.models import Role, User

STATEMENTS = "Ар бир айылда суу болсун.\n\n  Тарифти эл бекитсин.  \n"


def test_a_specialist_prepares_a_consultation_with_a_code_of_its_title(
    as_user, aigul, aimak, version
):
    key = str(uuid.uuid4())
    for _ in range(2):
        as_user(aigul).post(url("create"), form_of(version, place=aimak.pk, key=key))
    made = Consultation.objects.get()
    assert (made.code, made.place, made.state) == ("jayyt-erejeleri", aimak, "draft")
    assert made.organiser.place == aimak
    as_user(aigul).post(url("create"), form_of(version, place=aimak.pk))
    assert Consultation.objects.filter(code="jayyt-erejeleri-2").exists()


def test_dates_the_wrong_way_round_come_back_filled(as_user, aigul, aimak, version):
    said = form_of(version, place=aimak.pk, closes_on="01.01.2020")
    page = as_user(aigul).post(url("create", language="ru"), said).content.decode()
    assert "раньше первого" in page
    assert 'value="Жайыт эрежелери"' in page
    assert not Consultation.objects.exists()


def test_a_short_period_is_allowed_and_warned_of(as_user, aigul, aimak, version):
    ends = TODAY + dt.timedelta(days=10)
    said = form_of(version, place=aimak.pk, closes_on=f"{ends:%d.%m.%Y}")
    page = as_user(aigul).post(url("create", language="ru"), said, follow=True).content.decode()
    assert "короче 30 дней" in page
    code = Consultation.objects.get().code
    ends = TODAY + dt.timedelta(days=14)
    said |= {"kind": "by_law", "closes_on": f"{ends:%d.%m.%Y}"}
    page = as_user(aigul).post(url("edit", code, language="ru"), said, follow=True).content.decode()
    assert "короче" not in page


def test_a_specialist_begins_nothing_for_another_place(as_user, aigul, neighbour, version):
    as_user(aigul).post(url("create"), form_of(version, place=neighbour.pk))
    as_user(aigul).post(url("create"), form_of(version))
    assert not Consultation.objects.exists()


def test_the_agency_consults_the_whole_country(visitor, as_user, elmira, agency, version):
    as_user(elmira).post(url("create"), form_of(version, organiser=agency.pk))
    made = Consultation.objects.get()
    assert made.place is None
    as_user(elmira).post(url("publish", made.code))
    assert visitor.get(url("detail", made.code)).status_code == 200


def test_a_facilitator_types_in_and_does_not_answer(as_user, aigul, aimak, consultation):
    saltanat = User.objects.create_user("saltanat", full_name="Салтанат", is_demonstration=True)
    Role.objects.create(user=saltanat, kind="facilitator", place=aimak, since=TODAY)
    client = as_user(saltanat)
    said = {"text": "Суу такай келсин.", "channel": "paper", "language": "ky"}
    client.post(url("enter", consultation.code), said)
    made = Contribution.objects.get()
    answer = {"outcome": "accepted", "reason": "Макул."}
    assert client.post(url("answer", made.receipt), answer).status_code == 404
    assert client.get(url("queue", consultation.code)).status_code == 404
    assert not Decision.objects.exists()


def test_after_publication_the_text_stays(as_user, aigul, consultation, version):
    other = ActVersion.objects.create(act=version.act, number=2, sources={"ky": {}})
    said = form_of(version, document=other.pk)
    as_user(aigul).post(url("edit", consultation.code), said)
    consultation.refresh_from_db()
    assert consultation.document == version


def test_what_was_said_at_a_meeting_is_typed_in(as_user, aigul, consultation, aimak):
    client = as_user(aigul)
    held = {"place": "Ак-Суу", "held_on": f"{TODAY:%d.%m.%Y}", "attended": "41"}
    client.post(url("meeting", consultation.code), held)
    meeting = consultation.meetings.get()
    assert (meeting.number, meeting.place, meeting.attended) == (1, aimak, 41)
    said = {
        "text": "Суу такай келсин.",
        "about": "art_1",
        "channel": "meeting",
        "meeting": meeting.pk,
        "language": "ky",
    }
    page = client.post(url("enter", consultation.code), said, follow=True).content.decode()
    made = Contribution.objects.get()
    assert made.receipt in page
    assert (made.channel, made.meeting, made.place) == ("meeting", meeting, aimak)
    assert made.entered_by == aigul


def test_a_meeting_must_be_named_for_words_said_at_one(as_user, aigul, consultation):
    said = {"text": "Суу такай келсин.", "channel": "meeting", "language": "ky"}
    page = as_user(aigul).post(url("enter", consultation.code, language="ru"), said)
    assert "Выберите встречу" in page.content.decode()
    assert not Contribution.objects.exists()


def test_every_municipality_brings_its_people_to_a_national_consultation(
    as_user, elmira, chynara, agency, version
):
    made = announce(elmira, version, None, organiser=agency)
    said = {"text": "Бизге да керек.", "channel": "paper", "language": "ky"}
    assert as_user(chynara).post(url("enter", made.code), said).status_code == 404
    actions.publish_consultation(actor=elmira, consultation=made)
    as_user(chynara).post(url("enter", made.code), said)
    assert Contribution.objects.get().channel == "paper"
    assert as_user(chynara).get(url("queue", made.code)).status_code == 404


def test_statements_typed_in_are_voted_on_as_long_as_the_consultation_is_open(
    visitor, as_user, aigul, aimak, version
):
    said = form_of(version, place=aimak.pk, statements=STATEMENTS)
    as_user(aigul).post(url("create"), said)
    made = Consultation.objects.get()
    assert [each.text_ky for each in made.poll.statements.all()] == [
        "Ар бир айылда суу болсун.",
        "Тарифти эл бекитсин.",
    ]
    vote_page = reverse("opinions:poll", args=[made.poll.code])
    assert visitor.get(vote_page).status_code == 404
    as_user(aigul).post(url("publish", made.code))
    assert vote_page in visitor.get(url("detail", made.code)).content.decode()
    assert visitor.get(vote_page).status_code == 200
    made.poll.refresh_from_db()
    assert timezone.localtime(made.poll.closes_at).date() == made.closes_on + dt.timedelta(days=1)
    later = {**said, "closes_on": f"{TODAY + dt.timedelta(days=50):%d.%m.%Y}", "poll": made.poll_id}
    del later["statements"]
    as_user(aigul).post(url("edit", made.code), later)
    made.poll.refresh_from_db()
    assert timezone.localtime(made.poll.closes_at).date() == TODAY + dt.timedelta(days=51)


def test_statements_under_vote_are_not_exchanged(as_user, aigul, aimak, version):
    as_user(aigul).post(url("create"), form_of(version, place=aimak.pk, statements=STATEMENTS))
    made = Consultation.objects.get()
    as_user(aigul).post(url("publish", made.code))
    other = create_poll(actor=aigul, code="jayyt", title_ky="Жайыт", place=aimak)
    for poll in (other.pk, ""):
        as_user(aigul).post(url("edit", made.code), form_of(version, poll=poll))
        made.refresh_from_db()
        assert made.poll.code != "jayyt"


def test_a_poll_of_the_list_or_new_statements_but_not_both(as_user, aigul, aimak, version):
    poll = create_poll(actor=aigul, code="jayyt", title_ky="Жайыт", place=aimak)
    both = form_of(version, place=aimak.pk, statements=STATEMENTS, poll=poll.pk)
    page = as_user(aigul).post(url("create", language="ru"), both).content.decode()
    assert "но не то и другое" in page
    assert "Тарифти эл бекитсин." in page
    as_user(aigul).post(url("create"), form_of(version, place=aimak.pk, poll=poll.pk))
    assert Consultation.objects.get().poll == poll


def test_a_poll_without_statements_is_not_published_by_the_way(as_user, aigul, aimak, version):
    poll = create_poll(actor=aigul, code="jayyt", title_ky="Жайыт", place=aimak)
    made = announce(aigul, version, aimak, poll=poll)
    as_user(aigul).post(url("publish", made.code))
    made.refresh_from_db()
    assert made.state == "draft"
