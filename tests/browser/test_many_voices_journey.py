"""One proposal from its words to the changed words, and a bundle that anybody can check."""

from __future__ import annotations

import io
import re

from browser.pages import CONSULTATION
from steps import choose, receipt_on, see_no_sideways_scroll, send, sign_in

from yntymak.methods.evidence import verify

CHANGED = "Отчет айылдын жыйынында окулат."


def test_a_wording_is_proposed_accepted_and_found_again_in_the_changed_words(
    site, browse, language
):
    page = browse(javascript=False)
    page.goto(site.url(f"{CONSULTATION}wording/art_11/", language))
    see_no_sideways_scroll(page)
    typed = page.input_value("[name=typed]")
    page.fill("[name=text]", "Мына ушундай түшүнүктүү.")
    send(page, "typed")  # nothing changed yet: refused, and the reason stays
    assert page.input_value("[name=text]") == "Мына ушундай түшүнүктүү."
    page.fill("[name=typed]", f"{typed.rstrip()} {CHANGED}")
    send(page, "typed")
    number = receipt_on(page)
    assert page.locator("ins").count() == 1

    officer = browse(javascript=False, width=1280)
    sign_in(officer, site, "elmira", language)
    officer.goto(site.url(f"consultations/answer/{number}/", language))
    choose(officer, "outcome", "accepted")
    officer.fill("form:has([name=outcome]) [name=reason]", "Кошулду.")
    send(officer, "outcome")
    officer.goto(site.url(f"{CONSULTATION}open-items/", language))
    shown = officer.locator("main li", has_text="түшүнүктүү").locator("a[href*='decision=']")
    officer.goto(f"{site.address}{shown.get_attribute('href')}")
    officer.fill("[name=words]", CHANGED)
    send(officer, "words")

    page.goto(site.url(f"consultations/receipt/{number}/", language))
    told = page.inner_text("main")
    assert told.index("Кошулду.") < told.index(CHANGED)


def test_an_officer_has_the_bundle_made_and_a_visitor_checks_it(site, browse, language):
    officer = browse(javascript=False, width=1280)
    sign_in(officer, site, "elmira", language)
    officer.goto(site.url(f"{CONSULTATION}papers/", language))
    with officer.expect_navigation():
        officer.locator("form:has([value=bundle_zip]) button").first.click()
    page = browse(javascript=False)
    link = page.locator("main th a[href*='/papers/']")
    for _look in range(60):
        page.goto(site.url(f"{CONSULTATION}papers/", language))
        if link.count():
            break
        page.wait_for_timeout(500)
    with page.expect_download() as loading:
        link.first.click()
    content = loading.value.path().read_bytes()
    assert verify(io.BytesIO(content)).faults == ()
    assert re.fullmatch(r".*-bundle-ky\.zip", loading.value.suggested_filename)
