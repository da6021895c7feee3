"""What is said of two versions of a form, and what of it breaks a series."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from forms import Choice, Group, Instrument, Item, ItemType, Missing, Role, Severity
from forms.expressions import parse
from forms.items import Audience
from forms.methods import Aggregation, Factor, Method, Statistic
from forms.versions import Effect, compare, word_change
from wording import LANGUAGES

GOOD = Choice("good", {"vi": "Tốt", "en": "Good"}, score=Decimal(2), satisfied=True)
BAD = Choice("bad", {"vi": "Xấu", "en": "Bad"}, score=Decimal(1), satisfied=False)
RATED = Item(
    "rated", 1, ItemType.SELECT_ONE, label={"vi": "Thái độ?", "en": "Attitude?"},
    list_name="scale", role=Role.CRITERION, factor="staff",
)  # fmt: skip
AGE = Item("age", 2, ItemType.INTEGER, label={"vi": "Tuổi?"})
FIRST = Instrument(
    id="thu",
    version="1",
    title={"vi": "Thử"},
    status={},
    languages=("vi", "en"),
    language_names={"vi": "Tiếng Việt", "en": "English"},
    default_language="vi",
    items=(RATED, AGE),
    groups=(),
    lists={"scale": (GOOD, BAD)},
)


def told(second: Instrument) -> list[tuple[str, tuple[str, ...], Effect]]:
    """What is said of `second` against FIRST; every change can be worded in every language."""
    changes = compare(FIRST, second)
    assert all(word_change(change, tag) for change in changes for tag in LANGUAGES)
    return [(change.code, change.items, change.effect) for change in changes]


def with_rated(**differs: Any) -> Instrument:
    return replace(FIRST, items=(replace(RATED, **differs), AGE))


def with_choices(*choices: Choice) -> Instrument:
    return replace(FIRST, lists={"scale": choices})


def test_compare__of_a_version_with_itself__says_nothing() -> None:
    assert told(replace(FIRST, version="2")) == []


def test_compare__of_added_and_removed_questions__says_what_ends() -> None:
    more = Item("sex", 3, ItemType.TEXT, label={"vi": "Giới tính?"})
    assert told(replace(FIRST, items=(RATED, more))) == [
        ("item_added", ("sex",), Effect.NONE),
        ("item_removed", ("age",), Effect.BREAKS),
    ]


def test_compare__of_an_added_criterion__breaks_what_it_is_part_of() -> None:
    (change,) = compare(FIRST, replace(FIRST, items=(RATED, AGE, replace(RATED, name="more", label={}))))
    assert (change.effect, change.why) == (Effect.BREAKS, "composition")


def test_compare__of_a_question_with_the_same_words__is_renamed() -> None:
    second = replace(FIRST, items=(RATED, replace(AGE, name="years")))
    (change,) = compare(FIRST, second)
    assert (change.code, dict(change.values)) == ("item_renamed", {"before": "age", "after": "years"})


@pytest.mark.parametrize(
    ("differs", "code", "effect"),
    [
        ({"type": ItemType.SELECT_MULTIPLE}, "type_changed", Effect.BREAKS),
        ({"role": Role.OVERALL}, "role_changed", Effect.BREAKS),
        ({"factor": "access"}, "factor_changed", Effect.BREAKS),
        ({"criterion": "7"}, "criterion_changed", Effect.BREAKS),
        ({"required": True}, "required_yes", Effect.MAY),
        ({"constraint": parse(". != 'bad'")}, "constraint_changed", Effect.MAY),
        ({"relevant": parse("${age} > 17")}, "relevant_changed", Effect.BREAKS),
        ({"severity": Severity.N1, "finding": "TT1"}, "severity_changed", Effect.BREAKS),
        ({"hint": {"vi": "Chọn một"}}, "hint_changed", Effect.NONE),
        ({"label": {"vi": "Thái độ phục vụ?", "en": "Attitude?"}}, "label_changed", Effect.MAY),
        ({"label": {"vi": "thái độ ?", "en": "Attitude?"}}, "label_changed", Effect.NONE),
        ({"choice_filter": parse("${age} > 17")}, "choice_filter_changed", Effect.MAY),
        ({"source": "Quyết định 1"}, "source_changed", Effect.NONE),
    ],
)
def test_compare__of_a_changed_cell__says_what_it_does(
    differs: dict[str, Any], code: str, effect: Effect
) -> None:
    assert (code, ("rated",), effect) in told(with_rated(**differs))


def test_compare__of_a_group_that_gets_a_condition__says_so_of_its_questions() -> None:
    group = Group("part", {}, relevant=parse("${age} > 17"))
    changes = compare(FIRST, replace(with_rated(group="part"), groups=(group,)))
    assert [(c.code, c.values["after"]) for c in changes] == [("relevant_changed", "${age} > 17")]


@pytest.mark.parametrize(
    ("choices", "code", "effect"),
    [
        ((GOOD,), "choice_removed", Effect.BREAKS),
        ((GOOD, BAD, Choice("so", {"vi": "Vừa"})), "choice_added", Effect.MAY),
        ((BAD, GOOD), "choices_reordered", Effect.MAY),
        ((GOOD, replace(BAD, label={"vi": "Rất xấu", "en": "Bad"})), "choice_relabelled", Effect.BREAKS),
        ((GOOD, replace(BAD, label={"vi": "Xấu", "en": "Very bad"})), "choice_relabelled", Effect.MAY),
        ((GOOD, replace(BAD, label={"vi": "xấu.", "en": "Bad"})), "choice_relabelled", Effect.NONE),
        ((GOOD, replace(BAD, score=Decimal(0))), "choice_score_changed", Effect.BREAKS),
        ((GOOD, replace(BAD, satisfied=True)), "choice_satisfied_yes", Effect.BREAKS),
        ((GOOD, replace(BAD, fails=True)), "choice_fails_yes", Effect.BREAKS),
        ((GOOD, replace(BAD, missing=Missing.REFUSED)), "choice_missing_changed", Effect.BREAKS),
    ],
)
def test_compare__of_changed_choices__says_what_it_does(
    choices: tuple[Choice, ...], code: str, effect: Effect
) -> None:
    assert told(with_choices(*choices)) == [(code, ("rated",), effect)]


def test_compare__of_a_list_that_many_questions_share__tells_each_change_once() -> None:
    both = (RATED, replace(RATED, name="again"), AGE)
    (change,) = compare(replace(FIRST, items=both), replace(FIRST, items=both, lists={"scale": (GOOD,)}))
    assert change.items == ("rated", "again")


def test_compare__of_moved_questions__names_those_that_moved() -> None:
    more = Item("sex", 3, ItemType.TEXT)
    before, after = (replace(FIRST, items=items) for items in ((RATED, AGE, more), (more, RATED, AGE)))
    assert [(change.code, change.items) for change in compare(before, after)] == [("items_moved", ("sex",))]


@pytest.mark.parametrize(
    ("differs", "code", "effect"),
    [
        ({"title": {"vi": "Thử lại"}}, "title_changed", Effect.NONE),
        ({"languages": ("vi",)}, "language_removed", Effect.NONE),
        ({"audience": Audience.STAFF}, "audience_changed", Effect.BREAKS),
        ({"methods": (Method("own", 1),)}, "method_added", Effect.NONE),
    ],
)
def test_compare__of_the_form_as_a_whole__says_what_it_does(
    differs: dict[str, Any], code: str, effect: Effect
) -> None:
    assert told(replace(FIRST, **differs)) == [(code, (), effect)]


OWN = Method(
    "own",
    1,
    satisfied=("good",),
    factors=(Factor("staff", ("rated",), weight=Decimal("0.4")),),
    across=Aggregation.WEIGHTED_FACTORS,
)


@pytest.mark.parametrize(
    ("differs", "code", "said"),
    [
        ({"statistic": Statistic.MEAN}, "method_statistic_changed", "share, nay là mean"),
        ({"satisfied": ("bad", "good")}, "method_satisfied_changed", "good, nay là bad, good"),
        ({"satisfied": ()}, "method_satisfied_changed", "good, nay là –"),
        (
            {"within": Aggregation.MEAN_OF_CRITERIA},
            "method_within_changed",
            "pooled, nay là mean_of_criteria",
        ),
        ({"across": Aggregation.POOLED}, "method_across_changed", "weighted_factors, nay là pooled"),
        ({"factors": ()}, "method_factor_removed", "bỏ yếu tố staff"),
        (
            {"factors": (replace(OWN.factors[0], weight=Decimal("0.5")),)},
            "method_weight_changed",
            "yếu tố staff trước là 0,4, nay là 0,5",
        ),
        (
            {"factors": (replace(OWN.factors[0], items=("age", "rated")),)},
            "method_items_changed",
            "age, rated",
        ),
        ({"factors": (*OWN.factors, Factor("more", ("age",)))}, "method_factor_added", "thêm yếu tố more"),
    ],
)
def test_compare__of_another_formula__says_what_of_it_is_another_and_breaks_the_series(
    differs: dict[str, Any], code: str, said: str
) -> None:
    second = replace(FIRST, methods=(replace(OWN, **differs),))
    (change,) = compare(replace(FIRST, methods=(OWN,)), second)
    assert (change.code, change.effect) == (code, Effect.BREAKS)
    assert said in word_change(change, "vi")


@pytest.mark.parametrize("by_method", [True, False])
def test_compare__of_what_only_a_method_counts__breaks_what_it_makes_up(by_method: bool) -> None:
    first = replace(with_rated(role=None, factor=None), methods=(OWN,) if by_method else ())
    effect = Effect.BREAKS if by_method else Effect.MAY
    (removed,) = compare(first, replace(first, lists={"scale": (GOOD,)}))
    assert (removed.code, removed.effect) == ("choice_removed", effect)
    asked = replace(first.items[0], relevant=parse("${age} > 17"))
    (changed,) = compare(first, replace(first, items=(asked, AGE)))
    assert (changed.code, changed.effect) == ("relevant_changed", effect)


def test_compare__of_a_method_with_another_number_or_name_alone__ends_nothing() -> None:
    first, second = (
        replace(FIRST, methods=(replace(OWN, version=n, label={"vi": f"Cách {n}"}),)) for n in (1, 2)
    )
    changes = compare(first, second)
    assert [(change.code, change.effect) for change in changes] == [
        ("method_version_changed", Effect.NONE),
        ("method_label_changed", Effect.NONE),
    ]
    assert "từ own@1 thành own@2" in word_change(changes[0], "vi")


def test_word_change__of_a_score__writes_figures_as_the_reader_does() -> None:
    (change,) = compare(FIRST, with_choices(GOOD, replace(BAD, score=Decimal("0.5"))))
    assert "nay là 0,5." in word_change(change, "vi")
    assert "0.5" in word_change(change, "en")
