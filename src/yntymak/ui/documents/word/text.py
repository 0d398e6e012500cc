"""Paragraphs of a Word file: what python-docx has no call for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from yntymak.ui.documents.characters import writable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

FONT = "Times New Roman"
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LOCALES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}
HEADING_LEVELS = 3
# What may follow w:lang within the properties of a run.
_AFTER_LANG = ("w:eastAsianLayout", "w:specVanish", "w:oMath")


def set_body_text(document: Document, language: str, size: float) -> None:
    """Font, size and proofing language of all text that says nothing else; headings like it."""
    style = document.styles["Normal"]
    _set_font(style)
    style.font.size = Pt(size)
    style.element.rPr.insert_element_before(_proofing(language), *_AFTER_LANG)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    for level in range(1, HEADING_LEVELS + 1):
        heading = document.styles[f"Heading {level}"]
        _set_font(heading)
        heading.font.size = Pt(size + HEADING_LEVELS - level)
        heading.font.bold, heading.font.italic = True, False
        heading.font.color.rgb = RGBColor(0, 0, 0)


def write(
    where: Any,
    text: str,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    size: float | None = None,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    language: str = "",
) -> Paragraph:
    """A paragraph in a document, header or cell; the empty one of a new cell is used first.

    Spaces around it in points, the indent of the first line in millimetres; `language` only where
    it is another one than the document's.
    """
    paragraph = empty_paragraph(where)
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Mm(indent)
    run = paragraph.add_run(writable(text))
    run.bold = bold
    if language:
        speak(run, language)
    if size is not None:
        run.font.size = Pt(size)
        size_the_mark(paragraph, size)
    return paragraph


def write_heading(
    document: Document,
    text: str,
    level: int = 1,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    before: float = 12,
    after: float = 6,
) -> Paragraph:
    """A heading that the navigation of a word processor lists, level 1 to 3."""
    paragraph: Paragraph = document.add_heading(writable(text), level)
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    return paragraph


def empty_paragraph(where: Any) -> Paragraph:
    """The unused first one of a new cell, else a new one at the end."""
    paragraph: Paragraph
    if hasattr(where, "_tc") and len(where.paragraphs) == 1:
        paragraph = where.paragraphs[0]
        if not paragraph._p.xpath("w:r | w:ins | w:del"):  # noqa: SLF001 - .text sees no changes
            return paragraph
    paragraph = where.add_paragraph()
    return paragraph


def speak(run: Run, language: str) -> None:
    """The proofing language of a run that is not in the document's."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has no public call
    properties.insert_element_before(_proofing(language), *_AFTER_LANG)


def size_the_mark(paragraph: Paragraph, size: float) -> None:
    """The invisible end of a paragraph has a height too, and would stretch a small line."""
    points = OxmlElement("w:sz")
    points.set(qn("w:val"), str(int(size * 2)))
    properties_of_mark(paragraph).append(points)


def properties_of_mark(paragraph: Paragraph) -> Any:
    """The w:rPr of the end of a paragraph, in its place within w:pPr."""
    own = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    found: Any = own.find(qn("w:rPr"))
    if found is None:
        found = OxmlElement("w:rPr")
        own.insert_element_before(found, "w:sectPr", "w:pPrChange")
    return found


def space_letters(paragraph: Paragraph, points: float) -> None:
    for run in paragraph.runs:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(int(points * 20)))
        run._r.get_or_add_rPr().append(spacing)  # noqa: SLF001


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """PAGE, NUMPAGES: worked out by the word processor."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = instruction
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)  # noqa: SLF001


def _set_font(style: Any) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]  # a theme's font would win over ours
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)


def _proofing(language: str) -> Any:
    mark: Any = OxmlElement("w:lang")
    mark.set(qn("w:val"), LOCALES[language])
    return mark
