"""The register as CSV with HXL tags; published worries in the manner of Open311."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from yntymak.apps.risks.models import Category, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yntymak.apps.risks.queries import RiskQuerySet

COLUMNS = [
    ("id", "#meta+id"),
    ("oblast", "#adm1+name"),
    ("raion", "#adm2+name"),
    ("place", "#adm3+name"),
    ("place_code", "#adm3+code"),
    ("number", "#meta+number"),
    ("category", "#subject+category"),
    ("subtype", "#subject+type"),
    ("title", "#description+title"),
    ("cause", "#description+cause"),
    ("event", "#description+event"),
    ("consequence", "#impact+description"),
    ("state", "#status"),
    ("level", "#severity+level+num"),
    ("likelihood", "#severity+likelihood+num"),
    ("impact", "#severity+impact+num"),
    ("opened", "#date+opened"),
    ("review", "#date+review"),
]
CHUNK = 2_000
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """What csv writes into: gives each line back."""

    def write(self, line: str) -> str:
        return line


def register_lines(risks: RiskQuerySet) -> Iterator[str]:
    """Line by line, so that 100,000 risks take no memory. One query for each chunk of rows."""
    written = csv.writer(_Echo())
    yield "\ufeff" + written.writerow([name for name, _tag in COLUMNS])
    yield written.writerow([tag for _name, tag in COLUMNS])
    rows = risks.select_related("place__parent__parent", "subtype").order_by("place_id", "number")
    for risk in rows.iterator(chunk_size=CHUNK):
        yield written.writerow([safe(cell) for cell in _cells(risk)])


def _cells(risk: Any) -> list[Any]:
    place = risk.place
    around = [p for p in (place, place.parent, place.parent and place.parent.parent) if p]
    named = {p.kind: p.name for p in reversed(around)}
    return [
        *(risk.pk, named.get("oblast", named.get("republican_city", "")), named.get("raion", "")),
        *(place.name, place.code, risk.number, risk.category),
        *(risk.subtype.code if risk.subtype else "", risk.title, risk.cause, risk.event),
        *(risk.consequence, risk.state, risk.level, risk.likelihood, risk.impact),
        *(risk.opened_at.date().isoformat(), risk.review_on and risk.review_on.isoformat()),
    ]


def safe(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula stays a text."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULAS):
        return f"'{cell}"
    return "" if cell is None else cell


def services() -> list[dict[str, Any]]:
    return [
        {
            "service_code": str(value),
            "service_name": str(label),
            "description": str(label),
            "metadata": False,
            "type": "batch",
            "keywords": "",
            "group": "",
        }
        for value, label in Category.choices
    ]


def requests(place: str = "", category: str = "") -> list[dict[str, Any]]:
    """What officials published, newest first. Days and no hours, the municipality and no spot; the
    receipt number, which opens the worry to whoever knows it, is no identifier here.
    """
    rows = Signal.objects.published().select_related("place").order_by("-published_on", "-pk")
    if place:
        rows = rows.filter(place__code=place)
    if category:
        rows = rows.filter(category=category)
    shown = rows.defer("text", "sealed", "spot")
    return [
        {
            "service_request_id": str(row.pk),
            "status": "closed" if row.state == Signal.State.DROPPED else "open",
            "status_notes": str(row.get_state_display()),
            "service_code": row.category,
            "service_name": str(row.get_category_display()),
            "description": row.public_text,
            "requested_datetime": row.published_on.isoformat() if row.published_on else None,
            "updated_datetime": None,
            "address": str(row.place),
            "address_id": row.place.code,
            "lat": None,
            "long": None,
        }
        for row in shown[:1000]
    ]
