"""Paragraphs of a Word file: what python-docx has no call for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from yntymak.ui.documents.characters import writable

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
LOCALES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}
HEADING_LEVELS = 3
TWENTIETHS_PER_MM = 56.693  # of a point: the unit of a Word file
_ALIGNMENTS = {LEFT: "left", RIGHT: "right", CENTER: "center", JUSTIFY: "both"}
_PIECES = re.compile(r"[^\n\t\r]+|\n|\t")
_BREAKS = {"\n": "w:br", "\t": "w:tab"}
_SPACE = qn("xml:space")
_FILLED = {qn("w:r"), qn("w:ins"), qn("w:del")}
# What may follow w:lang within the properties of a run.
_AFTER_LANG = ("w:eastAsianLayout", "w:specVanish", "w:oMath")
# The same within the properties of a paragraph after w:pBdr.
_AFTER_PARAGRAPH_BORDERS = (
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)


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
    _form(paragraph, align, before=before, after=after, indent=indent, size=size)
    add_run(paragraph, text, size=size, bold=bold, language=language)
    return paragraph


def write_heading(
    document: Document,
    text: str,
    level: int = 1,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    before: float = 12,
    after: float = 6,
    indent: float = 0,
) -> Paragraph:
    """A heading that the navigation of a word processor lists, level 1 to 3."""
    paragraph = empty_paragraph(document)
    own = _form(paragraph, align, before=before, after=after, indent=indent)
    own.insert(0, _element("w:pStyle", val=f"Heading{level}"))
    add_run(paragraph, text)
    return paragraph


def add_run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float | None = None,
    bold: bool = False,
    language: str = "",
) -> Any:
    """The w:r. Line ends and tabs in it are those of the paper.

    Written element by element: python-docx looks for the place of each one, which makes a code of
    six hundred articles take three times as long.
    """
    run = OxmlElement("w:r")
    if size is not None or bold or language:
        own = _element("w:rPr")
        if bold:
            own.append(_element("w:b"))
        if size is not None:
            own.append(_element("w:sz", val=str(int(size * 2))))
        if language:
            own.append(_proofing(language))
        run.append(own)
    for piece in _PIECES.findall(writable(text)):
        if piece in _BREAKS:
            run.append(_element(_BREAKS[piece]))
        else:
            written = _element("w:t")
            written.set(_SPACE, "preserve")
            written.text = piece
            run.append(written)
    paragraph._p.append(run)  # noqa: SLF001 - python-docx has no public call
    return run


def _form(
    paragraph: Paragraph,
    align: WD_ALIGN_PARAGRAPH,
    *,
    before: float,
    after: float,
    indent: float,
    size: float | None = None,
) -> Any:
    own: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    own.append(_element("w:spacing", before=str(int(before * 20)), after=str(int(after * 20))))
    own.append(_element("w:ind", firstLine=str(round(indent * TWENTIETHS_PER_MM))))
    own.append(_element("w:jc", val=_ALIGNMENTS[align]))
    if size is not None:
        size_the_mark(paragraph, size)
    return own


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def empty_paragraph(where: Any) -> Paragraph:
    """The unused first one of a new cell, else a new one at the end."""
    if hasattr(where, "_tc"):
        if len(where._tc.p_lst) == 1:  # noqa: SLF001
            only: Any = where._tc.p_lst[0]  # noqa: SLF001
            if not any(child.tag in _FILLED for child in only):
                return Paragraph(only, where)
        return Paragraph(where._tc.add_p(), where)  # noqa: SLF001
    body = getattr(where, "_body", None)
    if body is None:
        added: Paragraph = where.add_paragraph()
        return added
    # What says the paper's size ends the body: found at once, not by going through all before it.
    element: Any = OxmlElement("w:p")
    body._body[-1].addprevious(element)  # noqa: SLF001
    return Paragraph(element, body)


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


def rule_beside(paragraph: Paragraph) -> None:
    """A line at the left margin: look here."""
    own = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    borders: Any = OxmlElement("w:pBdr")
    line = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", "B3361F")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    own.insert_element_before(borders, *_AFTER_PARAGRAPH_BORDERS)


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
