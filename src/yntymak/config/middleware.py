from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import is_valid_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def refuse_null_bytes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """PostgreSQL takes no NUL in a text: an address with one would end as a server error."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a null byte in the address")
        return get_response(request)

    return middleware


# Everything comes from this server, and no page carries a script or a style of its own.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def guard_answers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A text that slipped through unescaped does nothing; what a signed-in person sees is kept by
    no cache between. A view that set either header knows better.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        if request.session.accessed and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private")
        return response

    return middleware


def lead_back_to_the_page(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever opens the address that a form is sent to comes to the page above it, not to a blank
    refusal: after a sign-in, from the history, from a copied link.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed):
            return response
        above = _above(request.path_info)
        if above is None:
            return response
        return HttpResponseRedirect(above, headers={"Allow": response["Allow"]})

    return middleware


def _above(path: str) -> str | None:
    """The nearest address above `path` that there is: /ky/bills/suu/work/ of …/work/publish/."""
    parts = path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:end])}/"
        if is_valid_path(above):
            return above
    return None
