"""The drafter's pages: an article is written as it should read, looked at, saved, published."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from bill_texts import ART_2, ART_3, NEW_ARTICLE
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.laws import actions
from yntymak.apps.laws.models import Amendment, Bill, BillVersion
from yntymak.foundation.ledger.models import Event

TYPED = {
    "style": "words",
    "rationale_ky": "Таза суу керек.",
    "rationale_ru": "Нужна чистая вода.",
    "note_ky": "Суу таза болсун.",
    "note_ru": "Вода должна быть чистой.",
}


def url(name: str, *args: object) -> str:
    return reverse(f"bills:{name}", args=args)


def address(bill: Bill, unit: str, name: str = "edit") -> str:
    return url(name, bill.code, "ayyldyk-suu-jonundo", unit)


def typed(texts: dict[str, str], seen: int = 0, **said: str) -> dict[str, object]:
    return {**TYPED, "seen": seen, "text_ky": texts["ky"], "text_ru": texts["ru"], **said}


@pytest.fixture
def office(as_user, elmira):
    return as_user(elmira)


def test_a_bill_is_begun_written_and_published(office, water_law, agency):
    begun = office.post(
        url("create"),
        {
            "act": water_law.act.pk,
            "title_ky": "Суу жөнүндө долбоор",
            "summary_ky": "Таза суу үчүн",
            "organisation": agency.pk,
        },
    )
    bill = Bill.objects.get()
    assert begun.url == url("work", bill.code)
    assert "Долбоор азырынча эч нерсени өзгөртпөйт" in office.get(begun.url).content.decode()

    saved = office.post(address(bill, "art_2"), typed(ART_2))
    assert saved.url == url("work", bill.code)
    page = office.get(saved.url).content.decode()
    assert "Эч нерсе калган жок" in page

    office.post(url("publish", bill.code))
    assert BillVersion.objects.get().is_published
    assert office.get(address(bill, "art_2")).status_code == 404


def test_what_changes_is_shown_before_it_is_saved(office, bill):
    shown = office.post(address(bill, "art_2"), typed(ART_2, preview="yes"))
    page = shown.content.decode()
    assert "таза" in page.split("<ins>")[1]
    assert "деген сөздөр" in page or "деген сөздөн" in page
    assert not Amendment.objects.exists()
    part = office.post(address(bill, "art_2", "try"), typed(ART_2)).content.decode()
    assert "<ins>" in part
    assert "<html" not in part


def test_a_text_that_is_no_article_comes_back_with_what_to_do(office, bill):
    page = office.post(address(bill, "art_2"), typed({**ART_2, "ru": "Просто слова"}))
    text = page.content.decode()
    assert "Просто слова" in text
    assert "Биринчи сап мыйзамдагыдай номери менен башталсын" in text
    assert 'href="#id_text_ru"' in text
    assert not Amendment.objects.exists()


def test_an_empty_text_is_no_repeal_unless_it_is_said(office, bill):
    empty = {"ky": "", "ru": ""}
    page = office.post(address(bill, "art_2"), typed(empty))
    assert page.status_code == 200
    office.post(address(bill, "art_2"), typed(empty, is_repealed="on"))
    assert Amendment.objects.get().operations["ky"][0]["operation"] == "Repeal"
    form = office.get(address(bill, "art_2")).context["form"]
    assert form.initial["is_repealed"]


def test_a_new_article_begins_with_its_number(office, bill):
    go = office.post(url("add", bill.code, "ayyldyk-suu-jonundo"), {"number": "2¹"})
    assert go.url == address(bill, "art_2-1")
    assert "2¹-берене." in office.get(go.url).content.decode()
    office.post(go.url, typed(NEW_ARTICLE))
    assert Amendment.objects.get().unit == "art_2-1"
    wrong = office.post(
        url("add", bill.code, "ayyldyk-suu-jonundo"), {"number": "эки"}, follow=True
    )
    assert "12-1 же 12¹" in wrong.content.decode()


def test_a_colleague_came_between_and_nothing_is_lost(office, bill):
    office.post(address(bill, "art_3"), typed(ART_3))
    mine = {"ky": ART_3["ky"] + "\n4. Менин сөзүм.", "ru": ART_3["ru"] + "\n4. Моё слово."}
    page = office.post(address(bill, "art_3"), typed(mine, seen=0)).content.decode()
    assert "Менин сөзүм" in page
    assert "ай сайын" in page
    assert 'name="seen" value="1"' in page
    office.post(address(bill, "art_3"), typed(mine, seen=1))
    assert Amendment.objects.get().revision == 2


def test_outsiders_do_not_find_the_desk(as_user, visitor, bill, gulzat, aigul):
    for path in (url("work", bill.code), address(bill, "art_2"), url("change", bill.code)):
        assert visitor.get(path).status_code == 302
        assert as_user(gulzat).get(path).status_code == 404
        assert as_user(aigul).get(path).status_code == 404
    assert as_user(aigul).post(url("publish", bill.code)).status_code == 404
    assert bill.title not in visitor.get(url("list")).content.decode()


@pytest.mark.parametrize("unit", ["art_99999999", "chp_1", "no-such", "art_3__para_1"])
def test_an_address_that_is_no_article_is_not_found(office, bill, unit):
    assert office.get(address(bill, unit)).status_code == 404


def test_an_adopted_bill_shows_in_the_act(office, bill, visitor, water_law):
    office.post(address(bill, "art_3"), typed(ART_3))
    office.post(url("publish", bill.code))
    day = timezone.localdate() + dt.timedelta(days=30)
    office.post(url("enact", bill.code), {"in_force_from": f"{day:%d.%m.%Y}"})
    page = visitor.get(reverse("laws:article", args=[water_law.act.code, "art_3"])).content.decode()
    assert "Тариф жарыяланат" in page


def test_a_bill_overtaken_by_another_is_brought_up_to_date(
    office, elmira, bill, amended, water_law, describe
):
    office.post(address(bill, "art_2"), typed(ART_2))
    office.post(address(bill, "art_3"), typed(ART_3))
    other = actions.create_bill(
        actor=elmira,
        client_key=uuid.uuid4(),
        description=describe(title_ky="Озуп кеткен долбоор"),
        base=water_law,
    )
    gone = typed({"ky": "", "ru": ""}, is_repealed="on")
    office.post(address(other, "art_2"), gone)
    office.post(url("publish", other.code))
    office.post(url("enact", other.code), {"in_force_from": "01.01.2027"})

    desk = office.get(url("work", bill.code)).content.decode()
    assert "кийинкиси бар" in desk
    for _press in range(2):
        office.post(url("follow", bill.code, "ayyldyk-suu-jonundo"))
    amended.refresh_from_db()
    assert amended.base.number == 2
    assert Event.objects.filter(verb="bill_version:redaction_followed").count() == 1

    page = office.get(url("work", bill.code))
    assert page.status_code == 200
    blocking = [each for each, _title in page.context["desk"].to_do if each.is_blocking]
    assert {each.unit for each in blocking} == {"art_2"}
    assert "күчүндө болбой калган" in office.get(address(bill, "art_2")).content.decode()
    assert (
        office.get(url("read_article", bill.code, "ayyldyk-suu-jonundo", "art_2")).status_code
        == 200
    )
    for name, extension in (("law", "docx"), ("comparison", "docx"), ("consolidated", "txt")):
        answer = office.get(url("document", bill.code, name, extension))
        assert answer.status_code < 500, name

    office.post(url("drop", bill.code, "ayyldyk-suu-jonundo", "art_2"))
    office.post(url("publish", bill.code), {"has_seen": "yes"})
    assert bill.versions.get().is_published
