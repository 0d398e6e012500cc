"""One statement at a time, and the thanks at the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yntymak.apps.opinions.actions import cast_vote, tell_place
from yntymak.apps.opinions.forms import PlaceForm
from yntymak.apps.opinions.models import Poll, Statement, Vote
from yntymak.apps.opinions.queries import place_told
from yntymak.apps.opinions.routing import next_statement
from yntymak.apps.opinions.views.tokens import keep_token, token_of
from yntymak.ui.dates import day

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_NUMBER = re.compile(r"[0-9]{1,9}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Poll.objects.visible_to(request.user), code=code)
    token = token_of(request, found)
    refusal = ""
    if request.method == "POST":
        try:
            _cast(request, found, token)
        except ValidationError as error:
            refusal = error.messages[0]
        else:
            # To the next statement itself: a thumb finds the buttons where they were, and the
            # next Tab leads to the first of them, not through the head of the page again.
            response: HttpResponse = redirect(reverse("opinions:poll", args=[code]) + "#ballot")
            keep_token(response, found, token, secure=request.is_secure())
            return response
    context = _ballot(request, found, token) | {"poll": found, "refusal": refusal}
    response = render(request, "opinions/poll.html", context, status=400 if refusal else 200)
    keep_token(response, found, token, secure=request.is_secure())
    return response


@require_POST
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Where the voter lives, told or taken back at the end."""
    found = get_object_or_404(Poll.objects.visible_to(request.user), code=code)
    form = PlaceForm(request.POST)
    token = token_of(request, found)
    if form.is_valid():
        try:
            tell_place(poll=found, token=token, place=form.cleaned_data["place"])
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Saved."))
    response = redirect("opinions:poll", code)
    keep_token(response, found, token, secure=request.is_secure())
    return response


def _cast(request: HttpRequest, found: Poll, token: str) -> None:
    number, value = request.POST.get("statement", ""), request.POST.get("vote", "")
    cast_vote(
        poll=found,
        token=token,
        statement=int(number) if _NUMBER.fullmatch(number) else -1,
        value=int(value) if value in ("-1", "0", "1") else 99,
    )


def _ballot(request: HttpRequest, found: Poll, token: str) -> dict[str, Any]:
    statements = list(Statement.objects.shown().filter(poll=found))
    answers = Vote.objects.given_by(found, token)
    answered = [s for s in statements if s.pk in answers]
    chosen = _asked_for(request, statements) if found.is_open else None
    if chosen is None and found.is_open:
        chosen = next_statement(found, statements, answers, token)
    newest = next(reversed(answers), None)
    back = next((s for s in answered if s.pk == newest and s != chosen), None)
    language = get_language() or "ky"
    context: dict[str, Any] = {
        "statement": chosen,
        "wording": chosen.in_language(language) if chosen else None,
        "choices": _choices(answers.get(chosen.pk)) if chosen else [],
        "back": back,
        "done": len(answered),
        "total": len(statements),
        "is_finished": found.is_open and chosen is None,
        "closed_because": _closed_because(found),
    }
    if context["is_finished"]:
        context["answers"] = [
            (s, s.in_language(language), Vote.Value(answers[s.pk]).label) for s in answered
        ]
        context["place_form"] = PlaceForm(initial={"place": place_told(found, token)})
    return context


def _closed_because(found: Poll) -> str:
    if not found.is_published:
        return _("The poll is not published yet: only its officers see this page.")
    if found.opens_at and timezone.now() < found.opens_at:
        return _("Voting begins on %(day)s.") % {"day": day(timezone.localdate(found.opens_at))}
    if found.closes_at and not found.is_open:
        return _("Voting ended on %(day)s.") % {"day": day(timezone.localdate(found.closes_at))}
    return ""


def _asked_for(request: HttpRequest, statements: list[Statement]) -> Statement | None:
    number = request.GET.get("statement", "")
    return next((s for s in statements if str(s.number) == number), None)


def _choices(given: int | None) -> list[dict[str, Any]]:
    """With an access key each; a key without Alt would fire while somebody dictates or types."""
    marks = ((Vote.Value.AGREE, "agree", "✓"), (Vote.Value.DISAGREE, "disagree", "✗"))
    return [
        {"value": value, "tone": tone, "mark": mark, "key": key, "is_given": given == value}
        for key, (value, tone, mark) in enumerate((*marks, (Vote.Value.PASS, "pass", "")), 1)
    ]
