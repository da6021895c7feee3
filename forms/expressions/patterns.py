"""The patterns of regex(): read into a small program that a text is run through once.

Engines that try one way after the other can be made to run for ever; this one follows all ways at once, so
its work is at most the length of the text times that of the program. The program is plain JSON, the same for
the browser. Its steps: ["c", negated, from, to, ...] one character of these ranges of code points ·
["|", a, b] go on at both · ["j", a] go on there · ["^"] and ["$"] only at the ends of the text ·
["m"] matched.
"""

from collections.abc import Sequence
from string import hexdigits
from typing import Any

from forms.errors import ExpressionFault

LONGEST = 400
LONGEST_MATCHED = 250
LARGEST = 1000
_LAST = 0x10FFFF
_MANY = 1000  # the most a counted repetition may say
_DIGITS = [(48, 57)]
_WORDS = [(48, 57), (65, 90), (95, 95), (97, 122)]
_SPACES = [(9, 13), (32, 32)]
_KINDS = {"d": _DIGITS, "w": _WORDS, "s": _SPACES}
_CONTROLS = {"t": 9, "n": 10, "r": 13}
_CODED = {"x": 2, "u": 4}  # and as many hexadecimal digits
_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}

Ranges = list[tuple[int, int]]
Part = tuple[Any, ...]
Program = Sequence[Sequence[Any]]


def program_of(pattern: str, position: int = 1) -> list[list[Any]]:
    """The program of `pattern`, which begins at `position` of its cell.

    Raises ExpressionFault for a wrong or too large one, and for what other engines disagree about.
    """
    if len(pattern) > LONGEST:
        raise ExpressionFault("expression_pattern_long", position, most=LONGEST)
    reading = _Reading(pattern, position)
    tree = reading.either()
    if reading.left:
        raise reading.fault("expression_pattern")
    steps: list[list[Any]] = []
    _write(tree, steps, position)
    return [*steps, ["m"]]


def matches(program: Program, subject: str) -> bool:
    """Whether the program matches the whole of `subject`, which is at most `LONGEST_MATCHED` long."""
    if len(subject) > LONGEST_MATCHED:
        return False
    current = _reached([0], program, 0, len(subject))
    for place, character in enumerate(subject, 1):
        code = ord(character)
        through = [at + 1 for at in current if program[at][0] == "c" and _takes(program[at], code)]
        current = _reached(through, program, place, len(subject))
        if not current:
            return False
    return any(program[at][0] == "m" for at in current)


def _reached(starts: list[int], program: Program, place: int, end: int) -> set[int]:
    """The steps reached from `starts` without taking a character."""
    found: set[int] = set()
    waiting = starts
    while waiting:
        at = waiting.pop()
        if at in found:
            continue
        found.add(at)
        step = program[at]
        if step[0] in ("|", "j"):
            waiting.extend(step[1:])
        elif (step[0] == "^" and place == 0) or (step[0] == "$" and place == end):
            waiting.append(at + 1)
    return found


def _takes(step: Sequence[Any], code: int) -> bool:
    inside = any(step[part] <= code <= step[part + 1] for part in range(2, len(step), 2))
    return inside is not step[1]


def _write(part: Part, steps: list[list[Any]], position: int) -> None:
    """Append the steps of `part`."""
    if len(steps) > LARGEST:
        raise ExpressionFault("expression_pattern_large", position, most=LARGEST)
    match part[0]:
        case "c" | "^" | "$":
            steps.append(list(part))
        case "then":
            for each in part[1]:
                _write(each, steps, position)
        case "or":
            ends: list[list[Any]] = []
            for each in part[1][:-1]:
                fork = ["|", len(steps) + 1, 0]
                steps.append(fork)
                _write(each, steps, position)
                ends.append(["j", 0])
                steps.append(ends[-1])
                fork[2] = len(steps)
            _write(part[1][-1], steps, position)
            for end in ends:
                end[1] = len(steps)
        case _:
            _write_repeated(part, steps, position)


def _write_repeated(part: Part, steps: list[list[Any]], position: int) -> None:
    _, inner, least, most = part
    for _ in range(least):
        _write(inner, steps, position)
    forks: list[list[Any]] = []
    if most is None:
        start = len(steps)
        forks.append(["|", start + 1, 0])
        steps.append(forks[0])
        _write(inner, steps, position)
        steps.append(["j", start])
    for _ in range(least, most or 0):
        forks.append(["|", len(steps) + 1, 0])
        steps.append(forks[-1])
        _write(inner, steps, position)
    for fork in forks:
        fork[2] = len(steps)


class _Reading:
    """A pattern from left to right."""

    def __init__(self, pattern: str, position: int) -> None:
        self._pattern = pattern
        self._position = position
        self._at = 0
        self._depth = 0

    @property
    def left(self) -> str:
        return self._pattern[self._at :]

    def fault(self, code: str, at: int | None = None) -> ExpressionFault:
        place = self._at if at is None else at
        found = self._pattern[place : place + 4] or self._pattern
        return ExpressionFault(code, self._position + place, found=found)

    def _accept(self, mark: str) -> bool:
        if not self.left.startswith(mark):
            return False
        self._at += len(mark)
        return True

    def _take(self) -> str:
        if not self.left:
            raise self.fault("expression_pattern")
        self._at += 1
        return self._pattern[self._at - 1]

    def either(self) -> Part:
        """Ways with bars between."""
        ways = [self._sequence()]
        while self._accept("|"):
            ways.append(self._sequence())
        return ("or", ways) if len(ways) > 1 else ways[0]

    def _sequence(self) -> Part:
        parts: list[Part] = []
        while self.left and self.left[0] not in "|)":
            parts.append(self._repeated())
        return ("then", parts)

    def _repeated(self) -> Part:
        start = self._at
        part = self._one()
        bounds = self._bounds()
        if bounds is None:
            return part
        if part[0] in "^$":
            raise self.fault("expression_pattern", start)
        self._accept("?")  # as few as possible: of no consequence where the whole text must match
        if self.left[:1] in ("*", "+", "?", "{"):
            raise self.fault("expression_pattern_free")
        return ("times", part, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        if self.left[:1] in _QUANTIFIERS:
            return _QUANTIFIERS[self._take()]
        if not self._accept("{"):
            return None
        start = self._at - 1
        said, closed, _ = self.left.partition("}")
        least, comma, most = said.partition(",")
        figures = [least or "0", most or least or "0"] if comma else [least, least]
        if not closed or not said.strip(",") or not all(f.isascii() and f.isdigit() for f in figures):
            raise self.fault("expression_pattern", start)
        self._at += len(said) + 1
        low, high = (int(figure) if len(figure) < 5 else _MANY + 1 for figure in figures)
        if max(low, high) > _MANY or (high < low):
            raise self.fault("expression_pattern", start)
        return low, (None if comma and not most else high)

    def _one(self) -> Part:
        start = self._at
        match self._take():
            case "(":
                return self._group(start)
            case "[":
                return self._set()
            case ".":
                return ("c", True, 10, 10)
            case "^" | "$" as mark:
                return (mark,)
            case "\\":
                return _character(*self._escape())
            case "*" | "+" | "?" | "{" | ")":
                raise self.fault("expression_pattern", start)
            case plain:
                return _character(False, [(ord(plain), ord(plain))])

    def _group(self, start: int) -> Part:
        if not self._accept("?:") and self.left.startswith("?"):
            raise self.fault("expression_pattern_free", start)
        self._depth += 1
        if self._depth > 40:
            raise self.fault("expression_pattern_large", start)
        inner = self.either()
        if not self._accept(")"):
            raise self.fault("expression_pattern", start)
        self._depth -= 1
        return inner

    def _escape(self) -> tuple[bool, Ranges]:
        start = self._at - 1
        mark = self._take()
        if mark.lower() in _KINDS:
            return mark.isupper(), _KINDS[mark.lower()]
        if mark in _CONTROLS:
            return False, [(_CONTROLS[mark], _CONTROLS[mark])]
        if mark in _CODED:
            return False, [self._coded(_CODED[mark], start)]
        if mark.isalnum() or mark == "_":
            raise self.fault("expression_pattern_free", start)
        return False, [(ord(mark), ord(mark))]

    def _coded(self, length: int, start: int) -> tuple[int, int]:
        """The character of so many hexadecimal digits."""
        digits = self.left[:length]
        if len(digits) < length or not set(digits) <= set(hexdigits):
            raise self.fault("expression_pattern", start)
        self._at += length
        return int(digits, 16), int(digits, 16)

    def _set(self) -> Part:
        start = self._at - 1
        negated = self._accept("^")
        # A bracket that comes first is meant as such.
        ranges: Ranges = self._range() if self.left.startswith("]") else []
        while not self._accept("]"):
            if not self.left:
                raise self.fault("expression_pattern", start)
            if self.left.startswith(("&&", "[")):
                raise self.fault("expression_pattern_free")
            ranges += self._range()
        return _character(negated, ranges)

    def _range(self) -> Ranges:
        start = self._at
        low = self._member()
        if self.left.startswith("-") and not self.left.startswith("-]"):
            self._take()
            high = self._member()
            if len(low) != 1 or len(high) != 1 or low[0][0] != low[0][1] or low[0][0] > high[0][0]:
                raise self.fault("expression_pattern", start)
            return [(low[0][0], high[0][1])]
        return low

    def _member(self) -> Ranges:
        mark = self._take()
        if mark != "\\":
            return [(ord(mark), ord(mark))]
        negated, ranges = self._escape()
        return _others(ranges) if negated else ranges


def _others(ranges: Ranges) -> Ranges:
    """The code points outside of `ranges`, which are sorted."""
    ends = [-1, *(high for _, high in ranges)]
    starts = [*(low for low, _ in ranges), _LAST + 1]
    return [(end + 1, start - 1) for end, start in zip(ends, starts, strict=True)]


def _character(negated: bool, ranges: Ranges) -> Part:
    return ("c", negated, *(code for pair in ranges for code in pair))
