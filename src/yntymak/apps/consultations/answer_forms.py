"""The forms of working through many: answers together, themes, changes of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.actions import Answer
from yntymak.apps.consultations.forms import LONGEST_TEXT, WordsField
from yntymak.apps.consultations.models import Code, Contribution, Decision
from yntymak.apps.laws.models import TEXT_LANGUAGES
from yntymak.apps.laws.templatetags.law_marks import marked
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yntymak.apps.consultations.changed_words import ChangedText
    from yntymak.apps.consultations.models import Consultation

OWN = "own_"
TYPED = "typed"


class TogetherForm(Form):
    """One answer for all, and beside each proposal a field for a reason of its own."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five decisions.")},
    )
    reason = WordsField(
        label=_("Reason for all"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Each person reads it, except those to whom you write a reason of their own."),
    )

    def __init__(self, *args: Any, chosen: Sequence[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        for each in chosen:
            self.fields[f"{OWN}{each.pk}"] = WordsField(
                label=_("Own reason for No. %d") % each.number,
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        without = [each for each in self.chosen if not said.get(f"{OWN}{each.pk}")]
        if without and not said.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write the reason; each person will read it."))
        return said

    @property
    def common(self) -> list[forms.BoundField]:
        return [self["outcome"], self["reason"]]

    @property
    def rows(self) -> list[tuple[Contribution, forms.BoundField]]:
        return [(each, self[f"{OWN}{each.pk}"]) for each in self.chosen]

    @property
    def answer(self) -> Answer:
        said = self.cleaned_data
        own = {each.pk: said.get(f"{OWN}{each.pk}", "") for each in self.chosen}
        return Answer(
            said["outcome"], said["reason"], {pk: text for pk, text in own.items() if text}
        )


class CodeForm(Form):
    name = forms.CharField(
        label=_("New theme"),
        max_length=120,
        error_messages={"required": _("Write the name of the theme.")},
    )


class MergeForm(Form):
    code: forms.ModelChoiceField[Code] = forms.ModelChoiceField(
        label=_("This theme"), queryset=Code.objects.none(), empty_label=_("choose a theme")
    )
    into: forms.ModelChoiceField[Code] = forms.ModelChoiceField(
        label=_("becomes part of"), queryset=Code.objects.none(), empty_label=_("choose a theme")
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = consultation.codes.filter(merged_into=None).order_by("name")
        for name in ("code", "into"):
            self.fields[name].queryset = codes  # type: ignore[attr-defined]
            self.fields[name].error_messages["required"] = _("Choose a theme.")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("code") and said.get("code") == said.get("into"):
            self.add_error("into", _("Choose another theme to merge into."))
        return said


class AnsweringForm(Form):
    rejections_by_two = forms.BooleanField(
        label=_("A second person confirms each rejection"), required=False
    )
    published_together = forms.BooleanField(
        label=_("Answers are published together, not one by one"), required=False
    )


class EffectForm(Form):
    """Which words of the next version a decision, or an initiative, led to: chosen, or typed."""

    change = forms.ChoiceField(
        label=_("Which change did it lead to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the change, or other words.")},
        help_text=_("Struck through: taken out. Underlined: put in."),
    )
    unit = forms.ChoiceField(label=_("Which article changes"), required=False)
    words = WordsField(
        label=_("The changed words"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As they stand in the next version. The person reads them with the answer."),
    )
    initiative = forms.CharField(
        label=_("Whose initiative"),
        max_length=300,
        help_text=_("For example: the working group, session of 3 May."),
        error_messages={"required": _("Write whose initiative it was.")},
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[str, str]],
        offered: Sequence[ChangedText],
        has_decision: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {each.unit: each for each in offered}
        choices = [(each.unit, _as_choice(each)) for each in offered]
        if choices:
            last = (TYPED, _("Other words; I type them below"))
            self.fields["change"].choices = [*choices, last]  # type: ignore[attr-defined]
            self.fields["unit"].help_text = _("Only if you type other words.")
        else:
            del self.fields["change"]
        self.fields["unit"].choices = [("", _("choose an article")), *units]  # type: ignore[attr-defined]
        if has_decision:
            del self.fields["initiative"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if "change" in self.errors:
            return said
        chosen = self.offered.get(said.get("change", ""))
        if chosen is not None:
            said["unit"], said["words"] = chosen.unit, chosen.words
            return said
        if not said.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose the article that changes."))
        if not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write the changed words as they stand in the next version."))
        return said


def _as_choice(text: ChangedText) -> SafeString:
    """What a label may hold: no paragraphs, so a line break between the parts."""
    lines = format_html_join(
        SafeString("<br>"), "{}", ((marked(line),) for row in text.rows for line in row.marked)
    )
    return format_html(
        '<b lang="{0}">{1}</b><br><span lang="{0}">{2}</span>', text.language, text.title, lines
    )


class TranslationForm(Form):
    language = forms.ChoiceField(label=_("Language of the translation"), choices=TEXT_LANGUAGES)
    text = WordsField(
        label=_("Translation"),
        max_length=2 * LONGEST_TEXT,
        error_messages={"required": _("Write the translation.")},
    )
    is_checked = forms.BooleanField(
        label=_("Checked by somebody who knows both languages"), required=False
    )

    def __init__(self, *args: Any, spoken: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            each for each in TEXT_LANGUAGES if each[0] != spoken
        ]
