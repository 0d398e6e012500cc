"""What happened to what was said: from a place's proposals to the next round."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, cast

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.forms import CommentForm
from yntymak.apps.consultations.models import (
    Consultation,
    Contribution,
    Decision,
    Effect,
    Position,
    Round,
)
from yntymak.apps.consultations.support import with_support
from yntymak.apps.consultations.tallies import by_article, together
from yntymak.foundation.registry.models import Kind, Place
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

ROWS_ON_A_PAGE = 15
KEPT_OBLASTS, KEPT_SECONDS = "consultations:oblasts", 5 * 60
CELLS = "=+-@\t\r"  # with these a spreadsheet begins a formula


@require_safe
def lineage(request: HttpRequest, code: str) -> HttpResponse:
    """By place: each published proposal, its answer, the position it went into, what followed."""
    consultation = _visible(request, code)
    oblasts = _oblasts()
    place = _place(request.GET.get("place", ""), oblasts)
    rows = consultation.contributions.published().exclude(kind="position").order_by("number")
    if place:
        rows = rows.filter(place__code__range=place.code_range)
        count = rows.count()
    else:
        count = together(by_article(consultation)).published
    page = IndexPaginator(rows, _told(), ROWS_ON_A_PAGE, count=count).get_page(
        request.GET.get("page")
    )
    context = {
        "consultation": consultation,
        "place": place,
        "oblasts": oblasts,
        "page_obj": page,
    }
    return render(request, "consultations/lineage.html", context)


def _told() -> QuerySet[Contribution]:
    """Rows with all that the page tells of each, in four queries for any number of them."""
    positions = Position.objects.select_related("round", "carried_to").annotate(
        spoken=Count("voices", distinct=True)
    )
    effects = Effect.objects.filter(withdrawn_at=None)
    decisions = Decision.objects.readable().prefetch_related(Prefetch("effects", effects))
    rows = Contribution.objects.order_by("number").select_related("place", "round")
    return rows.prefetch_related(Prefetch("decisions", decisions), Prefetch("positions", positions))


def _oblasts() -> list[Place]:
    """Kept for some minutes: they change once in ten years, and each page of voices asks."""
    kinds = (Kind.OBLAST, Kind.REPUBLICAN_CITY)
    rows = Place.objects.current().filter(kind__in=kinds)
    found = cache.get_or_set(KEPT_OBLASTS, lambda: list(rows), KEPT_SECONDS)
    return cast("list[Place]", found)


def _place(code: str, oblasts: list[Place]) -> Place | None:
    if not code:
        return None
    for each in oblasts:
        if each.code == code:
            return each
    places = Place.objects.current().exclude(kind=Kind.COUNTRY)
    found: Place = get_object_or_404(places, code=code)
    return found


def speak_on(request: HttpRequest, code: str, number: int, at: int) -> HttpResponse:
    """A position that this round is asked about, with the form under it."""
    consultation = _visible(request, code)
    asked = get_object_or_404(consultation.rounds, number=number)
    position = get_object_or_404(with_support(asked.carried.all()), number=at)
    form = CommentForm(
        *((request.POST,) if request.method == "POST" else ()),
        initial={"language": get_language()},
    )
    if form.is_bound and form.is_valid():
        try:
            contribution = actions.speak_on_position(
                client_key=form.cleaned_data["key"], position=position, voice=form.voice
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("consultations:receipt", contribution.receipt)
    context = {
        "consultation": consultation,
        "round": asked,
        "position": position,
        "takes": consultation.is_open and not asked.is_closed,
        "stands_for": _stands_for(position),
        "form": form,
    }
    return render(request, "consultations/position.html", context)


def _stands_for(position: Position) -> list[Contribution]:
    """Those that everybody may read; the others are in the number all the same."""
    rows = Contribution.objects.filter(positions=position).published()
    return list(rows.select_related("place", "meeting__place").order_by("number")[:50])


@require_safe
def attendance(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The published counts of a closed round as CSV; what is withheld says so."""
    consultation = _visible(request, code)
    rounds = Round.objects.filter(consultation=consultation).exclude(closed_at=None)
    asked = get_object_or_404(rounds, number=number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="attendance-{code}-{number}.csv"'
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerow(("meeting", "place_code", "place", "held_on", "axis", "group", "count"))
    for each in asked.public_counts.select_related("meeting__place"):
        meeting = each.meeting
        place = (meeting.place.code, _plain(str(meeting.place)), meeting.held_on) if meeting else ()
        where = (meeting.number, *place) if meeting else ("all", "", "", "")
        count = each.count if each.count is not None else "withheld"
        table.writerow((*where, each.axis, each.group, count))
    return response


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in CELLS else text


def _visible(request: HttpRequest, code: str) -> Consultation:
    found: Consultation = get_object_or_404(
        Consultation.objects.visible_to(request.user).select_related("place"), code=code
    )
    return found
