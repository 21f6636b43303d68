"""The settings of a strand: what it counts, how it weighs, how many zones it has."""

from __future__ import annotations

from dataclasses import dataclass

from hotspots.settings.declaring import AskedOn, Option, Stage, setting
from hotspots.settings.kinds import Bounds, Kind, Share, Whole
from hotspots.settings.kinds_of_lists import ZonesByHand
from hotspots.settings.kinds_of_strand import Categories, Scale, Weights
from hotspots.settings.table import check_all, table_of

# No area has as many zones: England and Wales have 36,000 LSOAs.
MOST_ZONES = 100_000


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
    take_out, put_in
        Zones taken out of the list or put in by hand, as (id, reason) pairs.
    least_incidents, most_incidents
        Bounds of a chosen zone's incidents, both included; 0 for no upper bound.
    """

    categories: tuple[str, ...] = setting(
        ...,
        kind=Categories(),
        stage=Stage.COUNT,
        heading="Incidents that count",
        what="The categories",
        key="counts",
        asked_on=(AskedOn.WEIGHING,),
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
            metavar="NAME|FILE.csv",
            help="{scales}, or a CSV with the columns category and weight",
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
    harm_unit: str = setting(
        "",
        kind=Kind(),
        stage=Stage.RANK,
        heading="Unit of harm",
        what="The unit of harm",
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
        help="Zones with fewer incidents are not chosen. 0 means no limit.",
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
        help="Zones with more incidents are not chosen. 0 means no limit.",
        asked_on=(AskedOn.RULES,),
        option=Option(
            flag="--most-incidents",
            commands=("select",),
            metavar="N",
            help="zones with more incidents are not chosen",
        ),
    )

    def __post_init__(self) -> None:
        """Refuse what no figure could be made with."""
        check_all(OF_STRAND, self)

    @property
    def counts_several(self) -> bool:
        """Whether it counts several categories, so that weights matter."""
        return len(self.categories) > 1


OF_STRAND = table_of(Strand, of_strand=True)

ASB = Strand(categories=("Anti-social behaviour",), n_zones=27)
VIOLENCE = Strand(categories=("Violence and sexual offences", "Robbery"), n_zones=24)

# The Commissioner's two programmes, with their published numbers of zones.
DEFAULT_STRANDS = {"asb": ASB, "violence": VIOLENCE}
STRANDS = tuple(DEFAULT_STRANDS)
