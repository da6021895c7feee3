"""The answer to one request: the page as plain data and its files, made of the same tables."""

import base64
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from analysis import Dataset
from survey_app.results.model import POOLED, Channel, Request
from survey_app.results.page.criteria import compare_answers, criteria_table
from survey_app.results.page.files import write_files
from survey_app.results.page.look import Look, in_channel, open_look
from survey_app.results.page.notes import notes, scope_notes, source_notes
from survey_app.results.page.overall import (
    channel_table,
    compare_factors,
    headline_rows,
)
from survey_app.results.page.table import Block
from survey_app.results.page.units import compare_units, unit_choices
from survey_app.store import Database
from wording.figures import number, percent


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    name: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Offer:
    """A channel a reader can choose; ``n`` is '' where it may not be shown."""

    value: str
    label: str
    n: str


def answer(db: Database, dataset: Dataset, request: Request) -> dict[str, Any]:
    """``page`` (plain data, words and figures in the reader's language) and ``files`` (name -> base64).

    Every figure is one that may be published. Raises AnalysisError for a selection that may not.
    """
    look = open_look(db, dataset, request)
    mixed = look.indicators()
    channel = _choose_channel(request, mixed)
    rows = look.indicators(pool=True) if channel is None else in_channel(mixed, channel)
    sections = _sections(look, mixed, rows, channel)
    tables = [table for section in sections for block in section.blocks for table in block.tables]
    scope, told = scope_notes(look, channel), notes(look)
    page = {
        "method": {"id": str(look.method), "label": look.method.label(look.language)},
        "scope": scope,
        "headline": _headline(look, rows),
        "channel": POOLED if channel is None else str(channel),
        "channels": [asdict(offer) for offer in _offers(look, mixed, channel)],
        "units": unit_choices(look),
        "sections": [_shown(section, look.language) for section in sections],
        "notes": told,
        "file_prefix": "du-lieu-gia-lap-" if look.demo else "",
    }
    files = write_files(look, tables, [*source_notes(look), *scope, *told]) if tables else {}
    return {
        "page": page,
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
    }


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


def _offers(look: Look, mixed: pd.DataFrame, channel: Channel | None) -> list[Offer]:
    rows = headline_rows(mixed)
    offers = [
        Offer(
            str(Channel(mode, tier)),
            look.channel_name(mode, tier),
            "" if pd.isna(n) else number(int(n), look.language),
        )
        for mode, tier, n in zip(rows["mode"], rows["tier"], rows["n"], strict=True)
    ]
    if channel is not None and str(channel) not in {offer.value for offer in offers}:
        offers.append(Offer(str(channel), look.channel_name(channel.mode, channel.tier), "0"))
    return [*offers, Offer(POOLED, look.say("channel_all"), "")]


def _headline(look: Look, rows: pd.DataFrame) -> dict[str, str] | None:
    """n, estimate and interval of the overall indicator in words; None when nothing may be shown."""
    shown = headline_rows(rows).dropna(subset=["n"])
    if shown.empty:
        return None
    row, language = shown.iloc[0], look.language
    figures = {name: percent(float(row[name]), language) for name in ("est", "lci", "uci")}
    way = look.say(f"aggregation_{row['aggregation']}")
    return {**figures, "n": number(int(row["n"]), language), "aggregation": way}


def _shown(section: Section, language: str) -> dict[str, Any]:
    blocks = [
        {
            "charts": [asdict(chart) for chart in block.charts],
            "tables": [table.shown(language) for table in block.tables],
        }
        for block in section.blocks
    ]
    return {"name": section.name, "blocks": blocks}
