"""The settings of a strand: what it counts, how it weighs, how many zones it has.

Long because a setting is declared with its words, bounds and option.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputError
from hotspots.settings.counting import Counting, Definition, IncidentKind
from hotspots.settings.declaring import AskedOn, Option, Stage, setting
from hotspots.settings.kinds import Bounds, Kind, Share, Whole, YesNo
from hotspots.settings.kinds_of_lists import ZonesByHand
from hotspots.settings.kinds_of_strand import Categories, Scale, WayOfCounting, Weights
from hotspots.settings.strand_files import MOST_ZONES, built_in_definitions
from hotspots.settings.table import check_all, table_of

# No area has as many zones: England and Wales have 36,000 LSOAs.


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One patrol programme: what it counts, how it weighs, how many zones it has.

    Attributes
    ----------
    definition
        What its file says of it: its words, and what it can count.
    categories
        The categories of data.police.uk that add volume and harm; no others do. Empty
        where it can only be told from a force's extract.
    extract_counting
        Name of the way in which it counts a force's extract; empty for the usual one.
    leave_out_police_generated
        Whether offences are left out that come to light because police look for them.
    n_zones
        How many zones are chosen.
    harm_scale
        Name of a harm scale in `data/harm_scales.csv`, or of the user's own.
    harm_share
        Weight of harm in the score, 0 (volume alone) to 1 (harm alone).
    weights
        Weights that replace those of the scale, as (category, weight) pairs.
    most_of_one
        The largest share that a single incident may make of a zone's harm; 1 for any.
    harm_unit
        Unit of harm where `weights` come from the user's own file; empty for that
        of the scale.
    take_out, put_in
        Zones taken out of the list or put in by hand, as (id, reason) pairs.
    least_incidents, most_incidents
        Bounds of a chosen zone's incidents, both included; 0 for no upper bound.
    kinds
        The kinds of incidents of an extract that count, once it is read; None for
        data.police.uk, where `categories` count.
    """

    definition: Definition
    categories: tuple[str, ...] = setting(
        ...,
        kind=Categories(),
        stage=Stage.COUNT,
        heading="Incidents that count",
        what="The categories",
        key="counts",
        asked_on=(AskedOn.WEIGHING,),
    )
    extract_counting: str = setting(
        "",
        kind=WayOfCounting(),
        stage=Stage.COUNT,
        heading="Offences of an extract that count",
        what="The way of counting an extract",
        key="offences",
        asked_on=(AskedOn.WEIGHING,),
        option=Option(
            flag="--counts",
            commands=("rank", "select"),
            metavar="NAME",
            help="how the strand counts a force's extract, by a name of the file of "
            "strands, such as serious-not-domestic",
        ),
    )
    leave_out_police_generated: bool = setting(
        default=False,
        kind=YesNo(yes="Left out", no="Counted"),
        stage=Stage.COUNT,
        heading="Offences that police find by looking",
        what="Whether police-generated offences are left out",
        key="without-police-generated",
        label="Leave out offences that police find by looking",
        help="Drugs, weapons and going equipped come to light where police look for "
        "them: more patrols, more found.",
        asked_on=(AskedOn.WEIGHING,),
        option=Option(
            flag="--without-police-generated",
            commands=("rank", "select"),
            help="leave out offences that police find by looking, such as drugs",
        ),
        of_several=True,
    )
    n_zones: int = setting(
        ...,
        kind=Whole(Bounds(1, MOST_ZONES), asked=Bounds(1, 500)),
        stage=Stage.CHOOSE,
        heading="Number of zones",
        what="The number of zones",
        key="zones",
        asked_on=(AskedOn.NUMBERS,),
        option=Option(
            flag="--number", commands=("select",), help="how many zones are chosen"
        ),
    )
    harm_share: float = setting(
        0.5,
        kind=Share(none="volume only", whole="harm only"),
        stage=Stage.RANK,
        heading="Weight of harm in the score",
        what="The harm share",
        key="harm-share",
        help="0 ranks by the number of incidents only, 1 by their harm only.",
        asked_on=(AskedOn.NUMBERS, AskedOn.WEIGHING),
        option=Option(
            flag="--harm-share",
            commands=("rank", "select"),
            help="0 ranks by volume only, 1 by harm only",
        ),
        of_several=True,
    )
    harm_scale: str = setting(
        "cchi-kent",
        kind=Scale(),
        stage=Stage.RANK,
        heading="Harm scale",
        what="The harm scale",
        key="harm-scale",
        asked_on=(AskedOn.NUMBERS, AskedOn.WEIGHING),
        option=Option(
            flag="--harm-scale",
            commands=("rank", "select"),
            metavar="NAME|FILE",
            help="{scales}, or your own table of offences and weights (CSV, XLSX)",
        ),
        of_several=True,
    )
    weights: tuple[tuple[str, float], ...] = setting(
        (),
        kind=Weights(),
        stage=Stage.RANK,
        heading="Your own weights",
        what="The weights",
        key="weights",
        asked_on=(AskedOn.WEIGHING,),
    )
    most_of_one: float = setting(
        1.0,
        kind=Share(none="nothing", whole="any"),
        stage=Stage.RANK,
        heading="Most that one incident may make of a zone's harm",
        what="The most that one incident may make of a zone's harm",
        key="most-of-one",
        help="1 sets no limit. At 0.5 no single incident makes more than half of a "
        "zone's harm: what weighs more is counted down to that.",
        asked_on=(AskedOn.WEIGHING,),
        option=Option(
            flag="--most-of-one",
            commands=("rank", "select"),
            metavar="SHARE",
            help="largest share that one incident may make of a zone's harm",
        ),
        of_several=True,
    )
    harm_unit: str = setting(
        "",
        kind=Kind(),
        stage=Stage.RANK,
        heading="Unit of harm",
        what="The unit of harm",
        key="harm-unit",
    )

    take_out: tuple[tuple[str, str], ...] = setting(
        (),
        kind=ZonesByHand(),
        stage=Stage.CHOOSE,
        heading="Zones taken out",
        what="A zone taken out",
        key="out",
        asked_on=(AskedOn.BY_HAND,),
        option=Option(
            flag="--take-out",
            commands=("select",),
            metavar="ID[=REASON],...",
            help="zones that must not be chosen, each with a reason if you like",
        ),
    )
    put_in: tuple[tuple[str, str], ...] = setting(
        (),
        kind=ZonesByHand(),
        stage=Stage.CHOOSE,
        heading="Zones put in",
        what="A zone put in",
        key="in",
        asked_on=(AskedOn.BY_HAND,),
        option=Option(
            flag="--put-in",
            commands=("select",),
            metavar="ID[=REASON],...",
            help="zones that must be chosen, each with a reason if you like",
        ),
    )
    least_incidents: int = setting(
        0,
        kind=Whole(Bounds(0, 10_000_000), zero="No limit"),
        stage=Stage.CHOOSE,
        heading="Fewest incidents in a zone",
        what="The fewest incidents of a zone",
        key="least",
        help="Zones with fewer incidents are not chosen. Empty means no limit.",
        asked_on=(AskedOn.RULES,),
        option=Option(
            flag="--least-incidents",
            commands=("select",),
            metavar="N",
            help="zones with fewer incidents are not chosen",
        ),
    )
    most_incidents: int = setting(
        0,
        kind=Whole(Bounds(0, 10_000_000), zero="No limit"),
        stage=Stage.CHOOSE,
        heading="Most incidents in a zone",
        what="The most incidents of a zone",
        key="most",
        help="Zones with more incidents are not chosen. Empty means no limit.",
        asked_on=(AskedOn.RULES,),
        option=Option(
            flag="--most-incidents",
            commands=("select",),
            metavar="N",
            help="zones with more incidents are not chosen",
        ),
    )
    kinds: tuple[IncidentKind, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what no figure could be made with."""
        check_all(OF_STRAND, self)
        if not self.categories and self.definition.from_police_uk:
            msg = "A strand must count at least one category. Pick one."
            raise InputError(msg)
        named = [way.name for way in self.definition.from_extracts]
        if self.extract_counting and self.extract_counting not in named:
            msg = (
                f"The strand “{self.definition.name}” cannot count an extract by "
                f"“{self.extract_counting}”. Choose {' or '.join(named) or 'none'}."
            )
            raise InputError(msg)

    @property
    def counted(self) -> tuple[str, ...]:
        """The categories of the incidents table that count."""
        if self.kinds is not None:
            return tuple(kind.category for kind in self.kinds)
        if not self.leave_out_police_generated:
            return self.categories
        found = self.definition.police_generated.categories
        return tuple(name for name in self.categories if name not in found)

    @property
    def weighed(self) -> tuple[str, ...]:
        """What a harm scale calls each of the categories that count."""
        if self.kinds is None:
            return self.counted
        return tuple(kind.weighed_as for kind in self.kinds)

    @property
    def counts_several(self) -> bool:
        """Whether it counts what may weigh differently, so that weights matter."""
        if self.kinds is None:
            return len(self.categories) > 1
        return len(set(self.weighed)) > 1

    @property
    def counting(self) -> Counting | None:
        """The way in which it counts; None for categories that no file names."""
        if self.kinds is None:
            return self.definition.of_categories(self.categories)
        return self.definition.of_extract(self.extract_counting)

    @property
    def usual(self) -> Strand:
        """The strand as its file defines it."""
        return strand_of(self.definition)

    def for_extract(self, kinds: Iterable[IncidentKind]) -> Strand:
        """Return the strand with those of these kinds that count."""
        way = self.definition.of_extract(self.extract_counting)
        found = self.definition.police_generated
        counted = tuple(
            kind
            for kind in kinds
            if way is not None
            and way.counts(kind)
            and not (self.leave_out_police_generated and found.holds(kind))
        )
        return replace(self, kinds=counted)


OF_STRAND = table_of(Strand, of_strand=True)


def strand_of(definition: Definition) -> Strand:
    """Return a strand as its file defines it.

    Examples
    --------
    >>> asb, violence = map(strand_of, built_in_definitions())
    >>> asb.n_zones, violence.categories
    (27, ('Violence and sexual offences', 'Robbery'))
    """
    ways = definition.from_police_uk
    return Strand(
        definition=definition,
        categories=ways[0].categories if ways else (),
        n_zones=definition.n_zones,
    )


def strands_of(definitions: Sequence[Definition]) -> dict[str, Strand]:
    """Return strands by name."""
    return {each.name: strand_of(each) for each in definitions}


@functools.cache
def built_in_strands() -> dict[str, Strand]:
    """Return the strands that come with the software, by name.

    The Commissioner's two programmes, with their published numbers of zones.
    """
    return strands_of(built_in_definitions())
