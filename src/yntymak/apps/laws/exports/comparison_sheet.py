"""The comparative table as a spreadsheet: a row for each provision, to be sorted and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override, pgettext

from yntymak.apps.laws.bills.comparative import compared
from yntymak.apps.laws.exports.comparison import column_titles, nothing_to_show, table_title
from yntymak.ui.documents.sheets import Column, Marked, Row, Sheet, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.laws.bills.comparative import Compared
    from yntymak.apps.laws.exports.papers import Paper
    from yntymak.methods.lawtext.words import Segment
    from yntymak.ui.documents.sheets import Mark


def comparison_xlsx(paper: Paper) -> bytes:
    articles = compared(paper.places, paper.languages)
    sheets = [_sheet(paper, articles, language) for language in paper.languages]
    return to_xlsx(sheets, title=paper.title(paper.language), moment=paper.moment)


def _sheet(paper: Paper, articles: list[Compared], language: str) -> Sheet:
    with override(language):
        current, proposed, rationale = column_titles()
        columns = (
            Column(pgettext("document", "Act"), 26),
            Column(pgettext("document", "Article"), 18),
            Column(current, 46),
            Column(proposed, 46),
            Column(pgettext("document", "What happens"), 13),
            Column(rationale, 32),
        )
        lines = (table_title().capitalize(), *paper.stamp(language))
        rows = tuple(_rows(paper, articles, language))
        name = {"ky": "Кыргызча", "ru": "По-русски"}[language]
    return Sheet(name, columns, rows, lines, mark=paper.mark)


def _rows(paper: Paper, articles: list[Compared], language: str) -> Iterator[Row]:
    for article in articles:
        act = paper.act_title(article.act, language)
        for side in article.sides:
            if side.language != language:
                continue
            for row in side.rows:
                yield Row(
                    (
                        act,
                        side.heading,
                        _marked(row.segments, "removed"),
                        _marked(row.segments, "added"),
                        status_word(row.status),
                        side.rationale,
                    )
                )
            if not side.rows:
                yield Row((act, side.heading, nothing_to_show(side), None, None, side.rationale))


def status_word(status: str) -> str:
    return {
        "changed": pgettext("document", "changed"),
        "added": pgettext("document", "added"),
        "removed": pgettext("document", "taken out"),
    }[status]


def _marked(segments: tuple[Segment, ...], mark: Mark) -> Marked:
    """The old text with what goes, or the new one with what comes."""
    pieces: list[tuple[str, Mark]] = []
    for each in segments:
        text = each.old if mark == "removed" else each.new
        pieces.append((text, "same" if each.kind == "equal" else mark))
    return Marked(tuple(pieces))
