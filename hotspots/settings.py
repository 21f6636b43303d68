"""Settings: every choice that can change a figure, in one frozen object.

They travel from the pages or the command line to `hotspots.method.pipeline` and stop
there: the functions below it take plain keywords.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from hotspots.errors import InputError
from hotspots.months import check_months

STRANDS = ("asb", "violence")

# The categories of data.police.uk since September 2013, as its files name them.
CATEGORIES = (
    "Anti-social behaviour",
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
)

# Hexagons narrower than 100 m only draw the 750,000 map points of police.uk; wider
# than 5 km they are no place to patrol.
ZONE_WIDTH_BOUNDS_M = (100, 5000)

# Nearer than a street there is no next door, and farther than a walk none either.
BUFFER_WIDTH_BOUNDS_M = (50, 2000)

# Kent's patrols began in this month.
PATROLS_START = "2024-04"

# Scores are compared as whole numbers, so weights and shares have a last decimal.
WEIGHT_DECIMALS = 3
SHARE_DECIMALS = 2

# Of one incident: homicide weighs 5,475 days. Harm is summed in whole thousandths, and
# with larger weights a computer's whole numbers would run out.
MOST_WEIGHT = 1_000_000

# No area has as many zones: England and Wales have 36,000 LSOAs.
MOST_ZONES = 100_000

# Letters of a wrong value that a message shows.
_MOST_SHOWN = 40


def _check_period(name: str, first: str, last: str) -> None:
    """Refuse one of the two periods compared if its months cannot be one."""
    if bool(first) != bool(last):
        msg = f"The period {name} needs both a first and a last month. Give both."
        raise InputError(msg)
    check_months(first, last)


def check_weight(category: str, weight: float) -> None:
    """Refuse a harm weight that cannot weigh: negative, too large or too fine."""
    if not (_is_number(weight) and 0 <= weight < float("inf")):
        msg = f"The weight of “{category}” must be 0 or more, not {_shown(weight)}."
        raise InputError(msg)
    if weight > MOST_WEIGHT:
        msg = (
            f"The weight of “{category}” must be at most {MOST_WEIGHT:,} an incident, "
            f"not {_shown(weight)}. Weigh in a larger unit."
        )
        raise InputError(msg)
    if not _has_decimals(weight, WEIGHT_DECIMALS):
        msg = (
            f"The weight of “{category}” has {WEIGHT_DECIMALS} decimals at most, "
            f"not {weight}. Round it."
        )
        raise InputError(msg)


def _check_share(share: float) -> None:
    """Refuse a share of harm in the score that is none, or too fine."""
    if not _is_number(share):
        msg = f"The harm share must be a number, not {_shown(share)}."
        raise InputError(msg)
    if not 0 <= share <= 1:
        msg = (
            f"The harm share must lie between 0 (volume alone) and 1 (harm alone), "
            f"not {_shown(share)}."
        )
        raise InputError(msg)
    if not _has_decimals(share, SHARE_DECIMALS):
        msg = f"The harm share has two decimals at most, not {_shown(share)}."
        raise InputError(msg)


def _shown(value: object) -> str:
    """Return a value as text that fits in a sentence."""
    text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _has_decimals(value: float, decimals: int) -> bool:
    return round(value, decimals) == value


def _whole(
    value: object, what: str, *, least: int | None = None, most: int | None = None
) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        msg = f"{what} must be a whole number, not {_shown(value)}."
        raise InputError(msg)
    if least is not None and value < least:
        msg = f"{what} must be at least {least}, not {_shown(value)}."
        raise InputError(msg)
    if most is not None and value > most:
        msg = f"{what} must be at most {most:,}, not {_shown(value)}."
        raise InputError(msg)


def _text(value: object, what: str) -> None:
    if not isinstance(value, str):
        msg = f"{what} must be a text, not {_shown(value)}."
        raise InputError(msg)
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        msg = f"{what} holds a letter that is none: {value[:_MOST_SHOWN]!a}."
        raise InputError(msg)


def _names(values: Iterable[object], what: str) -> None:
    """Refuse names that are empty or no text, and a name that is given twice."""
    seen = set()
    for value in values:
        _text(value, f"The name of a {what}")
        if not str(value).strip():
            msg = f"The name of a {what} is empty. Name it, or leave it out."
            raise InputError(msg)
        if value in seen:
            msg = f"The {what} “{value}” is given twice. Keep it once."
            raise InputError(msg)
        seen.add(value)


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One patrol programme: what it counts, how it weighs, how many zones it has.

    Attributes
    ----------
    categories
        The categories that add volume and harm; no others do.
    n_zones
        How many zones are chosen.
    harm_scale
        Name of a harm scale in `data/harm_scales.csv`, or of the user's own.
    harm_share
        Weight of harm in the score, 0 (volume alone) to 1 (harm alone).
    weights
        Weights that replace those of the scale, as (category, weight) pairs.
    harm_unit
        Unit of harm where `weights` come from the user's own scale.
    """

    categories: tuple[str, ...]
    n_zones: int
    harm_scale: str = "cchi-kent"
    harm_share: float = 0.5
    weights: tuple[tuple[str, float], ...] = ()
    harm_unit: str = ""

    def __post_init__(self) -> None:
        """Refuse what no figure could be made with."""
        if not isinstance(self.categories, tuple):
            msg = f"The categories must be a list of names, not “{self.categories}”."
            raise InputError(msg)
        if not self.categories:
            msg = "A strand must count at least one category. Pick one."
            raise InputError(msg)
        _names(self.categories, "category")
        _whole(self.n_zones, "The number of zones", least=1, most=MOST_ZONES)
        _check_share(self.harm_share)
        _text(self.harm_scale, "The harm scale")
        _text(self.harm_unit, "The unit of harm")
        _names((category for category, _ in self.weights), "weighed category")
        for category, weight in self.weights:
            check_weight(category, weight)


ASB = Strand(categories=("Anti-social behaviour",), n_zones=27)
VIOLENCE = Strand(categories=("Violence and sexual offences", "Robbery"), n_zones=24)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every choice that can change a figure.

    Attributes
    ----------
    asb, violence
        The two strands. Defaults are the Commissioner's 27 and 24 zones.
    first_month, last_month
        Months that zones are chosen on, as 2025-01, both included; empty until the
        data tell (see `hotspots.method.pipeline.with_months`).
    patrols_start
        Month in which patrols began.
    buffer_width_m
        Width of the ring round a zone into which crime could have moved, in metres.
    recording_changes
        Months in which crime came to be recorded otherwise, as far as the user knows.
    before_first, before_last, after_first, after_last
        The two periods compared, both ends included; empty for those that the start of
        patrols gives (see `hotspots.method.evaluation.periods.find_periods`).
    zone_width_m
        Width of a hexagon across its flats, in metres.
    floor
        Least number of chosen zones in each district.
    include_prisons
        Whether zones whose incidents are mostly at a prison may be chosen.

    Examples
    --------
    >>> settings = Settings(floor=2)
    >>> Settings.from_json(settings.to_json()) == settings
    True
    >>> Settings(zone_width_m=20)
    Traceback (most recent call last):
    hotspots.errors.InputError: The zone width must be from 100 to 5,000 metres, not 20.
    """

    asb: Strand = field(default=ASB)
    violence: Strand = field(default=VIOLENCE)
    first_month: str = ""
    last_month: str = ""
    patrols_start: str = PATROLS_START
    buffer_width_m: int = 350
    recording_changes: tuple[str, ...] = ()
    before_first: str = ""
    before_last: str = ""
    after_first: str = ""
    after_last: str = ""
    zone_width_m: int = 350
    floor: int = 1
    include_prisons: bool = False

    def __post_init__(self) -> None:
        """Refuse what no figure could be made with."""
        _whole(self.zone_width_m, "The zone width")
        least, most = ZONE_WIDTH_BOUNDS_M
        if not least <= self.zone_width_m <= most:
            msg = (
                f"The zone width must be from {least:,} to {most:,} metres, "
                f"not {_shown(self.zone_width_m)}."
            )
            raise InputError(msg)
        _whole(self.floor, "The floor", least=0, most=MOST_ZONES)
        if not isinstance(self.include_prisons, bool):
            msg = (
                "Whether prisons are included must be true or false, "
                f"not {_shown(self.include_prisons)}."
            )
            raise InputError(msg)
        check_months(self.first_month, self.last_month)
        if bool(self.first_month) != bool(self.last_month):
            msg = (
                "The months that zones are chosen on need both a first and a last. "
                "Give both or neither."
            )
            raise InputError(msg)
        _whole(
            self.buffer_width_m,
            "The width of a buffer",
            least=BUFFER_WIDTH_BOUNDS_M[0],
            most=BUFFER_WIDTH_BOUNDS_M[1],
        )
        if not self.patrols_start:
            msg = "The month in which patrols began must be given, as 2024-04."
            raise InputError(msg)
        check_months(self.patrols_start, self.patrols_start)
        _names(self.recording_changes, "month of a recording change")
        for month in self.recording_changes:
            check_months(month, month)
        _check_period("before", self.before_first, self.before_last)
        _check_period("after", self.after_first, self.after_last)

    def strand(self, name: str) -> Strand:
        """Return the strand of that name, or say which there are."""
        if name not in STRANDS:
            msg = f"There is no strand “{name}”. Choose {' or '.join(STRANDS)}."
            raise InputError(msg)
        chosen: Strand = getattr(self, name)
        return chosen

    def with_strand(self, name: str, **changes: Any) -> Settings:  # noqa: ANN401
        """Return these settings with some choices of one strand changed."""
        changed = replace(self.strand(name), **changes)
        return replace(self, **{name: changed})  # type: ignore[arg-type]

    def to_json(self) -> str:
        """Write the settings as JSON text, the same text for the same settings."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """Read settings written by `to_json`; what is left out keeps its default."""
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            msg = f"The settings are not JSON: {error}. Save them again from the app."
            raise InputError(msg) from error
        except (ValueError, RecursionError) as error:
            msg = (
                "The settings hold a number too long, or lists too deep, to be read. "
                "Save them again from the app."
            )
            raise InputError(msg) from error
        _refuse_unknown(values, cls, "settings")
        for name in STRANDS:
            if name in values:
                values[name] = _strand_from(values[name], name)
        changes = values.get("recording_changes")
        if isinstance(changes, list):
            values["recording_changes"] = tuple(changes)
        try:
            return cls(**values)
        except TypeError as error:
            msg = f"The settings hold a value of the wrong kind: {error}."
            raise InputError(msg) from error


def _refuse_unknown(values: object, kind: type, what: str) -> None:
    if not isinstance(values, dict):
        msg = f"The {what} must be a JSON object of names and values."
        raise InputError(msg)
    known = [known_field.name for known_field in fields(kind)]
    unknown = sorted(set(values) - set(known))
    if unknown:
        msg = (
            f"The {what} name something unknown: {', '.join(unknown)}. "
            f"Known are: {', '.join(known)}."
        )
        raise InputError(msg)


def _strand_from(values: object, name: str) -> Strand:
    what = f"settings of {name}"
    _refuse_unknown(values, Strand, what)
    given: dict[str, Any] = dict(values)  # type: ignore[call-overload]
    try:
        if isinstance(given.get("categories"), list):
            given["categories"] = tuple(given["categories"])
        if "weights" in given:
            given["weights"] = tuple(
                (category, weight) for category, weight in given["weights"]
            )
        return replace({"asb": ASB, "violence": VIOLENCE}[name], **given)
    except InputError:
        raise
    except (TypeError, ValueError) as error:
        msg = f"The {what} hold a value of the wrong kind: {error}."
        raise InputError(msg) from error
