"""What every form of the public ends in: a contribution, or the form again with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from yntymak.apps.consultations import actions
from yntymak.foundation.people.floods import is_flooding

if TYPE_CHECKING:
    from django.http import HttpRequest

    from yntymak.apps.consultations.forms import CommentForm, PositionForm
    from yntymak.apps.consultations.models import Consultation, Contribution


def spoken(
    request: HttpRequest, consultation: Consultation, form: CommentForm | PositionForm
) -> Contribution | None:
    """What the form says becomes a contribution; None where it is refused, with a sentence."""
    if is_flooding(request):
        form.add_error(
            None,
            _(
                "Many texts came from your internet address in a short time. Yours is kept in this "
                "form: send it again in ten minutes. Or hand it in at your aiyl okmotu."
            ),
        )
        return None
    try:
        return actions.contribute(
            client_key=form.cleaned_data["key"], consultation=consultation, voice=form.voice
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None
