from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.laws.actions import ActDescription, Correction
from yntymak.apps.laws.importing.corrections import NUMBERED, PLAIN
from yntymak.apps.laws.importing.reading import REFUSALS, Source, UnreadableFileError, read_upload
from yntymak.apps.laws.models import TEXT_LANGUAGES, Act
from yntymak.apps.laws.pages import KIND_NAMES
from yntymak.foundation.people.scope import Kind, scope_of
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from yntymak.foundation.people.models import User

_WITHOUT_ARTICLES = (Act.Kind.BY_LAW, Act.Kind.RESOLUTION)
FILE_TYPES = {"accept": ".docx,.txt,.xml,.akn"}


def _file(label: _StrPromise, **kwargs: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        allow_empty_file=True,
        widget=forms.FileInput(attrs=FILE_TYPES),
        error_messages={
            "required": _("Choose the file with the Kyrgyz text (.docx, .txt or .xml)."),
            "missing": REFUSALS["missing"],
            "invalid": REFUSALS["missing"],
            "empty": REFUSALS["empty"],
        },
        **kwargs,
    )


class UploadForm(Form):
    """The files stand last: an upload that is too large ends the reading of what comes after it."""

    title_ky = forms.CharField(
        label=_("Title in Kyrgyz"),
        max_length=500,
        error_messages={"required": _("Write the title of the act in Kyrgyz.")},
    )
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=500, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of act"),
        choices=Act.Kind.choices,
        initial=Act.Kind.LAW,
        error_messages={"required": _("Choose the kind of act.")},
    )
    number = forms.CharField(
        label=_("Number of the act"),
        max_length=40,
        required=False,
        help_text=_("As printed, for example 123. Leave it empty for a draft."),
    )
    adopted_on = DateField(label=_("Adopted on"), required=False)
    in_force_from = DateField(
        label=_("In force from"),
        required=False,
        help_text=_(
            "The day from which these words hold, for example 25.10.2026. "
            "Leave it empty for a draft."
        ),
    )
    act: forms.ModelChoiceField[Act] = forms.ModelChoiceField(
        label=_("A new redaction of"),
        queryset=Act.objects.none(),
        required=False,
        empty_label=_("an act that is not here yet"),
    )
    is_demonstration = forms.BooleanField(
        label=_("Written for a demonstration: not an act of the state"), required=False
    )
    file_ky = _file(
        _("Kyrgyz text"),
        help_text=_("A Word document (.docx), plain text (.txt) or Akoma Ntoso (.xml)."),
    )
    file_ru = _file(_("Russian text"), required=False)

    def __init__(self, *args: Any, user: User, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.fields["act"].queryset = acts_to_revise(user)  # type: ignore[attr-defined]
        self.fields["title_ky"].widget.attrs["lang"] = "ky"
        self.fields["title_ru"].widget.attrs["lang"] = "ru"

    def clean_file_ky(self) -> Source | None:
        return self._read("ky")

    def clean_file_ru(self) -> Source | None:
        return self._read("ru")

    def clean(self) -> dict[str, Any]:
        if self.too_large:
            self.errors.pop("file_ky", None)
            self.errors.pop("file_ru", None)
            self.add_error("file_ky", REFUSALS["too_large"])
        return self.cleaned_data

    def _read(self, language: str) -> Source | None:
        file: UploadedFile[Any] | None = self.cleaned_data.get(f"file_{language}")
        if not file:
            return None
        has_articles = self.cleaned_data.get("kind") not in _WITHOUT_ARTICLES
        try:
            return read_upload(file, language, require_articles=has_articles)
        except UnreadableFileError as error:
            raise forms.ValidationError(error.sentence, error.code) from error

    @property
    def description(self) -> ActDescription:
        said = self.cleaned_data
        return ActDescription(
            title_ky=said["title_ky"],
            title_ru=said["title_ru"],
            kind=said["kind"],
            number=said["number"],
            adopted_on=said["adopted_on"],
            in_force_from=said["in_force_from"],
            act=said["act"],
            is_demonstration=said["is_demonstration"],
        )

    @property
    def sources(self) -> dict[str, Source]:
        found = {"ky": self.cleaned_data["file_ky"], "ru": self.cleaned_data["file_ru"]}
        return {code: source for code, source in found.items() if source}


def acts_to_revise(user: User) -> QuerySet[Act]:
    """Those to which may_revise lets this person add a redaction."""
    visible: QuerySet[Act] = Act.objects.visible_to(user)
    if scope_of(user).has(Kind.NATIONAL_OFFICER):
        return visible
    return visible.filter(versions__number=1, versions__saved_by=user)


class CorrectionForm(Form):
    language = forms.ChoiceField(choices=TEXT_LANGUAGES, widget=forms.HiddenInput)
    where = forms.CharField(max_length=200, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("It is"),
        choices=[
            *((kind, KIND_NAMES[kind]) for kind in (*NUMBERED, PLAIN)),
            ("", _("a part of the provision before it")),
        ],
        required=False,
    )
    number = forms.CharField(
        label=_("Its number"),
        max_length=20,
        required=False,
        help_text=_("As printed: 12, 85¹, II, а. Plain text has none."),
    )

    @property
    def correction(self) -> Correction:
        said = self.cleaned_data
        return Correction(said["language"], said["where"], said["kind"], said["number"].strip())
