"""The form of the public: one text, where it belongs, and nothing about the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.actions import Voice
from yntymak.apps.consultations.personal import personal_data_in
from yntymak.apps.laws.models import TEXT_LANGUAGES, Provision
from yntymak.foundation.registry.forms import PlaceField
from yntymak.methods.lawtext.checks import line_language
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yntymak.apps.laws.models import ActVersion
    from yntymak.apps.laws.pages import Passage

LONGEST_TEXT = 5000
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
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        if passages:
            self.fields["part"].choices = parts_of(passages)  # type: ignore[attr-defined]
        else:
            del self.fields["part"]

    def clean(self) -> dict[str, Any]:
        text = self.cleaned_data.get("text", "")
        found = personal_data_in(text)
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
        return Voice(said["text"], language, provision, said["place"])


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
