"""A list of past events, as an office or a researcher keeps it, read row by row.

A row that cannot be read is named by its line and left out; the others stand.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.risks.models import Case, Category, Subtype
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.foundation.registry.queries import find_places, own_words
from yntymak.methods.language.folding import fold

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.tables import Row

REQUIRED = ("date", "oblast", "place", "risk_category")
OPTIONAL = (
    *("date_precision", "raion_or_city", "subtype", "source_url", "source_lang", "severity"),
    *("title", "summary", "summary_ky", "summary_ru", "summary_en"),
)
SPACE = UUID("5b0d3c1e-6d0c-4f3e-9f53-6a4c5d0a7c11")
_FORMS = ((r"\d{4}-\d\d-\d\d", "%Y-%m-%d", "day"), (r"\d\d?\.\d\d?\.\d{4}", "%d.%m.%Y", "day"))
_COARSE = ((r"\d{4}-\d\d", "%Y-%m", "month"), (r"\d{4}", "%Y", "year"))
_TIME = re.compile(r" 00:00:00$")  # a spreadsheet gives a day as a moment
OLDEST = 1990


@dataclass
class Line:
    """One row, understood, or what is wrong with it."""

    number: int
    title: str = ""
    place: Place | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def key(self) -> UUID:
        said = {**self.fields, "place": self.place.pk if self.place else 0}
        return uuid5(SPACE, repr(sorted((k, str(v)) for k, v in said.items())))


class Reader:
    """Reads rows against the register of places. `user` None is the operator."""

    def __init__(self, user: User | None) -> None:
        self.scope = scope_of(user) if user is not None else None
        self.subtypes = {
            fold(name): subtype
            for subtype in Subtype.objects.all()
            for name in (*subtype.names.values(), subtype.code)
        }
        self.categories = {
            re.sub(r"[\W_]+", "", fold(str(name))): value
            for value in Category.values
            for name in (value, Category(value).label)
        }

    def read(self, rows: list[Row]) -> list[Line]:
        lines = [self._line(row) for row in rows]
        keys = {line.key for line in lines if not line.faults}
        known = set(Case.objects.filter(client_key__in=keys).values_list("client_key", flat=True))
        for line in lines:
            line.is_known = not line.faults and line.key in known
        return lines

    def _line(self, row: Row) -> Line:
        line, cells = Line(row.number), row.cells
        day, precision = self._day(line, cells.get("date", ""))
        summary = next(
            (cells[name] for name in OPTIONAL if name.startswith("summary") and cells.get(name)), ""
        )
        where, kind = cells.get("place", ""), cells.get("subtype", "")
        line.title = (cells.get("title") or ": ".join(filter(None, (where, kind))) or summary)[:200]
        line.place = self._place(line, cells)
        text = "\n".join(filter(None, (summary, kind, where)))
        line.fields = {
            "title": line.title,
            "text": text,
            "category": self._category(line, cells.get("risk_category", "")),
            "subtype": self.subtypes.get(fold(kind)),
            "severity": self._severity(line, cells.get("severity", "")),
            "occurred_on": day,
            "date_precision": precision,
            "source": self._source(line, cells.get("source_url", "")),
        }
        if not line.title:
            line.faults.append(_("Nothing says what happened."))
        return line

    def _day(self, line: Line, written: str) -> tuple[dt.date | None, str]:
        text = _TIME.sub("", written)
        if not text:
            return None, Case.DatePrecision.UNKNOWN
        for pattern, form, precision in (*_FORMS, *_COARSE):
            if re.fullmatch(pattern, text):
                try:
                    day = dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
                except ValueError:
                    break
                if day > timezone.localdate():
                    line.faults.append(_("The day “%s” has not come yet.") % text)
                elif day.year < OLDEST:
                    line.faults.append(_("The year of “%s” cannot be right.") % text)
                return day, precision
        line.faults.append(_("“%s” is no date: write 2026-10-25, 2026-10 or 2026.") % text[:40])
        return None, Case.DatePrecision.UNKNOWN

    def _category(self, line: Line, written: str) -> str:
        found = self.categories.get(re.sub(r"[\W_]+", "", fold(written)))
        if found is None:
            line.faults.append(_("“%s” is none of the categories.") % written[:40])
        return found or Category.OTHER

    def _severity(self, line: Line, written: str) -> int:
        if not written:
            return Case.Severity.TENSION
        if written in {"1", "2", "3", "4"}:
            return int(written)
        line.faults.append(_("The severity “%s” is none of 1, 2, 3 and 4.") % written[:40])
        return Case.Severity.TENSION

    def _source(self, line: Line, written: str) -> str:
        if not written:
            return ""
        try:
            URLValidator(schemes=["http", "https"])(written)
        except ValidationError:
            line.faults.append(_("The source is no web address."))
            return ""
        if len(written) > 500:
            line.faults.append(_("The address of the source is longer than 500 characters."))
        return written[:500]

    def _place(self, line: Line, cells: dict[str, str]) -> Place | None:
        """The municipality, where one is named; else the raion or oblast around it."""
        where, around = cells.get("place", ""), cells.get("raion_or_city", "")
        bracketed = re.findall(r"\(([^)]+)\)", where)
        plain = re.sub(r"\([^)]*\)", "", where)
        oblast = self._only(f"{cells.get('oblast', '')}", kinds=("oblast", "republican_city"))
        municipalities = Place.objects.current().municipalities()
        found = None
        for name in (*bracketed, plain):
            if name.strip() and around:
                found = found or _one(find_places(municipalities, f"{name} {around}"), name)
        if found is None and around:
            found = self._only(around, kinds=("raion", "city"), within=oblast)
        found = found or oblast
        if found is None:
            line.faults.append(_("We know neither the place nor its raion or oblast."))
        elif self.scope is not None and not self.scope.covers(found, *OFFICERS):
            line.faults.append(_("%s lies outside your area.") % found)
        return found

    @staticmethod
    def _only(name: str, *, kinds: tuple[str, ...], within: Place | None = None) -> Place | None:
        if not own_words(name):
            return None
        for kind in kinds:  # "Ош" is first the oblast, "Кара-Суу" first the raion
            places = Place.objects.current().filter(kind=kind)
            found = find_places(places.inside(within) if within else places, name)
            if only := _one(found, name):
                return only
        return None


def _one(found: list[Place], name: str) -> Place | None:
    """The only one whose own name says it: `find_places` also looks at what lies around."""
    wanted = own_words(name)
    named = [place for place in found if all(word in place.search_text for word in wanted)]
    return named[0] if len(named) == 1 else None
