"""What there is to show of a round: sections of charts and tables, before they become a page or a file."""

from dataclasses import dataclass

import pandas as pd

from analysis import Dataset
from survey_app.results.model import POOLED, Channel, Request
from survey_app.results.page.criteria import compare_answers, criteria_table
from survey_app.results.page.look import Look, in_channel, open_look
from survey_app.results.page.overall import channel_table, compare_factors, headline_rows
from survey_app.results.page.table import Block, Table
from survey_app.results.page.units import compare_units
from survey_app.store import Database
from wording.figures import number


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    name: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """All that may be published of what was asked for.

    ``channel`` is the one that is shown, None for all pooled; ``mixed`` are the indicators of every channel,
    ``rows`` those of the one shown.
    """

    look: Look
    channel: Channel | None
    mixed: pd.DataFrame
    rows: pd.DataFrame
    sections: list[Section]

    @property
    def tables(self) -> list[Table]:
        """Every table in the order of the page."""
        return [table for section in self.sections for block in section.blocks for table in block.tables]

    def section(self, name: str) -> list[Block]:
        """The blocks of the section ``name``; none when there is nothing in it."""
        return [block for section in self.sections if section.name == name for block in section.blocks]

    def headline(self) -> dict[str, str] | None:
        """n, estimate and interval of the overall indicator in words; None when nothing may be shown."""
        shown = headline_rows(self.rows).dropna(subset=["n"])
        if shown.empty:
            return None
        row, language = shown.iloc[0], self.look.language
        figures = {name: self.look.figure(float(row[name])) for name in ("est", "lci", "uci")}
        way = self.look.say(f"aggregation_{row['aggregation']}")
        return {**figures, "n": number(int(row["n"]), language), "aggregation": way}


def find(db: Database, dataset: Dataset, request: Request) -> Findings:
    """What ``request`` asks for. Raises AnalysisError for a selection that may not be published."""
    look = open_look(db, dataset, request)
    mixed = look.indicators()
    channel = _choose_channel(request, mixed)
    rows = look.indicators(pool=True) if channel is None else in_channel(mixed, channel)
    return Findings(look, channel, mixed, rows, _sections(look, mixed, rows, channel))


def _sections(look: Look, mixed: pd.DataFrame, rows: pd.DataFrame, channel: Channel | None) -> list[Section]:
    if not len(rows):
        return []
    counts = in_channel(look.distribution(pool=channel is None), channel)
    overall = headline_rows(rows)["est"].dropna()
    reference = None if overall.empty else float(overall.iloc[0])
    found = [
        Section("factors", [compare_factors(look, rows)]),
        Section("criteria", [*compare_answers(look, counts), Block((), (criteria_table(look, rows),))]),
        Section("units", compare_units(look, channel, reference)),
        Section("channels", [Block((), (channel_table(look, mixed),))]),
    ]
    return [section for section in found if section.blocks]


def _choose_channel(request: Request, mixed: pd.DataFrame) -> Channel | None:
    """The channel asked for, else the one with most responses; None when they are to be pooled."""
    if request.channel == POOLED:
        return None
    asked = Channel.read(request.channel)
    if asked is not None:
        return asked
    # Hidden ones last: nothing is known of them.
    largest = headline_rows(mixed).sort_values("n", ascending=False, na_position="last", kind="stable")
    if largest.empty:
        return None
    return Channel(str(largest.iloc[0]["mode"]), str(largest.iloc[0]["tier"]))
