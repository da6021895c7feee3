"""Problems in words."""

from collections.abc import Mapping

from forms.addresses import place_of
from forms.errors import Problem
from forms.expressions import Answer
from forms.instrument import Instrument
from forms.page.entries import name_entry
from forms.page.texts import Stand, bare, output, stand_of
from wording import say


def word_problem(
    instrument: Instrument, problem: Problem, language: str, answers: Mapping[str, Answer] | None = None
) -> str:
    """The problem of an answer in words: the item's own message where it has one, with `answers` put in."""
    name, at = place_of(problem.place)
    try:
        item = instrument.item(name)
    except KeyError:
        return say(language, f"forms.{problem.code}", **problem.values)
    own = {"answer_required": item.required_message, "answer_constraint": item.constraint_message}
    written = instrument.text(own.get(problem.code, {}), language)
    if written:
        return bare(
            written, lambda said: output(instrument, said, stand_of(item, at), answers or {}, language)
        )
    return say(language, f"forms.{problem.code}", **problem.values)


def name_place(
    instrument: Instrument, place: str, language: str, answers: Mapping[str, Answer] | None = None
) -> str:
    """What the question at an address is called: its label, in a repeat with what the entry is called."""
    name, at = place_of(place)
    try:
        item = instrument.item(name)
        labels, stand = item.label, stand_of(item, at)
    except KeyError:
        stand = Stand()
        labels = next((group.label for group in instrument.repeats if group.name == name), {})
    known = answers or {}
    text = bare(
        instrument.text(labels, language), lambda said: output(instrument, said, stand, known, language)
    )
    if not at or not stand.repeat:
        return text or name
    entry = name_entry(instrument, instrument.group(stand.repeat), at, language, known)
    return say(language, "forms.in_entry", label=text, entry=entry)


def word_at(
    instrument: Instrument, place: str, words: str, language: str, answers: Mapping[str, Answer]
) -> str:
    """`words` about an answer with what its question is called before them."""
    name = name_place(instrument, place, language, answers).rstrip(": ")
    return f"{name} {words}" if name.endswith((".", "?", "!", "…")) else f"{name}: {words}"


def word_workbook_problem(problem: Problem, language: str) -> str:
    """The problem of a workbook in words, its place first ('survey!C7: ...')."""
    words = say(language, f"forms.{problem.code}", **problem.values)
    return f"{problem.place}: {words}" if problem.place else words
