"""A plan that the kenesh approved in spring, entered by an office that began in autumn."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import Heard
from yntymak.apps.plans.models import Hearing, Plan, ResolutionPaper
from yntymak.foundation.ledger.models import Event

TODAY = timezone.localdate()
MONTHS_8 = dt.timedelta(days=240)
SCAN = b"%PDF-1.4 the resolution"


@pytest.fixture
def old(resolution):
    return replace(resolution, resolution_date=TODAY - MONTHS_8)


@pytest.fixture
def heard():
    return Heard(TODAY - MONTHS_8 - dt.timedelta(days=20), "Айылдык клуб")


def scan(content: bytes = SCAN) -> SimpleUploadedFile:
    return SimpleUploadedFile("toktom-12.pdf", content)


def enter(actor, plan, resolution, **other) -> Plan:
    plan = Plan.objects.get(pk=plan.pk)
    return actions.enter_approved_plan(
        actor=actor,
        plan=plan,
        key=other.pop("key", uuid.uuid4()),
        revision=other.pop("revision", plan.revision),
        resolution=resolution,
        paper=other.pop("paper", None) or scan(),
        **other,
    )


def test_it_is_in_force_with_its_paper_and_says_that_it_came_afterwards(
    visitor, aigul, plan, line, old, heard
):
    entered = enter(aigul, plan, old, heard=heard, total=line.planned)

    entered.refresh_from_db()
    line.refresh_from_db()
    assert (entered.state, entered.resolution_date) == ("approved", old.resolution_date)
    assert (line.approved, entered.submitted_at) == (line.planned, None)
    assert Hearing.objects.get().held_on == heard.held_on
    event = Event.objects.get(verb="plan:entered_afterwards")
    assert event.data["date"] == old.resolution_date.isoformat()
    assert event.data["paper"] == hashlib.sha256(SCAN).hexdigest()
    assert not Event.objects.filter(verb="plan:approved").exists()

    page = visitor.get(entered.get_absolute_url()).content.decode()
    assert page.count(reverse("plans:versions", args=[plan.pk])) == 2  # beside, and in the lead
    version = entered.versions.get()
    answer = visitor.get(reverse("plans:paper", args=[version.pk]))
    assert answer.content == SCAN
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_ordinary_way_stays_strict_and_tells_of_this_one(aigul, submitted, old):
    with pytest.raises(ValidationError) as refusal:
        actions.approve_plan(
            actor=aigul, plan=submitted, revision=submitted.revision, resolution=old
        )
    assert "resolution_date" in refusal.value.message_dict

    with pytest.raises(ValidationError):
        enter(aigul, submitted, old)
    taken = actions.take_back_plan(actor=aigul, plan=submitted, revision=submitted.revision)
    assert enter(aigul, taken, old).is_approved


def test_no_hearing_after_the_resolution(aigul, plan, line, old, heard):
    late = replace(heard, held_on=old.resolution_date + dt.timedelta(days=1))
    with pytest.raises(ValidationError) as refusal:
        enter(aigul, plan, old, heard=late)

    assert "resolution_date" in refusal.value.message_dict
    assert not Hearing.objects.exists()
    same_day = replace(heard, held_on=old.resolution_date)
    assert enter(aigul, plan, old, heard=same_day).is_approved


def test_a_hearing_that_was_announced_here_is_held_and_answered_first(aigul, plan, line, old):
    plan.refresh_from_db()
    hearing = actions.announce_hearing(
        actor=aigul,
        plan=plan,
        key=uuid.uuid4(),
        revision=plan.revision,
        held_on=TODAY,
        venue="Клуб",
    )
    actions.add_comment(actor=aigul, hearing=hearing, key=uuid.uuid4(), text="Жол керек")

    with pytest.raises(ValidationError, match="1"):
        enter(aigul, plan, replace(old, resolution_date=TODAY))
    with pytest.raises(ValidationError):
        enter(aigul, plan, old)


@pytest.mark.parametrize("days", [1, -3 * 366])
def test_a_day_that_has_not_come_or_is_of_another_time_is_refused(aigul, plan, line, old, days):
    with pytest.raises(ValidationError) as refusal:
        enter(aigul, plan, replace(old, resolution_date=TODAY + dt.timedelta(days=days)))
    assert set(refusal.value.message_dict) == {"resolution_date"}


def test_sums_and_votes_are_checked_as_ever(aigul, plan, line, old):
    with pytest.raises(ValidationError) as refusal:
        enter(aigul, plan, old, total=line.planned + 1)
    assert "total" in refusal.value.message_dict
    with pytest.raises(ValidationError) as refusal:
        enter(aigul, plan, replace(old, votes_for=5, votes_against=5))
    assert "votes_for" in refusal.value.message_dict
    assert not ResolutionPaper.objects.exists()


def test_an_empty_plan_has_not_been_approved(aigul, plan, old):
    with pytest.raises(ValidationError):
        enter(aigul, plan, old)


def test_it_is_entered_once(aigul, bakyt, plan, line, old, heard):
    key, revision = uuid.uuid4(), Plan.objects.get().revision
    for _twice in range(2):
        enter(aigul, plan, old, heard=heard, key=key, revision=revision)

    assert (Hearing.objects.count(), ResolutionPaper.objects.count()) == (1, 1)
    with pytest.raises(ValidationError):
        enter(bakyt, plan, replace(old, resolution_number="13"))


def test_only_staff_of_the_municipality_enter_it(chynara, gulzat, daniyar, plan, line, old):
    for stranger in (chynara, gulzat, daniyar):
        with pytest.raises(PermissionDenied):
            enter(stranger, plan, old)


def test_on_an_older_revision_it_shows_what_changed(as_user, aigul, plan, line, old, objective):
    client, page = as_user(aigul), reverse("plans:approved_before", args=[plan.pk])
    assert client.get(page).status_code == 200
    opened_on = Plan.objects.get().revision
    actions.change_objective(
        actor=aigul, objective=objective, revision=opened_on, title_ky="Башка максат"
    )
    said = {
        "revision": opened_on,
        "kenesh_session": old.kenesh_session,
        "resolution_number": "12",
        "resolution_date": f"{old.resolution_date:%d.%m.%Y}",
        "held_on": f"{old.resolution_date:%d.%m.%Y}",
    }

    refused = client.post(page, {**said, "file": scan()})
    assert "venue" in refused.context["form"].errors
    said["venue"] = "Клуб"
    shown = client.post(page, {**said, "file": scan()})
    assert "Башка максат" in shown.content.decode()
    assert not Plan.objects.get().is_approved

    said["revision"] = shown.context["form"]["revision"].value()
    assert client.post(page, {**said, "file": scan()}).status_code == 302
    assert Plan.objects.get().is_approved


def test_an_amendment_from_before_is_entered_too_and_the_next_one_goes_the_ordinary_way(
    aigul, plan, line, old, resolution
):
    enter(aigul, plan, old)
    amendment = actions.begin_amendment(actor=aigul, plan=Plan.objects.get(), key=uuid.uuid4())
    second = replace(old, resolution_number="14")
    earlier = replace(second, resolution_date=old.resolution_date - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        enter(aigul, amendment, earlier)
    later = replace(second, resolution_date=old.resolution_date + dt.timedelta(days=30))
    enter(aigul, amendment, later)

    in_force = Plan.objects.get()
    assert [each.kind for each in in_force.versions.all()] == ["approved", "amended"]
    assert ResolutionPaper.objects.count() == 2
    assert in_force.entered_afterwards_at

    amendment = actions.begin_amendment(actor=aigul, plan=in_force, key=uuid.uuid4())
    amendment = actions.submit_plan(actor=aigul, plan=amendment, revision=amendment.revision)
    actions.approve_plan(
        actor=aigul,
        plan=amendment,
        revision=amendment.revision,
        resolution=replace(resolution, resolution_number="15"),
    )
    assert Plan.objects.get().entered_afterwards_at is None


def test_the_paper_of_a_plan_that_one_does_not_see_is_not_found(as_user, visitor, chynara, plan):
    from yntymak.apps.plans.actions.versions import keep_version

    version = keep_version(plan, "approved")
    ResolutionPaper.objects.create(version=version, name="x", sha256="0" * 64, size=1)

    page = reverse("plans:paper", args=[version.pk])
    for stranger in (visitor, as_user(chynara)):
        assert stranger.get(page).status_code == 404


def test_last_years_plan_can_be_begun_too(as_user, aigul):
    form = as_user(aigul).get(reverse("plans:create")).context["form"]
    offered = [year for year, _label in form.fields["year"].choices]
    assert offered == [TODAY.year + years for years in (-1, 0, 1, 2)]
