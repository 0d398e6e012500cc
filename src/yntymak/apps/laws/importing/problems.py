"""What a person should look at in an uploaded act before it is published, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from yntymak.methods.lawtext import Problem, compare_structure
from yntymak.methods.lawtext.checks import check_numbers, line_language
from yntymak.methods.lawtext.numbering import read_letter, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.utils.functional import _StrPromise

    from yntymak.methods.lawtext import LawText, Provision
    from yntymak.methods.lawtext.numbering import Number

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
    "mixed_languages": _("Some lines are in the other language; the first one stands here."),
    "other_language": _(
        "These words are in the other language. Where they do not belong here, take them out of "
        "the file and send it again."
    ),
    "footnotes": _("The document has footnotes: check that each stands where it belongs."),
    "tracked_changes": _(
        "The document holds tracked changes. They were read as if all were accepted: check that "
        "this is the text that was adopted."
    ),
    "hidden_text": _("The document holds hidden text. It was left out."),
    "automatic_numbers": _(
        "Some numbers are counted by Word and not typed. Check that they are those of the act."
    ),
    "text_boxes": _("The document has text boxes. Their words follow the line they hang on."),
    "letters_for_digits": _(
        "Raised letters З and О were read as the digits 3 and 0. Check the raised numbers."
    ),
    "embedded_text": _(
        "A part of the text is another file inside the document. It was not read: put its words "
        "into the document itself and send it again."
    ),
    "symbols": _("Some signs of a special typeface could not be read. They are shown as □."),
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
# Those of a line of the file: they stay where the line is, whatever is corrected around it.
_OF_A_LINE = frozenset({"mixed_languages", "table"})
_MOST_LIKELY = re.compile(r"most likely (\S+)$")
# A thousand problems help nobody: of each kind this many are listed, the rest counted.
MOST_OF_A_KIND = 30


def problems_json(
    laws: Mapping[str, LawText], remembered: Iterable[Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """All that a person should look at, in the order of the text.

    After a correction the laws carry no problems of their own any more: those of the file itself
    come from `remembered`, those of numbers and languages are looked for anew.
    """
    found = [
        _problem(code, each.code, each.where or _place(law, each), each.line, each.detail)
        for code, law in laws.items()
        for each in law.problems
    ]
    if remembered is not None:
        found += _still_there(laws, remembered)
        for code, law in laws.items():
            found += [
                _problem(code, each.code, each.where, each.line, each.detail)
                for each in numbering_problems(law)
            ]
    for code in {each["language"] for each in found if each["code"] == "mixed_languages"}:
        found += _foreign(code, laws[code])
    if {"ky", "ru"} <= laws.keys():
        for p in compare_structure(laws["ky"], laws["ru"]):
            language = "ru" if p.code == "missing_in_ky" else "ky"
            found.append(_problem(language, p.code, p.where, p.line, p.detail))
    return found


def numbering_problems(law: LawText) -> list[Problem]:
    """Numbers that are missing, come twice, run backwards or have lost a raised digit."""
    numbered = [(each, _value(each)) for each in law.provisions]
    return [
        *check_numbers(numbered),
        *(
            Problem("duplicate_number", each.key, each.line, each.number)
            for each in law.provisions
            if "~" in each.key.rsplit("__", 1)[-1]
        ),
    ]


def _value(each: Provision) -> Number:
    if not each.number:
        return ()
    value = read_letter(each.number) if each.kind == "indent" else read_number(each.number)
    return value or ()


def _still_there(
    laws: Mapping[str, LawText], remembered: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What was found in the file itself, and is not looked for anew."""
    for old in remembered:
        law = laws.get(old["language"])
        if law is None or old["code"] in _NUMBERING | _OF_BOTH | {"other_language"}:
            continue
        if not old["where"] or old["where"] in law:
            yield dict(old)
        elif old["code"] in _OF_A_LINE:
            yield {**old, "where": _at_line(law, old["line"])}


def _place(law: LawText, problem: Problem) -> str:
    """Where a problem of the file can be seen; empty where it is one of the whole text."""
    if problem.code == "footnotes":
        return next((each.key for each in law.provisions if each.kind == "footnote"), "")
    return _at_line(law, problem.line) if problem.code in _OF_A_LINE else ""


def _at_line(law: LawText, line: int) -> str:
    """The provision that holds the line of the file; corrections keep the lines."""
    before = [each.key for each in law.provisions if 0 < each.line <= line]
    return before[-1] if before else ""


def _foreign(code: str, law: LawText) -> Iterator[dict[str, Any]]:
    return (
        _problem(code, "other_language", each.key, each.line, "")
        for each in foreign_provisions(law)
    )


def foreign_provisions(law: LawText) -> list[Provision]:
    """Those with a line in the other language; what the publisher adds is not looked at."""

    def is_foreign(line: str) -> bool:
        return line_language(line) not in {"", law.language}

    return [
        each
        for each in law.provisions
        if each.kind != "remark" and any(map(is_foreign, (each.heading, *each.paragraphs)))
    ]


def _problem(language: str, code: str, where: str, line: int, detail: str) -> dict[str, Any]:
    return {"language": language, "code": code, "where": where, "line": line, "detail": detail}


@dataclass(frozen=True)
class Shown:
    """A problem as the confirmation page lists it."""

    language: str
    code: str
    sentence: _StrPromise
    where: str
    detail: str

    @property
    def suggested(self) -> str:
        """The number that was most likely meant; empty where nobody can tell."""
        meant = _MOST_LIKELY.search(self.detail) if self.code == "superscript_lost" else None
        return meant[1] if meant else ""


def shown_problems(problems: Iterable[Mapping[str, Any]]) -> tuple[list[Shown], int]:
    """The problems to list, and how many more there are."""
    problems = list(problems)
    placed = {each["language"] for each in problems if each["code"] == "other_language"}
    listed: list[Shown] = []
    seen: Counter[str] = Counter()
    for each in problems:
        if each["code"] == "mixed_languages" and each["language"] in placed:
            continue  # said of each provision by itself
        seen[each["code"]] += 1
        if seen[each["code"]] <= MOST_OF_A_KIND:
            sentence = PROBLEMS.get(each["code"], _OTHER_PROBLEM)
            listed.append(
                Shown(each["language"], each["code"], sentence, each["where"], each["detail"])
            )
    return listed, seen.total() - len(listed)
