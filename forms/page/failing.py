"""What a browser needs so that it knows which answers of a checklist fail: the twin of forms.failures."""

from typing import Any

from forms.expressions import script
from forms.instrument import Instrument

Json = dict[str, Any]


def failing(instrument: Instrument) -> Json:
    """Per checklist item its severity, its choices that fail by name, and the tree of its expression with
    the repeat it stands in; {} for a form that finds nothing."""
    return {
        item.name: {
            "severity": item.severity.value,
            "repeat": item.repeat or "",
            "choices": [choice.name for choice in instrument.choices(item) if choice.fails],
            "tree": script(item.fails) if item.fails else None,
        }
        for item in instrument.items
        if item.severity is not None
    }
