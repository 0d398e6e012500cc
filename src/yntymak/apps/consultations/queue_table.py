"""The rows of the queue, written without the template's own loop.

A page of 25 rows with their states, answers and themes took two thirds of its time in the template
language: thousands of small look-ups. Here each word is looked up once for all rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape  # the plain one: Django's looks at each text whether it is lazy
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yntymak.apps.consultations.models import Coding, Contribution, Decision
from yntymak.methods.lawtext.numbering import printed
from yntymak.methods.lawtext.targets import number_of, value_of
from yntymak.ui.templatetags.ui import tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

WORDS_SHOWN = 25
_FIELDS = ("pk", "receipt", "number", "text", "language", "kind", "lane", "state", "is_queued")
_BESIDE = ("article_key", "fold__size", "provision__article__number")
_TONES = {"published": "ok", "hidden": "none", "received": "wait"}
_PLACE = "RECEIPT"


class Line(NamedTuple):
    """In the order of _FIELDS and _BESIDE."""

    pk: int
    receipt: str
    number: int
    text: str
    language: str
    kind: str
    lane: str
    state: str
    is_queued: bool
    article_key: str
    size: int | None
    article_number: str | None

    @property
    def article(self) -> str:
        """As printed: also of an article that a bill would add, which is no provision yet."""
        if self.article_number is not None:
            return self.article_number
        is_article = self.article_key.startswith("art_")
        return printed(value_of(number_of(self.article_key))) if is_article else ""


@dataclass(frozen=True)
class _Answer:
    outcome: str
    standing: str


def told() -> QuerySet[Contribution, Any]:
    """The columns that a row is written from, for any number of rows one query."""
    rows = Contribution.objects.order_by("number")
    return rows.values_list(*_FIELDS, *_BESIDE)


def written(found: Iterable[tuple[Any, ...]], *, with_themes: bool) -> SafeString:
    """The body of the table. Two queries more, one where nobody has given a theme."""
    lines = [Line(*each) for each in found]
    pks = [line.pk for line in lines]
    words = _Words(_answers(pks), _themes(pks) if with_themes else {})
    return SafeString("".join(words.row(line) for line in lines))


def _answers(pks: Collection[int]) -> dict[int, _Answer]:
    rows = Decision.objects.filter(contribution__in=pks).order_by("pk")
    return {
        pk: _Answer(outcome, standing)  # the newest comes last and stays
        for pk, outcome, standing in rows.values_list("contribution", "outcome", "standing")
    }


def _themes(pks: Collection[int]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Coding.objects.filter(contribution__in=pks).order_by("pk")
    for pk, name in rows.values_list("contribution", "code__name"):
        found[pk].append(name)
    return found


class _Words:
    """What all rows say alike, looked up once."""

    def __init__(self, answers: dict[int, _Answer], themes: dict[int, list[str]]) -> None:
        self.answers, self.themes = answers, themes
        address = reverse("consultations:answer", args=[_PLACE])
        self.before, _found, self.after = address.partition(_PLACE)
        self.choose = escape(_("Choose No. %(number)s"))
        labels = (_("Proposal"), _("Article"), _("State"), _("Decision"))
        self.proposal, self.article, self.state, self.decision = map(escape, labels)
        self.waiting = tag(_("not answered yet"), "wait")
        self.states = {
            state.value: tag(str(state.label), _TONES[state]) for state in Contribution.State
        }
        self.kinds = {kind.value: tag(str(kind.label), "none") for kind in Contribution.Kind}
        self.lanes = {lane.value: tag(str(lane.label), "wait") for lane in Contribution.Lane}
        self.outcomes = {each.value: escape(str(each.label)) for each in Decision.Outcome}
        self.standings = {each.value: escape(str(each.label)) for each in Decision.Standing}

    def row(self, line: Line) -> str:
        number = line.number
        choose = self.choose.replace("%(number)s", str(number))
        return (
            f'<tr><th scope="row"><span class="choice nowrap">'
            f'<input type="checkbox" name="chosen" value="{line.pk}" id="c{line.pk}">'
            f'<label for="c{line.pk}" class="unseen">{choose}</label>'
            f'<a href="{self.before}{escape(line.receipt)}{self.after}" class="nowrap">'
            f"№ {number}</a></span></th>\n"
            f'<td data-label="{self.proposal}"><span>{self._said(line)}</span></td>\n'
            f'<td data-label="{self.article}">{escape(line.article) or "–"}</td>\n'
            f'<td data-label="{self.state}">{self.states[line.state]}</td>\n'
            f'<td data-label="{self.decision}">{self._answer(line.pk)}</td></tr>\n'
        )

    def _said(self, line: Line) -> str:
        text = escape(Truncator(line.text).words(WORDS_SHOWN, truncate=" …"))
        said = [f'<span lang="{escape(line.language)}">{text}</span>']
        if line.size is not None and line.is_queued:
            texts = ngettext("%(number)s text", "%(number)s texts", line.size)
            said.append(tag(texts % {"number": line.size}, "info"))
        if line.kind != Contribution.Kind.COMMENT:
            said.append(self.kinds[line.kind])
        if line.lane != Contribution.Lane.PUBLIC:
            said.append(self.lanes[line.lane])
        names = self.themes.get(line.pk, ())
        said.extend(f'<span class="small">· {escape(name)}</span>' for name in names)
        return " ".join(said)

    def _answer(self, pk: int) -> str:
        newest = self.answers.get(pk)
        if newest is None:
            return self.waiting
        outcome: str = self.outcomes[newest.outcome]
        if newest.standing == Decision.Standing.PUBLIC:
            return outcome
        return f'{outcome} <span class="small">({self.standings[newest.standing]})</span>'
