"""What is only read: a note, or a value nobody may change."""

from forms.expressions import text, value_of
from forms.items import ItemType
from forms.page.around import Around, Asked, Drawn
from forms.page.carried import is_only_read
from forms.page.texts import written


def draw_shown(around: Around, asked: Asked) -> Drawn:
    """A note; of a question that is only read, its value below."""
    if asked.item.type is ItemType.NOTE or not is_only_read(asked.item):
        return Drawn("note")
    answer = around.checked.answers.get(asked.address) if around.checked else None
    names = text(value_of(answer)).split() if around.instrument.choices(asked.item) else []
    labels = {choice.name: choice.label for choice in around.instrument.choices(asked.item)}
    words = [around.said(labels[name], asked.stand).text if name in labels else name for name in names]
    value = ", ".join(words) if names else written(answer, around.language)
    if not value and not asked.item.calculation and asked.item.default_value is None:
        return Drawn("note")
    return Drawn("shown", own={"value": value, "address": asked.address})
