"""Every picture in every size: nothing collides, nothing is clipped, all is readable."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import numpy as np
import pytest
import shapely

from hotspots.errors import InputError
from hotspots.presentation.colours import (
    LEAST_SIGN_CONTRAST,
    LEAST_TEXT_CONTRAST,
    WHITE,
    contrast,
)
from hotspots.presentation.pictures.dots import LEAST_SIGN_PX, MOST_PUSHED_M
from hotspots.presentation.pictures.frame import WARNING_GROUND
from hotspots.presentation.pictures.land import LAND, LAND_WITH
from hotspots.presentation.pictures.marks import Land, Line, Picture, Rect, Sign, Text
from hotspots.presentation.pictures.sizes import NEWSLETTER, SIZES, SOCIAL
from hotspots.sources.shapes.boundaries import kent_districts
from tests.presentation.pictures.picture_packs import (
    COLOUR,
    WORDS,
    grid_county,
    pack,
    zones,
)

KINDS = ["zones", "change", "districts", "pair", "card", "trend"]
EVERY = [
    pytest.param(size, kind, id=f"{kind}-{size.name}")
    for size in SIZES
    for kind in KINDS
]
LONG = (
    "Violence fell in eighteen of the twenty-four hotspots of Kent and Medway, "
    "and nineteen falls would have been expected anyway"
)


def overlap(one: Rect, other: Rect) -> bool:
    """Say whether two boxes share more than an edge, as rounding leaves it."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.01 and down > 0.01


def collisions(picture: Picture) -> list[tuple[str, str]]:
    """Return the pairs of texts that overlap, and texts that lie on a sign."""
    found = [
        (one.text, other.text)
        for one, other in itertools.combinations(picture.texts, 2)
        if overlap(one.rect, other.rect)
    ]
    for text, sign in itertools.product(picture.texts, picture.signs):
        # A number stands on its own disc.
        within = not text.halo and text.align == "center"
        if overlap(text.rect, sign.rect) and not within:
            found.append((text.text, sign.shape))
    return found


def outside(picture: Picture) -> list[Rect]:
    placed = [mark for mark in picture.marks if isinstance(mark, Text | Sign)]
    wide, high = picture.size.width_px, picture.height_px
    return [
        mark.rect
        for mark in placed
        if mark.rect.left < 0
        or mark.rect.top < 0
        or mark.rect.right > wide
        or mark.rect.bottom > high
    ]


def test_boxes_that_share_an_edge_do_not_overlap():
    assert overlap(Rect(0, 0, 2, 2), Rect(1, 1, 3, 3))
    assert not overlap(Rect(0, 0, 2, 2), Rect(2, 0, 3, 3))


@pytest.mark.parametrize(("size", "kind"), EVERY)
def test_nothing_collides_and_nothing_is_clipped(size, kind):
    picture = pack(size)[kind]()
    assert collisions(picture) == []
    assert outside(picture) == []


@pytest.mark.parametrize(("size", "kind"), EVERY)
def test_a_long_title_takes_two_lines_and_collides_with_nothing(size, kind):
    picture = pack(size, words=replace(WORDS, title=LONG))[kind]()
    told = [text.text for text in picture.texts if text.text and text.text in LONG]
    assert " ".join(told[:2]) == LONG
    assert collisions(picture) == []
    assert outside(picture) == []


def test_a_title_of_three_lines_is_refused():
    with pytest.raises(InputError, match="takes more than 2 lines on the social"):
        pack(SOCIAL, words=replace(WORDS, title=f"{LONG}, {LONG}"))["card"]()


def test_words_that_leave_no_room_are_refused():
    with pytest.raises(InputError, match="leave no room for the picture"):
        pack(SOCIAL, words=replace(WORDS, source="word " * 600))["zones"]()


@pytest.mark.parametrize("n_zones", [0, 1, 90, 300])
@pytest.mark.parametrize("kind", ["zones", "change", "pair"])
def test_few_zones_and_many_are_drawn_without_collisions(kind, n_zones):
    picture = pack(SOCIAL, n_zones=n_zones)[kind]()
    assert collisions(picture) == []
    assert outside(picture) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize(("across", "down"), [(1, 1), (8, 4), (2, 6)])
def test_another_county_has_its_own_districts_and_all_their_names(size, across, down):
    county = grid_county(across, down)
    for kind in ("zones", "districts"):
        picture = pack(size, districts=county)[kind]()
        assert collisions(picture) == []
        assert outside(picture) == []
        written = " ".join(text.text for text in picture.texts)
        assert all(name.upper() in written for name in county.names), kind


@pytest.mark.parametrize(("size", "kind"), EVERY)
def test_text_is_large_enough_for_a_telephone(size, kind):
    picture = pack(size)[kind]()
    # Capitals of smaller type are as large as small letters.
    small = {
        text.text
        for text in picture.texts
        if text.size_px
        < (size.least_name_px if text.spacing_px else size.least_text_px)
    }
    assert all(line in f"{WORDS.source} {WORDS.hidden}" for line in small)
    if size in (NEWSLETTER, SOCIAL):
        assert size.least_text_px >= 24
        assert min(text.size_px for text in picture.texts) >= 18


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_signs_stand_out_from_their_ground(kind):
    picture = pack()[kind]()
    grounds = [WHITE, LAND, LAND_WITH]
    for text in picture.texts:
        on = [WARNING_GROUND] if text.text == WORDS.warning else grounds
        on = [COLOUR] if text.colour == WHITE and on == grounds else on
        assert min(contrast(text.colour, g) for g in on) >= LEAST_TEXT_CONTRAST
    for sign in picture.signs:
        edges = [ink for ink in (sign.fill, sign.stroke) if ink]
        worst = min(max(contrast(ink, g) for ink in edges) for g in grounds)
        assert worst >= LEAST_SIGN_CONTRAST


@pytest.mark.parametrize("kind", ["zones", "change", "districts"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_the_legends_signs_are_as_large_as_those_they_explain(size, kind):
    looks: dict[tuple[str, str], set[float]] = {}
    for sign in pack(size)[kind]().signs:
        look = looks.setdefault((sign.shape, sign.fill), set())
        look.add(round(sign.diameter_px, 6))
    assert looks
    assert {look: widths for look, widths in looks.items() if len(widths) > 1} == {}


def drawn_shape(sign: Sign) -> shapely.Polygon:
    """Return a sign as it is drawn, without its edge."""
    half = sign.diameter_px / 2
    if sign.shape == "circle":
        return shapely.Point(sign.across, sign.down).buffer(half)
    up = half * (1 if sign.shape == "square" else np.sqrt(3) / 2)
    corners = [(-half, -up), (half, -up), (half, up), (-half, up)]
    if sign.shape == "triangle-up":
        corners = [(0, -up), (half, up), (-half, up)]
    if sign.shape == "triangle-down":
        corners = [(0, up), (half, -up), (-half, -up)]
    return shapely.Polygon([(sign.across + x, sign.down + y) for x, y in corners])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("kind", ["zones", "change"])
def test_no_sign_lies_on_another_and_lines_lead_to_those_set_aside(size, kind):
    picture = pack(size)[kind]()
    signs = [sign for sign in picture.signs if sign.moved_m]
    assert len(signs) == 24
    on_others = [
        drawn_shape(one).intersection(drawn_shape(other)).area
        for one, other in itertools.combinations(signs, 2)
    ]
    assert max(on_others) < 1
    assert min(sign.diameter_px for sign in signs) >= 0.9 * LEAST_SIGN_PX
    # Three zones lie in one spot: two of them at least stand aside.
    ends = [sign.leads_to for sign in signs if sign.leads_to]
    lines = [mark.points for mark in picture.marks if isinstance(mark, Line)]
    assert len(ends) >= 2
    assert all(any(points[0] == end for points in lines) for end in ends)


def test_where_signs_must_overlap_a_rise_lies_on_top():
    signs = pack(SOCIAL, n_zones=300)["change"]().signs
    shapes = [sign.shape for sign in signs if sign.moved_m]
    assert shapes == sorted(
        shapes, key=["triangle-down", "circle", "square", "triangle-up"].index
    )


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_circles_of_before_and_after_are_never_hidden(size):
    signs = [sign for sign in pack(size)["pair"]().signs if sign.moved_m]
    for panel in (signs[:24], signs[24:]):
        for n, sign in enumerate(panel):
            above = shapely.union_all([drawn_shape(other) for other in panel[n + 1 :]])
            seen = drawn_shape(sign).difference(above).area / drawn_shape(sign).area
            assert seen > 0.4


def stands_for(sign: Sign) -> tuple[float, float]:
    """Return where a sign, or the end of its line, says that its zone is."""
    return sign.leads_to or (sign.across, sign.down)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("kind", ["zones", "change", "pair"])
def test_no_sign_is_pushed_far_or_out_of_its_district_or_to_sea(size, kind):
    picture = pack(size, n_zones=90)[kind]()
    where, county = zones(90), kent_districts()
    drawn = next(mark for mark in picture.marks if isinstance(mark, Land))
    west, _, east, north = shapely.total_bounds(county.polygons)
    left, top, right, _ = shapely.total_bounds(drawn.shapes)
    metres = (east - west) / (right - left)
    signs = [sign for sign in picture.signs if sign.moved_m][: len(where)]
    assert len(signs) == 90
    at = np.array(
        [
            (west + (across - left) * metres, north - (down - top) * metres)
            for across, down in map(stands_for, signs)
        ]
    )
    # On the maps of counts the largest are drawn first.
    homes = where[["easting", "northing"]].to_numpy()
    nearest = np.hypot(*(at[:, None] - homes[None]).transpose(2, 0, 1)).argmin(axis=1)
    assert np.hypot(*(at - homes[nearest]).T).max() < MOST_PUSHED_M + 70
    found = county.district_of(*at.T)
    assert found.tolist() == where["district"].to_numpy()[nearest].tolist()


def moved_words(farthest_m: float) -> str:
    return f"Up to {farthest_m:.1f} metres."


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
@pytest.mark.parametrize("kind", ["zones", "change", "pair"])
def test_a_map_says_how_far_the_dots_it_draws_stand_from_their_zones(size, kind):
    picture = pack(size, words=replace(WORDS, moved=moved_words))[kind]()
    land = kent_districts()
    where = zones()
    signs = [sign for sign in picture.signs if sign.moved_m]
    assert len(signs) == len(where) * (2 if kind == "pair" else 1)
    # The scale of the drawing, from its land and the districts' own width.
    drawn = next(mark for mark in picture.marks if isinstance(mark, Land))
    west, _, east, north = shapely.total_bounds(land.polygons)
    left, top, right, _ = shapely.total_bounds(drawn.shapes)
    metres = (east - west) / (right - left)
    at = np.array(
        [
            (west + (across - left) * metres, north - (down - top) * metres)
            for across, down in map(stands_for, signs[: len(where)])
        ]
    )
    # Counts are drawn the largest first.
    homes = where[["easting", "northing"]].to_numpy()
    zone = np.hypot(*(at[:, None] - homes[None]).transpose(2, 0, 1)).argmin(axis=1)
    centres = where[["zone_easting", "zone_northing"]].to_numpy()[zone]
    far = np.hypot(*(at - centres).T)
    said = float(re.search(r"Up to ([\d.]+) metres", all_words(picture)).group(1))
    assert max(far) == pytest.approx(said, rel=0.01)
    # Most stand where they should be drawn; three of one spot are moved a little apart.
    assert np.median(far) == pytest.approx(500, abs=30)
    assert 500 < said <= 500 + MOST_PUSHED_M


def all_words(picture: Picture) -> str:
    return " ".join(text.text for text in picture.texts)


def test_words_that_change_the_room_are_true_of_what_is_drawn():
    """Words that say more take more room, and then signs are moved further."""

    def long_words(farthest_m: float) -> str:
        return f"Up to {farthest_m:.3f} metres. " + "Word " * int(farthest_m / 20)

    picture = pack(SOCIAL, words=replace(WORDS, moved=long_words))["zones"]()
    said = float(re.search(r"Up to ([\d.]+) metres", all_words(picture)).group(1))
    farthest = max(sign.moved_m for sign in picture.signs)
    assert farthest <= said + 0.001
