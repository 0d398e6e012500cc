"""The pages of officers: polls, their statements, the sheets of paper votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yntymak.apps.opinions.actions import (
    add_statement,
    create_poll,
    moderate_statement,
    publish_poll,
    take_in_sheet,
    withdraw_sheet,
    word_statement,
)
from yntymak.apps.opinions.forms import (
    NewStatementForm,
    PollForm,
    ReasonForm,
    SheetForm,
    StatementForm,
)
from yntymak.apps.opinions.models import LANGUAGES, Poll, Statement, VoteSheet
from yntymak.apps.opinions.rules import MANAGERS, PAPER_TAKERS, may_manage_poll, may_take_in_sheet
from yntymak.foundation.people.models import User
from yntymak.foundation.people.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest

    from yntymak.foundation.people.permissions import Predicate

PER_PAGE = 50


@require_safe
def polls(request: HttpRequest) -> HttpResponse:
    if not scope_of(request.user).has(*PAPER_TAKERS):
        raise Http404
    found = Poll.objects.worked_on_by(request.user).select_related("place").order_by("-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    may_create = scope_of(request.user).has(*MANAGERS)
    return render(request, "opinions/list.html", {"page_obj": page, "may_create": may_create})


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    if not scope_of(request.user).has(*MANAGERS):
        raise Http404
    form = PollForm(request.POST or None, user=request.user)
    if request.method == "POST" and _done(
        form, lambda: create_poll(actor=_officer(request), **form.fields_of_poll())
    ):
        return redirect("opinions:statements", form.fields_of_poll()["code"])
    return _form_page(request, "opinions/create.html", form, {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest, code: str) -> HttpResponse:
    poll = _poll(request, code, may_manage_poll)
    form = NewStatementForm(request.POST or None)
    if request.method == "POST" and _done(
        form, lambda: add_statement(actor=_officer(request), poll=poll, draft=form.draft())
    ):
        messages.success(request, _("The statement is added."))
        return redirect("opinions:statements", code)
    listed = poll.statements.all()
    if request.GET.get("show") == "wordless":
        listed = listed.filter(text_ky=None) | listed.filter(text_ky="")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {"poll": poll, "form": form, "page_obj": page}
    return _form_page(request, "opinions/statements.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Words, and whether it is put to people."""
    poll = _poll(request, code, may_manage_poll)
    found = get_object_or_404(Statement, poll=poll, number=number)
    words = {f"text_{language}": getattr(found, f"text_{language}") or "" for language in LANGUAGES}
    form = StatementForm(request.POST or None, initial=words)
    if request.method == "POST" and _done(
        form, lambda: word_statement(actor=_officer(request), statement=found, draft=form.draft())
    ):
        messages.success(request, _("The words are saved."))
        return redirect("opinions:statements", code)
    context = {"poll": poll, "statement": found, "form": form, "out_form": ReasonForm(prefix="out")}
    return _form_page(request, "opinions/statement.html", form, context)


@require_POST
def moderate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    poll = _poll(request, code, may_manage_poll)
    found = get_object_or_404(Statement, poll=poll, number=number)
    wanted = Statement.Moderation.OUT if "out" in request.POST else Statement.Moderation.IN
    form = ReasonForm(request.POST, prefix="out")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        moderate_statement(
            actor=_officer(request), statement=found, moderation=wanted, reason=reason
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("opinions:statement", code, number)
    return redirect("opinions:statements", code)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    poll = _poll(request, code, may_manage_poll)
    try:
        publish_poll(actor=_officer(request), poll=poll)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The poll is published."))
    return redirect("opinions:statements", code)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    poll = _poll(request, code, may_take_in_sheet)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if getattr(request, "upload_too_large", False):
            form.errors.pop("file", None)  # "choose a file" would be wrong: one was chosen
            form.add_error(
                "file", _("The file is larger than 50 MB. Divide it into several files.")
            )
        elif _done(form, lambda: _take_in(request, poll, form.cleaned_data)):
            return redirect("opinions:sheet", code)
    sheets = VoteSheet.objects.visible_to(request.user).filter(poll=poll)
    context = {"poll": poll, "form": form, "sheets": sheets.select_related("uploaded_by")}
    return _form_page(request, "opinions/sheet.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    poll = _poll(request, code, may_take_in_sheet)
    found = get_object_or_404(VoteSheet.objects.visible_to(request.user), poll=poll, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and _done(
        form,
        lambda: withdraw_sheet(
            actor=_officer(request), sheet=found, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, _("The sheet is withdrawn. Its votes no longer count."))
        return redirect("opinions:sheet", code)
    return _form_page(
        request, "opinions/withdraw.html", form, {"poll": poll, "sheet": found, "form": form}
    )


def _take_in(request: HttpRequest, poll: Poll, given: dict[str, Any]) -> None:
    before = VoteSheet.objects.filter(poll=poll).count()
    taken = take_in_sheet(
        actor=_officer(request),
        poll=poll,
        file=given["file"],
        channel=given["channel"],
        place=given["place"],
        make_missing=given["make_missing"],
    )
    if VoteSheet.objects.filter(poll=poll).count() == before:
        messages.info(request, _("This file has been brought already. It counts once."))
        return
    messages.success(
        request,
        ngettext("%(votes)s vote is taken in.", "%(votes)s votes are taken in.", taken.votes)
        % {"votes": taken.votes},
    )


def _poll(request: HttpRequest, code: str, may: Predicate) -> Poll:
    """Those who have no work on the poll do not learn that the page exists."""
    visible = Poll.objects.visible_to(request.user).select_related("place")
    poll: Poll = get_object_or_404(visible, code=code)
    if not may(request.user, poll):
        raise Http404
    return poll


def _officer(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether the form was in order and the action went through; else it says what is wrong."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        form.add_error("file" if "file" in form.fields else None, error)
        return False
    return True


def _form_page(
    request: HttpRequest, template: str, form: forms.Form, context: dict[str, Any]
) -> HttpResponse:
    refused = form.is_bound and bool(form.errors)
    return render(request, template, context, status=400 if refused else 200)
