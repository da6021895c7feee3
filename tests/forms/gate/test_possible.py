"""What is said to be impossible is so, whatever is answered."""

from datetime import date
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from forms import Choice, Instrument, Item, ItemType
from forms.expressions import Expression, Scope, boolean, evaluator
from forms.gate.possible import Possible
from forms.items import Audience

DAY = date(2026, 1, 1)
CHOICES = ("x", "y")
NUMBERS = (None, -3, -1, 0, 1, 2, 3, 4, 7)
ANSWERS = {"a": (None, *CHOICES), "b": (None, *CHOICES), "n": NUMBERS}
ATOMS = st.one_of(
    st.tuples(
        st.sampled_from(("=", "!=")),
        st.tuples(st.just("ref"), st.sampled_from(("a", "b"))),
        st.tuples(st.just("str"), st.sampled_from(("x", "y", "z", ""))),
    ),
    st.tuples(
        st.sampled_from(("<", "<=", ">", ">=", "=", "!=")),
        st.tuples(st.just("ref"), st.just("n")),
        st.tuples(st.just("num"), st.sampled_from((-1.0, 0.0, 2.0, 3.0))),
    ),
    st.just(("=", ("ref", "a"), ("ref", "b"))),
    st.just(("ref", "n")),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("and", "or")), inner, inner),
        st.tuples(st.just("call"), st.just("not"), inner),
    ),
    max_leaves=6,
)


def form(asked: Any) -> Instrument:
    """A form whose second question is asked under a condition on the first and the number."""
    choices = tuple(Choice(name, {"vi": name}) for name in CHOICES)
    items = (
        Item("a", 1, ItemType.SELECT_ONE, list_name="l"),
        Item("n", 2, ItemType.INTEGER),
        Item("b", 3, ItemType.SELECT_ONE, list_name="l", relevant=Expression("", asked)),
    )
    return Instrument(
        id="f", version="1", title={}, status={}, languages=("vi",), language_names={}, default_language="vi",
        items=items, groups=(), lists={"l": choices}, audience=Audience.CITIZEN,
    )  # fmt: skip


def holds(condition: Any, answers: dict[str, Any]) -> bool:
    known = {name: answer for name, answer in answers.items() if answer is not None}
    return boolean(evaluator(Expression("", condition))(Scope(known, DAY)))


@settings(max_examples=300)
@given(CONDITIONS, CONDITIONS, st.booleans())
def test_hold__said_to_be_impossible__is_so_for_every_answer(
    asked: Any, condition: Any, wanted: bool
) -> None:
    asked = ("and", ("!=", ("ref", "a"), ("str", "q")), _without_b(asked))
    found = Possible(form(asked)).hold([(condition, wanted)])
    met = False
    for values in product(*ANSWERS.values()):
        answers = dict(zip(ANSWERS, values, strict=True))
        if not holds(asked, {**answers, "b": None}):
            answers["b"] = None
        met = met or holds(condition, answers) is wanted
    assert not (met and found is False)


def _without_b(node: Any) -> Any:
    """The condition about the first question wherever it is about the second."""
    if node == ("ref", "b"):
        return ("ref", "a")
    return tuple(_without_b(part) if isinstance(part, tuple) else part for part in node)
