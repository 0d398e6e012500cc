"""Keys that live in a file beside the data, never in the database."""

import base64
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def read_or_make_key(path: Path) -> str:
    """The key in `path`; made on first use, readable by the owner only.

    Raises OSError where the folder cannot be written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _publish(path, base64.urlsafe_b64encode(os.urandom(32)))
    return path.read_text(encoding="ascii").strip()


def _publish(path: Path, key: bytes) -> None:
    # Server and worker may start together: a hard link appears whole or not at all, and the
    # second one to arrive keeps the first one's key.
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    with suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
