"""The downloads of a report. What they hold may stand anywhere: nothing in them is a person."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings

from yntymak.apps.opinions.models import LANGUAGES
from yntymak.apps.opinions.reporting import LEAST_FOR_MAP, LEAST_FOR_SHARE, LEAST_IN_GROUP
from yntymak.methods.opinion.report import report_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yntymak.apps.opinions.tally import Tally
    from yntymak.methods.opinion.analysis import OpinionMap
    from yntymak.methods.opinion.votes import Votes

# Who knows a few votes of a neighbour finds the rest in a short list: single rows only in a crowd.
LEAST_FOR_ROWS = 30
# Without it the spreadsheet programs of offices read Cyrillic as Latin.
BYTE_ORDER_MARK = "\ufeff"
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "html": "text/html"}


def write_files(result: dict[str, Any], found: OpinionMap, tally: Tally) -> dict[str, bytes]:
    """File name → compressed content; none at all of fewer than five participants."""
    if result["participants"] < LEAST_IN_GROUP:
        return {}
    files = {
        "report.json": json.dumps(_public(result), ensure_ascii=False, indent=1),
        "statements.csv": _statements(result),
    }
    if result["groups"]:
        files["groups.csv"] = _groups(result, found)
    if result["participants"] >= LEAST_FOR_ROWS:
        files["votes.csv"] = _votes(tally.votes, tally.version)
    # The printable report names the size of each group, so there is none where a group is small.
    is_crowd = result["in_conversation"] >= LEAST_FOR_MAP
    if is_crowd and found.group_sizes.min(initial=LEAST_IN_GROUP) >= LEAST_IN_GROUP:
        for language in LANGUAGES:
            texts = {n: t[language] or t["ky"] or t["ru"] for n, t in result["texts"].items()}
            files[f"report-{language}.html"] = report_html(found, texts=texts, language=language)
    return {name: gzip.compress(text.encode(), mtime=0) for name, text in files.items()}


def _public(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key != "priority"}


def _statements(result: dict[str, Any]) -> str:
    texts = result["texts"]
    rows = (
        (
            s["number"],
            *(_cell(texts[str(s["number"])][language]) for language in LANGUAGES),
            s["agree"],
            s["disagree"],
            s["pass"],
            int(s["is_out"]),
            int(s["is_meta"]),
        )
        for s in result["statements"]
    )
    header = ("statement", "ky", "ru", "en", "agree", "disagree", "pass", "out", "meta")
    return BYTE_ORDER_MARK + _csv(header, rows)


def _groups(result: dict[str, Any], found: OpinionMap) -> str:
    counts = found.group_votes
    rows = (
        (
            group["letter"],
            int(number),
            int(counts.agree[g, j]),
            int(counts.disagree[g, j]),
            int(seen),
        )
        for g, group in enumerate(result["groups"])
        if group["people"] is not None
        for j, number in enumerate(found.statements)
        if (seen := counts.seen[g, j]) >= LEAST_FOR_SHARE
    )
    return _csv(("group", "statement", "agree", "disagree", "seen"), rows)


def _votes(votes: Votes, version: str) -> str:
    """Without time, place, channel, and under numbers drawn anew for each report: the order in
    which people came is not in it, and two reports cannot be joined by the numbers.
    """
    seed = hashlib.sha256(f"{settings.SECRET_KEY}:{version}".encode()).digest()
    drawn = np.random.default_rng(int.from_bytes(seed[:16])).permutation(votes.n_participants)
    rows = (
        (place + 1, votes.statements[votes.columns[k]], int(votes.values[k]))
        for place, i in enumerate(drawn.tolist())
        for k in range(int(votes.indptr[i]), int(votes.indptr[i + 1]))
    )
    return _csv(("participant", "statement", "vote"), rows)


def _cell(text: str) -> str:
    """A text that a spreadsheet would take for a formula is written as text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
