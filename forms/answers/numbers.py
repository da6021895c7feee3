"""Answers that are numbers, as Vietnamese and as machines write them.

One point or comma is the decimal sign: 1,5 and 1.5 are one and a half, and so is 1.234 a little over one.
Groups of three are taken where nothing else can be meant: 1.234,5 · 1,234.5 · 1.234.567 · 1 234 567.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite

from forms.answers.given import Reader, Unreadable, single
from forms.answers.texts import read_text
from forms.expressions import Answer

LARGEST_INTEGER = 2**53 - 1  # the largest whole number every JSON reader holds exactly
LARGEST_DECIMAL = 1e15
_INTEGER = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,20}([.,]\d{0,20})?|[.,]\d{1,20})([eE][+-]?\d{1,3})?", re.ASCII)
_CALCULATED = re.compile(r"0|-?[1-9]\d{0,14}|-?(0|[1-9]\d{0,14})\.\d{0,16}[1-9]", re.ASCII)
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?P<mark>[., \u00a0\u202f])\d{3}(?P<more>(?:(?P=mark)\d{3})*)(?P<rest>[.,]\d{1,20})?",
    re.ASCII,
)


def read_integer(given: object) -> Answer | None:
    """A whole number."""
    text = single(given)
    if not text:
        return None
    figure = _ungrouped(text)
    if not _INTEGER.fullmatch(figure):
        raise Unreadable("answer_integer", given=text[:60])
    whole = int(figure)
    if abs(whole) > LARGEST_INTEGER:
        raise Unreadable("answer_number_large", given=text)
    return whole


def read_decimal(given: object) -> Answer | None:
    """A number with a decimal point or a decimal comma."""
    text = single(given)
    if not text:
        return None
    figure = _ungrouped(text)
    if not _DECIMAL.fullmatch(figure):
        raise Unreadable("answer_decimal", given=text[:60])
    value = float(figure.replace(",", "."))
    if not isfinite(value) or abs(value) > LARGEST_DECIMAL:
        raise Unreadable("answer_number_large", given=text)
    return value + 0.0  # no -0.0: equal answers are written alike


def read_calculated(given: object) -> Answer | None:
    """What was calculated before and comes back: a number where it is written as one is, else a text.

    Nothing for what cannot have been calculated: nobody typed it, so nobody could put it right.
    """
    try:
        text = read_text(given)
    except Unreadable:
        return None
    if isinstance(text, str) and _CALCULATED.fullmatch(text):
        figure = float(text)
        return int(figure) if figure == int(figure) else figure
    return text


def range_of(parameters: Mapping[str, str]) -> Reader:
    """A reader of a number between `start` and `end`, as many steps from the start as you like.

    Without them from 1 to 10 by 1. Whole numbers where all three are whole.
    """
    start, end = (Decimal(parameters.get(name, least)) for name, least in (("start", "1"), ("end", "10")))
    step = abs(Decimal(parameters.get("step", "1")))
    whole = all(figure == int(figure) for figure in (start, end, step))
    bounds = {"least": _said(min(start, end)), "most": _said(max(start, end))}

    def read(given: object) -> Answer | None:
        answer = read_decimal(given)
        if answer is None:
            return None
        figure = Decimal(repr(answer))
        if not min(start, end) <= figure <= max(start, end):
            raise Unreadable("answer_range", given=_said(figure), **bounds)
        if step and (figure - start) % step:
            raise Unreadable("answer_range_step", given=_said(figure), start=_said(start), step=_said(step))
        return int(figure) if whole else float(figure)

    return read


def _ungrouped(text: str) -> str:
    """The number without the marks between groups of three, where they can be nothing else."""
    found = _GROUPED.fullmatch(text)
    if found is None:
        return text
    mark, rest = found["mark"], found["rest"] or ""
    if rest[:1] == mark or (mark in ".," and not rest and not found["more"]):
        return text
    return text[: len(text) - len(rest)].replace(mark, "") + rest.replace(",", ".")


def _said(figure: Decimal) -> str:
    return format(figure.normalize(), "f")
