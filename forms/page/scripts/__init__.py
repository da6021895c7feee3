"""The scripts of a drawn form: what a browser may load so that the page reacts at once.

Without them the page works screen by screen. 'form' is the twin of the judge and what moves the page; each of
the others helps with one kind of question and is loaded where that kind stands.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from forms import expressions
from forms.items import Item, ItemType

_HERE = Path(__file__).parent
_CORE = ("readers.js", "judge.js", "fields.js", "repeats.js", "form.js")
_LONG_LIST = "autocomplete"
HELPERS = ("geopoint", "signature", "range", "rank", "search")
SCRIPTS = ("form", "screens", *HELPERS)


@cache
def script(name: str) -> str:
    """The text of script `name`, one of SCRIPTS. Raises KeyError for another."""
    if name == "form":
        twin = Path(expressions.__file__).parent / "evaluate.js"
        return "\n".join(path.read_text("utf-8") for path in (twin, *(_HERE / part for part in _CORE)))
    if name not in SCRIPTS:
        raise KeyError(name)
    return (_HERE / f"{name}.js").read_text("utf-8")


@cache
def script_digest(name: str) -> str:
    """Twelve hexadecimal digits that change with the script: its address may be kept for ever."""
    return sha256(script(name).encode()).hexdigest()[:12]


def helpers_of(items: Iterable[Item]) -> tuple[str, ...]:
    """The names of the scripts that help with some of `items`, each once."""
    wanted = {_helper(item) for item in items if item.askable}
    return tuple(name for name in HELPERS if name in wanted)


def _helper(item: Item) -> str:
    if item.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
        return "search" if _LONG_LIST in item.appearance.split() else ""
    return item.type.value
