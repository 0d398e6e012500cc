"""The pages on which an act is brought in and its structure confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.laws import actions
from yntymak.apps.laws.forms import CorrectionForm, UploadForm
from yntymak.apps.laws.importing.confirmation import Screen
from yntymak.apps.laws.models import ActImport
from yntymak.apps.laws.pages import language_for
from yntymak.apps.laws.rules import may_upload

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def upload(request: SignedInRequest) -> HttpResponse:
    if not may_upload(request.user, None):
        raise Http404
    # Reading POST is what reads the files and finds out whether they are too large.
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    too_large = getattr(request, "upload_too_large", False)
    form = UploadForm(*sent, user=request.user, too_large=too_large)
    if form.is_bound and form.is_valid():
        waiting = actions.upload_act(
            actor=request.user,
            client_key=form.cleaned_data["key"],
            description=form.description,
            sources=form.sources,
        )
        return redirect("laws:confirm", waiting.pk)
    return render(request, "laws/upload.html", {"form": form})


@login_required
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    waiting = _import(request, pk)
    if request.method == "POST":
        try:
            version = actions.confirm_import(actor=request.user, waiting=waiting)
        except ValidationError as error:
            messages.error(request, error.message)
            return redirect("laws:list")
        messages.success(request, _("The act is published. Its words can no longer be changed."))
        return redirect("laws:detail", version.act.code)
    if waiting.version is not None:
        return redirect("laws:detail", waiting.version.act.code)
    if waiting.state == ActImport.State.DISCARDED:
        messages.info(request, _("This import is discarded."))
        return redirect("laws:list")
    return _show(request, waiting)


def _show(
    request: HttpRequest, waiting: ActImport, form: CorrectionForm | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "waiting": waiting,
        "screen": Screen(waiting, request.GET, form, language_for(("ky", "ru"), get_language())),
    }
    return render(request, "laws/confirm.html", context)


@login_required
@require_POST
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    waiting = _import(request, pk)
    if waiting.state != ActImport.State.WAITING:
        return redirect("laws:confirm", pk)
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            actions.correct_provision(
                actor=request.user,
                waiting=waiting,
                client_key=form.cleaned_data["key"],
                seen=form.cleaned_data["seen"],
                correction=form.correction,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Corrected. Nothing of the text is lost."))
            at = urlencode({"at": request.GET.get("at", "")})
            return redirect(f"{reverse('laws:confirm', args=[pk])}?{at}")
    waiting = _import(request, pk)
    # What came between is on the page now: the next press decides knowing it.
    sent = cast("QueryDict", form.data)
    form.data = {**sent.dict(), "seen": len(waiting.corrections)}
    return _show(request, waiting, form)


@login_required
@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        actions.discard_import(actor=request.user, waiting=_import(request, pk))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The import is discarded. Nothing was published."))
    return redirect("laws:list")


def _import(request: HttpRequest, pk: int) -> ActImport:
    if not request.user.is_authenticated:
        raise PermissionDenied
    visible = ActImport.objects.visible_to(request.user).select_related("version__act")
    found: ActImport = get_object_or_404(visible, pk=pk)
    return found
