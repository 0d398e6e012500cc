"""The two pictures of the README, made anew from the demonstration.

YNTYMAK_PICTURES=yes writes them into docs/images; else they lie in tests/output to be looked at.
"""

from __future__ import annotations

import os

import pytest
from conftest import ROOT

LARGEST = 200_000  # bytes: a README is read on a phone too
PICTURES = {"home": ("", 1280, 950), "opinions": ("opinions/yntymak-now/report/", 390, 1360)}


@pytest.fixture
def folder():
    wanted = os.environ.get("YNTYMAK_PICTURES") == "yes"
    folder = ROOT / ("docs/images" if wanted else "tests/output")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_page_is_small_enough_for_the_readme(site, browse, folder, name):
    path, width, height = PICTURES[name]
    page = browse(width=width, height=height)
    page.goto(site.url(path), wait_until="networkidle")
    picture = page.screenshot(path=folder / f"{name}.png")
    assert len(picture) <= LARGEST
