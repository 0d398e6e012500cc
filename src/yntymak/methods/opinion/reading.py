"""Votes, statements and groups from files as offices and platforms write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.cells import InputError, present, quoted, rows
from yntymak.methods.opinion.event_tables import Progress, read_events
from yntymak.methods.opinion.names import canonical_names
from yntymak.methods.opinion.parquet import is_parquet, read_parquet
from yntymak.methods.opinion.polis_export import EVENTS, read_export
from yntymak.methods.opinion.votes import Votes

__all__ = ["InputError", "Labels", "Statements", "read_labels", "read_statements", "read_votes"]

_FLAGS = {"": 0, "0": 0, "1": 1, "false": 0, "true": 1}
_MODERATED = {"": 0, "0": 0, "1": 1, "+1": 1, "-1": -1, "\N{MINUS SIGN}1": -1}
_STATEMENT = (("statement", "comment-id", "statement_id", "comment_id", "tid"),)
_ABOUT = (("text", "comment-body", "txt"), ("moderated", "mod"), ("meta", "is-meta", "is_meta"))


@dataclass(frozen=True, slots=True)
class Statements:
    """What is known of each statement beside its votes; rows stand as in the file."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    moderated: NDArray[np.int64]
    meta: NDArray[np.int64]

    def text_of(self) -> dict[str, str]:
        return dict(zip(self.names, self.texts, strict=True))

    def aligned(self, votes: Votes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """``moderated`` and ``meta`` in the order of the votes' statements, 0 where unknown."""
        row = {name: i for i, name in enumerate(self.names)}
        moderated, meta = np.zeros((2, votes.n_statements), dtype=np.int64)
        for j, name in enumerate(votes.statements):
            i = row.get(str(name))
            if i is not None:
                moderated[j], meta[j] = self.moderated[i], self.meta[i]
        return moderated, meta


@dataclass(frozen=True, slots=True)
class Labels:
    """Group of each participant who has one."""

    group_of: dict[str, str]

    def aligned(self, votes: Votes) -> tuple[NDArray[np.int64], tuple[str, ...]]:
        """Group per participant of the votes, -1 for none, and the names of the groups."""
        given = [self.group_of.get(str(name), "") for name in votes.participants]
        names, code = canonical_names([group for group in given if group])
        if not len(names):
            raise InputError("None of the participants in the groups file has voted.")
        labels = np.full(votes.n_participants, -1)
        labels[[i for i, group in enumerate(given) if group]] = code
        return labels, tuple(str(name) for name in names)


def read_votes(
    source: Path | BinaryIO,
    *,
    all_statements: Sequence[str] = (),
    progress: Progress | None = None,
) -> Votes:
    """A CSV or Parquet file with columns participant, statement, vote and, if there is one,
    timestamp, or the folder of a polis export.

    Of several votes of one participant on one statement the last counts: by timestamp (a number or
    ISO 8601) where there is one, else by row; a row without timestamp is older than those with one.
    Where all timestamps are whole numbers of at most 63 bits every digit counts, else they are
    compared as doubles. ``progress`` is told the share read so far.

    Raises InputError, which names the first bad row of the table: by its line, in Parquet by its
    number.
    """
    if isinstance(source, Path) and source.is_dir():
        return read_export(source, all_statements, progress)
    if is_parquet(source):
        return read_parquet(source, all_statements, progress)
    return read_events(source, all_statements, progress)


def table_of_events(source: Path | BinaryIO) -> Path | BinaryIO | None:
    """The CSV file that ``read_votes`` takes vote after vote from the source, if it is one."""
    if isinstance(source, Path) and source.is_dir():
        return source / EVENTS if (source / EVENTS).exists() else None
    return None if is_parquet(source) else source


def read_statements(source: Path | BinaryIO) -> Statements:
    """Columns statement and, if there, text, moderated (-1 out, 0, 1) and meta (0, 1).

    Raises InputError, also for a statement that stands there twice.
    """
    texts: dict[str, str] = {}
    moderated: list[int] = []
    meta: list[int] = []
    for line, (statement, text, is_moderated, is_meta) in rows(source, _STATEMENT, _ABOUT):
        if present(statement, "statement", line) in texts:
            raise InputError(f"Line {line}: statement {quoted(statement)} stands there twice.")
        texts[statement] = text
        moderated.append(_flag(is_moderated, _MODERATED, "moderated", "-1, 0 or 1", line))
        meta.append(_flag(is_meta.lower(), _FLAGS, "meta", "0 or 1", line))
    if not texts:
        raise InputError("The table has a first line but no statements under it.")
    return Statements(tuple(texts), tuple(texts.values()), np.array(moderated), np.array(meta))


def read_labels(source: Path | BinaryIO) -> Labels:
    """Columns participant and group; an empty group is none.

    Raises InputError, also for a participant in two groups.
    """
    group_of: dict[str, str] = {}
    for line, (participant, group) in rows(source, (("participant",), ("group",))):
        present(participant, "participant", line)
        if group_of.setdefault(participant, group) != group:
            raise InputError(
                f"Line {line}: participant {quoted(participant)} already has another group."
            )
    if not any(group_of.values()):
        raise InputError("The table has a first line but no groups under it.")
    return Labels(group_of)


def _flag(cell: str, known: dict[str, int], column: str, allowed: str, line: int) -> int:
    if cell not in known:
        raise InputError(f"Line {line}: {column} is {quoted(cell)}; it must be {allowed}.")
    return known[cell]
