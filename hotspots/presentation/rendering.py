"""Pictures into files, without a browser and without the internet."""

from __future__ import annotations

from hotspots.presentation.picture_marks import Picture


def as_png(picture: Picture) -> bytes:
    """Render a picture as PNG, as many pixels as its size says.

    The same picture gives the same bytes each time.
    """
    import vl_convert

    image: bytes = vl_convert.vegalite_to_png(
        picture.chart().to_dict(), scale=picture.size.pixel_ratio
    )
    return image


def as_svg(picture: Picture) -> str:
    """Render a picture as SVG, its words as text; the same text each time."""
    import vl_convert

    drawing: str = vl_convert.vegalite_to_svg(picture.chart().to_dict())
    return drawing


def as_pdf(picture: Picture) -> bytes:
    """Render a picture as a page of PDF of its own, its font within the file."""
    import vl_convert

    page: bytes = vl_convert.vegalite_to_pdf(picture.chart().to_dict())
    return page
