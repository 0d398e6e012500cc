"""A press of a button that may be refused: the refusal is said at the top of the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    try:
        act()
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return False
    messages.success(request, done)
    return True
