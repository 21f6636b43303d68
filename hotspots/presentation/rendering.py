"""Pictures into files, without a browser and without the internet."""

from __future__ import annotations

from typing import Any

from hotspots.presentation.picture_chart import chart_of
from hotspots.presentation.picture_marks import Picture

A4_WIDTH_POINTS = 842


def as_png(picture: Picture) -> bytes:
    """Render a picture as PNG, as many pixels as its size says.

    The same picture gives the same bytes each time.
    """
    import vl_convert

    image: bytes = vl_convert.vegalite_to_png(
        _specification(picture), scale=picture.size.pixel_ratio
    )
    return image


def as_svg(picture: Picture) -> str:
    """Render a picture as SVG, its words as text; the same text each time."""
    import vl_convert

    drawing: str = vl_convert.vegalite_to_svg(_specification(picture))
    return drawing


def as_pdf(picture: Picture) -> bytes:
    """Render a picture as a page of PDF as wide as A4, its font within the file."""
    import vl_convert

    size, high = picture.size, picture.height_px
    wide_points = A4_WIDTH_POINTS
    high_points = round(wide_points * high / size.width_px)
    drawing = as_svg(picture).replace(
        f'width="{size.width_px}" height="{high}"',
        f'width="{wide_points}" height="{high_points}"',
        1,
    )
    page: bytes = vl_convert.svg_to_pdf(drawing)
    return page


def _specification(picture: Picture) -> dict[str, Any]:
    # Altair checked each mark as it was made: checking all again doubles the time.
    made: dict[str, Any] = chart_of(picture).to_dict(validate=False)
    return made
