"""The dataset: its contract, how it is read and how it is written."""

from analysis.dataset.contract import (
    ANSWERS,
    CODEBOOK,
    METHODS,
    MISSING,
    PART_TABLES,
    RESPONSES,
    ROUNDS,
    SINGLE_TABLES,
    UNIT_TYPES,
    UNITS,
)
from analysis.dataset.reading import Dataset, Part, read
from analysis.dataset.writing import write_datapackage, write_part, write_table

__all__ = [
    "ANSWERS",
    "CODEBOOK",
    "METHODS",
    "MISSING",
    "PART_TABLES",
    "RESPONSES",
    "ROUNDS",
    "SINGLE_TABLES",
    "UNITS",
    "UNIT_TYPES",
    "Dataset",
    "Part",
    "read",
    "write_datapackage",
    "write_part",
    "write_table",
]
