"""The frame and every component in a real browser: no accessibility fault, nothing cut off."""

import os

import pytest
from browser.chromium import find

SHAPES = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
PAGES = ["/{}/style-guide/", "/{}/account/login/", "/{}/nothing-here/"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(find() is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread, at which Django's guard would take fright.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize(("width", "scheme"), SHAPES)
def test_pages_are_accessible_and_fit_the_screen(chromium, live_server, width, scheme, language):
    from axe_playwright_python.sync_playwright import Axe

    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in PAGES:
        page.goto(live_server.url + path.format(language))
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_the_keyboard_reaches_the_content_first(chromium, live_server):
    page = chromium.new_page()
    page.goto(f"{live_server.url}/ky/account/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.close()


def test_a_refused_form_puts_the_errors_first_without_javascript(chromium, live_server):
    context = chromium.new_context(java_script_enabled=False, locale="ky")
    page = context.new_page()
    page.goto(f"{live_server.url}/ky/account/login/")
    page.get_by_role("main").get_by_role("button").first.click()
    summary = page.get_by_role("alert")
    assert summary.count() == 1
    links = summary.get_by_role("link")
    assert links.count() >= 2
    links.first.click()
    target = page.url.rsplit("#", 1)[1]
    assert page.locator(f"#{target}").is_visible()
    context.close()


@pytest.mark.parametrize(("width", "display"), [(360, "block"), (1280, "table")])
def test_a_table_turns_to_cards_on_a_phone(chromium, live_server, width, display):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{live_server.url}/ky/style-guide/")
    shown = page.locator("table.cards").first.evaluate("node => getComputedStyle(node).display")
    assert shown == display
    page.close()


def test_letters_of_kyrgyz_come_from_the_same_font_as_the_others(chromium, live_server):
    """A family without ң ө ү would set one word from two fonts."""
    page = chromium.new_page()
    page.goto(f"{live_server.url}/ky/style-guide/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", ".hero .lead", ".law p"):
        asked = {"nodeId": root, "selector": selector}
        node = session.send("DOM.querySelector", asked)["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert len({font["familyName"] for font in fonts}) == 1, fonts
    page.close()


def test_cards_of_a_row_begin_on_one_line(chromium, live_server):
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/ky/style-guide/")
    for row in (".grid", ".two"):
        tops = page.locator(row).first.evaluate(
            "node => [...node.children].map(child => child.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == 1, row
    page.close()
