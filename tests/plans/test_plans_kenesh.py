"""What lies before the deputies, and the hearing of an amendment that stays with the plan."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import Answer, LineContent, Resolution
from yntymak.apps.plans.kenesh import papers_of
from yntymak.apps.plans.models import BudgetLine, HearingComment, Measure, Plan, PlanVersion
from yntymak.apps.plans.snapshots import snapshot_of
from yntymak.apps.plans.versions import changes_between

TODAY = timezone.localdate()


def hear(actor, plan, words) -> HearingComment:
    plan.refresh_from_db()
    hearing = actions.announce_hearing(
        actor=actor,
        plan=plan,
        key=uuid.uuid4(),
        revision=plan.revision,
        held_on=TODAY,
        venue="Клуб",
    )
    said = actions.add_comment(actor=actor, hearing=hearing, key=uuid.uuid4(), text=words)
    return actions.answer_comment(
        actor=actor, comment=said, answer=Answer("accepted", "Сумма кошулду")
    )


def page_of(plan) -> str:
    return reverse("plans:kenesh", args=[plan.pk])


def test_a_deputy_reads_what_people_said_and_what_has_changed(
    as_user, aigul, gulzat, plan, line, year
):
    hear(aigul, plan, "Канал жетпейт")
    plan.refresh_from_db()
    actions.change_line(
        actor=aigul,
        line=line,
        revision=plan.revision,
        content=LineContent("local", year, 150_000_000),
    )
    actions.add_line(
        actor=aigul,
        measure=line.measure,
        key=uuid.uuid4(),
        content=LineContent("donor", year, 5_000_000),
    )

    papers = papers_of(Plan.objects.get())
    page = as_user(gulzat).get(page_of(plan)).content.decode()

    assert [(c.text, c.outcome) for c in papers.comments] == [("Канал жетпейт", "accepted")]
    assert (papers.answered, papers.since.kind) == (1, "hearing")
    assert [(before, now) for _source, before, now in papers.sums] == [
        (124_050_000, 150_000_000),
        (None, 5_000_000),
    ]
    assert [change.kind for change in papers.changes] == ["changed"]
    for shown in ("Канал жетпейт", "Сумма кошулду", "1\xa0500,0", "1\xa0240,5"):
        assert shown in page
    assert "resolution.docx" in page


def test_the_page_is_for_deputies_staff_and_officers(
    as_user, visitor, submitted, aigul, gulzat, daniyar, chynara, saikal
):
    for reader in (aigul, gulzat, daniyar):
        assert as_user(reader).get(page_of(submitted)).status_code == 200
    for outsider in (chynara, saikal):
        assert as_user(outsider).get(page_of(submitted)).status_code == 404
    assert visitor.get(page_of(submitted)).status_code == 302


def test_it_is_rendered_once_and_never_behind(
    as_user, gulzat, aigul, plan, line, django_assert_max_num_queries
):
    client = as_user(gulzat)
    with django_assert_max_num_queries(15):
        client.get(page_of(plan))
    with django_assert_max_num_queries(6):
        client.get(page_of(plan))
    hear(aigul, plan, "Жол керек")

    assert "Жол керек" in client.get(page_of(plan)).content.decode()


def test_a_new_risk_of_the_place_shows_on_the_page_of_its_plan_at_once(
    as_user, aigul, aimak, plan, line
):
    from yntymak.apps.risks import actions as risks

    client = as_user(aigul)
    client.get(plan.get_absolute_url())
    made = risks.register(
        actor=aigul,
        key=uuid.uuid4(),
        place=aimak,
        category="social",
        title="Жайыт талашы",
        cause="Чек",
        event="Чыр",
        consequence="Зыян",
    )
    risks.assess(
        actor=aigul,
        key=uuid.uuid4(),
        risk=made,
        likelihood=5,
        impact=5,
        confidence="high",
        reason="Көрдүк",
    )

    assert "Жайыт талашы" in client.get(plan.get_absolute_url()).content.decode()


@pytest.fixture
def amendment(aigul, approved, line, year) -> Plan:
    found = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())
    copy = Measure.objects.get(objective__plan=found)
    actions.change_line(
        actor=aigul,
        line=copy.budget_lines.get(),
        revision=found.revision,
        content=LineContent("local", year, 90_000_000),
    )
    hear(aigul, found, "Акча аз")
    found.refresh_from_db()
    return found


def resolve(actor, amendment) -> Plan:
    amendment = actions.submit_plan(actor=actor, plan=amendment, revision=amendment.revision)
    return actions.approve_plan(
        actor=actor,
        plan=amendment,
        revision=amendment.revision,
        resolution=Resolution("VI", "31", TODAY),
    )


def test_an_amendment_is_compared_with_the_plan_in_force(aigul, approved, line, year):
    found = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())
    assert papers_of(found).changes == []
    actions.change_line(
        actor=aigul,
        line=Measure.objects.get(objective__plan=found).budget_lines.get(),
        revision=found.revision,
        content=LineContent("local", year, 90_000_000),
    )

    papers = papers_of(Plan.objects.get(pk=found.pk))

    assert papers.since == approved.versions.last()
    assert [change.kind for change in papers.changes] == ["changed"]
    assert papers.sums[0][1:] == (124_050_000, 90_000_000)


def test_what_people_said_of_an_amendment_stays_with_the_plan(aigul, approved, amendment):
    plan = resolve(aigul, amendment)

    assert plan == approved
    assert [c.text for c in HearingComment.objects.filter(hearing__plan=plan)] == ["Акча аз"]
    kinds = list(plan.versions.values_list("number", "kind"))
    assert kinds == [(1, "approved"), (2, "hearing"), (3, "amended")]
    heard, amended = plan.versions.all()[1:]
    assert changes_between(heard.content, amended.content) == []
    assert snapshot_of(plan)["objectives"] == amended.content["objectives"]
    assert papers_of(plan).since == heard


def test_whoever_presses_twice_is_led_to_the_plan(as_user, aigul, approved, amendment):
    client = as_user(aigul)
    gone = amendment.pk
    plan = resolve(aigul, amendment)

    for address in (
        reverse("plans:plan", args=[gone]),
        reverse("plans:approve", args=[gone]),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, plan.get_absolute_url())
    assert client.get(reverse("plans:plan", args=[gone + 999])).status_code == 404
    with pytest.raises(ValidationError):
        actions.approve_plan(
            actor=aigul,
            plan=Plan(pk=gone),
            revision=1,
            resolution=Resolution("VI", "31", TODAY),
        )


def test_a_plan_that_was_dropped_leads_nowhere(as_user, aigul, approved):
    found = actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())
    actions.drop_amendment(actor=aigul, amendment=found, revision=found.revision)

    assert as_user(aigul).get(reverse("plans:plan", args=[found.pk])).status_code in (302, 404)
    assert not PlanVersion.objects.filter(written_on__isnull=False).exists()


def test_a_sum_of_som_in_the_place_of_thousand_som_is_asked_about(
    as_user, aigul, approved, measure, line, monkeypatch, year
):
    day = dt.date(year, 7, 10)
    real = timezone.localdate
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None: day if value is None else real(value)
    )
    BudgetLine.objects.update(approved=1_000_000)
    client = as_user(aigul)
    spent = f"spent_{line.pk}"
    typed = {"quarter": "1", "state": "done", "text": "Канал", spent: "200"}
    page = client.post(reverse("plans:progress", args=[measure.pk]), typed)
    assert "is_thousands" in page.context["form"].fields
    assert spent in page.context["form"].errors
    approved.refresh_from_db()
    contracts = {"committed": "200", "revision": approved.revision}
    page = client.post(reverse("plans:commit", args=[line.pk]), contracts)
    assert "committed" in page.context["editing"].form.errors

    answer = client.post(
        reverse("plans:commit", args=[line.pk]), contracts | {"is_thousands": "on"}
    )
    assert answer.status_code == 302
    answer = client.post(reverse("plans:progress", args=[measure.pk]), typed | {spent: "199,9"})
    assert answer.status_code == 302


def test_a_line_far_above_the_others_is_asked_about(as_user, aigul, measure, line, year):
    client = as_user(aigul)
    address = reverse("plans:line_add", args=[measure.pk])
    for number, source in enumerate(("donor", "private"), start=1):
        actions.add_line(
            actor=aigul,
            measure=measure,
            key=uuid.uuid4(),
            content=LineContent(source, year, number * 1_000_000),
        )
    typed = {"source": "republican", "year": year, "planned": "2 000", "revision": 1}
    page = client.post(address, typed)  # a hundred times the one in the middle

    assert "planned" in page.context["editing"].form.errors
    assert client.post(address, typed | {"planned": "1 999,9"}).status_code == 302
    assert (
        client.post(address, typed | {"source": "in_kind", "is_thousands": "1"}).status_code == 302
    )


def test_what_was_left_out_meanwhile_is_refused_and_not_lost_in_silence(
    aigul, approved, measure, line, monkeypatch, year, resolution
):
    from yntymak.apps.plans.content import ProgressContent

    day = dt.date(year, 7, 10)
    real = timezone.localdate
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None: day if value is None else real(value)
    )

    def enter(spent):
        return actions.enter_progress(
            actor=aigul,
            measure=measure,
            key=uuid.uuid4(),
            quarter=1,
            content=ProgressContent("done", "Канал", spent),
        )

    assert enter({line.pk: 5}).spendings.get().spent == 5
    with pytest.raises(ValidationError):
        enter({line.pk: 5, line.pk + 1: 7})
    gone = Measure.objects.create(
        objective=measure.objective,
        position=7,
        title_ky="-",
        starts_on=measure.starts_on,
        ends_on=measure.ends_on,
    )
    Measure.objects.filter(pk=gone.pk).delete()
    with pytest.raises(ValidationError):
        actions.enter_progress(
            actor=aigul,
            measure=gone,
            key=uuid.uuid4(),
            quarter=1,
            content=replace(ProgressContent("done", "Канал")),
        )
