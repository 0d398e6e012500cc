"""A zip with a manifest of SHA-256 sums, written file by file and checked the same way.

The manifest lists every other file with its size and sum, and the events of a ledger carry their
own hash chain: whoever changes a byte, takes a file out or slips one in is found by anybody who has
the bundle, with this module or with `sha256sum`. The sum of the manifest itself is the one to
publish.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

__all__ = [
    "EVENTS",
    "INDEX",
    "MANIFEST",
    "Bundle",
    "BundleError",
    "Verdict",
    "event_hash",
    "verify",
]

MANIFEST = "manifest.json"
INDEX = "index.html"
EVENTS = "ledger/events.jsonl"
FORMAT = "yntymak-evidence-1"
_OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier day; no clock goes into the bytes
_CHUNK = 1 << 20
# What the zip module and its decompressor raise over damaged bytes.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, OSError, RuntimeError),
    *(NotImplementedError, ValueError),
)
_MOST_FILES = 10_000
_MOST_BYTES = 2 << 30  # of one file, unpacked: more is no bundle of ours but a bomb


class BundleError(ValueError):
    """This is no bundle, or it cannot be read; one sentence for the person who brought it."""


class Bundle:
    """Written once, in the order of `add`; the same files give the same bytes."""

    def __init__(self, out: IO[bytes], about: Mapping[str, Any]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._about = dict(about)
        self._files: dict[str, dict[str, Any]] = {}
        self.manifest_sha256 = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._close()
        self._zip.close()

    def add(self, name: str, content: bytes) -> None:
        """Raises BundleError where the name is taken or leads out of the bundle."""
        self.add_parts(name, (content,))

    def add_parts(self, name: str, parts: Iterable[bytes]) -> None:
        """Piece by piece: a table of a million rows need not stand in memory."""
        if name in self._files or name == MANIFEST or not _is_plain(name):
            raise BundleError(f"A file of a bundle cannot be named {name!r}.")
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name), "w", force_zip64=True) as file:
            for part in parts:
                file.write(part)
                digest.update(part)
                size += len(part)
        self._files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def _close(self) -> None:
        manifest = {"format": FORMAT, "about": self._about, "files": self._files}
        content = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()
        self._zip.writestr(_entry(MANIFEST), content)
        self.manifest_sha256 = hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What was checked and each thing that is wrong, in sentences."""

    about: Mapping[str, Any]
    files: int
    events: int
    manifest_sha256: str
    faults: tuple[str, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        return not self.faults


def verify(source: IO[bytes]) -> Verdict:
    """Every file against its sum, every event against its hash. Raises BundleError: no bundle."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _verdict(archive)
    except BundleError:
        raise
    except _UNREADABLE as error:
        raise BundleError("This is no zip file, or it is damaged beyond reading.") from error


def event_hash(event: Mapping[str, Any]) -> str:
    """As the ledger computes it, over the fields of one line of the events."""
    content = [event[name] for name in _HASHED]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


_HASHED = (
    *("previous", "seq", "at_microseconds", "actor", "verb"),
    *("subject_type", "subject_id", "place", "data"),
)


def _verdict(archive: zipfile.ZipFile) -> Verdict:
    content, manifest = _manifest(archive)
    files = manifest["files"]
    there = [entry.filename for entry in archive.infolist()]
    if len(there) > _MOST_FILES:
        raise BundleError("This holds more files than a bundle does.")
    faults = [f"{name} stands in the bundle twice." for name in _repeated(there)]
    faults += [
        f"{name} is in the bundle, but not in its manifest: it was added later."
        for name in dict.fromkeys(there)
        if name not in files and name != MANIFEST
    ]
    if INDEX not in files:
        faults.append(f"{INDEX}, the page to begin with, is not in the manifest.")
    for name, told in files.items():
        faults += _faults_of_file(archive, name, told, is_there=name in there)
    events, more = _faults_of_events(archive) if EVENTS in there and EVENTS in files else (0, [])
    return Verdict(
        about=manifest.get("about", {}),
        files=len(files),
        events=events,
        manifest_sha256=hashlib.sha256(content).hexdigest(),
        faults=(*faults, *more),
    )


def _manifest(archive: zipfile.ZipFile) -> tuple[bytes, dict[str, Any]]:
    try:
        with archive.open(MANIFEST) as file:
            content = file.read(_MOST_BYTES // 64)
        manifest = json.loads(content)
    except KeyError:
        raise BundleError(f"This zip has no {MANIFEST}: it is no evidence bundle.") from None
    except _UNREADABLE as error:
        raise BundleError(f"{MANIFEST} cannot be read.") from error
    is_ours = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    if not is_ours or not isinstance(manifest.get("files"), dict):
        raise BundleError(f"{MANIFEST} is not of the format {FORMAT}.")
    return content, manifest


def _faults_of_file(
    archive: zipfile.ZipFile, name: str, told: object, *, is_there: bool
) -> list[str]:
    if not isinstance(told, dict):
        return [f"The manifest says nothing that can be checked of {name}."]
    if not is_there:
        return [f"{name} is missing: the manifest names it."]
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > _MOST_BYTES:
                    return [f"{name} is larger than any file of a bundle."]
                digest.update(chunk)
    except _UNREADABLE:
        return [f"{name} cannot be unpacked: its bytes are damaged."]
    if size != told.get("bytes") or digest.hexdigest() != told.get("sha256"):
        return [f"{name} was changed: its SHA-256 is {digest.hexdigest()}."]
    return []


def _faults_of_events(archive: zipfile.ZipFile) -> tuple[int, list[str]]:
    """A bundle holds the events of one matter: their own hashes hold, and neighbours are linked."""
    faults: list[str] = []
    count, before = 0, None
    try:
        with archive.open(EVENTS) as lines:
            for line in lines:
                count += 1
                event = json.loads(line)
                if event_hash(event) != event["hash"]:
                    faults.append(f"Event {event['seq']} was changed: its hash does not fit.")
                if (
                    before is not None
                    and event["seq"] == before["seq"] + 1
                    and event["previous"] != before["hash"]
                ):
                    faults.append(f"Event {event['seq']} does not follow event {before['seq']}.")
                if before is not None and event["seq"] <= before["seq"]:
                    faults.append(f"Event {event['seq']} is not in its order.")
                before = event
    except (*_UNREADABLE, TypeError):
        faults.append(f"{EVENTS}, line {count}: this is no event.")
    return count, faults


def _repeated(names: list[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return all(part and part not in {".", ".."} and "\\" not in part for part in parts)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _OLDEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
