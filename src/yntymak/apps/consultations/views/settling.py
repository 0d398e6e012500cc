"""How answers are given, and what they changed: two persons, publication, open items, effects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions
from yntymak.apps.consultations.answer_forms import AnsweringForm, EffectForm
from yntymak.apps.consultations.changed_words import changed_texts
from yntymak.apps.consultations.models import Decision, Effect
from yntymak.apps.consultations.open_items import (
    changes_since,
    effects_of,
    open_items,
)
from yntymak.apps.consultations.views.answering import managed, number_of
from yntymak.apps.consultations.views.attempts import attempt
from yntymak.apps.laws.pages import contents, language_for
from yntymak.ui.row_keys import row_key

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.consultations.open_items import Change
    from yntymak.apps.laws.models import Amendment
    from yntymak.foundation.people.requests import SignedInRequest

ROWS_ON_A_PAGE = 50
ARTICLES_SHOWN = 12
Standing = Decision.Standing


@login_required
def answering(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = managed(request, code)
    rules = actions.answering_rules(consultation)
    names = ("rejections_by_two", "published_together")
    form = AnsweringForm(
        request.POST or None, initial={name: getattr(rules, name) for name in names}
    )
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in names}
        change = partial(
            actions.set_answering, actor=request.user, consultation=consultation, **said
        )
        attempt(request, change, _("Saved."))
        return redirect("consultations:answering", code)
    proposed = _waiting(consultation, Standing.PROPOSED)
    context = {
        "consultation": consultation,
        "form": form,
        "rules": rules,
        "page_obj": Paginator(proposed, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "held": _waiting(consultation, Standing.DECIDED).count(),
    }
    return render(request, "consultations/answering.html", context)


def _waiting(consultation: Consultation, standing: str) -> QuerySet[Decision]:
    rows = Decision.objects.filter(contribution__consultation=consultation, standing=standing)
    open_lanes = rows.exclude(contribution__lane="protected").order_by("pk")
    return open_lanes.select_related("contribution", "decided_by")


@login_required
@require_POST
def confirm(request: SignedInRequest, code: str) -> HttpResponse:
    consultation = managed(request, code)
    rows = _waiting(consultation, Standing.PROPOSED)
    decision = get_object_or_404(rows, pk=row_key(request.POST.get("decision", "")) or 0)
    confirm_it = partial(actions.confirm_decision, actor=request.user, decision=decision)
    attempt(request, confirm_it, _("The rejection is confirmed."))
    return redirect("consultations:answering", code)


@login_required
@require_POST
def publish_answers(request: SignedInRequest, code: str) -> HttpResponse:
    publish = partial(
        actions.publish_answers, actor=request.user, consultation=managed(request, code)
    )
    attempt(request, publish, _("All answers are published."))
    return redirect("consultations:answering", code)


@login_required
@require_safe
def to_settle(request: SignedInRequest, code: str) -> HttpResponse:
    """Where decisions and text do not say alike."""
    consultation = managed(request, code)
    found = open_items(consultation)
    titles = dict(_units(consultation, found.unexplained))
    context = {
        "consultation": consultation,
        "page_obj": Paginator(found.accepted_without_change, ROWS_ON_A_PAGE).get_page(
            request.GET.get("page")
        ),
        "unexplained": [(each, titles.get(each.unit, each.unit)) for each in found.unexplained],
        "count": found.count,
        "effects": effects_of(consultation).select_related("decision__contribution"),
    }
    return render(request, "consultations/open_items.html", context)


@login_required
def effect(request: SignedInRequest, code: str) -> HttpResponse:
    """?decision=…: what an accepted proposal changed; ?unit=…: whose initiative a change was."""
    consultation = managed(request, code)
    decision = _decision(consultation, request.GET.get("decision", ""))
    unit = request.GET.get("unit", "")
    if not unit and decision is not None:
        unit = decision.contribution.article_key
    offer = Offer(consultation, unit, _language(consultation, decision))
    form = EffectForm(
        request.POST or None,
        units=offer.units,
        offered=offer.shown,
        has_decision=decision is not None,
        initial={"unit": unit, "change": unit},
    )
    if form.is_bound and form.is_valid() and _stated(request, consultation, decision, form, offer):
        messages.success(request, _("Saved. The person finds the changed words on their page."))
        return redirect("consultations:open_items", code)
    context = {"consultation": consultation, "form": form, "decision": decision, "offer": offer}
    return render(request, "consultations/effect.html", context)


def _stated(
    request: SignedInRequest,
    consultation: Consultation,
    decision: Decision | None,
    form: EffectForm,
    offer: Offer,
) -> bool:
    said = form.cleaned_data
    try:
        actions.state_effect(
            actor=request.user,
            client_key=said["key"],
            consultation=consultation,
            unit=said["unit"],
            words=said["words"],
            decision=decision,
            initiative=said.get("initiative", ""),
            amendment=offer.amendment(said["unit"]),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@login_required
@require_POST
def take_back_effect(request: SignedInRequest, code: str, pk: int) -> HttpResponse:
    consultation = managed(request, code)
    found = get_object_or_404(Effect, pk=pk, consultation=consultation)
    take_back = partial(actions.withdraw_effect, actor=request.user, effect=found)
    attempt(request, take_back, _("Taken back."))
    return redirect("consultations:open_items", code)


def _decision(consultation: Consultation, key: str) -> Decision | None:
    if not key:
        return None
    rows = Decision.objects.filter(
        contribution__consultation=consultation, outcome__in=("accepted", "partly")
    )
    open_lanes = rows.exclude(contribution__lane="protected").select_related("contribution")
    return get_object_or_404(open_lanes, pk=row_key(key) or 0)


def _language(consultation: Consultation, decision: Decision | None) -> str:
    """In which a person spoke they read the changed words too, where the text has it."""
    spoken = decision.contribution.language if decision else None
    return language_for(consultation.document.sources, spoken, get_language())


class Offer:
    """What a newer version says otherwise, to choose from; of many articles those around one."""

    def __init__(self, consultation: Consultation, unit: str, language: str) -> None:
        self.changes = changes_since(consultation)
        own = [each for each in self.changes if each.unit == unit]
        others = [each for each in self.changes if each.unit != unit]
        near = (own + others)[:ARTICLES_SHOWN]
        self.shown = changed_texts(consultation, near, language)
        self.units = _units(consultation, self.changes)
        titles = dict(self.units)
        rest = self.changes if len(self.changes) > ARTICLES_SHOWN else []
        self.rest = [(each.unit, titles.get(each.unit, each.unit)) for each in rest]

    def amendment(self, unit: str) -> Amendment | None:
        return next((each.amendment for each in self.changes if each.unit == unit), None)


def _units(consultation: Consultation, changes: list[Change]) -> list[tuple[str, str]]:
    """The articles of the text, and those that a newer version adds."""
    version = consultation.document
    language = language_for(version.sources, get_language())
    known = {each.key: each.title[:90] for each in contents(version, language) if each.is_page}
    new = {change.unit: _("new: %s") % number_of(change.unit) for change in changes}
    return list({**new, **known}.items())
