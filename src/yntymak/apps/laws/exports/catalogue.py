"""Which documents there are, what each is for, and how it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from yntymak.apps.laws.exports.akn import act_akn, bill_akn
from yntymak.apps.laws.exports.comparison import comparison_docx
from yntymak.apps.laws.exports.comparison_pdf import comparison_pdf
from yntymak.apps.laws.exports.comparison_sheet import comparison_xlsx
from yntymak.apps.laws.exports.consolidated import consolidated_docx, consolidated_txt
from yntymak.apps.laws.exports.law import law_docx, law_txt
from yntymak.apps.laws.exports.note import note_docx
from yntymak.apps.laws.exports.papers import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import Promise

    from yntymak.apps.laws.exports.papers import Paper

BOTH = "both"


@dataclass(frozen=True)
class Document:
    """`is_of_act`: one file for each act that the bill changes."""

    name: str
    title: Promise
    purpose: Promise
    formats: Mapping[str, Callable[[Paper], bytes | str]]
    languages: tuple[str, ...] = LANGUAGES
    is_of_act: bool = False


DOCUMENTS = (
    Document(
        "comparison",
        pgettext_lazy("document", "Comparative table"),
        pgettext_lazy(
            "document",
            "Each place as it is, as it would be, and why. In Word the changes can be accepted "
            "and rejected; the spreadsheet can be sorted.",
        ),
        {"docx": comparison_docx, "pdf": comparison_pdf, "xlsx": comparison_xlsx},
        languages=(*LANGUAGES, BOTH),
    ),
    Document(
        "law",
        pgettext_lazy("document", "Amending law"),
        pgettext_lazy("document", "What parliament adopts: each change as an instruction."),
        {"docx": law_docx, "txt": law_txt},
    ),
    Document(
        "consolidated",
        pgettext_lazy("document", "Consolidated text"),
        pgettext_lazy(
            "document",
            "The act as it would read. What changes has a line at the margin. Not in force.",
        ),
        {"docx": consolidated_docx, "txt": consolidated_txt},
        is_of_act=True,
    ),
    Document(
        "note",
        pgettext_lazy("document", "Justification note"),
        pgettext_lazy(
            "document",
            "The seven sections of the procedure. What is known here is filled in, the rest is "
            "left open for you to write.",
        ),
        {"docx": note_docx},
    ),
    Document(
        "akn-bill",
        pgettext_lazy("document", "Bill as data (Akoma Ntoso)"),
        pgettext_lazy("document", "For other systems: the bill with every change that it orders."),
        {"xml": bill_akn},
    ),
    Document(
        "akn-act",
        pgettext_lazy("document", "Act as data (Akoma Ntoso)"),
        pgettext_lazy(
            "document", "For other systems: the act as it would read, and what was done where."
        ),
        {"xml": act_akn},
        is_of_act=True,
    ),
)
BY_NAME = {each.name: each for each in DOCUMENTS}


@dataclass(frozen=True)
class Order:
    """One file: which document, in which format and language, of which act."""

    document: Document
    extension: str
    language: str
    act: str = ""

    def file_name(self, paper: Paper) -> str:
        version = paper.version
        parts = [version.bill.code, f"v{version.number}", self.document.name]
        if self.document.is_of_act:
            parts.append(self.act)
        return f"{'-'.join([*parts, self.language])}.{self.extension}"

    def make(self, paper: Paper) -> bytes:
        """`paper` holds all acts of the version. Raises AmendmentError where one does not fit."""
        if self.document.is_of_act:
            acts = tuple(each for each in paper.acts if each.base.act.code == self.act)
            paper = replace(paper, acts=acts)
        made = self.document.formats[self.extension](paper)
        return made.encode() if isinstance(made, str) else made


def languages_of(language: str) -> tuple[str, ...]:
    return LANGUAGES if language == BOTH else (language,)
