"""Any tree of the language over one small form, and any answers to it."""

from typing import Any

from hypothesis import strategies as st

from forms.errors import ExpressionFault
from forms.expressions import Setting
from forms.expressions.functions import FUNCTIONS
from forms.expressions.grammar import LEVELS
from forms.expressions.patterns import program_of
from forms.expressions.tree import Node

OPERATORS = sorted(frozenset[str]().union(*LEVELS))
_ROWS = [
    {"name": name, "part": part, "label": {"vi": label, "en": name.upper()}}
    for name, part, label in (("a", "1", "Một"), ("b", "2", "Hai"), ("c", "1", "Ba"), ("5", "", "Năm"))
]
_TABLE = [{"key": "a", "value": "10"}, {"key": "2026-11-22", "value": "ngày"}, {"key": "a", "value": "x"}]
SETTING = Setting(
    repeat="inner",
    repeats={"one": "late", "two": "late", "own": "inner"},
    counted=frozenset({"late", "inner"}),
    rows={"list": _ROWS, "table": _TABLE},
    labels={"pick": {str(row["name"]): row["label"] for row in _ROWS}},  # type: ignore[dict-item]
    version="7",
)
NAMES = ("x", "y", "pick", "one", "two", "own", "late", "inner", "constructor")
COLUMNS = ("name", "part", "label", "key", "value", "one", "two", "nothing")
WORDS = (
    "", "a", "b", "a b", " a  c ", "yes", "no", "true", "1", "05", "-2.5", ".5", "5.", "1e3", "NaN", "Hòa",
    "Bình",
    "2026-11-22", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "14:30", "23:59:59.999", "24:00",
    "2026-11-22T14:30", "2026-11-22T23:30:00Z", "1999-12-31T00:00:00.001-11:30",
    "%Y-%m-%d %H:%M:%S.%3 %a %b %e",
    "%d/%n/%y %h%%", "a\u00a0b", "🙂🙃", "\t1\n",
)  # fmt: skip
FIGURES = (0.0, 1.0, 2.0, 3.0, 12.0, 0.5, 2.5, 1e-7, 1e15, 1e21, 1e300, 20779.25, 0.1, 7.0)
PATTERNS = ("", "a*", "(a|b)+", "[0-9]+", r"\d{1,3}", r"[^a]\S?", "(a*)*b", ".{2,}", r"\w+(\s\w+)*", "^a$|b")

texts = st.one_of(st.sampled_from(WORDS), st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
figures = st.one_of(st.sampled_from(FIGURES), st.floats(min_value=0, allow_nan=False, allow_infinity=False))
references = st.sampled_from(NAMES).map(lambda name: ("ref", name))
_LEAVES = st.one_of(
    figures.map(lambda figure: ("num", figure)),
    texts.map(lambda text: ("str", text)),
    references,
    st.sampled_from(COLUMNS).map(lambda name: ("column", name)),
    st.sampled_from([("self",), ("at",), ("row",), ("call", "today"), ("call", "now"), ("call", "pi")]),
)


def _is_taken(pattern: str) -> bool:
    try:
        program_of(pattern)
    except ExpressionFault:
        return False
    return True


patterns = st.one_of(
    st.sampled_from(PATTERNS), st.text("ab1 .*+?|()[]{},^$\\d-", max_size=8).filter(_is_taken)
)


def _calls(name: str, nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Calls of a function with arguments it takes."""
    function = FUNCTIONS[name]
    match name:
        case "regex":
            return st.tuples(
                st.just("call"), st.just(name), nodes, patterns.map(lambda pattern: ("str", pattern))
            )
        case "jr:choice-name":
            return st.tuples(st.just("call"), st.just(name), nodes, st.just(("ref", "pick")))
        case "indexed-repeat":
            item = st.sampled_from([("ref", "one"), ("ref", "two")])
            return st.tuples(st.just("call"), st.just(name), item, st.just(("ref", "late")), nodes)
        case "pulldata":
            column = st.sampled_from(COLUMNS).map(lambda column: ("str", column))
            table = st.sampled_from([("str", "table"), ("str", "nowhere")])
            return st.tuples(st.just("call"), st.just(name), table, column, column, nodes)
    # Without an argument the parser puts one: the answer itself.
    least = function.least or min(function.most, 1)
    several = st.lists(nodes, min_size=least, max_size=min(function.most, least + 2))
    if name == "weighted-checklist":
        several = st.lists(nodes, min_size=4, max_size=4)
    return several.map(lambda arguments: ("call", name, *arguments))


def _branches(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    filters = st.lists(nodes, max_size=2).map(tuple)
    columns = st.sampled_from(("", *COLUMNS))
    rows = st.tuples(st.just("rows"), st.sampled_from(["list", "table", "nowhere"]), columns, filters)
    some = st.tuples(st.just("occurrences"), st.just("late"), st.sampled_from(["", "one", "two"]), filters)
    return st.one_of(
        st.tuples(st.sampled_from(OPERATORS), nodes, nodes),
        st.tuples(st.just("neg"), nodes),
        st.one_of(rows, some).map(lambda parts: (*parts[:3], *parts[3])),
        st.sampled_from(sorted(FUNCTIONS)).flatmap(lambda name: _calls(name, nodes)),
    )


TREES: st.SearchStrategy[Node] = st.recursive(_LEAVES, _branches, max_leaves=10)
_ANSWERS: st.SearchStrategy[Any] = st.one_of(
    texts,
    st.integers(-(2**53), 2**53),
    st.sampled_from(FIGURES),
    st.floats(allow_nan=False, allow_infinity=False),
    st.lists(st.sampled_from(["a", "b", "c", "5"]), max_size=3),
)
_PLACES = ("x", "y", "pick", "one[1]", "one[2]", "two[1]", "two[2]", "two[3]", "own[1]", "own[2]")
CONTEXTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "answers": st.builds(
            lambda answers, late: {**answers, "late": late, "inner": 2},
            st.dictionaries(st.sampled_from(_PLACES), _ANSWERS),
            st.integers(0, 3),
        ),
        "today": st.dates().map(lambda day: day.isoformat()),
        "now": st.sampled_from([None, "2026-11-22T07:30:15.250+00:00", "2024-02-29T23:59:59.999+07:00"]),
        "here": st.one_of(st.none(), _ANSWERS),
        "at": st.integers(0, 2),
        "row": st.integers(0, 3),
        "language": st.sampled_from(["vi", "en", "tyz"]),
        "columns": st.one_of(st.none(), st.sampled_from([*_ROWS, *_TABLE])),
        "irrelevant": st.lists(st.sampled_from([*_PLACES, "late"]), max_size=3),
    }
)
