"""Files follow the page: where it shows one is where it stands, whatever a script took out before."""

from functools import cache

from forms import Instrument, compile_workbook, kept_files, regrouped, render_screen, screens

FORM = b"""| survey | | | |
| | type | name | label::English (en) |
| | image | front | The front |
| | begin_repeat | cases | Files |
| | image | proof | A proof |
| | end_repeat | | |
| settings | | | | |
| | form_id | form_title | version | default_language |
| | brings | Brings files | 1 | English (en) |
"""
A, B, C = (f"{letter * 64}.jpg" for letter in "abc")


@cache
def instrument() -> Instrument:
    return compile_workbook(FORM, "brings.md").instrument


def sent(count: int, **files: str) -> dict[str, list[str]]:
    """What a page posts that shows these files, by field."""
    return {"r1": [str(count)], **{f"{field}-kept": [name] for field, name in files.items()}}


def test_page__with_a_kept_file__says_its_name_in_a_field_of_the_question() -> None:
    answers = {"cases": "1", "proof[1]": A}
    screen = screens(instrument())[1]
    page = render_screen(instrument(), screen, "en", answers, kept={"proof[1]": "/small"})
    field = instrument().item("proof").field_at(1)
    assert f'<input type="hidden" name="{field}-kept" value="{A}">' in page
    assert page.count("-kept") == 1
    assert kept_files(instrument(), {f"{field}-kept": [A], "f9-kept": [B], "x-kept": [B]}) == {"proof[1]": A}


def test_files__of_a_page_that_lost_nothing__stay() -> None:
    waiting = {"front": A, "proof[1]": B, "proof[2]": C}
    stays = {place: place for place in waiting}
    assert regrouped(instrument(), waiting, sent(2, f2_1=B, f2_2=C)) == stays
    assert regrouped(instrument(), waiting, {}) == stays


def test_files__of_a_page_that_lost_an_occurrence__move_up_with_theirs() -> None:
    waiting = {"front": A, "proof[1]": A, "proof[2]": B, "proof[3]": C}
    fields = sent(2, f2_1=B, f2_2=C)
    assert regrouped(instrument(), waiting, fields) == {
        "front": "front",
        "proof[2]": "proof[1]",
        "proof[3]": "proof[2]",
    }


def test_file__of_the_last_occurrence_that_is_gone__goes_with_it() -> None:
    waiting = {"proof[1]": A, "proof[2]": B}
    assert regrouped(instrument(), waiting, sent(1, f2_1=A)) == {"proof[1]": "proof[1]"}


def test_files__that_are_the_same_picture__are_told_apart_by_their_place() -> None:
    waiting = {"proof[1]": A, "proof[2]": A}
    assert regrouped(instrument(), waiting, sent(2, f2_1=A, f2_2=A)) == {place: place for place in waiting}


def test_name__that_does_not_wait__moves_nothing() -> None:
    assert regrouped(instrument(), {"proof[1]": A}, sent(1, f2_1=C)) == {"proof[1]": "proof[1]"}
