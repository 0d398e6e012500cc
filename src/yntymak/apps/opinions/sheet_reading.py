"""A table of votes given on paper, as offices type it: checked line by line, all or nothing.

Each refusal is one sentence in the reader's language that names the line and says what to do.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = ("participant", "statement", "vote")
VALUES = {"1": 1, "+1": 1, "0": 0, "-1": -1, "\N{MINUS SIGN}1": -1}
MOST_VOTES = 1_000_000
HIGHEST_NUMBER = 99_999
LONGEST_CELL = 100
SHOWN_OF_CELL = 30


@dataclass
class PaperVotes:
    """`participants` in order of appearance; `votes` as (row of participant, number, value)."""

    participants: list[str] = field(default_factory=list)
    votes: list[tuple[int, int, int]] = field(default_factory=list)
    first_line: dict[int, int] = field(default_factory=dict)
    """statement number → the line in which it first stands"""


def read_paper_votes(data: bytes) -> PaperVotes:
    """Columns participant, statement (its number), vote (1, 0, -1); others are left aside.

    Raises ValidationError.
    """
    found = PaperVotes()
    rows: dict[str, int] = {}
    line_of: dict[tuple[int, int], int] = {}
    for line, (participant, statement, vote) in _cells(data):
        if not participant:
            _refuse(line, _("the number of the participant is missing."))
        value = VALUES.get(vote)
        if value is None:
            _refuse(
                line,
                _("the vote is “%(cell)s”. Write 1 (agree), 0 (pass) or -1 (disagree)."),
                cell=vote,
            )
        number = _number(statement, line)
        row = rows.setdefault(participant, len(rows))
        before = line_of.setdefault((row, number), line)
        if before != line:
            _refuse(
                line,
                _(
                    "participant %(participant)s has already voted on statement %(number)s in "
                    "line %(before)s. Keep one of the two lines."
                ),
                participant=participant,
                number=number,
                before=before,
            )
        found.first_line.setdefault(number, line)
        found.votes.append((row, number, value))
        if len(found.votes) > MOST_VOTES:
            _refuse(
                line,
                _(
                    "the table has more than %(most)s votes. Divide it into several files, with "
                    "all votes of a participant in one."
                ),
                most=MOST_VOTES,
            )
    if not found.votes:
        raise ValidationError(_("The table has no votes under its first line."))
    found.participants = list(rows)
    return found


def _number(cell: str, line: int) -> int:
    if not (cell.isascii() and cell.isdigit()) or int(cell[:10]) > HIGHEST_NUMBER:
        _refuse(
            line, _("“%(cell)s” is not the number of a statement. Write it in digits."), cell=cell
        )
    return int(cell)


def _cells(data: bytes) -> Iterator[tuple[int, tuple[str, str, str]]]:
    text = _text(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        a, b, c = _places(next(reader))
        least = max(a, b, c) + 1
        for row in reader:
            if not any(row):
                continue
            if len(row) < least:
                _refuse(reader.line_num, _("a column is missing. Fill in all three."))
            cells = row[a].strip(), row[b].strip(), row[c].strip()
            if len(max(cells, key=len)) > LONGEST_CELL:
                _refuse(reader.line_num, _("a cell is too long. Check the quotation marks."))
            yield reader.line_num, cells
    except csv.Error:
        _refuse(reader.line_num, _("this is not a line of a table. Check the quotation marks."))


def _places(header: list[str]) -> list[int]:
    names = [name.strip().lower() for name in header]
    for name in COLUMNS:
        if names.count(name) != 1:
            wanted = ", ".join(COLUMNS)
            sentence = (
                _("Line 1: there is no column “%(name)s”. The first line must name: %(wanted)s.")
                if name not in names
                else _("Line 1: the column “%(name)s” stands there twice. Keep one of the two.")
            )
            raise ValidationError(sentence, params={"name": name, "wanted": wanted})
    return [names.index(name) for name in COLUMNS]


def _text(data: bytes) -> str:
    if not data.strip():
        raise ValidationError(_("The file is empty. Choose the file with the votes."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) or b"\0" in data[:4096]:
        raise ValidationError(
            _("Line 1: this is not a CSV text in UTF-8. Save the table as “CSV UTF-8”.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(line, _("the letters are not in UTF-8. Save the table as “CSV UTF-8”."))


def _refuse(line: int, sentence: str, **params: object) -> NoReturn:
    named = {
        key: value[:SHOWN_OF_CELL] if isinstance(value, str) else value
        for key, value in params.items()
    }
    raise ValidationError(
        _("Line %(line)s: %(sentence)s"), params={"line": line, "sentence": sentence % named}
    )
