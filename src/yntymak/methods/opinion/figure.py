"""The map of opinions as an SVG drawing of few bytes that reads without colours.

Groups differ by colour, by the dash of their outline and by a letter at their centre. Colours are
CSS custom properties with fallbacks, so that a page's own light and dark themes apply.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.analysis import OpinionMap

MOST_DOTS = 1500
_COLOURS = ("#15517d", "#8a5a00", "#7a2f6f", "#3f6212", "#5b636b")
_DASHES = ("", "7 4", "2 4", "10 4 2 4", "14 4")
LATIN, CYRILLIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
_MARGIN = 28
_DOT_SIZES = (5, 8, 11, 15, 20)  # for 1, 2-3, 4-9, 10-31, 32+ people: a step is about tenfold area


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of the drawing in its own units, about CSS pixels."""

    width: int = 640
    height: int = 440


def group_letter(group: int, alphabet: str = CYRILLIC) -> str:
    """А, Б, … Я, А2, …"""
    turn, place = divmod(group, len(alphabet))
    return alphabet[place] + (str(turn + 1) if turn else "")


def group_colour(group: int) -> str:
    """A CSS colour; groups past the fifth repeat, their letters do not."""
    place = group % len(_COLOURS)
    return f"var(--opinion-group-{place + 1}, {_COLOURS[place]})"


def map_svg(
    opinion_map: OpinionMap,
    *,
    title: str,
    description: str,
    ident: str = "opinion-map",
    frame: Frame = Frame(),
    most_dots: int = MOST_DOTS,
    alphabet: str = CYRILLIC,
) -> str:
    """Everybody in the conversation on the plane, as one ``<svg>`` element.

    People who share a cell of the grid make one larger dot; the grid is coarsened until at most
    ``most_dots`` remain. ``ident`` must be unique on the page. Without a map: an empty text.
    """
    drawn = np.flatnonzero(opinion_map.in_conversation)
    spots = _on_frame(opinion_map.places[drawn], frame)
    if not len(spots) or opinion_map.base is None:
        return ""
    group = opinion_map.group[drawn]
    groups = [g for g in range(len(opinion_map.group_names)) if (group == g).any()]
    body = [_outline(spots[group == g], g) for g in groups]
    body += _dots(spots, group, most_dots)
    body += [_letter(spots[group == g], g, group_letter(g, alphabet)) for g in groups]
    return (
        f'<svg class="opinion-map" role="img" viewBox="0 0 {frame.width} {frame.height}" '
        f'aria-labelledby="{ident}-title {ident}-desc" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{ident}-title">{escape(title)}</title>'
        f'<desc id="{ident}-desc">{escape(description)}</desc>{"".join(body)}</svg>'
    )


def _on_frame(places: NDArray[np.float64], frame: Frame) -> NDArray[np.float64]:
    """One scale for both axes, so that distances keep their meaning; y grows upward."""
    if not len(places):
        return places
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array([frame.width, frame.height]) - 2.0 * _MARGIN
    span = np.where(high > low, high - low, 1e-300)
    scale = float((room / span).min())
    scale = min(scale, 1e12)
    centre = np.array([frame.width / 2, frame.height / 2])
    spots: NDArray[np.float64] = centre + (places - (low + high) / 2) * [scale, -scale]
    return spots


def _dots(spots: NDArray[np.float64], group: NDArray[np.int64], most_dots: int) -> list[str]:
    cell, cells, people = 1, *_cells(spots, group, 1)
    while len(cells) > most_dots:
        cell += 1
        cells, people = _cells(spots, group, cell)
    size = np.searchsorted([2, 4, 10, 32], people, side="right")
    paths = []
    for g in np.unique(cells[:, 0]):
        colour = group_colour(int(g)) if g >= 0 else "var(--opinion-no-group, #7d848a)"
        for s in np.unique(size[cells[:, 0] == g]):
            chosen = cells[(cells[:, 0] == g) & (size == s)]
            moves = "".join(
                f"M{x * cell + cell // 2} {y * cell + cell // 2}h0" for _, x, y in chosen
            )
            paths.append(
                f'<path d="{moves}" stroke="{colour}" stroke-width="{_DOT_SIZES[s]}" '
                'stroke-linecap="round" stroke-opacity=".62" fill="none"/>'
            )
    return paths


def _cells(
    spots: NDArray[np.float64], group: NDArray[np.int64], cell: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Distinct (group, column, row) of a grid and how many people stand in each."""
    grid = np.floor(np.round(spots, 6) / cell).astype(np.int64)
    return np.unique(np.column_stack([group, grid]), axis=0, return_counts=True)


def _outline(spots: NDArray[np.float64], group: int) -> str:
    corners = convex_hull(np.round(spots).astype(np.int64))
    path = "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"
    dash = _DASHES[group % len(_DASHES)]
    colour = group_colour(group)
    return (
        f'<path d="{path}" fill="{colour}" fill-opacity=".07" stroke="{colour}" '
        f'stroke-width="1.5" stroke-linejoin="round"'
        + (f' stroke-dasharray="{dash}"' if dash else "")
        + "/>"
    )


def _letter(spots: NDArray[np.float64], group: int, letter: str) -> str:
    x, y = (int(value) for value in np.round(spots.mean(axis=0)))
    return (
        f'<circle cx="{x}" cy="{y}" r="18" fill="var(--opinion-paper, #fff)" '
        f'stroke="{group_colour(group)}" stroke-width="2"/>'
        f'<text x="{x}" y="{y + 8}" text-anchor="middle" font-size="23" font-weight="700" '
        f'font-family="sans-serif" fill="var(--opinion-ink, #1c2126)">{letter}</text>'
    )


def convex_hull(points: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Corners of the hull of integer points, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted({(int(x), int(y)) for x, y in points})
    if len(ordered) < 3:
        return ordered

    def half(chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
        kept: list[tuple[int, int]] = []
        for x, y in chain:
            while len(kept) > 1:
                (ax, ay), (bx, by) = kept[-2:]
                if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                    break
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return half(ordered) + half(ordered[::-1])
