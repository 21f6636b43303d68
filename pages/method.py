"""How it is done, and what its limits are."""

from __future__ import annotations

import streamlit as st

from hotspots.disclosure.policy import usual_policy
from hotspots.errors import InputError
from hotspots.presentation.words import method as method_words
from hotspots.presentation.words.settings_in_force import in_force
from hotspots.ui import say, state
from hotspots.ui.forms import briefing
from hotspots.ui.forms import settings as inputs
from hotspots.ui.page import footer, page

page("Method")
loaded = inputs.begin(asks=())
settings = inputs.settings(loaded)
say.markdown(method_words.INTRODUCTION)
zone_file = "" if loaded.zones is None else loaded.zones.name
is_public = loaded.reading.is_public
say.markdown(method_words.limits_in_short(is_public=is_public))
briefing.follow(is_public=is_public)
try:
    policy = briefing.policy_in_force()
except InputError as error:
    say.error(error)
    policy = usual_policy(is_public=is_public)
steps = method_words.steps(settings, loaded.reading, policy=policy, zone_file=zone_file)
for number, step in enumerate(steps, start=1):
    say.header(method_words.heading(number, step))
    done, limits = st.columns(2)
    with done:
        say.markdown(method_words.done(step))
    with limits:
        say.markdown(method_words.limits(step))
st.header("Settings in force", anchor=False)
say.table(in_force(settings, zone_file=zone_file))
st.header("Harm scales", anchor=False)
say.markdown(method_words.about_scales(is_public=is_public))
say.table(method_words.scale_table())
with st.expander("Where the weights come from"):
    say.table(method_words.source_table())
with st.expander("Words"):
    say.table(method_words.words_table())
footer(state.credit(loaded))
