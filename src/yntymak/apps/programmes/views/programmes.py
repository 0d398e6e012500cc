from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.programmes import actions
from yntymak.apps.programmes.forms import ProgrammeForm
from yntymak.apps.programmes.models import Programme
from yntymak.apps.programmes.rules import may_begin_programme, may_change_programme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.programmes.models import Goal
    from yntymak.foundation.people.requests import SignedInRequest


def programmes(request: HttpRequest) -> HttpResponse:
    found = Programme.objects.visible_to(request.user).select_related("issuer", "place")
    by_level = [
        (label, [programme for programme in found if programme.level == level])
        for level, label in Programme.Level.choices
    ]
    return render(
        request,
        "programmes/list.html",
        {
            "levels": [(label, rows) for label, rows in by_level if rows],
            "may_begin": may_begin_programme(request.user),
        },
    )


def detail(request: HttpRequest, code: str) -> HttpResponse:
    programme = get_object_or_404(_seen_by(request).select_related("succeeds"), code=code)
    return render(
        request,
        "programmes/detail.html",
        {
            "programme": programme,
            "goals": goal_tree(programme.goals.annotate(measured=Count("indicators"))),
            "successors": Programme.objects.visible_to(request.user).filter(succeeds=programme),
            "may_change": may_change_programme(request.user, programme),
        },
    )


@login_required
def create(request: SignedInRequest) -> HttpResponse:
    if not may_begin_programme(request.user):
        raise Http404
    form = ProgrammeForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            programme = actions.create_programme(
                actor=request.user,
                key=form.cleaned_data["key"],
                place=form.place,
                heading=form.heading,
                goals_ky=form.goals["goals_ky"],
                goals_ru=form.goals["goals_ru"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The programme is saved. Read it through and publish it."))
            return redirect("programmes:detail", programme.code)
    return render(request, "programmes/form.html", {"form": form})


@login_required
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    programme = _kept_by(request, code)
    if programme.is_published:
        messages.warning(
            request, _("A published programme is not changed: plans refer to its goals.")
        )
        return redirect("programmes:detail", code)
    form = ProgrammeForm(request.POST or None, actor=request.user, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_programme(
                actor=request.user, programme=programme, heading=form.heading, **form.goals
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("programmes:detail", code)
    return render(request, "programmes/form.html", {"form": form, "programme": programme})


@require_POST
@login_required
def publish(request: SignedInRequest, code: str) -> HttpResponse:
    programme = _kept_by(request, code)
    try:
        actions.publish_programme(actor=request.user, programme=programme)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The programme is published. Everyone can read it."))
    return redirect("programmes:detail", code)


def goal_tree(goals: Any) -> list[tuple[Goal, list[Any]]]:
    """(goal, subtree) pairs, from one query: each goal's parent stands before it."""
    branches: dict[int | None, list[tuple[Goal, list[Any]]]] = {None: []}
    for goal in goals:
        branches[goal.pk] = []
        branches.get(goal.parent_id, branches[None]).append((goal, branches[goal.pk]))
    return branches[None]


def _seen_by(request: HttpRequest) -> Any:
    return Programme.objects.visible_to(request.user).select_related("issuer", "place")


def _kept_by(request: HttpRequest, code: str) -> Programme:
    programme: Programme = get_object_or_404(_seen_by(request), code=code)
    if not may_change_programme(request.user, programme):
        raise PermissionDenied
    return programme
