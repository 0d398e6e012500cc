"""The pages of the office that holds a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.desk_forms import (
    AnnouncementForm,
    DecisionForm,
    EntryForm,
    HideForm,
    MeetingForm,
)
from yntymak.apps.consultations.models import Consultation, Contribution
from yntymak.apps.consultations.periods import is_too_short, shortest_period
from yntymak.apps.consultations.personal import personal_data_in
from yntymak.apps.consultations.queries import MANAGERS
from yntymak.apps.consultations.tallies import Said, by_article, together
from yntymak.apps.consultations.views.public import with_decisions
from yntymak.apps.laws.pages import contents, language_for, passages
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.people.scope import scope_of
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from yntymak.foundation.people.requests import SignedInRequest

ROWS_ON_A_PAGE = 25


@login_required
def create(request: SignedInRequest) -> HttpResponse:
    if not scope_of(request.user).has(*MANAGERS):
        raise Http404
    form = AnnouncementForm(request.POST or None, user=request.user)
    if form.is_bound and form.is_valid():
        try:
            consultation = actions.create_consultation(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                announcement=form.announcement(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say_saved(request, consultation)
            return redirect("consultations:detail", consultation.code)
    return render(request, "consultations/edit.html", {"form": form})


@login_required
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    names = ("kind", "title_ky", "title_ru", "summary_ky", "summary_ru", "opens_on", "closes_on")
    initial: dict[str, Any] = {name: getattr(consultation, name) for name in names}
    initial |= {
        "document": consultation.document_id,
        "organiser": consultation.organiser_id,
        "poll": consultation.poll_id,
    }
    form = AnnouncementForm(
        request.POST or None, user=request.user, standing=consultation, initial=initial
    )
    if form.is_bound and form.is_valid():
        try:
            consultation = actions.change_consultation(
                actor=request.user, consultation=consultation, announcement=form.announcement()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say_saved(request, consultation)
            return redirect("consultations:detail", consultation.code)
    return render(request, "consultations/edit.html", {"form": form, "consultation": consultation})


def _say_saved(request: HttpRequest, consultation: Consultation) -> None:
    messages.success(request, _("Saved."))
    kind = consultation.document.act.kind
    if is_too_short(kind, consultation.opens_on, consultation.closes_on):
        messages.warning(
            request,
            _(
                "The period is shorter than %(days)d days, the usual one for such a text. "
                "Check whether the law allows it."
            )
            % {"days": shortest_period(kind, consultation.opens_on)},
        )


@login_required
@require_POST
def publish(request: SignedInRequest, code: str) -> HttpResponse:
    try:
        actions.publish_consultation(actor=request.user, consultation=_managed(request, code))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Published. Everybody can read it now."))
    return redirect("consultations:detail", code)


@login_required
@require_safe
def queue(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    rows = consultation.contributions.order_by("number")
    wanted = request.GET.get("show", "undecided")
    if wanted == "undecided":
        rows = rows.undecided()
    said = by_article(consultation)
    everything = together(said)
    article = request.GET.get("article", "")
    if article:
        rows = rows.filter(article_key=article)
    listed = said.get(article, Said()) if article else everything
    pages = IndexPaginator(
        rows,
        with_decisions(Contribution.objects.order_by("number")),
        ROWS_ON_A_PAGE,
        count=listed.waiting if wanted == "undecided" else listed.received,
    )
    context = {
        "consultation": consultation,
        "page_obj": pages.get_page(request.GET.get("page")),
        "show": wanted,
        "article": article,
        "articles": consultation.document.provisions.filter(key__in=said)
        .order_by("position")
        .values_list("key", "number"),
        "total": everything.received,
        "undecided": everything.waiting,
    }
    return render(request, "consultations/queue.html", context)


@login_required
def answer(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = _contribution(request, receipt)
    newest = next(iter(contribution.decisions.all()), None)
    initial = {"seen": newest.pk if newest else None}
    form = DecisionForm(request.POST or None, initial=initial)
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
            # The colleague's answer is on the page now: the next press is given knowing it.
            contribution = _contribution(request, receipt)
            newest = next(iter(contribution.decisions.all()), None)
            sent = cast("QueryDict", form.data)
            form.data = {**sent.dict(), "seen": newest.pk if newest else ""}
        else:
            messages.success(request, _("The answer is stored. The person can read it now."))
            return redirect("consultations:queue", contribution.consultation.code)
    return _show_answer(request, contribution, form=form)


@login_required
@require_POST
def show(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = _contribution(request, receipt)
    try:
        actions.publish_contribution(actor=request.user, contribution=contribution)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Everybody can read this proposal now."))
    return redirect("consultations:answer", contribution.receipt)


@login_required
@require_POST
def hide(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = _contribution(request, receipt)
    form = HideForm(request.POST)
    if not form.is_valid():
        return _show_answer(request, contribution, hide_form=form)
    actions.hide_contribution(
        actor=request.user, contribution=contribution, reason=form.cleaned_data["reason"]
    )
    messages.success(request, _("This proposal is no longer shown to the public."))
    return redirect("consultations:answer", contribution.receipt)


def _show_answer(
    request: HttpRequest,
    contribution: Contribution,
    form: DecisionForm | None = None,
    hide_form: HideForm | None = None,
) -> HttpResponse:
    consultation = contribution.consultation
    version = consultation.document
    language = language_for(version.sources, get_language())
    provision = contribution.provision
    unit = provision.article.key if provision is not None and provision.article else ""
    newest = next(iter(contribution.decisions.all()), None)
    context = {
        "consultation": consultation,
        "contribution": contribution,
        "personal": personal_data_in(contribution.text),
        "passages": passages(version, unit, language) if unit else [],
        "form": form or DecisionForm(initial={"seen": newest.pk if newest else None}),
        "hide_form": hide_form or HideForm(auto_id="hide_%s"),
    }
    return render(request, "consultations/answer.html", context)


@login_required
def enter(request: SignedInRequest, code: str) -> HttpResponse:
    """One after the other: after each the form comes back with the same meeting and place."""
    found = Consultation.objects.open_to_entry_by(request.user).select_related("document")
    consultation = get_object_or_404(found, code=code)
    language = language_for(consultation.document.sources, get_language())
    entries = contents(consultation.document, language)
    initial = {name: request.GET[name] for name in ("meeting", "channel") if name in request.GET}
    initial = {"language": language, **initial}
    sent = request.POST or None
    form = EntryForm(sent, consultation=consultation, entries=entries, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            contribution = actions.enter_contribution(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                voice=form.voice,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = {"number": contribution.number, "receipt": contribution.receipt}
            messages.success(
                request,
                _("Entered as No. %(number)d. Receipt for the person: %(receipt)s.") % said,
            )
            return redirect(_enter_next(code, contribution))
    return render(request, "consultations/enter.html", {"form": form, "consultation": consultation})


def _enter_next(code: str, contribution: Contribution) -> str:
    kept = {"channel": contribution.channel}
    if contribution.meeting_id:
        kept["meeting"] = str(contribution.meeting_id)
    return f"{reverse('consultations:enter', args=[code])}?{urlencode(kept)}"


@login_required
def meeting(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = _managed(request, code)
    form = MeetingForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("held_on", "attended", "minutes")}
        try:
            held = actions.hold_meeting(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                place=form.cleaned_data["place"],
                **said,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Meeting No. %d is entered.") % held.number)
            return redirect("consultations:detail", code)
    meetings = consultation.meetings.select_related("place")
    context = {"form": form, "consultation": consultation, "meetings": meetings}
    return render(request, "consultations/meeting.html", context)


def _managed(request: HttpRequest, code: str) -> Consultation:
    mine = Consultation.objects.managed_by(request.user)
    related = mine.select_related("document__act", "place", "organiser", "poll")
    found: Consultation = get_object_or_404(related, code=code)
    return found


def _contribution(request: HttpRequest, receipt: str) -> Contribution:
    mine = Contribution.objects.managed_by(request.user)
    related = with_decisions(mine).select_related(
        "provision__article", "place", "meeting__place", "consultation__document__act", "entered_by"
    )
    return get_object_or_404(related, receipt=read_receipt(receipt))
