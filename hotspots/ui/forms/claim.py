"""The form that checks a published claim."""

from __future__ import annotations

from typing import Any

import streamlit as st

from hotspots.errors import InputError
from hotspots.method.evaluation.published_claim import MOST_ZONES, check_claim
from hotspots.presentation.words import claim as words
from hotspots.ui import say


def claim() -> None:
    """Ask what was published, and say what would have been expected."""
    with st.expander(words.TITLE):
        say.markdown(words.INTRODUCTION)
        asked = _asked()
        if asked is None:
            return
        try:
            checks = check_claim(**asked)
        except InputError as error:
            say.error(error)
            return
        for sentence in words.claim_sentences(checks):
            say.markdown(sentence)


def _asked() -> dict[str, Any] | None:
    """Ask for the claim; None until it is sent."""
    with st.form("claim", border=False):
        fields = st.columns(5)
        n_zones = fields[0].number_input(
            "Hotspots in all", min_value=1, max_value=MOST_ZONES, value=24
        )
        n_fell = fields[1].number_input(
            "Hotspots that fell", min_value=0, max_value=MOST_ZONES, value=18
        )
        county = fields[2].number_input(
            "Change of the county, %", min_value=-95.0, max_value=900.0, value=0.0
        )
        before, after = (
            field.number_input(
                f"Incidents in each {when}",
                min_value=0.0,
                value=None,
                help=words.COUNTS_HELP,
            )
            for field, when in zip(fields[3:], ("before", "after"), strict=True)
        )
        if not st.form_submit_button("Check the claim"):
            return None
    return {
        "n_zones": int(n_zones),
        "n_fell": int(n_fell),
        "county_change": county / 100,
        "before": before,
        "after": after,
    }
