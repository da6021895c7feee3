"""The overall indicator and the factors, and the overall indicator by mode and tier."""

from collections import Counter
from typing import Any, Final

import pandas as pd

from survey_app.results.page.charts import Chart, Shape
from survey_app.results.page.look import Look
from survey_app.results.page.table import Block, Cell, Column, Kind, Row, Table, figures

_FIGURES: Final = ("n", "est", "lci", "uci", "ci_method", "method")
_ORDER: Final = ("pooled", "mean_of_criteria", "mean_of_factors", "weighted_factors", "question")


def figure_columns(look: Look) -> tuple[Column, ...]:
    """The columns of an estimate; the note beside n says what is hidden."""
    kind = Kind.SHARE if look.scale is None else Kind.SCORE
    return (
        Column(look.say("column_n"), Kind.COUNT),
        Column(look.say("column_note"), Kind.COUNT),
        Column(estimate_heading(look), kind),
        Column(look.say("column_lci"), kind),
        Column(look.say("column_uci"), kind),
        Column(look.say("column_ci_method")),
        Column(look.say("column_method")),
    )


def estimate_heading(look: Look) -> str:
    """What the column of estimates is called: the share satisfied, or the mean score."""
    return look.say("column_est" if look.scale is None else "column_mean")


def figure_cells(look: Look, row: "pd.Series[Any]") -> tuple[Cell, ...]:
    """The cells for `figure_columns`."""
    n, *others, made, method = figures(row, _FIGURES)
    interval = look.say(f"interval_{made}") if made else None
    return (n, look.say("hidden") if n is None else "", *others, interval, method)


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
    text = look.say("dots_text" if look.scale is None else "dots_text_mean")
    return Chart(
        Shape.DOTS, f"{title} ({look.method})", text, frame, reference, look.scale, method_note(look)
    )


def method_note(look: Look) -> str:
    """By which method figures were made, and where that comes from."""
    return look.say(
        "chart_method",
        label=look.method.label(look.language),
        id=look.method,
        source=look.method.source(look.language),
    )


def _factor_rows(look: Look, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the levels overall and factor with ``label``, no two alike, in the instrument's order."""
    places = {"overall": 0, **{factor: i for i, factor in enumerate(look.factors, start=1)}}
    found = rows[rows["level"].isin(["overall", "factor"])]
    found = found.assign(
        label=_figure_names(look, found),
        place=found["indicator"].map(places),
        way=found["aggregation"].map(_ORDER.index),
    )
    return found.sort_values(["place", "way"], ignore_index=True)


def _figure_names(look: Look, rows: pd.DataFrame) -> list[str]:
    """What each row is the figure of; where that is made in several ways also how, by its name in the form
    where two are called the same."""
    called = dict(zip(rows["indicator"], rows["indicator"].map(look.factor_name), strict=True))
    ways = Counter(rows["indicator"])
    alike = Counter(called.values())
    names = []
    for indicator, way in zip(rows["indicator"], rows["aggregation"], strict=True):
        name = called[indicator] + (f" ({indicator})" if alike[called[indicator]] > 1 else "")
        made = look.say(f"aggregation_{way}")
        names.append(look.say("indicator_made", name=name, way=made) if ways[indicator] > 1 else name)
    return names


def compare_factors(look: Look, rows: pd.DataFrame) -> Block:
    """A plot of what is made of criteria (of several ways the pooled one), one of the general questions, and
    all of it as a table."""
    named = _factor_rows(look, rows)
    asked = named["aggregation"] == "question"
    if look.method.across:
        title, made = "chart_own", named[~asked]
    else:  # one way of several, which the title names
        title, made = "chart_pooled", named[named["aggregation"] == "pooled"]
        made = made.assign(label=made["indicator"].map(look.factor_name))
    plots = ((title, made), ("chart_question", named[asked]))
    measure = estimate_heading(look)
    charts = tuple(
        estimates_chart(look, some, look.say(key, measure=measure)) for key, some in plots if len(some)
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
    """The overall indicator: made of criteria (of several ways the pooled one), else the general question."""
    overall = rows[rows["level"] == "overall"]
    for way in _ORDER:
        found = overall[overall["aggregation"] == way]
        if len(found):
            return found
    return overall.head(0)
