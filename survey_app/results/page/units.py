"""The units under the one asked for: how they compare, and which a reader can go on to."""

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from survey_app.places.model import Unit, UnitType
from survey_app.results.model import NATION, Channel
from survey_app.results.page.look import Look, in_channel
from survey_app.results.page.overall import (
    estimates_chart,
    figure_columns,
    figure_row,
    headline_rows,
)
from survey_app.results.page.table import Block, Column, Table
from wording import vietnamese_key

# What is compared below a unit of each type. A centre under a province has counters but no commune.
_LEVEL_BELOW: Final = {
    UnitType.PROVINCE: "commune",
    UnitType.DEPARTMENT: "counter",
    UnitType.COMMUNE: "counter",
    UnitType.CENTRE: "counter",
}


def compare_units(look: Look, channel: Channel | None, reference: float | None) -> list[Block]:
    """The overall indicator of the units one level below, as a plot and a table; nothing below a counter."""
    level = "province" if look.unit is None else _LEVEL_BELOW.get(look.unit.type)
    if level is None:
        return []
    rows = headline_rows(in_channel(look.indicators(by=(level,), pool=channel is None), channel))
    rows = rows.assign(label=[_name(look, code) for code in rows[level]])
    rows = rows.sort_values("label", key=lambda names: names.map(vietnamese_key), ignore_index=True)
    if not len(rows):
        return []
    title = look.say(f"table_units_{level}")
    return [Block((estimates_chart(look, rows, title, reference),), (_table(look, rows, level, title),))]


def unit_choices(look: Look) -> dict[str, Any]:
    """The way down to the unit asked for (``path``) and the units directly below it (``below``)."""
    path: list[Unit] = []
    unit = look.unit
    while unit is not None:
        path.insert(0, unit)
        unit = look.units.get(unit.parent_code)
    if look.unit is None:
        below = [unit for unit in look.tree.units.values() if unit.type is UnitType.PROVINCE]
    else:
        below = look.tree.children(look.unit.code)
    return {
        "path": [{"code": NATION, "name": look.say("nation")}, *_named(look, path)],
        "below": sorted(_named(look, below), key=lambda choice: vietnamese_key(choice["name"])),
    }


def _table(look: Look, rows: pd.DataFrame, level: str, title: str) -> Table:
    return Table(
        "units",
        title,
        (Column(look.say("column_unit")), *figure_columns(look), Column(look.say("column_code"))),
        tuple(
            figure_row(look, row, (row["label"],), row[level], unit=row[level]) for _, row in rows.iterrows()
        ),
    )


def _name(look: Look, code: str) -> str:
    return look.unit_name(code) if code else look.say("unit_none")


def _named(look: Look, units: Iterable[Unit]) -> list[dict[str, str]]:
    return [{"code": unit.code, "name": look.unit_name(unit.code)} for unit in units]
