"""What regex() asks of a text, also with the patterns of forms that were published long ago."""

import re
import warnings
from collections.abc import Callable
from functools import lru_cache

from forms.errors import ExpressionFault
from forms.expressions.patterns import LONGEST_MATCHED, matches, program_of


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether the whole of a text matches `pattern`, as a function of the text.

    A pattern that is refused today may stand in a form published earlier, when Python's engine judged:
    there it keeps judging. Publishing took only patterns whose work was bounded for a text this long.
    """
    try:
        program = program_of(pattern)
    except ExpressionFault:
        older = _older(pattern)
        return lambda subject: len(subject) <= LONGEST_MATCHED and older.fullmatch(subject) is not None
    return lambda subject: matches(program, subject)


@lru_cache(maxsize=256)
def _older(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of brackets within brackets, which were taken too
        return re.compile(pattern, re.ASCII)
