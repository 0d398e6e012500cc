from pathlib import Path

from yntymak.methods.lawtext.document import Document
from yntymak.methods.lawtext.docx import read_docx
from yntymak.methods.lawtext.errors import LawTextError
from yntymak.methods.lawtext.package import MAX_FILE
from yntymak.methods.lawtext.plaintext import read_text

_ZIP = b"PK\x03\x04"
_WORD_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")


def read_document(source: bytes | str | Path, filename: str = "") -> Document:
    """Lines of a DOCX or plain-text file, told apart by content; a name ending in .docx is binding.

    Raises LawTextError for everything that is no readable text: see its codes.
    """
    data = source if isinstance(source, bytes) else _load(Path(source))
    name = filename or ("" if isinstance(source, bytes) else Path(source).name)
    if data.startswith(_ZIP) or name.lower().endswith(_WORD_ENDINGS):
        return read_docx(data, name)
    return read_text(data, name)


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE:
            raise LawTextError("too_large", f"the file is larger than {MAX_FILE // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise LawTextError("missing", f"{path}: {error.strerror}") from error
