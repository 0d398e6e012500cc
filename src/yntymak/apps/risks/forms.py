from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yntymak.apps.risks.matrix import LEVEL_NAMES, anchors
from yntymak.apps.risks.models import Assessment, Category, Risk, Signal
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    import datetime as dt

    from yntymak.apps.risks.models import Matrix
    from yntymak.apps.risks.queries import RiskQuerySet
    from yntymak.foundation.people.models import User

LONGEST_TEXT = 5000

CATEGORY_CHOICES = [
    (Category.SOCIAL, _("Social: quarrels between neighbours, families, young people, schools")),
    (Category.ECONOMIC, _("Economic: work, prices, debts, land, pasture, the market")),
    (Category.INTERCULTURAL, _("Inter-cultural: language, customs, faith, insulting words")),
    (Category.INFRASTRUCTURAL, _("Infrastructural: water, roads, light, school, hospital")),
    (Category.ADMINISTRATIVE, _("Administrative: unfair decisions, bribes, queues, elections")),
    (Category.ENVIRONMENTAL, _("Environmental: rubbish, dirty water or air, mines, landslides")),
    (Category.OTHER, _("Other: anything else, or you are not sure")),
]

LANE_CHOICES = [
    (
        Signal.Lane.PUBLIC,
        _("Public: it is counted openly, and the officials of the place read your words."),
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
        raise ValidationError(_("This day has not come yet. Write the day on which it happened."))


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
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=CATEGORY_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it is about. If you are not sure, choose “Other”."),
        },
    )
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
    pass


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
        mine = _inside(scope_of(user).places(*STAFF, *OFFICERS, Kind.FOCAL_POINT))
        self.fields["text"].label = _("What did the person say?")
        self.fields["lane"].initial = Signal.Lane.OFFICIALS
        _offer(self.fields["place"], Place.objects.current().municipalities().filter(mine))


class LinkForm(Form):
    risk: forms.ModelChoiceField[Risk] = forms.ModelChoiceField(
        label=_("Which risk does it point to?"),
        queryset=Risk.objects.none(),
        empty_label=_("Choose a risk."),
        error_messages={
            "required": _("Choose a risk."),
            "invalid_choice": _("Choose an open risk of this place."),
        },
    )

    def __init__(self, *args: Any, risks: RiskQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["risk"].queryset = risks  # type: ignore[attr-defined]


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


class RiskForm(Form):
    """Cause, event and consequence apart: a measure is aimed at the one or at the other."""

    title = forms.CharField(
        label=_("Short name of the risk"),
        help_text=_("For example: quarrels over irrigation water in July"),
        max_length=200,
        error_messages={"required": _("Give the risk a short name.")},
    )
    cause = forms.CharField(
        label=_("Because of what? (cause)"),
        help_text=_("For example: the canal loses half of its water and nobody keeps the turns"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what causes it.")},
    )
    event = forms.CharField(
        label=_("What may happen? (event)"),
        help_text=_("For example: people of the lower village block the sluice"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what may happen.")},
    )
    consequence = forms.CharField(
        label=_("What would it lead to? (consequence)"),
        help_text=_("For example: a fight between two villages, a harvest lost"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what it would lead to.")},
    )
    category = forms.ChoiceField(
        label=_("What is it about?"),
        choices=CATEGORY_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what it is about. If you are not sure, choose “Other”."),
        },
    )
    place: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        label=_("In whose register?"),
        queryset=Place.objects.none(),
        empty_label=_("Choose a place from the list."),
        to_field_name="code",
        error_messages={
            "required": _("Choose a place from the list."),
            "invalid_choice": _("Choose a place from the list."),
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        own = Q(code__in=[unit.code for unit in scope.places(*OFFICERS)])
        mine = _inside(scope.places(*STAFF, Kind.FOCAL_POINT)) | own
        _offer(self.fields["place"], Place.objects.current().filter(mine))


class AssessForm(Form):
    stage = forms.ChoiceField(
        label=_("What do you judge?"),
        choices=[
            (Assessment.Stage.CURRENT, _("As things are now, with what is already being done")),
            (Assessment.Stage.INHERENT, _("As it would be if nobody did anything")),
            (Assessment.Stage.RESIDUAL, _("As it should be once the planned measures are done")),
        ],
        widget=forms.RadioSelect,
        initial=Assessment.Stage.CURRENT,
        error_messages={"required": _("Choose what you judge.")},
    )
    likelihood = forms.TypedChoiceField(
        label=_("How likely is it within a year?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how likely it is.")},
    )
    impact = forms.TypedChoiceField(
        label=_("How grave would it be?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how grave it would be.")},
    )
    confidence = forms.ChoiceField(
        label=_("How sure are you?"),
        choices=[
            (Assessment.Confidence.LOW, _("Not very: hearsay or a single source")),
            (Assessment.Confidence.MEDIUM, _("Fairly: several people say the same")),
            (Assessment.Confidence.HIGH, _("Very: checked on the spot or in documents")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how sure you are.")},
    )
    reason = forms.CharField(
        label=_("What do you base this on?"),
        help_text=_("Facts, dates, what has changed since the last time. No names."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you base this on.")},
    )

    def __init__(self, *args: Any, matrix: Matrix, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, written in (
            ("likelihood", matrix.likelihood_anchors),
            ("impact", matrix.impact_anchors),
        ):
            steps = [(step, f"{step}. {words}") for step, words in anchors(written)]
            self.fields[name].choices = steps  # type: ignore[attr-defined]


class CloseForm(Form):
    reason = forms.CharField(
        label=_("Why is the risk closed?"),
        help_text=_("For example: the canal was repaired, two summers passed without a quarrel"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the risk is closed.")},
    )


class SignalFilter(forms.Form):
    """Read by GET; a value that is not offered filters nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Signal.State.choices],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Category.choices],
    )


class RiskFilter(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Risk.State.choices],
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        required=False,
        coerce=int,
        choices=[("", pgettext_lazy("filter", "all")), *LEVEL_NAMES.items()],
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Category.choices],
    )


def chosen(bound: forms.Form) -> dict[str, Any]:
    """The filters that hold, by field name."""
    bound.is_valid()
    return {name: value for name, value in bound.cleaned_data.items() if value}


def _inside(places: list[Place]) -> Q:
    """These places and all inside them, for a filter on Place."""
    found = Q(pk__in=())
    for place in places:
        found |= Q(code__range=place.code_range)
    return found


def _offer(field: forms.Field, places: Any) -> None:
    """A choice among `places`; the only one stands there already."""
    field.queryset = places  # type: ignore[attr-defined]
    first_two = list(places[:2])
    if len(first_two) == 1:
        field.initial = first_two[0]
