"""Paper of every kind of question: ticks, numbers, texts, entries that repeat; of citizens and of staff."""

import io
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from forms import Compiled, Instrument, compile_workbook, load_shipped
from forms.answers import Given
from survey_app.errors import Conflict
from survey_app.inspections.service import Told
from survey_app.instruments import service as instruments
from survey_app.instruments.model import Upload
from survey_app.responses import keying
from survey_app.responses import service as responses
from survey_app.responses.service import keying as service
from survey_app.rounds import service as rounds
from tests.survey_app.conftest import NOW, TODAY, compiled

Browse = Callable[..., Any]
by_visit = partial(Told().hand_in, now=NOW)
EVERY = Path("tests/forms/page/forms/every.md")
MIXED = """
| survey |                                |        |             |          |              |         |
|        | type                           | name   | label       | relevant | parameters   | default |
|        | select_multiple how            | how    | Cách nộp?   |          | randomize=true |       |
|        | integer                        | times  | Mấy lần?    |          |              | 1       |
|        | text                           | words  | Ý kiến?     |          |              |         |
|        | image                          | photo  | Ảnh?        |          |              |         |
|        | begin_repeat                   | late   | Hồ sơ trễ   |          |              |         |
|        | integer                        | days   | Mấy ngày?   |          |              | 9       |
|        | end_repeat                     |        |             |          |              |         |
| choices |           |        |            |
|         | list_name | name   | label      |
|         | how       | desk   | Tại quầy   |
|         | how       | online | Trực tuyến |
|         | how       | post   | Bưu chính  |
| settings |         |        |         |
|          | form_id | version | title  |
|          | mixed   | 1       | Lẫn lộn |
"""
SHOWN = """
| survey   |         |         |              |              |
|          | type    | name    | label        | media::image |
|          | text    | words   | Đây là gì?   | sign.png     |
| settings |         |         |              |              |
|          | form_id | version | form_title   |              |
|          | shown   | 1       | Có hình      |              |
"""
PAPER: dict[str, Given] = {
    "how": ["desk", "post"],
    "times": "2",
    "words": "Cần  thêm ghế",
    "late": "2",
    "days[1]": "3",
    "days[2]": "5",
}


@pytest.fixture(scope="module")
def mixed() -> Instrument:
    return compile_workbook(MIXED.encode(), "mixed.md").instrument


def compared(form: Instrument, **changed: Given) -> list[str]:
    one, other = keying.present(PAPER), keying.present({**PAPER, **changed})
    judged = keying.judged(form, one, TODAY), keying.judged(form, other, TODAY)
    return [found.address for found in keying.differences(*judged, (one, other))]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"how": ["post", "desk"]}, []),
        ({"times": "02"}, []),
        ({"words": " Cần thêm ghế "}, []),
        ({"how": ["desk"]}, ["how"]),
        ({"how": []}, ["how"]),
        ({"times": "20"}, ["times"]),
        ({"times": "hai"}, ["times"]),
        ({"words": "Cần thêm quạt"}, ["words"]),
        ({"days[2]": "6"}, ["days[2]"]),
        ({"late": "1"}, ["late", "days[2]"]),
    ],
)
def test_entries__of_each_kind__differ_in_what_is_meant(
    mixed: Instrument, changed: dict[str, Given], found: list[str]
) -> None:
    assert sorted(compared(mixed, **changed)) == sorted(found)


def test_paper__of_shuffled_choices__has_no_order(mixed: Instrument) -> None:
    assert "orders" not in json.loads(keying.judged(mixed, PAPER, TODAY).document)


def add(office: Any, name: str, content: bytes, round_: str) -> None:
    form = compile_workbook(content, f"{name}.md")
    office.store.write(lambda db: instruments.publish(db, form, content, f"{name}.md", NOW))
    office.store.write(lambda db: rounds.add_round(db, round_, name, TODAY, TODAY))


def test_page__of_every_type__is_drawn_without_files_and_with_nothing_filled_in(
    office: Any, staff: Browse
) -> None:
    add(office, "every", EVERY.read_bytes(), "E1")
    page = staff("inspector").client.get(f"/keying/new?round=E1&unit=Q1&day={TODAY}&serial=1")
    assert page.status_code == 200
    assert 'type="file"' not in page.text
    add(office, "mixed", MIXED.encode(), "M1")
    page = staff("inspector").client.get(f"/keying/new?round=M1&unit=Q1&day={TODAY}&serial=1")
    assert 'type="file"' not in page.text
    assert 'value="1" ' not in page.text.partition('data-item="times"')[2].partition("data-item")[0]


def test_page__where_an_entry_is_added__is_shown_again_with_what_was_typed(
    office: Any, staff: Browse
) -> None:
    add(office, "mixed", MIXED.encode(), "M1")
    form = compile_workbook(MIXED.encode(), "mixed.md").instrument
    repeat, words = form.repeats[0].field, form.item("words").field
    path = f"/keying/new?round=M1&unit=Q1&day={TODAY}&serial=1"
    added = staff("inspector").post(path, **{repeat: "1", f"{repeat}-add": "1", words: "Ghế"})
    assert added.status_code == 200
    assert "Ghế" in added.text
    assert f'name="{form.item("days").field_at(2)}"' in added.text
    assert service.sheets_in(office.store.read()) == {}
    values = re.findall(r'<input[^>]* name="' + form.item("days").field + r'_[^"]*"[^>]*>', added.text)
    assert len(values) == 3  # two entries, and the blank one that a script copies
    assert [one for one in values if re.search(r'value="[^"]', one)] == []
    assert '"default":' not in added.text  # what a script would fill a new entry with


def photo() -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(stream, "JPEG")
    return stream.getvalue()


def shown(office: Any, content: bytes, picture: bytes) -> None:
    """Publish a questionnaire with a picture, open in the round P1."""
    examined = instruments.examine(Upload("shown.md", content, [("sign.png", picture)]))

    def publish(db: Any) -> None:
        whole = Compiled(examined.instrument, ())
        instruments.publish(db, whole, content, "shown.md", NOW, examined.files)
        rounds.add_round(db, "P1", "shown", TODAY, TODAY)

    office.store.write(publish)


def test_pictures_of_questions__stand_on_the_pages_of_keying_and_correcting(
    office: Any, staff: Browse
) -> None:
    shown(office, SHOWN.encode(), photo())
    inspector, chief = staff("inspector"), staff("administrator")
    page = inspector.client.get(f"/keying/new?round=P1&unit=Q1&day={TODAY}&serial=1").text
    address = "/keying/rounds/P1/files/sign.png"
    assert f'src="{address}"' in page
    assert inspector.client.get(address).mimetype == "image/jpeg"
    assert inspector.client.get(address.replace("sign", "other")).status_code == 404
    store, wave = office.store, rounds.round_(office.store.read(), "P1")
    sheet = service.key_first(store, uuid4(), wave, "Q1", TODAY, "1", {"words": "Ghế"}, "lan", TODAY)
    response = uuid4()
    assert service.key_second(store, sheet.id, {"words": "Ghế"}, "minh", response, TODAY, by_visit) == []
    correction = chief.client.get(f"/responses/{response}/correct").text
    found = re.search(r'src="(/instruments/shown/1/files/sign.png)"', correction)
    assert found
    assert chief.client.get(found[1]).status_code == 200


def test_settling__ticks_and_words_of_neither__is_stored(office: Any, staff: Browse) -> None:
    add(office, "mixed", MIXED.encode(), "M1")
    store, wave = office.store, rounds.round_(office.store.read(), "M1")
    sheet = service.key_first(store, uuid4(), wave, "Q1", TODAY, "1", PAPER, "lan", TODAY)
    other = {**PAPER, "how": ["online"], "words": "Thêm quạt"}
    assert len(service.key_second(store, sheet.id, other, "minh", uuid4(), TODAY, by_visit)) == 2
    chief, path = staff("administrator"), f"/keying/{sheet.id}/settle"
    fields = {"d0": "other", "o0": ["desk", "online"], "d1": "other", "o1": "Thêm ghế, thêm quạt"}
    token = chief.token(path)
    assert chief.client.post(path, data={"csrf_token": token, **fields}).status_code == 303
    (row,) = store.read().query("SELECT document FROM responses_response")
    answers = json.loads(row["document"])["answers"]
    assert answers["how"] == ["desk", "online"]
    assert answers["words"] == "Thêm ghế, thêm quạt"
    assert answers["days[2]"] == 5


def test_paper_of_staff__keeps_who_keyed_and_settled_until_it_is_purged(office: Any) -> None:
    content = load_shipped("counter_check")
    store = office.store
    store.write(lambda db: instruments.publish(db, compiled("counter_check"), content, "c.md", NOW))
    store.write(lambda db: rounds.add_round(db, "V1", "counter_check", TODAY, TODAY))
    wave, db = rounds.round_(store.read(), "V1"), store.read()
    sheet = service.key_first(store, uuid4(), wave, "Q1", TODAY, "1", {"B01": "yes"}, "lan", TODAY)
    assert service.key_second(store, sheet.id, {"B01": "no"}, "minh", uuid4(), TODAY, by_visit)
    response = uuid4()
    service.settle(store, sheet.id, {"B01": "no"}, "chi", response, TODAY, by_visit)
    row = responses.response(db, str(response))
    assert row is not None
    assert (row.mode, row.tier) == ("paper_keyed", "I")
    (kept,) = db.query("SELECT * FROM responses_sheet_settled")
    assert (kept["address"], kept["chosen"], kept["by"]) == ("B01", '"no"', "chi")
    assert [one["by"] for one in db.query("SELECT by FROM responses_sheet_entry ORDER BY number")] == [
        "lan",
        "minh",
    ]
    responses.purge(store, [str(response)], TODAY)
    assert list(db["responses_sheet_entry"].rows) == []
    with pytest.raises(Conflict, match="sheet_stored"):
        service.known_sheet(db, "V1", "1")
