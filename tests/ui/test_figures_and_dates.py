from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from yntymak.ui import dates, figures

N = "\u00a0"
J = "\u2060"


@pytest.mark.parametrize(
    ("tyiyn", "written"),
    [
        (124_050_000, f"1{N}240,5"),
        (18_000_000, "180,0"),
        (0, "0,0"),
        (None, "–"),
        (5_000, "0,1"),  # 0.05 thousand: half goes up
        (-24_050_000, "−240,5"),
        (123_456_789_012_300, f"1{N}234{N}567{N}890,1"),
    ],
)
def test_sums_are_written_in_thousand_som_with_a_comma(tyiyn, written):
    assert figures.thousand_som(tyiyn) == written


def test_tyiyn_are_shown_only_where_there_are_any():
    assert figures.som(124_050_000) == f"1{N}240{N}500"
    assert figures.som(150) == "1,50"


def test_a_share_is_a_part_of_one():
    assert figures.percent(0.625, 1) == f"62,5{N}%"
    assert figures.percent(None) == "–"


def test_a_missing_value_is_never_a_zero():
    for write in (figures.thousand_som, figures.som, figures.percent, figures.count, dates.day):
        assert write(None) == "–"


@pytest.mark.parametrize(
    ("language", "sum_with_unit"),
    [
        ("ky", f"1{N}240,5{N}миң сом"),
        ("ru", f"1{N}240,5{N}тыс. сомов"),
        ("en", f"1{N}240,5{N}thousand som"),
    ],
)
def test_the_unit_follows_in_the_readers_language(language, sum_with_unit):
    page = Template("{% load ui %}{{ sum|thousand_som:'unit' }}")
    with translation.override(language):
        assert page.render(Context({"sum": 124_050_000})) == sum_with_unit


@pytest.mark.parametrize(
    ("language", "day", "month", "span"),
    [
        ("ky", "2025-ж. 12-май", "2025-ж. май", "2025-ж. 12-май – 3-июнь"),
        ("ru", "12 мая 2025 г.", "май 2025 г.", "12 мая – 3 июня 2025 г."),
        ("en", "12 May 2025", "May 2025", "12 May – 3 June 2025"),
    ],
)
def test_dates_are_written_as_people_write_them(language, day, month, span):
    first, last = date(2025, 5, 12), date(2025, 6, 3)
    with translation.override(language):
        written = [dates.day(first), dates.month(first), dates.period(first, last)]
        plain = Template("{{ d }}").render(Context({"d": first}))
    assert [*written, plain] == [day, month, span, day]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ky", f"2025-{J}ж. 12-{J}май|2025-{J}ж. май|2025-{J}ж. 12-{J}май – 3-{J}июнь"),
        ("ru", f"12{N}мая 2025{N}г.|май 2025{N}г.|12{N}мая – 3{N}июня 2025{N}г."),
        ("en", f"12{N}May 2025|May 2025|12{N}May – 3{N}June 2025"),
    ],
)
def test_a_page_never_breaks_a_line_inside_a_day_or_a_year(language, written):
    page = Template("{% load ui %}{{ d|day }}|{{ d|month }}|{{ d|until:e }}")
    with translation.override(language):
        assert page.render(Context({"d": date(2025, 5, 12), "e": date(2025, 6, 3)})) == written


def test_a_heading_keeps_a_year_with_its_ending_and_is_still_escaped():
    page = Template(
        "{% load ui %}{% filter unbroken %}<b>{{ name }}</b>: 2026-жылга{% endfilter %}"
    )
    assert page.render(Context({"name": "<i>"})) == f"<b>&lt;i&gt;</b>: 2026-{J}жылга"


def test_a_span_over_new_year_names_both_years():
    with translation.override("ky"):
        written = dates.period(date(2025, 12, 20), date(2026, 1, 15))
    assert written == "2025-ж. 20-декабрь – 2026-ж. 15-январь"


def test_a_late_evening_in_utc_is_the_next_day_in_bishkek():
    with translation.override("ru"):
        assert dates.day(datetime(2025, 5, 12, 20, 30, tzinfo=UTC)) == "13 мая 2025 г."
        moment = dates.moment(datetime(2025, 5, 12, 20, 30, tzinfo=UTC))
    assert moment == "13 мая 2025 г., 02:30"
