"""Problems in words."""

from forms.errors import Problem
from forms.instrument import Instrument
from wording import say


def word_problem(instrument: Instrument, problem: Problem, language: str) -> str:
    """The problem of an answer in words: the item's own message where it has one."""
    try:
        item = instrument.item(problem.place)
    except KeyError:
        return say(language, f"forms.{problem.code}", **problem.values)
    own = {"answer_required": item.required_message, "answer_constraint": item.constraint_message}
    written = instrument.text(own.get(problem.code, {}), language)
    return written or say(language, f"forms.{problem.code}", **problem.values)


def word_workbook_problem(problem: Problem, language: str) -> str:
    """The problem of a workbook in words, its place first ('survey!C7: ...')."""
    words = say(language, f"forms.{problem.code}", **problem.values)
    return f"{problem.place}: {words}" if problem.place else words
