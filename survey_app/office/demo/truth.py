"""The planted truth: what a simulated citizen of a province thinks of each question, by mode and round.

An answer is a latent satisfaction cut into five steps. The latent is normal: a mean for the question, the
province, the mode and the round, plus what the person brings to all questions (so that answers of one person
hang together), plus chance.
"""

import hashlib
import random
from dataclasses import dataclass

from forms import Instrument, Item, ItemType, Missing, Role

_PERSON_SD = 0.7
_CHANCE_SD = 0.7
# Where the latent is cut: below the first cut 'very dissatisfied', above the last 'very satisfied'.
_CUTS = (-2.0, -1.2, -0.6, 0.9)
_MISSING_SHARE = {Missing.DONT_KNOW: 0.03, Missing.NOT_APPLICABLE: 0.02, Missing.REFUSED: 0.0}
_MODE_SHIFT = {"kiosk": 0.10, "paper_keyed": 0.05, "qr_phone": -0.10, "staff_tablet": 0.15}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a simulated person answers."""

    province: str
    mode: str
    wave: int


def mean(item: str, setting: Setting) -> float:
    """The mean of the latent satisfaction with ``item`` in ``setting``."""
    return (
        0.4 * _spread("item", item)
        + 0.3 * _spread("province", setting.province)
        + _MODE_SHIFT.get(setting.mode, 0.0)
        + 0.08 * setting.wave
    )


def simulate(instrument: Instrument, setting: Setting, chance: random.Random) -> dict[str, str | list[str]]:
    """One person's answers to ``instrument``, as they would be posted."""
    person = chance.gauss(0, _PERSON_SD)
    answers: dict[str, str | list[str]] = {}
    for item in instrument.items:
        choices = [choice.name for choice in instrument.choices(item)]
        if item.type is ItemType.SELECT_MULTIPLE:
            answers[item.name] = [name for name in choices if chance.random() < 0.3] or choices[:1]
        elif item.type is ItemType.SELECT_ONE:
            answers[item.name] = _choose(instrument, item, setting, person, chance)
    return answers


def _choose(
    instrument: Instrument, item: Item, setting: Setting, person: float, chance: random.Random
) -> str:
    opinions = [choice.name for choice in instrument.choices(item) if choice.missing is None]
    missing = {choice.missing: choice.name for choice in instrument.choices(item) if choice.missing}
    if item.role not in {Role.CRITERION, Role.FACTOR_GENERAL, Role.OVERALL}:
        return chance.choice(opinions)
    drawn = chance.random()
    for kind, name in missing.items():
        if drawn < _MISSING_SHARE[kind]:
            return name
        drawn -= _MISSING_SHARE[kind]
    latent = mean(item.name, setting) + person + chance.gauss(0, _CHANCE_SD)
    return opinions[sum(latent > cut for cut in _CUTS)]


def _spread(kind: str, name: str) -> float:
    """A fixed number between -1 and 1 for ``name``."""
    digest = hashlib.sha256(f"{kind}:{name}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1
