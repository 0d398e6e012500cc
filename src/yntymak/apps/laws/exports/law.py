"""The amending law, in the language of formulas, as a Word file and as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yntymak.apps.laws.bills.amending import amending_law
from yntymak.ui.documents import word

if TYPE_CHECKING:
    from docx.document import Document as WordFile

    from yntymak.apps.laws.bills.amending import Article, Point
    from yntymak.apps.laws.exports.papers import Paper

INDENT = 12.5  # millimetres, the first line of a paragraph
_PROJECT = {"ky": "Долбоор", "ru": "Проект"}
_LAW = {"ky": "КЫРГЫЗ РЕСПУБЛИКАСЫНЫН МЫЙЗАМЫ", "ru": "ЗАКОН КЫРГЫЗСКОЙ РЕСПУБЛИКИ"}
_PRESIDENT = {
    "ky": "Кыргыз Республикасынын\nПрезиденти",
    "ru": "Президент\nКыргызской Республики",
}


def law_docx(paper: Paper) -> bytes:
    language = paper.language
    law = amending_law(paper.version, paper.acts, language)
    document = word.Document()
    word.set_body_text(document, language, size=14)
    word.lay_out(document.sections[0], mark=paper.mark)
    word.write(document, _PROJECT[language], word.RIGHT)
    word.write(document, _LAW[language], word.CENTER, bold=True, before=14, after=10)
    word.write_heading(document, law.title, 1, word.CENTER, before=0, after=14)
    for article in law.articles:
        _write_article(document, article)
    _signature(document, language)
    _stamp(document, paper)
    return word.as_bytes(document, title=law.title, moment=paper.moment)


def law_txt(paper: Paper) -> str:
    """As `yntymak law amend` reads it."""
    law = amending_law(paper.version, paper.acts, paper.language)
    head = [paper.mark] if paper.mark else []
    return "\n".join([*head, _LAW[paper.language], law.text, ""])


def _write_article(document: WordFile, article: Article) -> None:
    word.write_heading(document, article.mark, 2, before=12, after=4, indent=INDENT)
    for line in (article.opening, *article.paragraphs):
        if line:
            word.write(document, line, word.JUSTIFY, indent=INDENT, after=4)
    for place, point in enumerate(article.points, 1):
        _write_point(document, point, is_last=place == len(article.points))


def _write_point(document: WordFile, point: Point, *, is_last: bool) -> None:
    if point.introduction:
        said = word.write(
            document, f"{point.mark} {point.introduction}", word.JUSTIFY, indent=INDENT, after=3
        )
        said.paragraph_format.keep_with_next = True
    for lines in point.lines_of_items(is_last=is_last):
        first, *quoted = lines
        said = word.write(document, first, word.JUSTIFY, indent=INDENT, after=3)
        said.paragraph_format.keep_with_next = bool(quoted)
        for line in quoted:
            word.write(document, line.replace("\t", " | "), word.JUSTIFY, indent=INDENT, after=3)


def _signature(document: WordFile, language: str) -> None:
    word.write(document, "", before=20)
    for line in _PRESIDENT[language].split("\n"):
        word.write(document, line, bold=True)


def _stamp(document: WordFile, paper: Paper) -> None:
    word.write(document, "", before=20)
    for line in paper.stamp(paper.language):
        word.write(document, line, size=9)
