from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yntymak.apps.risks.forms.choices import (
    CategoryField,
    ChoiceForm,
    OwnPlaceField,
    RiskField,
    SubtypeField,
    WordsField,
    inside,
    offer,
)
from yntymak.apps.risks.matrix import anchors
from yntymak.apps.risks.models import Assessment
from yntymak.foundation.people.scope import OFFICERS, STAFF, Kind, scope_of
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from yntymak.apps.risks.models import Matrix
    from yntymak.foundation.people.models import User


class RiskForm(Form):
    """Cause, event and consequence apart: a measure is aimed at the one or at the other."""

    title = forms.CharField(
        label=_("Short name of the risk"),
        help_text=_("For example: quarrels over irrigation water in July"),
        max_length=200,
        error_messages={"required": _("Give the risk a short name.")},
    )
    cause = WordsField(
        label=_("Because of what? (cause)"),
        help_text=_("For example: the canal loses half of its water and nobody keeps the turns"),
        missing=_("Write what causes it."),
    )
    event = WordsField(
        label=_("What may happen? (event)"),
        help_text=_("For example: people of the lower village block the sluice"),
        missing=_("Write what may happen."),
    )
    consequence = WordsField(
        label=_("What would it lead to? (consequence)"),
        help_text=_("For example: a fight between two villages, a harvest lost"),
        missing=_("Write what it would lead to."),
    )
    category = CategoryField()
    subtype = SubtypeField()
    place = OwnPlaceField(label=_("In whose register?"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        own = Q(code__in=[unit.code for unit in scope.places(*OFFICERS)])
        mine = inside(scope.places(*STAFF, Kind.FOCAL_POINT)) | own
        offer(self.fields["place"], Place.objects.current().filter(mine))


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
    reason = WordsField(
        label=_("What do you base this on?"),
        help_text=_("Facts, dates, what has changed since the last time. No names."),
        rows=4,
        missing=_("Write what you base this on."),
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
    reason = WordsField(
        label=_("Why is the risk closed?"),
        help_text=_("For example: the canal was repaired, two summers passed without a quarrel"),
        max_length=300,
        missing=_("Write why the risk is closed."),
    )


class DescribeForm(Form):
    subtype = SubtypeField()
    also = PlaceField(label=_("Where else is it felt?"), required=False)
    review_on = DateField(label=_("When is it looked at again?"), required=False)


class CauseForm(ChoiceForm):
    cause = RiskField(
        label=_("Which risk feeds this one?"),
        invalid=_("Choose an open risk that you can see."),
    )


class AcceptForm(Form):
    reason = WordsField(
        label=_("Why is nothing more done for now?"),
        missing=_("Write why nothing more is done for now."),
    )
    until = DateField(label=_("Until which day?"))
