"""Themes: made, merged, given to many proposals at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.answer_forms import CodeForm, MergeForm
from yntymak.apps.consultations.tallies import by_article, together
from yntymak.apps.consultations.views.answering import MOST_TOGETHER, managed
from yntymak.apps.consultations.views.attempts import attempt
from yntymak.ui.row_keys import row_key, row_keys

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.consultations.models import Consultation
    from yntymak.foundation.people.requests import SignedInRequest


@login_required
@require_safe
def themes(request: SignedInRequest, code: str) -> HttpResponse:
    return _page(request, managed(request, code))


@login_required
@require_POST
def make_theme(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = managed(request, code)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, consultation, form=form)
    make = partial(
        actions.make_code,
        actor=request.user,
        client_key=form.cleaned_data["key"],
        consultation=consultation,
        name=form.cleaned_data["name"],
    )
    attempt(request, make, _("Saved."))
    return redirect("consultations:themes", code)


@login_required
@require_POST
def merge_themes(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = managed(request, code)
    form = MergeForm(request.POST, consultation=consultation, auto_id="merge_%s")
    if not form.is_valid():
        return _page(request, consultation, merge_form=form)
    merged, into = form.cleaned_data["code"], form.cleaned_data["into"]
    text = _("“%(one)s” is part of “%(other)s” now.") % {"one": merged, "other": into}
    attempt(request, partial(actions.merge_codes, actor=request.user, code=merged, into=into), text)
    return redirect("consultations:themes", code)


@login_required
@require_POST
def give_theme(request: SignedInRequest, code: str) -> HttpResponse:
    """To the ticked rows of the queue; with take=1 the theme is taken away again."""
    consultation = managed(request, code)
    keys = row_keys(request.POST.getlist("chosen"))[:MOST_TOGETHER]
    theme = row_key(request.POST.get("give", ""))
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    if not keys or theme is None:
        messages.warning(request, _("Tick proposals and choose a theme first."))
        return redirect(back or "consultations:queue", *(() if back else (code,)))
    found = get_object_or_404(consultation.codes.filter(merged_into=None), pk=theme)
    act = actions.take_code if request.POST.get("take") else actions.apply_code
    try:
        count = act(actor=request.user, consultation=consultation, code=found, chosen=keys)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        text = ngettext(
            "%(count)d proposal: “%(name)s”.", "%(count)d proposals: “%(name)s”.", count
        )
        messages.success(request, text % {"count": count, "name": found.name})
    return redirect(back or "consultations:queue", *(() if back else (code,)))


def _page(
    request: HttpRequest,
    consultation: Consultation,
    form: CodeForm | None = None,
    merge_form: MergeForm | None = None,
) -> HttpResponse:
    received = together(by_article(consultation)).received
    coded = consultation.contributions.citizens().filter(is_coded=True).count()
    context = {
        "consultation": consultation,
        "codes": consultation.codes.filter(merged_into=None),
        "received": received,
        "coded": coded,
        "share": coded / received if received else None,
        "form": form or CodeForm(),
        "merge_form": merge_form or MergeForm(consultation=consultation, auto_id="merge_%s"),
    }
    return render(request, "consultations/themes.html", context)
