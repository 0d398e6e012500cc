"""A meeting in a village without a line: written there, delivered once when the line is back."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from steps import day, follow, see_no_sideways_scroll, send, sign_in

CONSULTATION = "consultations/yntymak-myyzamyn-ayylda-kantip-koldonobuz/"
FIELD = re.compile(r"/consultations/field/[-\w]+/\d+/")


def plan_a_meeting(page, site, language):
    """For today; the page of the meeting is left open."""
    page.goto(site.url(f"{CONSULTATION}meetings/new/", language))
    page.fill("[name=place]", "Чоң-Алай району")
    page.fill("[name=held_on]", day(timezone.localdate()))
    page.fill("[name=starts_at]", "14:30")
    page.fill("[name=venue]", "Клуб")
    send(page, "held_on")
    assert re.search(r"/meetings/\d+/$", page.url), page.inner_text("main")


def waits(page, entries: int) -> None:
    expect(page.locator("#waiting li")).to_have_count(entries)


def write(page, what, **fields):
    form = page.locator(f"form[data-what={what}]")
    for name, value in fields.items():
        form.locator(f"[name='{name}']").fill(value)
    form.locator("button[type=submit]").click()


def see_both_texts(page, colleague, site, meeting) -> None:
    """A colleague has changed the minutes meanwhile: neither text is lost unseen."""
    sign_in(colleague, site, "azat")
    colleague.goto(f"{meeting}minutes/")
    colleague.fill("[name=text] >> nth=0", "Жыйынга отуз бир киши келди.")
    send(colleague, "text")
    write(page, "minutes", text="Жыйынга отуз киши келди. Суу жөнүндө сүйлөштүк!")
    page.wait_for_selector("#waiting li[data-state=refused]")
    page.locator("#waiting button").first.click()
    assert "отуз бир киши" in page.inner_text("#theirs")
    write(page, "minutes", text="Жыйынга отуз киши келди. Суу жөнүндө сүйлөштүк.")
    waits(page, 0)
    assert not page.locator("#theirs").is_visible()


def see_once(page, site, words, language="ky"):
    """Among all proposals of the consultation these words stand once."""
    page.goto(site.url(f"{CONSULTATION}queue/?show=all", language))
    assert page.inner_text("main").count(words) == 1


def test_what_is_written_without_a_line_arrives_once(site, browse):
    page = browse(javascript=True)
    sign_in(page, site, "elmira")
    plan_a_meeting(page, site, "ky")
    meeting = page.url
    follow(page, FIELD.search(page.content()).group())
    page.wait_for_selector("html[data-field=kept]")
    see_no_sideways_scroll(page)
    field = page.url

    page.context.set_offline(True)
    page.goto(field)  # the page stands though there is no line
    write(page, "voice", text="Жайыттын чеги так болсун.")
    waits(page, 1)
    write(page, "voice", text="Жолду оңдоп бергиле.")
    write(page, "minutes", text="Жыйынга отуз киши келди.")
    waits(page, 3)
    page.goto(field)  # a phone that was switched off and on
    waits(page, 3)

    # The answers are lost on their way: the server has them, the phone does not know.
    def lose(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(FIELD, lose)
    page.context.set_offline(False)
    office = browse(javascript=True, width=1280)
    sign_in(office, site, "elmira")
    for _look in range(20):
        office.goto(site.url(f"{CONSULTATION}queue/?show=all"))
        if "Жайыттын чеги так болсун." in office.inner_text("main"):
            break
        office.wait_for_timeout(500)
    else:
        pytest.fail("nothing arrived")
    waits(page, 3)
    page.unroute(FIELD, lose)
    page.click("#send-now")
    waits(page, 0)

    # More words on the same minutes, then counts that cannot be: they come back to be corrected.
    write(page, "minutes", text="Жыйынга отуз киши келди. Суу жөнүндө сүйлөштүк.")
    waits(page, 0)
    write(page, "counts", total="30", **{"sex-female": "20", "sex-male": "16"})
    page.wait_for_selector("#waiting li[data-state=refused]")
    page.locator("#waiting button").first.click()
    write(page, "counts", **{"sex-male": "10"})
    waits(page, 0)

    see_both_texts(page, browse(javascript=False, width=1280), site, meeting)
    for words in ("Жайыттын чеги так болсун.", "Жолду оңдоп бергиле."):
        see_once(page, site, words)
    page.goto(f"{meeting}minutes/")
    assert page.input_value("[name=text]") == "Жыйынга отуз киши келди. Суу жөнүндө сүйлөштүк."
    page.goto(f"{meeting}counts/")
    assert page.input_value("[name=total]") == "30"


@pytest.mark.parametrize("language", ["ru"])
def test_without_javascript_the_same_forms_are_sent_as_any_other(site, browse, language):
    page = browse(javascript=False)
    sign_in(page, site, "elmira", language)
    plan_a_meeting(page, site, language)
    follow(page, FIELD.search(page.content()).group())
    words = "Пусть канал чистят до марта."
    form = page.locator("form[data-what=voice]")
    form.locator("[name=text]").fill(words)
    with page.expect_navigation():
        form.locator("button").click()
    see_once(page, site, words, language)
