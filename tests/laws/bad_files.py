"""Files as people really send them: made with Word's own parts, each wrong in one way."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docx.document import Document

LINES = (
    "Айылдык суу жөнүндө мыйзам",
    "1-берене. Мыйзамдын максаты",
    "Бул мыйзам айылдык сууну пайдалануу тартибин аныктайт.",
    "2-берене. Түшүнүктөр",
    "Бул мыйзамда суу деп ичүүчү суу түшүнүлөт.",
    "3-берене. Айыл өкмөтүнүн милдеттери",
    "Айыл өкмөтү суунун сапатын дайыма текшерет.",
)
FOREIGN = "Настоящий закон определяет порядок пользования сельской водой в селе и в городе."


def word(lines: Iterable[str] = LINES, change: Callable[[Document], None] | None = None) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The package with more parts: `word__footnotes_xml` is word/footnotes.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name.replace("__", "/").replace("_", "."), part)
    return out.getvalue()


def with_table() -> bytes:
    def change(document: Document) -> None:
        table = document.add_table(2, 2)
        for row, cells in zip(table.rows, (("Айыл", "Тариф"), ("Ак-Суу", "12 сом")), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text

    return word(change=change)


def with_tracked_changes() -> bytes:
    """In article 2 «таза » is put in, in article 3 «дайыма » taken out."""
    about = 'w:id="1" w:author="А" w:date="2026-01-01T00:00:00Z"'

    def change(document: Document) -> None:
        two, three = document.paragraphs[4], document.paragraphs[6]
        two.runs[0].text = "Бул мыйзамда суу деп "
        two._p.append(_run("ins", about, "t", "таза ичүүчү суу түшүнүлөт."))
        three.runs[0].text = "Айыл өкмөтү суунун сапатын "
        three._p.append(_run("del", about, "delText", "дайыма "))
        three.add_run("текшерет.")

    return word(change=change)


def _run(kind: str, about: str, tag: str, text: str):
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} {about}><w:r><w:{tag} xml:space="preserve">{text}'
        f"</w:{tag}></w:r></w:{kind}>"
    )


def with_footnote() -> bytes:
    def change(document: Document) -> None:
        run = document.paragraphs[4].add_run()
        run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))

    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>'
        "Бул түшүнүк ушул мыйзамда гана колдонулат.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    return repacked(word(change=change), word__footnotes_xml=notes.encode())


def with_hidden_text() -> bytes:
    def change(document: Document) -> None:
        run = document.paragraphs[4].add_run(" Бул жашыруун.")
        run.font.hidden = True

    return word(change=change)


def with_counted_numbers() -> bytes:
    """Numbers that nobody typed: the list style of Word's own template."""

    def change(document: Document) -> None:
        for text in ("Суу таза болсун.", "Суу жеткиликтүү болсун."):
            document.add_paragraph(text, style="List Number")

    return word(change=change)


def with_macros() -> bytes:
    return repacked(word(), word__vbaProject_bin=b"\xd0\xcf\x11\xe0")


def swapped() -> tuple[str, ...]:
    return (*LINES[:1], *LINES[3:5], *LINES[1:3], *LINES[5:])


def raised() -> bytes:
    """A raised digit that Word keeps as a run of its own: 3¹."""

    def change(document: Document) -> None:
        paragraph = document.add_paragraph("3")
        paragraph.add_run("1").font.superscript = True
        paragraph.add_run("-берене. Кошумча")
        document.add_paragraph("Суу үнөмдөлөт.")

    return word(change=change)
