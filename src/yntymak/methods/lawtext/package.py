"""Open a DOCX package from outside: bounded in size, no entities, no macros, no surprises."""

import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree

from yntymak.methods.lawtext.errors import LawTextError

MAX_FILE = 50 * 2**20  # bytes of a file as uploaded
_MAX_PART = 48 * 2**20  # bytes of one unpacked XML part
_MAX_TOTAL = 400 * 2**20  # bytes that all parts claim, pictures included
_MAX_PARTS = 4000
_MAX_RATIO = 150  # XML of real documents packs about 1:20
_SMALL_PART = 4 * 2**20  # below it the ratio does not matter
# What zipfile raises for damaged archives, beside its own error.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError,
    OSError, struct.error, OverflowError,
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "pdf", "the file is a PDF"),
    (_OLE, "old_word", "the file is an old Word document (.doc) or is protected by a password"),
    (b"{\\rtf", "rtf", "the file is rich text (RTF)"),
)


def check_signature(data: bytes) -> None:
    """Raise LawTextError for what is certainly neither DOCX nor plain text."""
    if not data.strip(b"\0 \t\r\n"):
        raise LawTextError("empty", "the file is empty")
    if len(data) > MAX_FILE:
        raise LawTextError("too_large", f"the file is larger than {MAX_FILE // 2**20} MB")
    start = data[:1024].lstrip()
    for signature, code, detail in _SIGNATURES:
        if start.startswith(signature):
            raise LawTextError(code, detail)
    if start[:200].lower().removeprefix(b"\xef\xbb\xbf").startswith((b"<!doctype html", b"<html")):
        raise LawTextError("html", "the file is a web page")


class Package:
    """The parts of a DOCX file; every part is read once, up to a limit."""

    def __init__(self, data: bytes) -> None:
        check_signature(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise LawTextError("not_docx", f"the file is no DOCX: {error}") from error
        self._check_list()

    def _check_list(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_TOTAL:
            raise LawTextError("zip_bomb", "the file claims to unpack to more than a law can hold")
        for part in parts:
            packed = max(part.compress_size, 1)
            if part.file_size > _SMALL_PART and part.file_size > _MAX_RATIO * packed:
                raise LawTextError("zip_bomb", f"{part.filename} unpacks to {part.file_size} bytes")
            if part.flag_bits & 1:
                raise LawTextError("not_docx", f"{part.filename} is encrypted")
        names = {part.filename.lower() for part in parts}
        if any(name.endswith("vbaproject.bin") for name in names):
            raise LawTextError("macros", "the document carries macros")
        if "word/document.xml" not in names:
            raise LawTextError("no_document", "the package has no word/document.xml")

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part, or None where the package lacks it."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self._zip.open(info) as stream:
                data = stream.read(_MAX_PART + 1)
        except _BROKEN as error:
            raise LawTextError("not_docx", f"{name} cannot be unpacked: {error}") from error
        if len(data) > _MAX_PART:
            raise LawTextError("zip_bomb", f"{name} unpacks to more than {_MAX_PART} bytes")
        return parse_xml(data, name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """XML without document type, entities or network; libxml2 bounds depth and text size."""
    plain = data.replace(b"\0", b"")  # the same test for UTF-16
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise LawTextError("xml_forbidden", f"{name} declares a document type or entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise LawTextError("xml_broken", f"{name}: {error}") from error
