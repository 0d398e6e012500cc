from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """A paper as it is handed out; of several `files` it is a ZIP."""

    content: bytes
    files: int = 1
