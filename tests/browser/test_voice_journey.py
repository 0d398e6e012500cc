"""A voice becomes a decision: as a visitor and as an officer, with and without JavaScript."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils import timezone
from steps import choose, day, press, receipt_on, see_no_sideways_scroll, send, sign_in

WORDS = {
    "ky": "Отчетту айылдын жыйынында окуп берүү милдет болсун.",
    "ru": "Пусть отчёт обязательно зачитывают на сходе села.",
}
REASON = "Жыйында окуу 12-беренеге кошулду."
ACT = Path(__file__).resolve().parent.parent.parent / "src/yntymak/portal/demo/data"


def comment_page(page, site, language):
    page.goto(site.url("", language))
    href = page.locator("main h2 a").first.get_attribute("href")
    return f"{site.address}{href}comment/art_12/"


def test_a_visitor_comments_and_follows_the_receipt_to_the_answer(
    site, browse, language, javascript
):
    page = browse(javascript=javascript)
    page.goto(comment_page(page, site, language))
    see_no_sideways_scroll(page)
    send(page, "text")  # empty: refused with a sentence
    assert page.locator("[role=alert]").is_visible()
    page.fill("[name=text]", WORDS[language])
    send(page, "text")
    number = receipt_on(page)

    officer = browse(javascript=javascript, width=1280)
    sign_in(officer, site, "elmira", language)
    officer.goto(site.url(f"consultations/answer/{number}/", language))
    assert WORDS[language] in officer.inner_text("main")
    choose(officer, "outcome", "accepted")
    send(officer, "outcome")  # without a reason: refused, and what was chosen stays
    assert officer.locator("input[name=outcome][value=accepted]").is_checked()
    officer.fill("form:has([name=outcome]) [name=reason]", REASON)
    send(officer, "outcome")

    page.goto(site.url("track/", language))
    page.fill("[name=receipt]", number.lower().replace("-", " "))
    send(page, "receipt")
    assert number in page.url
    assert WORDS[language] in page.inner_text("main")
    assert REASON in page.inner_text("main")


def test_a_receipt_that_nobody_has_is_answered_kindly(site, browse, language):
    page = browse(javascript=False)
    page.goto(site.url("track/?receipt=ZZZZ-ZZZZ-ZZ", language))
    assert page.locator("[role=alert]").is_visible()
    assert page.input_value("[name=receipt]") == "ZZZZ-ZZZZ-ZZ"


def test_a_visitor_votes_on_every_statement_and_sees_the_map(site, browse, language, javascript):
    page = browse(javascript=javascript)
    page.goto(site.url("opinions/yntymak-now/", language))
    see_no_sideways_scroll(page)
    for number in range(24):
        with page.expect_navigation():
            page.locator(f"main button[name=vote][value='{(1, -1, 0)[number % 3]}']").click()
    assert page.locator("main button[name=vote]").count() == 0
    page.goto(site.url("opinions/yntymak-now/report/", language))
    assert page.locator("main svg").count() >= 1
    assert page.locator("main table").count() >= 1
    see_no_sideways_scroll(page)


def test_an_officer_imports_an_act_publishes_it_and_people_find_it(
    site, browse, language, javascript
):
    page = browse(javascript=javascript, width=1280)
    title = f"Үлгү актысы {language} {'js' if javascript else 'plain'}"
    sign_in(page, site, "elmira", language)
    page.goto(site.url("laws/upload/", language))
    page.fill("[name=title_ky]", title)
    page.select_option("select[name=kind]", "law")
    page.set_input_files("[name=file_ky]", ACT / "act_ky.txt")
    page.set_input_files("[name=file_ru]", ACT / "act_ru.txt")
    send(page, "title_ky")
    assert "/laws/import/" in page.url
    assert page.locator("#art_12__para_2").count() == 1
    press(page, page.url.split("/laws/")[1].split("?")[0])
    assert page.locator("h1").inner_text() == title

    page.goto(site.url("consultations/new/", language))
    today = timezone.localdate()
    page.fill("[name=title_ky]", title)
    page.fill("[name=summary_ky]", "Эмне өзгөрөт жана эмне үчүн.")
    document = page.locator("select[name=document] option", has_text=title).first
    page.select_option("select[name=document]", document.get_attribute("value"))
    page.fill("[name=opens_on]", day(today + dt.timedelta(days=40)))
    page.fill("[name=closes_on]", day(today))
    if page.locator("select[name=organiser]").count():
        page.select_option("select[name=organiser]", index=1)
    send(page, "title_ky")  # the wrong way round: refused, nothing typed is lost
    assert page.input_value("[name=title_ky]") == title
    page.fill("[name=opens_on]", day(today))
    page.fill("[name=closes_on]", day(today + dt.timedelta(days=40)))
    send(page, "title_ky")
    press(page, "/publish/")

    visitor = browse(javascript=javascript)
    visitor.goto(site.url("consultations/", language))
    assert title in visitor.inner_text("main")
