"""The form of a proposal on the page that works in the field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from yntymak.apps.consultations.actions import Voice
from yntymak.apps.consultations.desk_forms import EntryForm
from yntymak.apps.consultations.models import Contribution
from yntymak.apps.laws.models import Provision
from yntymak.apps.opinions.models import Channel
from yntymak.foundation.sealing import SealError
from yntymak.foundation.sealing.browser import open_from_browser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yntymak.apps.consultations.models import Meeting

Lane = Contribution.Lane
# What a phone seals of a protected text: all that could tell of the person.
SEALED = ("text", "place", "about", "language")


class FieldVoiceForm(EntryForm):
    """What somebody says at this meeting; asked first is who may read it.

    A phone sends a protected text sealed, as JSON of the fields in SEALED; a later line corrects
    what an earlier one says.
    """

    sealed = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200_000)
    field_order = ("lane", "text", "place", "about", "language")

    @sensitive_variables()
    def __init__(
        self, data: Mapping[str, Any] | None = None, *args: Any, meeting: Meeting, **kwargs: Any
    ) -> None:
        self.cannot_be_opened = False
        self.is_sealed = bool(data and data.get("sealed"))
        if data and self.is_sealed:
            data = self._opened(data)
        super().__init__(data, *args, consultation=meeting.consultation, **kwargs)
        self.held = meeting
        del self.fields["channel"], self.fields["meeting"]

    @sensitive_variables()
    def _opened(self, data: Mapping[str, Any]) -> dict[str, Any]:
        open_fields = {name: value for name, value in data.items() if name not in SEALED}
        try:
            for line in data["sealed"].split():
                said = json.loads(open_from_browser(line))
                open_fields |= {name: str(said[name]) for name in SEALED if name in said}
        except (SealError, ValueError, TypeError):
            self.cannot_be_opened = True
        return {**open_fields, "lane": Lane.PROTECTED}

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        if self.cannot_be_opened:
            self.errors.clear()
            raise ValidationError(
                _("The site no longer has the key of this sealed text. It must be said anew.")
            )
        return self.with_lane(self.cleaned_data)

    @property
    @sensitive_variables()
    def voice(self) -> Voice:
        said = self.cleaned_data
        version, key = self.held.round.document_id, said["about"]
        provisions = Provision.objects.filter(version=version).select_related("article")
        return Voice(
            text=said["text"],
            language=said["language"],
            provision=provisions.get(key=key) if key else None,
            place=said["place"],
            channel=Channel.MEETING,
            meeting=self.held,
            lane=said["lane"],
        )
