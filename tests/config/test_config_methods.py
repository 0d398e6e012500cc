"""The address of a form, opened as a page."""

from __future__ import annotations

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("name", "above"),
    [("publish", "work"), ("begin", "work"), ("enact", "work")],
)
def test_it_leads_to_the_page_above(as_user, elmira, bill, name, above):
    answer = as_user(elmira).get(reverse(f"bills:{name}", args=[bill.code]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse(f"bills:{above}", args=[bill.code])


def test_it_leads_from_an_article_to_its_editor(as_user, elmira, bill, water_law):
    place = [bill.code, water_law.act.code, "art_2"]
    answer = as_user(elmira).get(reverse("bills:drop", args=place), follow=True)
    assert answer.redirect_chain == [(reverse("bills:edit", args=place), 302)]
    assert answer.status_code == 200


def test_an_outsider_learns_nothing_and_a_form_is_still_refused(as_user, gulzat, elmira, bill):
    address = reverse("bills:publish", args=[bill.code])
    assert as_user(gulzat).get(address, follow=True).status_code == 404
    assert as_user(elmira).put(address).status_code == 405
    assert as_user(elmira).post(reverse("bills:work", args=[bill.code])).status_code == 405
