from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yntymak.apps.opinions.actions import StatementDraft
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.registry.models import Kind, Place
from yntymak.ui.forms import Form


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An oblast or a city of the same rank: fine enough to compare, too coarse to find anybody."""

    def __init__(self, **kwargs: Any) -> None:
        queryset = Place.objects.current().filter(kind__in=(Kind.OBLAST, Kind.REPUBLICAN_CITY))
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
        label=_("In Kyrgyz"), required=False, widget=forms.Textarea(attrs={"rows": 3, "lang": "ky"})
    )
    text_ru = forms.CharField(
        label=_("In Russian"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "ru"}),
    )
    text_en = forms.CharField(
        label=_("In English"),
        required=False,
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
