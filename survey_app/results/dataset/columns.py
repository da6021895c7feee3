"""Stored responses as the columns of one part of a dataset."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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
# A version after all that were published before it: a code means the same choice in each.
Find = Callable[[str, str], Sequence[Instrument]]


@dataclass(slots=True)
class _Answers:
    """The answers of some responses to one version: what was said, and for each item who was not asked it."""

    responses: list[int] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    unasked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def by_item(self, items: Sequence[Item]) -> Iterator[tuple[Any, ...]]:
        """For each item what each response says to it; None where it says nothing."""
        names = [item.name for item in items]
        # Response by response, while it is at hand: item by item takes more than twice as long.
        return zip(*[list(map(said.get, names)) for said in self.said], strict=True)

    def absent(self, item: Item) -> Any:
        """The code each response has where it says nothing to ``item``."""
        codes = np.full(len(self.said), float(_UNANSWERED))
        codes[self.unasked.get(item.name, [])] = _NOT_APPLICABLE
        return codes


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
    rows = list(rows)
    # Read as one text: each item's name is then kept once, not once a response.
    documents = json.loads(f"[{','.join(row.document for row in rows)}]")
    by_version: dict[tuple[str, str], _Answers] = defaultdict(_Answers)
    for number, (row, document) in enumerate(zip(rows, documents, strict=True), start=first):
        version = by_version[row.instrument, row.version]
        for name in document.get("irrelevant", ()):
            version.unasked[name].append(len(version.responses))
        version.responses.append(number)
        version.said.append(document["answers"])
    pieces = []
    for (identity, name), answers in by_version.items():
        versions = find(identity, name)
        items = [item for item in versions[-1].items if item.type is not ItemType.NOTE]
        for item, given in zip(items, answers.by_item(items), strict=True):
            pieces.append(_item_columns(versions, item, answers, given))
    return _join(pieces)


def _item_columns(
    versions: Sequence[Instrument], item: Item, answers: _Answers, given: Sequence[Any]
) -> dict[str, Any]:
    if item.type is ItemType.SELECT_MULTIPLE:
        return _multiple(versions, item, answers, given)
    piece = _blank(item.name, np.array(answers.responses, dtype=np.int64))
    absent = answers.absent(item)
    if item.type is ItemType.SELECT_ONE:
        codes: dict[str | None, float] = {None: np.nan}
        codes.update(choice_codes(versions, item.name))
        said = np.fromiter(map(codes.__getitem__, given), dtype=np.float64, count=len(given))
        piece["code"] = np.where(np.isnan(said), absent, said)
        return piece
    piece["code"] = np.where([answer is None for answer in given], absent, np.nan)
    if item.type in _NUMBERS:
        piece["number"] = np.array([np.nan if answer is None else float(answer) for answer in given])
    else:
        piece["text"] = np.array(given, dtype=object)
    return piece


def _multiple(
    versions: Sequence[Instrument], item: Item, answers: _Answers, given: Sequence[Any]
) -> dict[str, Any]:
    """One row a chosen choice, one row for nothing chosen."""
    codes = choice_codes(versions, item.name)
    responses: list[int] = []
    occurrences: list[int] = []
    values: list[float] = []
    for response, names, absent in zip(answers.responses, given, answers.absent(item), strict=True):
        chosen = [codes[name] for name in names or ()] or [absent]
        responses += [response] * len(chosen)
        occurrences += range(1, len(chosen) + 1)
        values += chosen
    piece = _blank(item.name, np.array(responses, dtype=np.int64))
    piece["occurrence"] = np.array(occurrences, dtype=np.int16)
    piece["code"] = np.array(values, dtype=np.float64)
    return piece


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
    joined["item"] = pd.Categorical.from_codes(codes, categories=pd.Index(items))
    return joined
