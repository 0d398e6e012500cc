from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.apps.consultations.models import Consultation, Contribution, Decision
from yntymak.apps.opinions.models import Report
from yntymak.apps.opinions.presenting import Presented
from yntymak.apps.plans.models import Plan
from yntymak.apps.risks.models import Signal
from yntymak.foundation.people.scope import OFFICERS, scope_of
from yntymak.foundation.registry.models import Place
from yntymak.portal.desk import work_of
from yntymak.portal.forms import TrackForm
from yntymak.portal.oversight import SOURCES, oversight_of, version_for
from yntymak.portal.place_page import place_page
from yntymak.portal.sums_views import chosen_year, years
from yntymak.portal.tilemap import tile_map
from yntymak.portal.warning_map import LABELS, map_version, warning_map

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from yntymak.foundation.people.requests import SignedInRequest

NEWEST_DECISIONS = 50  # among these one is told on the first page


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the reader's language; Kyrgyz where the browser asks for none of ours."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        return redirect(reverse("portal:home"))


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    open_now = list(Consultation.objects.visible_to(request.user).open().select_related("poll")[:3])
    decision = (
        Decision.objects.newest(NEWEST_DECISIONS)
        .public()
        .select_related("contribution__place", "contribution__consultation")
        .order_by("-pk")
        .first()
    )
    year = timezone.localdate().year
    context = {
        "open_consultations": open_now,
        "decision": decision,
        "shown": _opinions_on(open_now, request),
        "year": year,
        "approved": Plan.objects.filter(year=year, state=Plan.State.APPROVED).count(),
        "expected": Place.objects.current().municipalities().count(),
    }
    return render(request, "portal/home.html", context)


def _opinions_on(consultations: list[Consultation], request: HttpRequest) -> Presented | None:
    """The newest report on the first of them that people vote on."""
    poll = next((c.poll for c in consultations if c.poll), None)
    if poll is None:
        return None
    found = Report.objects.visible_to(request.user).filter(poll=poll).first()
    if found is None:
        return None
    found.poll = poll
    return Presented(found, translation.get_language())


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits stands in cards; the doors behind which nothing waits share one line."""
    work = work_of(request.user)
    context = {
        "waiting": [item for item in work if item.waiting != 0],
        "calm": [item for item in work if item.waiting == 0],
        "roles": scope_of(request.user).roles,
    }
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
    """484 rows and tiles, rendered once for all who see the same."""
    year = chosen_year(request)
    oblast = request.GET.get("oblast", "")
    parts = (version_for(year, request.user), year, oblast, get_language(), timezone.localdate())
    digest = _digest(parts)
    content = cache.get(digest) or _oversight(year, oblast, request.user)
    # Plans show at once; a reform, another name of a place or a risk when this has run out.
    is_of_officer = scope_of(request.user).has(*OFFICERS)
    cache.add(digest, content, timeout=60 if is_of_officer else 300)
    return render(request, "portal/oversight.html", {"content": content, "year": year})


def _oversight(year: int, oblast: str, user: Any) -> SafeString:
    found = oversight_of(year, user)
    chosen = next((o for o in found.oblasts if o.place.code == oblast), None)
    context = {
        "found": found,
        "map": tile_map(found),
        "chosen": chosen,
        "rows": found.municipalities[chosen.place.pk] if chosen else found.oblasts,
        "sources": SOURCES,
        "year": year,
        "years": years(),
    }
    return render_to_string("portal/_oversight.html", context)


def _digest(parts: tuple[object, ...]) -> str:
    """A cache key in the letters and the length that every cache takes."""
    return "oversight:" + hashlib.sha256(repr(parts).encode()).hexdigest()


@login_required
@require_safe
@never_cache
def warnings_on_map(request: SignedInRequest) -> HttpResponse:
    """For officers: each sees the tiles of the own raion or oblast, the Agency all."""
    if not scope_of(request.user).has(*OFFICERS):
        raise Http404
    parts = (map_version(request.user), get_language())
    key = "warnings:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    content = cache.get(key) or _warning_map(request.user)
    cache.add(key, content, timeout=300)
    return render(request, "portal/warning_map.html", {"content": content})


def _warning_map(user: Any) -> SafeString:
    context = {"blocks": warning_map(user), "labels": LABELS}
    return render_to_string("portal/_warning_map.html", context)


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    versions = Place.objects.filter(code=code).order_by("-valid_from")
    found = versions.select_related("parent__parent__parent").first()
    found = found or get_object_or_404(Place, code=code)
    return render(request, "portal/place.html", place_page(found, request.user))
