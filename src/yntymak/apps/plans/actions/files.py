"""Files that people add to a plan: bounded, and known by their hash."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 20 * 1024 * 1024


def described(file: UploadedFile[bytes]) -> dict[str, str | int]:
    """Name, size and hash. Raises ValidationError where it is empty or too large."""
    if not file.size or file.size > LARGEST:
        raise ValidationError({"file": _("A file is at most 20 MB, and not empty.")})
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return {"name": (file.name or "")[-200:], "size": file.size, "sha256": digest.hexdigest()}
