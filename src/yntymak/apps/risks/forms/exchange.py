from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.registry.tables import LARGEST_FILE
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ImportForm(Form):
    file = forms.FileField(
        label=_("Table of events"),
        help_text=_("CSV or XLSX, one row for each event. Nothing is written yet."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 10 MB."))
        return file
