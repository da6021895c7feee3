"""The shipped instruments: complete in both languages, accepted without a word, fit to be counted."""

from collections import Counter

import pytest

from forms import (
    SHIPPED,
    Instrument,
    Missing,
    Role,
    UnknownInstrument,
    check,
    compile_workbook,
    load_shipped,
    screens,
)
from forms.codebook import codebook
from forms.compile import Compiled


@pytest.fixture(scope="module", params=SHIPPED)
def compiled(request: pytest.FixtureRequest) -> Compiled:
    return compile_workbook(load_shipped(request.param), f"{request.param}.md")


def shipped(name: str) -> Instrument:
    return compile_workbook(load_shipped(name), f"{name}.md").instrument


def test_shipped__compiles_without_warnings_in_both_languages(compiled: Compiled) -> None:
    instrument = compiled.instrument
    assert compiled.warnings == ()
    assert instrument.languages == ("vi", "en")
    said = [instrument.title, instrument.status, *instrument.factors.values()]
    said += [item.label for item in instrument.items]
    said += [choice.label for choices in instrument.lists.values() for choice in choices]
    assert all(labels.keys() == {"vi", "en"} for labels in said)


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("sipas", "1c98e605cdc9a09d499da82ec54f9b07ca1f724b62157c0573bb91c4da1e80e8"),
        ("counter_rating", "4df604736f54d117ded3b152f07af4427ea1e92b57246d94857d212fbb664f12"),
    ],
)
def test_shipped__published_before__keeps_its_digest(name: str, digest: str) -> None:
    assert shipped(name).digest == digest


@pytest.mark.parametrize("name", ["sipas", "counter_rating"])
def test_shipped__scale__has_five_steps_satisfied_from_four_and_two_ways_out(name: str) -> None:
    scale = shipped(name).lists["satisfaction"]
    assert [(c.name, c.score, c.satisfied) for c in scale if not c.missing] == [
        ("1", 1, False), ("2", 2, False), ("3", 3, False), ("4", 4, True), ("5", 5, True),
    ]  # fmt: skip
    assert {c.name: c.missing for c in scale if c.missing} == {
        "dk": Missing.DONT_KNOW,
        "na": Missing.NOT_APPLICABLE,
    }


def test_sipas__has_22_criteria_in_5_factors_as_4_5_6_3_4() -> None:
    instrument = shipped("sipas")
    criteria = [item for item in instrument.items if item.role is Role.CRITERION]
    assert Counter(item.factor for item in criteria) == {
        "access": 4, "procedures": 5, "staff": 6, "results": 3, "feedback": 4,
    }  # fmt: skip
    assert [item.criterion for item in criteria] == [str(number) for number in range(1, 23)]
    general = [item.factor for item in instrument.items if item.role is Role.FACTOR_GENERAL]
    assert general == list(instrument.factors)
    assert len(instrument.lists["wish"]) == 10
    assert instrument.status == {
        "vi": "mẫu 2017, chưa đối chiếu",
        "en": "2017 form, not yet checked against the source",
    }


def test_sipas__each_factor__is_one_screen() -> None:
    by_screen = [
        {item.factor for item in screen.items if item.factor} for screen in screens(shipped("sipas"))
    ]
    assert by_screen[:5] == [{"access"}, {"procedures"}, {"staff"}, {"results"}, {"feedback"}]


def test_counter_rating__has_seven_screens_and_asks_why_only_when_low() -> None:
    instrument = shipped("counter_rating")
    rated = {item.name: "5" for item in instrument.items if item.list_name == "satisfaction"}
    assert len(screens(instrument)) == 7
    for answer, asked in (("1", True), ("2", True), ("3", True), ("4", False), ("dk", False)):
        checked = check(instrument, rated | {"overall": answer})
        assert checked.complete
        assert (checked.irrelevant == ()) is asked


def test_codebook__numbers_opinions_from_one_and_missing_kinds_below_zero() -> None:
    rows = [row for row in codebook([shipped("sipas")]) if row["item"] == "access_seats"]
    assert [(r["choice"], r["code"], r["score"], r["satisfied"], r["missing"]) for r in rows] == [
        ("1", 1, 1.0, 0, None),
        ("2", 2, 2.0, 0, None),
        ("3", 3, 3.0, 0, None),
        ("4", 4, 4.0, 1, None),
        ("5", 5, 5.0, 1, None),
        ("dk", -8, None, None, "dont_know"),
        ("na", -7, None, None, "not_applicable"),
    ]
    first = rows[0]
    assert (first["instrument"], first["factor"], first["criterion"], first["role"], first["type"]) == (
        "sipas", "access", "1", "criterion", "select_one",
    )  # fmt: skip


def test_codebook__leaves_out_notes_and_gives_other_items_one_row(compiled: Compiled) -> None:
    rows = codebook([compiled.instrument])
    counted = Counter(row["item"] for row in rows)
    for item in compiled.instrument.items:
        expected = 0 if item.type == "note" else max(1, len(compiled.instrument.choices(item)))
        assert counted[item.name] == expected


def test_shipped__of_unknown_name__says_which_there_are() -> None:
    with pytest.raises(UnknownInstrument) as unknown:
        load_shipped("pci")
    assert unknown.value.values["known"] == ", ".join(SHIPPED)
