"""The three forms of the page that works in the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yntymak.apps.consultations.actions import Voice
from yntymak.apps.consultations.desk_forms import EntryForm
from yntymak.apps.laws.models import Provision
from yntymak.apps.opinions.models import Channel

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Meeting


class FieldVoiceForm(EntryForm):
    """What somebody says at this meeting."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, consultation=meeting.consultation, **kwargs)
        self.held = meeting
        del self.fields["channel"], self.fields["meeting"]

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
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
        )
