import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from yntymak.apps.programmes.models import Goal
from yntymak.apps.programmes.outline import read_goals, write_goals


def test_numbers_say_which_goal_stands_under_which():
    goals = read_goals("1. Таза суу\n\n1.1 Сугат суу эрежеси\n1.1.2. Мурап\n2 Жаштар")

    assert [(g.number, g.parent, g.depth) for g in goals] == [
        ("1", "", 0),
        ("1.1", "1", 1),
        ("1.1.2", "1.1", 2),
        ("2", "", 0),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Таза суу", "1"),
        ("1. Таза суу\n1. Жаштар", "2"),
        ("1. Таза суу\n2.1 Жаштар", "2"),
        ("1.\n", "1"),
    ],
)
def test_a_wrong_line_is_named_by_its_number(text, line):
    with pytest.raises(ValidationError) as refusal:
        read_goals(text)

    assert line in refusal.value.messages[0]


words = st.text("абвгөүң ", min_size=1, max_size=30).map(lambda t: f"А{t}".strip())


@given(st.lists(words, max_size=8))
def test_what_is_written_reads_back(titles):
    goals = [Goal(number=f"{n}", title_ky=title) for n, title in enumerate(titles, start=1)]

    read = read_goals(write_goals(goals, "ky"))

    assert [(g.number, g.title) for g in read] == [(g.number, g.title_ky) for g in goals]
