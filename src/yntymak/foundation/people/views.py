from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yntymak.foundation.people.actions import hand_over
from yntymak.foundation.people.forms import HandoverForm
from yntymak.foundation.people.models import Role
from yntymak.foundation.people.rules import may_hand_over

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

ROLES_ON_A_PAGE = 50


@require_safe
@login_required
def roles(request: SignedInRequest) -> HttpResponse:
    """Which roles one holds, and who holds the others where one works."""
    user = request.user
    visible = Role.objects.visible_to(user).not_over().of_people()
    mine = [(role, may_hand_over(user, role)) for role in visible.filter(user=user)]
    others = visible.exclude(user=user).order_by("place__sort_key", "kind", "since", "pk")
    page = Paginator(others, ROLES_ON_A_PAGE).get_page(request.GET.get("page"))
    theirs = [(role, may_hand_over(user, role)) for role in page]
    return render(request, "people/roles.html", {"mine": mine, "theirs": theirs, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def handover(request: SignedInRequest, pk: int) -> HttpResponse:
    user = request.user
    role = get_object_or_404(Role.objects.visible_to(user).of_people(), pk=pk)
    if role.handed_to_id is None and not may_hand_over(user, role):
        raise Http404
    form = HandoverForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            new = hand_over(actor=user, role=role, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(person)s takes over.") % {"person": new.user})
            return redirect("people:roles")
    elif role.handed_to_id is not None:
        return redirect("people:roles")
    return render(request, "people/handover.html", {"role": role, "form": form})
