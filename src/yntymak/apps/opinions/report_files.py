"""The downloads of a report. What they hold may stand anywhere: nothing in them is a person."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from yntymak.apps.opinions.findings_reporting import across_rows
from yntymak.apps.opinions.limits import (
    DESCRIPTION,
    LEAST_FOR_MAP,
    LEAST_FOR_SHARE,
    LEAST_IN_GROUP,
    TITLE,
)
from yntymak.apps.opinions.map_picture import png_of
from yntymak.apps.opinions.models import LANGUAGES
from yntymak.apps.opinions.polis_files import cell_of, polis_files, table_text
from yntymak.methods.opinion.findings_report import findings_html
from yntymak.methods.opinion.report import report_html

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from yntymak.apps.opinions.models import Poll
    from yntymak.apps.opinions.reporting import Described
    from yntymak.apps.opinions.tally import Tally
    from yntymak.methods.opinion.analysis import OpinionMap
    from yntymak.methods.opinion.votes import Votes

# Who knows a few votes of a neighbour finds the rest in a short list: single rows only in a crowd.
LEAST_FOR_ROWS = 30
# Without it the spreadsheet programs of offices read Cyrillic as Latin.
BYTE_ORDER_MARK = "\ufeff"


def write_files(described: Described, tally: Tally, poll: Poll) -> dict[str, bytes]:
    """File name → compressed content; none at all of fewer than five participants."""
    result, found, findings = described.result, described.found, described.findings
    if result["participants"] < LEAST_IN_GROUP:
        return {}
    files = {
        "report.json": json.dumps(_public(result), ensure_ascii=False, indent=1),
        "statements.csv": _statements(result),
    }
    if result["groups"]:
        files["groups.csv"] = _groups(result, found)
    if findings is not None and findings.across:
        header = ("axis", "statement", "reach", "group", "answered", "share")
        files["across.csv"] = table_text(header, across_rows(findings))
    drawings = _drawings(described.drawing) if described.drawing else {}
    files |= {f"map-{language}.svg": drawing for language, drawing in drawings.items()}
    if result["participants"] >= LEAST_FOR_ROWS:
        order = _drawn_order(tally.votes, tally.version)
        if findings is None:
            files["votes.csv"] = _votes(tally.votes, order)
        else:
            files |= polis_files(tally, result, order)
    files |= {
        f"report-{language}.html": page for language, page in _pages(described, tally, poll).items()
    }
    contents = {name: text.encode() for name, text in files.items()}
    if drawings:
        contents["map.png"] = png_of(drawings["ky"])
    return {name: gzip.compress(content, mtime=0) for name, content in contents.items()}


def _pages(described: Described, tally: Tally, poll: Poll) -> dict[str, str]:
    """None where a group is small: the printable report names the size of each."""
    result, found, findings = described.result, described.found, described.findings
    is_crowd = result["in_conversation"] >= LEAST_FOR_MAP
    if not is_crowd or found.group_sizes.min(initial=LEAST_IN_GROUP) < LEAST_IN_GROUP:
        return {}
    pages = {}
    for language in LANGUAGES:
        texts = {n: t[language] or t["ky"] or t["ru"] for n, t in result["texts"].items()}
        about = _about(poll, tally, language)
        pages[language] = (
            report_html(found, texts=texts, language=language, about=about)
            if findings is None
            else findings_html(findings, texts=texts, language=language, about=about)
        )
    return pages


def _about(poll: Poll, tally: Tally, language: str) -> str:
    """A sheet of paper names what it is of; the same votes always print the same."""
    with override(language):
        return _("%(poll)s. Version of the votes: %(version)s") % {
            "poll": poll.title,
            "version": tally.version[:16],
        }


def _drawings(drawing: str) -> dict[str, str]:
    drawings = {}
    for language in LANGUAGES:
        with override(language):
            title = escape(_("Map of opinions"))
            about = escape(_("Each dot is a person or several. Who answered alike stands close."))
        drawings[language] = drawing.replace(TITLE, title).replace(DESCRIPTION, about)
    return drawings


def _public(result: dict[str, Any]) -> dict[str, Any]:
    """Without what only chooses the next statement."""
    return {key: value for key, value in result.items() if key not in ("priority", "place_model")}


def _statements(result: dict[str, Any]) -> str:
    texts = result["texts"]
    rows = (
        (
            s["number"],
            *(cell_of(texts[str(s["number"])][language]) for language in LANGUAGES),
            s["agree"],
            s["disagree"],
            s["pass"],
            int(s["is_out"]),
            int(s["is_meta"]),
        )
        for s in result["statements"]
    )
    header = ("statement", "ky", "ru", "en", "agree", "disagree", "pass", "out", "meta")
    return BYTE_ORDER_MARK + table_text(header, rows)


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
    return table_text(("group", "statement", "agree", "disagree", "seen"), rows)


def _drawn_order(votes: Votes, version: str) -> NDArray[np.int64]:
    """Row of each new number, drawn anew for each report: the order in which people came is not in
    it, and two reports cannot be joined by the numbers.
    """
    seed = hashlib.sha256(f"{settings.SECRET_KEY}:{version}".encode()).digest()
    return np.random.default_rng(int.from_bytes(seed[:16])).permutation(votes.n_participants)


def _votes(votes: Votes, order: NDArray[np.int64]) -> str:
    """Without time, place and channel."""
    rows = (
        (place + 1, votes.statements[votes.columns[k]], int(votes.values[k]))
        for place, i in enumerate(order.tolist())
        for k in range(int(votes.indptr[i]), int(votes.indptr[i + 1]))
    )
    return table_text(("participant", "statement", "vote"), rows)
