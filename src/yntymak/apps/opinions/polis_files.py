"""The votes in the form in which polis exports a conversation, for those who have its tools.

Its moments and authors are left out: they would say who came when.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from yntymak.apps.opinions.models import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from yntymak.apps.opinions.tally import Tally
    from yntymak.methods.opinion.votes import Votes


def polis_files(tally: Tally, result: dict[str, Any], order: NDArray[np.int64]) -> dict[str, str]:
    """File name → text. ``order`` (m,) is the row of each new number of a participant."""
    votes = tally.votes
    numbers = [int(number) for number in votes.statements]
    counts = ("participant", "n-votes", "n-agree", "n-disagree")
    return {
        "votes.csv": table_text(("voter-id", "comment-id", "vote"), _votes(votes, order)),
        "participants-votes.csv": table_text((*counts, *map(str, numbers)), _people(votes, order)),
        "comments.csv": table_text(
            ("comment-id", "agrees", "disagrees", "moderated", "comment-body"),
            _comments(tally, result),
        ),
    }


def cell_of(text: str) -> str:
    """A text that a spreadsheet would take for a formula is written as text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def table_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _votes(votes: Votes, order: NDArray[np.int64]) -> Iterator[tuple[object, ...]]:
    for number, i in enumerate(order.tolist(), start=1):
        for k in range(int(votes.indptr[i]), int(votes.indptr[i + 1])):
            yield number, int(votes.statements[votes.columns[k]]), int(votes.values[k])


def _people(votes: Votes, order: NDArray[np.int64]) -> Iterator[tuple[object, ...]]:
    for number, i in enumerate(order.tolist(), start=1):
        inside = slice(int(votes.indptr[i]), int(votes.indptr[i + 1]))
        columns, values = votes.columns[inside].tolist(), votes.values[inside].tolist()
        cells: list[object] = [""] * votes.n_statements
        for column, value in zip(columns, values, strict=True):
            cells[column] = value
        yield number, len(values), values.count(1), values.count(-1), *cells


def _comments(tally: Tally, result: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    for statement, described in zip(tally.statements, result["statements"], strict=True):
        texts = result["texts"][str(statement.number)]
        body = next((texts[language] for language in LANGUAGES if texts[language]), "")
        agree, disagree = described["agree"], described["disagree"]
        yield statement.number, agree, disagree, statement.moderation, cell_of(body)
