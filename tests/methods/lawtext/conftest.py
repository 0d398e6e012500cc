import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from yntymak.methods.lawtext import LawText, parse, read_document

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


@pytest.fixture(scope="session")
def laws_folder(shared_data: Path) -> Path:
    return shared_data / "laws"


@pytest.fixture
def law() -> Callable[..., LawText]:
    """Read a law from lines of text."""

    def read(*lines: str, language: str = "ru", require_articles: bool = True) -> LawText:
        document = read_document("\n".join(lines).encode(), "law.txt")
        return parse(document, language, require_articles=require_articles)

    return read


def declared(part: str) -> str:
    """The part with its namespaces named on the root element."""
    return re.sub(r"^<(w:\w+)>", rf"<\1 {NAMESPACES}>", part)


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """Build a DOCX from the inside of its body and further parts given by file name."""

    def build(body: str, parts: dict[str, str | bytes] | None = None) -> bytes:
        document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        files = {"[Content_Types].xml": "<Types/>", "word/document.xml": document, **(parts or {})}
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in files.items():
                package.writestr(name, declared(content) if isinstance(content, str) else content)
        return target.getvalue()

    return build


@pytest.fixture
def problem_codes() -> Callable[[LawText], list[str]]:
    return lambda law: [problem.code for problem in law.problems]
