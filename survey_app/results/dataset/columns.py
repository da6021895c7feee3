"""Stored responses as the columns of one part of a dataset."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.dataset import MISSING
from forms import Instrument, Item, ItemType
from forms.codebook import choice_codes
from survey_app.responses.model import Row

_UNANSWERED, _NOT_APPLICABLE = MISSING["unanswered"], MISSING["not_applicable"]
_NUMBERS = {ItemType.INTEGER, ItemType.DECIMAL}
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
Find = Callable[[str, str], Instrument]


@dataclass(slots=True)
class _Answers:
    """The answers of some responses to one version: what was said, and what was not asked."""

    responses: list[int]
    said: list[dict[str, Any]]
    irrelevant: list[frozenset[str]]


def responses_columns(rows: Iterable[tuple[Row, int | None]], first: int) -> dict[str, Any]:
    """The `responses` columns of ``rows`` with their batch, numbered from ``first``."""
    rows = list(rows)
    places = {name: Row._fields.index(name) for name in _TAKEN}
    columns: dict[str, Any] = {name: [row[place] for row, _ in rows] for name, place in places.items()}
    columns["response"] = np.arange(first, first + len(rows), dtype=np.int64)
    columns["excluded"] = np.zeros(len(rows), dtype=bool)
    columns["batch"] = pd.array([batch for _, batch in rows], dtype="Int32")
    columns["slot"] = pd.array(columns["slot"], dtype="Int8")
    for name in ("collector", "tier", "stratum", "psu"):
        columns[name] = pd.array(columns[name], dtype="object")
    return columns


def answers_columns(rows: Iterable[Row], first: int, find: Find) -> dict[str, Any]:
    """The `answers` columns of ``rows``: every item that can be answered, asked or not, item by item."""
    by_version: dict[tuple[str, str], _Answers] = defaultdict(lambda: _Answers([], [], []))
    for number, row in enumerate(rows, start=first):
        document = json.loads(row.document)
        version = by_version[row.instrument, row.version]
        version.responses.append(number)
        version.said.append(document["answers"])
        version.irrelevant.append(frozenset(document.get("irrelevant", ())))
    pieces = [
        _item_columns(instrument, item, answers)
        for (identity, name), answers in by_version.items()
        for instrument in [find(identity, name)]
        for item in instrument.items
        if item.type is not ItemType.NOTE
    ]
    return _join(pieces)


def _item_columns(instrument: Instrument, item: Item, answers: _Answers) -> dict[str, Any]:
    if item.type is ItemType.SELECT_MULTIPLE:
        return _multiple(instrument, item, answers)
    responses = np.array(answers.responses, dtype=np.int64)
    piece = _blank(item.name, responses)
    name = item.name
    if item.type is ItemType.SELECT_ONE:
        codes = choice_codes(instrument.choices(item))
        piece["code"] = np.fromiter(
            (
                codes[said[name]] if name in said else _absent(name, irrelevant)
                for said, irrelevant in zip(answers.said, answers.irrelevant, strict=True)
            ),
            dtype=np.float64,
            count=len(responses),
        )
        return piece
    absent = [
        np.nan if name in said else _absent(name, irrelevant)
        for said, irrelevant in zip(answers.said, answers.irrelevant, strict=True)
    ]
    piece["code"] = np.array(absent, dtype=np.float64)
    if item.type in _NUMBERS:
        piece["number"] = np.array([float(said.get(name, "nan")) for said in answers.said])
    else:
        piece["text"] = np.array([said.get(name) for said in answers.said], dtype=object)
    return piece


def _multiple(instrument: Instrument, item: Item, answers: _Answers) -> dict[str, Any]:
    """One row a chosen choice, one row for nothing chosen."""
    codes = choice_codes(instrument.choices(item))
    responses: list[int] = []
    occurrences: list[int] = []
    values: list[float] = []
    for response, said, irrelevant in zip(answers.responses, answers.said, answers.irrelevant, strict=True):
        chosen = [codes[name] for name in said.get(item.name, ())] or [_absent(item.name, irrelevant)]
        responses += [response] * len(chosen)
        occurrences += range(1, len(chosen) + 1)
        values += chosen
    piece = _blank(item.name, np.array(responses, dtype=np.int64))
    piece["occurrence"] = np.array(occurrences, dtype=np.int16)
    piece["code"] = np.array(values, dtype=np.float64)
    return piece


def _absent(name: str, irrelevant: frozenset[str]) -> int:
    return _NOT_APPLICABLE if name in irrelevant else _UNANSWERED


def _blank(item: str, responses: Any) -> dict[str, Any]:
    return {
        "response": responses,
        "item": item,
        "occurrence": np.ones(len(responses), dtype=np.int16),
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
    joined["item"] = pd.Categorical.from_codes(codes.tolist(), categories=pd.Index(items))
    return joined
