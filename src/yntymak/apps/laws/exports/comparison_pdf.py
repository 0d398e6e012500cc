"""The comparative table as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yntymak.apps.laws.bills.comparative import compared
from yntymak.apps.laws.exports.comparison import column_titles, nothing_to_show, table_title
from yntymak.ui.documents.pdf import to_pdf

if TYPE_CHECKING:
    from yntymak.apps.laws.bills.comparative import Compared
    from yntymak.apps.laws.exports.papers import Paper

TEMPLATE = "apps/laws/exports/comparison.typ"


def comparison_pdf(paper: Paper) -> bytes:
    said: dict[str, Any] = {
        "heading": paper.in_languages(table_title),
        "stamp": [line for each in paper.languages for line in paper.stamp(each)],
        "columns": [
            paper.in_languages(lambda at=place: column_titles()[at])  # type: ignore[misc]
            for place in range(3)
        ],
        "acts": [],
    }
    for article in compared(paper.places, paper.languages):
        if not said["acts"] or said["acts"][-1]["key"] != article.act.pk:
            titles = [paper.redaction(article.act, each) for each in paper.languages]
            said["acts"].append({"key": article.act.pk, "titles": titles, "articles": []})
        said["acts"][-1]["articles"] += _sides(article)
    title = f"{said['heading']}: {paper.title(paper.language)}"
    return to_pdf(
        TEMPLATE,
        said,
        title=title,
        language=paper.language,
        mark=paper.mark,
        moment=paper.moment,
    )


def _sides(article: Compared) -> list[dict[str, Any]]:
    return [
        {
            "language": side.language,
            "heading": side.heading,
            "rationale": side.rationale,
            "nothing": "" if side.rows else nothing_to_show(side),
            "rows": [
                [[each.kind, each.old, each.new] for each in row.segments] for row in side.rows
            ],
        }
        for side in article.sides
    ]
