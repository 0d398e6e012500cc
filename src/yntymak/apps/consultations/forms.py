"""The form of the public: one text, where it belongs, and nothing about the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.actions import Letterhead, Voice
from yntymak.apps.consultations.models import Contribution
from yntymak.apps.consultations.personal import personal_data_in
from yntymak.apps.consultations.wordings import proposed_wording
from yntymak.apps.laws.models import TEXT_LANGUAGES, Provision
from yntymak.foundation.registry.forms import PlaceField
from yntymak.methods.lawtext.checks import line_language
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from yntymak.apps.laws.models import ActVersion
    from yntymak.apps.laws.pages import Entry, Passage

LONGEST_TEXT = 5000
LONGEST_ARTICLE = 60_000
LONGEST_POSITION = 20_000
LARGEST_LETTER = 10 * 1024 * 1024
Lane = Contribution.Lane
_EXCERPT = 70


class WordsField(forms.CharField):
    """A longer text: a line break counts as one sign, in the browser and here."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return normalize_newlines(super().to_python(value) or "")


class CommentForm(Form):
    text = WordsField(
        label=_("Your proposal or remark"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "Say what should be changed and why. At most 5,000 characters. "
            "Do not write names, telephone or personal numbers: what is published, everyone reads."
        ),
        error_messages={
            "required": _("Write your proposal or remark, then send it."),
            "max_length": _(
                "The text has %(show_value)d characters. Shorten it to %(limit_value)d, "
                "or send the rest as a second proposal."
            ),
        },
    )
    part = forms.ChoiceField(label=_("Which part is it about?"), required=False)
    place = PlaceField(
        label=_("Your aiyl aimak or city"),
        required=False,
        help_text=_("It helps to see where the same thing is said. Nothing finer is asked."),
    )
    lane = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            (Lane.PUBLIC, _("Everybody, after it was checked for personal data")),
            (Lane.OFFICIALS, _("Only the office that holds the consultation")),
            (
                Lane.PROTECTED,
                _("Only one person whom the state has named for it; the text is kept sealed"),
            ),
        ],
        initial=Lane.PUBLIC,
        required=False,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Your e-mail, if you want to be told of the answer"),
        required=False,
        help_text=_(
            "It is kept sealed, apart from your text, shown to nobody, and deleted when you ask. "
            "The receipt number is enough without it."
        ),
        error_messages={"invalid": _("Write the address like name@example.kg, or leave it empty.")},
    )
    language = forms.ChoiceField(
        choices=[*TEXT_LANGUAGES, ("en", _("English"))], required=False, widget=forms.HiddenInput
    )
    send_anyway = forms.BooleanField(
        label=_("Send it as it is"), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        *args: Any,
        version: ActVersion | None = None,
        passages: Sequence[Passage] = (),
        unit: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.unit = version, unit
        if passages:
            self.fields["part"].choices = parts_of(passages)  # type: ignore[attr-defined]
        else:
            del self.fields["part"]

    def clean(self) -> dict[str, Any]:
        text = self.cleaned_data.get("text", "")
        self.cleaned_data["lane"] = self.cleaned_data.get("lane") or Lane.PUBLIC
        is_protected = self.cleaned_data["lane"] == Lane.PROTECTED
        if is_protected and not self.cleaned_data.get("place") and "place" not in self.errors:
            self.add_error(
                "place",
                _("Write your aiyl aimak or city: the person named for it alone opens your text."),
            )
        found = [] if is_protected else personal_data_in(text)
        if found and not self.cleaned_data.get("send_anyway"):
            # From now on a box to tick, where it was an unseen no.
            self.fields["send_anyway"].widget = forms.CheckboxInput()
            self.add_error(
                "send_anyway",
                forms.ValidationError(
                    _(
                        "There seems to be a telephone, personal or passport number or an e-mail "
                        "in your text: %(found)s. Take it out, or tick this box."
                    ),
                    params={"found": ", ".join(found)},
                ),
            )
        return self.cleaned_data

    @property
    def voice(self) -> Voice:
        said = self.cleaned_data
        part = said.get("part")
        provisions = Provision.objects.filter(version=self.version).select_related("article")
        provision = provisions.get(key=part) if part else None
        # People read the page in one language and write in another.
        language = line_language(said["text"]) or said["language"] or "ky"
        return Voice(
            text=said["text"],
            language=language,
            provision=provision,
            unit="" if provision else self.unit,
            place=said["place"],
            lane=said["lane"],
            email=said["email"],
        )


class WordingForm(CommentForm):
    """The article itself, edited; why is asked beside it."""

    typed = WordsField(
        label=_("The article in your words"),
        max_length=LONGEST_ARTICLE,
        help_text=_("Change the words here. Keep the number of the article in the first line."),
        error_messages={"required": _("Write the article as it should read.")},
    )
    field_order = ("typed", "text", "place", "email")

    def __init__(self, *args: Any, unit: str, text_language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.text_language = unit, text_language
        self.fields["text"].label = _("Why?")
        self.fields["text"].help_text = _("In a sentence or two. Everyone reads it.")
        self.fields["text"].error_messages["required"] = _("Say why the words should change.")
        for name in ("lane", "part"):  # what is proposed for a law is said in public
            self.fields.pop(name, None)

    def clean_typed(self) -> dict[str, Any]:
        if self.version is None:
            raise forms.ValidationError(_("This article is not part of the text under discussion."))
        typed: str = self.cleaned_data["typed"]
        return proposed_wording(self.version, self.unit, self.text_language, typed)

    @property
    def voice(self) -> Voice:
        said = self.cleaned_data
        rows = Provision.objects.filter(version=self.version).select_related("article")
        return Voice(
            text=said["text"],
            language=line_language(said["text"]) or said["language"] or "ky",
            provision=rows.get(key=self.unit),
            place=said["place"],
            kind=Contribution.Kind.WORDING,
            proposed=said["typed"],
            email=said["email"],
        )


class PositionForm(Form):
    """What an organisation sends: its words, who signed them, the letter itself."""

    name = forms.CharField(
        label=_("Organisation"),
        max_length=300,
        error_messages={"required": _("Write the name of the organisation.")},
    )
    text = WordsField(
        label=_("The position"),
        max_length=LONGEST_POSITION,
        help_text=_(
            "In the words of the letter. It is published under the name of the organisation."
        ),
        error_messages={"required": _("Write what the organisation proposes.")},
    )
    about = forms.ChoiceField(label=_("About which article"), required=False)
    signatory = forms.CharField(
        label=_("Signed by"),
        max_length=200,
        help_text=_("Name and office of the person who signed for the organisation."),
        error_messages={"required": _("Write who signed.")},
    )
    signed_on = DateField(label=_("Date of the letter"))
    email = forms.EmailField(label=_("E-mail for the answer"), required=False)
    # Last: an upload that is too large ends the reading of what comes after it.
    letter = forms.FileField(
        label=_("The letter as a file"),
        required=False,
        help_text=_("PDF or picture, at most 10 MB. Only the office sees it."),
    )

    def __init__(
        self, *args: Any, entries: Sequence[Entry], version: ActVersion, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        pages = [(entry.key, entry.title[:90]) for entry in entries if entry.is_page]
        self.fields["about"].choices = [("", _("the text as a whole")), *pages]  # type: ignore[attr-defined]

    def clean_signed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date of the letter lies ahead. Check the date."))
        return day

    def clean_letter(self) -> UploadedFile[bytes] | None:
        letter: UploadedFile[bytes] | None = self.cleaned_data["letter"]
        if letter is not None and (letter.size or 0) > LARGEST_LETTER:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Send it in fewer pages or a smaller picture.")
            )
        return letter

    @property
    def voice(self) -> Voice:
        said = self.cleaned_data
        rows = Provision.objects.filter(version=self.version).select_related("article")
        letter = said["letter"]
        return Voice(
            text=said["text"],
            language=line_language(said["text"]) or "ky",
            provision=rows.get(key=said["about"]) if said["about"] else None,
            kind=Contribution.Kind.POSITION,
            letterhead=Letterhead(
                name=said["name"],
                signatory=said["signatory"],
                signed_on=said["signed_on"],
                file_name=letter.name[:200] if letter else "",
                content=letter.read() if letter else b"",
            ),
            email=said["email"],
        )


class ConsentForm(Form):
    erase = forms.BooleanField(
        label=_("Also take telephone, personal and passport numbers out of my text"),
        required=False,
    )


def parts_of(passages: Sequence[Passage]) -> list[tuple[str, Any]]:
    """The article as a whole, then its numbered parts with their first words."""
    first, *others = passages
    choices: list[tuple[str, Any]] = [(first.key, _("The article as a whole"))]
    for passage in others:
        if passage.label:
            indent = "\u2003" * max(0, passage.depth - 1)
            choices.append((passage.key, f"{indent}{passage.label} {_excerpt(passage)}"))
    return choices


def _excerpt(passage: Passage) -> str:
    said = passage.heading or next(iter(passage.paragraphs), "")
    return said if len(said) <= _EXCERPT else said[:_EXCERPT].rsplit(" ", 1)[0] + " …"
