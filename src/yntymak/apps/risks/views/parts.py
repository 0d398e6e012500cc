"""What the views of this app share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

if TYPE_CHECKING:
    from django.forms import Form

PER_PAGE = 25

form_page = require_http_methods(["GET", "HEAD", "POST"])


@sensitive_variables("form", "fields")
def done(form: Form, action: Any, **fields: Any) -> Any:
    """What `action` made; where it refused, its sentence stands in the form and None comes back."""
    try:
        return action(**fields)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
