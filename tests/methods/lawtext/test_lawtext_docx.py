import contextlib
import random

import pytest

from yntymak.methods.lawtext import (
    LawTextError,
    article_text,
    from_akn,
    parse,
    read_document,
    retyped,
    to_akn,
)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def texts(document):
    return [line.text for line in document.lines]


BOX = "<w:txbxContent><w:p><w:r><w:t>рамка</w:t></w:r></w:p></w:txbxContent>"
# word processors write a text box twice, once for old readers
TWICE = (
    f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
    f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
)
RAISED = '<w:vertAlign w:val="superscript"/>'


def test_a_raised_number_becomes_a_superscript(docx):
    heading = paragraph(run("Статья 85"), run("1", RAISED), run(". Название"))
    document = read_document(docx(heading + paragraph(run("Текст."))), "law.docx")
    assert texts(document) == ["Статья 85¹. Название", "Текст."]
    assert parse(document, "ru").articles[0].key == "art_85-1"


def test_a_number_raised_by_a_style_or_by_hand_is_one_too(docx):
    styles = (
        "<w:styles>"
        '<w:style w:styleId="Base"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:styleId="Up"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Circle"><w:basedOn w:val="Circle"/></w:style>'
        "</w:styles>"
    )
    body = paragraph(
        run("Статья 8"),
        run("2", '<w:rStyle w:val="Up"/>'),
        run(", 9"),
        run("3", '<w:position w:val="8"/>'),
        run(", 4", '<w:rStyle w:val="Circle"/>'),
    )
    document = read_document(docx(body, {"word/styles.xml": styles}), "law.docx")
    assert texts(document) == ["Статья 8², 9³, 4"]


def test_tracked_changes_are_read_as_accepted_and_noted(docx):
    body = (
        paragraph(
            run("Статья 1. "),
            f"<w:ins>{run('Новое')}</w:ins>",
            "<w:del><w:r><w:delText>Старое</w:delText></w:r></w:del>",
            f"<w:moveFrom>{run('ушло')}</w:moveFrom>",
        )
        + paragraph(run("Первая половина "), properties="<w:rPr><w:del/></w:rPr>")
        + paragraph(run("и вторая."))
    )
    document = read_document(docx(body), "law.docx")
    assert texts(document) == ["Статья 1. Новое", "Первая половина и вторая."]
    assert [problem.code for problem in document.problems] == ["tracked_changes"]


def test_a_table_keeps_its_rows_and_cells(docx):
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("1.", "Налог"))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    body = paragraph(run("Статья 1. Н")) + paragraph(run("Ставки:")) + table
    body += paragraph(run("Статья 2. Н")) + paragraph(run("Т."))
    law = parse(read_document(docx(body), "law.docx"), "ru")
    assert law["art_1__table_1"].paragraphs == ("1.\tНалог", "1.\tНалог")
    assert [(problem.code, problem.where) for problem in law.problems] == [
        ("table", "art_1__table_1")
    ]


def test_a_table_around_the_articles_is_only_layout(docx):
    inside = paragraph(run("Статья 1. Н")) + paragraph(run("1. Текст."))
    body = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    law = parse(read_document(docx(body), "law.docx"), "ru")
    assert [each.key for each in law.provisions] == ["art_1", "art_1__para_1"]


def test_a_footnote_stands_after_its_line_and_its_number_does_not_join_the_text(docx):
    notes = (
        "<w:footnotes>"
        f'<w:footnote w:id="0" w:type="separator">{paragraph(run("----"))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("Сноска."))}</w:footnote>'
        "</w:footnotes>"
    )
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("Статья 1. Н")) + paragraph(run("Текст 5"), reference, run("."))
    law = parse(read_document(docx(body, {"word/footnotes.xml": notes}), "law.docx"), "ru")
    assert law["art_1"].paragraphs == ("Текст 5.",)
    assert law["art_1__fn_1"].paragraphs == ("Сноска.",)


def numbering(*levels):
    inside = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering><w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )


def numbered(text, level):
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(run(text), properties=number)


def test_automatic_numbers_are_written_out(docx):
    levels = numbering(("decimal", "%1."), ("decimal", "%2)"), ("russianLower", "%3)"))
    body = paragraph(run("Статья 1. Н")) + "".join(
        numbered(text, level)
        for text, level in [
            ("А:", 0),
            ("б:", 1),
            ("в;", 2),
            ("г.", 2),
            ("д.", 1),
            ("Е:", 0),
            ("ж", 1),
        ]
    )
    document = read_document(docx(body, {"word/numbering.xml": levels}), "law.docx")
    law = parse(document, "ru")
    assert [each.key.removeprefix("art_1__") for each in law.descendants("art_1")] == [
        "para_1",
        "para_1__point_1",
        "para_1__point_1__indent_1",
        "para_1__point_1__indent_2",
        "para_1__point_2",
        "para_2",
        "para_2__point_1",
    ]
    assert [problem.code for problem in document.problems] == ["automatic_numbers"]


def test_automatic_article_headings_are_found(docx):
    levels = numbering(("decimal", "Статья %1."))
    body = numbered("Предмет", 0) + paragraph(run("Текст.")) + numbered("Понятия", 0)
    document = read_document(docx(body, {"word/numbering.xml": levels}), "law.docx")
    assert [each.heading for each in parse(document, "ru").articles] == ["Предмет", "Понятия"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t></w:r>", ["а б"]),
        ("<w:r><w:t>а</w:t><w:br/><w:t>б</w:t></w:r>", ["а б"]),
        ("<w:r><w:t>а:</w:t><w:br/><w:t>1) б</w:t></w:r>", ["а:", "1) б"]),
        ("<w:r><w:t>а</w:t><w:noBreakHyphen/><w:t>б</w:t></w:r>", ["а-б"]),
        ("<w:hyperlink><w:r><w:t>ссылка</w:t></w:r></w:hyperlink>", ["ссылка"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>поле</w:t></w:r></w:sdtContent></w:sdt>", ["поле"]),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>7</w:t></w:r>", ["7"]),
        ('<w:r><w:sym w:char="00A7"/><w:t> 1</w:t></w:r>', ["§ 1"]),
        ("<m:oMath><m:r><m:t>x=y</m:t></m:r></m:oMath>", ["x=y"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r><w:r><w:t>а</w:t></w:r>", ["а"]),
        (f"<w:r><w:t>а</w:t>{TWICE}</w:r>", ["а", "рамка"]),
    ],
)
def test_what_stands_inside_a_paragraph(docx, inside, expected):
    assert texts(read_document(docx(f"<w:p>{inside}</w:p>"), "law.docx")) == expected


def test_a_raised_letter_that_looks_like_a_digit_is_one(docx, problem_codes):
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = "".join(
        f"<w:p><w:r><w:t>Статья 309</w:t></w:r>{raised.format(letter)}"
        f"<w:r><w:t>. Имя</w:t></w:r></w:p>"
        for letter in ("2", "З")
    )
    act = parse(read_document(docx(body), "a.docx"), "ru")
    assert [each.key for each in act.articles] == ["art_309-2", "art_309-3"]
    assert "letters_for_digits" in problem_codes(act)


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table_of(rows):
    inner = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"{paragraph(run('Статья 1. А'))}<w:tbl>{inner}</w:tbl>"


def test_merged_cells_keep_the_others_in_their_columns(docx):
    merged = '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'
    rows = [
        cell("Вид", merged) + cell("Сумма"),
        cell("", '<w:gridSpan w:val="2"/><w:vMerge/>') + cell("5"),
    ]
    act = parse(read_document(docx(table_of(rows)), "a.docx"), "ru")
    assert act["art_1__table_1"].paragraphs == ("Вид\t\tСумма", "\t\t5")
    assert from_akn(to_akn(act))["art_1__table_1"].paragraphs == ("Вид\t\tСумма", "\t\t5")
    typed = article_text(act, "art_1")
    assert retyped(act, "art_1", typed) is act
    edited = retyped(act, "art_1", typed.replace("5", "6"))
    assert edited["art_1__table_1"].paragraphs == ("Вид\t\tСумма", "\t\t6")


def test_cells_in_form_fields_and_deleted_rows(docx, problem_codes):
    field = f"<w:sdt><w:sdtContent>{cell('в поле')}</w:sdtContent></w:sdt>"
    gone = "<w:trPr><w:del/></w:trPr>" + cell("удалено")
    act = parse(read_document(docx(table_of([field + cell("два"), gone])), "a.docx"), "ru")
    assert act["art_1__table_1"].paragraphs == ("в поле\tдва",)
    assert "tracked_changes" in problem_codes(act)


def test_a_file_within_the_document_is_named(docx, problem_codes):
    act = parse(
        read_document(docx(paragraph(run("Статья 1. А")) + "<w:altChunk/>"), "a.docx"), "ru"
    )
    assert "embedded_text" in problem_codes(act)


def test_a_damaged_archive_is_refused_and_never_breaks_the_reader(docx):
    chance = random.Random(1)
    whole = docx(paragraph(run("Статья 1. А")) * 30)
    for _ in range(80):
        data = bytearray(whole)
        for _ in range(6):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(LawTextError):
            read_document(bytes(data), "a.docx")
