"""The article as it should read, typed by the drafter; what it changes is shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yntymak.apps.laws import actions
from yntymak.apps.laws.bills.editor import Editor
from yntymak.apps.laws.forms import AmendmentForm, NewArticleForm
from yntymak.apps.laws.views.bills import amended_act, newest_version

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.laws.bills.editor import Side
    from yntymak.foundation.people.requests import SignedInRequest


@login_required
def edit(request: SignedInRequest, code: str, act: str, unit: str) -> HttpResponse:
    editor = _editor(request, code, act, unit)
    form = AmendmentForm(request.POST or None, editor=editor, initial=editor.initial)
    if not form.is_bound or not form.is_valid():
        return _show(request, editor, form)
    if "preview" in request.POST:
        return _show(request, editor, form, _tried(editor, form))
    try:
        saved = actions.save_amendment(
            actor=request.user,
            act=editor.act,
            unit=unit,
            draft=form.draft,
            seen=form.cleaned_data["seen"],
        )
    except ValidationError as error:
        return _refused(request, editor, form, error)
    messages.success(
        request,
        _("Saved: what changes was worked out.")
        if saved
        else _("The article reads as it does in force; the bill does not change it."),
    )
    return redirect("bills:work", code)


@login_required
@require_POST
def try_out(request: SignedInRequest, code: str, act: str, unit: str) -> HttpResponse:
    """The part of the page that shows what changes, for a text that is still being typed."""
    editor = _editor(request, code, act, unit)
    form = AmendmentForm(request.POST, editor=editor)
    sides = _tried(editor, form) if form.is_valid() else []
    return render(request, "bills/_changes.html", {"sides": sides, "form": form})


@login_required
@require_POST
def drop(request: SignedInRequest, code: str, act: str, unit: str) -> HttpResponse:
    editor = _editor(request, code, act, unit)
    try:
        actions.drop_amendment(actor=request.user, act=editor.act, unit=unit)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The bill does not change this article any more."))
    return redirect("bills:work", code)


@login_required
@require_POST
def add(request: SignedInRequest, code: str, act: str) -> HttpResponse:
    """From the number of a new article to the page on which it is written."""
    amended_act(newest_version(request, code), act)
    form = NewArticleForm(request.POST)
    if form.is_valid():
        return redirect("bills:edit", code, act, f"art_{form.cleaned_data['number']}")
    messages.error(request, form.errors["number"].as_text().removeprefix("* "))
    return redirect("bills:work", code)


def _editor(request: SignedInRequest, code: str, act: str, unit: str) -> Editor:
    version = newest_version(request, code)
    if version.is_published:
        raise Http404
    editor = Editor(amended_act(version, act), unit, get_language())
    if not editor.is_known:
        raise Http404
    return editor


def _tried(editor: Editor, form: AmendmentForm) -> list[Side]:
    try:
        return editor.tried(form.draft)
    except ValidationError as error:
        form.add_error(f"text_{error.code}", error)
        return []


def _refused(
    request: HttpRequest, editor: Editor, form: AmendmentForm, error: ValidationError
) -> HttpResponse:
    if error.code in editor.languages:
        form.add_error(f"text_{error.code}", error)
        return _show(request, editor, form)
    form.add_error(None, error)
    editor = Editor(editor.act, editor.unit, editor.shown)  # as the colleague has left it
    # The next press decides knowing it.
    form.data = {**request.POST.dict(), "seen": editor.initial["seen"]}
    return _show(request, editor, form, others=editor.sides())


def _show(
    request: HttpRequest,
    editor: Editor,
    form: AmendmentForm,
    sides: list[Side] | None = None,
    others: list[Side] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "editor": editor,
        "bill": editor.act.version.bill,
        "act": editor.act.base.act,
        "form": form,
        "sides": sides if sides is not None else editor.sides(),
        "others": others,
    }
    return render(request, "bills/edit.html", context)
