import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from yntymak.apps.programmes import actions
from yntymak.apps.programmes.models import Programme
from yntymak.apps.programmes.outline import read_goals
from yntymak.foundation.ledger.models import Event

GOALS = "1. Тынчтык жана биримдик\n1.1 Суу бөлүштүрүү\n2. Жаштардын иши"


@pytest.fixture
def heading(agency):
    return actions.Heading("Биримдик", "Единство", agency, 2026, 2030)


@pytest.fixture
def programme(elmira, heading):
    return actions.create_programme(
        actor=elmira, key=uuid.uuid4(), place=None, heading=heading, goals_ky=read_goals(GOALS)
    )


def typed(agency, **other):
    return {
        "area": "nation",
        "title_ky": "Биримдик",
        "issuer": agency.pk,
        "first_year": "2026",
        "last_year": "2030",
        "goals_ky": GOALS,
        **other,
    }


def test_the_agency_enters_a_national_programme_with_its_goals(as_user, elmira, agency):
    key = uuid.uuid4()
    client = as_user(elmira)

    for _twice in range(2):
        client.post(reverse("programmes:create"), typed(agency, key=key))

    programme = Programme.objects.get()
    assert (programme.level, programme.code) == ("national", "national-2026-2030")
    assert programme.goals.get(number="1.1").parent.number == "1"
    assert Event.objects.filter(verb="programme:created").count() == 1


def test_a_programme_is_public_once_it_is_published(as_user, visitor, elmira, programme):
    page = reverse("programmes:detail", args=[programme.code])
    assert visitor.get(page).status_code == 404

    as_user(elmira).post(reverse("programmes:publish", args=[programme.code]))

    answer = visitor.get(page)
    assert answer.status_code == 200
    assert "Суу бөлүштүрүү" in answer.content.decode()
    assert programme.title_ky in visitor.get(reverse("programmes:list")).content.decode()


def test_publishing_twice_is_one_event(elmira, programme):
    for _twice in range(2):
        actions.publish_programme(actor=elmira, programme=programme)

    assert Event.objects.filter(verb="programme:published").count() == 1


def test_a_changed_programme_keeps_the_goals_that_kept_their_numbers(elmira, programme, heading):
    kept = programme.goals.get(number="1")

    actions.change_programme(
        actor=elmira,
        programme=programme,
        heading=heading,
        goals_ky=read_goals("1. Ынтымак\n1.1 Жайыт\n1.1.1 Жайыт комитети"),
        goals_ru=read_goals("1. Согласие"),
    )

    goals = {goal.number: goal for goal in programme.goals.all()}
    assert set(goals) == {"1", "1.1", "1.1.1"}
    assert goals["1"].pk == kept.pk
    assert (goals["1"].title_ky, goals["1"].title_ru) == ("Ынтымак", "Согласие")


def test_a_published_programme_stands_still(as_user, elmira, programme, heading):
    actions.publish_programme(actor=elmira, programme=programme)

    with pytest.raises(ValidationError):
        actions.change_programme(actor=elmira, programme=programme, heading=heading, goals_ky=[])
    answer = as_user(elmira).get(reverse("programmes:edit", args=[programme.code]))
    assert answer.url == reverse("programmes:detail", args=[programme.code])


def test_a_programme_without_goals_is_not_published(elmira, heading):
    empty = actions.create_programme(
        actor=elmira, key=uuid.uuid4(), place=None, heading=heading, goals_ky=[]
    )

    with pytest.raises(ValidationError):
        actions.publish_programme(actor=elmira, programme=empty)


def test_a_refused_form_comes_back_filled(as_user, elmira, agency):
    answer = as_user(elmira).post(
        reverse("programmes:create"), typed(agency, goals_ky="Суу жана жайыт", last_year="2020")
    )

    assert answer.status_code == 200
    assert "Суу жана жайыт" in answer.content.decode()
    assert not Programme.objects.exists()


def test_russian_goals_need_the_numbers_of_the_kyrgyz_ones(elmira, heading):
    with pytest.raises(ValidationError) as refusal:
        actions.create_programme(
            actor=elmira,
            key=uuid.uuid4(),
            place=None,
            heading=heading,
            goals_ky=read_goals("1. Суу"),
            goals_ru=read_goals("1. Вода\n2. Пастбища"),
        )

    assert "goals_ru" in refusal.value.message_dict


def test_the_oblast_officer_keeps_oblast_programmes_and_no_national_ones(daniyar, oblast, heading):
    made = actions.create_programme(
        actor=daniyar, key=uuid.uuid4(), place=oblast, heading=heading, goals_ky=[]
    )

    assert made.level == "oblast"
    with pytest.raises(PermissionDenied):
        actions.create_programme(
            actor=daniyar, key=uuid.uuid4(), place=None, heading=heading, goals_ky=[]
        )


def test_the_specialist_enters_the_programme_of_the_aimak(as_user, aigul, aimak, agency):
    as_user(aigul).post(reverse("programmes:create"), typed(agency, area=str(aimak.pk)))

    assert Programme.objects.get().level == "local"


def test_a_visitor_and_a_council_do_not_enter_programmes(as_user, visitor, saikal):
    assert visitor.get(reverse("programmes:create")).status_code == 302
    assert as_user(saikal).get(reverse("programmes:create")).status_code == 404


def test_a_second_programme_of_the_same_years_gets_its_own_code(elmira, programme, heading):
    second = actions.create_programme(
        actor=elmira, key=uuid.uuid4(), place=None, heading=heading, goals_ky=[]
    )

    assert second.code == "national-2026-2030-2"


def test_a_programme_serves_the_places_inside_its_area(
    elmira, daniyar, programme, oblast, aimak, country, heading
):
    own = actions.create_programme(
        actor=daniyar, key=uuid.uuid4(), place=oblast, heading=heading, goals_ky=[]
    )

    assert set(Programme.objects.serving(aimak)) == {programme, own}
    assert set(Programme.objects.serving(country)) == {programme}


def test_the_agency_changes_a_draft_on_its_page(as_user, elmira, programme, agency):
    address = reverse("programmes:edit", args=[programme.code])
    form = as_user(elmira).get(address).context["form"]
    assert form.initial["goals_ky"].splitlines()[1] == "1.1. Суу бөлүштүрүү"

    as_user(elmira).post(address, typed(agency, title_ky="Ынтымак", goals_ky="1. Суу"))

    programme.refresh_from_db()
    assert programme.title_ky == "Ынтымак"
    assert [goal.number for goal in programme.goals.all()] == ["1"]


def test_another_officer_does_not_find_the_draft(as_user, daniyar, programme):
    for name in ("detail", "edit"):
        address = reverse(f"programmes:{name}", args=[programme.code])
        assert as_user(daniyar).get(address).status_code == 404


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_page_of_programmes_opens_in_every_language(as_user, elmira, programme, language):
    for name, args in [("list", []), ("create", []), ("detail", [programme.code])]:
        address = reverse(f"programmes:{name}", args=args).replace("/ky/", f"/{language}/", 1)
        assert as_user(elmira).get(address).status_code == 200
