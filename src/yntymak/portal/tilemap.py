"""One tile per municipality, a block per oblast: a map without borders.

Of prevention plans, and of warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yntymak.portal.oversight import APPROVED, UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import Promise

    from yntymak.portal.oversight import Oversight, Row

TILE, GAP, COLUMNS = 18, 3, 14
STEP = TILE + GAP
FILLS = {APPROVED: "t-done", UNDER_WAY: "t-way"}
HATCH = mark_safe(  # a constant
    '<pattern id="none" width="4" height="4" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="hatch" d="M0 0V4"/></pattern>'
)
CROSSED = mark_safe(  # a constant
    '<pattern id="crossed" width="5" height="5" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><path class="hatch dense" d="M0 0V5M0 0H5"/></pattern>'
)


@dataclass(frozen=True)
class Tile:
    """`fill`: a class of the styles, or a pattern (#none, #crossed), which is no colour."""

    code: str
    name: str
    state: str | Promise
    fill: str


@dataclass(frozen=True)
class Block:
    row: Row
    svg: SafeString


def tile_map(found: Oversight) -> list[Block]:
    """Every tile is a link with the name and the state; the table below says the same in words."""
    return [
        Block(
            oblast,
            drawn(
                oblast.place.name,
                [_of_plan(row) for row in found.municipalities[oblast.place.pk]],
                is_first=number == 0,
            ),
        )
        for number, oblast in enumerate(found.oblasts)
        if found.municipalities[oblast.place.pk]
    ]


def _of_plan(row: Row) -> Tile:
    return Tile(row.place.code, row.place.name, row.state_label, FILLS.get(row.state, "#none"))


def drawn(oblast: str, tiles: Sequence[Tile], *, is_first: bool) -> SafeString:
    """The first drawing of a page carries the hatching for all."""
    return format_html(
        '<svg class="tiles" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        COLUMNS * STEP - GAP,
        -(-len(tiles) // COLUMNS) * STEP - GAP,
        oblast,
        format_html("<defs>{}{}</defs>", HATCH, CROSSED) if is_first else "",
        _tiles(tiles),
    )


def _tiles(tiles: Iterable[Tile]) -> SafeString:
    base = reverse("portal:place", args=["0"]).removesuffix("0/")
    return format_html_join(
        "",
        '<a href="{}{}/"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" {}/></a>',
        (
            (
                base,
                tile.code,
                f"{tile.name}: {tile.state}",
                index % COLUMNS * STEP,
                index // COLUMNS * STEP,
                TILE,
                TILE,
                _fill(tile.fill),
            )
            for index, tile in enumerate(tiles)
        ),
    )


def _fill(name: str) -> SafeString:
    pattern = name.startswith("#")
    return format_html('fill="url({})"' if pattern else 'class="{}"', name)
