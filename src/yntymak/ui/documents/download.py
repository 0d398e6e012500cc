"""A file as the answer to a request."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
    ".zip": "application/zip",
}


def download(content: bytes | str, name: str) -> HttpResponse:
    """To be kept as a file, never shown within the site; `name` with Latin letters travels best."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""
    }
    return HttpResponse(content, content_type=TYPES[PurePath(name).suffix], headers=headers)
