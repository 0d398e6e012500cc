"""Working through what was said: the queue, one answer, one answer for many."""

from __future__ import annotations

import hashlib
import html
import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yntymak.apps.consultations import actions, queue_table
from yntymak.apps.consultations.answer_forms import TogetherForm, TranslationForm
from yntymak.apps.consultations.desk_forms import DecisionForm, HideForm
from yntymak.apps.consultations.models import (
    Coding,
    Consultation,
    Contribution,
    Decision,
    Effect,
)
from yntymak.apps.consultations.personal import communities_in, personal_data_in, persons_in
from yntymak.apps.consultations.tallies import Said, by_article, together
from yntymak.apps.consultations.views.attempts import attempt
from yntymak.apps.consultations.wordings import shown_wording
from yntymak.apps.laws.pages import language_for, passages
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.ui.paging import IndexPaginator
from yntymak.ui.row_keys import row_key, row_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from yntymak.foundation.people.requests import SignedInRequest

ROWS_ON_A_PAGE = 25
MOST_TOGETHER = 200
KEPT_SECONDS = 10 * 60


@login_required
@require_safe
def queue(request: SignedInRequest, code: str) -> HttpResponse:
    """Near-identical texts stand as one row; what came lately is folded in meanwhile."""
    mine = Consultation.objects.managed_by(request.user).select_related("folding__job__task")
    consultation = get_object_or_404(mine, code=code)
    rows, chosen = _chosen(consultation, request.GET)
    said = by_article(consultation)
    everything = together(said)
    count = _count(consultation, rows, chosen, everything)
    pages = IndexPaginator(rows, queue_table.told(), ROWS_ON_A_PAGE, count=count)
    page = pages.get_page(request.GET.get("page"))
    codes = list(consultation.codes.filter(merged_into=None).order_by("name"))
    actions.request_folding(consultation, everything.received)
    context = {
        "consultation": consultation,
        "page_obj": page,
        "rows": queue_table.written(page.object_list, with_themes=bool(codes)),
        **chosen,
        "articles": _options(said, chosen["article"]),
        "codes": codes,
        "total": everything.received,
        "undecided": everything.waiting,
    }
    return render(request, "consultations/queue.html", context)


def _chosen(
    consultation: Consultation, asked: QueryDict
) -> tuple[QuerySet[Contribution], dict[str, Any]]:
    show, article, theme = (asked.get(name, "") for name in ("show", "article", "theme"))
    show = show or "undecided"
    rows = consultation.contributions.filter(is_queued=True).order_by("number")
    if show == "letters":
        rows = consultation.contributions.positions().order_by("number")
    elif show == "undecided":
        rows = rows.filter(is_answered=False)
    if article:
        rows = rows.filter(article_key=article)
    if theme == "none":
        rows = rows.filter(is_coded=False)
    elif theme:
        rows = rows.filter(codings__code=row_key(theme) or 0)
    return rows, {"show": show, "article": article, "theme": theme}


def _count(
    consultation: Consultation, rows: QuerySet[Contribution], chosen: dict[str, str], said: Said
) -> int | None:
    """Counted once for each state: tens of thousands take longer than the rest of the page."""
    if chosen["theme"] or chosen["show"] == "letters":
        return None
    folded = getattr(consultation, "folding", None)
    state = (said.received, said.answered, folded.received if folded else 0)
    key = f"consultations:queue:{consultation.pk}:{state}:{sorted(chosen.items())}"
    hashed = hashlib.sha256(key.encode()).hexdigest()
    return cast("int", cache.get_or_set(hashed, rows.count, KEPT_SECONDS))


def _options(said: Iterable[str], chosen: str) -> SafeString:
    """Of two hundred articles: as a template they would take longer than all the rows."""
    return SafeString(
        "".join(
            f'<option value="{html.escape(key)}"{" selected" if key == chosen else ""}>'
            f"{html.escape(number_of(key))}</option>"
            for key in sorted(said, key=_in_order)
            if key
        )
    )


def number_of(key: str) -> str:
    """As people say it: art_85-1 is 85-1. What is no article keeps its key."""
    return key.removeprefix("art_").partition("__")[0]


def _in_order(key: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", key))


@login_required
def answer(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = managed_contribution(request, receipt)
    newest = next(iter(contribution.decisions.all()), None)
    initial = {"seen": newest.pk if newest else None}
    form = DecisionForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            decision = actions.decide(
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
            contribution = managed_contribution(request, receipt)
            newest = next(iter(contribution.decisions.all()), None)
            sent = cast("QueryDict", form.data)
            form.data = {**sent.dict(), "seen": newest.pk if newest else ""}
        else:
            messages.success(request, said_of(decision))
            return redirect("consultations:queue", contribution.consultation.code)
    return show_answer(request, contribution, form=form)


def said_of(decision: Decision) -> str:
    match decision.standing:
        case Decision.Standing.PROPOSED:
            return _("The rejection is proposed. A second person has to confirm it.")
        case Decision.Standing.DECIDED:
            return _("The answer is stored. It is published together with the others.")
    return _("The answer is stored. The person can read it now.")


@login_required
@require_POST
def answer_together(request: SignedInRequest, code: str) -> HttpResponse:
    """First the chosen rows with one form; sent from there, the answers."""
    consultation = managed(request, code)
    keys = row_keys(request.POST.getlist("chosen"))[:MOST_TOGETHER]
    rows = consultation.contributions.citizens().filter(pk__in=keys, is_answered=False)
    related = rows.select_related("fold", "provision__article").defer("sealed")
    chosen = list(related.order_by("number"))
    if not chosen:
        messages.warning(request, _("Tick the proposals that you want to answer first."))
        return redirect("consultations:queue", code)
    form = TogetherForm(request.POST if "sent" in request.POST else None, chosen=chosen)
    if form.is_bound and form.is_valid():
        try:
            count = actions.decide_together(
                actor=request.user,
                client_key=form.cleaned_data["key"],
                consultation=consultation,
                chosen=[each.pk for each in chosen],
                answer=form.answer,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = ngettext("%d proposal is answered.", "%d proposals are answered.", count)
            messages.success(request, text % count)
            return redirect("consultations:queue", code)
    count = sum(each.fold.size if each.fold and each.is_queued else 1 for each in chosen)
    context = {"consultation": consultation, "form": form, "count": count}
    return render(request, "consultations/together.html", context)


@login_required
@require_POST
def show(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = managed_contribution(request, receipt)
    publish = partial(actions.publish_contribution, actor=request.user, contribution=contribution)
    attempt(request, publish, _("Everybody can read this proposal now."))
    return redirect("consultations:answer", contribution.receipt)


@login_required
@require_POST
def hide(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = managed_contribution(request, receipt)
    form = HideForm(request.POST)
    if not form.is_valid():
        return show_answer(request, contribution, hide_form=form)
    actions.hide_contribution(
        actor=request.user, contribution=contribution, reason=form.cleaned_data["reason"]
    )
    messages.success(request, _("This proposal is no longer shown to the public."))
    return redirect("consultations:answer", contribution.receipt)


@login_required
@require_POST
def translate(request: SignedInRequest, receipt: str) -> HttpResponse:
    contribution = managed_contribution(request, receipt)
    form = TranslationForm(request.POST, spoken=contribution.language, auto_id="translation_%s")
    if not form.is_valid():
        return show_answer(request, contribution, translation_form=form)
    said = {name: form.cleaned_data[name] for name in ("language", "text", "is_checked")}
    write = partial(actions.translate, actor=request.user, contribution=contribution, **said)
    attempt(request, write, _("Saved."))
    return redirect("consultations:answer", contribution.receipt)


def show_answer(
    request: HttpRequest,
    contribution: Contribution,
    form: DecisionForm | None = None,
    hide_form: HideForm | None = None,
    translation_form: TranslationForm | None = None,
) -> HttpResponse:
    provision = contribution.provision
    version = provision.version if provision is not None else contribution.consultation.document
    language = language_for(version.sources, get_language())
    unit = provision.article.key if provision is not None and provision.article else ""
    newest = next(iter(contribution.decisions.all()), None)
    text = contribution.text
    context = {
        "consultation": contribution.consultation,
        "contribution": contribution,
        "personal": personal_data_in(text),
        "persons": persons_in(text),
        "communities": communities_in(text),
        "wording": shown_wording(contribution),
        "passages": passages(version, unit, language) if unit else [],
        "form": form or DecisionForm(initial={"seen": newest.pk if newest else None}),
        "hide_form": hide_form or HideForm(auto_id="hide_%s"),
        "translation_form": translation_form
        or TranslationForm(spoken=contribution.language, auto_id="translation_%s"),
    }
    return render(request, "consultations/answer.html", context)


@login_required
@require_safe
def letter(request: SignedInRequest, receipt: str) -> FileResponse:
    """The file of an organisation, to be kept as it came: never shown within a page of ours."""
    contribution = managed_contribution(request, receipt)
    found = getattr(contribution, "letter", None)
    if found is None or not found.content:
        raise Http404
    return as_file(bytes(found.content), found.file_name, "application/octet-stream")


def as_file(content: bytes, name: str, media_type: str) -> FileResponse:
    response = FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=media_type
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def managed(request: HttpRequest, code: str, *more: str) -> Consultation:
    mine = Consultation.objects.managed_by(request.user)
    related = mine.select_related("document__act", "place", "organiser", "poll", *more)
    found: Consultation = get_object_or_404(related, code=code)
    return found


def managed_contribution(request: HttpRequest, receipt: str) -> Contribution:
    """With every decision, also those that wait for a second person or for publication."""
    effects = Prefetch("effects", Effect.objects.filter(withdrawn_at=None))
    decisions = Decision.objects.select_related("decided_by", "confirmed_by")
    mine = Contribution.objects.managed_by(request.user)
    related = mine.select_related(
        *("provision__article", "provision__version", "place", "meeting__place", "letter"),
        *("consultation__document__act", "consultation__place", "entered_by", "fold__leader"),
    ).prefetch_related(
        Prefetch("decisions", decisions.prefetch_related(effects)),
        "translations",
        Prefetch("codings", Coding.objects.select_related("code")),
    )
    return get_object_or_404(related, receipt=read_receipt(receipt))
