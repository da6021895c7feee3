"""What the report shows: the tables of the page line by line, and its charts as pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final

from survey_app.documents import Picture
from survey_app.results.page import Findings
from survey_app.results.page.charts import Chart
from survey_app.results.page.look import Look
from survey_app.results.page.table import Block, Cell, Kind, Table
from wording.figures import number

_WIDTH: Final = 150.0  # mm: little less than the text of a page
_ESTIMATE: Final = ("n", "note", "share", "low", "high", "interval", "method")
# What the columns of each table are called in the template, in their order.
_COLUMNS: Final = {
    "factors": ("name", "aggregation", *_ESTIMATE),
    "criteria": ("name", *_ESTIMATE, "factor", "code"),
    "units": ("name", *_ESTIMATE, "code"),
    "channels": ("mode", "tier", *_ESTIMATE),
}


class _Numbered:
    """Captions, numbered as they come."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._tables, self._figures = count(1), count(1)

    def table(self, text: str) -> str:
        return self._look.say("report_table", number=next(self._tables), title=text)

    def figure(self, text: str) -> str:
        return self._look.say("report_figure", number=next(self._figures), title=text)


def parts(found: Findings) -> dict[str, Any]:
    """The values of the tags that are lists, and the captions of their tables."""
    look, numbered = found.look, _Numbered(found.look)
    values: dict[str, Any] = {}
    values["factor_charts"] = _charts(found.section("factors"), look, numbered)
    values.update(_listed("factors", found.section("factors"), look, numbered))
    criteria = found.section("criteria")
    values["answers"] = [_answers(block, look, numbered) for block in criteria if _is_of_answers(block)]
    values.update(_listed("criteria", criteria, look, numbered))
    units = [_shown(block) for block in found.section("units")]
    values["unit_charts"] = _charts(units, look, numbered)
    values.update(_listed("units", units, look, numbered))
    hidden = sum(len(table.rows) for block in found.section("units") for table in block.tables)
    hidden -= len(values["units"])
    values["units_hidden"] = look.say("report_units_hidden", n=hidden) if hidden else ""
    values.update(_listed("channels", found.section("channels"), look, numbered))
    return values


def _shown(block: Block) -> Block:
    """``block`` without the lines that are hidden: a report lists who is shown and counts the others."""
    charts = [replace(chart, frame=chart.frame[~chart.frame["hidden"]]) for chart in block.charts]
    tables = [
        replace(table, rows=tuple(row for row in table.rows if row.cells[1] is not None))
        for table in block.tables
    ]
    return Block(tuple(chart for chart in charts if len(chart.frame)), tuple(tables))


def _listed(name: str, blocks: Sequence[Block], look: Look, numbered: _Numbered) -> dict[str, Any]:
    """The lines of the table ``name`` by its columns' names, and its caption; none where it is missing."""
    table = next((table for block in blocks for table in block.tables if table.name == name), None)
    if table is None or not table.rows:
        return {name: [], f"{name}_caption": ""}
    lines = []
    for texts in _texts(table, look):
        line = dict(zip(_COLUMNS[name], texts, strict=True))
        line["n"] = line["n"] or line.pop("note")
        lines.append(line)
    return {name: lines, f"{name}_caption": numbered.table(table.caption)}


def _charts(blocks: Sequence[Block], look: Look, numbered: _Numbered) -> list[dict[str, Any]]:
    """The pictures of ``blocks``; a plot in which everything is hidden is left out."""
    drawn = [chart for block in blocks for chart in block.charts if not chart.frame["hidden"].all()]
    return [picture for chart in drawn for picture in _pictures(chart, look, numbered)]


def _pictures(chart: Chart, look: Look, numbered: _Numbered) -> Iterator[dict[str, Any]]:
    pictures = chart.pictures(look.language)
    for place, picture in enumerate(pictures, start=1):
        title = chart.title
        if len(pictures) > 1:
            title = look.say("report_piece", title=title, number=place, of=len(pictures))
        title = numbered.figure(title)
        yield {"title": title, "picture": Picture(picture, f"{title}. {chart.text}", _WIDTH)}


def _is_of_answers(block: Block) -> bool:
    return any(table.name.startswith("answers") for table in block.tables)


def _answers(block: Block, look: Look, numbered: _Numbered) -> dict[str, Any]:
    """A scale's answers: the choices, and for each question the share that chose each."""
    table = block.tables[0]
    shares = [place for place, column in enumerate(table.columns) if column.kind is Kind.SHARE]
    unrated = range(shares[-1] + 1, len(table.columns) - 1)
    rows = []
    for row, texts in zip(table.rows, _texts(table, look), strict=True):
        left_out = [row.cells[place] for place in unrated]
        hidden = None in left_out
        rows.append(
            {
                "name": texts[0],
                "n": texts[1] or texts[2],
                "shares": [texts[place] for place in shares],
                # The count of a choice stands before its share.
                "answers": [{"n": texts[place - 1], "share": texts[place]} for place in shares],
                "unrated": "" if hidden else number(sum(map(_whole, left_out)), look.language),
                "reasons": [texts[place] for place in unrated],
            }
        )
    return {
        "reasons": [table.columns[place].heading for place in unrated],
        "caption": numbered.table(table.caption),
        "charts": _charts([block], look, numbered),
        "unrated_caption": numbered.table(look.say("report_unrated")),
        "choices": [table.columns[place].choice for place in shares],
        "rows": rows,
    }


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _texts(table: Table, look: Look) -> list[list[str]]:
    """The cells of ``table`` as the page writes them."""
    return [row["cells"] for row in table.shown(look.language)["rows"]]
