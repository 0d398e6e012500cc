"""Pictures of the sheets are kept as they came, under the name of their SHA-256."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked_meeting
from yntymak.apps.consultations.models import Scan
from yntymak.apps.consultations.pictures import is_whole
from yntymak.apps.consultations.rules import may_run
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from yntymak.apps.consultations.models import Meeting
    from yntymak.foundation.people.models import User

MEGABYTE = 1024 * 1024
LARGEST_SCAN = 15 * MEGABYTE
# What a file begins with decides what it is; its name may say anything.
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"%PDF-", "application/pdf", "pdf"),
)


@transaction.atomic
def keep_scan(
    *,
    actor: User | None,
    client_key: uuid.UUID,
    meeting: Meeting,
    kind: str,
    file: UploadedFile[Any],
) -> Scan:
    """The same file twice is one scan. Raises ValidationError for one too large, unknown or cut."""
    media_type, ending = _checked(file)
    sha256 = _sha256(file)
    meeting = locked_meeting(meeting)
    if actor is not None:
        require(actor, may_run, meeting)
    standing = meeting.scans.filter(sha256=sha256).first()
    if standing is not None:
        return standing
    if Scan.objects.filter(client_key=client_key).exists():
        client_key = uuid.uuid4()
    stored_as = f"scans/{sha256[:2]}/{sha256}.{ending}"
    # Stored before the row: a row without its file would promise what is not there. A file that
    # no row names is found by its hash when it is sent again.
    if not default_storage.exists(stored_as) or default_storage.size(stored_as) != file.size:
        default_storage.delete(stored_as)
        file.seek(0)
        default_storage.save(stored_as, file)
    scan = Scan.objects.create(
        client_key=client_key,
        meeting=meeting,
        kind=kind,
        name=(file.name or "")[-200:],
        media_type=media_type,
        size=file.size or 0,
        sha256=sha256,
        stored_as=stored_as,
        added_by=actor,
    )
    record(
        events.SCAN_KEPT,
        meeting,
        actor=actor,
        place=meeting.place,
        kind=kind,
        size=scan.size,
        sha256=sha256,
    )
    return scan


def _checked(file: UploadedFile[Any]) -> tuple[str, str]:
    if not file.size:
        raise ValidationError(_("The file is empty. Perhaps the line broke: send it again."))
    if file.size > LARGEST_SCAN:
        said = {"size": round(file.size / MEGABYTE), "most": LARGEST_SCAN // MEGABYTE}
        raise ValidationError(
            _(
                "The file has %(size)d MB; at most %(most)d MB are kept. "
                "Photograph with less detail, or send the pages one by one."
            )
            % said
        )
    file.seek(0)
    beginning = file.read(16)
    for signature, media_type, ending in SIGNATURES:
        if beginning.startswith(signature):
            file.seek(0)
            if not is_whole(media_type, file.read()):
                raise ValidationError(
                    _("The end of this file is missing. Take the photo anew, or send it again.")
                )
            return media_type, ending
    raise ValidationError(_("Send a photo (JPEG or PNG) or a PDF."))


def _sha256(file: UploadedFile[Any]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()
