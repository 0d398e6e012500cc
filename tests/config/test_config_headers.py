from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_page_runs_and_loads_nothing_but_our_own_files(visitor):
    policy = visitor.get(reverse("portal:home"))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_no_cache_between_keeps_what_a_signed_in_person_sees(as_user, aigul, visitor):
    assert "private" in as_user(aigul).get(reverse("portal:desk"))["Cache-Control"]
    assert "Cache-Control" not in visitor.get(reverse("portal:home"))


def test_what_is_never_kept_stays_so(as_user, aigul):
    assert "no-store" in as_user(aigul).get(reverse("risks:signals"))["Cache-Control"]


@pytest.mark.parametrize("year", ["9" * 5000, "٢٠٢٦", "1999", "-2026", "2026\n", "x"])
def test_a_year_that_is_none_shows_this_year(visitor, year):
    assert visitor.get(reverse("portal:oversight"), {"year": year}).status_code == 200
