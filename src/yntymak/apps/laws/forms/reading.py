"""What a reader may ask for; these forms only read, so they carry no number of their own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.ui.forms import DateField


class DayForm(forms.Form):
    use_required_attribute = False
    on = DateField(label=_("The law as it stood on"))


class ContentsForm(forms.Form):
    use_required_attribute = False
    q = forms.CharField(label=_("Number or word of a heading"), max_length=100)
