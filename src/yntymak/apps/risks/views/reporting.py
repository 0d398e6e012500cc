"""What a person without an account does: report, follow by the number, add, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.risks import actions
from yntymak.apps.risks.forms.languages import CODES, offered, words_in
from yntymak.apps.risks.forms.signals import AddForm, ReportForm
from yntymak.apps.risks.models import Signal, SignalNote
from yntymak.apps.risks.rules import may_enter
from yntymak.apps.risks.similar import similar_to
from yntymak.apps.risks.views.parts import done, form_page
from yntymak.apps.risks.wording import said_in
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.people.floods import is_flooding
from yntymak.foundation.registry.models import Place

if TYPE_CHECKING:
    from django.http import HttpRequest

# What is typed here stays out of error reports, caches and the browser's history of answers.
with_words = sensitive_post_parameters("text", "spot")


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Served from here and not with the static files: its address decides which pages it serves."""
    script = render_to_string("ui/offline_worker.js")
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@form_page
@never_cache
@with_words
@sensitive_variables("form", "similar")
def report(request: HttpRequest) -> HttpResponse:
    """Anyone may write; whoever is signed in is forgotten here on purpose."""
    language = request.GET.get("language", "")
    language = language if language in CODES else ""
    places = Place.objects.current().municipalities().select_related("parent")
    here = places.filter(code=request.GET.get("place", "")).first()
    form = ReportForm(request.POST or None, language=language, initial={"place": here})
    similar: list[Signal] = []
    if request.method == "POST" and form.is_valid():
        similar = _similar(request, form)
        if not similar and not _is_too_much(request, form):
            made = actions.report(actor=None, language=language, **form.cleaned_data)
            return _sent(request, made)
    if request.method == "POST" and _wants_json(request):
        return _refused(form, similar)
    return _report_page(request, form, language, similar)


@sensitive_variables("form", "said")
def _similar(request: HttpRequest, form: ReportForm) -> list[Signal]:
    """Once, and only where the sender lets the worry be counted openly."""
    said = form.cleaned_data
    if request.POST.get("seen") or said["lane"] != Signal.Lane.PUBLIC:
        return []
    return similar_to(said["text"], place=said["place"], category=said["category"])


def _is_too_much(request: HttpRequest, form: ReportForm | AddForm) -> bool:
    if not is_flooding(request, "worries"):
        return False
    form.add_error(
        None,
        _(
            "Many texts came from your internet address in a short time. Yours is kept in this "
            "form: send it again in ten minutes. Or hand it in at your aiyl okmotu."
        ),
    )
    return True


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _sent(request: HttpRequest, made: Signal) -> HttpResponse:
    url = reverse("risks:sent", args=[made.receipt])
    if not _wants_json(request):
        return redirect(url)
    said = _("Your worry has arrived. Its number: %(number)s.") % {"number": made.receipt}
    return JsonResponse({"state": "stored", "url": url, "said": said})


def _refused(form: ReportForm, similar: list[Signal]) -> HttpResponse:
    if similar:
        return JsonResponse({"state": "similar"})
    errors = [sentence for found in form.errors.values() for sentence in found]
    return JsonResponse({"state": "refused", "errors": errors}, status=422)


def _report_page(
    request: HttpRequest, form: ReportForm, language: str, similar: list[Signal]
) -> HttpResponse:
    context = {
        "form": form,
        "similar": similar,
        "spoken": words_in(language),
        "languages_of_form": offered(),
        "said": {
            "waits": _("waits for a connection"),
            "drop": _("Remove from this phone"),
            "again": _("Take it back into the form"),
            "kept": _(
                "No connection. Your worry is kept on this phone and sent as soon as this page is "
                "open with a connection."
            ),
            "protected": _(
                "No connection. A protected worry is not kept on the phone: leave this page open "
                "and send it when there is a connection."
            ),
        },
    }
    return render(request, "risks/report.html", context)


@require_safe
@never_cache
def sent(request: HttpRequest, receipt: str) -> HttpResponse:
    found = _by_number(receipt)
    context = {
        "receipt": found.receipt,
        "answer_by": found.answer_by,
        "spoken": words_in(found.language),
        "may_enter": may_enter(request.user, None),
    }
    return render(request, "risks/sent.html", context)


@require_safe
@never_cache
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """What became of it, for whoever holds the number. The words are not even fetched."""
    return _receipt_page(request, _by_number(receipt))


@require_POST
@never_cache
def answers(request: HttpRequest, receipt: str) -> HttpResponse:
    """What the office wrote on a protected worry: unsealed for the answer to this POST alone."""
    return _receipt_page(request, _by_number(receipt), opened=True)


@require_POST
@never_cache
@with_words
@sensitive_variables("form", "fields")
def add(request: HttpRequest, receipt: str) -> HttpResponse:
    found = _by_number(receipt)
    form = AddForm(request.POST)
    if form.is_valid() and not _is_too_much(request, form):
        fields = form.cleaned_data
        if done(form, actions.add_words, key=fields["key"], signal=found, text=fields["text"]):
            messages.success(request, _("What you added has arrived."))
            return redirect("risks:receipt", found.receipt)
    return _receipt_page(request, found, form=form)


@form_page
@never_cache
def erase(request: HttpRequest, receipt: str) -> HttpResponse:
    """The number alone asks for it: nobody else could have it."""
    found = _by_number(receipt)
    if request.method == "POST":
        actions.erase(signal=found)
        messages.success(request, _("Your words are erased. Only the count stays."))
        return redirect("risks:receipt", found.receipt)
    return render(request, "risks/erase.html", {"signal": found})


def _by_number(receipt: str) -> Signal:
    rows = Signal.objects.defer("text", "sealed").select_related("place")
    return get_object_or_404(rows, receipt=read_receipt(receipt))


@sensitive_variables("form", "said")
def _receipt_page(
    request: HttpRequest, signal: Signal, *, form: AddForm | None = None, opened: bool = False
) -> HttpResponse:
    said = said_in(signal, opened=opened, side=SignalNote.Side.OFFICE)
    context: dict[str, Any] = {
        "signal": signal,
        "answers": said,
        "are_locked": bool(said) and signal.is_protected and not opened,
        "form": form or AddForm(),
    }
    return render(request, "risks/receipt.html", context)
