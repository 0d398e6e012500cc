"""The comparative table as a page, twenty articles at a time, and the list of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yntymak.apps.laws.bills.comparative import compared, titles
from yntymak.apps.laws.exports.comparison import nothing_to_show

if TYPE_CHECKING:
    from django.core.paginator import Page

    from yntymak.apps.laws.bills.comparative import Compared, Place, Side
    from yntymak.apps.laws.exports.papers import Paper
    from yntymak.methods.lawtext.words import Segment

ARTICLES_A_PAGE = 20


@dataclass(frozen=True)
class Cells:
    """The three cells of a row; `span` rows share the reason, which stands in the first."""

    old: SafeString
    new: SafeString
    reason: str
    span: int


@dataclass(frozen=True)
class Part:
    """One article in one language."""

    anchor: str
    language: str
    heading: str
    nothing: str
    rationale: str
    cells: list[Cells]


@dataclass(frozen=True)
class ActPart:
    title: str
    parts: list[Part]


@dataclass(frozen=True)
class Link:
    title: str
    page: int
    anchor: str


class ComparisonPage:
    def __init__(self, paper: Paper, page: Page[Place]) -> None:
        self.paper, self.page = paper, page

    @cached_property
    def acts(self) -> list[ActPart]:
        articles = compared(list(self.page.object_list), self.paper.languages)
        return [
            ActPart(
                self.paper.redaction(act, self.paper.language),
                [_part(each, side) for each in of_act for side in each.sides],
            )
            for act, of_act in groupby(articles, key=lambda each: each.act)
        ]

    @cached_property
    def links(self) -> list[Link]:
        """To every article of the bill, on whatever page it stands."""
        places = self.paper.places
        per_page = self.page.paginator.per_page
        named = titles(places, self.paper.language)
        return [
            Link(title, number // per_page + 1, _anchor(act.pk, amendment.unit))
            for number, (title, (act, amendment)) in enumerate(zip(named, places, strict=True))
        ]


def _anchor(act: int, unit: str) -> str:
    return f"a{act}-{unit}"


def _part(article: Compared, side: Side) -> Part:
    anchor = _anchor(article.act.pk, article.unit)
    return Part(
        anchor=anchor if side is article.sides[0] else "",
        language=side.language,
        heading=side.heading,
        nothing="" if side.rows else nothing_to_show(side),
        rationale=side.rationale,
        cells=[
            Cells(
                marked(row.segments, "old"),
                marked(row.segments, "new"),
                side.rationale if place == 0 else "",
                len(side.rows) if place == 0 else 0,
            )
            for place, row in enumerate(side.rows)
        ],
    )


def marked(segments: tuple[Segment, ...], side: str) -> SafeString:
    """The old text with what goes in <del>, or the new one with what comes in <ins>.

    Written here and not in a template: a table has thousands of segments.
    """
    name = "del" if side == "old" else "ins"
    unseen = _("taken out:") if side == "old" else _("put in:")
    said = []
    for each in segments:
        text = escape(each.old if side == "old" else each.new).replace("\t", " | ")
        if each.kind == "equal" or not text.strip():
            said.append(text)
        else:
            said.append(f'<{name}><span class="unseen">{escape(unseen)} </span>{text}</{name}>')
    return mark_safe("".join(said))  # noqa: S308 - every text is escaped above
