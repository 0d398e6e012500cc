"""One tile per municipality, a block per oblast: a map without borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from yntymak.portal.oversight import APPROVED, UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.portal.oversight import Oversight, Row

TILE, GAP, COLUMNS = 14, 2, 20
STEP = TILE + GAP
HEADING = 20
FILLS = {APPROVED: "t-done", UNDER_WAY: "t-way"}


@dataclass(frozen=True)
class Block:
    row: Row
    tiles: SafeString
    height: int


def tile_map(found: Oversight) -> SafeString:
    """Every tile is a link with the name and the state; the table below says the same in words."""
    blocks, top = [], 0
    for oblast in found.oblasts:
        rows = found.municipalities[oblast.place.pk]
        if not rows:
            continue
        lines = -(-len(rows) // COLUMNS)
        blocks.append(_block(oblast, rows, top))
        top += HEADING + lines * STEP + GAP
    width = COLUMNS * STEP - GAP
    label = _("Municipalities by the state of their plan for %(year)s") % {"year": found.year}
    return format_html(
        '<svg class="tiles" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        '<defs><pattern id="none" width="4" height="4" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="hatch" d="M0 0V4"/></pattern></defs>{}</svg>',
        width,
        max(top, 1),
        label,
        mark_safe("".join(blocks)),  # noqa: S308 - each block was escaped when it was made
    )


def _block(oblast: Row, rows: list[Row], top: int) -> SafeString:
    return format_html(
        '<g transform="translate(0 {})"><text class="t-name" x="0" y="13">{}</text>{}</g>',
        top,
        f"{oblast.place.name}: {oblast.approved} / {oblast.expected}",
        _tiles(rows),
    )


def _tiles(rows: Iterable[Row]) -> SafeString:
    base = reverse("portal:place", args=["0"]).removesuffix("0/")
    return format_html_join(
        "",
        '<a href="{}{}/"><title>{}</title>'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="2" {}/></a>',
        (
            (
                base,
                row.place.code,
                f"{row.place.name}: {row.state_label}",
                index % COLUMNS * STEP,
                HEADING + index // COLUMNS * STEP,
                TILE,
                TILE,
                _fill(row.state),
            )
            for index, row in enumerate(rows)
        ),
    )


def _fill(state: str) -> SafeString:
    name = FILLS.get(state)
    return format_html('class="{}"', name) if name else mark_safe('fill="url(#none)"')
