"""The settings that all strands share, and every setting in one frozen object.

Long because a setting is declared with its words, bounds and option.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings.counting import Definition, IncidentKind, flags_named
from hotspots.settings.declaring import AskedOn, Option, Stage, setting
from hotspots.settings.kinds import Bounds, Month, Months, Span, Whole, YesNo
from hotspots.settings.kinds_of_lists import Distance, DistrictNumbers, StrandWeights
from hotspots.settings.strand import (
    OF_STRAND,
    Strand,
    built_in_strands,
    strands_of,
)
from hotspots.settings.strand_files import (
    MOST_ZONES,
    built_in_definitions,
    definitions_from,
    definitions_to_json,
)
from hotspots.settings.table import (
    check_all,
    read_json,
    stages_of,
    table_of,
    values_from_json,
    values_to_json,
)

# Where JSON keeps what a file of strands says, if not those of the software.
DEFINED = "strand_definitions"

# Kent's patrols began in this month. Nobody has said when those of others did.
PATROLS_START = "2024-04"

# Hexagons narrower than 100 m only draw the 750,000 map points of police.uk; wider
# than 5 km they are no place to patrol.
ZONE_WIDTH_BOUNDS_M = Bounds(100, 5000)


def _compared(name: str, example: str) -> dict[str, Any]:
    """Declare one of the two periods compared."""
    return {
        "kind": Span(
            f"{name}_first", f"{name}_last", none="Set by the patrol start date"
        ),
        "stage": Stage.COMPARE,
        "heading": f"Months {name}, compared",
        "what": f"The period {name}",
        "key": name,
        "label": name.capitalize(),
        "asked_on": (AskedOn.PERIODS,),
        "option": Option(
            flag=f"--{name}",
            commands=("compare",),
            metavar=example,
            help=(
                f"months {name}, first and last (default: the 12 months {name} patrols "
                "began, or the longest matching months that are loaded)"
            ),
        ),
    }


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every choice that can change a figure.

    Attributes
    ----------
    strands
        The strands by name: any number of them. Without others those that come with
        the software, which are the Commissioner's two programmes.
    chosen_on
        Months that zones are chosen on; None until the data are there (see
        `hotspots.method.pipeline.with_months`).
    zone_width_m
        Width of a hexagon across its flats, in metres.
    floor
        Least number of chosen zones in each district.
    floors
        The same for single districts, in place of `floor`.
    cap
        Most chosen zones in each district; 0 for no cap.
    spacing_m
        Least distance between chosen zones, from outline to outline, in metres; 0 asks
        only that none touch, None asks nothing.
    include_prisons
        Whether zones whose incidents are mostly at a prison may be chosen.
    joint
        Whether one list over all strands is made as well.
    joint_zones
        How many zones it has.
    joint_weights
        Weight of each strand in it, to two decimals; 1 where none is set.
    patrols_start
        Month in which patrols began; empty until somebody says (see
        `hotspots.method.pipeline.with_start`).
    before, after
        The two periods compared; None for those that the start of patrols gives (see
        `hotspots.method.evaluation.periods.find_periods`).
    buffer_width_m
        Width of the buffer round a zone into which crime could have moved, in metres.
    recording_changes
        Months in which crime came to be recorded otherwise, as far as the user knows.

    Examples
    --------
    >>> settings = Settings(floor=2)
    >>> Settings.from_json(settings.to_json()) == settings
    True
    >>> Settings(zone_width_m=20)
    Traceback (most recent call last):
    hotspots.errors.InputError: The zone width must be from 100 to 5,000 metres, not 20.
    """

    strands: Mapping[str, Strand] = field(
        default_factory=lambda: dict(built_in_strands()), hash=False
    )
    chosen_on: Period | None = setting(
        None,
        kind=Span("first_month", "last_month", none="Twelve, once data are loaded"),
        stage=Stage.COUNT,
        heading="Months that zones are chosen on",
        what="The months that zones are chosen on",
        key="months",
        label="Months",
        help="Zones are chosen on these months, both included. Twelve months are best, "
        "because each season then counts once.",
        asked_on=(AskedOn.SIDEBAR,),
        option=Option(
            flag="--months",
            commands=("rank", "select"),
            metavar="2025-01:2025-12",
            help="months to choose on, first and last (default: the year before "
            "patrols, or the latest 12 loaded)",
        ),
    )
    zone_width_m: int = setting(
        350,
        kind=Whole(
            ZONE_WIDTH_BOUNDS_M,
            offered=(200, 250, 300, 350, 400, 500, 750, 1000),
            unit="metres",
        ),
        stage=Stage.ZONE,
        heading="Width of a zone",
        what="The zone width",
        key="width",
        help="Zones are hexagons of this width. The public data give approximate "
        "places, so zones under about 250 metres show the map points of "
        "data.police.uk rather than the places.",
        asked_on=(AskedOn.SIDEBAR,),
        option=Option(
            flag="--zone-width",
            commands=("rank", "select"),
            metavar="METRES",
            help="width of a hexagon",
        ),
    )
    floor: int = setting(
        1,
        kind=Whole(Bounds(0, MOST_ZONES), asked=Bounds(0, 20)),
        stage=Stage.CHOOSE,
        heading="Least in each district",
        what="The floor",
        key="floor",
        help="Every district gets at least this many zones (the floor).",
        asked_on=(AskedOn.NUMBERS,),
        option=Option(
            flag="--floor", commands=("select",), help="fewest zones in each district"
        ),
    )
    floors: tuple[tuple[str, int], ...] = setting(
        (),
        kind=DistrictNumbers(Bounds(0, MOST_ZONES)),
        stage=Stage.CHOOSE,
        heading="Least in single districts",
        what="The floor",
        key="floors",
        help="Numbers for single districts, in place of the floor for all.",
        asked_on=(AskedOn.RULES,),
        option=Option(
            flag="--floors",
            commands=("select",),
            metavar="DISTRICT-N_DISTRICT-N",
            help="fewest zones in single districts, such as Medway-3_Swale-0",
        ),
    )
    cap: int = setting(
        0,
        kind=Whole(Bounds(0, MOST_ZONES), asked=Bounds(0, 500), zero="No cap"),
        stage=Stage.CHOOSE,
        heading="Most in each district",
        what="The cap",
        key="cap",
        help="No district gets more zones than this (the cap). Empty means no cap.",
        asked_on=(AskedOn.RULES,),
        option=Option(
            flag="--cap",
            commands=("select",),
            metavar="K",
            help="most zones in each district",
        ),
    )
    spacing_m: int | None = setting(
        None,
        kind=Distance(most=100_000, offered=(0, 250, 500, 1000)),
        stage=Stage.CHOOSE,
        heading="Distance between zones",
        what="The distance between zones",
        key="spacing",
        help="Chosen zones keep at least this distance from each other, measured from "
        "edge to edge.",
        asked_on=(AskedOn.RULES,),
        option=Option(
            flag="--spacing",
            commands=("select",),
            metavar="METRES",
            help="least distance between chosen zones, from edge to edge",
            flag_of_zero="--not-touching",
        ),
    )
    include_prisons: bool = setting(
        default=False,
        kind=YesNo(yes="May be chosen", no="Left out"),
        stage=Stage.CHOOSE,
        heading="Zones that are mostly a prison",
        what="Whether prisons are included",
        key="prisons",
        label="Allow zones that are mostly a prison",
        asked_on=(AskedOn.CANDIDATES,),
        option=Option(
            flag="--include-prisons",
            commands=("rank", "select"),
            help="allow zones that are mostly a prison",
        ),
    )
    joint: bool = setting(
        default=False,
        kind=YesNo(yes="Made as well", no="Not made"),
        stage=Stage.JOINT,
        heading="One list over all strands",
        what="Whether one list over all strands is made",
        key="onelist",
        help="One set of zones for all strands (a strand is one patrol programme, such "
        "as antisocial behaviour): each zone counts by its share of each strand's "
        "incidents and of their harm. The pack then holds it too.",
        asked_on=(AskedOn.WHICH_LIST,),
        option=Option(
            flag="--joint",
            commands=("select",),
            help="one list over all strands: by each zone's share of every strand's "
            "incidents and of their harm; --number is then its number of zones "
            "(default 40)",
        ),
    )
    joint_zones: int = setting(
        40,
        kind=Whole(Bounds(1, MOST_ZONES), asked=Bounds(1, 500)),
        stage=Stage.JOINT,
        heading="Zones in the one list",
        what="The number of zones of the one list",
        key="onelist-n",
        asked_on=(AskedOn.JOINT,),
    )
    joint_weights: tuple[tuple[str, float], ...] = setting(
        (),
        kind=StrandWeights(),
        stage=Stage.JOINT,
        heading="Weights of strands in the one list",
        what="The weight",
        key="onelist-by",
        asked_on=(AskedOn.JOINT,),
        option=Option(
            flag="--joint-weights",
            commands=("select",),
            metavar="STRAND-W_STRAND-W",
            help="weights of the strands in the one list, such as asb-1_violence-2 "
            "(default 1 each)",
        ),
    )
    patrols_start: str = setting(
        "",
        kind=Month(none="Not known"),
        stage=Stage.COMPARE,
        heading="Patrols began in",
        what="The month in which patrols began",
        key="patrols-start",
        help="The twelve months before this month are compared with the twelve from it "
        "on, or the longest matching months that are loaded. Zones are chosen on the "
        "months before it, unless you choose other months in the sidebar.",
        asked_on=(AskedOn.PERIODS,),
        option=Option(
            flag="--patrols-start",
            commands=("compare",),
            metavar="2024-04",
            help="month in which patrols began (default: that of the zone file, or "
            "2024-04 for Kent)",
        ),
    )
    before: Period | None = setting(None, **_compared("before", "2024-01:2024-04"))
    after: Period | None = setting(None, **_compared("after", "2025-01:2025-04"))
    buffer_width_m: int = setting(
        350,
        # Nearer than a street there is no next door, and farther than a walk none
        # either.
        kind=Whole(Bounds(50, 2000), step=50, unit="metres"),
        stage=Stage.COMPARE,
        heading="Width of the buffer around a zone",
        what="The width of a buffer",
        key="buffer",
        help="Crime may have moved into this band around each zone (displacement). "
        "Comparison zones lie farther away than that, and have a buffer of the same "
        "width.",
        asked_on=(AskedOn.BUFFERS,),
        option=Option(
            flag="--buffer-width",
            commands=("compare",),
            metavar="METRES",
            help="width of the buffer around a zone into which crime could move",
        ),
    )
    recording_changes: tuple[str, ...] = setting(
        (),
        kind=Months(none="None"),
        stage=Stage.CHECK_MONTHS,
        heading="Months in which recording changed",
        what="A month of a recording change",
        key="recording-changes",
        help="If crime began to be recorded differently from some month on, mark that "
        "month. Every comparison that includes it will say so. No figure changes.",
        asked_on=(AskedOn.MONTHS,),
    )

    def __post_init__(self) -> None:
        """Refuse what no figure could be made with."""
        check_all(SHARED, self)
        strange = [name for name, _ in self.joint_weights if name not in self.strands]
        if strange:
            msg = (
                f"There is no strand “{strange[0]}” to weigh in the one list. Use "
                f"{' or '.join(self.strands)}."
            )
            raise InputError(msg)

    def strand(self, name: str) -> Strand:
        """Return the strand of that name, or say which there are."""
        if name not in self.strands:
            msg = f"There is no strand “{name}”. Use {' or '.join(self.strands)}."
            raise InputError(msg)
        return self.strands[name]

    def with_strand(self, name: str, **changes: Any) -> Settings:  # noqa: ANN401
        """Return these settings with some choices of one strand changed."""
        return self.with_strand_as(name, replace(self.strand(name), **changes))

    def with_strand_as(self, name: str, strand: Strand) -> Settings:
        """Return these settings with one strand replaced."""
        return replace(self, strands={**self.strands, name: strand})

    @property
    def months_chosen_on(self) -> Period:
        """The months that zones are chosen on, once they are known.

        Raises
        ------
        InputError
            If they are not.
        """
        if self.chosen_on is None:
            msg = "The months that zones are chosen on are not set. Set them."
            raise InputError(msg)
        return self.chosen_on

    @classmethod
    def with_definitions(cls, definitions: Sequence[Definition]) -> Settings:
        """Return settings of other strands, as a file defines them."""
        return cls(strands=strands_of(definitions))

    @property
    def usual(self) -> Settings:
        """Settings of the same strands, each as its file defines it."""
        return Settings(strands={n: one.usual for n, one in self.strands.items()})

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """What the file of strands says of each."""
        return tuple(strand.definition for strand in self.strands.values())

    @property
    def flags_named(self) -> frozenset[str]:
        """Flags of an extract that decide what a strand counts."""
        return flags_named(self.definitions)

    def for_extract(self, kinds: Iterable[IncidentKind]) -> Settings:
        """Return settings whose strands count those of these kinds that they name."""
        every = tuple(kinds)
        counting = {n: one.for_extract(every) for n, one in self.strands.items()}
        return replace(self, strands=counting)

    def joint_weight_of(self, strand: str) -> float:
        """Return the weight of a strand in the one list over all strands."""
        return dict(self.joint_weights).get(strand, 1.0)

    def floor_of(self, strand: str) -> int:
        """Return the least number of a strand's zones in each district."""
        own = self.strand(strand).definition.floor
        return self.floor if own is None else own

    def key_of(self, stage: Stage, strand: str = "") -> str:
        """Return a text that changes with every setting that a stage rests on.

        Parameters
        ----------
        stage
            The stage: what it and the stages before it read is in the key.
        strand
            Whose own settings are read.
        """
        stages = stages_of(stage)
        read = [each for each in SHARED if each.stage in stages]
        written = values_to_json(tuple(read), self)
        if strand:
            own = [each for each in OF_STRAND if each.stage in stages]
            written[strand] = values_to_json(tuple(own), self.strand(strand))
            written["definition"] = definitions_to_json(
                [self.strand(strand).definition]
            )
        return json.dumps(written)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as JSON holds them."""
        strands = {
            name: values_to_json(OF_STRAND, strand)
            for name, strand in self.strands.items()
        }
        written = strands | values_to_json(SHARED, self)
        if self.definitions != built_in_definitions():
            written = {DEFINED: definitions_to_json(self.definitions)} | written
        return written

    def to_json(self) -> str:
        """Write the settings as JSON text, the same text for the same settings."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """Read settings written by `to_json`; what is left out keeps its default."""
        values = read_json(text)
        definitions = built_in_definitions()
        is_defined = isinstance(values, dict) and DEFINED in values
        if is_defined:
            definitions = definitions_from(values[DEFINED])
        strands = strands_of(definitions)
        others = (*strands, DEFINED) if is_defined else tuple(strands)
        read = values_from_json(SHARED, values, "settings", others=others)
        for name, strand in strands.items():
            if name in values:
                own = values_from_json(OF_STRAND, values[name], f"settings of {name}")
                strands[name] = replace(strand, **own)
        return cls(strands=strands, **read)


SHARED = table_of(Settings, of_strand=False)
