"""The forms of the clock: a document is there, organisations are told."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.actions.clock import Letter, Recipient
from yntymak.apps.consultations.forms import WordsField
from yntymak.ui.forms import DateField, Form

_LINE = re.compile(r"(?P<name>.*?)[\s,;:<(]+(?P<email>[^\s<>()]+@[^\s<>()]+)[>)]?$")


class DocumentForm(Form):
    item = forms.CharField(widget=forms.HiddenInput)
    dated = DateField(label=_("Date of the document"))
    reference = forms.CharField(
        label=_("Number, or address on the web"),
        max_length=300,
        error_messages={
            "required": _("Write the number of the document or its address on the web.")
        },
    )


class NoticeForm(Form):
    recipients = WordsField(
        label=_("Organisations, one on each line: name, e-mail"),
        max_length=50_000,
        help_text=_("For example: Ак-Булуң женсовети, jensovet@example.kg"),
        error_messages={"required": _("Write at least one organisation with its e-mail.")},
    )
    subject = forms.CharField(
        label=_("Subject of the letter"),
        max_length=300,
        error_messages={"required": _("Write the subject of the letter.")},
    )
    body = WordsField(
        label=_("The letter"),
        max_length=10_000,
        error_messages={"required": _("Write the letter.")},
    )

    def clean_subject(self) -> str:
        return " ".join(str(self.cleaned_data["subject"]).split())

    def clean_recipients(self) -> list[Recipient]:
        found, wrong = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["recipients"].splitlines())):
            match = _LINE.match(line)
            if match is None or not match["name"].strip() or not _is_email(match["email"]):
                wrong.append(line)
            else:
                found.append(Recipient(match["name"].strip(" ,;:<(\t")[:300], match["email"]))
        if wrong:
            raise ValidationError(
                _("Write a name and an e-mail on each line. Not understood: %(lines)s."),
                "lines",
                {"lines": "; ".join(wrong[:5])},
            )
        return found

    @property
    def letter(self) -> Letter:
        return Letter(self.cleaned_data["subject"], self.cleaned_data["body"])


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
