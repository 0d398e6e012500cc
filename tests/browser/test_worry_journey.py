"""A worry written where there is no line: kept on the phone, sent once, its number shown."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from steps import see_no_sideways_scroll, sign_in

HOME = "41702205805000"


def fill(page, lane: str, text: str) -> None:
    page.fill("[name=text]", text)
    page.check("[name=category][value=environmental]")
    page.fill("[name=place]", HOME)
    page.check(f"[name=lane][value={lane}]")
    page.locator("form[data-worry] button[type=submit]").click()


def test_a_worry_written_without_a_line_arrives_once_and_a_protected_one_is_not_kept(site, browse):
    page = browse(javascript=True)
    form = site.url("risks/report/", "ky")
    page.goto(form)
    page.wait_for_selector("html[data-offline=kept]")
    see_no_sideways_scroll(page)

    page.context.set_offline(True)
    page.goto(form)  # the page stands though there is no line
    fill(page, "protected", "Атымды айтпагыла")
    expect(page.locator("#line")).not_to_be_empty()
    assert page.input_value("[name=text]") == "Атымды айтпагыла"
    assert page.evaluate("Outbox.all()") == []
    fill(page, "officials", "Өтмөк жабылды, мал айдалбай калды")
    expect(page.locator("#waiting li")).to_have_count(1)

    page.context.set_offline(False)
    page.goto(form)
    number = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}")
    expect(page.locator("#waiting li")).to_contain_text(number)
    page.reload()
    expect(page.locator("#waiting li")).to_have_count(1)  # until it was written down
    page.locator("#waiting button").click()
    expect(page.locator("#waiting li")).to_have_count(0)

    office = browse(javascript=False, width=1280)
    sign_in(office, site, "aigul")
    office.goto(site.url("risks/worries/", "ky"))
    assert office.inner_text("main").count("Өтмөк жабылды, мал айдалбай калды") == 1


def test_in_uzbek_without_javascript(site, browse):
    page = browse(javascript=False)
    page.goto(site.url("risks/report/", "ru"))
    with page.expect_navigation():
        page.click("a[hreflang=uz-Cyrl]")
    see_no_sideways_scroll(page)
    fill(page, "officials", "Сув навбати бузилди")
    page.wait_for_url(re.compile("/sent/"))
    assert "Хабарингиз етиб келди" in page.inner_text("main")
