"""The tally: from millions of answers to counts per block, item and code, and to the codes of each response.

The engine reads, filters and joins (written once, in Narwhals); parts are taken a few at a time, so what it
holds is bounded whatever the size of the dataset.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.arrays import Floats, Ints
from analysis.cells import Cells
from analysis.dataset import Part
from analysis.engines import collect

_TOGETHER: Final = 2  # parts read at once: each query costs some milliseconds before its first row
_SHIFT: Final = 128  # codes -127..127 become bytes 1..255


def count_codes(cells: Cells, items: Sequence[str]) -> pd.DataFrame:
    """Counts per block, item and code over all parts, several answers to one item counted each.

    Columns block, item (its place in `items`), code, n (answers), w and w2 (sums of the weight and of its
    square).
    """
    numbers = cells.source.engine.lift(_numbered(items))
    pieces = []
    for parts in _batches(cells.source.dataset.parts):
        members = cells.members(parts).with_columns(w2=nw.col("weight") * nw.col("weight"))
        answers = cells.source.answers(parts).join(numbers, on="text", how="inner")
        keyed = answers.join(members, on="response", how="inner").group_by("block", "item", "code")
        pieces.append(collect(keyed.agg(n=nw.len(), w=nw.col("weight").sum(), w2=nw.col("w2").sum())))
    return _added(pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Some responses: `block` and `weight` of each (N), and `codes` (K, N), a row an item.

    A code is shifted to a byte (see `code_byte`); 0 is an item the response was never asked.
    """

    block: Ints
    weight: Floats
    codes: npt.NDArray[np.uint8]


def read_rows(cells: Cells, items: Sequence[str]) -> list[Rows]:
    """All responses of `cells` with their codes of `items`, a few parts in each element.

    What is kept is a byte an item and 16 a response: 38 MB for a million responses to 22 items.
    """
    engine = cells.source.engine
    numbers = engine.lift(_numbered(items))
    found: list[Rows] = []
    for parts in _batches(cells.source.dataset.parts):
        members = collect(cells.members(parts))
        places = pd.DataFrame({"response": members["response"], "row": np.arange(len(members))})
        answers = (
            cells.source.answers(parts)
            .filter(nw.col("occurrence") == 1)
            .join(numbers, on="text", how="inner")
        )
        placed = answers.join(engine.lift(places.astype({"row": "int32"})), on="response", how="inner")
        given = collect(placed.select("row", "item", "code"))
        codes = np.zeros((len(items), len(members)), dtype=np.uint8)
        codes[given["item"].to_numpy(), given["row"].to_numpy()] = code_byte(given["code"].to_numpy())
        found.append(Rows(members["block"].to_numpy(np.int64), members["weight"].to_numpy(np.float64), codes))
    return found


def count_rows(rows: Sequence[Rows], blocks: int, items: int) -> pd.DataFrame:
    """The counts of `count_codes`, from responses already read."""
    seen = np.flatnonzero(sum(np.bincount(part.codes.ravel(), minlength=256) for part in rows))
    slot = np.searchsorted(seen, np.arange(256))
    even = all((part.weight == 1).all() for part in rows)
    sums = np.zeros((1 if even else 3, items, blocks * len(seen)))
    for part in rows:
        first = part.block * len(seen)
        for item, codes in enumerate(part.codes):
            place = first + slot.take(codes)
            for power, added in enumerate(sums):
                weight = part.weight**power if power else None
                added[item] += np.bincount(place, weight, minlength=added.shape[1])
    used, place = np.nonzero(sums[0])
    block, code = place // len(seen), seen[place % len(seen)] - _SHIFT
    n, w, w2 = (sums[min(power, len(sums) - 1)][used, place] for power in range(3))
    counts = pd.DataFrame(
        {"block": block, "item": used, "code": code, "n": n.astype(np.int64), "w": w, "w2": w2}
    )
    return counts[counts["code"] != -_SHIFT].sort_values(["block", "item", "code"], ignore_index=True)


def code_byte(code: npt.NDArray[Any]) -> Ints:
    """The byte that stands for each code in `Rows.codes`."""
    return code.astype(np.int64) + _SHIFT


def _numbered(items: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": pd.Series(list(items), dtype="str"), "item": range(len(items))}).astype(
        {"item": "int16"}
    )


def _batches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """A few parts of one dataset at a time: response numbers are unique within a dataset only."""
    for _, own in groupby(parts, key=lambda part: part.dataset):
        listed = list(own)
        for start in range(0, len(listed), _TOGETHER):
            yield listed[start : start + _TOGETHER]


def _added(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    kinds = {"block": "i8", "item": "i8", "code": "i8", "n": "i8", "w": "f8", "w2": "f8"}
    if not pieces:
        return pd.DataFrame({name: np.empty(0) for name in kinds}).astype(kinds)
    return (
        pd.concat(pieces, ignore_index=True)
        .astype(kinds)
        .groupby(["block", "item", "code"], as_index=False)
        .sum()
    )
