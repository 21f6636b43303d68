"""Which zones are in, which are out, and why."""

from __future__ import annotations

from functools import partial

from hotspots.errors import InputError
from hotspots.method.choosing.selection import not_eligible
from hotspots.method.pipeline import Result
from hotspots.presentation.words import by_hand as by_hand_words
from hotspots.presentation.words import choosing as choosing_words
from hotspots.presentation.words import selection as selection_words
from hotspots.ui import parts, say, stages, state
from hotspots.ui.forms import by_hand
from hotspots.ui.forms import settings as inputs
from hotspots.ui.forms.hours import hours
from hotspots.ui.page import CHOOSE_PAGE, footer, page
from hotspots.ui.views import choosing as of_list
from hotspots.ui.views import left_out
from hotspots.ui.views import when as show_times
from hotspots.ui.views import zones as show
from hotspots.ui.views.joint import joint
from hotspots.ui.views.power import what_could_be_seen
from hotspots.ui.views.ranked import ranked_or_said


def choose(data: state.Data) -> None:
    """Show the choice of one strand's zones."""
    strand = inputs.strand()
    if inputs.joint_asked():
        choose_together(data, strand)
        return
    inputs.choice_widgets(strand)
    inputs.rule_widgets(strand)
    ranked = ranked_or_said(data, inputs.settings(data), strand)
    if ranked is None:
        return
    chosen, problem = stages.chosen_if_possible(data, ranked)
    if problem:
        say.error(problem)
        by_hand.form(ranked.ranking, chosen.selection, strand)
        return
    show_chosen(data, chosen)


def choose_together(data: state.Data, strand: str) -> None:
    """Show the choice of one list over all strands."""
    inputs.joint_widgets()
    inputs.rule_widgets()
    settings = inputs.settings(data)
    ranked = ranked_or_said(data, settings, strand)
    if ranked is None:
        return
    try:
        found = stages.joint(data, settings)
    except InputError as error:
        say.error(error)
        by_hand.form(ranked.ranking, ranked.ranking.head(0), strand)
        return
    joint(data, found, strand)


def show_chosen(data: state.Data, chosen: Result) -> None:
    """Show the chosen zones, what shaped the list, and what to take away."""
    summary = show.summary(chosen)
    settings, strand = chosen.settings, chosen.strand
    say.markdown(
        selection_words.selection_sentence(
            summary,
            strand=strand,
            settings=settings,
            loaded=state.loaded_months(data),
        )
    )
    findings = (
        selection_words.floor_sentence(summary, floor=settings.floor_of(strand)),
        selection_words.addresses_in_short(chosen.selection),
    )
    for finding in filter(None, findings):
        say.markdown(finding)
    for sentence in by_hand_words.by_hand_sentences(
        chosen.ranking, chosen.selection, dict(chosen.programme.take_out)
    ):
        say.markdown(sentence)
    left_out.warn_of_months(data, chosen)
    by_hand.promises(chosen.selection, chosen.choice, strand)
    show.chosen_map(chosen, height_px=560, view=show.ONE_VIEW)
    show.chosen_table(chosen)
    by_hand.institutions_button(
        chosen.selection, strand, partial(by_hand.choose_without, chosen)
    )
    by_hand.form(chosen.ranking, chosen.selection, strand)
    of_list.keep_earlier_in_step(data, chosen)
    with show.file_row():
        show.downloads(chosen, data)
    left_out.districts_without(chosen)
    for sentence in choosing_words.choice_sentences(chosen.choice, chosen.ranking):
        say.markdown(sentence)
    not_candidates = not_eligible(
        chosen.ranking, include_prisons=settings.include_prisons
    )
    for note in selection_words.notes(
        chosen.selection, not_candidates, strand=chosen.programme
    ):
        say.caption(note)
    what_could_be_seen(data, chosen)
    parts.in_tabs(
        {
            "By district": partial(of_list.districts, chosen),
            "When": partial(show_times.when, chosen),
            "Zones not chosen": partial(of_list.not_chosen, chosen),
            "How sure": partial(of_list.how_sure, data, chosen),
            "Against an earlier list": partial(of_list.earlier_list, data, chosen),
            "Does it last": partial(of_list.lasts, data, chosen),
            "Hours": partial(hours, chosen),
        },
        key="choose-parts",
    )


page("Choose zones")
loaded = inputs.begin(asks=inputs.OF_STRAND, here=CHOOSE_PAGE)
choose(loaded)
footer(*left_out.small_print(loaded), state.credit(loaded))
