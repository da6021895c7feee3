"""Reading one dataset folder, or many as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from analysis.dataset.codes import RECODES, unify
from analysis.dataset.contract import PART_TABLES, SINGLE_TABLES, Columns
from analysis.errors import DatasetRefused, Problem

_KEYS = {
    "codebook": ["instrument", "version", "item", "code"],
    "units": ["code", "valid_from"],
    "rounds": ["code"],
    "methods": ["instrument", "method", "version"],
    "flags": ["uuid", "flag"],
}
_MAY_LACK = {"flags", "methods"}  # folders written by an earlier version


@dataclass(frozen=True, slots=True)
class Part:
    """One file of responses and the file of their answers; `dataset` is the folder's place in the list."""

    dataset: int
    responses: Path
    answers: Path


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """One or many dataset folders read as one; the parts stay on disk until they are asked.

    `recodes` are the codes of answers that mean another choice in their folder than in the codebook here.
    """

    folders: tuple[Path, ...]
    parts: tuple[Part, ...]
    codebook: pd.DataFrame
    units: pd.DataFrame
    rounds: pd.DataFrame
    methods: pd.DataFrame
    flags: pd.DataFrame
    recodes: pd.DataFrame


def read(folders: Sequence[Path]) -> Dataset:
    """The dataset in `folders`, with the columns of the contract; tables the folders share are merged.

    A folder of an earlier version has no flags and no methods. Raises DatasetRefused with every problem
    found: a missing file or column, a column too many or of another type, two folders that say different
    things of one item, unit, round or method.
    """
    connection = duckdb.connect(config={"memory_limit": "250MB", "threads": 2})
    problems: list[Problem] = []
    parts: list[Part] = []
    tables: dict[str, list[pd.DataFrame]] = {name: [] for name in SINGLE_TABLES}
    with connection:
        for place, folder in enumerate(folders):
            if not folder.is_dir():
                problems.append(Problem("dataset_folder_missing", str(folder)))
                continue
            parts += _parts(folder, place, problems)
            for name, columns in SINGLE_TABLES.items():
                path = folder / f"{name}.parquet"
                if name in _MAY_LACK and not path.exists():
                    tables[name].append(pd.DataFrame(columns=list(columns), dtype=object))
                    continue
                found = list(_column_problems(connection, path, columns))
                problems += found
                if not found:
                    tables[name].append(connection.sql("FROM read_parquet(?)", params=[str(path)]).df())
        for part in parts:
            problems += _column_problems(connection, part.responses, PART_TABLES["responses"])
            problems += _column_problems(connection, part.answers, PART_TABLES["answers"])
    if not folders:
        problems.append(Problem("dataset_none"))
    if len(folders) > 1 and not problems:
        problems += _shared_responses(parts)
    if problems:
        raise DatasetRefused(problems)
    recodes = pd.DataFrame(columns=list(RECODES))
    if len(folders) > 1:
        tables["codebook"], recodes = unify(tables["codebook"])
    merged = {name: _merge(name, frames) for name, frames in tables.items()}
    return Dataset(tuple(folders), tuple(parts), **merged, recodes=recodes)


def _shared_responses(parts: Sequence[Part]) -> Iterator[Problem]:
    """A response that stands in two folders: it would be counted twice."""
    files = [str(part.responses) for part in parts]
    query = "SELECT uuid FROM read_parquet(?) GROUP BY uuid HAVING count(*) > 1 LIMIT 1"
    with duckdb.connect(config={"memory_limit": "250MB", "threads": 2}) as connection:
        twice = connection.execute(query, [files]).fetchone() if files else None
    if twice:
        yield Problem("dataset_response_twice", "", {"uuid": twice[0]})


def _parts(folder: Path, place: int, problems: list[Problem]) -> Iterator[Part]:
    responses = {path.name for path in (folder / "responses").glob("part-*.parquet")}
    answers = {path.name for path in (folder / "answers").glob("part-*.parquet")}
    for name in sorted(responses - answers):
        problems.append(Problem("dataset_file_missing", str(folder / "answers" / name)))
    for name in sorted(responses & answers):
        yield Part(place, folder / "responses" / name, folder / "answers" / name)


def _column_problems(
    connection: duckdb.DuckDBPyConnection, path: Path, columns: Columns
) -> Iterator[Problem]:
    if not path.is_file():
        yield Problem("dataset_file_missing", str(path))
        return
    try:
        relation = connection.sql("FROM read_parquet(?)", params=[str(path)])
    except duckdb.Error:
        yield Problem("dataset_file_unreadable", str(path))
        return
    found = dict(zip(relation.columns, map(str, relation.types), strict=True))
    for column in columns.keys() - found.keys():
        yield Problem("dataset_column_missing", str(path), {"column": column})
    for column in found.keys() - columns.keys():
        yield Problem("dataset_column_extra", str(path), {"column": column})
    for column in columns.keys() & found.keys():
        if found[column] != columns[column]:
            values = {"column": column, "found": found[column], "wanted": columns[column]}
            yield Problem("dataset_column_type", str(path), values)


def _merge(name: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    merged = pd.concat(frames, ignore_index=True).drop_duplicates(ignore_index=True)
    twice = merged[merged.duplicated(_KEYS[name])]
    if len(twice):
        first = twice.iloc[0]
        key = " ".join(str(first[column]) for column in _KEYS[name])
        raise DatasetRefused([Problem("dataset_tables_differ", f"{name}.parquet", {"key": key})])
    return merged
