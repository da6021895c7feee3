"""What was answered to each criterion and general question."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from forms import Choice, Item
from survey_app.results.page.charts import Chart, Shape
from survey_app.results.page.look import Look
from survey_app.results.page.overall import estimate_heading, figure_columns, figure_row
from survey_app.results.page.table import Block, Cell, Column, Kind, Row, Table

# The longest scale whose steps can be told apart by colour.
_LONGEST_SCALE: Final = 11
_UNRATED: Final = {"dont_know": -8, "not_applicable": -7, "refused": -9, "unanswered": -1}


def criteria_table(look: Look, rows: pd.DataFrame) -> Table:
    """The estimate of each criterion."""
    found = {row["indicator"]: row for _, row in rows[rows["level"] == "criterion"].iterrows()}
    items = [item for item in look.criteria if item.name in found]
    labels = _labels(look, items)
    return Table(
        "criteria",
        look.say("table_criteria", measure=estimate_heading(look)),
        (
            Column(look.say("column_criterion")),
            *figure_columns(look),
            Column(look.say("column_factor")),
            Column(look.say("column_code")),
        ),
        tuple(
            figure_row(
                look,
                found[item.name],
                (label,),
                look.factor_name(look.factor_of(item)) if look.factor_of(item) else "",
                item.name,
            )
            for item, label in zip(items, labels, strict=True)
        ),
    )


def compare_answers(look: Look, counts: pd.DataFrame) -> list[Block]:
    """All answers as bars and as a table, a block for every scale the instrument uses."""
    asked = set(counts["item"])
    scales: dict[str, list[Item]] = {}
    for item in look.judged:
        if item.name in asked and item.list_name:
            scales.setdefault(item.list_name, []).append(item)
    blocks = []
    for place, items in enumerate(scales.values(), start=1):
        scale = [choice for choice in look.instrument.choices(items[0]) if choice.missing is None]
        ending = f"-{place}" if place > 1 else ""
        bars = (_chart(look, items, scale, counts),) if len(scale) <= _LONGEST_SCALE else ()
        blocks.append(Block(bars, (_table(look, items, scale, counts, f"answers{ending}"),)))
    return blocks


def _chart(look: Look, items: Sequence[Item], scale: Sequence[Choice], counts: pd.DataFrame) -> Chart:
    labels = _labels(look, items)
    lines = []
    for item, label in zip(items, labels, strict=True):
        given = _given(counts, item)
        choices = [(code, look.text(choice.label), "valid") for code, choice in enumerate(scale, start=1)]
        unrated = [(code, _unrated_name(look, item, kind), "missing") for kind, code in _UNRATED.items()]
        total = sum(given.get(code) or 0 for code, _, _ in choices)
        for code, name, kind in (*choices, *((c, n, k) for c, n, k in unrated if c in given)):
            n = given.get(code, 0)
            lines.append(
                {
                    "label": label,
                    "choice": code,
                    "choice_label": name,
                    "kind": kind,
                    "n": n or 0,
                    "share": (n or 0) / total if total else 0.0,
                    "hidden": None in given.values(),
                }
            )
    return Chart(Shape.BARS, look.say("chart_answers"), look.say("bars_text"), pd.DataFrame(lines))


def _table(
    look: Look, items: Sequence[Item], scale: Sequence[Choice], counts: pd.DataFrame, name: str
) -> Table:
    columns = [
        Column(look.say("column_question")),
        Column(look.say("column_n"), Kind.COUNT),
        Column(look.say("column_note"), Kind.COUNT),
    ]
    for choice in scale:
        label = look.text(choice.label)
        columns.append(Column(look.say("column_choice_n", choice=label), Kind.COUNT, label))
        columns.append(Column(look.say("column_choice_share", choice=label), Kind.SHARE, label))
    columns += [Column(_unrated_name(look, items[0], kind), Kind.COUNT) for kind in _UNRATED]
    columns.append(Column(look.say("column_code")))
    labels = _labels(look, items)
    rows = tuple(
        Row((label, *_cells(look, item, scale, _given(counts, item))))
        for item, label in zip(items, labels, strict=True)
    )
    return Table(name, look.say("table_answers"), tuple(columns), rows)


def _cells(look: Look, item: Item, scale: Sequence[Choice], given: dict[int, int | None]) -> tuple[Cell, ...]:
    """What stands beside the question: how often each answer was given."""
    if None in given.values():
        blank = 2 * len(scale) + len(_UNRATED)
        return (None, look.say("hidden"), *[None] * blank, item.name)
    valid = [given.get(code) or 0 for code in range(1, len(scale) + 1)]
    total = sum(valid)
    cells: list[Cell] = [total, ""]
    for n in valid:
        cells += [n, n / total if total else None]
    return (*cells, *(given.get(code) or 0 for code in _UNRATED.values()), item.name)


def _given(counts: pd.DataFrame, item: Item) -> dict[int, int | None]:
    """How often each code was given to ``item``; None where it may not be shown."""
    found = counts[counts["item"] == item.name]
    return {
        int(code): None if pd.isna(n) else int(n) for code, n in zip(found["code"], found["n"], strict=True)
    }


def _unrated_name(look: Look, item: Item, kind: str) -> str:
    """The instrument's own words for not rating, else ours."""
    own: Any = next((c.label for c in look.instrument.choices(item) if c.missing == kind), None)
    return look.text(own) if own else look.say(f"missing_{kind}")


def _labels(look: Look, items: Sequence[Item]) -> list[str]:
    """The items' texts, no two alike."""
    texts = [look.text(item.label) for item in items]
    return [
        f"{text} ({item.name})" if texts.count(text) > 1 or not text else text
        for text, item in zip(texts, items, strict=True)
    ]
