"""Every page, on a phone and on a wide screen: no accessibility fault, nothing too wide."""

from __future__ import annotations

import gzip
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import VISITS
from steps import see_no_sideways_scroll, sign_in

FIRST_LOAD = 60_000  # bytes, compressed, with styles and pictures
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
# The colours are those of the phone, and looking at each pair takes longer than all the rest.
WITHOUT_CONTRAST = RULES | {"rules": {"color-contrast": {"enabled": False}}}
ENGLISH_WORDS = ("Save", "Search", "Cancel", "Publish", "Municipalit", "Choose", "Write")


@pytest.fixture(scope="module")
def windows(chromium, site):
    """One signed-in window for each person and width."""
    opened = {}

    def window(who: str, width: int):
        if (who, width) not in opened:
            context = chromium.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            if who:
                sign_in(page, site, who)
            opened[who, width] = page
        return opened[who, width]

    yield window
    for page in opened.values():
        page.context.close()


def open_page(page, site, visit, language="ky"):
    answer = page.goto(site.url(visit.path, language))
    if visit.follow:
        answer = page.goto(site.address + page.locator(visit.follow).first.get_attribute("href"))
    assert answer.status in (200, 404), answer.status


@pytest.mark.parametrize(("width", "language"), [(360, "ky"), (1280, "ru")])
@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_it_has_no_accessibility_fault_fits_the_window_and_speaks_one_language(
    site, windows, visit, width, language
):
    page = windows(visit.who, width)
    open_page(page, site, visit, language)
    see_no_sideways_scroll(page)
    rules = RULES if width == 360 else WITHOUT_CONTRAST
    found = Axe().run(page, options=rules).response["violations"]
    faults = [(v["id"], [n["target"] for n in v["nodes"]][:5]) for v in found]
    assert not faults, json.dumps(faults, ensure_ascii=False, indent=1)
    if "style-guide" not in visit.path:
        text = page.inner_text("main")
        assert not [word for word in ENGLISH_WORDS if word in text]


@pytest.mark.parametrize(
    "path", ["", "consultations/", "opinions/yntymak-now/report/", "oversight/"]
)
def test_its_first_load_is_small(site, browse, path):
    page = browse()
    sizes: list[int] = []

    def weigh(response) -> None:
        kind = response.headers.get("content-type", "")
        body = response.body()
        squeezed = len(gzip.compress(body, 6)) if "image/png" not in kind else len(body)
        sizes.append(min(len(body), squeezed))

    page.on("response", weigh)
    page.goto(site.url(path), wait_until="networkidle")
    assert sum(sizes) <= FIRST_LOAD, sizes


def test_the_vote_page_is_at_most_15_kilobytes(site, browse):
    page = browse()
    body = page.goto(site.url("opinions/yntymak-now/")).body()
    assert len(gzip.compress(body, 6)) <= 15_000
