"""The scripts of a drawn form: what a browser may load so that the page reacts at once.

Without them the page works screen by screen. 'form' is the twin of the judge and what moves the page,
'repeats' stands before it where something is asked several times, 'screens' shows a whole form on one page
screen by screen, 'ending' says when an answer makes a screen the last one; each of the others helps with one
kind of question and is loaded where that kind stands.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from forms import expressions
from forms.items import Item, ItemType

_HERE = Path(__file__).parent
_TWIN = Path(expressions.__file__).parent
_FORM = (
    *(_TWIN / name for name in ("functions.js", "evaluate.js")),
    *(_HERE / name for name in ("readers.js", "judge.js", "fields.js", "summary.js", "form.js")),
)
_LONG_LIST = "autocomplete"
HELPERS = ("geopoint", "signature", "range", "rank", "search")
SCRIPTS = ("form", "repeats", "screens", "ending", *HELPERS)


@cache
def script(name: str) -> str:
    """The text of script `name`, one of SCRIPTS, as a browser gets it. Raises KeyError for another."""
    if name not in SCRIPTS:
        raise KeyError(name)
    files = _FORM if name == "form" else (_HERE / f"{name}.js",)
    return "\n".join(line for file in files for line in _lines(file.read_text("utf-8")))


@cache
def script_digest(name: str) -> str:
    """Twelve hexadecimal digits that change with the script: its address may be kept for ever."""
    return sha256(script(name).encode()).hexdigest()[:12]


def helpers_of(items: Iterable[Item]) -> tuple[str, ...]:
    """The names of the scripts that help with some of `items`, each once."""
    wanted = {_helper(item) for item in items if item.askable}
    return tuple(name for name in HELPERS if name in wanted)


def _lines(text: str) -> Iterator[str]:
    """The lines of a script that say something to a browser: no remarks, no room at the beginning."""
    if text.startswith("/*"):
        text = text.partition("*/")[2]
    for line in text.splitlines():
        said = line.strip()
        if said and not said.startswith("//"):
            yield said


def _helper(item: Item) -> str:
    if item.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
        return "search" if _LONG_LIST in item.appearance.split() else ""
    return item.type.value
