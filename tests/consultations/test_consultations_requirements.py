"""Each kind of consultation has its own days and documents, as they held on its first day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from yntymak.apps.consultations.models import Consultation
from yntymak.apps.consultations.requirements import NAMES, RULES, is_too_short, required_of

DAY = dt.timedelta(days=1)
NOW = dt.date(2026, 11, 2)


def documents(kind, opens_on=NOW):
    return set(required_of(kind, opens_on).documents)


def test_every_kind_has_its_days_and_documents():
    assert set(RULES) == set(Consultation.Kind.values)
    for rules in RULES.values():
        assert [rule.since for rule in rules] == sorted(rule.since for rule in rules)
        for rule in rules:
            assert rule.days > 0
            assert set(rule.documents) <= set(NAMES)
            assert "notice" in rule.documents


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("law", 30),
        ("by_law", 15),
        ("kenesh_resolution", 15),
        ("programme", 30),
        ("local_question", 15),
    ],
)
def test_the_shortest_period_counts_both_ends(kind, days):
    last = NOW + (days - 1) * DAY
    assert not is_too_short(kind, NOW, last)
    assert is_too_short(kind, NOW, last - DAY)


def test_each_kind_asks_for_what_belongs_to_it():
    assert {"comparison", "impact", "cost"} <= documents("law")
    assert "cost" not in documents("by_law")
    assert "programme_plan" in documents("programme")
    assert documents("local_question") == {"question", "notice"}


def test_what_was_asked_on_the_first_day_stays():
    """Since March 2025 a kenesh puts a comparative table beside its draft."""
    changed = dt.date(2025, 3, 7)
    assert "comparison" not in documents("kenesh_resolution", changed - DAY)
    assert "comparison" in documents("kenesh_resolution", changed)
    assert documents("law", dt.date(1999, 1, 1)) == documents("law")


def test_the_article_is_named_where_it_is_known_and_else_the_page_says_so(as_user, aigul, asked):
    law = required_of("law", NOW).documents
    assert law["impact"].is_checked
    assert not law["comparison"].is_checked
    with translation.override("en"):
        address = reverse("consultations:clock", args=[asked.code])
        page = as_user(aigul).get(address).content.decode()
    # Every line but that of the impact: the days, the note, the table, the cost, the notice.
    assert page.count("not checked") == 5
    assert "art. 19" in page


def test_the_days_follow_the_kind_of_consultation_and_not_that_of_the_act(as_user, aigul, asked):
    """The act is a law; whoever only asks about it locally need not wait for thirty days."""
    Consultation.objects.filter(pk=asked.pk).update(closes_on=asked.opens_on + 19 * DAY)
    office = as_user(aigul)
    for kind, days, is_short in (("law", 30, True), ("local_question", 15, False)):
        Consultation.objects.filter(pk=asked.pk).update(kind=kind)
        page = office.get(f"/en/consultations/{asked.code}/clock/").content.decode()
        assert f"At least {days} days" in page
        assert ("too short" in page) == is_short
        Consultation.objects.filter(pk=asked.pk).update(state="draft")
        shown = office.get(f"/en/consultations/{asked.code}/").content.decode()
        assert ("shorter than 30 days" in shown) == is_short
