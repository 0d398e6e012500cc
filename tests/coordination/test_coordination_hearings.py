"""A plan's hearing that is held with the meetings of a consultation; what hangs on no amendment."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.consultations.models import Consultation, Meeting, PublicCount
from yntymak.apps.coordination import actions
from yntymak.apps.coordination.hearings import heard_with
from yntymak.apps.coordination.models import HeardIn
from yntymak.apps.laws.models import Act, ActVersion
from yntymak.apps.plans import actions as plans
from yntymak.apps.plans.models import Measure, Plan
from yntymak.foundation.ledger.models import Event

TODAY = timezone.localdate()


@pytest.fixture
def hearing(aigul, draft):
    return plans.announce_hearing(
        actor=aigul,
        plan=draft,
        key=uuid.uuid4(),
        revision=draft.revision,
        held_on=TODAY,
        venue="Клуб",
    )


@pytest.fixture
def ask(council):
    """ask(place, "code") puts a text to the people of a place."""
    version = ActVersion.objects.create(
        act=Act.objects.create(code="suu", kind="law", title_ky="Суу"), number=1
    )

    def asked(place, code, state="published") -> Consultation:
        return Consultation.objects.create(
            code=code,
            title_ky="Суу",
            summary_ky="Суу",
            organiser=council,
            place=place,
            document=version,
            opens_on=TODAY,
            closes_on=TODAY + dt.timedelta(30),
            state=state,
        )

    return asked


def meet(consultation, place, number, attended) -> Meeting:
    return Meeting.objects.create(
        consultation=consultation, place=place, held_on=TODAY, number=number, attended=attended
    )


def test_a_hearing_shows_the_meetings_of_its_place_and_who_came(
    as_user, visitor, aigul, hearing, ask, oblast, aimak, neighbour
):
    consultation = ask(oblast, "suu")
    for _twice in range(2):
        actions.join_hearing(actor=aigul, hearing=hearing, consultation=consultation)
    meet(consultation, neighbour, 1, 90)
    found = heard_with(hearing, None)
    assert (found.attended, len(found.meetings)) == (90, 1)  # none was held here yet

    mine = meet(consultation, aimak, 2, 46)
    PublicCount.objects.create(
        round=mine.round, meeting=mine, axis="sex", group="female", count=None
    )
    PublicCount.objects.create(round=mine.round, meeting=mine, axis="sex", group="male", count=30)
    found = heard_with(hearing, None)

    assert found.meetings == [mine]
    assert found.attended == 46
    assert found.groups[0][1].endswith(": 30")
    assert "–" in found.groups[0][1]
    assert Event.objects.filter(verb="hearing:joined").count() == 1
    page = visitor.get(reverse("plans:hearing", args=[hearing.pk])).content.decode()
    assert reverse("consultations:meeting_page", args=["suu", 2]) in page
    assert "46" in page


def test_groups_of_several_meetings_are_not_added_up(aigul, hearing, ask, aimak):
    consultation = ask(aimak, "suu")
    actions.join_hearing(actor=aigul, hearing=hearing, consultation=consultation)
    for number in (1, 2):
        held = meet(consultation, aimak, number, 10)
        PublicCount.objects.create(
            round=held.round, meeting=held, axis="sex", group="male", count=5
        )

    found = heard_with(hearing, None)
    assert (found.attended, found.groups) == (20, [])


def test_only_a_published_consultation_of_here_is_named_and_only_by_staff(
    aigul, chynara, gulzat, hearing, ask, aimak, neighbour
):
    for wrong in (ask(neighbour, "there"), ask(aimak, "unpublished", "draft")):
        with pytest.raises(ValidationError) as refusal:
            actions.join_hearing(actor=aigul, hearing=hearing, consultation=wrong)
        assert "consultation" in refusal.value.message_dict
    for stranger in (chynara, gulzat):
        with pytest.raises(PermissionDenied):
            actions.join_hearing(actor=stranger, hearing=hearing, consultation=None)
    assert heard_with(hearing, aigul) is None


def test_it_is_chosen_on_a_page_and_taken_back(as_user, aigul, hearing, ask, aimak, neighbour):
    here, _there = ask(aimak, "here"), ask(neighbour, "there")
    client, address = as_user(aigul), reverse("coordination:hearing_join", args=[hearing.pk])
    offered = client.get(address).context["form"].fields["consultation"].queryset
    assert list(offered) == [here]

    assert client.post(address, {"consultation": here.pk}).status_code == 302
    assert HeardIn.objects.get().consultation == here
    assert client.get(address).context["form"].initial == {"consultation": here.pk}
    assert client.post(address, {"consultation": ""}).status_code == 302
    assert not HeardIn.objects.exists()


def test_nothing_hangs_on_the_copy_on_which_an_amendment_is_written(
    aigul, saikal, submitted, approve, council, promise, neighbour
):
    approve(submitted)
    amendment = plans.begin_amendment(actor=aigul, plan=Plan.objects.get(), key=uuid.uuid4())
    amendment = plans.submit_plan(actor=aigul, plan=amendment, revision=amendment.revision)
    copy = Measure.objects.get(objective__plan=amendment)
    for refused in (
        lambda: actions.propose(
            actor=saikal, key=uuid.uuid4(), measure=copy, organisation=council, promise=promise
        ),
        lambda: actions.propose_part(
            actor=aigul,
            key=uuid.uuid4(),
            measure=copy,
            place=neighbour,
            part=actions.Part("Канал", 10),
        ),
        lambda: actions.ask_upward(
            actor=aigul,
            key=uuid.uuid4(),
            plan=amendment,
            asked=actions.Asked("decision", "oblast", "Чечим керек"),
        ),
    ):
        with pytest.raises(ValidationError):
            refused()
