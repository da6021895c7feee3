"""What a unit said of itself beside what its inspectors found, item by item."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from forms import Checked, Instrument, Item, ItemType, name_place
from forms.addresses import address
from forms.items import FILES, SELECTS
from survey_app.inspections.spoken import spoken


class Stand(StrEnum):
    """How two answers stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    UNIT_ONLY = "unit_only"
    TEAM_ONLY = "team_only"
    WORDS = "words"
    """free text, which somebody has to read"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One item that both were asked: its label, both answers in words, how they stand to each other.

    ``item`` is the address in the unit's report, ``seen`` that in the inspectors' form; ``difference`` is the
    inspectors' figure less the unit's, None where they are no figures.
    """

    item: str
    seen: str
    label: str
    unit: str
    team: str
    stand: Stand
    difference: Decimal | None = None

    @property
    def differs(self) -> bool:
        return self.stand not in (Stand.SAME, Stand.WORDS)


_TEXTS = frozenset({ItemType.TEXT, ItemType.BARCODE})
_FIGURES = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE, ItemType.CALCULATE})


def side_by_side(report: Checked, seen: Checked, language: str) -> list[Pair]:
    """Every item both were asked and at least one answered, in the order of the unit's report.

    Those are items of one name, and what the report's form maps to another by its column ``compares``.
    """
    return [
        pair
        for mine, yours in _shared(report.instrument, seen.instrument)
        for pair in _pairs(report, seen, mine, yours, language)
    ]


def shares_items(report: Instrument, seen: Instrument) -> bool:
    """Whether the two forms ask anything that can be set side by side."""
    return next(_shared(report, seen), None) is not None


def _shared(report: Instrument, seen: Instrument) -> Iterator[tuple[Item, Item]]:
    theirs = {item.name: item for item in seen.items}
    for item in report.items:
        other = theirs.get(item.compares or item.name)
        if other is not None and _comparable(item) and _comparable(other) and _alike(item, other):
            yield item, other


def _comparable(item: Item) -> bool:
    return (item.askable or item.type is ItemType.CALCULATE) and item.type not in FILES


def _alike(mine: Item, yours: Item) -> bool:
    """Whether their answers can be compared at all; entries of a repeat only where both repeat alike."""
    figures = mine.type in _FIGURES and yours.type in _FIGURES
    return (figures or mine.type is yours.type) and mine.repeat == yours.repeat


def _pairs(report: Checked, seen: Checked, mine: Item, yours: Item, language: str) -> Iterator[Pair]:
    times = max(_times(report, mine), _times(seen, yours)) if mine.repeat else 0
    for at in range(1, times + 1) if mine.repeat else (0,):
        here, there = address(mine.name, at), address(yours.name, at)
        said, found = report.answers.get(here), seen.answers.get(there)
        if said is None and found is None:
            continue
        stand, difference = _stand(mine, said, found)
        yield Pair(
            item=here,
            seen=there,
            label=name_place(report.instrument, here, language, report.answers),
            unit=spoken(report.instrument, mine, said, language),
            team=spoken(seen.instrument, yours, found, language),
            stand=stand,
            difference=difference,
        )


def _stand(item: Item, said: object, found: object) -> tuple[Stand, Decimal | None]:
    if said is None:
        return Stand.TEAM_ONLY, None
    if found is None:
        return Stand.UNIT_ONLY, None
    if item.type in _TEXTS:
        return (Stand.SAME if str(said).split() == str(found).split() else Stand.WORDS), None
    figures = (_number(said), _number(found)) if item.type in _FIGURES else (None, None)
    if figures[0] is not None and figures[1] is not None:
        difference = figures[1] - figures[0]
        return (Stand.DIFFERS if difference else Stand.SAME), difference
    if item.type in SELECTS and item.type is not ItemType.RANK and isinstance(said, list | tuple):
        same = isinstance(found, list | tuple) and set(said) == set(found)
    else:
        same = said == found
    return (Stand.SAME if same else Stand.DIFFERS), None


def _number(answer: object) -> Decimal | None:
    try:
        value = Decimal(str(answer))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _times(checked: Checked, item: Item) -> int:
    times = checked.answers.get(item.repeat or "", 0)
    return times if isinstance(times, int) else 0
