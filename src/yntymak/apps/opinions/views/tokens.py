"""The paper-thin identity of a voter: a random token in a signed cookie, one for each poll."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from yntymak.apps.opinions.models import Poll

SALT = "opinions.participant"
A_YEAR = 365 * 24 * 60 * 60


def token_of(request: HttpRequest, poll: Poll) -> str:
    """The one the browser holds, else a new one. It has no tie to an account that is signed in."""
    held: str | None = request.get_signed_cookie(_name(poll), default=None, salt=SALT)
    return held or secrets.token_urlsafe(16)


def keep_token(response: HttpResponse, poll: Poll, token: str, *, secure: bool) -> None:
    """Set when the page is first read, so that both posts of a double click carry the same one."""
    response.set_signed_cookie(
        _name(poll),
        token,
        salt=SALT,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )


def _name(poll: Poll) -> str:
    return f"poll-{poll.pk}"
