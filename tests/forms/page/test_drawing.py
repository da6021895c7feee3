"""The HTML of a screen, read as a browser's parser reads it."""

from forms import Instrument, check, read_posted, render_hidden, render_screen, screens
from tests.forms.page.elements import Elements


def drawn(instrument: Instrument, number: int, language: str = "vi", **answers: str | list[str]) -> Elements:
    problems = check(instrument, answers).problems if answers else ()
    return Elements(render_screen(instrument, screens(instrument)[number - 1], language, answers, problems))


def test_lone_select__blank__has_its_heading_in_the_legend_and_all_choices(instrument: Instrument) -> None:
    page = drawn(instrument, 1)
    assert [tag for tag, _ in page.found][:3] == ["fieldset", "legend", "h1"]
    assert page.words == ["Câu <1>", "(bắt buộc)", "Kém", "Tốt", "Không biết"]
    assert [radio["value"] for radio in page.all("input", type="radio", name="f1")] == ["1", "2", "dk"]
    assert [radio["id"] for radio in page.all("input")] == ["f1", "f1-2", "f1-3"]
    assert page.all("fieldset", role="radiogroup", **{"aria-required": "true"})
    assert not any("checked" in radio for radio in page.all("input"))


def test_choices__that_are_no_opinion__stand_apart(instrument: Instrument) -> None:
    assert [box["class"] for box in drawn(instrument, 1).all("div")] == ["options", "options apart"]


def test_page__in_any_state__has_no_script_style_or_outside_address(instrument: Instrument) -> None:
    for number in (1, 2, 3):
        page = drawn(instrument, number, first="9", count="x")
        assert not page.all("script")
        assert not page.all("style")
        assert not [a for _, a in page.found if {"style", "src", "href", "onclick"} & a.keys()]


def test_group__has_one_heading_and_its_note_and_fields(instrument: Instrument) -> None:
    page = drawn(instrument, 2, "en")
    assert page.words[:2] == ["Part two", "A word before"]
    assert len(page.all("h1")) == 1
    assert [box["name"] for box in page.all("input", type="checkbox")] == ["f3"] * 3
    assert page.all("input", id="f4", inputmode="numeric", **{"aria-describedby": "f4-hint"})
    assert page.all("input", id="f5", inputmode="decimal")
    assert page.all("input", id="f6", type="text", maxlength="2000", **{"aria-required": "true"})
    assert page.all("textarea", id="f7")
    assert page.all("input", id="f8", type="date")
    labelled = {label["for"] for label in page.all("label") if "for" in label}
    assert labelled == {"f4", "f5", "f6", "f7", "f8"}


def test_text__missing_in_the_language__falls_back_and_says_which(instrument: Instrument) -> None:
    html = render_screen(instrument, screens(instrument)[1], "en", {})
    assert '<span lang="vi">Số lần</span>' in html
    assert '<span lang="vi">Ví dụ: 3</span>' in html
    assert 'lang="vi"' not in render_screen(instrument, screens(instrument)[1], "vi", {})


def test_answers__typed_before__stand_in_their_fields_also_when_wrong(instrument: Instrument) -> None:
    page = drawn(
        instrument, 2, count='"><b>', several=["2", "dk"], why="a & b", more="\n1\n2 <", seen="31/02/2026"
    )
    assert page.all("input", id="f4", value='"><b>', **{"aria-invalid": "true"})
    assert [box["value"] for box in page.all("input", type="checkbox") if "checked" in box] == ["2", "dk"]
    assert page.all("input", id="f6", value="a & b")
    assert page.all("input", id="f8", type="text", value="31/02/2026")
    assert not page.all("b")


def test_day__as_a_day__stands_in_a_day_field(instrument: Instrument) -> None:
    assert drawn(instrument, 2, seen="2026-11-22", why="x").all(
        "input", id="f8", type="date", value="2026-11-22"
    )


def test_problem__stands_beside_its_field_and_is_tied_to_it(instrument: Instrument) -> None:
    page = drawn(instrument, 2, count="x")
    assert page.all("p", id="f4-error")
    assert page.all("input", id="f4", **{"aria-describedby": "f4-hint f4-error", "aria-invalid": "true"})
    assert "“x” không phải là số nguyên. Ví dụ: 12." in page.words


def test_required__with_the_item_s_own_message__says_that(instrument: Instrument) -> None:
    page = drawn(instrument, 1, last="x")
    assert "Hãy chọn một mức." in page.words
    assert page.all("fieldset", **{"aria-invalid": "true", "aria-describedby": "f1-error"})


def test_hidden__carries_the_draft_of_other_screens_only(instrument: Instrument) -> None:
    draft: dict[str, str | list[str]] = {
        "first": '1"',
        "several": ["1", "2"],
        "why": "x",
        "last": "z",
        "count": "",
    }
    hidden = Elements(render_hidden(instrument, draft, screens(instrument)[0]))
    assert [(field["name"], field["value"]) for field in hidden.all("input", type="hidden")] == [
        ("f3", "1"), ("f3", "2"), ("f6", "x"), ("f10", "z"),
    ]  # fmt: skip


def test_posted__draft_and_screen__read_back_as_typed(instrument: Instrument) -> None:
    draft: dict[str, str | list[str]] = {"several": ["1", "2"], "why": "x & <y>", "last": "z"}
    fields: dict[str, list[str]] = {"f1": ["2"], "token": ["t"], "f99": ["1"], "first": ["1"], "f9": ["5"]}
    for field in Elements(render_hidden(instrument, draft, screens(instrument)[0])).all("input"):
        fields.setdefault(str(field["name"]), []).append(str(field["value"]))
    assert read_posted(instrument, fields) == {"first": "2", **draft}


def test_posted__two_values_for_one__reach_the_judge(instrument: Instrument) -> None:
    posted = read_posted(instrument, {"f1": ["1", "2"], "f3": ["1"]})
    assert posted == {"first": ["1", "2"], "several": ["1"]}
    assert ("first", "answer_single") in {(p.place, p.code) for p in check(instrument, posted).problems}
