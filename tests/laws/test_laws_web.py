"""An act comes in as files, a person looks it over, and it is read article by article."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

import pytest
from bill_texts import KY, RU
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from yntymak.apps.laws.models import Act, ActImport, Provision, ProvisionText
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.ledger.queries import verify_chain

FORM = {"title_ky": "Айылдык суу жөнүндө", "title_ru": "О сельской воде", "kind": "law"}


def text_file(text: str, name: str = "act.txt", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def url(name: str, *args: object, language: str = "ky") -> str:
    with translation.override(language):
        return reverse(f"laws:{name}", args=args)


def send(client, ky: object = None, ru: object = None, language: str = "ky", **fields: object):
    files = {"file_ky": text_file(KY) if ky is None else ky}
    if ru is not None:
        files["file_ru"] = ru
    return client.post(url("upload", language=language), {**FORM, **fields, **files})


@pytest.fixture
def uploaded(as_user, aigul) -> ActImport:
    send(as_user(aigul), ru=text_file(RU))
    return ActImport.objects.get()


@pytest.fixture
def act(as_user, aigul, uploaded) -> Act:
    as_user(aigul).post(url("confirm", uploaded.pk))
    return Act.objects.get()


def test_a_specialist_uploads_an_act_and_sees_its_structure(as_user, aigul):
    answer = send(as_user(aigul), ru=text_file(RU))
    waiting = ActImport.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == url("confirm", waiting.pk)
    page = as_user(aigul).get(answer["Location"]).content.decode()
    assert "Түшүнүктөр" in page
    assert "Айылный кенеш утверждает тариф." in page
    assert 'lang=""' not in page
    assert Act.objects.count() == 0
    assert Event.objects.get().verb == "act_import:uploaded"


def test_a_confirmed_act_has_all_its_provisions_in_both_languages(act):
    assert act.code == "ayyldyk-suu-jonundo"
    keys = list(Provision.objects.order_by("position").values_list("key", flat=True))
    assert "art_1__para_2__point_2" in keys
    assert keys.index("art_1__para_2") < keys.index("art_1__para_2__point_1")
    point = Provision.objects.get(key="art_1__para_2__point_1")
    assert point.article.key == "art_1"
    assert point.parent.key == "art_1__para_2"
    assert Provision.objects.get(key="art_3").article.key == "art_3"
    russian = ProvisionText.objects.get(provision=point, language="ru")
    assert (russian.label, russian.paragraphs) == ("1)", ["чистая;"])
    assert verify_chain().broken_at is None


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_visitor_reads_the_act_article_by_article(visitor, act, language):
    contents = visitor.get(url("detail", act.code, language=language))
    assert contents.status_code == 200
    assert url("article", act.code, "art_2", language=language) in contents.content.decode()
    assert 'lang=""' not in contents.content.decode()
    page = visitor.get(url("article", act.code, "art_1", language=language)).content.decode()
    said = "распределённая поровну" if language == "ru" else "тегиз бөлүштүрүлгөн"
    assert said in page
    assert 'id="art_1__para_2__point_2"' in page


def test_a_text_in_one_language_says_which_language_it_is_in(visitor, as_user, aigul):
    send(as_user(aigul))
    as_user(aigul).post(url("confirm", ActImport.objects.get().pk))
    page = visitor.get(url("article", Act.objects.get().code, "art_1", language="ru"))
    assert "Текст показан на кыргызском" in page.content.decode()


def test_the_address_of_a_point_leads_to_its_place_in_the_article(visitor, act):
    answer = visitor.get(url("article", act.code, "art_1__para_2__point_1"))
    assert answer["Location"] == url("article", act.code, "art_1") + "#art_1__para_2__point_1"
    assert visitor.get(url("article", act.code, "art_99")).status_code == 404


def test_the_date_in_force_and_the_demonstration_are_said(visitor, as_user, aigul):
    send(as_user(aigul), in_force_from="25.10.2026", is_demonstration="on")
    as_user(aigul).post(url("confirm", ActImport.objects.get().pk))
    act = Act.objects.get()
    assert act.is_demonstration
    page = visitor.get(url("detail", act.code, language="ru")).content.decode()
    assert "25 октября 2026" in page
    assert "Не является актом государства" in page


def test_sent_twice_it_is_one_import_and_confirmed_twice_one_version(as_user, aigul):
    key = str(uuid.uuid4())
    for _ in range(2):
        send(as_user(aigul), key=key)
    waiting = ActImport.objects.get()
    for _ in range(2):
        answer = as_user(aigul).post(url("confirm", waiting.pk))
        assert answer.status_code == 302
    assert Act.objects.get().versions.count() == 1


def test_another_file_under_the_same_key_is_another_import(as_user, aigul):
    key = str(uuid.uuid4())
    send(as_user(aigul), key=key)
    send(as_user(aigul), ky=text_file(KY.replace("таза", "тунук")), key=key)
    assert ActImport.objects.count() == 2


def test_a_new_redaction_keeps_the_old_one_readable(visitor, as_user, aigul, act):
    send(as_user(aigul), ky=text_file(KY.replace("таза", "тунук")), act=act.pk)
    as_user(aigul).post(url("confirm", ActImport.objects.get(state="waiting").pk))
    assert "тунук;" in visitor.get(url("article", act.code, "art_1")).content.decode()
    older = visitor.get(url("article", act.code, "art_1") + "?version=1").content.decode()
    assert "таза;" in older
    assert visitor.get(url("detail", act.code) + "?version=7").status_code == 404


def test_outsiders_find_nothing(visitor, as_user, chynara, gulzat, elmira, uploaded):
    address = url("confirm", uploaded.pk)
    assert visitor.get(address).status_code == 302
    assert as_user(chynara).get(address).status_code == 404
    assert as_user(chynara).post(address).status_code == 404
    assert as_user(gulzat).get(url("upload")).status_code == 404
    assert as_user(elmira).get(address).status_code == 200
    assert Act.objects.count() == 0


def test_a_specialist_does_not_add_a_redaction_to_the_act_of_another(as_user, chynara, act):
    answer = send(as_user(chynara), act=act.pk)
    assert answer.status_code == 200
    assert ActImport.objects.count() == 1


def test_a_discarded_import_can_no_longer_be_confirmed(as_user, aigul, uploaded):
    client = as_user(aigul)
    client.post(url("discard", uploaded.pk))
    client.post(url("confirm", uploaded.pk))
    uploaded.refresh_from_db()
    assert uploaded.state == "discarded"
    assert Act.objects.count() == 0


def docx_with(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in names.items():
            package.writestr(name, data)
    return out.getvalue()


BAD_FILES = {
    "empty": (b"", "a.txt", "Файл пуст"),
    "pdf": (b"%PDF-1.7 ...", "a.pdf", "PDF"),
    "old_word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "a.doc", "(.doc)"),
    "rtf": (b"{\\rtf1 text}", "a.rtf", "RTF"),
    "html": (b"<html><body>1</body></html>", "a.html", "веб-страница"),
    "bomb": (
        docx_with({"word/document.xml": b"0" * 30_000_000}),
        "a.docx",
        "распаковывается",
    ),
    "not docx": (b"PK\x03\x04 broken", "a.docx", "повреждён"),
    "encoding": (bytes(range(128, 256)) * 20, "a.txt", "Буквы"),
    "binary": (b"\x00\x01\x02\x03" * 500, "a.bin", ".docx"),
    "no articles": ("Салам, бул кат.\nБерене жок.\n".encode(), "a.txt", "Статьи не найдены"),
    "wrong language": (RU.encode(), "a.txt", "на другом языке"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_typed_is_lost(as_user, aigul, what):
    data, name, sentence = BAD_FILES[what]
    answer = send(as_user(aigul), ky=SimpleUploadedFile(name, data), language="ru")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert 'value="Айылдык суу жөнүндө"' in page
    assert "выберите их ещё раз" in page
    assert ActImport.objects.count() == 0


def test_a_file_over_the_limit_is_refused_with_its_own_sentence(as_user, aigul, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    answer = send(as_user(aigul), ky=text_file(KY * 200), language="ru")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "больше 50 МБ" in page
    assert 'value="Айылдык суу жөнүндө"' in page


def test_a_resolution_needs_no_articles(visitor, as_user, aigul):
    text = "Айылдык кеңештин токтому\n\nКеңеш токтом кылат:\n\n1. План бекитилсин.\n2. Көзөмөл.\n"
    send(as_user(aigul), ky=text_file(text), kind="resolution")
    as_user(aigul).post(url("confirm", ActImport.objects.get().pk))
    act = Act.objects.get()
    page = visitor.get(url("detail", act.code)).content.decode()
    links = re.findall(rf'href="({re.escape(url("detail", act.code))}[^"]+)"', page)
    assert "План бекитилсин." in "".join(visitor.get(link).content.decode() for link in links)


def test_an_eight_bit_file_is_read_and_the_guess_is_said(as_user, aigul):
    send(as_user(aigul), ky=text_file(KY.replace("–", "-"), encoding="ptcp154"))
    page = as_user(aigul).get(url("confirm", ActImport.objects.get().pk, language="ru"))
    assert "мы догадались" in page.content.decode()


@pytest.mark.parametrize("path", ["detail", "article"])
def test_reading_takes_at_most_six_queries(
    as_user, visitor, aigul, act, path, django_assert_max_num_queries
):
    args = [act.code] if path == "detail" else [act.code, "art_1"]
    for client in (visitor, as_user(aigul)):
        with django_assert_max_num_queries(6):
            assert client.get(url(path, *args)).status_code == 200
