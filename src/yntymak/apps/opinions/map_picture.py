"""The map as a picture for those who cannot use an SVG drawing: slides, messengers, old offices."""

from __future__ import annotations

import re

import typst

_PAGE = b"""
#set page(width: 640pt, height: 440pt, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
"""
_PIXELS_PER_INCH = 144
# The renderer knows no custom properties of CSS: the colour that stands in for one is taken.
_CUSTOM_PROPERTY = re.compile(r"var\(--[a-z0-9-]+, ([^)]+)\)")


def png_of(drawing: str) -> bytes:
    """1280 by 880 pixels. The drawing is data to the renderer, never its source."""
    plain = _CUSTOM_PROPERTY.sub(r"\1", drawing)
    picture = typst.compile(
        _PAGE, format="png", ppi=_PIXELS_PER_INCH, sys_inputs={"drawing": plain}
    )
    if not isinstance(picture, bytes):
        raise TypeError(type(picture))
    return picture
