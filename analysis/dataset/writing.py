"""Writing a dataset's tables: types enforced, a file is there whole or not at all."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analysis.dataset.contract import ANSWERS, PART_TABLES, RESPONSES, SINGLE_TABLES, Columns

_FRICTIONLESS = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "SMALLINT": "integer",
    "TINYINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "VARCHAR": "string",
}


def write_part(
    folder: Path, number: int, responses: Mapping[str, Any], answers: Mapping[str, Any]
) -> tuple[Path, Path]:
    """The paths of part `number`: its responses and its answers, written or replaced.

    `responses` and `answers` map every column of RESPONSES and ANSWERS to values of one length: numpy
    arrays, lists, pandas arrays; None and NaN become NULL. Repeated texts (`item`) are written fastest as
    `pandas.Categorical`. Rows may come in any order. Raises ValueError for missing or extra columns and
    duckdb.Error for values that do not fit the column's type.
    """
    name = f"part-{number:05d}.parquet"
    # Answers first: a reader lists the responses and expects their answers to be there.
    answers_path = _copy(
        folder / "answers" / name, answers, ANSWERS, order="item, occurrence, response, code"
    )
    return _copy(folder / "responses" / name, responses, RESPONSES, order="response"), answers_path


def write_table(folder: Path, name: str, rows: Iterable[Mapping[str, Any]]) -> Path:
    """The path of table `name`, one of SINGLE_TABLES, written or replaced with `rows` in order.

    Raises KeyError for another name, ValueError for a row with missing or extra columns.
    """
    columns = SINGLE_TABLES[name]
    rows = list(rows)
    for row in rows:
        _refuse_other_columns(row, columns)
    values = {column: [row[column] for row in rows] for column in columns}
    return _copy(folder / f"{name}.parquet", values, columns, order="")


def write_datapackage(folder: Path, *, name: str, title: str, demo: bool) -> Path:
    """The path of `datapackage.json`, which tells other tools what the tables hold."""
    resources = [
        {
            "name": table,
            "path": f"{table}/*.parquet" if table in PART_TABLES else f"{table}.parquet",
            "format": "parquet",
            "schema": {"fields": [{"name": c, "type": _FRICTIONLESS[t]} for c, t in columns.items()]},
        }
        for table, columns in {**PART_TABLES, **SINGLE_TABLES}.items()
    ]
    package = {"name": name, "title": title, "demo": demo, "resources": resources}
    path = folder / "datapackage.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(fresh, path)
    return path


def _copy(path: Path, values: Mapping[str, Any], columns: Columns, *, order: str) -> Path:
    _refuse_other_columns(values, columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    casts = ", ".join(f"CAST({column} AS {sql}) AS {column}" for column, sql in columns.items())
    frame = pd.DataFrame({column: values[column] for column in columns}, copy=False)
    with duckdb.connect(config={"memory_limit": "250MB", "threads": 2}) as connection:
        rows = connection.from_df(frame).project(casts)
        if order:
            rows = rows.order(order)
        rows.write_parquet(str(fresh), compression="zstd")
    os.replace(fresh, path)
    return path


def _refuse_other_columns(given: Mapping[str, Any], columns: Columns) -> None:
    if set(given) != set(columns):
        odd = sorted(set(given) ^ set(columns))
        raise ValueError(f"columns missing or not in the contract: {', '.join(odd)}")
