from hypothesis import example, given
from hypothesis import strategies as st

from yntymak.methods.lawtext.comparison import compare_versions, own_text
from yntymak.methods.lawtext.words import Segment, new_text, old_text, tokens, word_changes

TEXT = st.text(alphabet="аб 1-,.\n¹", max_size=60) | st.lists(
    st.sampled_from(["слово ", "дело ", "2-3 ", "а, ", ", ", "орган-власть", "\n", "1) "]),
    max_size=20,
).map("".join)


@given(TEXT, TEXT)
@example("", "слово")
@example("слово", "")
def test_both_texts_are_rebuilt_exactly(old, new):
    segments = word_changes(old, new)
    assert old_text(segments) == old
    assert new_text(segments) == new


@given(TEXT, TEXT)
def test_no_change_cuts_a_word(old, new):
    left = right = 0
    edges_old, edges_new = edges(old), edges(new)
    for segment in word_changes(old, new):
        left, right = left + len(segment.old), right + len(segment.new)
        assert left in edges_old
        assert right in edges_new


def edges(text):
    places, place = {0}, 0
    for token in tokens(text):
        place += len(token)
        places.add(place)
    return places


@given(TEXT, TEXT)
def test_kinds_say_what_happened_and_no_island_is_left(old, new):
    segments = word_changes(old, new)
    for segment in segments:
        assert (segment.kind == "equal") == (segment.old == segment.new)
        assert (segment.kind == "insert") == (not segment.old)
        assert (segment.kind == "delete") == (not segment.new)
    for segment in segments[1:-1]:
        assert segment.kind != "equal" or len("".join(segment.old.split())) > 3


def test_a_comma_between_two_changes_joins_them():
    assert word_changes("красный, большой дом", "синий, малый дом") == (
        Segment("replace", "красный, большой", "синий, малый"),
        Segment("equal", " дом", " дом"),
    )


def test_a_hyphenated_word_is_one_word():
    assert tokens("премьер-министр – 85¹-статья") == [
        "премьер-министр",
        " ",
        "–",
        " ",
        "85¹-статья",
    ]


def test_equal_texts_have_no_change():
    assert word_changes("", "") == ()
    assert word_changes("а б", "а б") == (Segment("equal", "а б", "а б"),)


def test_redactions_are_aligned_by_key(law):
    old = law("Статья 1. А", "1. Один.", "2. Два:", "1) а.", "Конец.", "Статья 2. Б", "Текст.")
    new = law("Статья 1. А", "1. Один.", "2. Два:", "1) б.", "Итог.", "Статья 3. В", "1. Текст.")
    found = compare_versions(old, new)
    assert [change.key for change in found.changed] == ["art_1__para_2", "art_1__para_2__point_1"]
    assert found.added == ("art_3",)
    assert found.removed == ("art_2",)
    assert found.articles == {"art_1", "art_2", "art_3"}
    assert own_text(new, "art_1__para_2") == "Два:\nИтог."


def test_remarks_and_signatures_are_not_compared(law):
    old = law("Статья 1. А", "Текст.", "(В редакции Закона КР от 1 мая 2020 года № 1)")
    new = law("Статья 1. А", "Текст.", "(В редакции Закона КР от 2 мая 2026 года № 9)")
    found = compare_versions(old, new)
    assert (found.changed, found.added, found.removed) == ((), (), ())
