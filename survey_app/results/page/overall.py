"""The overall indicator and the factors, and the overall indicator by mode and tier."""

from typing import Any, Final

import pandas as pd

from survey_app.results.page.charts import Chart, Shape
from survey_app.results.page.look import Look
from survey_app.results.page.table import Block, Cell, Column, Kind, Row, Table, figures

_FIGURES: Final = ("n", "est", "lci", "uci", "ci_method")
_ORDER: Final = ("pooled", "mean_of_criteria", "mean_of_factors", "question")


def figure_columns(look: Look) -> tuple[Column, ...]:
    """The columns of an estimate; the note beside n says what is hidden."""
    return (
        Column(look.say("column_n"), Kind.COUNT),
        Column(look.say("column_note"), Kind.COUNT),
        Column(look.say("column_est"), Kind.SHARE),
        Column(look.say("column_lci"), Kind.SHARE),
        Column(look.say("column_uci"), Kind.SHARE),
        Column(look.say("column_ci_method")),
    )


def figure_cells(look: Look, row: "pd.Series[Any]") -> tuple[Cell, ...]:
    """The cells for `figure_columns`."""
    n, *others = figures(row, _FIGURES)
    return (n, look.say("hidden") if n is None else "", *others)


def figure_row(
    look: Look, row: "pd.Series[Any]", before: tuple[Cell, ...], *after: Cell, unit: str = ""
) -> Row:
    """The line of an estimate: its cells between those ``before`` and ``after``, and what it is made of."""
    sums = (row["numerator"], row["denominator"])
    made = None if any(pd.isna(part) for part in sums) else (float(sums[0]), float(sums[1]))
    key = (str(row["indicator"]), str(row["aggregation"]))
    return Row((*before, *figure_cells(look, row), *after), unit, key, made)


def estimates_chart(look: Look, rows: pd.DataFrame, title: str, reference: float | None = None) -> Chart:
    """A dot plot of ``rows``, which have a column ``label``."""
    frame = rows.assign(hidden=rows["n"].isna())
    return Chart(Shape.DOTS, title, look.say("dots_text"), frame, reference)


def _factor_rows(look: Look, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the levels overall and factor with ``label``, in the instrument's order."""
    places = {"overall": 0, **{factor: i for i, factor in enumerate(look.instrument.factors, start=1)}}
    found = rows[rows["level"].isin(["overall", "factor"])]
    found = found.assign(
        label=found["indicator"].map(lambda name: indicator_name(look, name)),
        place=found["indicator"].map(places),
        way=found["aggregation"].map(_ORDER.index),
    )
    return found.sort_values(["place", "way"], ignore_index=True)


def indicator_name(look: Look, name: str) -> str:
    """What a factor, or the overall indicator, is called."""
    factors = look.instrument.factors
    return look.text(factors[name]) if name in factors else look.say("overall")


def compare_factors(look: Look, rows: pd.DataFrame) -> Block:
    """A plot of what is pooled from criteria, one of the general questions, and all of it as a table."""
    named = _factor_rows(look, rows)
    charts = tuple(
        estimates_chart(look, some, look.say(f"chart_{way}"))
        for way in ("pooled", "question")
        for some in [named[named["aggregation"] == way]]
        if len(some)
    )
    return Block(charts, (_factor_table(look, named),))


def _factor_table(look: Look, rows: pd.DataFrame) -> Table:
    """Every aggregation of the overall indicator and the factors, each named in its row."""
    return Table(
        "factors",
        look.say("table_factors"),
        (Column(look.say("column_indicator")), Column(look.say("column_aggregation")), *figure_columns(look)),
        tuple(
            figure_row(look, row, (row["label"], look.say(f"aggregation_{row['aggregation']}")))
            for _, row in rows.iterrows()
        ),
    )


def channel_table(look: Look, mixed: pd.DataFrame) -> Table:
    """The overall indicator by mode and tier."""
    return Table(
        "channels",
        look.say("table_channels"),
        (Column(look.say("column_mode")), Column(look.say("column_tier")), *figure_columns(look)),
        tuple(
            figure_row(
                look,
                row,
                (
                    look.say(f"mode_{row['mode']}"),
                    look.say(f"tier_{row['tier']}" if row["tier"] else "tier_none"),
                ),
            )
            for _, row in headline_rows(mixed).iterrows()
        ),
    )


def headline_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The overall indicator: pooled from criteria, else the general question."""
    overall = rows[rows["level"] == "overall"]
    for way in ("pooled", "question"):
        found = overall[overall["aggregation"] == way]
        if len(found):
            return found
    return overall.head(0)
