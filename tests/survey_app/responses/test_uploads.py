"""Files citizens answer with: kept for their form alone, for a day, and for good once it was handed in."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from forms import Checked, ItemType, check, compile_workbook
from survey_app import media
from survey_app.errors import Invalid, Unavailable
from survey_app.inspections import service as inspections
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.responses.model import LOCAL
from survey_app.responses.service import uploads
from survey_app.rounds import service as rounds

NOW = datetime(2026, 11, 22, 9, 41, 17, tzinfo=LOCAL)
END = datetime(2026, 11, 22, 10, tzinfo=LOCAL)
FORM = b"""| survey |       |       |              |
|        | type  | name  | label::English (en) |
|        | image | photo | A photo |
|        | text  | more  | More |
| settings |         |            |         |
|          | form_id | form_title | version | default_language |
|          | leaky   | Leaks      | 1       | English (en) |
"""


def picture(red: int = 200) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (red, 0, 0)).save(out, "JPEG")
    out.seek(0)
    return out


def keep(office: Any, uuid: str, red: int = 200, address: str = "photo", now: datetime = NOW) -> str:
    return responses.keep_upload(office.store, uuid, address, ItemType.IMAGE, picture(red), now)


def kept(office: Any) -> set[str]:
    """The names of the files on disk."""
    thumbs = office.store.instance.media / "thumbs"
    return {
        path.name
        for path in office.store.instance.media.rglob("*")
        if path.is_file() and thumbs not in path.parents
    }


@pytest.fixture
def judged(office: Any) -> Any:
    """The answers of a form with a photo, judged."""
    compiled = compile_workbook(FORM, "leaky.md")
    office.store.write(lambda db: instruments.publish(db, compiled, FORM, "leaky.md", NOW))
    office.store.write(
        lambda db: rounds.add_round(db, "L1", "leaky", office.today, office.today + timedelta(1))
    )

    def judge(**answers: str) -> Checked:
        return check(compiled.instrument, answers, office.today)

    return judge


def accept(office: Any, uuid: str, checked: Checked) -> Any:
    context = office.context("L1")
    return responses.accept(office.store, checked, type(context)(**{**as_values(context), "uuid": uuid}))


def as_values(context: Any) -> dict[str, Any]:
    return {name: getattr(context, name) for name in context.__slots__}


def test_upload__kept__waits_for_its_form_alone_and_tells_no_finer_time_than_the_slot(office: Any) -> None:
    uuid = str(uuid4())
    name = keep(office, uuid)
    db = office.store.read()
    assert responses.uploads_of(db, uuid) == {"photo": name}
    assert responses.uploads_of(db, str(uuid4())) == {}
    (until,) = db.execute("SELECT until FROM responses_upload").fetchone()
    (kept_at,) = db.execute("SELECT kept_at FROM media_file").fetchone()
    assert datetime.fromisoformat(until) == END + timedelta(days=1)
    assert datetime.fromisoformat(kept_at) == END
    times = {place.stat().st_mtime for place in office.store.instance.media.rglob("*") if place.name != "x"}
    assert times == {END.timestamp()}


def test_upload__at_an_address_that_has_one__takes_its_place(office: Any) -> None:
    uuid = str(uuid4())
    first, second = keep(office, uuid, 10), keep(office, uuid, 200)
    assert responses.uploads_of(office.store.read(), uuid) == {"photo": second} != {"photo": first}
    office.store.write(lambda db: responses.remove_upload(db, uuid, "photo"))
    assert responses.uploads_of(office.store.read(), uuid) == {}


def test_upload__that_is_no_picture__is_refused_and_leaves_nothing(office: Any) -> None:
    with pytest.raises(Invalid):
        responses.keep_upload(office.store, str(uuid4()), "photo", ItemType.IMAGE, io.BytesIO(b"<svg/>"), NOW)
    assert kept(office) == set()
    assert responses.files_named(office.store.read()) == set()


def test_uploads__of_one_form__are_limited_in_number_and_size(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid = str(uuid4())
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    keep(office, uuid)
    keep(office, uuid, 10)  # in its place
    with pytest.raises(Invalid, match="uploads_too_many"):
        keep(office, uuid, address="other")
    monkeypatch.setattr(uploads, "MOST_FILES", 30)
    monkeypatch.setattr(uploads, "MOST_MEGABYTES", 0)
    with pytest.raises(Invalid, match="uploads_too_large"):
        keep(office, uuid, address="other")


def test_uploads__of_all_forms__are_limited_together(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(office, str(uuid4()))
    monkeypatch.setattr(uploads, "_MOST_WAITING", 100)
    with pytest.raises(Unavailable):
        keep(office, str(uuid4()), 10)


def test_upload__of_a_form_nobody_hands_in__goes_after_a_day_with_its_file(office: Any) -> None:
    uuid = str(uuid4())
    keep(office, uuid)
    for hours, purged, left in ((23, 0, 1), (24.5, 1, 0)):
        now = (END + timedelta(hours=hours)).astimezone(UTC)
        assert responses.purge_waiting(office.store, now) == purged
        inspections.sweep_photos(office.store, now)
        assert len(kept(office)) == left
    assert responses.uploads_of(office.store.read(), uuid) == {}


def test_response__accepted_with_a_file__keeps_it_and_drops_what_it_does_not_answer_with(
    office: Any, judged: Any
) -> None:
    uuid = str(uuid4())
    name, strange = keep(office, uuid), keep(office, uuid, 10, address="strange")
    accept(office, uuid, judged(photo=name))
    later = (END + timedelta(days=30)).astimezone(UTC)
    assert responses.purge_waiting(office.store, later) == 0
    inspections.sweep_photos(office.store, later)
    assert kept(office) == {name} != {strange}
    assert media.examine(office.store) == []


def test_response__sent_again_with_its_file__is_the_same_response(office: Any, judged: Any) -> None:
    uuid = str(uuid4())
    keep(office, uuid)
    receipts = [
        accept(office, uuid, judged(**responses.uploads_of(office.store.read(), uuid))) for _ in range(2)
    ]
    assert [receipt.again for receipt in receipts] == [False, True]
    assert receipts[0].code == receipts[1].code


def test_response__naming_a_file_of_another_form__does_not_keep_it(office: Any, judged: Any) -> None:
    theirs, own = str(uuid4()), str(uuid4())
    name = keep(office, theirs)
    accept(office, own, judged(photo=name))
    rows = office.store.read().execute("SELECT uuid, address, name FROM responses_file").fetchall()
    assert rows == []
    assert responses.uploads_of(office.store.read(), theirs) == {"photo": name}


def test_response__purged__lets_its_file_go(office: Any, judged: Any) -> None:
    uuid = str(uuid4())
    name = keep(office, uuid)
    accept(office, uuid, judged(photo=name))
    responses.seal_round(office.store, "L1", office.today)
    responses.purge(office.store, [uuid], office.today)
    inspections.sweep_photos(office.store, (END + timedelta(days=2)).astimezone(UTC))
    assert kept(office) == set()


def test_files__of_a_round__are_written_by_question_and_not_by_response(
    office: Any, judged: Any, tmp_path: Path
) -> None:
    names = set()
    for red in (10, 200):
        uuid = str(uuid4())
        names.add(keep(office, uuid, red))
        accept(office, uuid, judged(**responses.uploads_of(office.store.read(), uuid)))
    keep(office, str(uuid4()), 90)  # of a form nobody handed in
    out = tmp_path / "files"
    said = office.survey("responses", "files", "--round", "L1", "--out", str(out))
    assert said.exit_code == 0, said.output
    assert {path.relative_to(out).as_posix() for path in out.rglob("*.jpg")} == {
        f"photo/{name}" for name in names
    }
    again = office.survey("responses", "files", "--round", "L1", "--out", str(out))
    assert again.exit_code == 1
    assert "thư mục mới" in again.output
