"""What ties the register together: kinds, places, causes, measures, acceptance, reviews."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yntymak.apps.risks import actions, matrix, overview
from yntymak.apps.risks.consistency import inconsistencies
from yntymak.apps.risks.models import Assessment, Causation, Risk, Subtype
from yntymak.foundation.ledger.models import Event


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def registered(actor, place, title="Суу талашы", **changes) -> Risk:
    words = {"title": title, "cause": "Канал эски", "event": "Чыр", "consequence": "Түшүм"}
    fields = {"key": uuid.uuid4(), "place": place, "category": "infrastructural"}
    return actions.register(actor=actor, **fields, **words, **changes)


def judged(actor, risk, likelihood, impact, stage="current") -> Assessment:
    return actions.assess(
        actor=actor,
        key=uuid.uuid4(),
        risk=risk,
        stage=stage,
        likelihood=likelihood,
        impact=impact,
        confidence="medium",
        reason="Бардык",
    )


@pytest.fixture
def risk(aimak, aigul) -> Risk:
    return registered(aigul, aimak)


def with_measures_for(settings, monkeypatch, *risks: Risk) -> None:
    keys = {risk.pk for risk in risks}
    monkeypatch.setattr("yntymak.portal.risk_measures.treated", lambda: keys)


def test_kinds_are_data_in_three_languages(db):
    codes = {"irrigation_water", "drinking_water", "pasture", "land", "border", "mining", "school"}
    codes |= {"elections", "religion", "youth", "reform"}
    assert codes <= set(Subtype.objects.values_list("code", flat=True))
    for subtype in Subtype.objects.all():
        assert all(subtype.names[language] for language in ("ky", "ru", "en"))
    assert str(Subtype.objects.get(code="pasture")) == "pasture"


def test_a_risk_has_a_kind_other_places_and_a_day_of_review(as_user, aigul, risk, neighbour):
    ahead = timezone.localdate() + dt.timedelta(days=20)
    data = {"subtype": "irrigation_water", "also": neighbour.code}
    data["review_on"] = f"{ahead:%d.%m.%Y}"
    client = as_user(aigul)

    client.post(reverse("risks:describe", args=[risk.pk]), data)

    risk.refresh_from_db()
    assert (risk.subtype.code, risk.review_on) == ("irrigation_water", ahead)
    assert list(risk.other_places.all()) == [neighbour]
    page = client.get(reverse("risks:risk", args=[risk.pk])).content.decode()
    assert "irrigation water" in page
    data["review_on"] = "01.01.2020"
    again = client.post(reverse("risks:describe", args=[risk.pk]), data).content.decode()
    assert "choose a day from today on" in again


def test_an_assessment_sets_the_next_review_the_graver_the_sooner(aigul, risk):
    judged(aigul, risk, 1, 1)
    first = Risk.objects.get().review_on
    judged(aigul, risk, 5, 5)
    second = Risk.objects.get()

    assert second.review_on < first
    assert (second.likelihood, second.impact) == (5, 5)


def test_what_remains_does_not_fall_without_a_measure(aigul, risk, settings, monkeypatch):
    judged(aigul, risk, 4, 4)
    for lower in ((3, 4), (4, 3), (1, 1)):
        with pytest.raises(ValidationError, match="Put a measure into the plan"):
            judged(aigul, risk, *lower, stage="residual")
    judged(aigul, risk, 4, 4, stage="residual")
    judged(aigul, risk, 5, 4, stage="residual")

    with_measures_for(settings, monkeypatch, risk)
    assert judged(aigul, risk, 2, 2, stage="residual").level < 4


def test_a_measure_of_a_plan_is_known_to_the_register(aigul, risk):
    from yntymak.apps.plans.models import Measure, Objective, Plan
    from yntymak.apps.risks.treatment import treated

    assert not Risk.objects.filter(pk__in=treated()).exists()
    day = timezone.localdate()
    plan = Plan.objects.create(place=risk.place, year=day.year, author=aigul)
    measure = Measure.objects.create(
        objective=Objective.objects.create(plan=plan, title="Суу", position=1),
        title="Каналды оңдоо",
        position=1,
        responsible="Айыл өкмөтү",
        starts_on=day,
        ends_on=day,
    )
    measure.risks.add(risk)
    assert list(Risk.objects.filter(pk__in=treated())) == [risk]


# Causes


def test_causes_form_no_circle(as_user, aigul, aimak):
    first, second, third = (registered(aigul, aimak, f"Тобокелдик {n}") for n in range(3))
    actions.add_cause(actor=aigul, risk=second, cause=first)
    actions.add_cause(actor=aigul, risk=third, cause=second)
    actions.add_cause(actor=aigul, risk=third, cause=first)
    actions.add_cause(actor=aigul, risk=third, cause=first)

    assert Causation.objects.count() == 3
    for risk, cause in ((first, third), (first, second), (first, first)):
        with pytest.raises(ValidationError, match="circle"):
            actions.add_cause(actor=aigul, risk=risk, cause=cause)
    page = as_user(aigul).post(reverse("risks:cause", args=[first.pk]), {"cause": third.pk})
    assert "circle" in page.content.decode()
    assert Event.objects.filter(verb="risk:caused").count() == 3


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14))
def test_however_causes_are_added_there_is_an_order(aigul, aimak, pairs):
    Causation.objects.all().delete()
    risks = list(Risk.objects.order_by("pk"))
    risks += [registered(aigul, aimak, f"Тобокелдик {n}") for n in range(5 - len(risks))]
    for cause, effect in pairs:
        try:
            actions.add_cause(actor=aigul, risk=risks[effect], cause=risks[cause])
        except ValidationError:
            continue

    left = set(Causation.objects.values_list("cause_id", "effect_id"))
    while left:
        effects = {effect for _cause, effect in left}
        rest = {(cause, effect) for cause, effect in left if cause in effects}
        assert rest != left, "a circle"
        left = rest


# Acceptance


def test_the_head_accepts_a_risk_until_a_day(as_user, bakyt, aigul, risk):
    judged(aigul, risk, 4, 4)
    until = timezone.localdate() + dt.timedelta(days=90)
    data = {"reason": "Акча жок", "until": f"{until:%d.%m.%Y}"}
    as_user(bakyt).post(reverse("risks:accept", args=[risk.pk]), data)

    accepted = risk.acceptances.get()
    assert (accepted.by, accepted.until, accepted.level) == (bakyt, until, 4)
    assert accepted.holds
    with pytest.raises(TypeError):
        accepted.save()


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_not_for_yesterday_and_not_forever(bakyt, aigul, risk, days):
    judged(aigul, risk, 4, 4)
    until = timezone.localdate() + dt.timedelta(days=days)

    with pytest.raises(ValidationError, match="at most a year"):
        actions.accept(actor=bakyt, key=uuid.uuid4(), risk=risk, reason="x", until=until)


def test_the_specialist_does_not_accept_it(aigul, risk):
    judged(aigul, risk, 4, 4)
    until = timezone.localdate() + dt.timedelta(days=9)

    with pytest.raises(PermissionDenied):
        actions.accept(actor=aigul, key=uuid.uuid4(), risk=risk, reason="x", until=until)


# The whole


def titles(user, today=None) -> dict[str, int]:
    found = inconsistencies(Risk.objects.visible_to(user), today or timezone.localdate())
    return {finding.title: finding.count for finding in found}


def test_what_does_not_fit_together(as_user, aigul, bakyt, aimak, settings, monkeypatch):
    high = registered(aigul, aimak, "Жогорку")
    judged(aigul, high, 4, 4)
    odd = registered(aigul, aimak, "Тескери")
    judged(aigul, odd, 1, 1, stage="inherent")
    judged(aigul, odd, 3, 3)
    old = registered(aigul, aimak, "Эски")
    Risk.objects.filter(pk=old.pk).update(opened_at=timezone.now() - dt.timedelta(days=40))

    assert titles(aigul) == {
        "High and without a measure": 1,
        "Judged graver now than if nobody did anything": 1,
        "Not assessed for a month": 1,
    }
    until = timezone.localdate() + dt.timedelta(days=10)
    actions.accept(actor=bakyt, key=uuid.uuid4(), risk=high, reason="Акча жок", until=until)
    assert "High and without a measure" not in titles(aigul)
    later = titles(aigul, until + dt.timedelta(days=1))
    assert later["Accepted until a day that has passed"] == 1
    assert later["High and without a measure"] == 1
    judged(aigul, high, 5, 5)
    assert titles(aigul)["Has become graver since it was accepted"] == 1
    with_measures_for(settings, monkeypatch, high)
    assert "High and without a measure" not in titles(aigul)
    page = as_user(aigul).get(reverse("risks:consistency")).content.decode()
    assert "Тескери" in page


def test_a_register_of_a_merged_place_is_named(daniyar, aigul, risk, aimak):
    aimak.valid_to = timezone.localdate()
    aimak.save()

    assert titles(daniyar)["The place was merged or renamed"] == 1


def test_the_matrix_counts_what_is_open_and_compares_with_last_year(as_user, aigul, aimak):
    old, new, closed = (registered(aigul, aimak, name) for name in ("Эски", "Жаңы", "Жабык"))
    this_year = timezone.localdate().year
    judged(aigul, old, 2, 2)
    last_year = dt.datetime(this_year - 1, 6, 1, tzinfo=dt.UTC)
    super(type(Assessment.objects.all()), Assessment.objects.all()).update(assessed_at=last_year)
    judged(aigul, old, 5, 5)
    judged(aigul, new, 5, 5)
    judged(aigul, closed, 5, 5)
    actions.close(actor=aigul, risk=closed, reason="Бүттү")

    risks = Risk.objects.visible_to(aigul)
    rows = dict(overview.cells(risks, matrix.in_force()))
    assert rows[5][4].count == 2
    assert sum(cell.count for row in rows.values() for cell in row) == 2
    compared = overview.since_last_year(risks, timezone.localdate())
    assert (compared.rose, compared.fell, compared.same, compared.new) == (1, 0, 0, 1)
    assert {row.level: (row.then, row.now) for row in compared.rows}[5] == (0, 2)
    assert as_user(aigul).get(reverse("risks:picture")).status_code == 200


def test_outsiders_find_no_picture(as_user, saikal, visitor):
    for name in ("risks:picture", "risks:consistency", "risks:register_csv", "risks:cases"):
        assert as_user(saikal).get(reverse(name)).status_code == 404
        assert visitor.get(reverse(name)).status_code == 302
