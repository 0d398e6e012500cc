import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.plans import actions
from yntymak.apps.plans.models import BudgetLine, Measure, Objective, Plan
from yntymak.foundation.ledger.models import Event


def page(client, plan):
    return client.get(reverse("plans:plan", args=[plan.pk]))


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def measure_typed(year, risk, goal, **other):
    return {
        "key": uuid.uuid4(),
        "title_ky": "Суу бөлүштүрүү графиги",
        "responsible_ky": "Башкы адис",
        "starts_on": f"01.03.{year}",
        "ends_on": f"30.09.{year}",
        "expected_effect_ky": "Даттануулар азаят",
        "risks": [risk.pk],
        "goals": [goal.pk],
        **other,
    }


def test_the_specialist_makes_a_plan_from_the_first_page_to_the_kenesh(
    as_user, aigul, bakyt, aimak, year, risk, goal
):
    client = as_user(aigul)
    client.post(reverse("plans:create"), {"place": aimak.pk, "year": year, "key": uuid.uuid4()})
    plan = Plan.objects.get()
    client.post(
        reverse("plans:objective_add", args=[plan.pk]),
        {"title_ky": "Суу талашын азайтуу", "key": uuid.uuid4(), "revision": 1},
    )
    objective = Objective.objects.get()
    client.post(
        reverse("plans:measure_add", args=[objective.pk]),
        measure_typed(year, risk, goal, revision=2),
    )
    measure = Measure.objects.get()
    client.post(
        reverse("plans:line_add", args=[measure.pk]),
        {"source": "local", "year": year, "planned": "1 240,5", "revision": 3},
    )

    text = page(client, plan).content.decode()
    assert BudgetLine.objects.get().planned == 124_050_000
    assert "1\u00a0240,5" in text
    assert "Сугат суу талашы" in text
    client.post(reverse("plans:submit", args=[plan.pk]), {"revision": 4})
    plan.refresh_from_db()
    assert plan.state == "submitted"

    head = as_user(bakyt)
    form = head.get(reverse("plans:approve", args=[plan.pk])).context["form"]
    today = timezone.localdate().strftime("%d.%m.%Y")
    head.post(
        reverse("plans:approve", args=[plan.pk]),
        {
            "kenesh_session": "кезектеги V сессия",
            "resolution_number": "12",
            "resolution_date": today,
            "revision": form.initial["revision"],
        },
    )
    plan.refresh_from_db()
    assert plan.state == "approved"


def test_the_second_plan_of_a_year_leads_to_the_first(as_user, bakyt, plan, aimak, year):
    answer = as_user(bakyt).post(
        reverse("plans:create"), {"place": aimak.pk, "year": year, "key": uuid.uuid4()}
    )

    assert answer.url == reverse("plans:plan", args=[plan.pk])
    assert "план бар экен" in said(answer)
    assert Plan.objects.count() == 1


def test_the_neighbour_does_not_see_a_draft_and_sees_the_approved_plan(
    as_user, chynara, visitor, plan, line
):
    assert page(as_user(chynara), plan).status_code == 404
    assert page(visitor, plan).status_code == 404

    Plan.objects.update(
        state="approved", kenesh_session="V", resolution_number="1", resolution_date="2026-01-01"
    )

    assert page(as_user(chynara), plan).status_code == 200
    assert page(visitor, plan).status_code == 200


def test_the_public_page_names_no_risk_of_the_register(as_user, aigul, visitor, approved, risk):
    assert risk.title in page(as_user(aigul), approved).content.decode()
    text = page(visitor, approved).content.decode()
    assert risk.title not in text
    assert "Суу бөлүштүрүү графиги" in text


def test_what_one_person_reads_is_not_kept_for_another(as_user, nurbek, visitor, approved, risk):
    assert risk.title in page(as_user(nurbek), approved).content.decode()
    assert risk.title not in page(visitor, approved).content.decode()


def test_nobody_edits_the_plan_of_a_neighbour(as_user, chynara, approved, measure):
    client = as_user(chynara)
    address = reverse("plans:measure_edit", args=[measure.pk])

    assert client.post(address, {"revision": approved.revision}).status_code == 403
    assert client.post(reverse("plans:submit", args=[approved.pk])).status_code == 403


def test_what_the_plan_lacks_is_listed(as_user, aigul, plan, objective, risk):
    text = page(as_user(aigul), plan).content.decode()

    assert "Кызыл тобокелдикке каршы иш-чара жок: Сугат суу талашы" in text


def test_a_measure_without_money_is_listed_and_with_money_is_not(as_user, aigul, plan, measure):
    client = as_user(aigul)
    lacking = "Каражаты көрсөтүлгөн эмес"
    assert lacking in page(client, plan).content.decode()

    client.post(
        reverse("plans:line_add", args=[measure.pk]),
        {"source": "donor", "year": plan.year, "planned": "10", "revision": 1},
    )

    assert lacking not in page(client, plan).content.decode()


def test_a_form_on_an_older_revision_shows_the_difference_and_keeps_what_was_typed(
    as_user, aigul, bakyt, plan, measure, risk, goal, year
):
    address = reverse("plans:measure_edit", args=[measure.pk])
    opened_on = as_user(aigul).get(address).context["editing"].form["revision"].value()
    as_user(bakyt).post(
        address, measure_typed(year, risk, goal, title_ky="Бакыттын сөзү", revision=opened_on)
    )

    mine = measure_typed(year, risk, goal, title_ky="Айгүлдүн сөзү", revision=opened_on, risks=[])
    answer = as_user(aigul).post(address, mine)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Бакыттын сөзү" in text
    assert "Айгүлдүн сөзү" in text
    assert "Бакыт Осмонов" in text
    differences = {
        d.label: (d.stored, d.typed) for d in answer.context["editing"].stale["differences"]
    }
    assert differences["Иш-чара (кыргызча)"] == ("Бакыттын сөзү", "Айгүлдүн сөзү")
    assert differences["Кайсы тобокелдиктерге багытталган?"][1] == "–"
    assert len(differences) == 2
    assert Measure.objects.get().title_ky == "Бакыттын сөзү"

    again = answer.context["editing"].form["revision"].value()
    as_user(aigul).post(address, {**mine, "revision": again})
    assert Measure.objects.get().title_ky == "Айгүлдүн сөзү"


def test_what_was_typed_survives_a_plan_that_was_submitted_meanwhile(
    as_user, aigul, submitted, measure, risk, goal, year
):
    answer = as_user(aigul).post(
        reverse("plans:measure_edit", args=[measure.pk]),
        measure_typed(year, risk, goal, title_ky="Кеч калган сөз", revision=submitted.revision),
    )

    assert "Кеч калган сөз" in answer.content.decode()
    assert "кайтарып алыңыз" in answer.content.decode()


def test_a_sum_that_looks_like_som_is_asked_about(as_user, aigul, measure, year):
    address = reverse("plans:line_add", args=[measure.pk])
    typed = {"source": "local", "year": year, "planned": "1 240 500", "revision": 1}

    answer = as_user(aigul).post(address, typed)

    text = answer.content.decode()
    assert "1\u00a0240\u00a0500\u00a0000" in text
    assert 'name="is_thousands"' in text
    assert not BudgetLine.objects.exists()

    as_user(aigul).post(address, {**typed, "is_thousands": "on"})
    assert BudgetLine.objects.get().planned == 124_050_000_000


@pytest.mark.parametrize("planned", ["-5", "миң", "0,000001", "", "0"])
def test_a_wrong_sum_comes_back_as_typed(as_user, aigul, measure, year, planned):
    answer = as_user(aigul).post(
        reverse("plans:line_add", args=[measure.pk]),
        {"source": "donor", "year": year, "planned": planned, "revision": 1},
    )

    assert answer.status_code == 200
    assert f'value="{planned}"' in answer.content.decode() or not planned
    assert answer.context["editing"].form.errors["planned"]


def test_deleting_asks_first_and_deletes_once(as_user, aigul, plan, line):
    client = as_user(aigul)
    address = reverse("plans:line_delete", args=[line.pk])
    asked = client.get(address)
    assert BudgetLine.objects.exists()

    revision = asked.context["editing"].form["revision"].value()
    client.post(address, {"revision": revision})

    assert not BudgetLine.objects.exists()
    assert client.post(address, {"revision": revision}).status_code == 404


def test_pressing_submit_twice_submits_once(as_user, aigul, plan, line):
    client = as_user(aigul)
    plan.refresh_from_db()
    for _twice in range(2):
        answer = client.post(reverse("plans:submit", args=[plan.pk]), {"revision": plan.revision})

    assert "кароосунда" in said(answer)
    assert Event.objects.filter(verb="plan:submitted").count() == 1


def test_a_step_from_a_page_that_is_out_of_date_is_not_taken(as_user, aigul, plan, line):
    as_user(aigul).post(reverse("plans:submit", args=[plan.pk]), {"revision": "1"})
    as_user(aigul).post(reverse("plans:submit", args=[plan.pk]), {"revision": "бир"})

    assert Plan.objects.get().is_draft


def test_the_list_shows_a_specialist_their_own_and_a_visitor_the_approved(
    as_user, aigul, chynara, visitor, plan, line
):
    address = reverse("plans:list")
    own = as_user(aigul).get(address).content.decode()
    assert plan.get_absolute_url() in own
    assert "1\u00a0240,5" in own
    for client in (visitor, as_user(chynara)):
        assert plan.get_absolute_url() not in client.get(address).content.decode()


def test_approved_plans_are_found_by_the_name_of_the_place(visitor, approved):
    address = reverse("plans:list")

    assert approved.get_absolute_url() in visitor.get(address, {"q": "АК-СУУ"}).content.decode()
    assert approved.get_absolute_url() not in visitor.get(address, {"q": "Кант"}).content.decode()


def test_the_plan_of_last_year_stands_beside(as_user, aigul, plan, line, aimak, year):
    Plan.objects.create(place=aimak, year=year - 1, author=aigul)

    answer = page(as_user(aigul), plan)

    assert answer.context["overview"].totals.last_year == 0
    assert "Былтыркы план" in answer.content.decode()


def test_a_page_needs_the_same_few_queries_however_long_the_plan(
    as_user, aigul, approved, measure, django_assert_max_num_queries
):
    for position in range(2, 12):
        Measure.objects.create(
            objective=measure.objective,
            position=position,
            title_ky=f"{position}",
            responsible_ky="адис",
            starts_on=measure.starts_on,
            ends_on=measure.ends_on,
        )
    client = as_user(aigul)
    page(client, approved)

    with django_assert_max_num_queries(5):
        page(client, approved)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_page_opens_in_every_language(as_user, aigul, plan, line, language):
    client = as_user(aigul)
    names = [
        ("list", []),
        ("create", []),
        ("plan", [plan.pk]),
        ("objective_add", [plan.pk]),
        ("objective_edit", [line.measure.objective_id]),
        ("objective_delete", [line.measure.objective_id]),
        ("measure_add", [line.measure.objective_id]),
        ("measure_edit", [line.measure_id]),
        ("measure_delete", [line.measure_id]),
        ("line_add", [line.measure_id]),
        ("line_edit", [line.pk]),
        ("line_delete", [line.pk]),
        ("approve", [plan.pk]),
    ]
    for name, args in names:
        address = reverse(f"plans:{name}", args=args).replace("/ky/", f"/{language}/", 1)
        assert client.get(address).status_code == 200, name


def test_a_resolution_for_an_older_text_is_refused_with_what_changed(
    as_user, aigul, bakyt, submitted, content
):
    address = reverse("plans:approve", args=[submitted.pk])
    opened_on = as_user(bakyt).get(address).context["form"]["revision"].value()
    plan = actions.take_back_plan(actor=aigul, plan=submitted, revision=opened_on)
    actions.change_measure(
        actor=aigul, measure=Measure.objects.get(), revision=plan.revision, content=content
    )
    plan.refresh_from_db()
    actions.submit_plan(actor=aigul, plan=plan, revision=plan.revision)

    answer = as_user(bakyt).post(
        address,
        {
            "kenesh_session": "кезектеги V сессия",
            "resolution_number": "12",
            "resolution_date": timezone.localdate().strftime("%d.%m.%Y"),
            "revision": opened_on,
        },
    )

    text = answer.content.decode()
    assert "иш-чара өзгөртүлдү: Суу бөлүштүрүү графиги" in text
    assert 'value="12"' in text
    assert Plan.objects.get().state == "submitted"


def test_the_specialist_takes_a_submitted_plan_back(as_user, aigul, submitted):
    as_user(aigul).post(
        reverse("plans:take_back", args=[submitted.pk]), {"revision": submitted.revision}
    )

    assert Plan.objects.get().is_draft


def test_parts_of_a_draft_are_not_found_by_a_neighbour(as_user, chynara, line):
    client = as_user(chynara)

    for name, pk in (
        ("objective_edit", line.measure.objective_id),
        ("measure_edit", line.measure_id),
        ("line_delete", line.pk),
    ):
        assert client.get(reverse(f"plans:{name}", args=[pk])).status_code == 404


def test_a_visitor_is_asked_to_sign_in_before_writing(visitor, approved, line):
    for name, pk in (("submit", approved.pk), ("measure_edit", line.measure_id)):
        answer = visitor.post(reverse(f"plans:{name}", args=[pk]), {"revision": 1})
        assert answer.status_code == 302
        assert "/login/" in answer.url
