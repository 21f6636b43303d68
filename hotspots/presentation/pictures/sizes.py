"""The sizes that pictures are made in, with the measures of each."""

from __future__ import annotations

from dataclasses import dataclass

# Smaller type cannot be read on a telephone, see below.
LEAST_TEXT_PX = 24
# Capitals are as legible as small letters of larger type.
CAPITALS = 0.76


@dataclass(frozen=True)
class Size:
    """A size that pictures are made in.

    Attributes
    ----------
    name
        What it is for: it is part of the file's name.
    width_px, height_px
        Its width and height.
    pixel_ratio
        Pixels of the PNG for each of these.
    margin_px
        Room at each edge.
    title_px, text_px, small_px
        Type of the title; of all that is read; of the small print.
    column_px
        Width of the column at the left; 0 for none.
    may_be_lower
        Whether a picture that needs less height takes less.
    """

    name: str
    width_px: int
    height_px: int
    pixel_ratio: int
    margin_px: int
    title_px: int
    text_px: int
    small_px: int
    column_px: int = 0
    may_be_lower: bool = False

    @property
    def least_text_px(self) -> float:
        """The smallest type of what is read, where many names are crowded."""
        return min(self.text_px, LEAST_TEXT_PX)

    @property
    def name_px(self) -> float:
        """Type of the districts' names, which are in capitals."""
        return CAPITALS * self.text_px

    @property
    def least_name_px(self) -> float:
        """The smallest type of them."""
        return CAPITALS * self.least_text_px

    @property
    def gap_px(self) -> float:
        """Room between parts of the picture."""
        return 0.7 * self.text_px

    @property
    def sign_px(self) -> float:
        """Diameter of a sign where there is room."""
        return 1.05 * self.text_px


# A newsletter or a post is read on a telephone about 390 points wide: 24 pixels of 1200
# come to 8 points there.
NEWSLETTER = Size(
    name="newsletter",
    width_px=1200,
    height_px=1080,
    pixel_ratio=2,
    margin_px=44,
    title_px=52,
    text_px=26,
    small_px=24,
    may_be_lower=True,
)
SOCIAL = Size(
    name="social",
    width_px=1080,
    height_px=1080,
    pixel_ratio=1,
    margin_px=44,
    title_px=54,
    text_px=26,
    small_px=24,
)
SLIDE = Size(
    name="slide",
    width_px=1920,
    height_px=1080,
    pixel_ratio=1,
    margin_px=60,
    title_px=66,
    text_px=34,
    small_px=26,
    column_px=600,
)
# A landscape page of A4 in points, and half as large again.
PRINT = Size(
    name="print",
    width_px=1263,
    height_px=893,
    pixel_ratio=2,
    margin_px=48,
    title_px=44,
    text_px=22,
    small_px=15,
)
# Half the width of a page of A4, for the sheet of one zone; in points of print about
# half as many.
ZONE_SHEET = Size(
    name="zone",
    width_px=720,
    height_px=640,
    pixel_ratio=1,
    margin_px=0,
    title_px=24,
    text_px=23,
    small_px=12,
)
SIZES = (NEWSLETTER, SOCIAL, SLIDE, PRINT)
