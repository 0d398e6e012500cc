"""Which redaction holds on which day, how two differ, where each word of an act is found."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from bill_texts import ART_2, ART_3, KY, NEW_ARTICLE, RU, read
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.laws import actions
from yntymak.apps.laws.acts.redactions import holding_on, span_of
from yntymak.apps.laws.models import ActVersion
from yntymak.ui.dates import unbroken

FIRST, SECOND = dt.date(2020, 5, 1), dt.date(2024, 3, 1)
TODAY = dt.date(2026, 1, 1)


def url(name: str, *args: object, language: str = "ky") -> str:
    with translation.override(language):
        return reverse(f"laws:{name}", args=args)


def page(client, name: str, *args: object, query: str = "", language: str = "ky") -> str:
    answer = client.get(url(name, *args, language=language) + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def two(elmira, water_law) -> ActVersion:
    """A second redaction: article 2 in other words, 2-1 new, 3 gone."""
    ActVersion.objects.filter(pk=water_law.pk).update(in_force_from=FIRST)
    texts = {}
    for language, text in (("ky", KY), ("ru", RU)):
        last = {"ky": "3-берене", "ru": "Статья 3"}[language]
        word = {"ky": ("ичүүчү суу", "таза ичүүчү суу"), "ru": ("питьевая", "чистая питьевая")}
        kept = text[: text.index(last)].replace(*word[language])
        end = {"ky": "2-глава", "ru": "Глава 2"}[language]
        at = kept.index(end)
        texts[language] = read(f"{kept[:at]}{NEW_ARTICLE[language]}\n\n{kept[at:]}", language)
    waiting = actions.upload_act(
        actor=elmira,
        client_key=uuid.uuid4(),
        description=actions.ActDescription(
            "Айылдык суу жөнүндө", "О сельской воде", "law", act=water_law.act, in_force_from=SECOND
        ),
        sources=texts,
    )
    return actions.confirm_import(actor=elmira, waiting=waiting)


def redactions(*days: dt.date | None) -> list[ActVersion]:
    return [ActVersion(number=n, in_force_from=day) for n, day in enumerate(days, 1)][::-1]


def held(found: list[ActVersion], day: dt.date) -> int | None:
    holds = holding_on(found, day)
    return holds.number if holds else None


def test_a_redaction_holds_from_its_day_until_the_next_ones():
    found = redactions(FIRST, SECOND)
    assert held(found, FIRST - dt.timedelta(days=1)) is None
    assert held(found, FIRST) == 1
    assert held(found, SECOND - dt.timedelta(days=1)) == 1
    assert held(found, SECOND) == 2


def test_of_two_from_one_day_the_later_holds_and_one_without_a_date_is_no_answer():
    assert held(redactions(FIRST, FIRST), FIRST) == 2
    assert held(redactions(FIRST, None), TODAY) == 1
    assert held(redactions(None, None), TODAY) is None


def test_a_redaction_brought_in_late_holds_where_its_date_says():
    found = redactions(SECOND, FIRST)
    assert held(found, TODAY) == 1
    assert span_of(found[0], found, TODAY).until == SECOND


@pytest.mark.parametrize(
    ("days", "number", "state"),
    [
        ((FIRST, SECOND), 2, "holds"),
        ((FIRST, SECOND), 1, "past"),
        ((FIRST, dt.date(2030, 1, 1)), 1, "holds"),
        ((FIRST, dt.date(2030, 1, 1)), 2, "future"),
        ((None,), 1, "unknown"),
    ],
)
def test_a_redaction_says_where_it_stands(days, number, state):
    found = redactions(*days)
    version = next(each for each in found if each.number == number)
    assert span_of(version, found, TODAY).state == state


@pytest.mark.parametrize("asked", ["2021-06-01", "01.06.2021"])
def test_a_reader_asks_how_the_law_stood_on_a_day(visitor, two, asked):
    said = page(visitor, "detail", two.act.code, query=f"?on={asked}")
    assert f"{unbroken('2021-ж. 1-июнь')} күнү 1-редакция күчүндө болгон" in said
    assert "Мындан ары күчүндө эмес" in said
    assert f"{url('article', two.act.code, 'art_3')}?version=1" in said
    article = page(visitor, "article", two.act.code, "art_2", query=f"?on={asked}")
    assert "таза ичүүчү" not in article


def test_before_the_first_known_redaction_it_says_so(visitor, two):
    said = page(visitor, "detail", two.act.code, query="?on=2019-01-01")
    assert "Ал күндүн редакциясы жок" in said
    assert "Азыр күчүндө" in said


def test_what_is_no_date_comes_back_with_what_to_do(visitor, two):
    said = page(visitor, "detail", two.act.code, query="?on=кечээ")
    assert "Бул күн эмес." in said
    assert 'value="кечээ"' in said
    assert "Азыр күчүндө" in said


def test_words_that_hold_later_are_not_shown_as_todays(visitor, two):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    ActVersion.objects.filter(pk=two.pk).update(in_force_from=tomorrow)
    assert "таза ичүүчү" not in page(visitor, "article", two.act.code, "art_2")
    later = page(visitor, "article", two.act.code, "art_2", query="?version=2")
    assert "таза ичүүчү" in later
    assert "Азырынча күчүнө кире элек" in later
    assert "Бүгүн күчүндө турганына" in later


def test_every_numbered_part_has_an_address_that_stays(visitor, water_law):
    said = page(visitor, "article", water_law.act.code, "art_1")
    assert 'href="?version=1#art_1__para_2__point_1"' in said
    assert 'id="art_1__para_2__point_1"' in said


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ("2", ["art_2"], ["art_1", "art_3"]),
        ("тушунук", ["art_2"], ["art_1", "art_3"]),
        ("АЙЫЛ милдет", ["art_3"], ["art_1", "art_2"]),
        ("zzzz", [], ["art_1", "art_2", "art_3"]),
    ],
)
def test_an_article_is_found_by_number_or_word(visitor, water_law, asked, there, not_there):
    said = page(visitor, "detail", water_law.act.code, query=f"?q={asked}")
    for unit in there:
        assert url("article", water_law.act.code, unit) in said
    for unit in not_there:
        assert url("article", water_law.act.code, unit) not in said
    if not there:
        assert "аталыш жок" in said


def test_the_whole_act_stands_on_one_page(visitor, water_law):
    said = page(visitor, "print", water_law.act.code)
    for words in ("тегиз бөлүштүрүлгөн", "Айылдык кеңеш тарифти бекитет", "2-глава."):
        assert said.count(words) == 1
    assert "распределённая" in page(visitor, "print", water_law.act.code, query="?text=ru")


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_two_redactions_are_compared_article_by_article(visitor, two, language):
    said = page(visitor, "compare", two.act.code, language=language)
    word = {"ky": "таза", "ru": "чистая"}[language]
    assert f"</span>{word}<span" in said
    sections = [f'aria-labelledby="{unit}"' for unit in ("art_2", "art_2-1", "art_3")]
    assert [said.count(each) for each in sections] == [1, 1, 1]
    assert 'aria-labelledby="art_1"' not in said
    back = page(visitor, "compare", two.act.code, language=language, query="?old=2&new=1")
    assert f"</span>{word}<span" in back


def test_one_redaction_has_nothing_to_compare(visitor, water_law, two):
    assert "Бир эле редакция" in page(visitor, "compare", two.act.code, query="?old=1&new=1")
    assert visitor.get(url("compare", two.act.code) + "?old=9").status_code == 404
    assert visitor.get(url("compare", "no-such-act")).status_code == 404


def test_a_redaction_made_by_a_bill_leads_to_it(visitor, elmira, amended):
    draft = actions.Draft(texts=ART_3, note_ky="а", note_ru="а", rationale_ky="а", rationale_ru="а")
    actions.save_amendment(actor=elmira, act=amended, unit="art_3", draft=draft, seen=0)
    actions.publish_version(actor=elmira, version=amended.version)
    day = timezone.localdate()
    actions.enact(actor=elmira, version=amended.version, in_force_from=day)
    said = page(visitor, "detail", amended.base.act.code)
    with translation.override("ky"):
        bill = reverse("bills:read", args=[amended.version.bill.code])
    assert said.count(f'href="{bill}?version=1"') == 2
    assert "2-редакция ушул долбоордон чыккан" in said


@pytest.fixture
def alternatives(elmira, amended, describe):
    """Two bills on the law on water: both change article 3, only one article 2."""

    def change(act, unit, texts):
        draft = actions.Draft(
            texts=texts, note_ky="а", note_ru="а", rationale_ky="а", rationale_ru="а"
        )
        actions.save_amendment(actor=elmira, act=act, unit=unit, draft=draft, seen=0)

    def two_bills(texts):
        other = actions.create_bill(
            actor=elmira,
            client_key=uuid.uuid4(),
            description=describe(title_ky="Экинчи долбоор"),
            base=amended.base,
        )
        change(amended, "art_3", ART_3)
        change(amended, "art_2", ART_2)
        actions.publish_version(actor=elmira, version=amended.version)
        change(other.versions.get().acts.get(), "art_3", texts)
        actions.publish_version(actor=elmira, version=other.versions.get())
        return other

    return two_bills


REPEALED = {"ky": "", "ru": ""}
ELSEWHERE = {
    "ky": (
        "3-берене. Айыл өкмөтүнүн милдеттери\n1. Айыл өкмөтү суунун сапатын текшерет.\n"
        "2. Шаардык кеңеш тарифти бекитет."
    ),
    "ru": (
        "Статья 3. Обязанности айыл окмоту\n1. Айыл окмоту проверяет качество воды.\n"
        "2. Городской кенеш утверждает тариф."
    ),
}


@pytest.mark.parametrize(("texts", "said"), [(REPEALED, "кагылышат"), (ELSEWHERE, "экөө батышат")])
def test_bills_that_cannot_both_pass_are_shown_at_their_article(
    visitor, elmira, alternatives, amended, texts, said
):
    other = alternatives(texts)
    found = page(visitor, "bills", amended.base.act.code)
    assert said in found
    assert ("кагылышат" in found) is (said == "кагылышат")
    assert found.count('<li class="card">') == 1
    actions.set_stage(actor=elmira, bill=other, stage="withdrawn")
    assert "кагылышат" not in page(visitor, "bills", amended.base.act.code)


def test_a_bill_in_work_is_not_among_the_bills_on_an_act(visitor, bill, water_law):
    assert "Азырынча долбоор жок" in page(visitor, "bills", water_law.act.code)


def test_these_pages_take_at_most_six_queries(
    visitor, as_user, elmira, alternatives, request, django_assert_max_num_queries
):
    alternatives(REPEALED)
    two = request.getfixturevalue("two")
    page(visitor, "compare", two.act.code)  # which articles differ is found once for everybody
    for client in (visitor, as_user(elmira)):
        for name in ("detail", "compare", "print", "bills"):
            with django_assert_max_num_queries(6):
                assert client.get(url(name, two.act.code)).status_code == 200
