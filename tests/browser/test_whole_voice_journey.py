"""From five meetings to the words of a law: one proposal, spoken where there is no line, is typed
in, answered, taken up in the next version, put to the next round, and proved by a bundle.
"""

from __future__ import annotations

import datetime as dt
import io
import re

from django.utils import timezone
from pages import HOME
from playwright.sync_api import expect
from steps import RECEIPT, choose, day, press, receipt_on, see_no_sideways_scroll, send, sign_in
from test_drafting_journey import CHANGES, begin, bring_in, change

from yntymak.methods.evidence import verify

TITLE = "Беш облус: отчет кимге берилет?"
OBLASTS = ("Баткен", "Жалал-Абад", "Ысык-Көл", "Нарын", "Талас")
SPOKEN = "Отчет беш эмес, үч күндүн ичинде илинсин."
WRITTEN = "Отчет мектепте да илинсин."
CHANGED = CHANGES["art_12"]["ky"][1]
TODAY, DAY = timezone.localdate(), dt.timedelta(days=1)


def draft(page, site) -> tuple[str, str]:
    """A bill on an act of its own, published as version 1. Its work page, and its act."""
    bring_in(page, site, "ky", TITLE)
    act = page.url.rstrip("/").rpartition("/")[2]
    begin(page, site, "ky", TITLE)
    work = page.url
    change(page, work, act, "art_4")
    press(page, "/work/publish/")
    return work, act


def pick(page, name, words) -> None:
    option = page.locator(f"select[name={name}] option", has_text=words).first
    page.select_option(f"select[name={name}]", option.get_attribute("value"))


def ask_people(page, site) -> str:
    """The consultation on version 1, open today; its address."""
    page.goto(site.url("consultations/new/"))
    page.fill("[name=title_ky]", TITLE)
    page.fill("[name=summary_ky]", "Отчет кантип берилсин?")
    pick(page, "document", TITLE)
    pick(page, "bill_version", TITLE)
    page.select_option("select[name=organiser]", index=1)
    page.fill("[name=opens_on]", day(TODAY - 9 * DAY))
    page.fill("[name=closes_on]", day(TODAY))
    send(page, "title_ky")
    press(page, "/publish/")
    address = page.url
    page.goto(f"{address}rounds/1/places/")
    page.select_option("select[name=kind]", "local")
    page.fill("[name=areas]", "\n".join(f"{name} облусу" for name in OBLASTS))
    send(page, "areas")
    for name in OBLASTS:
        page.goto(f"{address}meetings/new/")
        page.fill("[name=place]", f"{name} облусу")
        page.fill("[name=held_on]", day(TODAY))
        send(page, "held_on")
    return address


def write_without_a_line(page, site, address) -> str:
    """At the first meeting, on a phone: a proposal and the minutes. The receipt of the proposal."""
    sign_in(page, site, "azat")
    code = address.rstrip("/").rpartition("/")[2]
    page.goto(site.url(f"consultations/field/{code}/1/"))
    page.wait_for_selector("html[data-field=kept]")
    page.context.set_offline(True)
    voice = page.locator("form[data-what=voice]")
    voice.locator("[name=text]").fill(SPOKEN)
    voice.locator("[name=about]").select_option("art_12")
    voice.locator("button[type=submit]").click()
    minutes = page.locator("form[data-what=minutes]")
    minutes.locator("[name=text]").fill("Отуз киши келди. Отчеттун мөөнөтү жөнүндө сүйлөштүк.")
    minutes.locator("button[type=submit]").click()
    expect(page.locator("#waiting li")).to_have_count(2)
    see_no_sideways_scroll(page)
    page.context.set_offline(False)
    page.click("#send-now")
    expect(page.locator("#waiting li")).to_have_count(0)
    found = RECEIPT.search(page.inner_text("#arrived"))
    assert found
    return found.group()


def speak_in_confidence(page) -> None:
    """The same phone, the same meeting; not a word of it stays there."""
    page.context.set_offline(True)
    voice = page.locator("form[data-what=voice]")
    voice.locator("[name=lane]").select_option("protected")
    voice.locator("[name=text]").fill("Отчетту жашырган ким экенин айтам.")
    voice.locator("[name=place]").fill("Жок айыл")
    voice.locator("button[type=submit]").click()
    expect(page.locator("#waiting li")).to_have_count(1)
    kept = page.evaluate(
        "Outbox.all().then((all) => JSON.stringify(all) + JSON.stringify(localStorage))"
    )
    assert "sealed" in kept
    assert not any(words in kept for words in ("жашырган", "Жок айыл"))
    page.context.set_offline(False)
    page.click("#send-now")
    page.locator("#waiting li[data-state=refused] button").first.click()  # no such place
    voice.locator("[name=place]").fill(HOME)
    voice.locator("button[type=submit]").click()
    expect(page.locator("#waiting li")).to_have_count(0)
    assert "жашырган" not in page.content()


def approve_minutes(page, address) -> None:
    for number in range(1, len(OBLASTS) + 1):
        page.goto(f"{address}meetings/{number}/minutes/")
        if not page.input_value("main form [name=text] >> nth=0"):
            page.fill("main form [name=text] >> nth=0", f"{number}-жолугушууда сүйлөштүк.")
            send(page, "text")
        for step in ("read-out", "approve"):
            press(page, f"/minutes/{step}/")


def count_twice(first, second, address) -> None:
    """They read one number differently, look at the paper again, and agree."""
    for page, men in ((first, "14"), (second, "10"), (second, "14")):
        page.goto(f"{address}meetings/1/counts/")
        for name, count in (("total", "30"), ("sex-female", "16"), ("sex-male", men)):
            page.fill(f"[name='{name}']", count)
        send(page, "total")
    assert first.url == second.url
    second.goto(f"{address}meetings/1/")
    assert "30" in second.inner_text("#attended ~ p, section:has(#attended)")


def answer_in_confidence(page, site) -> None:
    sign_in(page, site, "nurbek")
    page.goto(site.url("consultations/sealed/"))
    with page.expect_navigation():
        page.locator("main li a", has_text=TITLE).first.click()
    press(page, "/open/")
    assert "Отчетту жашырган ким экенин айтам." in page.inner_text("main")
    choose(page, "outcome", "covered")
    page.fill("[name=reason]", "Текшерүүгө берилди.")
    send(page, "outcome")


def answer(page, site, receipt, outcome, reason) -> None:
    page.goto(site.url(f"consultations/answer/{receipt}/"))
    press(page, f"/answer/{receipt}/publish/")
    page.goto(site.url(f"consultations/answer/{receipt}/"))
    choose(page, "outcome", outcome)
    page.fill("form:has([name=outcome]) [name=reason]", reason)
    send(page, "outcome")


def answer_all(office, site, receipt, written, confidant) -> None:
    answer(office, site, receipt, "accepted", "Үч күн туура болот.")
    answer(office, site, written, "rejected", "Мектептин өз отчету бар.")
    answer_in_confidence(confidant, site)


def take_it_up(office, site, work, act, address) -> None:
    """The next version has the words, and the decision points to them."""
    office.goto(work)
    office.locator("details:has(form[action$='/work/begin/']) summary").click()
    press(office, "/work/begin/")
    change(office, work, act, "art_12")
    press(office, "/work/publish/")
    office.goto(f"{address}open-items/")
    accepted = office.locator("main a[href*='decision=']").first
    office.goto(f"{site.address}{accepted.get_attribute('href')}")
    office.fill("[name=words]", f"{CHANGED} күндүн ичинде")
    send(office, "words")


def hand_on(office, address) -> None:
    """Nothing is missing: the round is closed, and the next one is asked about its position."""
    office.goto(f"{address}rounds/1/positions/new/")
    office.fill("[name=title_ky]", "Отчет үч күндө илинсин")
    office.fill("[name=text_ky]", "Баткенде ушундай сунушталды.")
    office.fill("[name=numbers]", "1")
    send(office, "numbers")
    office.goto(f"{address}rounds/1/close/")
    assert office.locator("main .chain li.now").count() == 0
    office.check("[name=read]")
    send(office, "read")
    office.goto(f"{address}rounds/new/")
    pick(office, "bill_version", "2")
    office.fill("[name=opens_on]", day(TODAY))
    office.fill("[name=closes_on]", day(TODAY + 30 * DAY))
    send(office, "opens_on")
    assert office.url.endswith("/rounds/2/")


def comment(page, address) -> str:
    page.goto(f"{address}comment/art_4/")
    page.fill("[name=text]", WRITTEN)
    send(page, "text")
    return receipt_on(page)


def follow_it(page, site, address, receipt) -> None:
    page.goto(f"{address}rounds/2/asks/1/")
    page.fill("[name=text]", "Колдойм.")
    send(page, "text")
    page.goto(site.url(f"consultations/receipt/{receipt}/"))
    told = page.inner_text("main")
    assert told.index("Үч күн туура болот.") < told.index(f"{CHANGED} күндүн ичинде")
    assert SPOKEN in told
    page.goto(f"{address}lineage/")
    assert "/rounds/2/asks/1/" in page.content()
    see_no_sideways_scroll(page)


def test_a_voice_from_a_village_is_found_again_in_the_law(site, browse):
    office = browse(javascript=False, width=1280)
    sign_in(office, site, "elmira")
    work, act = draft(office, site)
    address = ask_people(office, site)
    phone, visitor = browse(javascript=True), browse(javascript=False)
    receipt = write_without_a_line(phone, site, address)
    speak_in_confidence(phone)
    written = comment(visitor, address)

    # Its last day passes; then everything is done that the closing of a round asks for.
    office.goto(f"{address}edit/")
    office.fill("[name=closes_on]", day(TODAY - DAY))
    send(office, "closes_on")
    office.goto(f"{address}rounds/1/close/")
    assert office.locator("main .chain li.now").count() == 2  # minutes and answers
    approve_minutes(office, address)
    count_twice(office, phone, address)
    answer_all(office, site, receipt, written, browse(javascript=False))
    take_it_up(office, site, work, act, address)
    hand_on(office, address)
    follow_it(visitor, site, address, receipt)
    take_the_bundle(office, visitor, address)


def take_the_bundle(office, visitor, address) -> None:
    office.goto(f"{address}papers/")
    with office.expect_navigation():
        office.locator("form:has([value=bundle_zip]) button").first.click()
    link = visitor.locator("main th a[href*='/papers/']")
    for _look in range(60):
        visitor.goto(f"{address}papers/")
        if link.count():
            break
        visitor.wait_for_timeout(500)
    with visitor.expect_download() as loading:
        link.first.click()
    content = loading.value.path().read_bytes()
    assert verify(io.BytesIO(content)).faults == ()
    assert re.search(rb"minutes/meeting-5\.txt", content)
