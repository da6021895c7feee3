"""Answers that are choices of a list: one, several, or all of them in an order."""

from collections.abc import Mapping

from forms.answers.given import Reader, Unreadable, several, single
from forms.expressions import Answer


def one_of(names: Mapping[str, int]) -> Reader:
    """A reader of one choice among `names`."""

    def read(given: object) -> Answer | None:
        text = single(given)
        if text and text not in names:
            raise Unreadable("answer_choice", given=text[:60])
        return text or None

    return read


def several_of(names: Mapping[str, int]) -> Reader:
    """A reader of any number of choices: a list, or names with blanks between; kept in the list's order."""

    def read(given: object) -> Answer | None:
        chosen = set(several(given))
        _refuse_unknown(chosen, names)
        return sorted(chosen, key=names.__getitem__) or None

    return read


def ranked_of(names: Mapping[str, int]) -> Reader:
    """A reader of choices in an order, each at most once: a list, or names with blanks between.

    Whether none is left out is judged where it is known which choices were offered.
    """

    def read(given: object) -> Answer | None:
        ranked = several(given)
        _refuse_unknown(set(ranked), names)
        if len(set(ranked)) < len(ranked):
            twice = next(name for name in ranked if ranked.count(name) > 1)
            raise Unreadable("answer_rank_twice", given=twice[:60])
        return ranked or None

    return read


def _refuse_unknown(chosen: set[str], names: Mapping[str, int]) -> None:
    unknown = sorted(chosen - names.keys())
    if unknown:
        raise Unreadable("answer_choice", given=unknown[0][:60])
