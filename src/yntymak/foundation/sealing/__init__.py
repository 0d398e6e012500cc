"""The lock of the protected lane.

PROTECTED_LANE_KEYS are Fernet keys kept outside the database. The first one locks, each of them
opens: to rotate, put a new key in front, re-seal what is stored, then drop the old one.
"""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.views.decorators.debug import sensitive_variables


class SealError(Exception):
    """No key of PROTECTED_LANE_KEYS opens this. Says nothing of the content."""


class OpenedText(str):
    """Shows itself in a page, and hides in error reports and logs, which print by repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<protected>"


@sensitive_variables("text")
def seal(text: str) -> bytes:
    return _lock().encrypt(text.encode())


def unseal(sealed: bytes | memoryview) -> OpenedText:
    """`sealed` as the database returns it: bytes on SQLite, a memoryview on PostgreSQL."""
    try:
        return OpenedText(_lock().decrypt(bytes(sealed)).decode())
    except InvalidToken:
        raise SealError("No key in PROTECTED_LANE_KEYS opens this text.") from None


def reseal(sealed: bytes | memoryview) -> bytes:
    """The same text under the first key."""
    try:
        return _lock().rotate(bytes(sealed))
    except InvalidToken:
        raise SealError("No key in PROTECTED_LANE_KEYS opens this text.") from None


def _lock() -> MultiFernet:
    return MultiFernet([Fernet(key.strip()) for key in settings.PROTECTED_LANE_KEYS])
