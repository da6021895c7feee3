"""The score of a visit from its answers, worked out again by hand; the schemes it follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from forms import Severity, check
from survey_app.inspections import schemes
from survey_app.inspections.model import State, Visit, progress_of
from survey_app.inspections.model.scores import (
    Label,
    NewScheme,
    Scheme,
    in_force,
    problems_of,
    read_labels,
    read_number,
    written_labels,
)
from survey_app.inspections.scoring import VisitScore, score_of, together
from tests.forms.compile.workbook import compile_here
from tests.survey_app.inspections.conftest import NOW

DAY = date(2026, 11, 22)
FORM = """
| survey | | | | | | | | | |
| | type | name | label | appearance | criterion | severity | finding | fails | achieved |
| | begin_group | one | Section one | field-list | | | | | |
| | integer | all | All | | | | | | |
| | integer | done | Done | | A01 | N2 | TT01 | . < ${all} | . div ${all} |
| | integer | wrong | Wrong | | A02 | N1 | TT02 | . > 0 | 1 - . div ${all} |
| | end_group | | | | | | | | |
| | begin_group | two | Section two | field-list | | | | | |
| | select_one met | seen | Seen | | B01 | N3 | TT03 | | |
| | select_one met | heard | Heard | | B01 | N3 | TT04 | | |
| | select_one met | other | Other | | B02 | N3 | TT05 | | |
| | end_group | | | | | | | | |
| choices | | | | | |
| | list_name | name | label | missing | fails |
| | met | yes | Yes | | |
| | met | no | No | | yes |
| | met | na | None | not_applicable | |
| settings | | | |
| | form_id | version | form_title |
| | tiny | 1 | Tiny |
"""
SAID = {"all": "8", "done": "8", "wrong": "0", "seen": "yes", "heard": "yes", "other": "yes"}
VISIT = Visit("v", "K1", "Q1", DAY, State.SUBMITTED, "anh", NOW, 1)
SHIPPED = schemes.first()
Scored = Callable[..., VisitScore]


@pytest.fixture(scope="module")
def scored() -> Scored:
    form = compile_here(FORM.encode(), "tiny.md").instrument

    def score(*withdrawn: str, scheme: Scheme = SHIPPED, **answers: str) -> VisitScore:
        progress = progress_of(check(form, SAID | answers, DAY), DAY)
        found = score_of(VISIT, progress, scheme, "vi", withdrawn)
        assert found is not None
        return found

    return score


def said(found: VisitScore) -> tuple[str, str, str]:
    total = found.total
    label, earned = total.label, total.earned
    assert label is not None
    assert earned is not None
    return str(total.score), label.text("vi"), earned.text("vi")


def lines(found: VisitScore) -> dict[str, tuple[str, str]]:
    """Weight and what is achieved of every item."""
    return {
        line.code: (str(line.weight), str(line.achieved))
        for section in found.sections
        for line in section.lines
    }


def test_score__of_everything_met__is_100_and_of_the_best_label(scored: Scored) -> None:
    assert said(scored()) == ("100.00", "Xuất sắc", "Xuất sắc")


def test_score__of_shares__adds_up_by_hand(scored: Scored) -> None:
    found = scored(done="7", heard="no", other="na")
    # (3 x 7/8 + 5 x 1 + 1 x 1/2) / (3 + 5 + 1) = 8.125 / 9; the item without judgement is in neither sum.
    assert lines(found) == {
        "A01": ("3", "0.8750"),
        "A02": ("5", "1.0000"),
        "B01": ("1", "0.5000"),
        "B02": ("1", "None"),
    }
    assert (found.total.points, found.total.weight) == (Decimal("8.125"), 9)
    assert said(found) == ("90.28", "Xuất sắc", "Xuất sắc")
    assert (found.total.counted, found.total.listed) == (3, 4)
    assert [str(section.total.score) for section in found.sections] == ["95.31", "50.00"]
    assert [section.title for section in found.sections] == ["Section one", "Section two"]


def test_score__with_a_grave_failure__is_called_good_at_most_what_the_cap_says(scored: Scored) -> None:
    found = scored(wrong="1")  # (3 + 5 x 7/8 + 2) / 10
    assert said(found) == ("93.75", "Khá", "Xuất sắc")
    assert (found.total.grave, found.total.held_down) == (1, True)
    worse = scored(wrong="8", done="0")  # 2 / 10: below the cap, nothing is held down
    assert said(worse) == ("20.00", "Yếu", "Yếu")
    assert not worse.total.held_down


def test_failure__whose_finding_was_taken_back__is_in_neither_sum_and_caps_nothing(scored: Scored) -> None:
    found = scored("A02", wrong="8")
    assert said(found) == ("100.00", "Xuất sắc", "Xuất sắc")
    assert lines(found)["A02"] == ("5", "None")
    assert found.total.withdrawn == 1


def test_answer__missing__is_in_neither_sum_and_is_counted(scored: Scored) -> None:
    found = scored(done="")
    assert lines(found)["A01"] == ("3", "None")
    assert found.total.unanswered == 1


def test_visit__where_nothing_can_be_judged__has_no_score(scored: Scored) -> None:
    found = scored(all="0", done="0", wrong="", seen="na", heard="na", other="na")
    assert (found.total.score, found.total.label, found.total.counted) == (None, None, 0)


def test_item__says_what_it_was_worked_out_from(scored: Scored) -> None:
    part = scored(done="7").sections[0].lines[0].parts[0]
    assert (part.label, part.answer, part.basis, part.share) == ("Done", "7", (("All", "8"),), True)


@given(some.integers(1, 400), some.integers(0, 400), some.integers(0, 400), some.booleans(), some.booleans())
def test_score__for_any_answers__is_the_formula_worked_out_in_fractions(
    scored: Scored, every: int, done: int, wrong: int, seen: bool, other: bool
) -> None:
    found = scored(
        all=str(every),
        done=str(done),
        wrong=str(wrong),
        seen="yes" if seen else "no",
        other="yes" if other else "na",
    )
    shares = [(3, min(Fraction(done, every), Fraction(1))), (5, max(1 - Fraction(wrong, every), Fraction(0)))]
    shares.append((1, Fraction(1 + seen, 2)))
    shares += [(1, Fraction(1))] if other else []
    exact = 100 * sum(weight * share for weight, share in shares) / sum(weight for weight, _ in shares)
    assert found.total.score is not None
    # Shares are rounded to 4 decimals, the score to 2.
    assert abs(Fraction(found.total.score) - exact) <= Fraction(1, 200) + Fraction(1, 100)
    label = found.total.label
    assert label is not None
    assert label.holds(found.total.score) or (found.total.held_down and wrong)


def test_scores_of_several_visits__are_one_sum__unless_their_schemes_differ(scored: Scored) -> None:
    one, other = scored(), scored(wrong="8", done="0")
    total = together([one, other])
    assert total is not None
    assert (str(total.score), total.weight, total.grave) == ("60.00", 20, 1)
    later = scored(scheme=replace(SHIPPED, number=2))
    assert together([one, later]) is None
    assert together([]) is None


@pytest.mark.parametrize(
    ("score", "label"),
    [("0", "Yếu"), ("49.99", "Yếu"), ("50", "Trung bình"), ("65", "Khá"), ("79.99", "Khá"), ("80", "Tốt"),
     ("89.99", "Tốt"), ("90", "Xuất sắc"), ("100", "Xuất sắc")],
)  # fmt: skip
def test_label__at_its_bounds__takes_in_the_lower_one(score: str, label: str) -> None:
    assert SHIPPED.label(Decimal(score)).text("vi") == label


def test_score__rounds_half_up__before_it_is_called_anything() -> None:
    assert SHIPPED.rounded(Decimal("89.995")) == 90
    assert SHIPPED.label(SHIPPED.rounded(Decimal("89.995"))).text("en") == "Excellent"


def test_shipped_scheme__never_changes() -> None:
    # Scores that were printed follow from it: another way to score is another scheme.
    assert schemes.written(SHIPPED.said) == schemes.written(schemes.read(schemes.written(SHIPPED.said)))
    assert problems_of(SHIPPED.said, None) == []
    weights = {severity.value: str(weight) for severity, weight in SHIPPED.said.weights.items()}
    assert weights == {"N1": "5", "N2": "3", "N3": "1"}
    assert written_labels(SHIPPED.said.labels) == (
        "Xuất sắc; Excellent; 90; 100\nTốt; Good; 80; 90\nKhá; Fair; 65; 80\n"
        "Trung bình; Average; 50; 65\nYếu; Weak; 0; 50"
    )
    assert (SHIPPED.number, SHIPPED.said.cap, SHIPPED.said.cap_label, SHIPPED.said.digits) == (
        1, Severity.N1, "Khá", 2
    )  # fmt: skip


def test_scheme_in_force__is_the_last_to_begin__and_of_two_on_a_day_the_one_made_last() -> None:
    def scheme(number: int, day: int) -> Scheme:
        return Scheme(number, SHIPPED.said, date(2026, 12, day))

    every = [SHIPPED, scheme(2, 20), scheme(3, 10), scheme(4, 20)]
    asked = {1: 1, 10: 3, 19: 3, 20: 4, 31: 4}
    for day, number in asked.items():
        found = in_force(every, date(2026, 12, day))
        assert found is not None
        assert found.number == number


def new(**changed: object) -> NewScheme:
    values = {"name": "Cách chấm 2027", "valid_from": date(2027, 1, 1)}
    return replace(SHIPPED.said, **{**values, **changed})  # type: ignore[arg-type]


def label(name: str, lowest: str, below: str) -> Label:
    return Label({"vi": name}, Decimal(lowest), Decimal(below))


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"name": " "}, [("scheme_name", "name")]),
        ({"valid_from": None}, [("scheme_day", "valid_from")]),
        ({"valid_from": DAY}, [("scheme_too_early", "valid_from")]),
        ({"formula": "mean"}, [("scheme_formula", "formula")]),
        ({"digits": 5}, [("scheme_digits", "digits")]),
        ({"weights": {Severity.N1: Decimal(5), Severity.N2: Decimal(-1)}},
         [("scheme_weight", "weight_N2"), ("scheme_weight", "weight_N3")]),
        ({"weights": dict.fromkeys(Severity, Decimal(0))}, [("scheme_weightless", "weight_N1")]),
        ({"labels": ()}, [("scheme_labels", "labels"), ("scheme_cap_label", "cap_label")]),
        ({"labels": (label("Khá", "0", "60"), label("Tốt", "61", "100"))}, [("scheme_label_gap", "labels")]),
        ({"labels": (label("Khá", "0", "60"), label("Tốt", "59.5", "100"))},
         [("scheme_label_overlap", "labels")]),
        ({"labels": (label("Khá", "10", "90"),)}, [("scheme_label_gap", "labels")] * 2),
        ({"labels": (label("Khá", "0", "101"),)}, [("scheme_label_bounds", "labels")]),
        ({"labels": (label("Khá", "0", "50"), label("Khá", "50", "100"))},
         [("scheme_label_twice", "labels")]),
        ({"cap_label": "Giỏi"}, [("scheme_cap_label", "cap_label")]),
        ({"cap": None}, [("scheme_cap_alone", "cap_label")]),
    ],
)  # fmt: skip
def test_new_scheme__at_fault__is_told_all_at_once_at_its_fields(
    changed: dict[str, object], found: list[tuple[str, str]]
) -> None:
    assert [(one.code, one.place) for one in problems_of(new(**changed), DAY)] == found


def test_labels__typed_as_lines__are_read_and_written_alike() -> None:
    typed = "Tốt; Good; 79,5; 100\nKém; 0; 79.5\n"
    assert read_labels(typed) == (
        label("Kém", "0", "79.5"),
        Label({"vi": "Tốt", "en": "Good"}, Decimal("79.5"), Decimal(100)),
    )
    assert read_labels(written_labels(read_labels(typed))) == read_labels(typed)
    assert [read_number(text) for text in ("1e400", "1e-400", "nan", "0,1234567", "")] == [None] * 5
    for wrong in ("Tốt; 80", "Tốt; Good; x; 100", "; Good; 0; 100", "a; b; c; 1; 2"):
        with pytest.raises(ValueError, match=wrong.split(";")[0].strip() or "Good"):
            read_labels(wrong)
