"""The answer to one request: the page as plain data and its files, made of the same tables."""

import base64
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from analysis.methods import Method
from survey_app.results.model import POOLED, Channel
from survey_app.results.page.files import write_files
from survey_app.results.page.findings import Findings, Section
from survey_app.results.page.look import Look
from survey_app.results.page.notes import notes, round_notes, scope_notes, source_notes
from survey_app.results.page.overall import headline_rows
from survey_app.results.page.units import unit_choices
from wording.figures import number


@dataclass(frozen=True, slots=True)
class Offer:
    """A channel a reader can choose; ``n`` is '' where it may not be shown."""

    value: str
    label: str
    n: str


def answer(found: Findings, digest: str, now: datetime) -> dict[str, Any]:
    """``page`` (plain data, words and figures in the reader's language) and ``files`` (name -> base64).

    Every figure is one that may be published; ``digest`` is that of the dataset they were computed from,
    ``now`` the moment the files say they were made.
    """
    look, channel = found.look, found.channel
    scope, told = scope_notes(look, channel), notes(look)
    page = {
        "method": _named(look.method, look.language),
        "methods": [_named(method, look.language) for method in look.methods],
        "scope": scope,
        "headline": found.headline(),
        "channel": POOLED if channel is None else str(channel),
        "channels": [asdict(offer) for offer in _offers(look, found.mixed, channel)],
        "units": unit_choices(look),
        "sections": [_shown(section, look.language) for section in found.sections],
        "notes": told,
        "file_prefix": "du-lieu-gia-lap-" if look.demo else "",
    }
    said = [*source_notes(look), *scope, *told, *round_notes(look), look.say("note_digest", digest=digest)]
    files = write_files(found, said, now) if found.tables else {}
    return {
        "page": page,
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
    }


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


def _named(method: Method, language: str) -> dict[str, str]:
    return {
        "id": str(method),
        "label": method.label(language),
        "statistic": method.statistic.value,
        "source": method.source(language),
    }


def _shown(section: Section, language: str) -> dict[str, Any]:
    blocks = [
        {
            "charts": [
                {"title": chart.title, "note": chart.note, "svg": chart.svg(language)}
                for chart in block.charts
            ],
            "tables": [table.shown(language) for table in block.tables],
        }
        for block in section.blocks
    ]
    return {"name": section.name, "blocks": blocks}
