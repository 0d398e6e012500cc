"""What stands in the main navigation, in the bar at the bottom of a phone, and in the footer.

Each entry is (URL name, label), as `ui.context` reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest

Entry = tuple[str, str]


def main(request: HttpRequest) -> list[Entry]:
    """An official hears worries and enters them; the form to report one is for everybody else."""
    report = [("risks:report", pgettext("navigation", "Report"))]
    return [
        ("consultations:list", _("Consultations")),
        ("registry:list", pgettext("navigation", "Places")),
        ("portal:oversight", _("Plans")),
        ("laws:list", _("Laws")),
        *([] if scope_of(request.user).roles else report),
    ]


def bar(request: HttpRequest) -> list[Entry]:
    """For people with a role: the pages they work in each day, in words that fit a phone."""
    scope = scope_of(request.user)
    items = [("portal:desk", pgettext("work menu", "Desk"))] if scope.roles else []
    if scope.has(*STAFF, *OFFICERS, Kind.FOCAL_POINT):
        items.append(("risks:signals", pgettext("work menu", "Worries")))
    if scope.has(*STAFF, *OFFICERS, Kind.DEPUTY):
        items.append(("risks:list", pgettext("work menu", "Risks")))
        items.append(("plans:list", pgettext("work menu", "Plans")))
    elif scope.has(Kind.MEMBER):
        items.append(("coordination:list", pgettext("work menu", "Partners")))
    return items


def footer(request: HttpRequest) -> list[Entry]:
    del request
    return [
        ("portal:about", _("About Yntymak")),
        ("portal:track", _("Follow a receipt")),
        ("programmes:list", _("Programmes")),
        ("risks:quarters", _("What people report")),
        ("ui:style_guide", _("Style guide")),
    ]
