"""An uploaded file becomes a parsed law; what goes wrong becomes a sentence on what to do."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.structure import (
    LONGEST_KEY,
    LONGEST_LABEL,
    LONGEST_NUMBER,
    to_rows,
)
from yntymak.methods.lawtext import LawTextError, compare_structure, parse, read_document
from yntymak.methods.lawtext.checks import check_numbers
from yntymak.methods.lawtext.numbering import read_letter, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrPromise

    from yntymak.methods.lawtext import LawText, Provision
    from yntymak.methods.lawtext.numbering import Number

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
PROBLEMS: dict[str, _StrPromise] = {
    "duplicate_number": _("This number stands twice."),
    "gap": _("A number is missing before this one."),
    "out_of_order": _("This number is smaller than the one before it."),
    "superscript_lost": _("A raised digit was probably lost in this number (85¹ became 851)."),
    "superscript_restored": _("A raised digit was restored in this number. Check it."),
    "misspelt_keyword": _("The word “article” or “chapter” is misspelt here."),
    "number_mark_missing": _("The dot or bracket after the number is missing."),
    "wrong_mark": _("The mark after the number is not the usual one."),
    "range_of_articles": _("One heading stands for several articles."),
    "stray_quote": _("The heading begins with a quotation mark: is it an article of this act?"),
    "table": _("A table: check that its rows came over well."),
    "mixed_languages": _("Some lines are in the other language."),
    "letters_missing": _("The text has no ө, ү, ң. Is it Kyrgyz typed on a Russian keyboard?"),
    "legacy_letters": _(
        "The letters ө, ү, ң were restored from an old typeface. Check some words."
    ),
    "encoding_guessed": _(
        "The file does not say how its letters are written; we guessed. Check some words."
    ),
    "missing_in_ru": _("The Russian text lacks this provision."),
    "missing_in_ky": _("The Kyrgyz text lacks this provision."),
    "different_order": _("From here on the two languages have the articles in different order."),
    "different_parts": _("The two languages count the parts of this article differently."),
    "different_paragraphs": _("The two languages break this article into paragraphs differently."),
}
_OTHER_PROBLEM = _("Look at this place.")
_NUMBERING = frozenset({"gap", "out_of_order", "superscript_lost", "duplicate_number"})
_OF_BOTH = frozenset(
    {
        "missing_in_ru",
        "missing_in_ky",
        "different_order",
        "different_parts",
        "different_paragraphs",
    }
)
# A thousand problems help nobody: of each kind this many are listed, the rest counted.
MOST_OF_A_KIND = 30


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


def parsed_json(laws: Mapping[str, LawText]) -> dict[str, Any]:
    return {code: to_rows(law) for code, law in laws.items()}


def problems_json(
    laws: Mapping[str, LawText], remembered: Iterable[Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """All that a person should look at, in the order of the text.

    After a correction the laws carry no problems of their own any more: those of the file itself
    come from `remembered`, those of numbers and languages are looked for anew.
    """
    found = [
        _problem(code, each.code, each.where, each.line, each.detail)
        for code, law in laws.items()
        for each in law.problems
    ]
    if remembered is not None:
        found += [
            dict(old)
            for old in remembered
            if old["code"] not in _NUMBERING | _OF_BOTH and _stands(laws, old)
        ]
        for code, law in laws.items():
            found += _numbering_problems(code, law)
    if {"ky", "ru"} <= laws.keys():
        for p in compare_structure(laws["ky"], laws["ru"]):
            language = "ru" if p.code == "missing_in_ky" else "ky"
            found.append(_problem(language, p.code, p.where, p.line, p.detail))
    return found


def _numbering_problems(code: str, law: LawText) -> list[dict[str, Any]]:
    numbered = [(each, _value(each)) for each in law.provisions]
    found = [_problem(code, p.code, p.where, p.line, p.detail) for p in check_numbers(numbered)]
    return found + [
        _problem(code, "duplicate_number", each.key, each.line, each.number)
        for each in law.provisions
        if "~" in each.key.rsplit("__", 1)[-1]
    ]


def _value(each: Provision) -> Number:
    if not each.number:
        return ()
    value = read_letter(each.number) if each.kind == "indent" else read_number(each.number)
    return value or ()


def _stands(laws: Mapping[str, LawText], old: Mapping[str, Any]) -> bool:
    return not old["where"] or old["where"] in laws.get(old["language"], ())


def _problem(language: str, code: str, where: str, line: int, detail: str) -> dict[str, Any]:
    return {"language": language, "code": code, "where": where, "line": line, "detail": detail}


@dataclass(frozen=True)
class Shown:
    """A problem as the confirmation page lists it."""

    language: str
    sentence: _StrPromise
    where: str
    detail: str


def shown_problems(problems: Iterable[Mapping[str, Any]]) -> tuple[list[Shown], int]:
    """The problems to list, and how many more there are."""
    listed: list[Shown] = []
    seen: Counter[str] = Counter()
    for each in problems:
        seen[each["code"]] += 1
        if seen[each["code"]] <= MOST_OF_A_KIND:
            sentence = PROBLEMS.get(each["code"], _OTHER_PROBLEM)
            listed.append(Shown(each["language"], sentence, each["where"], each["detail"]))
    return listed, seen.total() - len(listed)
