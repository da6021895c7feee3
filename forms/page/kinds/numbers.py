"""Numbers: typed, or a step between two bounds."""

from decimal import Decimal, InvalidOperation

from forms.items import ItemType
from forms.page.around import Around, Asked, Drawn
from forms.page.kinds.choices import Option
from forms.page.texts import Said
from wording.figures import with_sign

_LONGEST = 40
_FEW = 11  # steps that still stand beside one another as radios: 0 to 10


def draw_number(around: Around, asked: Asked) -> Drawn:  # noqa: ARG001  # the signature of all kinds
    """A field for a number. It is a text field: a decimal comma is typed in Việt Nam."""
    whole = asked.item.type is ItemType.INTEGER
    return Drawn("text", own={"inputmode": "numeric" if whole else "decimal", "longest": _LONGEST})


def draw_range(around: Around, asked: Asked) -> Drawn:
    """Radios for few steps, else a field with its bounds said."""
    start, end, step = bounds(asked.item.parameters)
    steps = abs(int((end - start) / step)) + 1
    if steps <= _FEW:
        figures = [start + (step if end >= start else -step) * place for place in range(steps)]
        found = tuple(_option(around, asked, place, figure) for place, figure in enumerate(figures, start=1))
        return Drawn(
            "options",
            grouped=True,
            own={"options": found, "control": "radio", "layout": "figures", "seen": False},
        )
    low, high = sorted((start, end))
    words = {"low": figure_in(low, around.language), "high": figure_in(high, around.language)}
    own = {"start": plain(start), "end": plain(end), "step": plain(step), "words": words, "longest": _LONGEST}
    own["by"] = figure_in(step, around.language) if step != 1 else ""
    return Drawn("range", described=("bounds",), own=own)


def bounds(parameters: object) -> tuple[Decimal, Decimal, Decimal]:
    """Start, end and step of a range; XLSForm's own where they are not given or say nothing."""
    given = parameters if isinstance(parameters, dict) else dict(parameters)  # type: ignore[call-overload]
    start, end, step = (
        _figure(given.get(key), usual) for key, usual in (("start", 1), ("end", 10), ("step", 1))
    )
    return start, end, abs(step) or Decimal(1)


def plain(figure: Decimal) -> str:
    """The number as it is kept: no exponent, no zeros behind."""
    text = format(figure, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_in(figure: Decimal, language: str) -> str:
    """The number as people of that language write it."""
    return with_sign(plain(figure), language)


def _figure(text: object, usual: int) -> Decimal:
    try:
        found = Decimal(str(text))
    except InvalidOperation:
        return Decimal(usual)
    return found if found.is_finite() else Decimal(usual)


def _option(around: Around, asked: Asked, place: int, figure: Decimal) -> Option:
    label = figure_in(figure, around.language)
    chosen = asked.value.replace(",", ".") in {plain(figure), f"{plain(figure)}.0"}
    return Option(
        asked.field if place == 1 else f"{asked.field}-{place}", plain(figure), Said(label, label), chosen
    )
