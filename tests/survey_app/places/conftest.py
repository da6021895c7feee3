"""Units that changed hands: a tree with successions, to compare ways of reading it."""

import random
from dataclasses import replace

import pytest

from survey_app import store
from survey_app.places import store as unit_store
from survey_app.places.model import Unit, UnitType

OLD, NEW = "2025-06-30", "2025-07-01"
TYPES = {"P": UnitType.PROVINCE, "C": UnitType.COMMUNE, "M": UnitType.CENTRE, "Q": UnitType.COUNTER}


def units_of(seed: int) -> list[Unit]:
    """A tree of four levels whose units begin, end and succeed each other on a few days."""
    chance = random.Random(seed)  # the same every time
    made: list[Unit] = []
    above: list[Unit] = []
    for letter, count in (("P", 4), ("C", 12), ("M", 16), ("Q", 60)):
        level = []
        for number in range(count):
            first = chance.choice(["", "2020-01-01", NEW, "2026-03-01"])
            parent = chance.choice(above).code if above else ""
            unit = Unit(f"{letter}{number}", first, "", f"Đơn vị {number}", "", TYPES[letter], parent)
            if chance.random() < 0.4 and first != "2026-03-01":
                last = chance.choice([OLD, "2026-02-28"]) if first != NEW else "2026-02-28"
                heir = f"{letter}{chance.randrange(count)}" if chance.random() < 0.8 else ""
                unit = replace(unit, valid_to=last, successor_code=heir)
                if heir == unit.code:
                    level.append(replace(unit, valid_from=unit.day_after, valid_to="", successor_code=""))
            level.append(unit)
        made += level
        above = level
    return made


@pytest.fixture(params=range(6))
def changed_hands(request: pytest.FixtureRequest, opened: store.Store) -> store.Store:
    opened.write(lambda db: unit_store.insert(db, units_of(request.param)))
    return opened
