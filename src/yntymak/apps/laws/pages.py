"""A version as it is read: its table of contents, and the passages of one article.

Each is one query whatever the length of the act. Where a provision has no text in the language
asked for, Kyrgyz stands in, then Russian, and says so through `language`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from django.core.cache import cache
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.models import TEXT_LANGUAGES, Provision, ProvisionText
from yntymak.apps.laws.structure import DIVISIONS
from yntymak.methods.lawtext.numbering import printed
from yntymak.methods.lawtext.targets import number_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from yntymak.apps.laws.models import ActVersion

KIND_NAMES: dict[str, _StrPromise] = {
    "annex": _("annex"),
    "part": _("part (of a code)"),
    "title": _("division"),
    "subtitle": _("subdivision"),
    "chapter": _("chapter"),
    "section": _("section (§)"),
    "article": _("article"),
    "note": _("note"),
    "paragraph": _("paragraph (1.)"),
    "point": _("point 1)"),
    "indent": _("sub-point а)"),
    "alinea": _("plain text"),
    "table": _("table"),
    "remark": _("editorial note"),
    "footnote": _("footnote"),
    "preface": _("Title and date"),
    "preamble": _("Preamble"),
    "contents": _("Printed table of contents"),
    "conclusions": _("Signature"),
}


def language_for(available: Iterable[str], *wanted: str | None) -> str:
    """The first of `wanted` that there is, else Kyrgyz, else Russian."""
    there = list(available)
    found = next((code for code in (*wanted, "ky", "ru") if code in there), None)
    return found or (there[0] if there else "ky")


def language_name(code: str) -> _StrPromise:
    return dict(TEXT_LANGUAGES)[code]


def article_label(unit: str, language: str) -> str:
    """>>> article_label("art_12-1", "ky")
    '12¹-берене.'
    """
    number = printed(value_of(number_of(unit)))
    return f"{number}-берене." if language == "ky" else f"Статья {number}."


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents; a division without words of its own is no page."""

    key: str
    kind: str
    label: str
    heading: str
    language: str
    is_page: bool

    @property
    def title(self) -> str:
        said = " ".join(part for part in (self.label, self.heading) if part)
        return said or str(KIND_NAMES.get(self.kind, self.key))

    @property
    def is_division(self) -> bool:
        return self.kind in DIVISIONS


def contents(version: ActVersion, language: str) -> list[Entry]:
    is_unit = Q(provision__article=F("provision"))
    is_division = Q(provision__article=None)
    rows = (
        ProvisionText.objects.filter(is_unit | is_division, provision__version=version)
        .order_by("provision__position", "language")
        .values_list(
            "provision__key",
            "provision__kind",
            "label",
            "heading",
            "language",
            "provision__article",
        )
    )
    found: dict[str, Entry] = {}
    for key, kind, label, heading, text_language, article in rows:
        standing = found.get(key)
        if standing is None or text_language == language != standing.language:
            found[key] = Entry(key, kind, label, heading, text_language, article is not None)
    return list(found.values())


@dataclass
class Passage:
    """One provision of an article, in one language."""

    pk: int
    key: str
    kind: str
    depth: int
    label: str
    heading: str
    language: str
    is_unit: bool = False
    paragraphs: Sequence[str] = ()
    remarks: Sequence[str] = ()
    cells: list[list[str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        said = " ".join(part for part in (self.label, self.heading) if part)
        return said or str(KIND_NAMES.get(self.kind, self.key))

    @property
    def opening(self) -> str:
        """The paragraph that runs on after the mark."""
        return self.paragraphs[0] if self.paragraphs and not self.heading else ""

    @property
    def further(self) -> Sequence[str]:
        return self.paragraphs[1:] if self.opening else self.paragraphs


def passages(version: ActVersion, unit: str, language: str) -> list[Passage]:
    """The unit itself first; empty where the version has no such unit."""
    texts = ProvisionText.objects.filter(provision__version=version, provision__article__key=unit)
    return _passages(texts, language)


def whole(version: ActVersion, language: str) -> list[list[Passage]]:
    """All of the act, page by page; a division without words of its own is a page of one line."""
    units: list[list[Passage]] = []
    for passage in _passages(ProvisionText.objects.filter(provision__version=version), language):
        if passage.is_unit or not units:
            units.append([])
        units[-1].append(passage)
    return units


class _Row(NamedTuple):
    """In the order of _COLUMNS: an article is read a thousand times as often as it is written."""

    pk: int
    language: str
    label: str
    heading: str
    paragraphs: list[str]
    remarks: list[str]
    key: str
    kind: str
    parent: int | None
    article: int | None


_COLUMNS = (
    *("provision_id", "language", "label", "heading", "paragraphs", "remarks"),
    *("provision__key", "provision__kind", "provision__parent_id", "provision__article_id"),
)


def _passages(texts: QuerySet[ProvisionText], language: str) -> list[Passage]:
    told = texts.order_by("provision__position", "language").values_list(*_COLUMNS)
    chosen: dict[int, _Row] = {}
    for text in map(_Row._make, told):
        standing = chosen.get(text.pk)
        if standing is None or text.language == language != standing.language:
            chosen[text.pk] = text
    depths: dict[int, int] = {}
    found = []
    for pk, text in chosen.items():
        begins = text.article in {None, pk}
        above = None if begins or text.parent is None else depths.get(text.parent)
        depths[pk] = 0 if above is None else above + 1
        found.append(_passage(text, depths[pk]))
    return found


def _passage(text: _Row, depth: int) -> Passage:
    is_table = text.kind == "table"
    return Passage(
        pk=text.pk,
        key=text.key,
        kind=text.kind,
        depth=min(depth, 5),
        label=text.label,
        heading=text.heading,
        language=text.language,
        is_unit=text.article in {None, text.pk},
        paragraphs=() if is_table else text.paragraphs,
        remarks=text.remarks,
        cells=[row.split("\t") for row in text.paragraphs] if is_table else [],
    )


def unit_of(version: ActVersion, key: str) -> str | None:
    """The page on which the provision `key` stands."""
    return (
        Provision.objects.filter(version=version, key=key)
        .values_list("article__key", flat=True)
        .first()
    )


def neighbours(version: ActVersion, unit: str) -> tuple[str | None, str | None]:
    """The pages before and after. No query where somebody has read this redaction lately."""
    keys = _order(version)
    place = keys.index(unit)
    before = keys[place - 1] if place else None
    return before, keys[place + 1] if place + 1 < len(keys) else None


def _order(version: ActVersion) -> list[str]:
    """The keys of the pages; a redaction never changes."""
    key = f"laws:pages_of_redaction:{version.pk}"
    found: list[str] | None = cache.get(key)
    if found is None:
        units = Provision.objects.filter(version=version, article=F("pk")).order_by("position")
        found = list(units.values_list("key", flat=True))
        cache.set(key, found, None)
    return found
