"""A budget over the chosen zones, in visits."""

from __future__ import annotations

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.patrols.hours import Budget, share_out
from hotspots.method.pipeline import Result
from hotspots.presentation import synthetic
from hotspots.presentation.files.exports import safe_csv
from hotspots.presentation.lists.hours import hours_list
from hotspots.presentation.words import hours as words
from hotspots.texts import clean
from hotspots.ui import say
from hotspots.ui.views.tables import table

KIND, AMOUNT, COST, DAYS = "hours-kind", "hours-amount", "hours-cost", "hours-days"
SOURCE = "hours-source"
MOST = 1_000_000_000


def hours(chosen: Result) -> None:
    """Ask for a budget, and share it out over the chosen zones."""
    kind, amount, cost, days = st.columns(4, vertical_alignment="bottom")
    with kind:
        is_pounds = (
            st.segmented_control(
                words.BUDGET_IN,
                [words.POUNDS, words.HOURS],
                default=words.POUNDS,
                required=True,
                key=KIND,
                persist_state="session",
            )
            == words.POUNDS
        )
    given = amount.number_input(
        words.POUNDS if is_pounds else words.HOURS,
        0,
        MOST,
        value=None,
        key=AMOUNT,
        persist_state="session",
    )
    pounds = cost.number_input(
        words.COST,
        0.0,
        100_000.0,
        value=None,
        key=COST,
        help=words.COST_HELP,
        persist_state="session",
    )
    n_days = days.number_input(
        words.DAYS, 1, 3660, 365, key=DAYS, persist_state="session"
    )
    source = clean(
        st.text_input(words.SOURCE, max_chars=120, key=SOURCE, persist_state="session")
    )
    if not given or (is_pounds and not pounds):
        say.caption(words.FILL_IN)
        return
    try:
        budget = (
            Budget.of_pounds(given, pounds_per_hour=pounds or 0.0, n_days=n_days)
            if is_pounds
            else Budget(given, n_days, pounds or None)
        )
        shared = share_out(chosen.selection, budget)
    except InputError as error:
        say.error(error)
        return
    say.markdown(words.sentence(budget, shared, source=source))
    rows = hours_list(shared, chosen.selection)
    table(rows, 460)
    st.download_button(
        words.DOWNLOAD,
        lambda: safe_csv(rows),
        file_name=synthetic.file_name(
            f"{chosen.strand}-hours-{chosen.settings.months_chosen_on.in_a_name}.csv",
            synthetic=chosen.synthetic,
        ),
        on_click="ignore",
        icon=":material/download:",
    )
    say.caption(words.ARITHMETIC)
