import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import Answer
from yntymak.apps.plans.models import Hearing, HearingComment, Plan, PlanVersion
from yntymak.foundation.ledger.models import Event

DAY = dt.timedelta(days=1)


def announce(actor, plan, held_on=None, **other):
    plan.refresh_from_db()
    return actions.announce_hearing(
        actor=actor,
        plan=plan,
        key=other.get("key") or uuid.uuid4(),
        revision=plan.revision,
        held_on=held_on or timezone.localdate(),
        venue="Айылдык клуб, 14:00",
    )


@pytest.fixture
def hearing(aigul, plan, line) -> Hearing:
    return announce(aigul, plan)


@pytest.fixture
def comment(aigul, hearing) -> HearingComment:
    return actions.add_comment(
        actor=aigul, hearing=hearing, key=uuid.uuid4(), text="Канал апрелде тазалансын."
    )


def test_the_draft_is_public_from_its_hearing_on(visitor, aigul, plan, line):
    page = plan.get_absolute_url()
    assert visitor.get(page).status_code == 404

    announce(aigul, plan)

    assert visitor.get(page).status_code == 200
    assert "Тобокелдик" not in visitor.get(page).content.decode()


def test_what_was_put_to_the_hearing_is_kept_as_a_version(aigul, hearing, measure, content):
    plan = Plan.objects.get()
    actions.change_measure(
        actor=aigul,
        measure=measure,
        revision=plan.revision,
        content=replace(content, title_ky="Башкача"),
    )

    version = PlanVersion.objects.get()
    assert (version.kind, version.number) == ("hearing", 1)
    kept = version.content["objectives"][0]["measures"][0]
    assert kept["title_ky"] == "Суу бөлүштүрүү графиги"
    assert kept["lines"][0]["planned"] == 124_050_000


def test_announcing_twice_is_one_hearing(aigul, plan, line):
    key = uuid.uuid4()

    assert announce(aigul, plan, key=key) == announce(aigul, plan, key=key)
    assert Event.objects.filter(verb="plan:hearing_announced").count() == 1


def test_a_hearing_needs_something_to_speak_about_and_a_day_near_the_year(aigul, plan, line):
    with pytest.raises(ValidationError) as refusal:
        announce(aigul, plan, dt.date(plan.year + 1, 1, 1))
    assert "held_on" in refusal.value.message_dict

    line.measure.delete()
    with pytest.raises(ValidationError):
        announce(aigul, plan)


def test_nobody_else_announces_or_answers(chynara, gulzat, elmira, plan, comment):
    for actor in (chynara, gulzat, elmira):
        with pytest.raises(PermissionDenied):
            announce(actor, plan)
        with pytest.raises(PermissionDenied):
            actions.answer_comment(actor=actor, comment=comment, answer=Answer("accepted", "Макул"))


def test_a_plan_waits_for_its_hearing_and_for_each_answer(aigul, plan, line):
    tomorrow = timezone.localdate() + DAY
    hearing = announce(aigul, plan, tomorrow)

    def submit():
        plan.refresh_from_db()
        return actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)

    with pytest.raises(ValidationError, match=f"{tomorrow:%d.%m.%Y}"):
        submit()
    Hearing.objects.update(held_on=timezone.localdate())
    hearing.refresh_from_db()
    comment = actions.add_comment(actor=aigul, hearing=hearing, key=uuid.uuid4(), text="Суу")
    with pytest.raises(ValidationError, match="1"):
        submit()
    actions.answer_comment(actor=aigul, comment=comment, answer=Answer("rejected", "Каражат жок"))
    assert submit().state == "submitted"


def test_an_answer_has_a_reason_and_the_same_one_is_one_event(aigul, comment):
    with pytest.raises(ValidationError) as refusal:
        actions.answer_comment(actor=aigul, comment=comment, answer=Answer("accepted", "  "))
    assert "reason" in refusal.value.message_dict

    for _twice in range(2):
        comment.refresh_from_db()
        actions.answer_comment(
            actor=aigul, comment=comment, answer=Answer("accepted", "1.1-иш-чарага кошулду")
        )
    assert Event.objects.filter(verb="plan:comment_answered").count() == 1


def test_the_resolution_is_not_older_than_the_hearing(aigul, bakyt, submitted, resolution):
    Hearing.objects.create(plan=submitted, held_on=timezone.localdate() + DAY, venue="Клуб")

    with pytest.raises(ValidationError) as refusal:
        actions.approve_plan(
            actor=bakyt, plan=submitted, revision=submitted.revision, resolution=resolution
        )

    assert "угуу" in refusal.value.message_dict["resolution_date"][0]


@pytest.mark.parametrize(
    ("votes", "field"),
    [
        ({"votes_for": 5, "votes_against": 9}, "votes_for"),
        ({"votes_against": 2}, "votes_for"),
    ],
)
def test_a_vote_that_did_not_carry_is_asked_about(bakyt, submitted, resolution, votes, field):
    with pytest.raises(ValidationError) as refusal:
        actions.approve_plan(
            actor=bakyt,
            plan=submitted,
            revision=submitted.revision,
            resolution=replace(resolution, **votes),
        )

    assert field in refusal.value.message_dict
    assert Plan.objects.get().state == "submitted"


def test_the_sum_of_the_resolution_is_that_of_the_lines(bakyt, submitted, resolution):
    def approve(total):
        return actions.approve_plan(
            actor=bakyt,
            plan=submitted,
            revision=submitted.revision,
            resolution=resolution,
            total=total,
        )

    with pytest.raises(ValidationError) as refusal:
        approve(124_150_000)
    assert "1,0" in refusal.value.message_dict["total"][0]

    approved = approve(124_050_000)
    line = approved.objectives.get().measures.get().budget_lines.get()
    assert (line.approved, line.spent) == (124_050_000, None)


def test_the_hearing_is_gone_through_on_its_pages(as_user, aigul, visitor, plan, line):
    client = as_user(aigul)
    plan.refresh_from_db()
    today = timezone.localdate()
    client.post(
        reverse("plans:announce", args=[plan.pk]),
        {"held_on": f"{today:%d.%m.%Y}", "venue": "Клуб", "revision": plan.revision},
    )
    hearing = Hearing.objects.get()
    client.post(reverse("plans:comment", args=[hearing.pk]), {"text": "Каналды тазалоо керек"})
    comment = HearingComment.objects.get()
    refused = client.post(reverse("plans:answer", args=[comment.pk]), {"outcome": "partly"})
    assert refused.context["form"].errors["reason"]
    client.post(
        reverse("plans:answer", args=[comment.pk]), {"outcome": "partly", "reason": "Мартта"}
    )
    client.post(reverse("plans:attendance", args=[hearing.pk]), {"attended": "43"})

    page = reverse("plans:hearing", args=[hearing.pk])
    text = visitor.get(page).content.decode()
    assert "Каналды тазалоо керек" in text
    assert "Мартта" in text
    assert "43" in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    for language in ("ru", "en"):
        assert client.get(page.replace("/ky/", f"/{language}/")).status_code == 200


def test_a_visitor_finds_no_hearing_of_a_draft(visitor, as_user, chynara, hearing):
    Plan.objects.update(is_public=False, state="draft")

    page = reverse("plans:hearing", args=[hearing.pk])
    assert visitor.get(page).status_code == 404
    assert as_user(chynara).get(page).status_code == 404
