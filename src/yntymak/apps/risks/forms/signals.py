from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.risks.forms.choices import (
    CaseField,
    CategoryField,
    ChoiceForm,
    RiskField,
    WordsField,
    inside,
    offer,
)
from yntymak.apps.risks.forms.languages import speak
from yntymak.apps.risks.models import Signal
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.foundation.people.models import User

LONGEST_TEXT = 5000

LANE_CHOICES = [
    (
        Signal.Lane.PUBLIC,
        _(
            "Public: it is counted openly, and the officials of the place read your words. "
            "They may publish in their own words what it is about."
        ),
    ),
    (
        Signal.Lane.OFFICIALS,
        _("For officials: only the officials of the place and those above them read it."),
    ),
    (
        Signal.Lane.PROTECTED,
        _("Protected: it is stored locked, and only a trained focal point can open it."),
    ),
]


def not_in_the_future(day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError(
            _("This day has not come yet. Write the day on which it happened."), "future"
        )


class WorryForm(Form):
    """What both a resident and an official at the counter fill in."""

    text = forms.CharField(
        label=_("What worries you?"),
        help_text=_(
            "Say what happens, where exactly and who may be hurt. "
            "Leave out names of private people."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write what worries you, in one sentence or more."),
            "max_length": _("Make it shorter: at most %(limit_value)d characters."),
        },
    )
    category = CategoryField()
    place = PlaceField(label=_("Where is it?"))
    occurred_on = DateField(
        label=_("When did it happen?"), required=False, validators=[not_in_the_future]
    )
    lane = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=LANE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it.")},
    )


class ReportForm(WorryForm):
    """Five questions; where it is may be told as exactly as the sender wishes."""

    precision = forms.ChoiceField(
        label=_("How exactly do you tell the place?"),
        choices=[
            (Signal.Precision.MUNICIPALITY, _("As far as the aiyl aimak or city")),
            (Signal.Precision.VILLAGE, _("As far as the village or quarter: write it below")),
            (Signal.Precision.EXACT, _("The very spot: write it below")),
            (Signal.Precision.RAION, _("Only the raion: the aiyl aimak is stored nowhere")),
        ],
        widget=forms.RadioSelect,
        initial=Signal.Precision.MUNICIPALITY,
        required=False,
    )
    spot = forms.CharField(
        label=_("The village or the very spot"),
        help_text=_("If you like. Only those who read your worry see it."),
        max_length=200,
        required=False,
        error_messages={
            "max_length": _("Make it shorter: at most %(limit_value)d characters."),
        },
    )
    field_order = (
        *("key", "text", "category", "place", "precision", "spot"),
        *("occurred_on", "lane"),
    )

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak(self, language)

    def clean_precision(self) -> str:
        """Not answered: as far as the form asks anyway."""
        return self.cleaned_data["precision"] or Signal.Precision.MUNICIPALITY


class EnterForm(WorryForm):
    """The same at the counter: the own municipality and the usual lane stand there already."""

    channel = forms.ChoiceField(
        label=_("How did you hear it?"),
        choices=[
            (Signal.Channel.SPOKEN, _("Spoken: at the counter, by telephone, at a meeting")),
            (Signal.Channel.PAPER, _("On paper: a letter or an application")),
        ],
        widget=forms.RadioSelect,
        initial=Signal.Channel.SPOKEN,
        error_messages={"required": _("Choose how you heard it.")},
    )
    field_order = ("key", "channel", "text", "category", "place", "occurred_on", "lane")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = inside(scope_of(user).places(*STAFF, *OFFICERS, Kind.FOCAL_POINT))
        self.fields["text"].label = _("What did the person say?")
        self.fields["lane"].initial = Signal.Lane.OFFICIALS
        offer(self.fields["place"], Place.objects.current().municipalities().filter(mine))


class LinkForm(ChoiceForm):
    risk = RiskField(
        label=_("Which risk does it point to?"),
        invalid=_("Choose an open risk of this place."),
    )


class SetAsideForm(Form):
    reason = forms.CharField(
        label=_("Why is it set aside?"),
        help_text=_(
            "The sender reads this by the receipt number. Do not repeat what was said in it."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write why the worry is set aside: the sender will read it."),
        },
    )


class CaseLinkForm(ChoiceForm):
    case = CaseField(
        label=_("Which case does it report?"),
        invalid=_("Choose an open case that you can see."),
    )


class AnswerForm(Form):
    text = WordsField(
        label=_("What do you answer?"),
        help_text=_("The sender reads it by the receipt number. Do not repeat what was said."),
        max_length=LONGEST_TEXT,
        rows=4,
        missing=_("Write at least one sentence."),
    )


class AddForm(Form):
    text = forms.CharField(
        label=_("What do you want to add?"),
        help_text=_("It is read by the same people as your worry, and stored as safely."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write at least one sentence."),
            "max_length": _("Make it shorter: at most %(limit_value)d characters."),
        },
    )


class PublishForm(Form):
    text = forms.CharField(
        label=_("What may everybody read?"),
        help_text=_(
            "One sentence of the office: what it is about and what is being done. No names, "
            "no village, street or house, nothing that points to the sender. Empty: nothing."
        ),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
