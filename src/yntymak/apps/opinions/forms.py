from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yntymak.apps.opinions.actions import StatementDraft
from yntymak.apps.opinions.limits import LONGEST_STATEMENT
from yntymak.apps.opinions.models import Channel
from yntymak.apps.opinions.rules import MANAGERS, VOTER_PLACES
from yntymak.foundation.people.scope import scope_of
from yntymak.foundation.registry.models import Kind, Place
from yntymak.ui.forms import DateField, Form


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An oblast or a city of the same rank: fine enough to compare, too coarse to find anybody."""

    def __init__(self, **kwargs: Any) -> None:
        queryset = Place.objects.current().filter(kind__in=VOTER_PLACES)
        super().__init__(queryset=queryset, required=False, **kwargs)


class PlaceForm(Form):
    place = PlaceField(
        label=_("Where do you live?"),
        help_text=_("You need not say. It shows whether all oblasts think alike."),
        empty_label=_("I do not want to say"),
    )


class SheetForm(Form):
    file = forms.FileField(
        label=_("File with the votes"),
        help_text=_(
            "A CSV table in UTF-8, up to 50 MB. First line: participant, statement, vote. "
            "The statement is its number; the vote is 1 (agree), 0 (pass) or -1 (disagree)."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose the file with the votes.")},
    )
    channel = forms.ChoiceField(
        label=_("How were the votes given?"),
        choices=[(Channel.PAPER, _("On paper")), (Channel.MEETING, _("At a meeting"))],
        initial=Channel.PAPER,
        widget=forms.RadioSelect,
    )
    place = PlaceField(
        label=_("Where were the votes given?"), empty_label=_("In several places, or not known")
    )
    make_missing = forms.BooleanField(
        label=_("Add statements that this poll does not have yet"),
        help_text=_(
            "They are added as numbers without words. Their votes count; they are put to nobody "
            "until you write the words."
        ),
        required=False,
    )


class StatementForm(Form):
    """Words in three languages; one is enough."""

    text_ky = forms.CharField(
        label=_("In Kyrgyz"),
        required=False,
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "ky"}),
    )
    text_ru = forms.CharField(
        label=_("In Russian"),
        required=False,
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "ru"}),
    )
    text_en = forms.CharField(
        label=_("In English"),
        required=False,
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.draft(cleaned).has_words:
            raise ValidationError(_("Write the statement in at least one language."))
        return cleaned

    def draft(self, cleaned: dict[str, Any] | None = None) -> StatementDraft:
        given = self.cleaned_data if cleaned is None else cleaned
        return StatementDraft(
            text_ky=given.get("text_ky", ""),
            text_ru=given.get("text_ru", ""),
            text_en=given.get("text_en", ""),
            is_meta=bool(given.get("is_meta")),
        )


class NewStatementForm(StatementForm):
    is_meta = forms.BooleanField(
        label=_("It asks about the voters themselves, for example their age"),
        help_text=_("Such a statement has no weight on the map of opinions."),
        required=False,
    )


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Write the reason.")}
    )


class PollForm(Form):
    place: forms.ModelChoiceField[Place] = forms.ModelChoiceField(
        queryset=Place.objects.none(), label=_("For which place?"), required=False
    )
    title_ky = forms.CharField(label=_("Title in Kyrgyz"), max_length=300)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    question_ky = forms.CharField(
        label=_("Question in Kyrgyz"),
        help_text=_("What the statements are about, in one or two sentences."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question_ru = forms.CharField(
        label=_("Question in Russian"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    opens_on = DateField(label=_("First day of voting"))
    closes_on = DateField(label=_("Last day of voting"))
    statements = forms.CharField(
        label=_("Statements in Kyrgyz"),
        help_text=_(
            "One thought in each line, so short that one can say yes or no to it. Seven or more "
            "make a map possible. Russian and English are added afterwards."
        ),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = scope_of(user)
        is_national = scope.covers(None, *MANAGERS)
        mine = [place.pk for place in scope.places(*MANAGERS) if place.kind != Kind.COUNTRY]
        field = self.fields["place"]
        field.queryset = Place.objects.filter(pk__in=mine)  # type: ignore[attr-defined]
        field.empty_label = _("the whole country") if is_national else None  # type: ignore[attr-defined]
        field.required = not is_national

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The last day must not be before the first."))
        return cleaned

    def fields_of_poll(self) -> dict[str, Any]:
        """What create_poll takes; the code comes of the form's own key, so two clicks make one."""
        said = self.cleaned_data
        lines = dict.fromkeys(line.strip() for line in said["statements"].splitlines())
        return {
            "code": f"p-{said['key'].hex[:10]}",
            "place": said["place"],
            "opens_at": _midnight(said["opens_on"]),
            "closes_at": _midnight(said["closes_on"] + dt.timedelta(days=1)),
            "statements": [StatementDraft(text_ky=line) for line in lines if line],
            **{name: said[name] for name in ("title_ky", "title_ru", "question_ky", "question_ru")},
        }


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
