"""The pages that everybody sees. No account is needed for any of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from yntymak.apps.consultations.bills import amendment_on, changes, proposal
from yntymak.apps.consultations.changed_words import marked_effects
from yntymak.apps.consultations.forms import CommentForm, ConsentForm
from yntymak.apps.consultations.models import Consultation, Contribution, Decision, Effect
from yntymak.apps.consultations.queries import MANAGERS
from yntymak.apps.consultations.requirements import is_too_short, required_of
from yntymak.apps.consultations.rules import may_enter, may_manage
from yntymak.apps.consultations.support import with_support
from yntymak.apps.consultations.tallies import Said, by_article, on_article, together
from yntymak.apps.consultations.views.hearing import spoken
from yntymak.apps.consultations.wordings import shown_wording
from yntymak.apps.laws.pages import contents, language_for, neighbours, passages
from yntymak.foundation.ledger.receipts import read_receipt
from yntymak.foundation.people.scope import scope_of
from yntymak.ui.paging import IndexPaginator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.laws.pages import Passage

VOICES_ON_A_PAGE = 20
CLOSED_ON_A_PAGE = 30


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    visible = Consultation.objects.visible_to(request.user).select_related("organiser", "place")
    closed = visible.closed()
    current = list(visible.exclude(pk__in=closed.values("pk")))
    published = [each for each in current if each.state == Consultation.State.PUBLISHED]
    page = Paginator(closed, CLOSED_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "open": [each for each in published if each.is_open],
        "coming": [each for each in published if each.opens_on > today],
        "page_obj": page,
        "drafts": [each for each in current if each.state == Consultation.State.DRAFT],
        "may_create": scope_of(request.user).has(*MANAGERS),
    }
    return render(request, "consultations/list.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    consultation = find_consultation(request, code)
    version = consultation.document
    language = language_for(version.sources, request.GET.get("text"), get_language())
    said = by_article(consultation)
    rounds = list(consultation.rounds.all())
    context = {
        **frame(request, consultation),
        "rounds": rounds,
        "round": rounds[-1],
        "asks": with_support(rounds[-1].carried.all()) if len(rounds) > 1 else [],
        "language": language,
        "entries": [
            (each, said.get(each.key, Said()).published) for each in contents(version, language)
        ],
        "published": together(said).published,
        "changes": [
            (each, said.get(each.unit, Said()).published)
            for each in changes(consultation, language)
        ],
        "meetings": consultation.meetings.select_related("place"),
        "usual_days": _usual_days_if_shorter(consultation),
        "poll_url": reverse("opinions:poll", args=[consultation.poll.code])
        if consultation.poll
        else "",
    }
    return render(request, "consultations/detail.html", context)


def _usual_days_if_shorter(consultation: Consultation) -> int | None:
    kind, opens_on = consultation.kind, consultation.opens_on
    short = is_too_short(kind, opens_on, consultation.closes_on)
    return required_of(kind, opens_on).days if short else None


@sensitive_post_parameters("text", "email")
def comment(request: HttpRequest, code: str, key: str = "") -> HttpResponse:
    """An article with the form under it; without a key, the text as a whole."""
    consultation = find_consultation(request, code, ("place", "document__act"))
    version = consultation.document
    language = language_for(version.sources, request.GET.get("text"), get_language())
    found = passages(version, key, language) if key else []
    amendment = amendment_on(consultation, key)
    if key and not found and amendment is None:
        raise Http404
    form = CommentForm(
        *((request.POST,) if request.method == "POST" else ()),
        version=version,
        passages=found,
        unit=key,
        initial={"part": request.GET.get("part", key), "language": get_language()},
    )
    if form.is_bound and form.is_valid():
        made = spoken(request, consultation, form)
        if made is not None:
            return redirect("consultations:receipt", made.receipt)
    context = {
        **frame(request, consultation),
        **_around(consultation, key, found),
        "language": language,
        "passages": found,
        "proposal": proposal(amendment, language) if amendment else None,
        "form": form,
    }
    return render(request, "consultations/comment.html", context)


def _around(consultation: Consultation, key: str, found: list[Passage]) -> dict[str, Any]:
    before, after = neighbours(consultation.document, key) if found else (None, None)
    said = on_article(consultation, key).published if key else 0
    return {"before": before, "after": after, "said": said, "key": key}


@require_safe
def voices(request: HttpRequest, code: str) -> HttpResponse:
    consultation = find_consultation(request, code)
    rows = consultation.contributions.published().exclude(kind="position").order_by("-number")
    article = request.GET.get("article", "")
    if article:
        rows = rows.filter(article_key=article)
        said = on_article(consultation, article)
    else:
        said = together(by_article(consultation))
    shown = with_decisions(Contribution.objects.select_related("fold").order_by("-number"))
    pages = IndexPaginator(rows, shown, VOICES_ON_A_PAGE, count=said.published)
    page = pages.get_page(request.GET.get("page"))
    context = {**frame(request, consultation), "page_obj": page, "article": article}
    return render(request, "consultations/voices.html", context)


@require_safe
def proposed(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A published wording, word by word; in the list it would ask one query for each row."""
    consultation = find_consultation(request, code)
    rows = consultation.contributions.published().filter(kind="wording")
    contribution = get_object_or_404(with_decisions(rows.select_related("fold")), number=number)
    context = {"contribution": contribution, "wording": shown_wording(contribution)}
    return render(request, "consultations/proposed.html", frame(request, consultation) | context)


@require_safe
@never_cache
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Whoever holds the number reads what it stands for, published or not: it is the key."""
    number = read_receipt(receipt)
    rows = Contribution.objects.select_related("consultation", "contact", "letter", "fold", "round")
    found = with_decisions(rows.defer("sealed", "letter__content")).filter(receipt=number)
    contribution = found.first()
    if contribution is None:
        unknown = {"typed": receipt}
        return render(request, "consultations/receipt_unknown.html", unknown, status=404)
    effects = [each for answer in contribution.decisions.all() for each in answer.effects.all()]
    marked_effects(contribution, effects, get_language() or "ky")
    context = {
        "contribution": contribution,
        "consultation": contribution.consultation,
        "wording": shown_wording(contribution),
        "consent_form": ConsentForm(auto_id="consent_%s"),
    }
    response = render(request, "consultations/receipt.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def with_decisions(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """Four queries for any number of rows, with the answers that the person may read, newest first:
    neither what waits for a second person nor what is not yet published.
    """
    effects = Effect.objects.filter(withdrawn_at=None)
    decisions = Decision.objects.readable().prefetch_related(Prefetch("effects", effects))
    return rows.select_related(
        "provision__article", "provision__version", "place", "meeting__place"
    ).prefetch_related(Prefetch("decisions", decisions), "translations")


@dataclass(frozen=True)
class Rights:
    manage: bool
    enter: bool


def frame(request: HttpRequest, consultation: Consultation) -> dict[str, Any]:
    rights = Rights(may_manage(request.user, consultation), may_enter(request.user, consultation))
    today = timezone.localdate()
    return {
        "consultation": consultation,
        "version": consultation.document,
        "act": consultation.document.act,
        "rights": rights,
        "is_coming": today < consultation.opens_on,
    }


_RELATED = ("organiser", "place", "document__act", "poll", "bill_version__bill")


def find_consultation(
    request: HttpRequest, code: str, related: tuple[str, ...] = _RELATED
) -> Consultation:
    """`related`: what the page shows of it; each costs a join and a row read into an object."""
    visible = Consultation.objects.visible_to(request.user)
    found: Consultation = get_object_or_404(visible.select_related(*related), code=code)
    return found
