from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.risks.models import Signal
from yntymak.foundation.people.scope import scope_of
from yntymak.foundation.registry.models import Place
from yntymak.portal.desk import work_of
from yntymak.portal.forms import TrackForm
from yntymak.portal.oversight import SOURCES, oversight_of
from yntymak.portal.place_page import place_page
from yntymak.portal.tilemap import tile_map

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

FIRST_YEAR = 2024


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the reader's language; Kyrgyz where the browser asks for none of ours."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        return redirect(reverse("portal:home"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    open_now = list(Consultation.objects.visible_to(request.user).open().select_related("poll")[:3])
    answered = (
        Contribution.objects.visible_to(request.user)
        .filter(state="published", decisions__isnull=False)
        .select_related("provision", "place", "meeting__place", "consultation")
        .prefetch_related("decisions")
        .order_by("-pk")
        .first()
    )
    context = {
        "open_consultations": open_now,
        "answered": answered,
        "track_form": TrackForm(),
        "today": timezone.localdate(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    context = {"work": work_of(request.user), "roles": scope_of(request.user).roles}
    return render(request, "portal/desk.html", context)


@require_safe
def track(request: HttpRequest) -> HttpResponse:
    """One door for every receipt: a person need not know what kind of paper they hold."""
    form = TrackForm(request.GET or None)
    if form.is_valid():
        receipt = form.cleaned_data["receipt"]
        if Contribution.objects.filter(receipt=receipt).exists():
            return redirect("consultations:receipt", receipt)
        if Signal.objects.filter(receipt=receipt).exists():
            return redirect("risks:receipt", receipt)
        form.add_error(
            "receipt",
            _("There is no receipt with this number. Compare each letter with your paper."),
        )
    return render(request, "portal/track.html", {"form": form})


@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    year = _year(request, timezone.localdate())
    found = oversight_of(year, request.user)
    chosen = next((o for o in found.oblasts if o.place.code == request.GET.get("oblast")), None)
    context = {
        "found": found,
        "map": tile_map(found),
        "chosen": chosen,
        "rows": found.municipalities[chosen.place.pk] if chosen else found.oblasts,
        "sources": SOURCES,
        "year": year,
        "years": range(FIRST_YEAR, timezone.localdate().year + 2),
    }
    return render(request, "portal/oversight.html", context)


def _year(request: HttpRequest, today: date) -> int:
    typed = request.GET.get("year", "")
    return int(typed) if typed.isdecimal() and 2000 <= int(typed) <= 2100 else today.year


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    versions = Place.objects.filter(code=code).order_by("-valid_from")
    found = versions.select_related("parent__parent").first()
    found = found or get_object_or_404(Place, code=code)
    return render(request, "portal/place.html", place_page(found, request.user))
