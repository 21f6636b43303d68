"""The zones that are really patrolled: which page speaks of them, how they rank."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.evaluation.before_after import BeforeAfter
from hotspots.method.pipeline.patrolled import Listed
from hotspots.method.pipeline.standing import Standing, outcomes_beside
from hotspots.presentation import synthetic
from hotspots.presentation.files import exports
from hotspots.presentation.lists.patrolled import standing_list
from hotspots.presentation.words import evaluation as evaluation_words
from hotspots.presentation.words import patrolled as words
from hotspots.presentation.words.strands import noun_of
from hotspots.settings import Settings
from hotspots.tables import OUTCOMES_OF_PATROLLED
from hotspots.ui import say, stages
from hotspots.ui.forms import patrolled as inputs
from hotspots.ui.forms.patrolled import Patrolled
from hotspots.ui.page import DATA_PAGE
from hotspots.ui.state import Data
from hotspots.ui.views.tables import table


def which_zones(strand: str) -> Patrolled | None:
    """Ask whether the page speaks of patrolled zones; None where it does not."""
    held = inputs.of_strand(strand)
    if held is None:
        say.caption(words.NOT_LOADED)
        st.page_link(DATA_PAGE.file, label=words.TITLE, icon=DATA_PAGE.icon)
        return None
    view = st.segmented_control(
        "Zones",
        list(words.VIEWS),
        default="patrolled",
        required=True,
        format_func=words.VIEWS.__getitem__,
        key=f"outcomes-of-{strand}",
        label_visibility="collapsed",
    )
    return held if view == "patrolled" else None


def of_home(data: Data, settings: Settings, strand: str) -> Listed | None:
    """Return the patrolled zones and say which they are; None if none are loaded."""
    held = inputs.of_strand(strand)
    if held is None:
        return None
    result = stages.listed(data, settings, strand, held)
    say.markdown(words.of_home(held.zones))
    return result


def headline(data: Data, result: Listed) -> None:
    """Say in a sentence how the patrolled zones did."""
    try:
        evaluation = stages.evaluated(data, result).evaluation
    except InputError as error:
        say.caption(words.not_shown(error))
        return
    rows = evaluation_words.in_short(
        evaluation, noun=noun_of(result.programme), zones=words.PATROLLED
    )
    why = evaluation_words.why_not(evaluation)
    say.markdown(" ".join(filter(None, [rows, why])))


def standing(data: Data, settings: Settings, held: Patrolled, result: Listed) -> None:
    """Show how the patrolled zones stand in the ranking."""
    say.header(words.STANDING)
    found = _standing(data, settings, held, result)
    say.markdown(words.standing_sentence(found))
    table(standing_list(found, result))
    say.caption(words.rank_note(found))


def download(
    data: Data,
    settings: Settings,
    held: Patrolled,
    result: Listed,
    comparison: BeforeAfter,
) -> None:
    """Offer the zones' outcomes as a file, with what its maker says of each."""
    found = _standing(data, settings, held, result)
    st.download_button(
        words.DOWNLOAD,
        lambda: exports.to_csv(
            outcomes_beside(result, comparison, found), OUTCOMES_OF_PATROLLED
        ),
        file_name=synthetic.file_name(
            f"{result.strand}-patrolled-zones-outcomes.csv",
            synthetic=result.synthetic,
            months=(comparison.periods.before, comparison.periods.after),
        ),
        on_click="ignore",
        icon=":material/download:",
    )


def _standing(
    data: Data, settings: Settings, held: Patrolled, result: Listed
) -> Standing:
    return stages.standing(data, settings, result.strand, held)
