"""Everything that is published, as CSV for whoever wants to count again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from yntymak.apps.consultations.papers.proposals import proposals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.consultations.papers.proposals import Proposal

# Codes, not labels: a program reads them, in whatever language the page was.
COLUMNS = (
    *("number", "round", "provision", "kind", "language", "text", "channel", "place_code"),
    *("day", "same_texts", "first_of_same", "themes", "outcome", "reason", "changed_words"),
    *("organisation", "signatory", "signed_on"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def data_csv(
    consultation: Consultation, language: str, progress: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """UTF-8 with a mark, so that a spreadsheet opens it rightly; in pieces of some rows."""
    yield "\ufeff".encode() + _line(COLUMNS)
    for count, row in enumerate(proposals(consultation, language), start=1):
        yield _line(_values(row))
        if progress is not None and count % 1000 == 0:
            progress(count)


def _values(row: Proposal) -> tuple[object, ...]:
    return (
        row.number,
        row.round,
        row.article_key,
        row.kind,
        row.language,
        row.text,
        row.channel,
        row.place_code,
        row.day.isoformat(),
        row.same,
        row.first_of_same,
        "; ".join(row.themes),
        row.outcome,
        row.reason,
        "\n".join(row.changed),
        row.organisation,
        row.signatory,
        row.signed_on.isoformat() if row.signed_on else "",
    )


def _line(values: tuple[object, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([safe(value) for value in values])
    return out.getvalue().encode()


def safe(value: object) -> object:
    """A text that a spreadsheet would run as a formula begins with an apostrophe."""
    is_risky = isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA)
    return f"'{value}" if is_risky else value
