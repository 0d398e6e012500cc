from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import Answer, Heard, Resolution
from yntymak.apps.plans.forms.marked import MarkedForm
from yntymak.apps.plans.forms.revised import RevisedForm
from yntymak.apps.plans.models import HearingComment
from yntymak.ui.forms import DateField, Form, ThousandSomField

MOST_VOTES = 200  # no kenesh has so many deputies


class ApprovalForm(RevisedForm):
    kenesh_session = forms.CharField(
        label=_("Session of the kenesh"),
        max_length=60,
        help_text=_("For example: 28th convocation, regular session V"),
    )
    resolution_number = forms.CharField(label=_("Number of the resolution"), max_length=40)
    resolution_date = DateField(label=_("Date of the resolution"))
    votes_for = forms.IntegerField(
        label=_("Voted for"), min_value=0, max_value=MOST_VOTES, required=False
    )
    votes_against = forms.IntegerField(
        label=_("Voted against"), min_value=0, max_value=MOST_VOTES, required=False
    )
    votes_abstained = forms.IntegerField(
        label=_("Abstained"), min_value=0, max_value=MOST_VOTES, required=False
    )
    total = ThousandSomField(
        label=_("Sum for the year of the plan as the resolution names it, thousand som"),
        required=False,
        help_text=_("It is compared with the lines of the plan."),
    )

    @property
    def resolution(self) -> Resolution:
        return Resolution(
            **{each.name: self.cleaned_data[each.name] for each in fields(Resolution)}
        )


class ApprovedBeforeForm(ApprovalForm):
    """Of a plan that went its way on paper."""

    held_on = DateField(
        label=_("Day of the public hearing"),
        required=False,
        help_text=_("Leave it empty if there was none."),
    )
    venue = forms.CharField(label=_("Where was the hearing held?"), max_length=300, required=False)
    file = forms.FileField(
        label=_("The resolution: a scan, a photo or the file"),
        help_text=_("Up to 20 MB. Everybody who reads the plan can open it."),
    )

    field_order = ("held_on", "venue")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("held_on") and not said.get("venue"):
            self.add_error("venue", _("Say where the hearing was held."))
        if said.get("venue") and not said.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", _("Say on which day the hearing was held."))
        return said

    @property
    def heard(self) -> Heard | None:
        day = self.cleaned_data["held_on"]
        return Heard(day, self.cleaned_data["venue"]) if day else None


class HearingForm(RevisedForm):
    held_on = DateField(label=_("Day of the hearing"))
    venue = forms.CharField(
        label=_("Where and at what time?"),
        max_length=300,
        help_text=_("For example: the club of the village, 14:00"),
    )

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("held_on", "venue")}


class AttendanceForm(MarkedForm):
    attended = forms.IntegerField(label=_("How many people came?"), min_value=0, max_value=100_000)


class CommentForm(Form):
    text = forms.CharField(
        label=_("What was said"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Without the name of the speaker."),
    )


class AnswerForm(MarkedForm):
    outcome = forms.ChoiceField(
        label=_("Answer"), choices=HearingComment.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why, and what changes in the plan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, comment: HearingComment, **kwargs: Any) -> None:
        kwargs["initial"] = {"outcome": comment.outcome, "reason": comment.reason}
        super().__init__(*args, **kwargs)

    @property
    def answer(self) -> Answer:
        return Answer(self.cleaned_data["outcome"], self.cleaned_data["reason"])
