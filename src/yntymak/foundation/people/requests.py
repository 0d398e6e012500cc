from django.http import HttpRequest

from yntymak.foundation.people.models import User


class SignedInRequest(HttpRequest):
    """What a view behind login_required is handed: for annotations, never made."""

    user: User
