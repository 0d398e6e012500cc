"""The pages of a meeting as those see them who hold it, and everybody."""

from __future__ import annotations

import io
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document

from yntymak.apps.consultations.meeting_forms import initial_of
from yntymak.apps.consultations.models import Contribution, Meeting, MinutesText
from yntymak.apps.opinions.actions import create_poll

TODAY = timezone.localdate()


def url(name, meeting, *args, language="ky"):
    with translation.override(language):
        args = (meeting.consultation.code, meeting.number, *args)
        return reverse(f"consultations:{name}", args=args)


def test_the_office_plans_a_meeting_and_everybody_sees_it(as_user, visitor, aigul, aimak, asked):
    plan = {"place": "Ак-Суу айыл аймагы", "held_on": f"{TODAY:%d.%m.%Y}", "starts_at": "14:30"}
    address = reverse("consultations:plan_meeting", args=[asked.code])
    wrong = as_user(aigul).post(address, {**plan, "starts_at": "кечинде"}).content.decode()
    assert "14:30" in wrong
    key = str(uuid.uuid4())
    for _click in range(2):
        as_user(aigul).post(address, {**plan, "key": key})
    meeting = Meeting.objects.get()
    assert (meeting.state, str(meeting.starts_at)) == ("planned", "14:30:00")
    page = visitor.get(url("meeting_page", meeting)).content.decode()
    assert "14:30" in page
    assert url("minutes", meeting) not in page


def test_minutes_are_everybodys_once_they_are_approved(as_user, visitor, aigul, meeting):
    office = as_user(aigul)
    office.post(url("minutes", meeting), {"text": "Суу жөнүндө", "seen": "0"})
    assert "Суу жөнүндө" not in visitor.get(url("meeting_page", meeting)).content.decode()
    for step in ("read-out", "approve"):
        said = {"on": f"{TODAY:%d.%m.%Y}", "seen": "1"}
        answer = office.post(url("minutes_step", meeting, step), said)
        assert answer.status_code == 302, answer.content.decode()
    assert "Суу жөнүндө" in visitor.get(url("meeting_page", meeting)).content.decode()
    refused = office.post(url("minutes_step", meeting, "sign"), {"name_0": "Бакыт"})
    assert 'role="alert"' in refused.content.decode()
    assert 'value="Бакыт"' in refused.content.decode()
    assert office.post(url("minutes_step", meeting, "burn"), {}).status_code == 404


def test_the_second_writer_sees_both_texts_and_saves_knowing_it(as_user, aigul, bakyt, meeting):
    as_user(aigul).post(url("minutes", meeting), {"text": "Жол\nСуу", "seen": "0"})
    second = as_user(bakyt)
    sent = {"text": "Жайыт\nСуу", "seen": "0", "key": str(uuid.uuid4())}
    page = second.post(url("minutes", meeting), sent).content.decode()
    assert "<del>Жол" in page
    assert "<ins>Жайыт" in page
    assert 'name="seen" value="1"' in page
    second.post(url("minutes", meeting), {**sent, "seen": "1"})
    assert list(MinutesText.objects.values_list("text", flat=True)) == ["Жол\nСуу", "Жайыт\nСуу"]


def test_the_second_person_does_not_see_the_first_ones_counts(
    as_user, aigul, bakyt, meeting, counted
):
    sent = initial_of(counted)
    as_user(aigul).post(url("figures", meeting), sent)
    page = as_user(bakyt).get(url("figures", meeting)).content.decode()
    assert 'value="46"' not in page
    page = as_user(bakyt).post(url("figures", meeting), {**sent, "total": 64}, follow=True)
    assert ">64<" in page.content.decode()
    as_user(bakyt).post(url("figures", meeting), sent)
    meeting.refresh_from_db()
    assert meeting.attended == 46


def test_hands_without_a_number_are_asked_for(as_user, aigul, meeting):
    poll = create_poll(
        actor=aigul,
        code="suu-pikir",
        title_ky="Суу",
        statements=[{"text_ky": "Суу таза"}],
        place=meeting.place,
    )
    poll.statements.update(moderation=1)
    consultation = meeting.consultation
    consultation.poll = poll
    consultation.save()
    sent = {"total": "9", "hands-1-agree": "5", "hands-1-disagree": "5"}
    page = as_user(aigul).post(url("figures", meeting, language="ru"), sent).content.decode()
    assert "напишите 0" in page
    page = as_user(aigul).post(
        url("figures", meeting, language="ru"), {**sent, "hands-1-pass": "0"}
    )
    assert "10 рук" in page.content.decode()


def field(client, meeting, **sent):
    answer = client.post(url("field", meeting), sent, headers={"accept": "application/json"})
    return answer.status_code, json.loads(answer.content)


def test_the_outbox_is_answered_in_json_and_writes_once(as_user, aigul, meeting):
    client, key = as_user(aigul), str(uuid.uuid4())
    sent = {"what": "voice", "text": "Суу таза болсун", "language": "ky", "key": key}
    answers = [field(client, meeting, **sent) for _try in range(3)]
    assert answers[0] == answers[2]
    assert (answers[0][0], answers[0][1]["state"]) == (200, "stored")
    voice = Contribution.objects.get()
    assert (voice.meeting, voice.channel, voice.entered_by) == (meeting, "meeting", aigul)


def test_what_the_outbox_sends_wrongly_comes_back_with_a_reason(as_user, aigul, meeting):
    status, answer = field(as_user(aigul), meeting, what="counts", total="3", **{"sex-male": "9"})
    assert (status, answer["state"]) == (422, "refused")
    assert "9" in answer["errors"][0]
    status, answer = field(as_user(aigul), meeting, what="minutes", text="", seen="0")
    assert (status, answer["state"]) == (422, "refused")


def test_a_phone_that_heard_no_answer_may_go_on_with_its_minutes(as_user, aigul, bakyt, meeting):
    first = {"what": "minutes", "text": "Бир", "seen": "0", "key": str(uuid.uuid4())}
    assert field(as_user(aigul), meeting, **first)[1]["seen"] == 1
    later = {**first, "text": "Бир, эки", "key": str(uuid.uuid4())}
    assert field(as_user(aigul), meeting, **later)[1]["seen"] == 2
    other = {**first, "text": "Үч", "key": str(uuid.uuid4())}
    refused = field(as_user(bakyt), meeting, **other)[1]
    assert (refused["state"], refused["theirs"], refused["seen"]) == ("refused", "Бир, эки", 2)
    knowing = {**other, "seen": str(refused["seen"]), "key": str(uuid.uuid4())}
    assert field(as_user(bakyt), meeting, **knowing)[1]["seen"] == 3


def test_the_worker_serves_the_pages_of_the_field_alone(visitor, meeting):
    address = reverse("consultations:field_worker")
    answer = visitor.get(address)
    assert answer["Content-Type"].startswith("text/javascript")
    assert url("field", meeting).startswith(address.rsplit("/", 1)[0])
    assert not url("meeting_page", meeting).startswith(address.rsplit("/", 1)[0])
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(("language", "words"), [("ky", "Күн тартиби"), ("ru", "Повестка дня")])
def test_the_pack_is_printed_in_the_language_of_the_page(as_user, aigul, meeting, language, words):
    client = as_user(aigul)
    page = client.get(url("pack", meeting, language=language)).content.decode()
    assert words in page
    assert "ай сайын текшерет" in page  # a short draft stands there whole, with its numbers
    file = client.get(url("pack_file", meeting, language=language)).content
    paper = Document(io.BytesIO(file))
    said = [paragraph.text for paragraph in paper.paragraphs]
    assert words in said
    assert any(text.startswith("1. ") for text in said)


def test_a_long_draft_is_printed_by_its_headings(as_user, aigul, meeting, monkeypatch):
    monkeypatch.setattr("yntymak.apps.consultations.pack.LETTERS_ON_A_SHEET", 50)
    page = as_user(aigul).get(url("pack", meeting)).content.decode()
    assert "Суунун сапаты" in page
    assert "ай сайын текшерет" not in page


def test_a_facilitator_of_the_place_runs_a_meeting_of_the_nation(
    as_user, aigul, elmira, aimak, water, meeting
):
    consultation = meeting.consultation
    consultation.place = None
    consultation.save()
    assert as_user(aigul).get(url("minutes", meeting)).status_code == 200
    assert as_user(aigul).get(url("change_meeting", meeting)).status_code == 404
    assert as_user(elmira).get(url("change_meeting", meeting)).status_code == 200


def test_what_was_cancelled_says_why(as_user, visitor, aigul, meeting):
    office = as_user(aigul)
    assert 'role="alert"' in office.post(url("cancel_meeting", meeting), {}).content.decode()
    office.post(url("cancel_meeting", meeting), {"reason": "Кар жаады"})
    assert "Кар жаады" in visitor.get(url("meeting_page", meeting)).content.decode()
