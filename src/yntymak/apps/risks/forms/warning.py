from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.forms.choices import WordsField
from yntymak.apps.risks.models import Alert, Category
from yntymak.ui.forms import Form


class AcknowledgeForm(Form):
    """Only the key: the button says it all."""


class ExplainForm(Form):
    text = WordsField(
        label=_("What stands behind the reports?"),
        help_text=_("What you saw and heard, and what is being done. No names of private people."),
        rows=4,
        missing=_("Write what stands behind the reports."),
    )


class CloseAlertForm(Form):
    outcome = forms.ChoiceField(
        label=_("What did it turn out to be?"),
        choices=[
            (Alert.Outcome.CONFIRMED, _("Tension confirmed: a quarrel had begun or was near")),
            (Alert.Outcome.AVERTED, _("Tension averted: it was real, and it was settled in time")),
            (Alert.Outcome.KNOWN_EVENT, _("A known event: a holiday, a survey, one cause for all")),
            (Alert.Outcome.FALSE, _("False warning: nothing stood behind it")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it turned out to be.")},
    )
    text = WordsField(
        label=_("How do you know?"),
        help_text=_("One or two sentences. They help to judge the next warning."),
        missing=_("Write how you know."),
    )


class AlertFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Alert.State.choices],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Category.choices],
    )
