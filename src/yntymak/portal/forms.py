from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.ledger.receipts import read_receipt


class TrackForm(forms.Form):
    receipt = forms.CharField(
        label=_("Number of the receipt"),
        help_text=_("For example 7K3F-92QX-MT. Capital or small letters, with or without dashes."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
        error_messages={"required": _("Write the number that stands on your receipt.")},
    )
    use_required_attribute = False

    def clean_receipt(self) -> str:
        return read_receipt(self.cleaned_data["receipt"])
