import pytest
from hypothesis import given
from hypothesis import strategies as st

from yntymak.methods.lawtext import LawTextError, parse, to_text
from yntymak.methods.lawtext.document import fold_letter_spacing, visible
from yntymak.methods.lawtext.plaintext import to_document

RUSSIAN = [
    "Статья 1. Предмет",
    "Настоящий Закон регулирует отношения.",
    "РАЗДЕЛ I",
    "ОБЩИЕ ПОЛОЖЕНИЯ",
    "Глава 1. Основные положения",
    "Статья 2. Понятия",
    "1. В настоящем Законе применяются понятия:",
    "1) сход - собрание жителей;",
    "2) курултай - представительное собрание:",
    "а) жителей села;",
    "б) жителей города.",
    "Иные понятия применяются в значении законов.",
    "2¹. Вторая часть.",
    "(В редакции Закона КР от 16 января 2024 года № 17)",
    "Статья 2¹. Вставленная статья",
    "Текст.",
]

KYRGYZ = [
    "1-берене. Предмет",
    "Ушул Мыйзам мамилелерди жөнгө салат.",
    "I БӨЛҮМ",
    "ЖАЛПЫ ЖОБОЛОР",
    "1-глава. Негизги жоболор",
    "2-берене. Түшүнүктөр",
    "1. Ушул Мыйзамда төмөнкү түшүнүктөр колдонулат:",
    "1) жыйын - тургундардын чогулушу;",
    "2) курултай - өкүлчүлүктүү чогулуш:",
    "а) айыл тургундарынын;",
    "б) шаар тургундарынын.",
    "Башка түшүнүктөр мыйзамдардын маанисинде колдонулат.",
    "2¹. Экинчи бөлүк.",
    "(КР 2024-жылдын 16-январындагы № 17 Мыйзамынын редакциясына ылайык)",
    "2¹-берене. Кошулган берене",
    "Текст.",
]

KEYS = [
    "art_1",
    "title_1",
    "title_1__chp_1",
    "art_2",
    "art_2__para_1",
    "art_2__para_1__point_1",
    "art_2__para_1__point_2",
    "art_2__para_1__point_2__indent_1",
    "art_2__para_1__point_2__indent_2",
    "art_2__para_1__al_2",
    "art_2__para_2-1",
    "art_2__rem_1",
    "art_2-1",
]


@pytest.mark.parametrize(("lines", "language"), [(RUSSIAN, "ru"), (KYRGYZ, "ky")])
def test_keys_are_the_same_in_both_languages(law, lines, language):
    read = law(*lines, language=language)
    assert [provision.key for provision in read.provisions] == KEYS
    assert read["art_2-1"].number == "2¹"
    assert read["art_2-1"].parent == "title_1__chp_1"
    assert read["art_1"].parent is None
    assert read["art_2__para_1__point_2__indent_2"].number == "б"


def test_headings_run_over_lines_and_text_stands_in_paragraphs(law):
    read = law(*RUSSIAN)
    assert read["title_1"].heading == "ОБЩИЕ ПОЛОЖЕНИЯ"
    assert read["art_1"].paragraphs == ("Настоящий Закон регулирует отношения.",)
    assert read["art_2__para_1__al_2"].paragraphs[0].startswith("Иные понятия")
    assert read["art_2__rem_1"].kind == "remark"


def test_a_law_can_be_walked_by_key(law):
    read = law(*RUSSIAN)
    assert [child.key for child in read.children()] == ["art_1", "title_1"]
    inside = [each.key for each in read.descendants("art_2__para_1")]
    assert inside == KEYS[5:10]
    assert "art_2" in read
    assert "art_9" not in read


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Статья 5. Название", "art_5"),
        ("СТАТЬЯ 5", "art_5"),
        ("Статья 5-1. Название", "art_5-1"),
        ("С т а т ь я  5. Название", "art_5"),
        ("Cтaтья 5. Название", "art_5"),  # Latin C and a
        ("Статья\u00a05¹. Название", "art_5-1"),
        ("Статья 5 ¹. Название", "art_5-1"),
        ("Статья З0. Название", "art_30"),  # the letter З
        ("5-берене. Аталышы", "art_5"),
        ("5 - берене", "art_5"),
        ("5-берене¹. Аталышы", "art_5-1"),
        ("85¹-статья. Аталышы", "art_85-1"),
        ("142-1-берене. Аталышы", "art_142-1"),
        ("213⁴-бенене. Аталышы", "art_213-4"),
        ("5-беренe. Аталышы", "art_5"),  # Latin e
    ],
)
def test_articles_are_recognised_however_they_are_printed(heading, key):
    language = "ru" if heading[0] in "СC" else "ky"
    read = parse(to_document(f"{heading}\n1. Текст."), language)
    assert read.provisions[0].key == key
    assert read.provisions[0].kind == "article"


@pytest.mark.parametrize(
    ("heading", "kind", "number"),
    [
        ("ЧАСТЬ ПЕРВАЯ", "part", "ПЕРВАЯ"),
        ("ЖАЛПЫ БӨЛҮК", "part", ""),
        ("РАЗДЕЛ ПЕРВЫЙ. ОСНОВЫ", "title", "ПЕРВЫЙ"),
        ("I БӨЛҮМ. ЖАЛПЫ ЖОБОЛОР", "title", "I"),
        ("БИРИНЧИ БӨЛҮМ", "title", "БИРИНЧИ"),
        ("Подраздел 1. Исковое производство", "subtitle", "1"),
        ("1-бөлүмчө. Доо өндүрүшү", "subtitle", "1"),
        ("II ГЛАВА. ЗАКОНОДАТЕЛЬНАЯ ВЛАСТЬ", "chapter", "II"),
        ("ГЛАВА I. ОСНОВЫ", "chapter", "I"),
        ("Глава 1 Семейное законодательство", "chapter", "1"),
        ("1-Глава Үйбүлө мыйзамдары", "chapter", "1"),
        ("17¹-глава. Өзгөчөлүктөр", "chapter", "17¹"),
        ("§ 1. Общие положения", "section", "1"),
        ("1-параграф. Жалпы жоболор", "section", "1"),
    ],
)
def test_levels_above_the_article_are_recognised(law, heading, kind, number):
    read = law(heading, "Статья 1. Название", "Текст.")
    assert (read.provisions[0].kind, read.provisions[0].number) == (kind, number)
    assert read["art_1"].parent == read.provisions[0].key


@pytest.mark.parametrize(
    "sentence",
    [
        "раздел I Указа Президиума утратил силу.",
        "5-берененин 3-бөлүгү колдонулат.",
        "Статья 12 настоящего Закона применяется.",
        "5-берене боюнча чечим кабыл алынат.",
        "Статья 5, статья 6 применяются.",
        "20.01.2017 года принято решение.",
        "40 саатка коомдук иштерге тартуу.",
        "1,5 процента от суммы.",
        "Содержание",
    ],
)
def test_sentences_that_look_like_marks_stay_text(law, sentence):
    read = law("Статья 1. Название", "Начало текста.", sentence)
    assert read["art_1"].paragraphs == ("Начало текста.", sentence)


def test_a_law_counts_plain_paragraphs_of_a_point_whose_list_goes_on(law):
    read = law("Статья 1. Н", "1. Состав:", "1) первый:", "- то;", "- это;", "2) второй.", "Итог.")
    assert read["art_1__para_1__point_1"].paragraphs == ("первый:", "- то;", "- это;")
    assert read["art_1__para_1__al_2"].paragraphs == ("Итог.",)


def test_a_second_list_belongs_to_the_paragraph_that_introduces_it(law):
    read = law("Статья 1. Н", "Лица:", "1) а.", "2) б.", "Органы:", "1) в.", "2) г.")
    assert [each.key for each in read.descendants("art_1")] == [
        "art_1__point_1",
        "art_1__point_2",
        "art_1__al_2",
        "art_1__al_2__point_1",
        "art_1__al_2__point_2",
    ]


def test_notes_of_the_law_are_no_remarks(law):
    read = law(
        "Статья 1. Н",
        "1. Текст.",
        "Примечание. Под лицом понимается гражданин.",
        "2. Ещё текст.",
        "Внимание! Часть 2 вступает в силу в соответствии с Законом КР № 5.",
        "(Утратила силу в соответствии с Законом КР от 10 июня 2025 года № 114)",
    )
    kinds = [(each.key, each.kind) for each in read.descendants("art_1")]
    assert kinds == [
        ("art_1__para_1", "paragraph"),
        ("art_1__note_1", "note"),
        ("art_1__para_2", "paragraph"),
        ("art_1__rem_1", "remark"),
        ("art_1__rem_2", "remark"),
    ]


def test_a_repealed_paragraph_keeps_its_number_and_its_remark(law):
    read = law("Статья 1. Н", "1. Т.", "2. (Утратила силу в соответствии с Законом КР № 39)")
    assert read["art_1__para_2"].paragraphs == ()
    assert read["art_1__para_2__rem_1"].kind == "remark"


def test_quoted_articles_of_an_amending_law_stay_in_its_text(law):
    read = law(
        "Статья 1.",
        "Внести в Закон следующие изменения:",
        "1) дополнить статьей 5¹ следующего содержания:",
        '"Статья 5¹. Новая',
        "1. Первая часть.",
        '2. Вторая часть.";',
        "2) статью 6 исключить.",
        "Статья 2.",
        "Настоящий Закон вступает в силу.",
    )
    assert [each.key for each in read.articles] == ["art_1", "art_2"]
    assert read["art_1__point_1"].paragraphs[1] == '"Статья 5¹. Новая'
    assert "art_1__point_2" in read


def test_a_quote_left_open_before_a_heading_is_a_problem_not_a_loss(law):
    read = law("Статья 1. Н", "Текст.", '"Статья 2. Н', "Текст.")
    assert "art_2" in read
    assert [(p.code, p.where) for p in read.problems] == [("stray_quote", "art_2")]


def test_articles_after_an_annex_are_its_own(law):
    read = law("Статья 1. Н", "Т.", "Приложение 1", "Статья 1. Н", "Т.")
    assert [each.key for each in read.articles] == ["art_1", "annex_1__art_1"]
    assert not read.problems


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 2, 3], [("duplicate_number", "art_2~2")]),
        ([1, 3], [("gap", "art_3")]),
        ([1, 2, 4, 3], [("gap", "art_4"), ("out_of_order", "art_3")]),
        ([85, 851, 86], [("gap", "art_85"), ("superscript_lost", "art_851")]),
        ([1, 2, 3], []),
    ],
)
def test_defects_of_numbers_are_found_and_nothing_is_dropped(law, numbers, expected):
    read = law(*(line for n in numbers for line in (f"Статья {n}. Н", "Текст.")))
    assert [(problem.code, problem.where) for problem in read.problems] == expected
    assert len(read.articles) == len(numbers)


def test_lost_superscripts_are_restored_on_request():
    numbers = [1, 11, 12, 2, 3]
    lines = [line for n in numbers for line in (f"Статья {n}. Н", "1. Т.", "11. Т.", "2. Т.")]
    document = to_document("\n".join(lines))
    read = parse(document, "ru", restore_superscripts=True)
    assert [each.key for each in read.articles] == ["art_1", "art_1-1", "art_1-2", "art_2", "art_3"]
    assert (read["art_1-1"].number, read["art_1-1"].label) == ("1¹", "Статья 11.")
    assert "art_3__para_1-1" in read
    assert {problem.code for problem in read.problems} == {"superscript_restored"}
    assert visible(to_text(read)) == visible(document.text)


def test_a_lost_mark_is_restored_from_its_neighbours(law, problem_codes):
    read = law("Статья 1. Н", "Перечень:", "1) а;", "2 Б;", "3) в;", "4. г;", "5) д.")
    assert [each.key for each in read.children("art_1")] == [
        f"art_1__point_{number}" for number in range(1, 6)
    ]
    assert problem_codes(read) == ["number_mark_missing", "wrong_mark"]


def test_mixed_languages_are_noted_and_the_wrong_language_is_refused(law, problem_codes):
    foreign = "Ушул Мыйзам жер мамилелерин жана алар үчүн жоопкерчиликти жөнгө салат."
    assert problem_codes(law("Статья 1. Н", foreign)) == ["mixed_languages"]
    with pytest.raises(LawTextError) as refused:
        law(*RUSSIAN, language="ky")
    assert refused.value.code == "wrong_language"


def test_kyrgyz_without_its_letters_is_noted(law, problem_codes):
    lines = ["1-берене. Жалпы жоболор", "Бул мыйзам жонундо айтылат жана учун колдонулат."]
    assert problem_codes(law(*lines, language="ky")) == ["letters_missing"]


def test_a_text_without_articles_is_refused_unless_allowed(law):
    lines = ["ТОКТОМ", "1. Биринчи чечим.", "2. Экинчи чечим."]
    with pytest.raises(LawTextError) as refused:
        law(*lines, language="ky")
    assert refused.value.code == "no_articles"
    read = law(*lines, language="ky", require_articles=False)
    assert [each.key for each in read.provisions] == ["preface", "para_1", "para_2"]


def test_a_table_of_contents_is_not_read_as_articles(law):
    lines = ["Глава 1. Общее", "Статья 1. А", "Статья 2. Б"]
    text = ["Глава 1. Общее", "Статья 1. А", "Т.", "Статья 2. Б", "Т."]
    read = law("КОДЕКС", "Содержание", *lines, *text)
    assert [each.key for each in read.articles] == ["art_1", "art_2"]
    assert read["contents"].paragraphs == ("Содержание", *lines)
    assert not read.problems


@pytest.mark.parametrize(
    ("heading", "language"),
    [("Статьи 5 - 9. (Утратили силу в соответствии с Законом КР № 3)", "ru"),
     ("5–9-беренелер. (КР № 3 Мыйзамына ылайык күчүн жоготту)", "ky")],
)  # fmt: skip
def test_a_range_of_articles_is_one_provision(law, heading, language):
    word = "Статья {}. Н" if language == "ru" else "{}-берене. А"
    before = [line for n in range(1, 5) for line in (word.format(n), "Т.")]
    read = law(*before, heading, word.format(10), "Т.", language=language)
    assert [each.key for each in read.articles][-2:] == ["art_5..9", "art_10"]
    assert [problem.code for problem in read.problems] == ["range_of_articles"]
    assert "art_5..9__rem_1" in read


def test_headings_without_a_stop_are_believed_where_the_law_prints_them_so(law):
    read = law("Статья 1 Предмет", "Т.", "Статья 4 Понятия", "Т.")
    assert [each.key for each in read.articles] == ["art_1", "art_4"]
    read = law("Статья 1. Предмет", "Т.", "Статья 4 Закона применяется.", "Статья 2. П", "Т.")
    assert [each.key for each in read.articles] == ["art_1", "art_2"]


def test_signatures_stand_apart(law):
    read = law("Статья 1. Н", "Текст.", "Президент", "Кыргызской Республики", "А. Акаев")
    assert read["conclusions"].paragraphs[-1] == "А. Акаев"
    assert read["art_1"].paragraphs == ("Текст.",)


def test_letter_spacing_is_folded_without_touching_other_text():
    assert fold_letter_spacing("Г л а в а  1 2") == "Глава  12"
    assert fold_letter_spacing("Т О К Т О М  К Ы Л А Т:") == "ТОКТОМ  КЫЛАТ:"
    assert fold_letter_spacing("я и в к о") == "яивко"  # five lone letters are no sentence
    assert fold_letter_spacing("и в с другом") == "и в с другом"


LINES = st.sampled_from(
    [
        "РАЗДЕЛ I. ОБЩИЕ",
        "Глава 1. Начало",
        "Глава 2",
        "Статья 1. Название",
        "Статья 2",
        "Статья 2¹. Вставка",
        '"Статья 3. Кавычка',
        "1. Часть:",
        "2. Часть.",
        "1) пункт;",
        "2) пункт.",
        "а) подпункт",
        "б) подпункт:",
        "Текст без номера.",
        "с маленькой буквы",
        "Примечание. Слова.",
        "(В редакции Закона КР от 1 мая 2020 года № 5)",
        "(незакрытая скобка",
        "T Президент",
        "Содержание",
        "Статьи 5–9",
        "Приложение",
        "ОБЩАЯ ЧАСТЬ",
        "11 Без знака",
        "",
    ]
)


@given(st.lists(LINES | st.text(max_size=30), max_size=40))
def test_every_visible_character_survives_in_order_and_keys_are_unique(lines):
    document = to_document("\n".join(lines))
    read = parse_either(document)
    keys = [provision.key for provision in read.provisions]
    assert len(set(keys)) == len(keys)
    assert visible(to_text(read)) == visible(document.text)
    seen = {None}
    for provision in read.provisions:
        assert provision.parent in seen
        seen.add(provision.key)


def parse_either(document):
    """Read in the language in which the articles are marked."""
    try:
        return parse(document, "ru", require_articles=False)
    except LawTextError:
        return parse(document, "ky", require_articles=False)


# By-laws, notes, footnotes


def keys(law):
    return [each.key for each in law.provisions]


def test_a_by_law_is_signed_before_its_annex(law):
    act = law(
        "ПОСТАНОВЛЕНИЕ",
        "О плане",
        "1. Утвердить план.",
        "2. Айыл окмоту:",
        "2.1. обеспечить;",
        "2.1.1. до 1 июля.",
        "3. Контроль возложить на комиссию.",
        "Председатель айылного кенеша А. Имя",
        "Приложение 1",
        "План мероприятий",
        "1. Цель.",
        "Председатель айылного кенеша А. Имя",
        require_articles=False,
    )
    assert keys(act)[1:] == [
        "para_1", "para_2", "para_2-1", "para_2-1-1", "para_3", "conclusions", "annex_1",
        "annex_1__para_1", "conclusions~2",
    ]  # fmt: skip
    assert act["para_3"].paragraphs == ("Контроль возложить на комиссию.",)
    assert act.problems == ()


def test_a_note_may_count_its_own_paragraphs(law):
    act = law("Статья 1. А", "1. Часть.", "Примечание. 1. Первое.", "2. Второе.")
    assert keys(act) == [
        "art_1", "art_1__para_1", "art_1__note_1", "art_1__note_1__para_1",
        "art_1__note_1__para_2",
    ]  # fmt: skip


def test_a_line_that_begins_with_an_asterisk_is_a_footnote(law):
    act = law("Статья 1. А", "Текст со сноской*.", "* Сноска.", "Статья 2. Б", "Текст.")
    assert act["art_1"].paragraphs == ("Текст со сноской*.",)
    assert [each.kind for each in act.children("art_1")] == ["footnote"]


def test_a_note_of_the_editors_in_brackets_is_a_remark(law):
    act = law("Статья 1. А", "Текст.", "[Примечание редакции: см. закон № 5 от 2020 года]")
    assert [each.kind for each in act.children("art_1")] == ["remark"]


def test_a_part_of_an_article_that_ends_in_a_colon_is_no_part_of_the_law(law):
    act = law("1-берене. Аты", "1. Бөлүк.", "2-бөлүк:", "1) пункт;", language="ky")
    assert keys(act) == ["art_1", "art_1__para_1", "art_1__para_1__point_1"]
