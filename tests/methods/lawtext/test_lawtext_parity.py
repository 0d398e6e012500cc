from yntymak.methods.lawtext import compare_structure, structure_agreement
from yntymak.methods.lawtext.parity import Agreement

KY = ["1-глава. А", "1-берене. А", "1. Т.", "2. Т.", "2-берене. Б", "Т.", "3-берене. В", "Т."]
RU = ["Глава 1. А", "Статья 1. А", "1. Т.", "2. Т.", "Статья 2. Б", "Т.", "Статья 3. В", "Т."]


def both(law, ky, ru):
    return law(*ky, language="ky"), law(*ru, language="ru")


def found(law, ky, ru):
    return [(problem.code, problem.where) for problem in compare_structure(*both(law, ky, ru))]


def test_two_languages_of_one_structure_agree(law):
    assert found(law, KY, RU) == []
    assert structure_agreement(*both(law, KY, RU)) == Agreement(3, 3, 3)


def test_remarks_are_never_compared(law):
    remark = "(В редакции Закона КР от 1 мая 2020 года № 5)"
    assert found(law, KY, [*RU, remark]) == []


def test_what_one_language_lacks_is_named_in_the_order_of_the_text(law):
    assert found(law, [*KY[:3], *KY[4:6]], RU) == [
        ("different_parts", "art_1"),
        ("missing_in_ky", "art_3"),
    ]
    assert found(law, KY, RU[1:]) == [("missing_in_ru", "chp_1")]


def test_a_number_printed_twice_shows_as_a_difference(law):
    twice = ["2-берене. Дагы" if line == "3-берене. В" else line for line in KY]
    assert found(law, twice, RU) == [("missing_in_ru", "art_2~2"), ("missing_in_ky", "art_3")]


def test_plain_paragraphs_are_counted_apart(law):
    longer = [*RU, "Ещё один абзац."]
    assert found(law, KY, longer) == [("different_paragraphs", "art_3")]
    agreement = structure_agreement(*both(law, KY, longer))
    assert agreement == Agreement(3, 3, 2)
    assert agreement.share == 1.0


def test_another_order_is_told_once(law):
    turned = [*RU[:4], *RU[6:], *RU[4:6]]
    assert found(law, KY, turned) == [("different_order", "art_2")]
