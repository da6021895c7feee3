"""What a benchmark found, as a table for a person and as JSON to compare with later."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `most` or `least` is the target, where there is one."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.most is not None:
            return self.value <= self.most
        return None if self.least is None else self.value >= self.least


def table(name: str, figures: Iterable[Figure]) -> str:
    """The figures of the benchmark ``name``, a line each."""
    return "\n".join(_line(name, figure) for figure in figures)


def save(folder: Path, name: str, figures: Iterable[Figure]) -> None:
    """Write ``figures`` to ``folder`` with what the machine was and how busy."""
    found = {
        "benchmark": name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "figures": [{**asdict(figure), "met": figure.met} for figure in figures],
    }
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _line(name: str, figure: Figure) -> str:
    target = ""
    if figure.most is not None:
        target = f"at most {figure.most:g}"
    elif figure.least is not None:
        target = f"at least {figure.least:g}"
    verdict = {True: "met", False: "MISSED", None: ""}[figure.met]
    return f"{name:11} {figure.what:54} {figure.value:10.4g} {figure.unit:12} {target:14} {verdict}".rstrip()
