"""What stands in the main navigation and in the bar at the bottom of a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Item:
    label: str
    url: str


def _known(*items: tuple[str, str]) -> list[Item]:
    found = []
    for label, name in items:
        try:
            found.append(Item(label, reverse(name)))
        except NoReverseMatch:
            continue
    return found


def main(request: HttpRequest) -> list[Item]:
    del request
    return _known(
        (_("Consultations"), "consultations:list"),
        (_("Municipalities"), "registry:list"),
        (_("Plans"), "portal:oversight"),
        (_("Laws"), "laws:list"),
        (_("Report a worry"), "risks:report"),
    )


def bar(request: HttpRequest) -> list[Item]:
    """For people with a role: the pages they work in each day."""
    scope = scope_of(request.user)
    items = [(_("Desk"), "portal:desk")] if scope.roles else []
    if scope.has(*STAFF, *OFFICERS, Kind.FOCAL_POINT):
        items.append((_("Worries"), "risks:signals"))
    if scope.has(*STAFF, *OFFICERS, Kind.DEPUTY):
        items.append((_("Risks"), "risks:list"))
        items.append((_("Plans"), "plans:list"))
    return _known(*items)
