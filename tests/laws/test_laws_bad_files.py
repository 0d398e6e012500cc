"""Whatever is wrong with an act is named on the confirmation screen, and set right there."""

from __future__ import annotations

import html
import re

import bad_files as bad
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from yntymak.apps.laws.models import Act, ActImport, Provision, ProvisionText
from yntymak.methods.lawtext import parse, read_document, to_akn
from yntymak.methods.lawtext.document import visible

FORM = {"title_ky": "Айылдык суу жөнүндө", "kind": "law"}


def url(name: str, *args: object) -> str:
    with translation.override("ky"):
        return reverse(f"laws:{name}", args=args)


def upload(client, data: bytes, name: str = "act.docx", **files: SimpleUploadedFile):
    file = SimpleUploadedFile(name, data)
    return client.post(url("upload"), {**FORM, "file_ky": file, **files})


@pytest.fixture
def screen(as_user, aigul):
    """screen(data) uploads a file and gives the confirmation page as a person reads it."""
    client = as_user(aigul)

    def shown(data: bytes, name: str = "act.docx", query: str = "") -> str:
        if data:
            answer = upload(client, data, name)
            assert answer.status_code == 302, re.findall(
                'class="error"[^<]*', answer.content.decode()
            )
        pk = ActImport.objects.latest("pk").pk
        return html.unescape(client.get(url("confirm", pk) + query).content.decode())

    shown.client = client
    return shown


def problem(page: str, sentence: str) -> str:
    """The line of the list that says so."""
    listed = page[page.index('id="problems"') : page.index('id="tree"')]
    found = [item for item in re.findall(r"<li>.*?</li>", listed, re.DOTALL) if sentence in item]
    assert len(found) == 1, listed
    return found[0]


def correct(client, where: str, kind: str, number: str = "") -> None:
    waiting = ActImport.objects.latest("pk")
    said = {"language": "ky", "where": where, "kind": kind, "number": number}
    answer = client.post(
        url("correct", waiting.pk) + "?at=", {**said, "seen": len(waiting.corrections)}
    )
    assert answer.status_code == 302


PLACED = {
    "out of order": (bad.word(bad.swapped()), "мурункусунан кичине", "art_1"),
    "a gap": (bad.word([*bad.LINES, "7-берене. Дагы", "Сөз."]), "номер жок", "art_7"),
    "the same number twice": (
        bad.word([*bad.LINES, "3-берене. Дагы", "Сөз."]),
        "эки жолу",
        "art_3~2",
    ),
    "a superscript lost": (
        bad.word([*bad.LINES, "31-берене. Дагы", "Сөз.", "4-берене. Акыркы", "Сөз."]),
        "үстүнкү сан",
        "art_31",
    ),
    "another language": (
        bad.word([*bad.LINES[:5], bad.FOREIGN, *bad.LINES[5:]]),
        "Бул сөздөр башка тилде",
        "art_2",
    ),
    "a table": (bad.with_table(), "Таблица", "art_3__table_1"),
    "a footnote": (bad.with_footnote(), "шилтемелер", "art_2__fn_1"),
}


@pytest.mark.parametrize("what", PLACED)
def test_it_is_named_and_one_press_leads_to_its_place(screen, what):
    data, sentence, key = PLACED[what]
    item = problem(screen(data), sentence)
    assert f"#{key}" in item
    assert "&fix=ky" in item
    address = re.search(r'href="(\?at=[^"]+#fix)"', item)[1].partition("#")[0]
    fixing = screen(b"", query=address)
    assert f'id="{key}"' in fixing
    assert f'name="where" value="{key}"' in fixing


WHOLE = {
    "tracked changes": (bad.with_tracked_changes(), "белгиленген оңдоолор"),
    "hidden text": (bad.with_hidden_text(), "жашырылган текст бар"),
    "numbers that Word counts": (bad.with_counted_numbers(), "Word өзү эсептейт"),
}


@pytest.mark.parametrize("what", WHOLE)
def test_what_concerns_the_whole_file_is_named(screen, what):
    data, sentence = WHOLE[what]
    problem(screen(data), sentence)


def test_tracked_changes_are_read_as_accepted(screen):
    page = screen(bad.with_tracked_changes())
    assert "Бул мыйзамда суу деп таза ичүүчү суу түшүнүлөт." in page
    assert "Айыл өкмөтү суунун сапатын текшерет." in page


def test_an_old_encoding_is_guessed_and_said(screen):
    data = "\n".join(bad.LINES).encode("ptcp154")
    problem(screen(data, "act.txt"), "болжолдодук")


def test_an_old_typeface_is_read_and_said(screen):
    text = "\n".join([*bad.LINES, "4-берене. Дагы", "Ъч күн. Мыйзам жънъндъ. Айыл ъкмътъ."])
    data = text.translate(str.maketrans("өӨ", "ъЪ")).encode("cp1251", "replace")
    page = screen(data, "act.txt")
    assert "эски шрифт" in page or "болжолдодук" in page


def test_the_lost_superscript_is_offered_and_restored(screen):
    data = PLACED["a superscript lost"][0]
    page = screen(data)
    assert "3¹" in problem(page, "үстүнкү сан")
    fixing = screen(b"", query="?at=art_31&fix=ky:art_31")
    assert 'name="number" value="3¹"' in fixing
    correct(screen.client, "art_31", "article", "3¹")
    assert "үстүнкү сан" not in screen(b"")
    publish(screen.client)
    assert Provision.objects.filter(key="art_3-1").exists()


def test_a_number_that_stands_twice_is_set_right(screen):
    screen(PLACED["the same number twice"][0])
    correct(screen.client, "art_3~2", "article", "4")
    assert "Табылган жок" in screen(b"")
    publish(screen.client)
    articles = Provision.objects.articles().order_by("position")
    assert list(articles.values_list("key", flat=True)) == ["art_1", "art_2", "art_3", "art_4"]


def test_a_table_stays_named_where_it_is_when_its_article_gets_another_number(screen):
    screen(bad.with_table())
    correct(screen.client, "art_3", "article", "3¹")
    assert "#art_3-1__table_1" in problem(screen(b""), "Таблица")


def test_a_raised_digit_of_word_is_a_superscript(screen):
    screen(bad.raised())
    publish(screen.client)
    text = ProvisionText.objects.get(provision__key="art_3-1", language="ky")
    assert text.label.startswith("3¹")


def publish(client) -> Act:
    client.post(url("confirm", ActImport.objects.latest("pk").pk))
    return Act.objects.get()


REFUSED = {
    "no articles": (bad.word(["Жөн эле кат.", "Салам."]), "act.docx", "Беренелер табылган жок"),
    "a PDF": (b"%PDF-1.7\n...", "act.pdf", "PDF"),
    "a PDF called DOCX": (b"%PDF-1.7\n...", "act.docx", "PDF"),
    "macros": (bad.with_macros(), "act.docm", "макрос"),
    "macros called DOCX": (bad.with_macros(), "act.docx", "макрос"),
    "the other language": (
        bad.word(["Статья 1. Цель", bad.FOREIGN, "Статья 2. Вода", bad.FOREIGN]),
        "act.docx",
        "башка тилде",
    ),
    "other XML": (b"<?xml version='1.0'?><law><p>1</p></law>", "act.xml", "Akoma Ntoso"),
    "XML with entities": (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><akomaNtoso>&b;</akomaNtoso>",
        "act.xml",
        "Akoma Ntoso",
    ),
    "broken XML": (b"<akomaNtoso><act>", "act.xml", "Akoma Ntoso"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do(as_user, aigul, what):
    data, name, sentence = REFUSED[what]
    answer = upload(as_user(aigul), data, name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not ActImport.objects.exists()


def akn(lines=bad.LINES, language: str = "ky") -> bytes:
    text = "\n".join(lines).encode()
    return to_akn(parse(read_document(text, "a.txt"), language))


def test_an_act_in_akoma_ntoso_is_taken_and_no_word_of_it_lost(screen):
    page = screen(akn(), "act.xml")
    assert "Табылган жок" in page
    publish(screen.client)
    rows = ProvisionText.objects.filter(language="ky")
    kept = "".join("".join([row.label, row.heading, *row.paragraphs]) for row in rows)
    assert sorted(visible(kept)) == sorted(visible("".join(bad.LINES)))
    assert set(Provision.objects.articles().values_list("key", flat=True)) == {
        "art_1",
        "art_2",
        "art_3",
    }


def test_akoma_ntoso_beside_word_is_one_act_by_its_keys(as_user, aigul):
    russian = [
        "Закон о сельской воде",
        "Статья 1. Цель",
        bad.FOREIGN,
        "Статья 2. Понятия",
        "В настоящем законе под водой понимается питьевая вода.",
        "Статья 3. Обязанности",
        "Айыл окмоту проверяет качество воды и публикует его.",
    ]
    file_ru = SimpleUploadedFile("ru.xml", akn(russian, "ru"))
    client = as_user(aigul)
    assert upload(client, bad.word(), file_ru=file_ru).status_code == 302
    publish(client)
    assert ProvisionText.objects.filter(provision__key="art_2").count() == 2


def test_faults_of_akoma_ntoso_are_named_too(screen):
    page = screen(akn([*bad.LINES, "7-берене. Дагы", "Сөз."]), "act.xml")
    assert "#art_7" in problem(page, "номер жок")


def test_akoma_ntoso_in_the_other_field_is_refused(as_user, aigul):
    data = akn(["Статья 1. Цель", bad.FOREIGN], "ru")
    answer = upload(as_user(aigul), data, "act.xml")
    assert "башка тилде" in answer.content.decode()


@pytest.mark.shared_data
def test_akoma_ntoso_of_others_is_taken_or_refused_with_a_sentence(as_user, aigul, shared_data):
    files = sorted((shared_data / "akn").rglob("*.xml"))
    assert files
    client = as_user(aigul)
    for path in files:
        answer = upload(client, path.read_bytes(), path.name)
        assert answer.status_code in {200, 302}, path
