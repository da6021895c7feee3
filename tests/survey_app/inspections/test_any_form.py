"""A form of staff with repeats, files and places, carried on a visit like any checklist."""

import re
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from forms import Compiled, compile_workbook, screens
from survey_app import media, web
from survey_app.findings.service import visit_findings
from survey_app.inspections import service
from survey_app.inspections.model import section_digest
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Upload
from survey_app.rounds import service as rounds
from tests.paper import sheet

NOW = web.now()
REPEAT = "r1"
M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)
FORM = b"""| survey | | | | | | | | | |
| | type | name | label::English (en) | required | relevant | severity | finding | fails | appearance | finding_title::English (en) |
| | begin_group | place | The place | | | | | | field-list |
| | integer | desks | How many desks are open? | yes | | | | | |
| | geopoint | where | Where is it? | | | | | | |
| | audio | said | What was said | | | | | | |
| | end_group | | | | | | | | |
| | begin_repeat | cases | Files that were looked at | | ${desks} > 0 | | | | |
| | text | code | Code of the file | yes | | | | | |
| | integer | late | Days late | | | N2 | T01 | . > 0 | | A late file. |
| | image | proof | Picture of the file | | | | | | |
| | end_repeat | | | | | | | | |
| | begin_group | close | At the end | | | | | | field-list |
| | username | by | | | | | | | |
| | text | words | Anything else? | | | | | | |
| | end_group | | | | | | | | |
| settings | | | | | |
| | form_id | form_title | version | default_language | audience |
| | cases | Files late | 1 | English (en) | staff |
"""  # noqa: E501  # a table


@cache
def compiled() -> Compiled:
    return compile_workbook(FORM, "cases.md")


@pytest.fixture
def visit(team: Any) -> Any:
    """A draft of a visit with that form."""

    def publish(db: Any) -> None:
        instruments.publish(db, compiled(), FORM, "cases.md", NOW)
        rounds.add_round(db, "F1", "cases", team.today - timedelta(5), team.today + timedelta(5))

    team.store.write(publish)
    return team.make(team.new(round="F1"))


def field(name: str, at: int = 0) -> str:
    return compiled().instrument.item(name).field_at(at)


def save(team: Any, visit: Any, number: int, **given: Any) -> None:
    screen = screens(compiled().instrument)[number - 1]
    made_from = section_digest(team.now(visit).draft, screen)
    team.store.write(lambda db: service.save_section(db, visit.id, team.anh, screen, given, made_from))


def test_section__entry_added__keeps_what_was_typed_and_sent(
    team: Any, visit: Any, tablet: Any, jpeg: Any
) -> None:
    save(team, visit, 1, desks="2")
    anh, path = tablet("anh"), team.section(visit, 2)
    assert field("code", 1) in anh.open(path).text
    sent = {field("code", 1): "A", field("proof", 1): (jpeg("red"), "a.jpg")}
    answer = anh.press(path, **sent, **{f"{REPEAT}-add": "1"})
    assert (answer.status_code, answer.location) == (303, f"{path}#{REPEAT}")
    first = team.now(visit).draft
    assert (first["cases"], first["code[1]"], first["proof[1]"][-4:]) == ("2", "A", ".jpg")
    anh.open(path)
    anh.press(path, then="leave", **{field("code", 1): "A", field("code", 2): "B"})
    assert team.now(visit).draft == {**first, "code[2]": "B"}


@pytest.mark.parametrize("by_script", [False, True])
def test_section__entry_removed__takes_its_answers_and_files_alone(
    team: Any, visit: Any, tablet: Any, by_script: bool
) -> None:
    red, blue = team.photograph(visit, "red"), team.photograph(visit, "blue")
    save(team, visit, 1, desks="2")
    given = {"cases": "2", "code[1]": "A", "code[2]": "B", "late[2]": "3", "proof[1]": red, "proof[2]": blue}
    save(team, visit, 2, **given)
    anh, path = tablet("anh"), team.section(visit, 2)
    assert anh.open(path).text.count("-kept") == 2
    if by_script:  # which renumbers what is left before anything is sent
        data = {REPEAT: "1", field("code", 1): "B", field("late", 1): "3", f"{field('proof', 1)}-kept": blue}
        hidden = re.findall(r'name="(csrf_token|made_from)" value="([^"]*)"', anh.page.text)
        anh.client.post(path, data={**dict(hidden), **data})
    else:
        typed = {field("code", 1): "A", field("code", 2): "B", field("late", 2): "3"}
        anh.press(path, **typed, **{f"{REPEAT}-remove": "1"})
    draft = {place: value for place, value in team.now(visit).draft.items() if place != "desks"}
    assert draft == {"cases": "1", "code[1]": "B", "late[1]": "3", "proof[1]": blue}


def test_sections__that_earlier_answers_make_needless__are_not_asked(team: Any, visit: Any) -> None:
    db = team.store.read()
    far = service.progress(db, team.now(visit))
    assert [one.screen.number for one in far.sections] == [1, 3]
    save(team, visit, 1, desks="1")
    far = service.progress(db, team.now(visit))
    assert [one.screen.number for one in far.sections] == [1, 2, 3]
    assert {problem.place for problem in far.checked.problems} == {"code[1]"}


def test_submit__failures_in_a_repeat__are_findings_that_say_which(team: Any, visit: Any) -> None:
    photo = team.photograph(visit)
    save(team, visit, 1, desks="2", where="10.5 106.25 0 8")
    given = {"cases": "3", "code[1]": "A", "code[2]": "B", "late[2]": "4", "code[3]": "C", "late[3]": "1"}
    save(team, visit, 2, **given, **{"proof[2]": photo})
    done = team.submit(visit)
    found = {one.item: one for one in visit_findings(team.store.read(), visit.id)}
    assert (done.failed, found.keys()) == (2, {"late[2]", "late[3]"})
    assert found["late[2]"].statement["en"] == "A late file. Days late (entry 2): 4"
    # What else was said of an entry stays in the record.
    assert (found["late[2]"].photos, found["late[2]"].note) == ((), "")
    answers = service.progress(team.store.read(), team.now(visit)).checked.answers
    assert (answers["by"], answers["cases"]) == ("anh", 3)


def test_visit__handed_in__is_read_with_each_entry_and_its_files(
    team: Any, visit: Any, tablet: Any, jpeg: Any
) -> None:
    anh, path = tablet("anh"), team.section(visit, 1)
    anh.open(path)
    place = {f"{field('where')}-lat": "10,5", f"{field('where')}-lon": "106.25"}
    anh.press(path, then="on", **{field("desks"): "1", field("said"): (M4A, "x.bin"), **place})
    name = team.now(visit).draft["said"]
    assert name.endswith(".m4a")
    save(team, visit, 2, **{"cases": "1", "code[1]": "A"})
    team.submit(visit)
    page = anh.open(f"/inspections/{visit.id}").text
    assert "10.5, 106.25" in page
    address = f"/inspections/{visit.id}/photos/{name}"
    assert address in page
    answer = anh.client.get(address)
    assert (answer.data, answer.mimetype) == (M4A, "audio/mp4")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    part = anh.client.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, M4A[:4])
    assert re.search(r"<h4>[^<]*1[^<]*</h4>", page)


def test_file__that_a_browser_does_not_show__is_only_saved(team: Any, visit: Any, tablet: Any) -> None:
    name = media.take_file(team.store, media.Kind.FILE, sheet("<script>"), NOW)
    team.store.write(lambda db: service.keep_photos(db, visit.id, team.anh, [name]))
    answer = tablet("anh").client.get(f"/inspections/{visit.id}/photos/{name}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert tablet("cuong").client.get(f"/inspections/{visit.id}/photos/{name}").status_code == 404


def test_section__recording_that_is_none__is_refused_beside_its_question(
    team: Any, visit: Any, tablet: Any
) -> None:
    anh, path = tablet("anh"), team.section(visit, 1)
    anh.open(path)
    answer = anh.press(path, then="on", **{field("desks"): "1", field("said"): (b"MZ\x90", "x.mp3")})
    assert answer.status_code == 422
    assert "không phải bản ghi âm" in answer.text
    assert team.now(visit).draft == {"desks": "1"}


SPOKEN = b"""| survey | | | | |
| | type | name | label::English (en) | media::image |
| | text | words | What is this? | sign.png |
| settings | | | | | |
| | form_id | form_title | version | default_language | audience |
| | shown | Shown | 1 | English (en) | staff |
"""


def test_section__with_a_picture_of_the_form__shows_it_to_who_goes_there(
    team: Any, tablet: Any, jpeg: Any
) -> None:
    examined = instruments.examine(Upload("shown.md", SPOKEN, [("sign.png", jpeg("green"))]))

    def publish(db: Any) -> None:
        whole = Compiled(examined.instrument, ())
        instruments.publish(db, whole, SPOKEN, "shown.md", NOW, examined.files)
        rounds.add_round(db, "P1", "shown", team.today - timedelta(5), team.today + timedelta(5))

    team.store.write(publish)
    visit, anh = team.make(team.new(round="P1")), tablet("anh")
    address = f"/inspections/{visit.id}/files/sign.png"
    assert f'src="{address}"' in anh.open(team.section(visit, 1)).text
    assert anh.client.get(address).mimetype == "image/jpeg"
    assert anh.client.get(address.replace("sign", "other")).status_code == 404
    assert tablet("cuong").client.get(address).status_code == 404


def test_section__with_nothing_that_must_be_answered__is_said_to_be_so_not_done(
    tablet: Any, visit: Any
) -> None:
    anh = tablet("anh")
    last = len(screens(compiled().instrument))
    overview = anh.open(f"/inspections/{visit.id}?lang=vi").text
    line = overview[overview.index(f"/sections/{last}") :]
    assert "Không có câu bắt buộc" in line
    assert "<progress" not in line
    assert "0/0" not in anh.open(f"/inspections/{visit.id}/sections/{last}?lang=vi").text
