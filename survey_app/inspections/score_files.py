"""Scores as a file: a row for every item, and for every section, visit and case that adds them up."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from survey_app.inspections.beside_files import Cell
from survey_app.inspections.scoring import Line, Part, Total, VisitScore
from wording import say
from wording.figures import day

_COLUMNS: Final = (
    "row", "visit", "section", "code", "label", "severity", "outcome", "answer", "weight", "achieved",
    "points", "score", "class", "scheme", "mark",
)  # fmt: skip
_MARK_COLUMN, _MARK = "du_lieu", "DỮ LIỆU GIẢ LẬP"


def rows_of(
    scores: Sequence[tuple[str, VisitScore]], total: Total | None, language: str, *, demo: bool
) -> list[list[Cell]]:
    """The names of the columns, then the rows of each visit (named as told) and of all of them together."""
    rows: list[list[Cell]] = [[say(language, f"scores.column_{name}") for name in _COLUMNS]]
    for named, score in scores:
        visit = f"{named}, {day(score.visit.day, language)}"
        scheme = score.scheme.number
        for section in score.sections:
            for line in section.lines:
                found: list[Cell] = ["item", visit, section.title, *_line(line, language), "", ""]
                rows.append([*found, scheme, say(language, "scores.mark")])
            rows.append(["section", visit, section.title, *_sums(section.total, scheme, language)])
        rows.append(["visit", visit, "", *_sums(score.total, scheme, language)])
    if total is not None and len(scores) > 1:
        rows.append(["case", "", "", *_sums(total, scores[0][1].scheme.number, language)])
    if demo:
        rows = [[*row, _MARK if number else _MARK_COLUMN] for number, row in enumerate(rows)]
    return rows


def said_outcome(part: Part, language: str) -> str:
    """What became of one judgement, in words."""
    return say(language, f"scores.outcome_{part.outcome}")


def _line(line: Line, language: str) -> Iterator[Cell]:
    yield line.code
    yield "; ".join(part.label for part in line.parts)
    yield line.severity.value
    yield "; ".join(said_outcome(part, language) for part in line.parts)
    yield "; ".join(part.answer for part in line.parts)
    yield from _figures((line.weight, line.achieved, line.points))


def _sums(total: Total, scheme: int, language: str) -> list[Cell]:
    share = round(total.points / total.weight, 4) if total.weight else None  # as exact as the score
    label = total.label.text(language) if total.label else ""
    figures = _figures((total.weight, share, total.points, total.score))
    return ["", "", "", "", "", *figures, label, scheme, say(language, "scores.mark")]


def _figures(values: Iterable[Decimal | None]) -> list[Cell]:
    return ["" if value is None else float(value) for value in values]
