"""How a criterion is given points, in the rows below it: its choices, or what is read with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from forms.drafting.guesses import named_apart, number_in
from forms.drafting.understood import Answer, Kind, Line
from forms.drafting.vocabulary import plain

# 'Hoàn thành 100% kế hoạch: 1,5', 'Không đúng thời hạn - 0 điểm', 'Có đủ (0,5 điểm)'.
_STEP = re.compile(
    r"(?P<words>.*\S)(?:\s*[:=]\s*|\s+[-–→]\s*|\s*\(\s*)(?P<points>\d{1,3}(?:[.,]\d{1,3})?)"
    r"(?:\s*(?:điểm|đ|points?))?\s*\)?[.;,]?",
    re.IGNORECASE | re.DOTALL,
)
_FORMULA = re.compile(r".*\b(cong thuc|tinh theo|moi|tru|cong them|ty le|formula|each)\b.*")
_FEWEST = 2  # steps to choose from


def with_steps(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines: rows without a number below a criterion are its steps, or are read with it."""
    found: list[Line] = []
    for head, below in _criteria(lines):
        found += _graded(head, below) if head.kind is Kind.POINTS and below else [head, *below]
    return settled_steps(found)


def settled_steps(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, each criterion that is given points by steps with the choices these are."""
    found = []
    for place, line in enumerate(lines):
        bare = line.kind is Kind.OPTIONS and not line.answers
        if bare or (line.stepped and line.kind in (Kind.OPTIONS, Kind.POINTS)):
            answers = named_apart([_answer(step) for step in _steps_of(lines[place + 1 :])])
            if len(answers) >= _FEWEST:
                line = replace(line, answers=answers, stepped=True)
            elif line.stepped:
                line = replace(line, answers=(), kind=Kind.POINTS)
        found.append(line)
    return tuple(found)


def _criteria(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """Each line with the rows without a number below it that nothing else is known of."""
    place = 0
    while place < len(lines):
        head, below = lines[place], []
        place += 1
        while head.style and place < len(lines) and _belongs(lines[place], head):
            below.append(lines[place])
            place += 1
        yield head, below


def _belongs(line: Line, head: Line) -> bool:
    plainly = head.style not in ("bullet", "")
    bare = not line.style or (line.style == "bullet" and _scored(line) is not None)
    lettered = (
        line.style == "small" and head.style != "small" and line.most is None and _scored(line) is not None
    )
    return plainly and (bare or lettered) and line.kind is Kind.POINTS and line.block == head.block


def _graded(head: Line, below: list[Line]) -> list[Line]:
    """A criterion and its rows; those with points of their own that sum up are criteria themselves."""
    owned = [line.most for line in below if line.most is not None]
    if owned and head.most is not None and sum(owned) == head.most and 0 not in owned and len(owned) > 1:
        return [replace(head, doubts=(*head.doubts, "parts_summed")), *below]
    steps = [line for line in below if _scored(line) is not None]
    enough = len(steps) >= _FEWEST
    rows = [_row(line, enough and line in steps) for line in below]
    if not enough:
        return [head, *rows]
    doubts = list(head.doubts)
    highest = max(score for line in steps if (score := _scored(line)) is not None)
    if head.most is not None and highest != head.most:
        doubts.append("steps_most")
    if any(_FORMULA.fullmatch(plain(line.text)) and line not in steps for line in below):
        return [head, *(_row(line, False) for line in below)]  # points between the steps are given, too
    return [replace(head, kind=Kind.OPTIONS, stepped=True, doubts=tuple(doubts)), *rows]


def _row(line: Line, step: bool) -> Line:
    words = f"{line.text}: {line.most:f}" if line.most is not None else line.text
    if step:
        doubts = () if line.most is None else ("step_in_column",)
        return replace(line, kind=Kind.STEP, text=words, hints=(), doubts=doubts)
    plainly = "formula" if _FORMULA.fullmatch(plain(line.text)) else "beside_criterion"
    return replace(line, kind=Kind.HINT, text=words, doubts=(plainly,))


def _steps_of(below: Sequence[Line]) -> Iterator[Line]:
    for line in below:
        if line.kind is Kind.STEP:
            yield line
        elif line.kind not in (Kind.HINT, Kind.UNUSED):
            return


def _scored(line: Line) -> Decimal | None:
    """How many points a step says: in the column of points, or behind its words."""
    if line.most is not None:
        return line.most
    found = _STEP.fullmatch(line.text)
    return number_in(found["points"]) if found else None


def _answer(line: Line) -> Answer:
    found = _STEP.fullmatch(line.text)
    points = number_in(found["points"]) if found else None
    words = found["words"] if found else line.text
    name = f"{points:f}".replace(".", "_") if points is not None else "c"
    return Answer(name, {"": words.rstrip(" :-–(")}, points)
