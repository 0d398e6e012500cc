"""What is written: tables, JSON, the drawing and the report."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from lxml import etree

from yntymak.methods.opinion.analysis import analyse
from yntymak.methods.opinion.figure import LATIN, convex_hull, group_letter, map_svg
from yntymak.methods.opinion.report import report_html
from yntymak.methods.opinion.texts import TEXTS, Texts
from yntymak.methods.opinion.votes import Votes
from yntymak.methods.opinion.writing import tables, to_json

SVG = "{http://www.w3.org/2000/svg}"


def poll(people=60, statements=9, seed=1):
    rng = np.random.default_rng(seed)
    row, column = np.nonzero(rng.random((people, statements)) < 0.95)
    vote = np.where((row + column) % 2 == 0, 1, -1)
    vote[rng.random(len(vote)) < 0.15] = 0
    return Votes.from_arrays(row, column, vote)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tables_hold_the_figures_to_the_last_bit():
    found = analyse(poll(), moderated=[0, 0, -1, 0, 0, 0, 0, 0, 0])
    written = tables(found)
    people = rows_of(written["participants.csv"])
    assert [row["participant"] for row in people] == found.participants.tolist()
    assert [(float(row["x"]), float(row["y"])) for row in people] == [
        tuple(place) for place in found.places.tolist()
    ]
    assert [int(row["group"]) for row in people] == found.group.tolist()
    statements = rows_of(written["statements.csv"])
    for name, figures in (
        ("n_agree", found.counts.agree),
        ("n_disagree", found.counts.disagree),
        ("n_pass", found.counts.passed),
        ("centre", found.components.centre),
        ("pc1", found.components.directions[0]),
        ("pc2", found.components.directions[1]),
        ("extremity", found.extremity),
        ("consensus", found.consensus_across_groups),
        ("priority", found.priority),
    ):
        assert [float(row[name]) for row in statements] == figures.tolist()
    cells = rows_of(written["group_votes.csv"])
    assert sum(int(row["seen"]) for row in cells) == found.group_votes.seen.sum()
    assert len(rows_of(written["representative.csv"])) == sum(map(len, found.representative))
    assert len(rows_of(written["consensus.csv"])) == len(found.consensus)
    assert "-0.0" not in {cell for row in statements for cell in row.values()}


def test_a_name_never_becomes_a_formula():
    votes = poll()
    names = np.array(["=1+1", "@a", "+7", "-5", "-x", *map(str, range(100, 155))])
    evil = Votes.from_arrays(
        names[votes.rows()].tolist(), votes.columns.tolist(), votes.values.tolist()
    )
    written = {row["participant"] for row in rows_of(tables(analyse(evil))["participants.csv"])}
    assert {"'=1+1", "'@a", "+7", "-5", "'-x"} <= written


def test_the_json_agrees_with_the_map():
    found = analyse(poll())
    read = json.loads(to_json(found, texts={"3": "Жол"}))
    assert read["state"] == "drawn"
    assert [group["people"] for group in read["groups"]] == found.group_sizes.tolist()
    assert [row["text"] for row in read["statements"]][3] == "Жол"
    assert read["statements"][0]["priority"] == found.priority[0]
    assert 0 < sum(read["variance_shares"]) <= 1
    assert "Жол" in to_json(found, texts={"3": "Жол"})


def drawing_of(found, **options):
    text = map_svg(found, title="Карта <1>", description="Эки & үч", ident="a", **options)
    return text, etree.fromstring(text)


def test_the_drawing_names_itself_to_a_screen_reader():
    _, drawing = drawing_of(analyse(poll()))
    assert drawing.get("role") == "img"
    named = [drawing.find(f"*[@id='{ident}']") for ident in drawing.get("aria-labelledby").split()]
    assert [node.text for node in named] == ["Карта <1>", "Эки & үч"]


def test_the_drawing_shows_everybody_once_inside_the_frame():
    found = analyse(poll())
    text, drawing = drawing_of(found, alphabet=LATIN)
    assert [node.text for node in drawing.iter(f"{SVG}text")] == ["A", "B"]
    dots = re.findall(r"M(\d+) (\d+)h0", text)
    assert len(set(dots)) <= len(dots) <= found.in_conversation.sum()
    assert all(0 <= int(x) <= 640 and 0 <= int(y) <= 440 for x, y in dots)


def test_the_plane_is_not_stretched():
    found = analyse(poll())
    text, _ = drawing_of(found)
    dots = np.array(re.findall(r"M(\d+) (\d+)h0", text), dtype=float)
    places = found.places[found.in_conversation]
    assert np.ptp(dots[:, 0]) / np.ptp(dots[:, 1]) == pytest.approx(
        np.ptp(places[:, 0]) / np.ptp(places[:, 1]), rel=0.02
    )


def test_up_on_the_map_is_up_in_the_drawing():
    found = analyse(poll())
    dots = np.array(re.findall(r"M(\d+) (\d+)h0", drawing_of(found)[0]), dtype=float)
    places = found.places[found.in_conversation]
    up, right = places[:, 1].argmax(), places[:, 0].argmax()
    left, low = places.min(axis=0)
    span = np.ptp(places, axis=0)
    across = (dots[:, 0] - dots[:, 0].min()) / np.ptp(dots[:, 0])
    above = (dots[:, 1].max() - dots[:, 1]) / np.ptp(dots[:, 1])
    assert across[above.argmax()] == pytest.approx((places[up, 0] - left) / span[0], abs=0.02)
    assert above[across.argmax()] == pytest.approx((places[right, 1] - low) / span[1], abs=0.02)


def test_a_crowd_is_drawn_with_few_dots_and_bytes():
    text, _ = drawing_of(analyse(poll(people=6000, statements=30)))
    assert len(re.findall("h0", text)) <= 1500
    assert len(text) < 30_000
    few, _ = drawing_of(analyse(poll(people=6000, statements=30)), most_dots=100)
    assert len(re.findall("h0", few)) <= 100
    assert len({float(width) for width in re.findall(r'width="(\d+)"', few)}) > 2


def test_no_map_is_no_drawing():
    assert map_svg(analyse(Votes.from_arrays([1], [1], [1])), title="", description="") == ""


def test_the_outline_holds_every_point():
    points = np.random.default_rng(4).integers(0, 50, (60, 2))
    hull = convex_hull(points)
    turns = [
        [(b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) for x, y in points.tolist()]
        for a, b in zip(hull, hull[1:] + hull[:1], strict=True)
    ]
    assert min(min(turn) for turn in turns) >= 0
    assert 3 <= len(hull) < 30
    assert convex_hull(np.array([[1, 1], [2, 2], [3, 3]])) == [(1, 1), (3, 3)]
    assert convex_hull(np.array([[1, 1], [1, 1]])) == [(1, 1)]


def test_letters_go_on_after_the_alphabet():
    assert [group_letter(g, "АБ") for g in range(5)] == ["А", "Б", "А2", "Б2", "А3"]


class Balanced(HTMLParser):
    """Every element closed in the order of opening; text and attributes collected."""

    def __init__(self, text):
        super().__init__()
        self.open, self.words, self.addresses = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("src", "href")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_report_stands_alone_in_each_language(language):
    found = analyse(poll())
    text = report_html(found, language=language, texts={"0": "<script>alert(1)</script>"})
    page = Balanced(text)
    assert page.open == []
    assert page.addresses == []
    assert f'<html lang="{language}">' in text
    assert "<script" not in text
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)
    assert TEXTS[language].title in page.words
    assert "{" not in "".join(page.words).partition("}}")[2].split("@page")[-1].split("}}")[-1]


def test_all_languages_say_the_same_things():
    fields = [name for name in Texts.__dataclass_fields__ if name != "no_map"]
    for name in fields:
        braces = {
            language: sorted(re.findall(r"{\w+}", getattr(texts, name)))
            for language, texts in TEXTS.items()
        }
        assert len({tuple(found) for found in braces.values()}) == 1, (name, braces)
        assert all(getattr(texts, name) for texts in TEXTS.values())
    assert len({tuple(texts.no_map) for texts in TEXTS.values()}) == 1


def test_no_share_of_fewer_than_ten_people_is_printed():
    votes = poll(people=24)
    person = np.arange(votes.n_participants)
    labels = np.where(person % 2 == 0, 0, np.where(person < 12, 1, -1))
    text = report_html(analyse(votes, labels=labels), language="en")
    shares = [int(n) for n in re.findall(r"\d+ % \((\d+)\)", text)]
    assert min(shares) >= 10
    assert ">few<" in text


def test_what_was_moderated_out_is_not_repeated():
    found = analyse(poll(), moderated=[0, 0, -1, 0, 0, 0, 0, 0, 0], meta=[0] * 8 + [1])
    texts = {str(j): f"пикир-{j}" for j in range(9)}
    page = report_html(found, texts=texts)
    for written in (page, to_json(found, texts=texts)):
        assert "пикир-2" not in written
        assert "пикир-3" in written
    assert "алынып салынган пикирлер: 1." in page
    assert page.count("катышуучу жөнүндө суроо") == 1


def test_a_group_is_not_said_to_differ_where_it_does_not():
    rng = np.random.default_rng(1)
    row, column = np.nonzero(np.ones((40, 6)))
    votes = Votes.from_arrays(row, column, rng.choice([-1, 0, 1, 1, 1], len(row)))
    labels = np.arange(40) % 2
    found = analyse(votes, labels=labels)
    clear = [item.ratio_z > 1.2816 for items in found.representative for item in items]
    assert not all(clear)
    page = report_html(found, language="en")
    part = page[page.index("Group A: what") : page.index("What unites")]
    assert part.count("<tr><td>") == sum(clear)


def test_what_a_group_has_not_been_asked_does_not_unite():
    votes = poll(statements=5)
    asked = (votes.columns != 4) | (votes.rows() % 2 == 0)
    fewer = Votes.from_arrays(votes.rows()[asked], votes.columns[asked], np.ones(asked.sum(), int))
    labels = np.arange(votes.n_participants) % 2
    page = report_html(analyse(fewer, labels=labels), language="en")
    part = page[page.index("What unites") : page.index("Where most")]
    assert part.count("<tr><td>") == 4
    assert "№ 4<" not in part


def test_given_groups_keep_their_names_in_the_report():
    votes = poll()
    labels = np.arange(votes.n_participants) % 2
    text = report_html(analyse(votes, labels=labels, group_names=("жаш & кары", "1")))
    assert "А тобу (жаш &amp; кары)" in text
    assert "Б тобу<" in text
