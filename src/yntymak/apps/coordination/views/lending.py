"""Resources that municipalities lend each other: offered, asked for, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.coordination import actions
from yntymak.apps.coordination.borrowing import borrowing_of
from yntymak.apps.coordination.forms import LoanAnswerForm, OfferForm, WishForm
from yntymak.apps.coordination.models import Loan, Resource
from yntymak.apps.coordination.rules import is_of_borrower, is_of_lender
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.ui.dates import period

if TYPE_CHECKING:
    from django.http import HttpResponse

    from yntymak.foundation.people.requests import SignedInRequest


@require_safe
@login_required
def resources(request: SignedInRequest) -> HttpResponse:
    """What waits for one's word, what neighbours lend, what one lends and has asked for."""
    scope = scope_of(request.user)
    if not scope.has(*STAFF, *OFFICERS, Kind.DEPUTY):
        raise Http404
    return render(
        request,
        "coordination/resources.html",
        {**vars(borrowing_of(request.user)), "may_lend": scope.has(*STAFF)},
    )


@require_safe
@login_required
def resource(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    leads = is_of_lender(request.user, found)
    loans = Loan.objects.visible_to(request.user).filter(resource=found).select_related("place")
    return render(
        request,
        "coordination/resource.html",
        {
            "resource": found,
            "taken": found.loans.granted().select_related("place"),
            "loans": [(loan, is_of_borrower(request.user, loan)) for loan in loans],
            "leads": leads,
            "may_ask": not leads and found.is_open and scope_of(request.user).has(*STAFF),
        },
    )


@login_required
def offer(request: SignedInRequest) -> HttpResponse:
    if not scope_of(request.user).has(*STAFF):
        raise Http404
    form = OfferForm(request.POST or None, actor=request.user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.offer_resource(
                actor=request.user, key=said["key"], place=said["place"], offer=form.offer
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Offered. The municipalities around you see it now."))
            return redirect("coordination:resource", made.pk)
    return _form(request, form, _("Offer something to lend"), _("Offer"))


@login_required
def ask_for(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    if is_of_lender(request.user, found) or not scope_of(request.user).has(*STAFF):
        raise PermissionDenied
    stands = {"first_day": found.first_day, "last_day": found.last_day}
    form = WishForm(request.POST or None, actor=request.user, initial=stands)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.ask_for(
                actor=request.user,
                key=said["key"],
                resource=found,
                place=said["place"],
                wish=form.wish,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Asked. The answer will stand here."))
            return redirect("coordination:resource", pk)
    return _form(request, form, _("Ask to borrow"), _("Ask"), _lead(found))


@login_required
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    loan = _own_loan(request, pk)
    if not is_of_lender(request.user, loan.resource):
        raise PermissionDenied
    form = LoanAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_loan(
                actor=request.user, loan=loan, outcome=said["outcome"], answer=said["answer"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Answered. The other municipality reads it."))
            return redirect("coordination:resource", loan.resource_id)
    days = period(loan.first_day, loan.last_day)
    lead = f"{loan.place}: {loan.resource}, {days}. {loan.purpose}"
    return _form(request, form, _("Answer to a neighbour"), _("Answer"), lead)


@require_POST
@login_required
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    if not is_of_lender(request.user, found):
        raise PermissionDenied
    try:
        actions.withdraw_resource(actor=request.user, resource=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("It is no longer offered."))
    return redirect("coordination:resource", pk)


@require_POST
@login_required
def withdraw_loan(request: SignedInRequest, pk: int) -> HttpResponse:
    loan = _own_loan(request, pk)
    if not is_of_borrower(request.user, loan):
        raise PermissionDenied
    try:
        actions.withdraw_loan(actor=request.user, loan=loan)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The days are free again for others."))
    return redirect("coordination:resource", loan.resource_id)


def _form(
    request: SignedInRequest, form: Any, heading: str, button: str, lead: str = ""
) -> HttpResponse:
    said = {"form": form, "heading": heading, "button": button, "lead": lead}
    return render(request, "coordination/lending_form.html", said)


def _lead(found: Resource) -> str:
    return f"{found.place}: {found}, {period(found.first_day, found.last_day)}"


def _seen(request: SignedInRequest, pk: int) -> Resource:
    seen = Resource.objects.visible_to(request.user).select_related("place")
    found: Resource = get_object_or_404(seen, pk=pk)
    return found


def _own_loan(request: SignedInRequest, pk: int) -> Loan:
    seen = Loan.objects.visible_to(request.user).select_related("place", "resource__place")
    found: Loan = get_object_or_404(seen, pk=pk)
    return found
