from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.people.models import User


class AddKeyForm(AddWebAuthnForm):
    """Names the field in the language of the page; the library has no words for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What to call this key")


class HandoverForm(forms.Form):
    use_required_attribute = False
    successor = forms.CharField(
        label=_("User name of the successor"),
        help_text=_("The name with which this person signs in."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Write the user name of the successor.")},
    )
    on = forms.DateField(
        label=_("First day of the successor"),
        error_messages={
            "required": _("Write the day, for example 25.10.2026."),
            "invalid": _("Write the day as day.month.year, for example 25.10.2026."),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})  # type: ignore[arg-type]

    def clean_successor(self) -> User:
        name = self.cleaned_data["successor"]
        user = User.objects.filter(username__iexact=name, is_active=True).first()
        if user is None:
            raise ValidationError(
                _("No account has this user name. Check it, or ask the administrator to make one.")
            )
        return user
