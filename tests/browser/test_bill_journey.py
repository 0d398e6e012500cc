"""On a phone somebody reads what a bill would change in one article, and finds its words again."""

from __future__ import annotations

import pytest
from pages import ACT, BILL, BILL_ARTICLE
from steps import see_no_sideways_scroll

SAID = {
    "ky": {
        "why": "Эмне үчүн",
        "in_force": "Азыр күчүндө",
        "proposal": "Күчүндө эмес: сунуш",
        "note": "Гранттар да, мүлк да өнөктөштөрдүн салымы болуп эсептелет.",
        "taken_out": "мыйзам тыюу салбаган башка булактар.",
        "same": "республикалык бюджет;",
    },
    "ru": {
        "why": "Почему",
        "in_force": "Действует сейчас",
        "proposal": "Не действует: предложение",
        "note": "И гранты, и имущество будут считаться вкладом партнёров.",
        "taken_out": "иные источники, не запрещённые законом.",
        "same": "республиканский бюджет;",
    },
}


@pytest.fixture
def words(language):
    return SAID[language]


def test_an_article_of_a_bill_is_read_on_a_phone(site, browse, language, javascript, words):
    page = browse(javascript=javascript)
    page.goto(site.url(ACT, language))
    page.click("main .actions a[href$='/bills/']")
    page.click("main table a[href*='/bills/']")
    assert page.url == site.url(BILL, language)
    page.click("main .changes a[href$='/art_8/']")
    see_no_sideways_scroll(page)
    table = page.locator(".texts")
    assert words["note"] in page.inner_text("main .notice.info")
    assert words["why"] in page.inner_text("main")

    # What changes comes first: struck out and underlined, and said not to be in force.
    assert words["proposal"] in table.inner_text()
    assert words["in_force"] not in table.inner_text()
    assert words["taken_out"] in page.locator("del:visible").nth(-1).inner_text()

    page.click("label[for=v-inforce]")
    assert words["in_force"] in table.inner_text()
    assert words["proposal"] not in table.inner_text()
    assert not page.locator(".texts td del:visible").count()
    assert words["same"] in table.inner_text()

    page.click("label[for=only]")
    assert words["same"] not in table.inner_text()
    assert words["taken_out"] in table.inner_text()

    page.click("label[for=v-proposed]")
    assert words["taken_out"] not in table.inner_text()
    page.click("main a[rel=next]")
    assert page.url == site.url(f"{BILL_ARTICLE}art_11-1/", language)
    see_no_sideways_scroll(page)


def test_the_switch_works_by_keyboard(site, browse, words, language):
    page = browse(javascript=False)
    page.goto(site.url(f"{BILL_ARTICLE}art_8/", language))
    page.focus("#v-marked")
    page.keyboard.press("ArrowRight")
    assert words["in_force"] in page.locator(".texts").inner_text()


def test_on_a_wide_screen_all_three_stand_side_by_side(site, browse, words, language):
    page = browse(width=1280)
    page.goto(site.url(f"{BILL_ARTICLE}art_8/", language))
    shown = page.locator(".texts").inner_text()
    assert words["in_force"] in shown
    assert shown.count(words["proposal"]) == 2
    assert not page.locator("label[for=v-inforce]").is_visible()
