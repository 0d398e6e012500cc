"""What Word does on "accept all" and "reject all", on the paragraphs of a cell or a document."""

from __future__ import annotations

from docx.oxml.ns import qn


def accepted(where) -> str:
    return _text(where, kept="ins", dropped="del")


def rejected(where) -> str:
    return _text(where, kept="del", dropped="ins")


def _text(where, kept: str, dropped: str) -> str:
    """A paragraph whose end is dropped runs on into the next one."""
    said = []
    for paragraph in where.paragraphs:
        for child in paragraph._p:
            if child.tag in {qn("w:r"), qn(f"w:{kept}")}:
                said += [
                    each.text or "" for each in child.iter(qn("w:t"), qn("w:delText"), qn("w:tab"))
                ]
        mark = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:' + dropped)}")
        said.append("" if mark is not None else "\n")
    return "".join(said).removesuffix("\n")
