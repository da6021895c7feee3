"""Stored responses as the columns of one part of a dataset."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.dataset import MISSING
from forms import Instrument, Item, ItemType
from forms.addresses import address
from forms.codebook import choice_codes
from forms.items import FILES, SELECTS, Audience
from survey_app.responses.model import Row

_UNANSWERED, _NOT_APPLICABLE = MISSING["unanswered"], MISSING["not_applicable"]
_GIVEN = 1.0  # the code of what was answered without saying more
_SEVERAL = {ItemType.SELECT_MULTIPLE, ItemType.RANK}
_NUMBERS = {ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE}
_MIXED = {ItemType.CALCULATE, ItemType.HIDDEN}  # a number or a text, as it came out
_KEPT_BACK = FILES | {ItemType.GEOPOINT, ItemType.METADATA}
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
    """The answers of some responses to one version: what was said, and for each address who was not asked."""

    responses: list[int] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    unasked: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def by_item(self, items: Sequence[Item]) -> Iterator["_Given"]:
        """For each item what each response says to it; None where it says nothing."""
        plain = [item.name for item in items if not item.repeat]
        # Response by response, while it is at hand: item by item takes more than twice as long.
        columns = zip(*[list(map(said.get, plain)) for said in self.said], strict=True)
        responses = np.array(self.responses, dtype=np.int64)
        for item in items:
            if item.repeat:
                yield self._repeated(item, item.repeat)
            else:
                codes = np.full(len(responses), float(_UNANSWERED))
                codes[list(self.unasked.get(item.name, ()))] = _NOT_APPLICABLE
                yield _Given(responses, np.ones(len(responses), dtype=np.int16), next(columns), codes)

    def _repeated(self, item: Item, repeat: str) -> "_Given":
        """A row for each occurrence; one that says "not applicable" where there was none."""
        rows: list[tuple[int, int, Any, int]] = []
        for place, (response, said) in enumerate(zip(self.responses, self.said, strict=True)):
            times = said.get(repeat, 0)
            if not times:
                rows.append((response, 1, None, _NOT_APPLICABLE))
            for at in range(1, times + 1):
                name = address(item.name, at)
                unasked = place in self.unasked.get(name, ())
                rows.append((response, at, said.get(name), _NOT_APPLICABLE if unasked else _UNANSWERED))
        responses, occurrences, given, codes = zip(*rows, strict=True)
        return _Given(
            np.array(responses, dtype=np.int64),
            np.array(occurrences, dtype=np.int16),
            given,
            np.array(codes, dtype=np.float64),
        )


@dataclass(frozen=True, slots=True)
class _Given:
    """What responses say to one item, a row for each occurrence: whose it is, which one, the answer or None,
    the code it has where it is None."""

    responses: Any
    occurrences: Any
    answers: Sequence[Any]
    absent: Any


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
            version.unasked[name].add(len(version.responses))
        version.responses.append(number)
        version.said.append(document["answers"])
    pieces = []
    for (identity, name), answers in by_version.items():
        versions = find(identity, name)
        items = [item for item in versions[-1].items if item.type is not ItemType.NOTE]
        for item, given in zip(items, answers.by_item(items), strict=True):
            pieces.append(_item_columns(versions, item, given))
    return _join(pieces)


def _item_columns(versions: Sequence[Instrument], item: Item, given: _Given) -> dict[str, Any]:
    coded = choice_codes(versions, item.name) if item.type in SELECTS else {}
    if item.type in _SEVERAL:
        return _several(coded, item, given)
    piece = _blank(item.name, given.responses, given.occurrences)
    if coded:
        codes: dict[str | None, float] = {None: np.nan}
        codes.update(coded)
        said = np.fromiter(map(codes.__getitem__, given.answers), dtype=np.float64, count=len(given.answers))
        piece["code"] = np.where(np.isnan(said), given.absent, said)
        return piece
    here = _GIVEN if item.type is ItemType.ACKNOWLEDGE or _is_kept_back(versions[-1], item) else np.nan
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


def _several(codes: Mapping[str, int], item: Item, given: _Given) -> dict[str, Any]:
    """One row a chosen choice, one row for nothing chosen; of ranked choices the number is the rank."""
    rows: list[int] = []
    names: list[str | None] = []
    values: list[float] = []
    ranks: list[float] = []
    for row, (chosen, absent) in enumerate(zip(given.answers, given.absent, strict=True)):
        chosen = chosen or [None]
        rows += [row] * len(chosen)
        names += chosen
        values += [absent if name is None else codes.get(name, np.nan) for name in chosen]
        ranks += [np.nan if name is None else rank for rank, name in enumerate(chosen, start=1)]
    piece = _blank(item.name, given.responses[rows], given.occurrences[rows])
    piece["code"] = np.array(values, dtype=np.float64)
    if not codes:
        piece["text"] = np.array(names, dtype=object)
    if item.type is ItemType.RANK:
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
