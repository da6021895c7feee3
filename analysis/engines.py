"""The engines a tally runs on. Each reads the same Parquet and hands out Narwhals frames, nothing more.

`duckdb` computes where the files are, within a memory limit; `pandas` holds a part in memory. Figures of the
two are equal within 1e-12 (sums of weights may be added in another order).
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import duckdb
import narwhals as nw
import pandas as pd

from analysis.dataset import ANSWERS, RESPONSES, Part
from analysis.dataset.contract import Columns
from analysis.errors import UnknownName

Frame: TypeAlias = nw.LazyFrame[Any]
Settings: TypeAlias = dict[str, str | bool | int | float | list[str]]

ENGINES: Final = ("duckdb", "pandas")
_RESPONSES = """
    SELECT {place} AS dataset, response, instrument, version, "round", counter, mode,
           coalesce(tier, '') AS tier, coalesce(stratum, '') AS stratum, coalesce(psu, '') AS psu,
           weight, coalesce(batch, 0) AS batch,
           CAST(datediff('day', DATE '1970-01-01', "day") AS INTEGER) AS "day",
           strftime("day", '%Y-%m') AS "month"
    FROM {source}
    WHERE disposition = 'complete'
"""
_ANSWERS = """
    SELECT {place} AS dataset, response, item AS text, occurrence, code
    FROM {source} WHERE code IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """An open engine; `in_place` says whether frames stay lazy in DuckDB or are loaded into pandas."""

    connection: duckdb.DuckDBPyConnection
    in_place: bool

    def responses(self, parts: Sequence[Part], *, excluded: bool = False) -> Frame:
        """The responses that count, of all `parts`, or with those that were `excluded`; absent texts are '',
        absent batches 0."""
        query = _RESPONSES if excluded else f"{_RESPONSES} AND NOT excluded"
        return self._scan(query, RESPONSES, [(part.dataset, part.responses) for part in parts])

    def answers(self, parts: Sequence[Part]) -> Frame:
        """The coded answers of all `parts`."""
        return self._scan(_ANSWERS, ANSWERS, [(part.dataset, part.answers) for part in parts])

    def lift(self, frame: pd.DataFrame) -> Frame:
        """A small frame of ours where the engine can join it."""
        lifted: Frame = nw.from_native(self.connection.from_df(frame) if self.in_place else frame).lazy()
        return lifted

    def _scan(self, template: str, columns: Columns, files: Sequence[tuple[int, Path]]) -> Frame:
        places = sorted({place for place, _ in files}) or [0]
        queries = [
            template.format(place=place, source=_source(columns, [path for p, path in files if p == place]))
            for place in places
        ]
        relation = self.connection.sql(" UNION ALL ".join(queries))
        scanned: Frame = nw.from_native(relation if self.in_place else relation.df()).lazy()
        return scanned


@contextmanager
def open_engine(name: str) -> Iterator[Engine]:
    """An engine of that name. Raises UnknownName."""
    if name not in ENGINES:
        raise UnknownName("unknown_engine", "engine", name, ENGINES)
    settings: Settings = {"memory_limit": "250MB", "threads": 2, "temp_directory": tempfile.gettempdir()}
    with duckdb.connect(config=settings) as connection:
        yield Engine(connection, in_place=name == "duckdb")


def collect(frame: Frame) -> pd.DataFrame:
    """The rows of `frame` in pandas."""
    rows: pd.DataFrame = frame.collect(backend="pandas").to_native()
    return rows


def _source(columns: Columns, files: Sequence[Path]) -> str:
    """What to read: the files, or for none of them a table without rows."""
    if files:
        paths = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
        return f"read_parquet([{paths}])"
    nothing = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns.items())
    return f"(SELECT {nothing} WHERE false)"
