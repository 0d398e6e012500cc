from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.actions import BillDescription, Draft
from yntymak.apps.laws.models import Act, Amendment, Bill
from yntymak.apps.laws.pages import language_name
from yntymak.foundation.people.models import Organisation
from yntymak.foundation.people.scope import Kind, scope_of
from yntymak.methods.lawtext.numbering import key_number, read_number
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.laws.bills.editor import Editor
    from yntymak.foundation.people.models import User

_SEVERAL_LINES = {"rows": 3}


class BillForm(Form):
    act: forms.ModelChoiceField[Act] = forms.ModelChoiceField(
        label=_("The act that the bill changes"),
        queryset=Act.objects.none(),
        empty_label=_("choose the act"),
        help_text=_("More acts can be added later."),
        error_messages={"required": _("Choose the act that the bill changes.")},
    )
    title_ky = forms.CharField(
        label=_("Title in Kyrgyz"),
        max_length=500,
        error_messages={"required": _("Write the title of the bill in Kyrgyz.")},
    )
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=500, required=False)
    summary_ky = forms.CharField(
        label=_("What it is for, in Kyrgyz"),
        widget=forms.Textarea(attrs=_SEVERAL_LINES),
        help_text=_("Two or three plain sentences for people who do not read laws."),
        error_messages={"required": _("Say in two or three sentences what the bill is for.")},
    )
    summary_ru = forms.CharField(
        label=_("What it is for, in Russian"),
        widget=forms.Textarea(attrs=_SEVERAL_LINES),
        required=False,
    )
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Who introduces it"),
        queryset=Organisation.objects.none(),
        empty_label=_("choose the body"),
        error_messages={"required": _("Choose the body that introduces the bill.")},
    )
    is_demonstration = forms.BooleanField(
        label=_("Written for a demonstration: not a bill of the state"), required=False
    )

    def __init__(self, *args: Any, user: User, standing: Bill | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if standing is None:
            self.fields["act"].queryset = Act.objects.visible_to(user)  # type: ignore[attr-defined]
        else:
            del self.fields["act"]
        self.fields["organisation"].queryset = bodies_of(user)  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name.endswith(("_ky", "_ru")):
                field.widget.attrs["lang"] = name[-2:]

    @property
    def description(self) -> BillDescription:
        said = self.cleaned_data
        names = BillDescription.__dataclass_fields__
        return BillDescription(**{name: said[name] for name in names})


def bodies_of(user: User) -> QuerySet[Organisation]:
    """Those in whose name this person may introduce a bill."""
    kinds = Organisation.Kind
    bodies = Organisation.objects.filter(
        kind__in=(kinds.STATE_BODY, kinds.PARLIAMENT, kinds.MUNICIPALITY, kinds.KENESH)
    )
    scope = scope_of(user)
    if scope.has(Kind.NATIONAL_OFFICER):
        return bodies
    return bodies.filter(scope.where(Kind.SPECIALIST, Kind.OBLAST_OFFICER))


class AmendmentForm(Form):
    """The whole article as it should read, once for each language of the act."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    is_repealed = forms.BooleanField(label=_("The whole article loses its force"), required=False)
    style = forms.ChoiceField(
        label=_("How the amending law says it"),
        choices=Amendment.Style.choices,
        initial=Amendment.Style.WORDS,
        widget=forms.RadioSelect,
    )
    rationale_ky = forms.CharField(label=_("Why, in Kyrgyz"), required=False)
    rationale_ru = forms.CharField(label=_("Why, in Russian"), required=False)
    note_ky = forms.CharField(label=_("In plain words, in Kyrgyz"), required=False)
    note_ru = forms.CharField(label=_("In plain words, in Russian"), required=False)
    initiative = forms.CharField(
        label=_("Whose idea it is"),
        max_length=300,
        required=False,
        help_text=_("Only where nobody proposed it in a consultation."),
    )

    def __init__(self, *args: Any, editor: Editor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor
        for name in ("rationale_ky", "rationale_ru", "note_ky", "note_ru"):
            attrs = {**_SEVERAL_LINES, "lang": name[-2:]}
            self.fields[name].widget = forms.Textarea(attrs=attrs)
        if editor.is_new:
            self.fields["is_repealed"].widget = forms.HiddenInput()
        for language in editor.languages:
            self.fields[f"text_{language}"] = forms.CharField(
                label=language_name(language),
                required=not (self.is_bound and self["is_repealed"].data),
                error_messages={"required": _("Write the article as it should read.")},
                strip=False,
                widget=forms.Textarea(attrs={"lang": language, "rows": 14, "class": "law wide"}),
            )

    def clean(self) -> dict[str, Any]:
        """Lines without a word are no text; an article is repealed by saying so."""
        if not self.cleaned_data.get("is_repealed"):
            for language in self.editor.languages:
                name = f"text_{language}"
                if name in self.cleaned_data and not self.cleaned_data[name].strip():
                    self.add_error(name, self.fields[name].error_messages["required"])
        return self.cleaned_data

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[f"text_{language}"] for language in self.editor.languages]

    @property
    def reasons(self) -> list[forms.BoundField]:
        return [self[name] for name in ("rationale_ky", "rationale_ru", "note_ky", "note_ru")]

    @property
    def visible_pairs(self) -> list[tuple[forms.BoundField, Any]]:
        """As the error summary of every form takes them."""
        return [(field, field.errors) for field in self.visible_fields()]

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        gone = said.get("is_repealed", False)
        return Draft(
            texts={
                language: "" if gone else said[f"text_{language}"]
                for language in self.editor.languages
            },
            style=said["style"],
            rationale_ky=said["rationale_ky"],
            rationale_ru=said["rationale_ru"],
            note_ky=said["note_ky"],
            note_ru=said["note_ru"],
            initiative=said["initiative"],
        )


class NewArticleForm(Form):
    number = forms.CharField(
        label=_("Number of the new article"),
        max_length=20,
        help_text=_("As it will be printed, for example 12-1 or 12¹."),
        error_messages={"required": _("Write the number that the new article will have.")},
    )

    def clean_number(self) -> str:
        """As in keys: 12-1."""
        number = read_number(self.cleaned_data["number"].strip())
        if not number:
            raise forms.ValidationError(_("Write a number such as 12, 12-1 or 12¹."))
        return key_number(number)


class ClosingForm(Form):
    closing_ky = forms.CharField(
        label=_("Closing articles, in Kyrgyz"),
        widget=forms.Textarea(attrs={"lang": "ky", **_SEVERAL_LINES}),
        required=False,
        help_text=_("When the law enters into force; what holds until then."),
    )
    closing_ru = forms.CharField(
        label=_("Closing articles, in Russian"),
        widget=forms.Textarea(attrs={"lang": "ru", **_SEVERAL_LINES}),
        required=False,
    )


class StageForm(Form):
    stage = forms.ChoiceField(
        label=_("Where the bill stands"),
        # A bill becomes adopted by being enacted, never by a word.
        choices=[each for each in Bill.Stage.choices if each[0] != Bill.Stage.ADOPTED],
    )


class EnactForm(Form):
    in_force_from = DateField(label=_("In force from"))
    note = forms.CharField(
        label=_("Number and date of the law"),
        max_length=300,
        required=False,
        help_text=_("For example: Law No. 123 of 30.04.2026."),
    )
