"""What was read wrongly is set right by a person, and no word is lost by it."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from yntymak.apps.laws.actions import Correction, correct_provision
from yntymak.apps.laws.importing.corrections import NUMBERED, PLAIN, CorrectionError, change, merge
from yntymak.apps.laws.models import ActImport, Provision, ProvisionText
from yntymak.methods.lawtext import LawText, parse, read_document, to_text
from yntymak.methods.lawtext.document import visible

TEXT = """1-глава. Суу

85-берене. Суунун сапаты

1. Суу таза болсун:
1) үйлөрдө;
2) мектептерде.

851-берене. Текшерүү

1. Текшерүү ай сайын болот.
Текшерүүнүн жыйынтыгы жарыяланат.
2. Актыны башчы бекитет.

86-берене. Тариф

Тарифти кеңеш бекитет.
"""


def law(text: str = TEXT) -> LawText:
    return parse(read_document(text.encode(), "suu.txt"), "ky")


def keys(found: LawText) -> list[str]:
    return [each.key for each in found.provisions]


def test_a_lost_superscript_is_restored_and_the_keys_inside_follow():
    corrected = change(law(), "art_851", kind="article", number="85¹")
    assert corrected["art_85-1"].label.startswith("85¹-берене")
    assert "art_85-1__para_2" in corrected
    assert "art_851__para_2" not in corrected
    assert corrected["art_85-1__para_2"].parent == "art_85-1"


def test_a_false_heading_becomes_text_of_the_provision_before_it():
    before = law()
    after = merge(before, "art_851")
    assert "851" in " ".join(after["art_85__para_1__point_2"].paragraphs)
    assert visible(to_text(after)) == visible(to_text(before))
    assert [each.key for each in after.articles] == ["art_85", "art_86"]


def test_a_number_that_stands_twice_after_a_merge_is_told_apart():
    after = merge(law(), "art_851")
    assert "art_85__para_1~2" in after


def test_a_line_of_text_becomes_an_article_and_takes_what_follows_it():
    before = law()
    line = next(each.key for each in before.provisions if "жыйынтыгы" in "".join(each.paragraphs))
    after = change(before, line, kind="article", number="85²")
    assert after["art_85-2"].parent == "chp_1"
    assert after["art_85-2__para_2"].paragraphs == ("Актыны башчы бекитет.",)


def test_a_point_becomes_plain_text():
    before = law()
    after = change(before, "art_85__para_1__point_2", kind=PLAIN, number="")
    (plain,) = [each for each in after.children("art_85__para_1") if each.kind == PLAIN]
    assert plain.paragraphs[0].startswith("2)")
    assert visible(to_text(after)) == visible(to_text(before))


@pytest.mark.parametrize(
    ("key", "kind", "number"),
    [("art_1", "article", "1"), ("art_85", "article", "бир нече"), ("art_85", "article", "")],
)
def test_a_correction_without_sense_is_refused(key, kind, number):
    with pytest.raises(CorrectionError):
        change(law(), key, kind=kind, number=number)


def test_nothing_is_joined_to_what_stands_before_the_beginning():
    with pytest.raises(CorrectionError):
        merge(law(), "chp_1")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_correction_loses_a_word_or_an_order(data):
    """Several corrections at random: the words stay, each key is unique, parents come first."""
    found = law()
    words = visible(to_text(found))
    for _ in range(data.draw(st.integers(1, 4))):
        key = data.draw(st.sampled_from(keys(found)))
        each = found[key]
        if data.draw(st.booleans()) and key != found.provisions[0].key:
            found = merge(found, key)
        elif each.kind in NUMBERED:
            found = change(found, key, kind=each.kind, number=each.number)
        else:
            found = change(found, key, kind=PLAIN, number="")
        assert visible(to_text(found)) == words
        assert len(set(keys(found))) == len(found.provisions)
        for place, provision in enumerate(found.provisions):
            assert provision.parent is None or provision.parent in keys(found)[:place]


@pytest.fixture
def waiting(as_user, aigul) -> ActImport:
    file = SimpleUploadedFile("suu.txt", TEXT.encode())
    said = {"title_ky": "Суу жөнүндө", "kind": "law", "file_ky": file}
    as_user(aigul).post(reverse("laws:upload"), said)
    return ActImport.objects.get()


def correct(client, waiting, **said):
    fields = {"language": "ky", "seen": len(waiting.corrections), **said}
    return client.post(reverse("laws:correct", args=[waiting.pk]) + "?at=art_85", fields)


def test_the_problem_is_listed_corrected_and_then_gone(as_user, aigul, waiting):
    client = as_user(aigul)
    page = client.get(reverse("laws:confirm", args=[waiting.pk])).content.decode()
    assert "?at=art_851#art_851" in page
    assert any(each["code"] == "superscript_lost" for each in waiting.problems)
    form = client.get(reverse("laws:confirm", args=[waiting.pk]) + "?fix=ky:art_851").content
    assert 'name="number" value="85¹"' in form.decode()
    correct(client, waiting, where="art_851", kind="article", number="85¹")
    waiting.refresh_from_db()
    assert [each["code"] for each in waiting.problems] == ["gap"]  # the text begins with 85
    client.post(reverse("laws:confirm", args=[waiting.pk]))
    made = Provision.objects.get(key="art_85-1")
    assert made.number == "85¹"
    assert ProvisionText.objects.get(provision=made).label.startswith("85¹-берене")


def test_a_correction_sent_twice_is_made_once(as_user, aigul, waiting):
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = as_user(aigul).post(
            reverse("laws:correct", args=[waiting.pk]),
            {"language": "ky", "seen": 0, "where": "art_851", "kind": "", "key": key},
        )
        assert answer.status_code == 302
    waiting.refresh_from_db()
    assert len(waiting.corrections) == 1


def test_a_correction_made_on_an_older_picture_is_shown_the_new_one(
    as_user, aigul, elmira, waiting
):
    correct(as_user(elmira), waiting, where="art_851", kind="article", number="85¹")
    page = correct(as_user(aigul), waiting, where="art_86", kind="article", number="87")
    assert page.status_code == 200
    assert 'name="seen" value="1"' in page.content.decode()
    waiting.refresh_from_db()
    assert len(waiting.corrections) == 1


def test_a_number_that_cannot_be_read_comes_back_as_typed(as_user, aigul, waiting):
    page = correct(as_user(aigul), waiting, where="art_851", kind="article", number="кырк")
    assert 'value="кырк"' in page.content.decode()
    waiting.refresh_from_db()
    assert waiting.corrections == []


def test_an_outsider_corrects_nothing(as_user, chynara, waiting):
    answer = correct(as_user(chynara), waiting, where="art_851", kind="article", number="85¹")
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        correct_provision(
            actor=chynara,
            waiting=waiting,
            client_key=uuid.uuid4(),
            seen=0,
            correction=Correction("ky", "art_851"),
        )
