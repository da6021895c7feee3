"""The choices a question offers: in the order they are shown, without those that earlier answers rule out."""

from functools import lru_cache

from forms.expressions import Evaluator, Scope, boolean, evaluator, setting_of
from forms.instrument import Instrument
from forms.items import Choice
from forms.page.around import Around, Asked


def offered(around: Around, asked: Asked) -> list[Choice]:
    """The choices of a question. What answers of the same screen rule out is still offered: they may change,
    and the judge says so."""
    found = {choice.name: choice for choice in around.instrument.choices(asked.item)}
    if around.checked is None:
        return list(found.values())
    order = around.checked.orders.get(asked.address) or found
    choices = [found[name] for name in order]
    holds = _filter(around.instrument, asked.item.name)
    if holds is None or asked.item.name in around.reacting.choices:
        return choices
    scope = Scope(
        around.checked.answers,
        around.today,
        now=around.now,
        at=asked.occurrence,
        language=around.language,
        irrelevant=around.irrelevant,
    )
    left = []
    for place, choice in enumerate(choices, start=1):
        scope.columns = {**choice.columns, "name": choice.name, "label": choice.label}
        scope.row = place
        if boolean(holds(scope)):
            left.append(choice)
    return left


@lru_cache(maxsize=1024)
def _filter(instrument: Instrument, name: str) -> Evaluator | None:
    item = instrument.item(name)
    if item.choice_filter is None:
        return None
    return evaluator(item.choice_filter, setting_of(instrument, item.repeat))
