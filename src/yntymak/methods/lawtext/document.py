"""What a file says, line by line, before anyone asks what kind of law it is."""

import re
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# Four or more single letters, each followed by one space: «Г л а в а».
_SPACED_WORD = re.compile(r"(?<!\w)[^\W\d_](?: [^\W\d_]){3,}(?!\w)")
_PARTED_SUPERSCRIPT = re.compile(r"(?<=\d) (?=[⁰¹²³⁴-⁹])")  # «85 ¹» is 85¹
_SPACED_DIGITS = re.compile(r"(?<!\w)\d(?: \d)+(?!\w)")


@dataclass(frozen=True)
class Cell:
    """Where a line stands in a table: counted from 0 in the document, the table, the row."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Line:
    text: str
    number: int  # counted from 1, empty lines included
    cell: Cell | None = None
    footnote: str = ""  # the id of the footnote whose text this line is


@dataclass(frozen=True)
class Problem:
    """Something a person should look at; `where` is a provision key or empty, `line` 0 if none."""

    code: str
    where: str
    line: int
    detail: str


@dataclass(frozen=True)
class Document:
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    name: str = ""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def fold_letter_spacing(text: str) -> str:
    """«Г л а в а  1 2» → «Глава  12»: headings were once stretched by spaces.

    Two spaces or a no-break space part the words of such a line. No character but a space goes.
    """
    if not _SPACED_WORD.search(text):
        return text
    folded = _SPACED_WORD.sub(lambda word: word.group().replace(" ", ""), text)
    return _SPACED_DIGITS.sub(lambda number: number.group().replace(" ", ""), folded)


def clean(text: str) -> str:
    """One line as it is kept: no invisible characters, single spaces, letter spacing folded."""
    text = _CONTROLS.sub("", text.translate(_INVISIBLE))
    text = _SPACES.sub(" ", fold_letter_spacing(text)).strip()
    return _PARTED_SUPERSCRIPT.sub("", text)


def visible(text: str) -> str:
    """The characters that must survive every step: all but white space."""
    return "".join(text.split())
