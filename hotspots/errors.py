"""The errors that carry a sentence for a person: what was found, where, what to do."""

from __future__ import annotations


class HotspotsError(ValueError):
    """Anything this package refuses. Its message is written to be shown as it is."""


class InputError(HotspotsError):
    """A file or a choice that cannot be used; the message says what to do instead."""


class TableError(HotspotsError):
    """A table that breaks its contract in `hotspots.tables`: a fault in the code."""
