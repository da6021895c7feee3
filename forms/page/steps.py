"""How far somebody has come: the screens behind and those that may still come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from forms.check import Checked
from forms.instrument import Instrument
from forms.page.reacting import hanging_on
from forms.page.screens import Screen, screens, shown


@dataclass(frozen=True, slots=True)
class Step:
    """The `number` of a screen among those that were shown, and the `count` with all that may still come."""

    number: int
    count: int

    @property
    def last(self) -> bool:
        """Whether no other screen can come, whatever is answered on this one."""
        return self.number == self.count


def step_of(instrument: Instrument, screen: Screen, checked: Checked) -> Step:
    """Where the screen stands; answers given on it change neither the number nor whether it is the last."""
    every = screens(instrument)
    behind = sum(1 for _ in shown(checked, (one for one in every if one.number < screen.number)))
    ahead = {one.number for one in shown(checked, (one for one in every if one.number > screen.number))}
    hanging, possible = _hanging(instrument), {screen.number}
    for one in every:
        if one.number in ahead or (one.number > screen.number and possible & hanging[one.number]):
            possible.add(one.number)
    return Step(behind + 1, behind + len(possible))


@lru_cache(maxsize=128)
def _hanging(instrument: Instrument) -> Mapping[int, frozenset[int]]:
    """Of every screen the numbers of those whose answers decide whether it is shown."""
    places = {item.name: item.screen for item in instrument.items if item.screen is not None}
    return {
        screen.number: frozenset(places[name] for name in _names(instrument, screen) if name in places)
        for screen in screens(instrument)
    }


def _names(instrument: Instrument, screen: Screen) -> Iterator[str]:
    for item in screen.items:
        yield from hanging_on(instrument, item)
