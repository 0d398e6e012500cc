"""More ways to speak than a comment: a wording of one's own, a letter of an organisation.

And the way back: whoever holds the receipt withdraws what was given beside the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.bills import amendment_on
from yntymak.apps.consultations.forms import ConsentForm, PositionForm, WordingForm
from yntymak.apps.consultations.models import Contribution
from yntymak.apps.consultations.views.hearing import spoken
from yntymak.apps.consultations.views.public import find_consultation, frame, with_decisions
from yntymak.apps.consultations.wordings import current_text
from yntymak.apps.laws.pages import contents, language_for
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


LETTERS_ON_A_PAGE = 20


@sensitive_post_parameters("email")
def wording(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The article stands in the field; what a person changes there becomes operations on it."""
    consultation = find_consultation(request, code)
    version = consultation.document
    language = language_for(version.sources, request.GET.get("text"), get_language())
    standing = current_text(version, key, language, amendment_on(consultation, key))
    if not standing:
        raise Http404
    form = WordingForm(
        *((request.POST,) if request.method == "POST" else ()),
        version=version,
        unit=key,
        text_language=language,
        initial={"typed": standing, "language": get_language()},
    )
    if form.is_bound and form.is_valid():
        made = spoken(request, consultation, form)
        if made is not None:
            return redirect("consultations:receipt", made.receipt)
    rest = {"key": key, "language": language, "title": standing.split("\n")[0], "form": form}
    return render(request, "consultations/wording.html", {**frame(request, consultation), **rest})


@sensitive_post_parameters("email")
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """An organisation speaks: shown apart, and never counted among citizens."""
    consultation = find_consultation(request, code)
    version = consultation.document
    language = language_for(version.sources, get_language())
    form = PositionForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        entries=contents(version, language),
        version=version,
    )
    if form.is_bound and form.is_valid():
        made = spoken(request, consultation, form)
        if made is not None:
            return redirect("consultations:receipt", made.receipt)
    context = {**frame(request, consultation), "form": form}
    return render(request, "consultations/institution.html", context)


@require_safe
def institutions(request: HttpRequest, code: str) -> HttpResponse:
    consultation = find_consultation(request, code)
    rows = consultation.contributions.published().positions().order_by("-number")
    shown = with_decisions(Contribution.objects.order_by("-number")).select_related("letter")
    page = IndexPaginator(rows, shown, LETTERS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {**frame(request, consultation), "page_obj": page}
    return render(request, "consultations/institutions.html", context)


@require_POST
@never_cache
def withdraw(request: HttpRequest, receipt: str) -> HttpResponse:
    contribution = get_object_or_404(Contribution, receipt=read_receipt(receipt))
    form = ConsentForm(request.POST)
    erase = form.is_valid() and form.cleaned_data["erase"]
    actions.withdraw_consent(contribution=contribution, erase=erase)
    messages.success(
        request, _("Done. Your proposal stays counted and answered; what you took back is deleted.")
    )
    return redirect("consultations:receipt", contribution.receipt)
