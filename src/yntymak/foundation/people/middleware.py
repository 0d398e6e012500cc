from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yntymak.foundation.people.models import User
from yntymak.foundation.people.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def require_second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """An official without a second factor reaches nothing but the pages where it is set up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if must_enrol(request):
            messages.warning(
                request, _("Officials sign in with a second factor. Set it up once to go on.")
            )
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def must_enrol(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or _is_exempt(user):
        return False
    account_pages = reverse("account_login").removesuffix("login/")
    if request.path.startswith(account_pages) or not scope_of(user).is_official:
        return False
    return not is_mfa_enabled(user)


def _is_exempt(user: User) -> bool:
    # Demonstration accounts have a printed password; they exist only where the whole system says
    # on every page that it is a demonstration.
    return settings.DEMONSTRATION and user.is_demonstration
