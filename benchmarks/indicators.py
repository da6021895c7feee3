"""Indicators by 500 counters over a million responses, against numpy's bincount over the same files.

The floor counts counter x item x code and nothing else: no factors, no errors, no intervals.
"""

import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.costs import Cost, cost_of
from benchmarks.figures import Figure
from benchmarks.million import INSTANCE, QUESTIONS, filled_instance, survey
from benchmarks.office import INSTRUMENT
from benchmarks.questionnaire import item_names

_TURNS = 3


def run() -> list[Figure]:
    filled_instance()
    cost_of(survey("dataset", "build"))
    ours, floor = [], []
    for _ in range(_TURNS):
        ours.append(_child("ours"))
        floor.append(_child("floor"))
    seconds, least = (median(float(cost.printed) for cost in costs) for costs in (ours, floor))
    command = cost_of(survey("indicators", "--instrument", INSTRUMENT, "--by", "counter", "--format", "csv"))
    return [
        Figure("indicators by 500 counters, once loaded", seconds, "s"),
        Figure("floor: bincount by counter, item and code, once loaded", least, "s"),
        Figure("indicators / bincount", seconds / least, "x", most=3),
        Figure("peak memory of the indicators", max(cost.megabytes for cost in ours), "MB", most=500),
        Figure("peak memory of the floor", max(cost.megabytes for cost in floor), "MB"),
        Figure("`survey indicators` from start to end", command.seconds, "s"),
        Figure("its peak memory", command.megabytes, "MB", most=500),
    ]


def _child(part: str) -> Cost:
    """What computing ``part`` in a process of its own took; it prints the seconds after its imports."""
    return cost_of([sys.executable, "-m", "benchmarks.indicators", part, str(INSTANCE / "dataset")])


def compute_ours(folder: Path) -> float:
    """Seconds for the indicators of the dataset in ``folder``."""
    from analysis import indicators
    from analysis.dataset import read

    started = time.perf_counter()
    indicators(read([folder]), INSTRUMENT, by=("counter",))
    return time.perf_counter() - started


def compute_floor(folder: Path) -> float:
    """Seconds for the counts by counter, item and code, file by file."""
    import duckdb
    import numpy as np

    started = time.perf_counter()
    items = item_names(QUESTIONS)
    with duckdb.connect(config={"threads": 2}) as connection:
        found = connection.sql(
            "SELECT DISTINCT counter FROM read_parquet(?)", params=[f"{folder}/responses/*"]
        )
        counters = sorted(row[0] for row in found.fetchall())
        for name, values in (("cell", counters), ("place", items)):
            connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT unnest(?) AS code, unnest(?) AS {name}",
                [values, list(range(len(values)))],
            )
        counts = np.zeros(len(counters) * len(items) * 256, dtype=np.int64)
        for file in sorted((folder / "answers").iterdir()):
            codes = connection.execute(
                "SELECT cell, place, a.code FROM read_parquet(?) AS a JOIN place ON place.code = a.item"
                " JOIN (SELECT response, cell FROM read_parquet(?) AS r JOIN cell ON cell.code = r.counter)"
                " USING (response)",
                [str(file), str(folder / "responses" / file.name)],
            ).fetchnumpy()
            cell, place, code = (
                np.asarray(codes[name], dtype=np.int64) for name in ("cell", "place", "code")
            )
            counts += np.bincount((cell * len(items) + place) * 256 + code + 128, minlength=len(counts))
    return time.perf_counter() - started


if __name__ == "__main__":
    print({"ours": compute_ours, "floor": compute_floor}[sys.argv[1]](Path(sys.argv[2])))
