import datetime as dt
import io
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from openpyxl import Workbook

from yntymak.apps.plans.models import Measure, Plan
from yntymak.apps.programmes import actions
from yntymak.apps.programmes.content import IndicatorContent, Responsible
from yntymak.apps.programmes.models import Goal, Indicator, Programme
from yntymak.apps.programmes.outline import read_goals
from yntymak.apps.programmes.spreadsheet import read_spreadsheet
from yntymak.foundation.ledger.models import Event

HEAD = ["№", "title_ky", "title_ru", "responsible_ky", "indicator_ky", "unit_ky", "target"]
ROWS = [
    ["1", "Суу", "Вода", "Агенттик", "", "", None],
    ["1.1", "Канал", "Канал", "", "Оңдолгон канал", "км", "12,5"],
    ["1.1", "", "", "", "Даттануулар", "саны", 40],
    ["2.", "=Жаштар", "", "", "", "", None],
]


def book(rows, head=HEAD, merged=""):
    workbook = Workbook()
    sheet = workbook.active
    for row in (head, *rows):
        sheet.append(row)
    sheet["B5"].data_type = "s"
    if merged:
        sheet.merge_cells(merged)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.fixture
def programme(elmira, agency) -> Programme:
    made = actions.create_programme(
        actor=elmira,
        key=uuid.uuid4(),
        place=None,
        heading=actions.Heading("Биримдик", "Единство", agency, 2026, 2030),
        goals_ky=read_goals("1. Суу\n1.1 Канал\n2. Жаштар"),
    )
    return actions.publish_programme(actor=elmira, programme=made)


@pytest.fixture
def used(programme, aimak) -> Goal:
    goal = programme.goals.get(number="1.1")
    plan = Plan.objects.create(place=aimak, year=2026)
    measure = plan.objectives.create(title_ky="Суу", position=1).measures.create(
        title_ky="Каналды оңдоо",
        position=1,
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 2, 1),
    )
    measure.alignments.create(goal=goal)
    return goal


def test_a_goal_that_plans_point_to_stays_and_says_where(as_user, elmira, used):
    with pytest.raises(ValidationError) as refusal:
        actions.delete_goal(actor=elmira, goal=used)
    assert "Ак-Суу айыл аймагы, 2026: Каналды оңдоо" in refusal.value.messages[0]

    address = reverse("programmes:goal_delete", args=[used.programme.code, used.number])
    answer = as_user(elmira).post(address, follow=True)
    assert "Каналды оңдоо" in answer.content.decode()
    assert Goal.objects.filter(pk=used.pk).exists()
    assert not Event.objects.filter(verb="programme:goal_deleted").exists()


def test_a_goal_with_others_below_it_stays(elmira, programme):
    with pytest.raises(ValidationError):
        actions.delete_goal(actor=elmira, goal=programme.goals.get(number="1"))


def test_an_unused_goal_goes_with_its_indicators(elmira, daniyar, programme):
    goal = programme.goals.get(number="2")
    content = IndicatorContent("Жыйындар", "саны")
    actions.add_indicator(actor=elmira, goal=goal, key=uuid.uuid4(), content=content)
    with pytest.raises(PermissionDenied):
        actions.delete_goal(actor=daniyar, goal=goal)

    actions.delete_goal(actor=elmira, goal=goal)

    assert not Goal.objects.filter(number="2").exists()
    assert not Indicator.objects.exists()
    assert Measure.objects.count() == 0


def test_a_draft_whose_goal_is_used_is_not_written_over(elmira, used, agency):
    Programme.objects.update(is_published=False)

    with pytest.raises(ValidationError, match="Каналды оңдоо"):
        actions.change_programme(
            actor=elmira,
            programme=used.programme,
            heading=actions.Heading("Биримдик", "", agency, 2026, 2030),
            goals_ky=read_goals("1. Суу"),
        )


def test_the_same_indicator_is_added_once(as_user, elmira, programme):
    address = reverse("programmes:indicator_add", args=[programme.code, "1.1"])
    typed = {
        "key": uuid.uuid4(),
        "name_ky": "Оңдолгон канал",
        "unit_ky": "км",
        "direction": "up",
        "over_time": "sum",
        "over_places": "sum",
        "missing": "unknown",
        "target": "12,5",
    }
    for _twice in range(2):
        as_user(elmira).post(address, typed)

    indicator = Indicator.objects.get()
    assert indicator.target == Decimal("12.5")
    assert indicator.target_text == "12,5"


def test_who_answers_may_change_also_when_it_is_published(as_user, elmira, visitor, programme):
    for _twice in range(2):
        actions.assign_goal(
            actor=elmira, goal=programme.goals.get(number="1"), responsible=Responsible("Агенттик")
        )

    page = reverse("programmes:goal", args=[programme.code, "1"])
    assert "Агенттик" in visitor.get(page).content.decode()
    assert Event.objects.filter(verb="programme:goal_assigned").count() == 1
    for language in ("ru", "en"):
        assert as_user(elmira).get(page.replace("/ky/", f"/{language}/")).status_code == 200


def test_a_spreadsheet_is_read_with_goals_and_indicators():
    reading = read_spreadsheet(book(ROWS))

    assert reading.faults == []
    assert [(g.number, g.title) for g in reading.goals_ky] == [
        ("1", "Суу"),
        ("1.1", "Канал"),
        ("2", "=Жаштар"),
    ]
    assert reading.responsible["1"].ky == "Агенттик"
    assert [(i.name_ky, i.target) for i in reading.indicators["1.1"]] == [
        ("Оңдолгон канал", Decimal("12.500")),
        ("Даттануулар", Decimal(40)),
    ]


@pytest.mark.parametrize(
    ("rows", "other", "said"),
    [
        (ROWS, {"merged": "B2:B3"}, "B2:B3"),
        (ROWS, {"head": ["№", "title_ky", "бюджет", *HEAD[3:]]}, "бюджет"),
        (ROWS, {"head": ["№", "title_ru", *HEAD[3:], "name"]}, "name"),
        ([["1.1", "Канал"]], {}, "2"),
        ([["1", "Суу"], ["1", "Жаштар"]], {}, "3"),
        ([["1", "Суу", "", "", "Канал", "", ""]], {}, "2"),
        ([["1", "Суу", "", "", "Канал", "км", "көп"]], {}, "көп"),
        ([["7", "", "", "", "Канал", "км", "1"]], {}, "7"),
        ([], {}, ""),
    ],
)
def test_what_is_wrong_in_a_spreadsheet_is_named(rows, other, said):
    reading = read_spreadsheet(book(rows, **other))

    assert reading.faults
    assert any(said in fault for fault in reading.faults)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"a;b\n1;2", b"\x00" * 100])
def test_a_file_that_is_no_spreadsheet_is_refused_kindly(data):
    assert len(read_spreadsheet(data).faults) == 1


def test_a_programme_is_imported_in_two_steps(as_user, elmira, agency):
    client = as_user(elmira)
    address = reverse("programmes:import")
    typed = {
        "key": uuid.uuid4(),
        "area": "nation",
        "title_ky": "Биримдик",
        "issuer": agency.pk,
        "first_year": "2026",
        "last_year": "2030",
    }
    file = io.BytesIO(book(ROWS))
    file.name = "goals.xlsx"

    shown = client.post(address, {**typed, "file": file})
    assert "Оңдолгон канал" in shown.content.decode()
    assert not Programme.objects.exists()
    for _twice in range(2):
        client.post(address, {**typed, "reading": shown.context["carried"]})

    programme = Programme.objects.get()
    assert not programme.is_published
    assert Indicator.objects.filter(goal__programme=programme).count() == 2
    assert programme.goals.get(number="1").responsible == "Агенттик"


def test_what_the_page_carries_cannot_be_forged(as_user, elmira, agency, aigul):
    typed = {
        "area": "nation",
        "title_ky": "Биримдик",
        "issuer": agency.pk,
        "first_year": "2026",
        "last_year": "2030",
        "reading": "YQ:1abc:zzz",
    }
    answer = as_user(elmira).post(reverse("programmes:import"), typed)

    assert answer.context["form"].errors["file"]
    assert not Programme.objects.exists()


def test_a_programme_names_the_one_it_continues(as_user, visitor, elmira, programme, agency):
    following = actions.create_programme(
        actor=elmira,
        key=uuid.uuid4(),
        place=None,
        heading=actions.Heading("Кийинки", "", agency, 2031, 2035, programme),
        goals_ky=read_goals("1. Суу"),
    )
    page = reverse("programmes:detail", args=[programme.code])
    assert "Кийинки" not in visitor.get(page).content.decode()

    actions.publish_programme(actor=elmira, programme=following)

    assert "Кийинки" in visitor.get(page).content.decode()
