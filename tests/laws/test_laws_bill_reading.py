"""Everybody reads a bill: what changes, in which words, why, and which text is in force."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from bill_texts import ART_2, ART_3, NEW_ARTICLE
from django.urls import reverse
from django.utils import timezone, translation

from yntymak.apps.laws import actions
from yntymak.apps.laws.models import ActVersion

EXPLAINED = {
    "rationale_ky": "Суунун сапаты начарлаган.",
    "rationale_ru": "Качество воды ухудшилось.",
    "note_ky": "Суу ай сайын текшерилет.",
    "note_ru": "Воду будут проверять каждый месяц.",
}


def save(actor, act, unit, texts, seen=0):
    draft = actions.Draft(texts=texts, **EXPLAINED)
    return actions.save_amendment(actor=actor, act=act, unit=unit, draft=draft, seen=seen)


def url(name: str, *args: object, language: str = "ky") -> str:
    with translation.override(language):
        return reverse(f"bills:{name}", args=args)


def read(client, name: str, *args: object, language: str = "ky", query: str = "") -> str:
    answer = client.get(url(name, *args, language=language) + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def published(elmira, amended, bill):
    ActVersion.objects.update(in_force_from=dt.date(2020, 5, 1))
    save(elmira, amended, "art_2", ART_2)
    save(elmira, amended, "art_2-1", NEW_ARTICLE)
    save(elmira, amended, "art_3", ART_3)
    actions.publish_version(actor=elmira, version=amended.version)
    return bill


@pytest.fixture
def address(published, water):
    def of(unit: str) -> tuple[str, str, str]:
        return published.code, water.act.code, unit

    return of


def test_a_visitor_sees_what_the_bill_is_for_and_what_it_changes(visitor, published, address):
    page = read(visitor, "read", published.code)
    assert "Суу баарына жетсин" in page
    assert "Суу ай сайын текшерилет." in page
    assert "жаңы берене" in page
    for unit in ("art_2", "art_2-1", "art_3"):
        assert url("read_article", *address(unit)) in page
    assert "Күчүндө эмес: сунуш" in page
    assert "Азыр күчүндө" in page
    assert "2020-ж. 1-май" in page


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_an_article_shows_both_texts_the_marked_change_and_why(visitor, address, language):
    page = read(visitor, "read_article", *address("art_3"), language=language)
    word = {"ky": "ай сайын", "ru": "ежемесячно"}[language]
    marked = f"</span>{word}<span"
    assert page.count(marked) == 2  # as it would be, and in the marked change
    assert EXPLAINED[f"note_{language}"] in page
    assert EXPLAINED[f"rationale_{language}"] in page
    in_force = {"ky": "Азыр күчүндө", "ru": "Действует сейчас"}[language]
    proposal = {"ky": "Күчүндө эмес: сунуш", "ru": "Не действует: предложение"}[language]
    assert page.count(in_force) == 1
    assert page.count(proposal) == 2


def test_one_walks_from_change_to_change(visitor, address):
    middle = read(visitor, "read_article", *address("art_2-1"))
    assert f'rel="prev" href="{url("read_article", *address("art_2"))}"' in middle
    assert f'rel="next" href="{url("read_article", *address("art_3"))}"' in middle
    last = read(visitor, "read_article", *address("art_3"))
    assert 'rel="next"' not in last


def test_a_new_article_has_nothing_in_force(visitor, address):
    page = read(visitor, "read_article", *address("art_2-1"))
    assert "Долбоор актыга ушул беренени кошот." in page
    assert '<tr class="added' in page
    assert '<tr class="same' not in page


def test_the_view_can_be_named_in_the_address(visitor, address):
    chosen = 'id="v-{}" checked'
    page = read(visitor, "read_article", *address("art_2"), query="?view=inforce")
    assert chosen.format("inforce") in page
    assert chosen.format("marked") not in page
    page = read(visitor, "read_article", *address("art_2"), query="?view=<b>")
    assert chosen.format("marked") in page


def test_what_is_not_there_is_404(visitor, published, water, address):
    for path in (
        url("read", "no-such-bill"),
        url("read", published.code) + "?version=7",
        url("read", published.code) + "?version=x",
        url("read_article", published.code, "other-act", "art_2"),
        url("read_article", *address("art_1")),
    ):
        assert visitor.get(path).status_code == 404, path


def test_a_version_in_work_is_for_its_writers_alone(
    visitor, as_user, elmira, chynara, published, address
):
    following = actions.begin_version(actor=elmira, bill=published)
    save(elmira, following.acts.get(), "art_1", {"ky": "", "ru": ""})
    version_2 = url("read", published.code) + "?version=2"
    assert visitor.get(version_2).status_code == 404
    assert as_user(chynara).get(version_2).status_code == 404
    page = as_user(elmira).get(version_2).content.decode()
    assert "Күчүндө эмес: жазылып жатат" in page
    assert "күчүн жоготот" in page
    # Without a number the writer too reads what people read.
    assert "art_1/" not in read(as_user(elmira), "read", published.code)


def test_a_bill_that_was_never_published_is_not_there(visitor, as_user, elmira, bill):
    assert visitor.get(url("read", bill.code)).status_code == 404
    assert as_user(elmira).get(url("read", bill.code)).status_code == 200


def test_a_new_version_says_what_it_does_otherwise(visitor, elmira, published, address):
    following = actions.begin_version(actor=elmira, bill=published)
    act = following.acts.get()
    other = {language: text.replace("3. ", "3. Ар ") for language, text in ART_3.items()}
    save(elmira, act, "art_3", other, seen=act.amendments.get(unit="art_3").revision)
    actions.drop_amendment(actor=elmira, act=act, unit="art_2")
    actions.publish_version(actor=elmira, version=following, has_seen=True)

    page = read(visitor, "read", published.code)
    assert page.count("мурунку версиядан башкача") == 1
    assert f"{url('read_article', *address('art_2'))}?version=1" in page
    gone = read(visitor, "read_article", *address("art_2"))
    assert "Андан жаңысы бар" in gone
    older = read(visitor, "read_article", *address("art_3"), query="?version=1")
    assert "Андан жаңысы бар" in older
    assert f"{url('read_article', *address('art_2-1'))}?version=1" in older


def test_adopted_words_are_in_force_and_the_old_ones_no_longer(
    visitor, elmira, published, amended, address
):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    actions.enact(actor=elmira, version=amended.version, in_force_from=yesterday)
    page = read(visitor, "read_article", *address("art_3"))
    assert "Мындан ары күчүндө эмес" in page
    assert "Азыр күчүндө" in page
    assert "Күчүндө эмес: сунуш" not in page


def test_words_adopted_for_later_are_not_in_force_yet(visitor, elmira, amended, address):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    actions.enact(actor=elmira, version=amended.version, in_force_from=tomorrow)
    page = read(visitor, "read_article", *address("art_3"))
    assert "Азырынча күчүнө кире элек" in page
    assert page.count("Азыр күчүндө") == 1


@pytest.mark.parametrize(
    ("stage", "said"), [("rejected", "четке кагылган"), ("withdrawn", "кайра чакыртылган")]
)
def test_a_bill_that_failed_says_so_at_each_article(
    visitor, elmira, published, address, stage, said
):
    actions.set_stage(actor=elmira, bill=published, stage=stage)
    assert f"Күчүндө эмес: {said}" in read(visitor, "read_article", *address("art_3"))


def test_when_the_act_has_moved_on_the_reader_is_told(
    visitor, elmira, published, amended, describe, water, address
):
    other = actions.create_bill(
        actor=elmira,
        client_key=uuid.uuid4(),
        description=describe(title_ky="Башка долбоор"),
        base=water,
    )
    save(elmira, other.versions.get().acts.get(), "art_1", {"ky": "", "ru": ""})
    actions.publish_version(actor=elmira, version=other.versions.get())
    day = timezone.localdate() - dt.timedelta(days=3)
    actions.enact(actor=elmira, version=other.versions.get(), in_force_from=day)
    assert "Бүгүн башка редакция күчүндө" in read(visitor, "read_article", *address("art_3"))
    assert "башка редакциясы чыкты" in read(visitor, "read", published.code)


def test_reading_takes_at_most_six_queries(
    visitor, as_user, elmira, published, address, django_assert_max_num_queries
):
    for client in (visitor, as_user(elmira)):
        for path in (url("read", published.code), url("read_article", *address("art_3"))):
            with django_assert_max_num_queries(6):
                assert client.get(path).status_code == 200
