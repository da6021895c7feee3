"""Stored responses as the columns of one part of a dataset."""

import json
from collections.abc import Callable, Iterable, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from forms import Instrument, Item, ItemType
from forms.items import FILES, Audience
from survey_app.responses.model import Row
from survey_app.results.dataset.answers import SEVERAL, Answers, Given

_GIVEN = 1.0  # the code of what was answered without saying more
_NUMBERS = {ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE}
_MIXED = {ItemType.CALCULATE, ItemType.HIDDEN}  # a number or a text, as it came out
_KEPT_BACK = FILES | {ItemType.GEOPOINT, ItemType.METADATA}
_AT_ONCE = 200  # responses that are read: few enough to stay in the processor's cache
# What a row of the dataset takes over from a stored response as it is.
_TAKEN = (
    "uuid",
    "instrument",
    "version",
    "round",
    "counter",
    "collector",
    "mode",
    "tier",
    "language",
    "assisted",
    "disposition",
    "day",
    "slot",
    "stratum",
    "psu",
    "weight",
)
# A version after all that were published before it: a code means the same choice in each.
Find = Callable[[str, str], Sequence[Instrument]]


def responses_columns(
    rows: Iterable[tuple[Row, int | None]], first: int, excluded: Set[str] = frozenset()
) -> dict[str, Any]:
    """The `responses` columns of ``rows`` with their batch, numbered from ``first``.

    ``excluded`` are the ids of those that are left out of the figures.
    """
    rows = list(rows)
    stored = dict(zip(Row._fields, zip(*[row for row, _ in rows], strict=True), strict=bool(rows)))
    columns: dict[str, Any] = {name: list(stored.get(name, ())) for name in _TAKEN}
    columns["response"] = np.arange(first, first + len(rows), dtype=np.int64)
    columns["excluded"] = np.array([row.uuid in excluded for row, _ in rows], dtype=bool)
    columns["batch"] = pd.array([batch for _, batch in rows], dtype="Int32")
    columns["slot"] = pd.array(columns["slot"], dtype="Int8")
    for name in ("collector", "tier", "stratum", "psu"):
        columns[name] = pd.array(columns[name], dtype="object")
    return columns


def answers_columns(rows: Iterable[Row], first: int, find: Find) -> dict[str, Any]:
    """The `answers` columns of ``rows``: every item that can be answered, asked or not, item by item."""
    rows = list(rows)
    by_version: dict[tuple[str, str], Answers] = {}
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        # Read as one text: each item's name is then kept once, not once a response.
        documents = json.loads(f"[{','.join([row.document for row in some])}]")
        for number, (row, document) in enumerate(zip(some, documents, strict=True), start=first + start):
            version = (row.instrument, row.version)
            if version not in by_version:
                by_version[version] = Answers(find(*version))
            by_version[version].add(number, document)
        for version in {(row.instrument, row.version) for row in some}:
            by_version[version].turn()
    pieces = [
        _item_columns(answers.instrument, given)
        for answers in by_version.values()
        for given in answers.by_item()
    ]
    return _join(pieces)


def _item_columns(instrument: Instrument, given: Given) -> dict[str, Any]:
    item = given.item
    if item.type in SEVERAL:
        return _several(given)
    piece = _blank(item.name, given.responses, given.occurrences)
    if given.codes:
        said = np.array(given.answers, dtype=np.float64)
        piece["code"] = np.where(np.isnan(said), given.absent, said)
        return piece
    here = _GIVEN if item.type is ItemType.ACKNOWLEDGE or _is_kept_back(instrument, item) else np.nan
    piece["code"] = np.where([answer is None for answer in given.answers], given.absent, here)
    if here == _GIVEN:
        return piece
    if item.type in _NUMBERS:
        piece["number"] = np.array([np.nan if answer is None else float(answer) for answer in given.answers])
    elif item.type in _MIXED:
        figures = [isinstance(answer, (int, float)) for answer in given.answers]
        piece["number"] = np.array(
            [a if f else np.nan for a, f in zip(given.answers, figures, strict=True)], float
        )
        piece["text"] = np.array(
            [None if f else a for a, f in zip(given.answers, figures, strict=True)], object
        )
    else:
        piece["text"] = np.array(given.answers, dtype=object)
    return piece


def _is_kept_back(instrument: Instrument, item: Item) -> bool:
    """Whether only that it was answered leaves the store: of citizens no place, no file, no circumstances."""
    return instrument.audience is Audience.CITIZEN and item.type in _KEPT_BACK


def _several(given: Given) -> dict[str, Any]:
    """One row a chosen choice, one row for nothing chosen; of ranked choices the number is the rank."""
    rows: list[int] = []
    names: list[str | None] = []
    values: list[float] = []
    ranks: list[float] = []
    for row, (chosen, absent) in enumerate(zip(given.answers, given.absent, strict=True)):
        chosen = chosen or [None]
        rows += [row] * len(chosen)
        names += chosen
        values += [absent if name is None else given.codes.get(name, np.nan) for name in chosen]
        ranks += [np.nan if name is None else rank for rank, name in enumerate(chosen, start=1)]
    piece = _blank(given.item.name, given.responses[rows], given.occurrences[rows])
    piece["code"] = np.array(values, dtype=np.float64)
    if not given.codes:
        piece["text"] = np.array(names, dtype=object)
    if given.item.type is ItemType.RANK:
        piece["number"] = np.array(ranks, dtype=np.float64)
    return piece


def _blank(item: str, responses: Any, occurrences: Any) -> dict[str, Any]:
    return {
        "response": responses,
        "item": item,
        "occurrence": occurrences,
        "code": np.full(len(responses), np.nan),
        "number": np.full(len(responses), np.nan),
        "text": np.full(len(responses), None, dtype=object),
    }


def _join(pieces: list[dict[str, Any]]) -> dict[str, Any]:
    pieces.sort(key=lambda piece: str(piece["item"]))
    items = sorted({str(piece["item"]) for piece in pieces})
    places = {item: place for place, item in enumerate(items)}
    counts = [len(piece["response"]) for piece in pieces]
    codes = np.repeat(np.array([places[str(piece["item"])] for piece in pieces], dtype=np.int64), counts)
    joined: dict[str, Any] = {
        name: np.concatenate([piece[name] for piece in pieces]) if pieces else []
        for name in ("response", "occurrence", "code", "number", "text")
    }
    joined["item"] = pd.Categorical.from_codes(codes, categories=pd.Index(items))
    return joined
