"""Which columns hold the position."""

from __future__ import annotations

import itertools

from hotspots.sources.force_extract.columns.guesses import Question, Taken
from hotspots.sources.force_extract.columns.profiles import Profile

# Positions of these are not where it happened.
_ELSEWHERE = frozenset(
    {"victim", "suspect", "offender", "home", "nominal", "person", "witness"}
    | {"officer", "station", "arrest", "recovered", "recovery", "informant", "caller"}
)
_AXES = {
    "easting": {"easting"},
    "northing": {"northing"},
    "longitude": {"longitude"},
    "latitude": {"latitude"},
    "x": {"x"},
    "y": {"y"},
}
_GRID_WORDS = frozenset(
    {"grid", "coordinate", "location", "map", "os", "gis", "ref", "reference", "point"}
)
_EASTINGS, _NORTHINGS = (80_000, 656_000), (5_000, 660_000)


def guess_position(profiles: list[Profile], taken: Taken) -> None:
    """Give the roles of position, or none where no column can hold one."""
    named = _named_pairs(profiles)
    if named:
        best = max(named, key=lambda pair: _pair_score(*pair))
        _give_pair(*best, taken)
        return
    if _give_single(profiles, taken):
        return
    _by_values(profiles, taken)


def _axis(profile: Profile) -> str | None:
    for axis, words in _AXES.items():
        if profile.words & words:
            return axis
    if profile.words & _GRID_WORDS and len(profile.order) <= 4:
        return next(
            (a for w, a in (("e", "easting"), ("n", "northing")) if w in profile.words),
            None,
        )
    if profile.order in (("e",), ("n",)):
        return "easting" if profile.order == ("e",) else "northing"
    return None


def _named_pairs(profiles: list[Profile]) -> list[tuple[Profile, Profile]]:
    numeric = [p for p in profiles if p.number >= 0.5 and p.n_filled]
    axes: dict[str, list[Profile]] = {}
    for profile in numeric:
        axis = _axis(profile)
        if axis:
            axes.setdefault(axis, []).append(profile)
    pairs: list[tuple[Profile, Profile]] = []
    for first, second in (
        ("easting", "northing"),
        ("longitude", "latitude"),
        ("x", "y"),
    ):
        pairs += itertools.product(axes.get(first, []), axes.get(second, []))
    return [pair for pair in pairs if _plausible(*pair)]


def _plausible(first: Profile, second: Profile) -> bool:
    degrees = first.middle <= 180 and second.middle <= 180
    metres = min(first.middle, second.middle) > 1000
    # Said to be a position: then its being unusable is said, with the first row.
    said = {_axis(first), _axis(second)} == {"easting", "northing"}
    return degrees or metres or said


def _pair_score(first: Profile, second: Profile) -> float:
    rest = (first.words ^ second.words) - {"x", "y", "e", "n"}
    odd = len(rest - {"easting", "northing", "longitude", "latitude"})
    elsewhere = len((first.words | second.words) & _ELSEWHERE)
    metres = 0.3 if first.middle > 1000 else 0.0
    return 2 * min(first.filled, second.filled) + metres - 2 * odd - 3 * elsewhere


def _give_pair(first: Profile, second: Profile, taken: Taken) -> None:
    degrees = max(first.middle, second.middle) <= 180
    axis = _axis(first)
    roles = ("longitude", "latitude") if degrees else ("easting", "northing")
    agrees = axis in (roles[0], "x")
    certainty = "certain" if agrees else "likely"
    taken.give(roles[0], first.column, certainty)
    taken.give(roles[1], second.column, certainty)


def _give_single(profiles: list[Profile], taken: Taken) -> bool:
    """Take one column of grid references or of points."""
    for role, share in (("grid_reference", "reference"), ("point", "point")):
        fits = [p for p in profiles if getattr(p, share) >= 0.6 and p.filled >= 0.3]
        if role == "point":
            fits = [p for p in fits if p.date < 0.5 and p.code < 0.5]
        if fits:
            best = max(
                fits,
                key=lambda p: (
                    getattr(p, share) * p.filled - len(p.words & _ELSEWHERE),
                    len(p.words & _GRID_WORDS),
                ),
            )
            says = bool(best.words & (_GRID_WORDS | {"geometry", "position", "shape"}))
            taken.give(role, best.column, "certain" if says else "likely")
            return True
    return False


def _by_values(profiles: list[Profile], taken: Taken) -> None:
    """Take two columns of numbers that can be a position in England and Wales."""
    numeric = [
        p for p in profiles if p.number >= 0.8 and p.n_distinct >= 5 and p.code < 0.5
    ]
    for first, second in itertools.pairwise(numeric):
        east, north = first.middle, second.middle
        if _EASTINGS[0] < east < _EASTINGS[1] and _NORTHINGS[0] < north < _NORTHINGS[1]:
            roles = ("easting", "northing")
        elif east <= 9 and 49 < north < 61:
            roles = ("longitude", "latitude")
        elif north <= 9 and 49 < east < 61:
            roles = ("latitude", "longitude")
        else:
            continue
        taken.give(roles[0], first.column, "ask")
        taken.give(roles[1], second.column, "ask")
        taken.questions.append(
            Question(
                code="column_by_values",
                text=(
                    f"No heading names a position. {first.column} and {second.column} "
                    f"look like {roles[0]} and {roles[1]}."
                ),
                columns=(first.column, second.column),
                assumed=f"{roles[0]} and {roles[1]}",
            )
        )
        return
