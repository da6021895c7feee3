"""The methods a form brings, as a table says them."""

from dataclasses import dataclass

from forms import Instrument
from forms.methods import Factor, Method
from survey_app import web
from wording import say
from wording.figures import exact


@dataclass(frozen=True, slots=True)
class MethodLine:
    """A method: what it is called, which choices satisfy ('' where the choices sheet says), its factors."""

    method: Method
    label: str
    satisfied: str
    factors: tuple[str, ...]
    source: str


def method_lines(instrument: Instrument) -> list[MethodLine]:
    """The methods of a version in the order of its sheet, in the reader's language."""
    language = web.language()
    return [
        MethodLine(
            method,
            instrument.text(method.label, language),
            ", ".join(_choice(instrument, name, language) for name in method.satisfied),
            tuple(_factor(instrument, factor, language) for factor in method.factors),
            instrument.text(method.source, language),
        )
        for method in instrument.methods
    ]


def _choice(instrument: Instrument, name: str, language: str) -> str:
    choices = (choice for choices in instrument.lists.values() for choice in choices)
    return next((instrument.text(choice.label, language) for choice in choices if choice.name == name), name)


def _factor(instrument: Instrument, factor: Factor, language: str) -> str:
    label = factor.label or instrument.factors.get(factor.name, {})
    values = {"name": instrument.text(label, language) or factor.name, "items": ", ".join(factor.items)}
    if factor.weight is None:
        return say(language, "analysis.factor_of", **values)
    return say(language, "analysis.factor_weighted", **values, weight=exact(factor.weight, language))
