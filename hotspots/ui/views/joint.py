"""One list over all strands: what is asked of it, and what it is."""

from __future__ import annotations

from functools import partial

import pandas as pd

from hotspots.method.choosing.ranking import score_classes
from hotspots.method.pipeline.joint import (
    JointList,
    joint_ranges,
    price_of_joint,
    with_taken_out,
)
from hotspots.presentation import synthetic
from hotspots.presentation.colours import MAP_COLOURS
from hotspots.presentation.files.zone_list import joint_zones_to_write
from hotspots.presentation.lists import choosing as choosing_lists
from hotspots.presentation.lists.joint import (
    joint_districts,
    joint_reasons,
    joint_rows,
)
from hotspots.presentation.lists.zones import RANGE
from hotspots.presentation.maps import zones as maps
from hotspots.presentation.words import by_hand as by_hand_words
from hotspots.presentation.words import choosing as choosing_words
from hotspots.presentation.words import joint as words
from hotspots.presentation.words import months_told
from hotspots.presentation.words.sureness import NEARLY_ANY, WHY_NEARLY_ANY
from hotspots.ui import parts, say, stages, state
from hotspots.ui.forms import by_hand
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table
from hotspots.ui.views.zone_map import show_zone_map
from hotspots.ui.views.zones import (
    downloads_of,
    file_row,
    settings_download,
    zone_file_of,
)


def joint(data: Data, found: JointList, strand: str) -> None:
    """Show the one list, what shaped it, and what to take away.

    Parameters
    ----------
    data
        The visit's data.
    found
        The list.
    strand
        The strand for which zones are taken out or put in by hand.
    """
    say.markdown(words.sentences(found, loaded=state.loaded_months(data)))
    for sentence in by_hand_words.by_hand_sentences(
        found.ranking, found.selection, dict(found.taken_out)
    ):
        say.markdown(sentence)
    by_hand.promises(found.selection, found.choice, strand)
    titles = words.titles_of(found.settings, found.strands)
    _map(found, titles)
    ranges = joint_ranges(found, found.selection["zone"].to_list())
    rows = joint_rows(found.selection, found.ranking, ranges, titles)
    table(rows, more="more-of-joint")
    if NEARLY_ANY in set(rows[RANGE]):
        say.caption(WHY_NEARLY_ANY)
    by_hand.institutions_button(
        found.selection, strand, partial(_choose_without, found, strand)
    )
    by_hand.form(found.ranking, found.selection, strand)
    say.markdown(words.price(found, price_of_joint(found)))
    for sentence in choosing_words.choice_sentences(found.choice, found.ranking):
        say.markdown(sentence)
    say.caption(words.HOW)
    with file_row():
        downloads_of(
            partial(
                joint_zones_to_write,
                found,
                attribution=state.credit(data),
                zone_file=zone_file_of(data),
            ),
            begins_with="joint",
            months=found.settings.months_chosen_on,
            is_synthetic=found.reading.synthetic,
        )
        settings_download(found.settings)
    parts.in_tabs(
        {
            "By district": lambda: table(
                joint_districts(found.selection, data.reading.area, titles)
            ),
            "Zones not chosen": partial(_left_out, found),
        },
        key="joint-parts",
    )


def _left_out(found: JointList) -> None:
    left = found.left_out()
    if len(left):
        say.markdown(f"**{choosing_words.LEFT_OUT}**")
        table(choosing_lists.left_out_list(left, found.ranking), 420)
    else:
        say.markdown(words.NONE_LEFT_OUT)


def _choose_without(found: JointList, strand: str, out: dict[str, str]) -> pd.DataFrame:
    return with_taken_out(found.of_strands, strand, out).selection


def _map(found: JointList, titles: dict[str, str]) -> None:
    zones, span = found.zoning.zones, found.settings.months_chosen_on
    months = months_told.span_told(span, state.loaded_months(state.data()))
    change = maps.restyle(
        zones,
        found.selection,
        classes=score_classes(found.ranking, zones),
        colours=MAP_COLOURS["grey"],
        key=maps.Key(
            title=words.title(titles),
            note=synthetic.note(months, synthetic=found.reading.synthetic),
            label=words.map_label(titles, len(found.selection)),
        ),
        reasons=joint_reasons(found.selection, found.ranking, titles),
    )
    show_zone_map(
        stages.packed_zones(found.of_strands[0]), change, key="map-joint", height_px=560
    )
