"""The colours stand in tokens.css; each pair that pages put together is computed here."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import yntymak.ui

TOKENS = Path(yntymak.ui.__file__).parent / "static" / "ui" / "tokens.css"

#: (foreground, background): text needs 4.5, the edge of a control or a drawing 3.
TEXT = [
    ("ink", "paper"),
    ("ink", "card"),
    ("soft", "paper"),
    ("soft", "card"),
    ("blue", "paper"),
    ("blue", "card"),
    ("red", "paper"),
    ("red", "card"),
    ("paper", "ink"),
    ("on-red", "red"),
    ("agree", "agree-soft"),
    ("agree", "card"),
    ("ink", "agree-soft"),
    ("disagree", "disagree-soft"),
    ("disagree", "card"),
    ("pass", "pass-soft"),
    ("pass", "card"),
    ("ochre", "ochre-soft"),
    ("ink", "ochre-soft"),
    ("blue", "blue-soft"),
    ("ink", "blue-soft"),
    ("red", "red-soft"),
    ("ink", "red-soft"),
    ("ink", "pass-soft"),
    *((f"on-r{level}", f"r{level}") for level in range(1, 6)),
]
GRAPHICS = [
    ("edge", "paper"),
    ("edge", "card"),
    ("focus", "paper"),
    ("focus", "card"),
    ("felt", "band"),
    ("agree", "pass-soft"),
    ("disagree", "pass-soft"),
]


def schemes() -> dict[str, dict[str, str]]:
    """The dark scheme is the light one with what it overrides."""
    light_text, dark_text = TOKENS.read_text(encoding="utf-8").split("@media", 1)
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in (light_text, dark_text)
    )
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_published_extremes():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_is_legible(scheme, front, back):
    tokens = schemes()[scheme]
    assert contrast(tokens[front], tokens[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), GRAPHICS)
def test_drawings_stand_out(scheme, front, back):
    tokens = schemes()[scheme]
    assert contrast(tokens[front], tokens[back]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_risk_scale_darkens_step_by_step(scheme):
    steps = [luminance(schemes()[scheme][f"r{level}"]) for level in range(1, 6)]
    assert steps == sorted(steps, reverse=True)
    assert all(high - low > 0.03 for high, low in pairwise(steps))


def test_the_styles_stay_small():
    assert sum(path.stat().st_size for path in TOKENS.parent.glob("*.css")) <= 30_000
