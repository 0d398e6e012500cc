"""Protected voices, for the focal point alone: opened one by one, each opening written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.desk_forms import DecisionForm
from yntymak.apps.consultations.models import Contribution, Decision
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.people.scope import Kind, scope_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest

ROWS_ON_A_PAGE = 25


@login_required
@require_safe
@never_cache
def sealed(request: SignedInRequest) -> HttpResponse:
    if not scope_of(request.user).has(Kind.FOCAL_POINT):
        raise Http404
    mine = Contribution.objects.opened_by(request.user).defer("sealed")
    rows = mine.select_related("consultation", "place").order_by("is_answered", "pk")
    page = Paginator(rows, ROWS_ON_A_PAGE)
    context = {"page_obj": page.get_page(request.GET.get("page"))}
    return render(request, "consultations/sealed.html", context)


@login_required
@never_cache
def sealed_answer(request: SignedInRequest, receipt: str) -> HttpResponse:
    """The answer is read by whoever holds the receipt, and by nobody else."""
    contribution = _sealed(request, receipt)
    newest = next(iter(contribution.decisions.all()), None)
    form = DecisionForm(request.POST or None, initial={"seen": newest.pk if newest else None})
    if form.is_bound and form.is_valid():
        try:
            actions.decide(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                contribution=contribution,
                outcome=form.cleaned_data["outcome"],
                reason=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The answer is stored. The person can read it now."))
            return redirect("consultations:sealed")
    return _page(request, contribution, form)


@login_required
@require_POST
@never_cache
@sensitive_variables("words")
def open_sealed(request: SignedInRequest, receipt: str) -> HttpResponse:
    """The answer to the POST is the only place where the words stand: no redirect, no session."""
    contribution = _sealed(request, receipt)
    words = actions.open_protected(actor=request.user, contribution=contribution)
    newest = next(iter(contribution.decisions.all()), None)
    form = DecisionForm(initial={"seen": newest.pk if newest else None})
    return _page(request, contribution, form, words=words)


@sensitive_variables("words", "context")
def _page(
    request: HttpRequest, contribution: Contribution, form: DecisionForm, words: str = ""
) -> HttpResponse:
    context = {"contribution": contribution, "form": form, "words": words}
    return render(request, "consultations/sealed_answer.html", context)


def _sealed(request: SignedInRequest, receipt: str) -> Contribution:
    decisions = Decision.objects.select_related("decided_by").prefetch_related("effects")
    mine = Contribution.objects.opened_by(request.user).select_related("consultation", "place")
    rows = mine.prefetch_related(Prefetch("decisions", decisions))
    found: Contribution = get_object_or_404(rows, receipt=read_receipt(receipt))
    return found
