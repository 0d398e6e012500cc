from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.plans.content import Answer, Resolution
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
        skipped = ("key", "revision", "total")
        return Resolution(**{n: v for n, v in self.cleaned_data.items() if n not in skipped})


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


class AttendanceForm(Form):
    attended = forms.IntegerField(label=_("How many people came?"), min_value=0, max_value=100_000)


class CommentForm(Form):
    text = forms.CharField(
        label=_("What was said"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Without the name of the speaker."),
    )


class AnswerForm(Form):
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
