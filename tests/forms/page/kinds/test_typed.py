"""What is typed: words, numbers, days, places; a box to tick; files; values that are only shown."""

import pytest

from forms import Instrument, check, read_posted, removed_files, render_screen, screens
from tests.forms.page.elements import Elements, judged


def test_words__in_one_line_or_several__have_the_field_and_keyboard_they_need(every: Instrument) -> None:
    page = judged(every, 1, {"story": "một\nhai"})
    assert page.one("input", id="f2", type="text", maxlength="2000")
    assert page.one("textarea", id="f3", rows="4")
    assert page.one("input", id="f4", inputmode="numeric")
    assert page.one("div", **{"data-item": "code"})["data-kind"] == "barcode"
    assert page.one("details", **{"class": "guidance"})


def test_note__marked__is_bold_slanted_and_safe(every: Instrument) -> None:
    page = judged(every, 1, {})
    note = page.one("div", id="q-f1", **{"data-kind": "note"})
    assert note["data-item"] == "lead"
    assert "Xin chào <strong>bạn</strong>, mời trả lời <em>vài câu</em>." in page.html


def test_tick__acknowledged__is_ok(every: Instrument) -> None:
    assert judged(every, 1, {}).one("input", id="f6", type="checkbox", value="OK")
    ticked = read_posted(every, {"f6": ["OK"]})
    assert check(every, ticked).answers["agree"] == "OK"
    assert "checked" in judged(every, 1, ticked).one("input", id="f6")


def test_range__of_few_steps__is_radios_else_a_field_that_says_its_bounds(every: Instrument) -> None:
    page = judged(every, 2, {"grade": "7", "share": "25"})
    radios = page.all("input", type="radio", name="f9")
    assert [radio["value"] for radio in radios] == [str(n) for n in range(11)]
    assert [radio["value"] for radio in radios if "checked" in radio] == ["7"]
    field = page.one("input", id="f10", **{"data-start": "0", "data-end": "100", "data-step": "5"})
    assert (field["value"], field["aria-describedby"]) == ("25", "f10-bounds")
    assert "Từ 0 đến 100, cách nhau 5." in page.words


@pytest.mark.parametrize(
    ("field", "good", "kind", "typed"),
    [
        ("f11", "2026-11-22", "date", "22/11/2026"),
        ("f12", "14:30", "time", "2 giờ chiều"),
        ("f13", "2026-11-22T14:30", "datetime-local", "hôm qua"),
    ],
)
def test_moment__as_a_browser_reads_it_or_not__is_never_lost(
    every: Instrument, field: str, good: str, kind: str, typed: str
) -> None:
    assert judged(every, 2, read_posted(every, {field: [good]})).one("input", id=field, type=kind, value=good)
    assert judged(every, 2, read_posted(every, {field: [typed]})).one(
        "input", id=field, type="text", value=typed
    )


def test_shown__calculated__stands_as_the_judge_found_it(every: Instrument) -> None:
    page = judged(every, 2, {"times": "4"})
    assert page.one("output", **{"data-value": "echo"})
    assert "8" in page.words
    assert not page.all("input", name="f15")


def test_place__typed_in_parts__is_one_answer_and_comes_back_in_parts(every: Instrument) -> None:
    posted = read_posted(every, {"f33-lat": ["21,03"], "f33-lon": [" 105,85"], "f33-acc": ["8"]})
    assert posted == {"where": "21,03 105,85 0 8"}
    assert check(every, posted).answers["where"] == "21.03 105.85 0 8"
    page = judged(every, 7, posted)
    assert [page.one("input", name=f"f33-{part}")["value"] for part in ("lat", "lon", "acc")] == [
        "21,03", "105,85", "8",
    ]  # fmt: skip
    assert page.one("fieldset", id="q-f33")["data-kind"] == "geopoint"


def test_place__half_typed__is_refused_and_kept_as_typed(every: Instrument) -> None:
    posted = read_posted(every, {"f33-lat": [""], "f33-lon": ["105.85"], "f33-acc": [""]})
    assert [p.code for p in check(every, posted).problems if p.place == "where"] == ["answer_geopoint"]
    page = judged(every, 7, posted)
    assert page.one("input", id="f33", name="f33-lat")["value"] == ""
    assert page.one("input", name="f33-lon")["value"] == "105.85"
    assert read_posted(every, {"f33-lat": [""], "f33-lon": [""], "f33-acc": [" "]}) == {"where": ""}


def test_files__say_what_they_take__and_are_no_text(every: Instrument) -> None:
    page = judged(every, 7, {})
    assert page.one("input", id="f29", accept="image/*", capture="environment")
    assert page.one("input", id="f30", accept="image/*")
    assert page.one("input", id="f31", accept="audio/*")
    assert page.one("div", id="q-f30")["data-kind"] == "signature"
    assert read_posted(every, {"f29": ["x.jpg"], "f31": ["y"]}) == {}


def test_files__kept__are_shown_or_said_to_be_there_with_a_tick_to_remove_each(every: Instrument) -> None:
    kept = {"photo": "data:image/jpeg;base64,AA", "talk": "", "paper": "/kept/1"}
    page = Elements(render_screen(every, screens(every)[6], "vi", {}, kept=kept))
    assert page.one("img", src="data:image/jpeg;base64,AA")
    assert page.one("a", href="/kept/1")
    assert page.words.count("Tệp đã lưu") == 2
    assert [box["name"] for box in page.all("input", type="checkbox")] == [
        "f29-remove", "f31-remove", "f32-remove",
    ]  # fmt: skip
    assert removed_files(every, {"f29-remove": ["1"], "f2-remove": ["1"]}) == {"photo"}
