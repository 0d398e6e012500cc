import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.models import Alignment, BudgetLine, Measure, Plan, PlanVersion
from yntymak.apps.plans.queries import plan_status_by_place
from yntymak.apps.plans.snapshots import snapshot_of
from yntymak.apps.plans.versions import changes_between, sums_of
from yntymak.foundation.ledger.models import Event


@pytest.fixture
def amendment(aigul, approved) -> Plan:
    return actions.begin_amendment(actor=aigul, plan=approved, key=uuid.uuid4())


def resolve(actor, amendment, resolution, **other):
    amendment.refresh_from_db()
    amendment = actions.submit_plan(actor=actor, plan=amendment, revision=amendment.revision)
    return actions.approve_plan(
        actor=actor,
        plan=amendment,
        revision=amendment.revision,
        resolution=replace(resolution, resolution_number="31", **other),
    )


def only_measure(plan) -> Measure:
    return Measure.objects.get(objective__plan=plan)


def test_the_plan_in_force_stays_while_its_amendment_is_written(
    aigul, approved, amendment, content, visitor
):
    copy = only_measure(amendment)
    assert list(copy.risks.all()) == content.risks
    assert copy.budget_lines.get().planned == 124_050_000
    actions.change_measure(
        actor=aigul,
        measure=copy,
        revision=amendment.revision,
        content=replace(content, title_ky="Жаңы сөз"),
    )

    assert only_measure(approved).title_ky == "Суу бөлүштүрүү графиги"
    assert "Жаңы сөз" not in visitor.get(approved.get_absolute_url()).content.decode()
    assert visitor.get(amendment.get_absolute_url()).status_code == 404


def test_a_plan_has_one_amendment_at_a_time(aigul, bakyt, approved, amendment):
    again = actions.begin_amendment(actor=bakyt, plan=approved, key=uuid.uuid4())

    assert again == amendment
    assert Event.objects.filter(verb="plan:amendment_begun").count() == 1


def test_only_an_approved_plan_is_amended_and_by_its_own_staff(aigul, chynara, submitted):
    with pytest.raises(ValidationError):
        actions.begin_amendment(actor=aigul, plan=submitted, key=uuid.uuid4())
    with pytest.raises(PermissionDenied):
        actions.begin_amendment(actor=chynara, plan=submitted, key=uuid.uuid4())


def test_the_resolution_carries_the_amendment_over_and_rows_keep_their_identity(
    aigul, approved, amendment, content, resolution, line, year
):
    measure, copy = only_measure(approved), only_measure(amendment)
    actions.change_measure(
        actor=aigul,
        measure=copy,
        revision=amendment.revision,
        content=replace(content, title_ky="Жаңы сөз"),
    )
    amendment.refresh_from_db()
    actions.change_line(
        actor=aigul,
        line=copy.budget_lines.get(),
        revision=amendment.revision,
        content=LineContent("local", year, 90_000_000),
    )
    actions.add_line(
        actor=aigul,
        measure=copy,
        key=uuid.uuid4(),
        content=LineContent("donor", year, 7_000_000),
    )
    actions.add_measure(
        actor=aigul,
        objective=copy.objective,
        key=uuid.uuid4(),
        content=replace(content, title_ky="Экинчи"),
    )

    plan = resolve(aigul, amendment, resolution)

    assert plan == approved
    assert Plan.objects.count() == 1
    assert (plan.state, plan.resolution_number) == ("approved", "31")
    measure.refresh_from_db()
    assert measure.title_ky == "Жаңы сөз"
    lines = {each.source: each for each in measure.budget_lines.all()}
    assert lines["local"].pk == line.pk
    assert {s: (x.planned, x.approved) for s, x in lines.items()} == {
        "local": (90_000_000, 90_000_000),
        "donor": (7_000_000, 7_000_000),
    }
    titles = Measure.objects.order_by("position").values_list("title_ky", flat=True)
    assert list(titles) == ["Жаңы сөз", "Экинчи"]
    assert [v.kind for v in PlanVersion.objects.all()] == ["approved", "amended"]


def test_a_measure_that_is_left_out_goes_unless_its_money_was_spent(
    aigul, approved, amendment, resolution, content
):
    copy = only_measure(amendment)
    actions.add_measure(
        actor=aigul,
        objective=copy.objective,
        key=uuid.uuid4(),
        content=replace(content, title_ky="Экинчи"),
    )
    amendment.refresh_from_db()
    actions.delete_measure(actor=aigul, measure=copy, revision=amendment.revision)
    BudgetLine.objects.update(spent=5)
    with pytest.raises(ValidationError, match="Суу бөлүштүрүү графиги"):
        resolve(aigul, amendment, resolution)

    BudgetLine.objects.update(spent=None)
    amendment.refresh_from_db()
    actions.approve_plan(
        actor=aigul,
        plan=amendment,
        revision=amendment.revision,
        resolution=replace(resolution, resolution_number="31"),
    )
    assert only_measure(approved).title_ky == "Экинчи"


def test_two_lines_may_change_places(aigul, approved, amendment, resolution, year):
    copy = only_measure(amendment)
    actions.add_line(
        actor=aigul, measure=copy, key=uuid.uuid4(), content=LineContent("donor", year, 300)
    )
    plan = resolve(aigul, amendment, resolution)
    second = actions.begin_amendment(actor=aigul, plan=plan, key=uuid.uuid4())
    lines = {each.source: each for each in only_measure(second).budget_lines.all()}
    for line, source in ((lines["donor"], "private"), (lines["local"], "donor")):
        second.refresh_from_db()
        actions.change_line(
            actor=aigul,
            line=line,
            revision=second.revision,
            content=LineContent(source, year, line.planned),
        )

    resolve(aigul, second, replace(resolution, resolution_number="32"), votes_for=9)

    sums = dict(only_measure(approved).budget_lines.values_list("source", "planned"))
    assert sums == {"donor": 124_050_000, "private": 300}


def test_an_amendment_counts_nowhere_until_it_is_resolved(approved, amendment, aimak, year):
    status = plan_status_by_place(year)

    assert (status[aimak.pk].state, status[aimak.pk].measures) == ("approved", 1)
    assert not Measure.objects.open_for_partners().filter(objective__plan=amendment).exists()


def test_a_dropped_amendment_leaves_nothing(aigul, approved, amendment):
    before = snapshot_of(approved)

    actions.drop_amendment(actor=aigul, amendment=amendment, revision=amendment.revision)

    assert Plan.objects.count() == 1
    assert snapshot_of(approved) == before


def test_versions_are_compared_row_by_row(aigul, approved, amendment, content, resolution, year):
    copy = only_measure(amendment)
    actions.change_line(
        actor=aigul,
        line=copy.budget_lines.get(),
        revision=amendment.revision,
        content=LineContent("local", year, 90_000_000),
    )
    actions.add_measure(
        actor=aigul,
        objective=copy.objective,
        key=uuid.uuid4(),
        content=replace(content, title_ky="Экинчи"),
    )
    resolve(aigul, amendment, resolution)

    old, new = (version.content for version in PlanVersion.objects.order_by("number"))
    changes = changes_between(old, new)

    assert [(c.kind, c.title) for c in changes] == [
        ("changed", "Суу бөлүштүрүү графиги"),
        ("added", "Экинчи"),
    ]
    assert [(f.before, f.after) for f in changes[0].fields] == [("1\u00a0240,5", "900,0")]
    assert sums_of(new) == {"local": 90_000_000}
    assert changes_between(new, new) == []


def test_everybody_compares_the_versions_of_an_approved_plan(
    visitor, aigul, approved, amendment, resolution, as_user
):
    resolve(aigul, amendment, resolution, votes_for=12, votes_against=1)

    page = reverse("plans:versions", args=[approved.pk])
    answer = visitor.get(page, {"from": "1", "to": "2"})
    assert answer.status_code == 200
    assert "№ 31" in answer.content.decode()
    assert visitor.get(page, {"from": "zz", "to": "9" * 5000}).status_code == 200


def test_the_amendment_is_begun_and_dropped_from_the_page(as_user, aigul, approved):
    client = as_user(aigul)
    answer = client.post(reverse("plans:amend", args=[approved.pk]), {"key": uuid.uuid4()})
    amendment = Plan.objects.get(amends=approved)
    assert answer.url == amendment.get_absolute_url()
    assert client.get(answer.url).status_code == 200

    answer = client.post(
        reverse("plans:drop", args=[amendment.pk]), {"revision": amendment.revision}
    )
    assert answer.url == approved.get_absolute_url()


def test_a_day_before_the_first_resolution_is_refused(aigul, amendment, resolution, approved):
    Plan.objects.filter(pk=approved.pk).update(
        resolution_date=timezone.localdate() + timezone.timedelta(days=1)
    )
    with pytest.raises(ValidationError) as refusal:
        resolve(aigul, amendment, resolution)

    assert "resolution_date" in refusal.value.message_dict


def test_what_a_goals_keeper_confirms_while_an_amendment_is_written_stays_confirmed(
    aigul, elmira, approved, amendment, measure, resolution
):
    said = actions.confirm_alignment(actor=elmira, alignment=measure.alignments.get())
    resolve(aigul, amendment, resolution)

    kept = Alignment.objects.get()
    assert (kept.confirmed_at, kept.confirmed_by) == (said.confirmed_at, elmira)
    with pytest.raises(ValidationError):  # the row that an open page still names
        actions.confirm_alignment(actor=elmira, alignment=said)


def test_another_share_in_the_amendment_waits_for_the_keepers_word(
    aigul, elmira, approved, amendment, measure, goal, resolution
):
    actions.confirm_alignment(actor=elmira, alignment=measure.alignments.get())
    amendment.refresh_from_db()
    actions.share_out(
        actor=aigul,
        measure=only_measure(amendment),
        revision=amendment.revision,
        shares={goal.pk: 40},
    )
    resolve(aigul, amendment, resolution)

    assert (Alignment.objects.get().share, Alignment.objects.get().confirmed_at) == (40, None)


def test_what_an_amendment_sets_aside_is_set_aside_once_it_is_resolved(
    aigul, approved, amendment, resolution
):
    amendment.refresh_from_db()
    actions.set_money_aside(
        actor=aigul, plan=amendment, revision=amendment.revision, amount=77_700_000
    )
    assert Plan.objects.get(pk=approved.pk).set_aside is None
    resolve(aigul, amendment, resolution)

    assert Plan.objects.get().set_aside == 77_700_000
