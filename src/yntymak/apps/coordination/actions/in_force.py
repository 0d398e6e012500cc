"""What others join is a plan in its own right, never the copy on which an amendment is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan


def require_in_force(plan: Plan) -> None:
    """The copy is gone once the kenesh has resolved it, and with it what hangs on it."""
    if plan.is_amendment:
        raise ValidationError(
            _("This is the draft of an amendment. Open the plan in force and do it there.")
        )
