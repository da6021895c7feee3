"""What is wrong in a file, row by row, without saying one thing a thousand times."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from survey_app.errors import Problem

# So many different problems are listed; the rest is counted.
LISTED = 200


@dataclass(slots=True)
class Problems:
    """The different problems of a file with their first row, and how many rows have each."""

    count: int = 0
    _kept: dict[tuple[str, str], Problem] = field(default_factory=dict)
    _rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Count ``problem``, and list it unless the same was said of a row before, while there is room."""
        self.count += 1
        key = problem.code, _same(problem.values)
        if key in self._kept:
            self._rows[key] += 1
            if int(problem.place) < int(self._kept[key].place):
                self._kept[key] = problem
        elif len(self._kept) < LISTED:
            self._kept[key], self._rows[key] = problem, 1

    @property
    def listed(self) -> list[Problem]:
        """One of each in the order of their first rows; ``rows`` says how many where several."""
        found = [
            replace(problem, values={**problem.values, "rows": self._rows[key]})
            if self._rows[key] > 1
            else problem
            for key, problem in self._kept.items()
        ]
        return sorted(found, key=lambda problem: int(problem.place))

    @property
    def more(self) -> int:
        """How many problems of rows are not among those listed."""
        return self.count - sum(self._rows.values())


def _same(values: Mapping[str, object]) -> str:
    return "\x1f".join(f"{name}={value}" for name, value in values.items())
