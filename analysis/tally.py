"""The tally: from millions of answers to counts per block, item and code, and to one row per response.

Written once for every engine. Parts are read one after the other, so memory is bounded by one part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.cells import Cells
from analysis.engines import collect

_SMALL: Final = {"block": "int32", "k": "int16", "code": "int16", "n": "int64"}
_SHIFT: Final = 128  # codes -127..127 become bytes 1..255
_PER_WORD: Final = 7  # bytes in a 64-bit word that never touch its sign


def count_codes(cells: Cells, items: Sequence[str]) -> pd.DataFrame:
    """Counts per block, item and code over all parts.

    Columns block, item (its place in `items`), code, n (answers), w and w2 (sums of the weight and of its
    square).
    """
    weighted = bool(cells.blocks["weighted"].sum())
    sums = {"w": nw.col("weight").sum(), "w2": nw.col("square").sum()} if weighted else {}
    engine = cells.source.engine
    numbers = engine.lift(pd.DataFrame({"item": pd.Series(list(items), dtype="str"), "k": range(len(items))}))
    found = [pd.DataFrame({"block": [], "k": [], "code": [], "n": []})]
    for part in cells.source.dataset.parts:
        members = cells.members(part).with_columns(square=nw.col("weight") * nw.col("weight"))
        answers = engine.answers([part]).join(numbers, on="item", how="inner")
        joined = answers.join(members, on="response", how="inner")
        found.append(collect(joined.group_by("block", "k", "code").agg(n=nw.len(), **sums)))
    pieces = pd.concat([piece.astype(_SMALL) for piece in found], ignore_index=True)
    counts = pieces.groupby(["block", "k", "code"], as_index=False).sum().rename(columns={"k": "item"})
    if not weighted:
        counts["w"] = counts["w2"] = counts["n"].astype("float64")
    return counts.astype({"block": "i8", "item": "i8", "code": "i8", "n": "i8"})


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The responses of one part: `block` and `weight` of each, and its `codes`, one column an item.

    A code is shifted by 128 so that it fits a byte; 0 is an item the response was never asked.
    """

    block: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]
    codes: npt.NDArray[np.uint8]


def read_rows(cells: Cells, items: Sequence[str]) -> Iterator[Rows]:
    """The responses of each part in turn with their codes of `items` (asked once per response).

    The engine adds every answer, moved to a byte of its own, into words of seven answers: a sum is the one
    way to lay answers side by side that every engine does fast, and integers add up exactly.
    """
    words = [f"w{i}" for i in range(-(-len(items) // _PER_WORD))]
    engine = cells.source.engine
    places = engine.lift(_byte_places(items, words))
    for part in cells.source.dataset.parts:
        answers = (
            engine.answers([part]).filter(nw.col("occurrence") == 1).join(places, on="item", how="inner")
        )
        shifted = nw.col("code").cast(nw.Int64) + _SHIFT
        moved = answers.with_columns(*[(shifted * nw.col(word)).alias(word) for word in words])
        packed = moved.group_by("response").agg(*[nw.col(word).sum() for word in words])
        whole = packed.with_columns(*[nw.col(word).cast(nw.Int64) for word in words])
        frame = collect(whole.join(cells.members(part), on="response", how="inner"))
        yield Rows(
            frame["block"].to_numpy(np.int64),
            frame["weight"].to_numpy(np.float64),
            _unpack(frame[words].to_numpy("<i8"), len(items)),
        )


def code_byte(code: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """The byte that stands for each code in `Rows.codes`."""
    return code.astype(np.int64) + _SHIFT


def _byte_places(items: Sequence[str], words: Sequence[str]) -> pd.DataFrame:
    place = np.arange(len(items))
    factor = 256 ** (place % _PER_WORD)
    columns = {word: np.where(place // _PER_WORD == i, factor, 0) for i, word in enumerate(words)}
    return pd.DataFrame({"item": pd.Series(list(items), dtype="str"), **columns})


def _unpack(words: npt.NDArray[np.int64], items: int) -> npt.NDArray[np.uint8]:
    eights = np.ascontiguousarray(words).view(np.uint8).reshape(len(words), -1, 8)
    return eights[:, :, :_PER_WORD].reshape(len(words), -1)[:, :items]
