"""Two people over the same form: the second sees what the first wrote, and loses nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import Answer, ProgressContent
from yntymak.apps.plans.models import HalfYearReport, IndicatorValue, Progress
from yntymak.apps.programmes import actions as programmes
from yntymak.apps.programmes.content import IndicatorContent

TODAY = timezone.localdate()


@pytest.fixture
def year() -> int:
    """A year that is over, so that progress may be entered."""
    return TODAY.year - 1


def opened(client, address: str, name: str = "form") -> dict[str, str]:
    """What the form carries when it is opened."""
    form = client.get(address).context[name]
    return {each.html_name: each.value() or "" for each in form.hidden_fields()}


def sent_again(client, address: str, answer, said: dict[str, str], name: str = "form"):
    """As the refused page comes back: what was typed, for what stands now."""
    form = answer.context[name]
    assert {key: form[key].value() for key in said} == said
    hidden = {each.html_name: each.value() or "" for each in form.hidden_fields()}
    return client.post(address, {**hidden, **said})


def test_the_text_of_a_report_is_not_written_over_unseen(as_user, aigul, bakyt, approved):
    address = reverse("plans:report_write", args=[approved.pk, 1])
    first, second = as_user(aigul), as_user(bakyt)
    forms = [opened(client, address) for client in (first, second)]
    first.post(address, {**forms[0], "done": "Канал тазаланды"})
    said = {"done": "График илинди", "difficulties": "Каражат аз"}

    shown = second.post(address, {**forms[1], **said})

    assert HalfYearReport.objects.get().done == "Канал тазаланды"
    differences = shown.context["stale"]["differences"]
    assert [(each.stored, each.typed) for each in differences] == [
        ("Канал тазаланды", said["done"]),
        ("–", said["difficulties"]),
    ]
    assert sent_again(second, address, shown, said).status_code == 302
    assert HalfYearReport.objects.get().done == said["done"]


def test_a_second_entry_of_a_measure_comes_after_the_first_was_seen(
    as_user, aigul, bakyt, approved, measure
):
    address = reverse("plans:progress", args=[measure.pk])
    client = as_user(bakyt)
    form = opened(client, address)
    content = ProgressContent("done", "Канал")
    actions.enter_progress(
        actor=aigul, measure=measure, key=uuid.uuid4(), quarter=1, content=content
    )
    said = {"quarter": "1", "state": "under_way", "text": "Жарымы"}

    shown = client.post(address, {**form, **said})

    assert Progress.objects.count() == 1
    assert "Канал" in shown.content.decode()
    assert sent_again(client, address, shown, said).status_code == 302
    assert [each.state for each in Progress.objects.order_by("version")] == ["done", "under_way"]


def test_a_second_value_of_an_indicator_too(as_user, aigul, bakyt, elmira, approved, goal):
    content = IndicatorContent(name_ky="Канал", unit_ky="км")
    indicator = programmes.add_indicator(actor=elmira, goal=goal, key=uuid.uuid4(), content=content)
    address = reverse("plans:values", args=[approved.pk])
    client = as_user(bakyt)
    form = opened(client, address)
    actions.enter_value(
        actor=aigul,
        plan=approved,
        indicator=indicator,
        key=uuid.uuid4(),
        quarter=1,
        numerator=5,
    )
    said = {"indicator": str(indicator.pk), "quarter": "1", "numerator": "7"}

    shown = client.post(address, {**form, **said})

    assert IndicatorValue.objects.get().numerator == 5
    assert sent_again(client, address, shown, said).status_code == 302
    assert [each.numerator for each in IndicatorValue.objects.order_by("version")] == [5, 7]


@pytest.fixture
def comment(aigul, plan, line):
    plan.refresh_from_db()
    hearing = actions.announce_hearing(
        actor=aigul,
        plan=plan,
        key=uuid.uuid4(),
        revision=plan.revision,
        held_on=dt.date(plan.year, 1, 10),
        venue="Клуб",
    )
    return actions.add_comment(actor=aigul, hearing=hearing, key=uuid.uuid4(), text="Жол")


def test_an_answer_to_a_comment_is_not_written_over_unseen(as_user, aigul, bakyt, comment):
    address = reverse("plans:answer", args=[comment.pk])
    client = as_user(bakyt)
    form = opened(client, address)
    answer = Answer("accepted", "Жол оңдолот")
    actions.answer_comment(actor=aigul, comment=comment, answer=answer)
    said = {"outcome": "rejected", "reason": "Каражат жок"}

    shown = client.post(address, {**form, **said})

    comment.refresh_from_db()
    assert comment.outcome == "accepted"
    assert len(shown.context["stale"]["differences"]) == 2
    assert sent_again(client, address, shown, said).status_code == 302
    comment.refresh_from_db()
    assert comment.outcome == "rejected"


def test_nor_how_many_came(as_user, aigul, bakyt, comment):
    hearing = comment.hearing
    address = reverse("plans:attendance", args=[hearing.pk])
    client = as_user(bakyt)
    form = opened(client, reverse("plans:hearing", args=[hearing.pk]), "attendance_form")
    actions.enter_attendance(actor=aigul, hearing=hearing, attended=45)

    shown = client.post(address, {**form, "attended": "54"})

    hearing.refresh_from_db()
    assert hearing.attended == 45
    again = sent_again(client, address, shown, {"attended": "54"}, "attendance_form")
    assert again.status_code == 302
    hearing.refresh_from_db()
    assert hearing.attended == 54


def test_an_answer_that_stands_already_is_no_difference(aigul, comment):
    answer = Answer("accepted", "Ооба")
    for _twice in range(2):
        actions.answer_comment(
            actor=aigul,
            comment=comment,
            answer=replace(answer),
            opened_on=actions.mark_of("", ""),
        )


def test_a_text_that_stands_already_is_no_difference(aigul, approved):
    for _twice in range(2):
        actions.write_report(
            actor=aigul,
            plan=approved,
            half=1,
            done="Канал",
            difficulties="",
            opened_on=actions.mark_of("", ""),
        )
