"""What a guess at a table's columns holds: roles, how certain, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ColumnGuess:
    """What a column was taken for.

    Attributes
    ----------
    column
        Its heading.
    role
        A key of `mapping.ROLES` or `mapping.LEFT_OUT`, or ``flag``.
    certainty
        ``certain`` (name and values agree), ``likely``, or ``ask``.
    meaning
        Of a flag: what it marks.
    """

    column: str
    role: str
    certainty: str
    meaning: str | None = None


@dataclass(frozen=True)
class Question:
    """What a person has to confirm, and what is assumed until then.

    Attributes
    ----------
    code
        ``swapped``, ``wrong_system``, ``date_order``, ``flag_meaning``,
        ``recorded_date_only``, ``column_by_values``, ``rows_are_persons``,
        ``repeats_differ``, ``month_only``, ``end_without_time``, ``rows_exchanged``.
    text
        The sentence to show.
    columns
        The columns it is about.
    assumed
        What the reading did.
    options
        The answers to choose from, if there are some.
    first_row
        The first row that shows it.
    must_confirm
        Whether figures may be wrong until it is answered.
    """

    code: str
    text: str
    columns: tuple[str, ...]
    assumed: str
    options: tuple[str, ...] = ()
    first_row: int | None = None
    must_confirm: bool = True


@dataclass
class Taken:
    """Roles given out so far, while a guess is being made."""

    roles: dict[str, tuple[str, str]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def give(self, role: str, column: str, certainty: str) -> None:
        """Give a role to a column."""
        self.roles[role] = (column, certainty)

    def columns(self) -> set[str]:
        """Columns that have a role."""
        return {column for column, _ in self.roles.values()}
