"""Files for an office: what is typed stays text, and the same content gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import openpyxl
import pytest
import typst
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from word_revisions import accepted, rejected

from yntymak.ui.documents import pdf, sheets, word
from yntymak.ui.documents.download import download

MOMENT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
EVIL = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(1)", "{=1}", "https://x.kg", "0012", "\t=1"]
_text = st.text("аңө \n.", max_size=6)
pieces = st.lists(st.tuples(_text, _text) | _text.map(lambda text: (text, text)), max_size=6)


def new_word(mark: str = ""):
    document = word.Document()
    word.set_body_text(document, "ky", size=12)
    word.lay_out(document.sections[0], mark=mark)
    return document


@settings(max_examples=60, deadline=None)
@given(pieces)
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(changes):
    document = new_word()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    word.write_changes(cell, changes, word.Reviser("Агенттик", MOMENT), size=10)
    saved = docx.Document(io.BytesIO(word.as_bytes(document, title="x", moment=MOMENT)))
    cell = saved.tables[0].rows[0].cells[0]

    assert rejected(cell) == "".join(old for old, _new in changes)
    assert accepted(cell) == "".join(new for _old, new in changes)
    assert accepted(cell).count("\n") + 1 <= len(cell.paragraphs)


def test_a_change_names_who_and_when_and_has_a_number_of_its_own():
    document = new_word()
    reviser = word.Reviser("Мамлекеттик агенттик", MOMENT)
    for _time in range(2):
        word.write_changes(document, [("а", "б"), ("\n", "\n"), ("", "в\nг")], reviser)
    marks = document.element.body.xpath(".//w:ins | .//w:del")

    assert len({each.get(qn("w:id")) for each in marks}) == len(marks) == 10
    assert {each.get(qn("w:author")) for each in marks} == {"Мамлекеттик агенттик"}
    assert {each.get(qn("w:date")) for each in marks} == {"2026-03-02T09:30:00Z"}


def test_the_same_content_is_the_same_file():
    def made():
        document = new_word("ДОЛБООР")
        word.write_heading(document, "Берене", 1)
        word.write_changes(document, [("а", "б")], word.Reviser("x", MOMENT))
        return word.as_bytes(document, title="t", moment=MOMENT)

    assert made() == made()
    book = [sheets.to_xlsx([sheet([["a"]])], title="t", moment=MOMENT) for _time in range(2)]
    assert book[0] == book[1]
    paper = [printed("ң") for _time in range(2)]
    assert paper[0] == paper[1]


def test_signs_that_xml_cannot_hold_are_left_out():
    document = new_word("а\x0cб")
    word.write(document, "в\x00г\ud800")
    word.write_changes(document, [("д\x1f", "е\x0b")], word.Reviser("ж\x01", MOMENT))
    content = word.as_bytes(document, title="з\x02", moment=MOMENT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "вг"


def sheet(rows, columns=None, **said):
    made = [row if isinstance(row, sheets.Band) else sheets.Row(row) for row in rows]
    columns = columns or [sheets.Column("Т", 30)] * len(made[0].cells)
    return sheets.Sheet("Т", columns, made, **said)


def cells_of(*made):
    content = sheets.to_xlsx(made, title="t", moment=MOMENT)
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True), content


def test_nothing_that_is_typed_becomes_a_formula_or_a_link():
    marked = sheets.Marked((("=1+", "same"), ("2", "added")))
    book, content = cells_of(
        sheet([[text] for text in EVIL] + [[marked], [sheets.Marked((("=9", "removed"),))]]),
        sheet([sheets.Band("=1"), ["x"]], [sheets.Column("@x", 9)], lines=["=2", "+3"]),
    )
    for page in book:
        for row in page.iter_rows():
            assert all(cell.data_type in {"s", "n"} and not cell.hyperlink for cell in row)
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)][: len(EVIL)] == EVIL
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())
    # Saved as CSV, a text that looks like a formula would come to life again but for this.
    quoted = [cell[0].quotePrefix for cell in book.worksheets[0].iter_rows(min_row=2)]
    assert quoted == [True, True, True, True, False, False, False, True, True, True]


def test_a_text_longer_than_a_cell_goes_on_below():
    text = "ң" * (sheets.LONGEST_CELL + 5)
    marked = sheets.Marked(((text, "removed"), ("ө", "added")))
    book, _content = cells_of(sheet([[text, "x", marked], ["y", None, "z"]]))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert rows[0][0] + rows[1][0] == text
    assert str(rows[0][2]) + str(rows[1][2]) == text + "ө"
    assert [row[1] for row in rows] == ["x", None, None]
    assert rows[2] == ["y", None, "z"]


def test_numbers_and_days_stay_numbers_and_days():
    columns = [sheets.Column("a", 9, "#,##0.0"), sheets.Column("b", 9)]
    book, _content = cells_of(sheet([[1240.5, dt.date(2026, 3, 2)]], columns))
    number, day = next(book.worksheets[0].iter_rows(min_row=2))
    assert (number.value, number.number_format) == (1240.5, "#,##0.0")
    assert day.value == dt.datetime(2026, 3, 2)  # noqa: DTZ001 - a spreadsheet knows no zones


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1/2: [мыйзам]?", "1 2   мыйзам"),
        ("''", "1"),
        ("ң" * 40, "ң" * 31),
        ("😀" * 20, "😀" * 15),
        ("Т", "Т 2"),
        ("History", "History 2"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(text, name):
    assert sheets.sheet_name(text, ["т"]) == name
    cells_of(*[sheets.Sheet(text, [sheets.Column("a", 9)], [])] * 2)


def printed(text: str) -> bytes:
    return pdf.to_pdf(
        "ui/documents/office.typ", {"t": text}, title=text, language="ky", moment=MOMENT
    )


@pytest.mark.parametrize("text", ["ңөү", '#panic("x")', "😀 中", "\x0c", "*а* _б_ $x$ \\"])
def test_what_is_typed_is_never_a_template(text):
    assert printed(text).startswith(b"%PDF")


def test_a_template_that_is_wrong_is_not_hidden(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "ROOT", tmp_path)
    (tmp_path / "wrong.typ").write_text("#nothing-of-this-name", encoding="utf-8")
    with pytest.raises(typst.TypstError, match="unknown variable"):
        pdf.to_pdf("wrong.typ", {}, title="x", language="ky", moment=MOMENT)


def test_a_file_is_kept_under_its_name():
    answer = download(b"x", "салыштырма.docx")
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert download("ң", "a.txt")["Content-Type"] == "text/plain; charset=utf-8"
    assert download(b"x", "a.pdf")["Content-Disposition"] == 'attachment; filename="a.pdf"'
