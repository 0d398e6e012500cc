"""One tile per municipality, a block per oblast: a map without borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yntymak.portal.oversight import APPROVED, UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yntymak.portal.oversight import Oversight, Row

TILE, GAP, COLUMNS = 18, 3, 14
STEP = TILE + GAP
FILLS = {APPROVED: "t-done", UNDER_WAY: "t-way"}
HATCH = mark_safe(  # a constant
    '<pattern id="none" width="4" height="4" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="hatch" d="M0 0V4"/></pattern>'
)


@dataclass(frozen=True)
class Block:
    row: Row
    svg: SafeString


def tile_map(found: Oversight) -> list[Block]:
    """Every tile is a link with the name and the state; the table below says the same in words."""
    return [
        Block(oblast, _svg(oblast, found.municipalities[oblast.place.pk], is_first=number == 0))
        for number, oblast in enumerate(found.oblasts)
        if found.municipalities[oblast.place.pk]
    ]


def _svg(oblast: Row, rows: list[Row], *, is_first: bool) -> SafeString:
    return format_html(
        '<svg class="tiles" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        COLUMNS * STEP - GAP,
        -(-len(rows) // COLUMNS) * STEP - GAP,
        oblast.place.name,
        format_html("<defs>{}</defs>", HATCH) if is_first else "",
        _tiles(rows),
    )


def _tiles(rows: Iterable[Row]) -> SafeString:
    base = reverse("portal:place", args=["0"]).removesuffix("0/")
    return format_html_join(
        "",
        '<a href="{}{}/"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" {}/></a>',
        (
            (
                base,
                row.place.code,
                f"{row.place.name}: {row.state_label}",
                index % COLUMNS * STEP,
                index // COLUMNS * STEP,
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
