"""Files that were not taken: counted for the office, told on the page of their visit."""

from collections.abc import Callable
from html import unescape
from typing import Any

from survey_app.office.service import look_over
from survey_app.sync import service
from tests.survey_app.inspections.conftest import NOW, compiled, picture
from tests.survey_app.inspections.conftest import tablet as browser
from tests.survey_app.sync.records import put, record
from tests.survey_app.sync.sending import put_file, put_record, record_of
from wording import say

__all__ = ["browser"]
Make = Callable[..., Any]
PHOTO, PAPER = "B01_photo", "_signed_paper[1]"


def refused_visit(team: Any, tablet: Any, **files: bytes) -> Any:
    """A draft whose tablet sent files that are no pictures."""
    visit = team.make()
    put_record(tablet, record_of(visit, team.met, files or {PHOTO: b"<svg/>", PAPER: b"<svg>"}))
    for content in files.values() or (b"<svg/>", b"<svg>"):
        assert put_file(tablet, content).status_code == 422
    return visit


def waiting(team: Any) -> dict[str, Any]:
    """What the examination of the instance counts, by the end of its words' key."""
    found = [one for one in look_over(team.store, NOW) if one.endpoint == "sync.records"]
    return {one.key.removeprefix("office.health_"): one.values["n"] for one in found}


def test_visit_page__says_why_a_photo_and_a_paper_were_not_taken(
    team: Any, device: Make, browser: Make
) -> None:
    visit = refused_visit(team, device("anh"))
    page = unescape(browser("binh").open(f"/inspections/{visit.id}").text)
    assert say("vi", "inspections.refused_title") in page
    label = compiled().instrument.text(compiled().instrument.item(PHOTO).label, "vi")
    assert f"<strong>{label}</strong>" in page
    assert say("vi", "inspections.captured_signed_paper", number=1) in page
    assert page.count(say("vi", "errors.photo_is_none")) == 2


def test_photo__taken_again__is_counted_no_more(team: Any, device: Make, browser: Make) -> None:
    tablet = device("anh")
    visit = refused_visit(team, tablet, **{PHOTO: b"<svg/>"})
    assert waiting(team) == {"files_refused": 1}
    chief = browser("chief")
    assert f'href="/inspections/{visit.id}"' in chief.open("/records").text
    photo = picture()
    again = record_of(visit, {}, {PHOTO: photo}, base={PHOTO: team.now(visit).draft[PHOTO]})
    put_record(tablet, again | {"clock": {**again["clock"], "sequence": 2}})
    put_file(tablet, photo)
    assert waiting(team) == {}
    assert service.refused_in(team.store.read(), visit.id) == {}


def test_first_page__tells_an_administrator_alone_what_waits(team: Any, device: Make, browser: Make) -> None:
    tablet, visit, title = device("anh"), team.make(), say("vi", "office.waiting_title")
    chief = browser("chief")
    assert title not in chief.open("/").text
    put(tablet, record(visit.id, {"B01": "yes"}, by="binh"))
    uuid = put_record(tablet, record(visit.id, {"B05": "yes"}))
    put(tablet, record(visit.id, {"B05": "no"}), uuid)
    assert waiting(team) == {"records_waiting": 1, "records_undecided": 1}
    for path in ("/", "/settings/health"):
        page = unescape(chief.open(path).text)
        assert say("vi", "office.health_records_waiting", n=1) in page
        assert say("vi", "office.health_records_undecided", n=1) in page
        assert 'href="/records"' in page
    assert title not in browser("anh").open("/").text
