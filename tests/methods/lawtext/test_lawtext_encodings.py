import pytest

from yntymak.methods.lawtext import LawTextError, parse, read_document

RUSSIAN = "Статья 1. Предмет\nНастоящий Закон «О языке» регулирует отношения № 5.\n"
KYRGYZ = "1-берене. Жөнгө салуу\nУшул Мыйзам мамилелерди жөнгө салат жана өңдөрүн түзөт.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1251", "koi8-r", "cp866"]
)
def test_russian_is_read_in_every_usual_encoding(encoding):
    written = RUSSIAN if encoding not in {"koi8-r", "cp866"} else RUSSIAN.translate(
        str.maketrans({"«": '"', "»": '"', "№": "N"})
    )  # fmt: skip
    document = read_document(written.encode(encoding), "law.txt")
    assert document.text.strip() == written.strip()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_guessed(encoding):
    document = read_document(RUSSIAN.encode(encoding), "law.txt")
    assert document.text.strip() == RUSSIAN.strip()
    assert [problem.code for problem in document.problems] == ["encoding_guessed"]


@pytest.mark.parametrize("encoding", ["ptcp154", "kz1048"])
def test_eight_bit_kyrgyz_keeps_its_letters(encoding):
    text = KYRGYZ * 5
    document = read_document(text.encode(encoding), "law.txt")
    assert document.text.strip() == text.strip()
    assert [problem.detail for problem in document.problems] == [encoding]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_letters_of_old_keyboard_drivers_are_restored(encoding):
    old = str.maketrans({"ө": "ъ", "ү": "\\", "ң": "ё"})
    text = (
        "1-берене. Бюджет жөнүндө\n"
        "Айылдык кеңеш өкмөттүн объектиси үчүн бюджет жөнүндө чечим чыгарат.\n"
        "Кеңеш айыл өкмөтү үчүн чечим кабыл алат.\n"
    )
    document = read_document(text.translate(old).encode(encoding), "law.txt")
    assert document.text.strip() == text.strip()
    shown = [problem.detail for problem in document.problems if problem.code == "legacy_letters"]
    assert shown == ["ъ → ө, \\ → ү, ё → ң"]


def test_ordinary_texts_are_not_rewritten():
    plain = "1-берене. Бюджет жонундо\nБул чечим айыл окмоту учун жана учун жонундо жонундо.\n"
    document = read_document(plain.encode(), "law.txt")
    assert document.text.strip() == plain.strip()
    assert [problem.code for problem in parse(document, "ky").problems] == ["letters_missing"]


def test_letters_of_no_language_are_refused():
    with pytest.raises(LawTextError) as caught:
        read_document(bytes(range(0x80, 0x100)) * 20, "law.txt")
    assert caught.value.code == "encoding"


def test_every_way_to_end_a_line_is_known():
    document = read_document("Статья 1\r\nа\rб\nв\fг\u2028д".encode(), "law.txt")
    assert [line.text for line in document.lines] == ["Статья 1", "а", "б", "в", "г", "д"]


def test_invisible_characters_are_dropped():
    document = read_document("Ста\u00adтья\u00a01\u200b. Н\x07".encode(), "law.txt")
    assert document.text == "Статья 1. Н"
