"""More ways to speak: a wording of one's own, a letter of an organisation; and a flood."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.models import Contribution, InstitutionalOpinion
from yntymak.apps.consultations.personal import (
    communities_in,
    persons_in,
    without_personal_data,
)
from yntymak.apps.consultations.tallies import by_article
from yntymak.apps.consultations.wordings import current_text, shown_wording

LETTER = b"%PDF-1.7 a letter"


# A wording


def propose(client, asked, old="ай сайын", new="апта сайын", **fields):
    typed = current_text(asked.document, "art_1", "ky").replace(old, new)
    url = reverse("consultations:wording", args=[asked.code, "art_1"])
    return client.post(url, {"typed": typed, "text": "Ай аралыгы узак.", **fields})


def test_an_article_is_edited_in_context_and_kept_as_operations(visitor, asked):
    page = visitor.get(reverse("consultations:wording", args=[asked.code, "art_1"]))
    assert "ай сайын текшерет" in page.content.decode().split("<textarea")[1]
    answer = propose(visitor, asked)
    made = Contribution.objects.get()
    assert answer["Location"] == reverse("consultations:receipt", args=[made.receipt])
    assert (made.kind, made.article_key, made.text) == ("wording", "art_1", "Ай аралыгы узак.")
    (operation,) = made.proposed["operations"]
    assert operation["operation"] == "WordsReplace"
    assert operation["target"].startswith("art_1__para_1")
    receipt = visitor.get(answer["Location"]).content.decode()
    assert "<del>" in receipt
    assert "<ins>" in receipt


def test_what_is_shown_is_the_difference_word_by_word(visitor, asked):
    propose(visitor, asked)
    wording = shown_wording(Contribution.objects.select_related("provision__version").get())
    changed = [(part.old, part.new) for part in wording.segments if part.old != part.new]
    assert [(old.strip(), new.strip()) for old, new in changed] == [("ай", "апта")]


def test_an_article_that_was_not_changed_is_refused_and_nothing_typed_is_lost(visitor, asked):
    page = propose(visitor, asked, new="ай сайын").content.decode()
    assert 'role="alert"' in page
    assert "Ай аралыгы узак." in page
    assert Contribution.objects.count() == 0


def test_another_number_in_the_first_line_is_refused(visitor, asked):
    page = propose(visitor, asked, old="1-берене", new="9-берене").content.decode()
    assert 'role="alert"' in page
    assert "9-берене" in page
    assert Contribution.objects.count() == 0


def test_a_published_wording_has_a_page_and_one_in_the_queue_shows_its_words(
    visitor, asked, aigul, as_user
):
    propose(visitor, asked)
    made = Contribution.objects.get()
    url = reverse("consultations:proposed", args=[asked.code, made.number])
    assert visitor.get(url).status_code == 404
    page = as_user(aigul).get(reverse("consultations:answer", args=[made.receipt]))
    assert "<ins>" in page.content.decode()
    actions.publish_contribution(actor=aigul, contribution=made)
    assert "<ins>" in visitor.get(url).content.decode()
    assert url in visitor.get(reverse("consultations:voices", args=[asked.code])).content.decode()


def test_an_article_that_is_not_there_is_not_found(visitor, asked):
    url = reverse("consultations:wording", args=[asked.code, "art_9"])
    assert visitor.get(url).status_code == 404


# A letter


def send_letter(client, asked, **fields):
    url = reverse("consultations:institution", args=[asked.code])
    said = {
        "name": "Суу пайдалануучулар бирикмеси",
        "text": "Тариф суунун көлөмүнө жараша болсун.",
        "about": "art_2",
        "signatory": "Төрага",
        "signed_on": timezone.localdate().strftime("%d.%m.%Y"),
        "letter": SimpleUploadedFile("кат.pdf", LETTER),
        **fields,
    }
    return client.post(url, said)


def test_a_letter_of_an_organisation_is_counted_among_no_citizens(visitor, asked, aigul, answer):
    sent = send_letter(visitor, asked)
    made = Contribution.objects.get()
    assert sent["Location"] == reverse("consultations:receipt", args=[made.receipt])
    letter = InstitutionalOpinion.objects.get()
    assert letter.sha256 == hashlib.sha256(LETTER).hexdigest()
    actions.publish_contribution(actor=aigul, contribution=made)
    answer(aigul, made)
    assert by_article(asked) == {}
    shown = visitor.get(reverse("consultations:institutions", args=[asked.code])).content.decode()
    assert "Суу пайдалануучулар бирикмеси" in shown
    voices = visitor.get(reverse("consultations:voices", args=[asked.code])).content.decode()
    assert "суунун көлөмүнө" not in voices


def test_the_letter_itself_is_for_the_office(visitor, asked, aigul, chynara, as_user):
    send_letter(visitor, asked)
    url = reverse("consultations:letter", args=[Contribution.objects.get().receipt])
    got = as_user(aigul).get(url)
    assert b"".join(got.streaming_content) == LETTER
    assert "attachment" in got["Content-Disposition"]
    assert as_user(chynara).get(url).status_code == 404
    assert visitor.get(url).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"signatory": ""},
        {"text": ""},
        {"signed_on": (timezone.localdate() + dt.timedelta(days=2)).strftime("%d.%m.%Y")},
    ],
)
def test_a_letter_without_its_marks_comes_back_filled(visitor, asked, wrong):
    page = send_letter(visitor, asked, **wrong).content.decode()
    assert 'role="alert"' in page
    assert Contribution.objects.count() == 0
    if "text" not in wrong:
        assert "суунун көлөмүнө" in page


def test_a_letter_larger_than_ten_megabytes_is_refused(visitor, asked):
    large = SimpleUploadedFile("кат.pdf", b"x" * (10 * 1024 * 1024 + 1))
    assert 'role="alert"' in send_letter(visitor, asked, letter=large).content.decode()
    assert Contribution.objects.count() == 0


def test_a_position_names_its_organisation_and_nothing_else_does(say):
    with pytest.raises(ValidationError):
        say("Тариф төмөн.", kind="position")
    letter = actions.Letterhead("Бирикме", "Төрага", timezone.localdate())
    with pytest.raises(ValidationError):
        say("Тариф төмөн.", letterhead=letter)


# A flood


def test_too_many_from_one_address_are_asked_to_wait_and_lose_nothing(visitor, asked, settings):
    settings.VOICES_PER_ADDRESS = 2
    url = reverse("consultations:comment", args=[asked.code, "art_2"])
    for number in range(4):
        last = visitor.post(url, {"text": f"Сунуш {number}: тариф төмөн.", "part": "art_2"})
    assert Contribution.objects.count() == 2
    assert "Сунуш 3" in last.content.decode().split("<textarea")[1]
    assert 'role="alert"' in last.content.decode()
    other = visitor.post(url, {"text": "Башка үй.", "part": "art_2"}, REMOTE_ADDR="10.0.0.9")
    assert other.status_code == 302


def test_the_address_is_kept_nowhere_in_the_clear(visitor, asked, settings):
    settings.VOICES_PER_ADDRESS = 2
    url = reverse("consultations:comment", args=[asked.code, "art_2"])
    visitor.post(url, {"text": "Тариф төмөн.", "part": "art_2"}, REMOTE_ADDR="10.11.12.13")
    kept = str(cache._cache)
    assert "voices:" in kept
    assert "10.11.12.13" not in kept


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("10.0.0.1", "10.0.0.2", False),
    ],
)
def test_a_device_does_not_get_round_it_with_a_new_ipv6_address(
    visitor, asked, settings, one, other, is_same
):
    settings.VOICES_PER_ADDRESS = 1
    url = reverse("consultations:comment", args=[asked.code, "art_2"])
    sent = [
        visitor.post(url, {"text": f"Сунуш {address}", "part": "art_2"}, REMOTE_ADDR=address)
        for address in (one, other)
    ]
    assert (sent[1].status_code == 200) == is_same


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote(visitor, asked, settings):
    settings.VOICES_PER_ADDRESS, settings.BEHIND_TLS = 1, True
    url = reverse("consultations:comment", args=[asked.code, "art_2"])

    def send(forged: str) -> int:
        return visitor.post(
            url,
            {"text": f"Сунуш {forged}", "part": "art_2"},
            REMOTE_ADDR="127.0.0.1",
            HTTP_X_FORWARDED_FOR=f"{forged}, 10.0.0.1",
        ).status_code

    assert [send("1.1.1.1"), send("2.2.2.2")] == [302, 200]


# Hints for the moderator


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Асанов Бакыт сууну сатат", ["Асанов Бакыт"]),
        ("Нурбек Токтогулов билет", ["Нурбек Токтогулов"]),
        ("Бакыт Асан уулу айтты", ["Бакыт Асан уулу"]),
        ("Айыл өкмөтү билбейт. Тариф төмөн", []),
    ],
)
def test_what_looks_like_a_name_is_pointed_out(text, found):
    assert persons_in(text) == found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Баарына өзбектер күнөөлүү", True),
        ("Во всём виноваты русские", True),
        ("Кыргыз Республикасынын мыйзамы", False),
        ("Өзбекстандан суу келет", False),
        ("Кыргызстандын жери", False),
    ],
)
def test_words_for_ethnic_communities_are_pointed_out(text, is_found):
    assert bool(communities_in(text)) == is_found


def test_the_moderator_sees_the_hints(asked, say, aigul, as_user):
    said = say("Асанов Бакыт жана өзбектер сууну сатат.", "art_1")
    page = as_user(aigul).get(reverse("consultations:answer", args=[said.receipt]))
    assert "Асанов Бакыт" in page.content.decode().split('id="public"')[1]
    assert "өзбектер" in page.content.decode().split('id="public"')[1]


def test_only_numbers_give_way():
    text = "Тел. 0555 12-34-56, aida@example.kg, 12-берене"
    assert without_personal_data(text) == "Тел. […], […], 12-берене"


# Translations


def test_a_translation_stands_beside_the_original_and_says_whether_it_is_checked(
    asked, say, aigul, as_user, visitor
):
    said = say("Тариф төмөндөсүн.", "art_2", published=aigul)
    url = reverse("consultations:translate", args=[said.receipt])
    as_user(aigul).post(url, {"language": "ru", "text": "Снизить тариф."})
    made = said.translations.get()
    assert not made.is_checked
    as_user(aigul).post(url, {"language": "ru", "text": "Снизить тариф.", "is_checked": "on"})
    assert said.translations.get().is_checked
    page = visitor.get(reverse("consultations:voices", args=[asked.code])).content.decode()
    assert "Снизить тариф." in page
    assert "Тариф төмөндөсүн." in page
    refused = as_user(aigul).post(url, {"language": "ky", "text": "…"})
    assert 'role="alert"' in refused.content.decode()
