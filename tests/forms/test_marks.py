"""How far items of a checklist are met: met or not, a share, or nothing that could be judged."""

from datetime import date

import pytest

from forms import Instrument, check, compile_workbook, load_shipped
from forms.marks import Outcome, marks
from tests.forms.compile.workbook import compile_here

TODAY = date(2026, 11, 22)
FORM = """
| survey | | | | | | | | |
| | type | name | label | relevant | severity | finding | fails | achieved |
| | integer | all | All | | | | | |
| | integer | done | Done | | N2 | TT01 | . < ${all} | . div ${all} |
| | integer | wrong | Wrong | | N1 | TT02 | . > 0 | 1 - . div ${all} |
| | select_one met | seen | Seen | | N3 | TT03 | | |
| | select_one met | never | Never | ${all} > 100 | N3 | TT04 | | |
| | begin_repeat | late | Late | | | | | |
| | integer | days | Days | | N3 | TT05 | . > 3 | |
| | end_repeat | | | | | | | |
| choices | | | | | |
| | list_name | name | label | missing | fails |
| | met | yes | Yes | | |
| | met | no | No | | yes |
| | met | na | None | not_applicable | |
| settings | | | |
| | form_id | version | form_title |
| | tiny | 1 | Tiny |
"""
SAID = {"all": "8", "done": "6", "wrong": "2", "seen": "yes", "late": "2", "days[1]": "1", "days[2]": "5"}


@pytest.fixture(scope="module")
def tiny() -> Instrument:
    return compile_here(FORM.encode(), "tiny.md").instrument


def found(tiny: Instrument, **answers: str) -> dict[str, tuple[str, float | None]]:
    checked = check(tiny, SAID | answers, TODAY)
    return {mark.place: (mark.outcome.value, mark.share) for mark in marks(checked, TODAY)}


def test_marks__of_an_answered_form__say_each_item_in_each_entry(tiny: Instrument) -> None:
    assert found(tiny) == {
        "done": ("failed", 0.75),
        "wrong": ("failed", 0.75),
        "seen": ("met", None),
        "never": ("not_asked", None),
        "days[1]": ("met", None),
        "days[2]": ("failed", None),
    }


@pytest.mark.parametrize(
    ("answers", "place", "mark"),
    [
        ({"seen": "na"}, "seen", ("not_applicable", None)),
        ({"seen": ""}, "seen", ("unanswered", None)),
        ({"all": "0", "done": "0"}, "done", ("nothing", None)),
        ({"all": "0", "wrong": "1"}, "wrong", ("failed", None)),
        ({"all": "", "wrong": "1"}, "wrong", ("failed", None)),
        ({"done": "9"}, "done", ("met", 1.0)),
        ({"wrong": "9"}, "wrong", ("failed", 0.0)),
    ],
)
def test_mark__of_what_is_not_judged_or_out_of_bounds__says_which(
    tiny: Instrument, answers: dict[str, str], place: str, mark: tuple[str, float | None]
) -> None:
    assert found(tiny, **answers)[place] == mark


def test_item__that_a_team_cut__is_not_asked(tiny: Instrument) -> None:
    checked = check(tiny, SAID, TODAY, without=frozenset({"seen"}))
    assert next(one for one in marks(checked, TODAY) if one.place == "seen").outcome is Outcome.NOT_ASKED


def test_list_of_60__gives_a_share_where_its_type_says_so() -> None:
    checklist = compile_workbook(load_shipped("cchc_checklist"), "cchc_checklist.md").instrument
    shares = {item.criterion for item in checklist.items if item.achieved}
    # Type num/num or num/n in the toolkit's list of 60 items; D07, D08: nobody seen or asked is no judgement.
    listed = "A05 A07 B02 B03 B08 D06 D07 D08 E01 E02 E03 E04 E05 E06 E08 F03 F05 F07 G01 G02 G04 H03"
    assert shares == set(listed.split())
    assert all(item.severity for item in checklist.items if item.achieved)
