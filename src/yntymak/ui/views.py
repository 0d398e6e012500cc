"""The style guide, and the pages for a request that could not be answered."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yntymak.ui import samples
from yntymak.ui.snippets import SNIPPETS

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
#: Typed words go back to their writer; what signs a person in does not.
SIGNING_IN = ("account_", "mfa_")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    page = Paginator(range(1, 101), 10).get_page(request.GET.get("page"))
    form = samples.SampleForm()
    refused = samples.SampleForm(samples.REFUSED, prefix="refused")
    refused.is_valid()
    parts = {"form": form, "refused": refused, "page_obj": page, "snippets": SNIPPETS}
    context = {**samples.context(), **parts}
    return render(request, "ui/style_guide.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """handler400: Django answers 400 also where too much was sent; people are told which it was.

    Rendered without the request: reading it is what failed.
    """
    if isinstance(exception, TOO_BIG):
        return HttpResponse(render_to_string("413.html"), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that lay open too long comes back with its words and a fresh token.

    Only for a form that this site's own page sent: a foreign page must not get its fields carried
    on, not even behind a button.
    """
    kept = _kept(request) if _from_here(request) else []
    return render(
        request, "403_csrf.html", {"kept": kept, "files": bool(request.FILES)}, status=403
    )


def _from_here(request: HttpRequest) -> bool:
    if request.headers.get("Sec-Fetch-Site") not in (None, "same-origin"):
        return False
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(source)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def _kept(request: HttpRequest) -> list[dict[str, Any]]:
    """What was typed, field by field; nothing at all if a secret was among it."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    route = request.resolver_match.url_name if request.resolver_match else None
    if (route or "").startswith(SIGNING_IN) or any("password" in name.lower() for name in names):
        return []
    return [
        {"name": name, "value": value} for name in names for value in request.POST.getlist(name)
    ]
