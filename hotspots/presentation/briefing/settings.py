"""What makes a pack again: settings, publishing policy, titles and order of facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from hotspots import __version__
from hotspots.disclosure.policy import Policy, usual_policy
from hotspots.errors import InputError
from hotspots.months import Period
from hotspots.settings import Settings
from hotspots.texts import clean, json_of

if TYPE_CHECKING:
    from hotspots.sources.shapes.zone_files import ChosenZones

# The facts of the card, in the order in which they stand unless set otherwise.
FACTS = ("zones that fell", "hotspots together", "county", "zones chosen")
KINDS = ("zones", "change", "before-after", "districts", "figures", "trend")
MOST_TITLE = 90
# What `to_json` writes.
_WRITTEN = {
    *("version", "data_fingerprint", "synthetic", "data_are_public", "settings"),
    *("policy", "titles", "facts", "patrolled"),
}
# What is written of a list of patrolled zones.
_OF_LIST = ("file", "fingerprint", "list", "chosen_on")

_NO_LISTS = (
    f"“patrolled” in the settings of the pack must say by strand the "
    f"{', '.join(_OF_LIST)} of a list. Take it out, and give the list itself with "
    f"--zones."
)


@dataclass(frozen=True, kw_only=True)
class PackSettings:
    """Every choice of a pack.

    Attributes
    ----------
    settings
        What is counted, ranked, chosen and compared.
    policy
        What may be published: that of data which are not public, unless given.
    titles
        Own titles of pictures, by strand and kind, such as `violence-zones`.
    facts
        The facts of the card in order: some of `FACTS`.
    patrolled
        By strand the list of patrolled zones that the pack speaks of: its `file`, the
        file's `fingerprint`, that of the `list` in it, and the months that it was
        `chosen_on` (empty if not known). The list itself has to be given again.
    """

    settings: Settings = field(default_factory=Settings)
    policy: Policy = field(default_factory=Policy)
    titles: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = FACTS
    patrolled: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse facts and titles that no card and no picture can hold."""
        known = [fact for fact in FACTS if fact in self.facts]
        if not known or len(known) < len(self.facts):
            msg = (
                f"The facts of the card must be some of {', '.join(FACTS)}, each once, "
                f"not {', '.join(map(str, self.facts)) or 'none'}."
            )
            raise InputError(msg)
        pictures = [
            f"{strand}-{kind}" for strand in self.settings.strands for kind in KINDS
        ]
        for name, title in self.titles.items():
            if name not in pictures:
                msg = (
                    f"There is no picture {name} to give a title to. Use one of "
                    f"{', '.join(pictures)}."
                )
                raise InputError(msg)
            if not isinstance(title, str) or len(title) > MOST_TITLE:
                msg = (
                    f"The title of {name} must be a text of at most {MOST_TITLE} "
                    f"characters. Shorten it."
                )
                raise InputError(msg)

    def to_json(
        self, *, fingerprint: str, synthetic: bool = False, is_public: bool = True
    ) -> str:
        """Write the choices, with what they were made from, as JSON.

        Parameters
        ----------
        fingerprint
            Fingerprint of the data.
        synthetic
            Whether the data are made up.
        is_public
            Whether anyone can have the same data.
        """
        written = {
            "version": __version__,
            "data_fingerprint": fingerprint,
            "synthetic": synthetic,
            "data_are_public": is_public,
            "settings": self.settings.to_dict(),
            "policy": self.policy.to_dict(),
            "titles": dict(self.titles),
            "facts": list(self.facts),
        }
        if self.patrolled:
            written["patrolled"] = {
                strand: dict(said) for strand, said in self.patrolled.items()
            }
        return json.dumps(written, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, *, is_public: bool) -> PackSettings:
        """Read what `to_json` wrote, or settings alone as the app saves them.

        Parameters
        ----------
        text
            The settings.
        is_public
            Whether anyone can have the data in hand: it says which policy is in force
            where the settings state none.

        Raises
        ------
        InputError
            If they are no settings, or hold the policy of a pack of public data and
            the data in hand are not public.
        """
        values = _object(text)
        if values is None or "settings" not in values:
            usual = usual_policy(is_public=is_public)
            return cls(settings=Settings.from_json(text), policy=usual)
        unknown = sorted(set(values) - _WRITTEN)
        if unknown:
            msg = (
                f"The settings of the pack have unknown names: {', '.join(unknown)}. "
                f"Use: {', '.join(sorted(_WRITTEN))}."
            )
            raise InputError(msg)
        settings = Settings.from_json(json.dumps(values["settings"]))
        titles, facts = values.get("titles", {}), values.get("facts", FACTS)
        if not isinstance(titles, dict) or not isinstance(facts, list | tuple):
            msg = "The settings of the pack contain titles or facts of the wrong kind."
            raise InputError(msg)
        return cls(
            settings=settings,
            policy=_policy(values, is_public=is_public),
            titles=titles,
            facts=tuple(facts),
            patrolled=_patrolled(values.get("patrolled", {})),
        )


def said_of(zones: ChosenZones, chosen_on: Period | None) -> dict[str, str]:
    """Return what the settings of a pack say of a list of patrolled zones."""
    return {
        "file": PurePath(zones.name).name,
        "fingerprint": zones.polygons.fingerprint,
        "list": zones.identity,
        "chosen_on": str(chosen_on or ""),
    }


def _patrolled(values: object) -> dict[str, dict[str, str]]:
    if not isinstance(values, dict):
        raise InputError(_NO_LISTS)
    lists = {}
    for strand, said in values.items():
        if not isinstance(said, dict) or set(said) != set(_OF_LIST):
            raise InputError(_NO_LISTS)
        if not all(isinstance(text, str) for text in said.values()):
            raise InputError(_NO_LISTS)
        lists[str(strand)] = {name: clean(text) for name, text in said.items()}
    return lists


def _policy(values: dict[str, Any], *, is_public: bool) -> Policy:
    if "policy" not in values:
        return usual_policy(is_public=is_public)
    if not is_public and values.get("data_are_public") is True:
        msg = (
            "The publishing policy in these settings is that of a pack of public data, "
            "and the data now given are not public. Take “policy” out of the settings, "
            "or state one for these data and set “data_are_public” to false."
        )
        raise InputError(msg)
    return Policy.from_dict(values["policy"])


def _object(text: str) -> dict[str, Any] | None:
    try:
        values = json_of(text)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None
