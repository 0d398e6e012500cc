"""From a worry to an approved plan, its resolution and a line in the national table."""

from __future__ import annotations

import datetime as dt

import docx
import pytest
from django.utils import timezone
from steps import choose, day, follow, press, receipt_on, see_no_sideways_scroll, send, sign_in

HOMES = {"aigul": "Ак-Булуң Ак-Суу", "chynara": "Теплоключенка"}
CODES = {"aigul": "41702205805000", "chynara": "41702205848000"}
THIS_YEAR = timezone.localdate().year


@pytest.fixture
def scene(language, javascript):
    """Each way of going through it has a plan of its own: who, and for which year."""
    who = "aigul" if language == "ky" else "chynara"
    return who, THIS_YEAR + (1 if javascript else 2)


def test_a_worry_becomes_a_measure_in_an_approved_plan(
    site, browse, language, javascript, scene, tmp_path
):
    who, year = scene
    receipt = report_a_worry(browse(javascript=javascript), site, language, HOMES[who])
    page = browse(javascript=javascript, width=1280)
    sign_in(page, site, who, language)
    register_a_risk(page, site, language, receipt)
    write_a_plan(page, year, site, language)
    hold_a_hearing(page)
    approve_the_plan(page, year)
    check_the_resolution(page, tmp_path, year)
    find_it_in_the_national_table(browse(javascript=javascript, width=1280), site, language, scene)
    see_what_became_of_the_worry(browse(javascript=javascript), site, language, receipt)


def report_a_worry(page, site, language, home) -> str:
    page.goto(site.url("risks/report/", language))
    see_no_sideways_scroll(page)
    page.fill("[name=text]", "Суунун кезеги бузулду, көчөлөр урушуп жатат.")
    send(page, "text")  # the rest is missing: refused, and the words stay
    assert "урушуп" in page.input_value("[name=text]")
    choose(page, "category", "infrastructural")
    choose(page, "lane", "officials")
    page.fill("[name=place]", home)
    send(page, "text")
    return receipt_on(page)


def register_a_risk(page, site, language, receipt) -> None:
    page.goto(site.url(f"risks/worries/{receipt}/", language))
    follow(page, f"/risks/new/?signal={receipt}")
    page.fill("[name=title]", f"Суу талашы {receipt}")
    page.fill("[name=cause]", "Кезек жазылбайт")
    page.fill("[name=event]", "Жайында жаңжал чыгышы мүмкүн")
    page.fill("[name=consequence]", "Түшүм күйөт")
    if page.locator("select[name=category]").count():
        page.select_option("select[name=category]", "infrastructural")
    else:
        choose(page, "category", "infrastructural")
    send(page, "title")
    if not page.url.endswith("/assess/"):
        follow(page, "/assess/")
    choose(page, "likelihood", "5")
    choose(page, "impact", "4")
    choose(page, "confidence", "high")
    page.fill("[name=reason]", "Былтыр да ушундай болгон.")
    send(page, "likelihood")


def write_a_plan(page, year, site, language) -> None:
    page.goto(site.url("plans/new/", language))
    page.select_option("select[name=year]", str(year))
    send(page, "year")
    follow(page, "/objectives/new/")
    page.fill("[name=title_ky]", "Сууну адилет бөлүштүрүү")
    send(page, "title_ky")
    follow(page, "/measures/new/")
    page.fill("[name=title_ky]", "Каналды оңдоо")
    page.fill("[name=responsible_ky]", "Айыл өкмөтү")
    page.fill("[name=starts_on]", f"01.03.{year}")
    page.fill("[name=ends_on]", f"31.05.{year}")
    page.locator("input[name=risks]").last.check()
    page.locator("input[name=goals]").first.check()
    send(page, "title_ky")
    if not page.url.endswith("/lines/new/"):
        follow(page, "/lines/new/")
    if page.locator("select[name=source]").count():
        page.select_option("select[name=source]", "local")
    else:
        choose(page, "source", "local")
    page.fill("[name=planned]", "-5")
    send(page, "planned")  # refused: a sum is not negative
    page.fill("[name=planned]", "1 240,5")
    send(page, "planned")


def hold_a_hearing(page) -> None:
    plan = page.url.split("#")[0]
    follow(page, "/hearings/new/")
    page.fill("[name=held_on]", day(timezone.localdate() - dt.timedelta(days=3650)))
    page.fill("[name=venue]", "Айылдык клуб, 14:00")
    send(page, "venue")  # refused: ten years ago is near no plan
    assert page.input_value("[name=venue]") == "Айылдык клуб, 14:00"
    page.fill("[name=held_on]", day(timezone.localdate()))
    send(page, "venue")
    page.locator("main a[href*='/plans/hearings/']").first.click()
    page.fill("[name=text]", "Каналдын башын да оңдогула.")
    send(page, "text")
    follow(page, "/answer/")
    choose(page, "outcome", "accepted")
    page.fill("[name=reason]", "Иш-чарага кошулду.")
    send(page, "reason")
    page.goto(plan)


def approve_the_plan(page, year) -> None:
    assert "1 240,5" in page.inner_text("main").replace("\xa0", " ")
    if page.locator("main form[action$='/submit/']").count():
        press(page, "/submit/")
    else:
        follow(page, "/submit/")
        page.locator("main form button:not([type=button])").first.click()
    if not page.url.endswith("/approve/"):
        follow(page, "/approve/")
    page.fill("[name=kenesh_session]", "XXIV")
    page.fill("[name=resolution_number]", "7")
    page.fill("[name=resolution_date]", day(timezone.localdate()))
    page.fill("[name=votes_for]", "17")
    page.fill("[name=total]", "1 240,6")
    send(page, "resolution_number")  # refused: the lines add up to something else
    assert "1 240,5" in page.inner_text("main").replace("\xa0", " ")
    page.fill("[name=total]", "1 240,5")
    send(page, "resolution_number")


def check_the_resolution(page, folder, year) -> None:
    with page.expect_download() as download:
        page.locator("main a[href*='resolution.docx']").first.click()
    file = folder / "resolution.docx"
    download.value.save_as(file)
    document = docx.Document(str(file))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "ТОКТОМ" in text.upper()
    assert any("Каналды оңдоо" in cell for cell in cells)
    assert any("1 240,5" in cell.replace("\xa0", " ") for cell in cells)


def find_it_in_the_national_table(page, site, language, scene) -> None:
    who, year = scene
    sign_in(page, site, "elmira", language)
    page.goto(site.url(f"oversight/?year={year}&oblast=41702000000000", language))
    row = page.locator("tr", has=page.locator(f"a[href$='/places/{CODES[who]}/']"))
    assert row.locator(".tag.ok").count() == 1
    assert "1 240,5" in row.first.inner_text().replace("\xa0", " ")


def see_what_became_of_the_worry(page, site, language, receipt) -> None:
    page.goto(site.url(f"track/?receipt={receipt}", language))
    assert receipt in page.url
    assert receipt in page.inner_text("main")


def test_a_plan_is_reported_on_and_the_oblast_takes_the_report(
    site, browse, language, javascript, tmp_path
):
    """The demonstration's own plan of this year, whose report the oblast sends back first."""
    words = f"Канал тазаланды ({language}, {javascript})"
    officer = browse(javascript=javascript, width=1280)
    sign_in(officer, site, "daniyar", language)
    send_back(officer, site, language)
    page = browse(javascript=javascript, width=360)
    sign_in(page, site, "aigul", language)
    enter_progress(page, site, language, words)
    send_the_report(page, site, language, words)
    check_the_report(page, tmp_path, words)
    officer.reload()
    assert words in officer.inner_text("main")
    see_it_added_up(browse(javascript=javascript), site, language)


def send_back(page, site, language) -> None:
    page.goto(site.url("plans/owing/", language))
    see_no_sideways_scroll(page)
    page.goto(site.url("plans/1/reports/1/", language))
    page.fill("[name=remark]", "Актыны кошуңуз")
    send(page, "remark")
    assert "Актыны кошуңуз" in page.inner_text("main")


def enter_progress(page, site, language, words) -> None:
    page.goto(site.url("plans/measures/1/progress/", language))
    see_no_sideways_scroll(page)
    page.select_option("select[name=quarter]", "2")
    choose(page, "state", "done")
    spent = page.locator("input[name^=spent_]").first
    spent.fill("-7")
    page.fill("[name=text]", words)
    send(page, "text")  # refused: less than nothing was spent
    assert page.input_value("[name=text]") == words
    spent.fill("152,5")
    send(page, "text")
    assert page.url.endswith("#measure-1")


def send_the_report(page, site, language, words) -> None:
    page.goto(site.url("plans/1/reports/1/", language))
    see_no_sideways_scroll(page)
    page.fill("[name=done]", words)
    send(page, "done")
    press(page, "/send/")


def check_the_report(page, folder, words) -> None:
    with page.expect_download() as download:
        page.locator("main a[href*='report.docx']").first.click()
    file = folder / "report.docx"
    download.value.save_as(file)
    document = docx.Document(str(file))
    assert words in [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert words in cells


def see_it_added_up(page, site, language) -> None:
    page.goto(site.url("oversight/?oblast=41702000000000", language))
    row = page.locator("tr", has=page.locator("a[href$='/places/41702205805000/']"))
    assert "✓" in row.first.inner_text()
    page.goto(site.url(f"oversight/41702205000000/?year={THIS_YEAR}", language))
    see_no_sideways_scroll(page)
    assert "1 / 14" in page.inner_text("main").replace("\xa0", " ")
