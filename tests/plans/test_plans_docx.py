import datetime as dt
import io
import itertools
import uuid

import pytest
from django.urls import reverse
from docx import Document
from docx.enum.section import WD_ORIENT

from yntymak.apps.plans import actions
from yntymak.apps.plans.content import LineContent
from yntymak.apps.plans.documents.bodies import kenesh_of
from yntymak.apps.plans.models import Plan
from yntymak.foundation.people.models import Organisation


def opened(client, plan, language="ky"):
    answer = client.get(f"{reverse('plans:resolution', args=[plan.pk])}?language={language}")
    assert answer.status_code == 200
    return Document(io.BytesIO(answer.content))


def text_of(document):
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join(itertools.chain((p.text for p in document.paragraphs), cells))


def headers(document):
    return [section.header.paragraphs[0].text for section in document.sections]


def test_the_draft_resolution_says_that_it_is_a_draft(as_user, aigul, plan, line):
    document = opened(as_user(aigul), plan)

    text = text_of(document)
    assert headers(document) == ["ДОЛБООР", "ДОЛБООР"]
    assert "ТОКТОМ КЫЛАТ:" in text
    assert "АК-СУУ АЙЫЛ АЙМАГЫНЫН АЙЫЛДЫК КЕҢЕШИ" in text
    assert "№ ____" in text
    assert "1\u00a0240,5 миң сом" in text


def test_the_annex_lies_across_and_holds_the_plan(as_user, aigul, plan, line, year):
    document = opened(as_user(aigul), plan)

    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    table = document.tables[-1]
    head, objective, measure, total = ([c.text for c in row.cells] for row in table.rows)
    assert head[:2] == ["№", "Иш-чара"]
    assert set(objective) == {"1. Суу талашын азайтуу"}
    assert measure == [
        "1.1",
        "Суу бөлүштүрүү графиги\nКүтүлгөн натыйжа: Даттануулар эки эсе азаят",
        "Башкы адис",
        f"01.03.{year} –\n30.09.{year}",
        "жергиликтүү бюджет",
        "1\u00a0240,5",
        "№ 1. Сугат суу талашы",
    ]
    assert total[5] == "1\u00a0240,5"
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_each_budget_line_has_its_row_and_the_totals_add_up(as_user, aigul, plan, line, year):
    for source, when, planned in (("donor", year, 50_000_001), ("local", year + 1, 20_000_000)):
        actions.add_line(
            actor=aigul,
            measure=line.measure,
            key=uuid.uuid4(),
            content=LineContent(source, when, planned),
        )

    rows = [[c.text for c in row.cells] for row in opened(as_user(aigul), plan).tables[-1].rows]

    sums = [row[5] for row in rows[2:]]
    assert sums == [
        "500,00001",
        "1\u00a0240,5",
        "200,0",
        "1\u00a0740,50001",
        "1\u00a0240,5",
        "500,00001",
        "200,0",
    ]
    assert len({row[0] for row in rows[2:5]}) == 1


def test_the_approved_one_carries_number_and_date_and_no_draft_mark(as_user, aigul, approved):
    document = opened(as_user(aigul), approved)

    text = text_of(document)
    assert headers(document) == ["", ""]
    assert "№ 12" in text
    assert "кезектеги V сессия" in text
    assert "____ сессия" not in text


def test_the_annex_names_its_resolution_with_the_day_in_its_case(as_user, aigul, approved):
    Plan.objects.update(resolution_date=dt.date(2026, 11, 28))

    reference = opened(as_user(aigul), approved).tables[-2].rows[0].cells[1].text
    assert reference.split("\n")[-1] == "2026-жылдын 28-ноябрындагы №\u00a012 токтомуна"


def test_the_sums_of_the_clause_are_one_sentence(as_user, aigul, plan, line, year):
    content = LineContent("donor", year, 50_000_000)
    actions.add_line(actor=aigul, measure=line.measure, key=uuid.uuid4(), content=content)

    document = opened(as_user(aigul), plan)
    listed = [p.text for p in document.paragraphs if p.text.startswith("– ")]
    assert [each[-1] for each in listed] == [";", "."]


def test_a_session_that_is_only_a_number_is_called_a_session(as_user, aigul, approved):
    Plan.objects.update(kenesh_session="XXIII")

    assert "XXIII сессия" in text_of(opened(as_user(aigul), approved))


def test_the_russian_one_is_russian(as_user, aigul, plan, line):
    document = opened(as_user(aigul), plan, "ru")

    text = text_of(document)
    assert headers(document)[0] == "ПРОЕКТ"
    assert "ПОСТАНОВЛЯЕТ:" in text
    assert "График распределения воды" in text
    assert "местный бюджет" in text
    assert "Ак-Суйского айылного кенеша" in text


def test_typed_text_is_text_and_nothing_else(as_user, aigul, plan, measure):
    actions.add_objective(
        actor=aigul, plan=plan, key=uuid.uuid4(), title_ky="{% x %} <w:p/> & %(year)s =1+1"
    )

    assert "{% x %} <w:p/> & %(year)s =1+1" in text_of(opened(as_user(aigul), plan))


def test_the_paper_is_for_those_who_work_on_it(as_user, chynara, gulzat, visitor, saikal, approved):
    address = reverse("plans:resolution", args=[approved.pk])

    assert as_user(gulzat).get(address).status_code == 200
    assert as_user(chynara).get(address).status_code == 404
    assert as_user(saikal).get(address).status_code == 404
    assert visitor.get(address).status_code == 302


@pytest.mark.parametrize(
    ("kind", "name_ky", "name_ru", "ky", "ru_genitive"),
    [
        (
            "aiyl_aimak",
            "Барскоон айыл аймагы",
            "Барскоонский айылный аймак",
            "Барскоон айыл аймагынын айылдык кеңеши",
            "Барскоонского айылного кенеша",
        ),
        (
            "city",
            "Каракол шаары",
            "Каракол",
            "Каракол шаарынын шаардык кеңеши",
            "Городского кенеша города Каракол",
        ),
    ],
)
def test_the_kenesh_is_named_after_its_place(aimak, kind, name_ky, name_ru, ky, ru_genitive):
    aimak.kind, aimak.name_ky, aimak.name_ru = kind, name_ky, name_ru

    kenesh = kenesh_of(aimak)

    assert (kenesh.ky, kenesh.of("ky"), kenesh.of("ru")) == (ky, f"{ky}нин", ru_genitive)


def test_an_entered_kenesh_has_its_own_name(aimak):
    Organisation.objects.create(
        kind="kenesh", place=aimak, name_ky="Ак-Суу айылдык кеңеши", name_ru="Кенеш Ак-Суу"
    )

    assert kenesh_of(aimak).name("ky") == "Ак-Суу айылдык кеңеши"
    assert kenesh_of(aimak).name("ru") == "Кенеш Ак-Суу"
