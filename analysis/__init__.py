"""What answers mean: a dataset is tallied into indicators, estimates, charts and files.

Knows of no server, no database and no questionnaire format. Imports only `wording` and libraries.
"""

from analysis.dataset import Dataset, read
from analysis.distribution import distribution
from analysis.errors import (
    AnalysisError,
    DatasetRefused,
    NotPublishable,
    Problem,
    SelectionRefused,
    UnknownName,
)
from analysis.indicators import indicators
from analysis.methods import AGGREGATIONS, METHODS, Method
from analysis.selection import Where

__all__ = [
    "AGGREGATIONS",
    "METHODS",
    "AnalysisError",
    "Dataset",
    "DatasetRefused",
    "Method",
    "NotPublishable",
    "Problem",
    "SelectionRefused",
    "UnknownName",
    "Where",
    "distribution",
    "indicators",
    "read",
]
