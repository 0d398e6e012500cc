"""What people do in the browser, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from conftest import Site
    from playwright.sync_api import Page

PASSWORD = "ынтымак-2026"
RECEIPT = re.compile(r"[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{2}")


def sign_in(page: Page, site: Site, username: str, language: str = "ky") -> None:
    page.goto(site.url("account/login/", language))
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/desk/"))


def see_no_sideways_scroll(page: Page) -> None:
    page.wait_for_load_state()  # right after a click the new document has no element yet
    widths = page.locator("html").evaluate("root => [root.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{page.url}: {widths[0]} of {widths[1]} px"


def send(page: Page, field: str) -> None:
    """Send the form that holds `field`, and wait for the page that answers."""
    form = page.locator(f"main form:has([name={field}])").first
    with page.expect_navigation():
        form.locator("button:not([type=button])").first.click()


def press(page: Page, action: str) -> None:
    """Press the button of the form that leads to an address ending in `action`."""
    with page.expect_navigation():
        page.locator(f"main form[action$='{action}'] button").first.click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name={name}][value='{value}']").check()


def day(date: dt.date) -> str:
    return f"{date:%d.%m.%Y}"


def receipt_on(page: Page) -> str:
    found = RECEIPT.search(page.inner_text("main"))
    assert found, f"no receipt on {page.url}"
    return found.group()


def follow(page: Page, address: str) -> None:
    """Follow the first link of the page whose address ends so."""
    with page.expect_navigation():
        page.locator(f"main a[href$='{address}']").first.click()
