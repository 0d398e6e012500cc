"""An uploaded file becomes a parsed law; what goes wrong becomes a sentence on what to do."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.importing.problems import foreign_provisions, numbering_problems
from yntymak.apps.laws.structure import (
    LONGEST_KEY,
    LONGEST_LABEL,
    LONGEST_NUMBER,
    to_rows,
)
from yntymak.methods.lawtext import LawTextError, Problem, from_akn, parse, read_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrPromise

    from yntymak.methods.lawtext import LawText

_SAVE_AS = _("Open it in Word, choose “Save as” and “Word document (.docx)”, then send that file.")
REFUSALS: dict[str, _StrPromise] = {
    "missing": _("The file did not arrive. Choose it again."),
    "empty": _("The file is empty. Check that you chose the right one."),
    "too_large": _("The file is larger than 50 MB. Send the text without pictures and scans."),
    "not_text": _("The file is neither a Word document nor a text. Send a .docx or .txt file."),
    "encoding": _("The letters of this file cannot be read. Save it as .docx or as text in UTF-8."),
    "pdf": _("This is a PDF: its text cannot be read reliably. Send the Word document (.docx)."),
    "old_word": _(
        "This is an old Word file (.doc) or one with a password. Open it in Word, remove the "
        "password, save it as .docx and send that file."
    ),
    "rtf": _("This is an RTF file. Open it in Word, save it as .docx and send that file."),
    "html": _("This is a web page, not a document. Send the text as .docx or .txt."),
    "not_docx": _(
        "The document is damaged or locked. Open it in Word, save it anew, send it again."
    ),
    "zip_bomb": _(
        "This file unpacks to far more than a law can hold. Save the text anew as .docx."
    ),
    "macros": _("The document carries macros. Save it as .docx without macros and send that file."),
    "no_document": _("There is no text in this file. Choose the .docx file of the law itself."),
    "xml_forbidden": _(
        "The document was not made by Word in the usual way. Save it anew as .docx."
    ),
    "xml_broken": _("The document is damaged. Open it in Word, save it anew and send it again."),
    "no_articles": _(
        "No articles were found. Check that each one begins with its number and the word “article” "
        "on a line of its own, or choose “by-law” or “kenesh resolution” as the kind."
    ),
    "wrong_language": _(
        "The text is in the other language. Put each file in the field of its language."
    ),
    "not_akn": _("This is no Akoma Ntoso document. Send the Word document (.docx) or a text."),
    "too_deep": _("The numbering of this text is nested too deeply to be read. Check the file."),
}


_KEY = re.compile(r"[\w.~-]+")


class UnreadableFileError(Exception):
    """Carries the sentence for the person who sent the file."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = REFUSALS.get(code, _SAVE_AS)


@dataclass(frozen=True)
class Source:
    law: LawText
    name: str
    sha256: str


def read_upload(file: UploadedFile[Any], language: str, *, require_articles: bool) -> Source:
    """Raises UnreadableFileError; nothing else comes out of a file however strange."""
    data = file.read()
    name = str(file.name or "")[-200:]
    try:
        if is_akn(data, name):
            law = _read_akn(data, language, require_articles=require_articles)
        else:
            law = parse(read_document(data, name), language, require_articles=require_articles)
    except LawTextError as error:
        raise UnreadableFileError(error.code) from error
    if not law.provisions:
        raise UnreadableFileError("empty")
    for each in law.provisions:
        if (
            len(each.key) > LONGEST_KEY
            or len(each.number) > LONGEST_NUMBER
            or len(each.label) > LONGEST_LABEL
        ):
            raise UnreadableFileError("too_deep")
    return Source(law, name, hashlib.sha256(data).hexdigest())


def is_akn(data: bytes, name: str) -> bool:
    """Told by its first sign: a Word document is a package, a law does not begin with «<»."""
    start = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<?xml", b"<akomaNtoso")) or (
        name.lower().endswith((".xml", ".akn")) and not data.startswith(b"PK")
    )


def _read_akn(data: bytes, language: str, *, require_articles: bool) -> LawText:
    """Keys become part of addresses: only those that can stand there are taken."""
    try:
        law = from_akn(data)
    except LawTextError as error:
        raise UnreadableFileError("not_akn" if data.strip() else "empty") from error
    except RecursionError as error:
        raise UnreadableFileError("too_deep") from error
    if law.language != language:
        raise UnreadableFileError("wrong_language")
    if require_articles and not law.articles:
        raise UnreadableFileError("no_articles")
    if not all(_KEY.fullmatch(each.key) for each in law.provisions):
        raise UnreadableFileError("not_akn")
    foreign = foreign_provisions(law)
    mixed = [Problem("mixed_languages", "", 0, str(len(foreign)))] if foreign else []
    return replace(law, problems=(*mixed, *numbering_problems(law)))


def parsed_json(laws: Mapping[str, LawText]) -> dict[str, Any]:
    return {code: to_rows(law) for code, law in laws.items()}
