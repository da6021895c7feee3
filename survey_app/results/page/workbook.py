"""The workbook: the tables of the page with their shares as formulas over counts, and what the items mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any, Final

import pandas as pd

from analysis.export import Formula, Reference, average, ratio, weighted
from survey_app.results.page.findings import Findings
from survey_app.results.page.look import Look
from survey_app.results.page.overall import estimate_heading
from survey_app.results.page.table import Kind, Row, Table

# The cells of a sheet by the heading of their column.
Grid = dict[str, list[Any]]
_NUMERATOR: Final = "numerator"
_DENOMINATOR: Final = "denominator"
_PARTS: Final = ("mean_of_criteria", "mean_of_factors", "weighted_factors")
_DICTIONARY: Final = (
    "number", "item", "type", "role", "factor", "label", "code", "choice", "choice_label", "score",
    "satisfied", "missing",
)  # fmt: skip


def sheets(found: Findings) -> dict[str, pd.DataFrame]:
    """The sheets by name: each table of the page, the counts behind their shares, the dictionary."""
    look = found.look
    share = estimate_heading(look)
    named = _named(found.tables)
    counts = _Counts(look, look.say("sheet_counts"), [])
    grids = {}
    for name, table in named.items():
        grid = _grid(table)
        for place, row in enumerate(table.rows):
            if row.sums is not None and row.sums[1] > 0:
                grid[share][place] = ratio(*counts.add(table, row, row.sums), grid[share][place])
        _write_answers(name, table, grid)
        grids[name] = grid
    _write_means(found, named, grids)
    frames = {name: pd.DataFrame(grid, dtype=object) for name, grid in grids.items()}
    return {**frames, counts.name: counts.frame(), look.say("sheet_dictionary"): _dictionary(look)}


def _grid(table: Table) -> Grid:
    """The cells of ``table`` by column."""
    return {column.heading: [row.cells[i] for row in table.rows] for i, column in enumerate(table.columns)}


def _named(tables: list[Table]) -> dict[str, Table]:
    """The tables by the names of their sheets, no two alike."""
    named: dict[str, Table] = {}
    for table in tables:
        name, times = table.caption, 1
        while name in named:
            times += 1
            name = f"{table.caption} {times}"
        named[name] = table
    return named


@dataclass(frozen=True, slots=True)
class _Counts:
    """The sheet of counts: what each share is the ratio of."""

    look: Look
    name: str
    rows: list[tuple[str, str, str, float, float]]

    def add(self, table: Table, row: Row, sums: tuple[float, float]) -> tuple[Reference, Reference]:
        """Where the ``sums`` of ``row``, numerator and denominator, stand now."""
        # What a factor is called says how it is made where that is needed.
        naming = row.cells[: 1 if table.name == "factors" else 2]
        told = " · ".join(str(cell) for cell in naming if isinstance(cell, str) and cell)
        self.rows.append((table.caption, told, row.unit or row.key[0], *sums))
        place = len(self.rows) - 1
        return (
            Reference(self.name, place, self._heading(_NUMERATOR)),
            Reference(self.name, place, self._heading(_DENOMINATOR)),
        )

    def frame(self) -> pd.DataFrame:
        """The sheet."""
        headings = [
            self.look.say("column_table"),
            self.look.say("column_indicator"),
            self.look.say("column_code"),
            self._heading(_NUMERATOR),
            self._heading(_DENOMINATOR),
        ]
        return pd.DataFrame([_whole(row) for row in self.rows], columns=headings, dtype=object)

    def _heading(self, name: str) -> str:
        return self.look.say(f"column_{name}")


def _whole(row: tuple[str, str, str, float, float]) -> tuple[object, ...]:
    """``row`` with counts as whole numbers; weighted sums need not be."""
    return (*row[:3], *(int(part) if part.is_integer() else part for part in row[3:]))


def _write_answers(name: str, table: Table, grid: Grid) -> None:
    """Turn the share of each choice into a formula over its counts."""
    chosen = [column for column in table.columns if column.choice]
    counted = {column.choice: column.heading for column in chosen if column.kind is Kind.COUNT}
    n = table.columns[1].heading
    for column in chosen:
        if column.kind is Kind.SHARE:
            for place, value in enumerate(grid[column.heading]):
                if isinstance(value, float):
                    count = Reference(name, place, counted[column.choice])
                    grid[column.heading][place] = ratio(count, Reference(name, place, n), value)


def _write_means(found: Findings, named: Mapping[str, Table], grids: Mapping[str, Grid]) -> None:
    """Turn the means of criteria and of factors into formulas over the shares they are means of."""
    sheet = {table.name: name for name, table in named.items()}
    if "factors" not in sheet or "criteria" not in sheet:
        return
    share = estimate_heading(found.look)
    places = {
        row.key: Reference(sheet[name], place, share)
        for name in ("criteria", "factors")
        for place, row in enumerate(named[sheet[name]].rows)
    }
    shares = grids[sheet["factors"]][share]
    for place, row in enumerate(named[sheet["factors"]].rows):
        value = shares[place]
        if row.key[1] in _PARTS and isinstance(value, float):
            parts = [((name, way), weight) for name, way, weight in _made_of(found.look, *row.key)]
            made = [(places[key], weight) for key, weight in parts if key in places]
            values = [(_value(grids[cell.sheet][share][cell.row]), weight) for cell, weight in made]
            known = [(part, weight) for part, weight in values if part is not None]
            # Where versions of a questionnaire differ, the mean is not that of the rows shown.
            total = sum(weight for _, weight in known)
            if known and isclose(sum(part * weight for part, weight in known) / total, value, rel_tol=1e-9):
                shares[place] = _mean(made, len(known) == len(made), value)


def _mean(made: Sequence[tuple[Reference, float]], whole: bool, value: float) -> Formula | float:
    """The mean of cells as a formula; one with weights only where no cell is blank (``whole``)."""
    if len({weight for _, weight in made}) == 1:
        return average([cell for cell, _ in made], value)
    return weighted(made, value) if whole else value


def _made_of(look: Look, indicator: str, aggregation: str) -> Iterator[tuple[str, str, float]]:
    """What a mean is made of: indicator and aggregation, each with its weight."""
    if aggregation in ("mean_of_factors", "weighted_factors"):
        weights = {factor.name: factor.weight for factor in look.method.factors}
        yield from ((factor, look.method.within, weights.get(factor, 1.0)) for factor in look.factors)
        return
    for item in look.criteria:
        if indicator in (look.factor_of(item), "overall"):
            yield item.name, "item", 1.0


def _value(cell: object) -> float | None:
    value = cell.value if isinstance(cell, Formula) else cell
    return value if isinstance(value, float) else None


def _dictionary(look: Look) -> pd.DataFrame:
    """What every item asks and what each of its choices counts for."""
    book = look.dataset.codebook
    own = book[(book["instrument"] == look.instrument.id) & (book["version"] == look.instrument.version)]
    own = own.sort_values(["number", "code"], kind="stable")
    tag = look.language if f"label_{look.language}" in own else "vi"
    columns = {"label": f"label_{tag}", "choice_label": f"choice_label_{tag}"}
    return pd.DataFrame(
        {look.say(f"dictionary_{name}"): own[columns.get(name, name)].to_list() for name in _DICTIONARY}
    )
