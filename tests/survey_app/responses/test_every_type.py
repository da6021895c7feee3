"""A citizen answers a form with every type of question: page by page, without any script."""

import io
import json
import re
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from forms import Instrument, compile_workbook
from survey_app.instruments import service as instruments
from survey_app.responses import service, token
from survey_app.rounds import service as rounds
from tests.survey_app.conftest import NOW, TODAY

EVERY = Path("tests/forms/page/forms/every.md")
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_FIRST = {"f6": "OK"}


@dataclass
class Person:
    """Somebody with a telephone that runs no scripts."""

    client: Any
    path: str
    page: Any = None

    def open(self) -> "Person":
        self.page = self.client.get(self.path)
        return self

    def send(self, status: int = 200, **fields: Any) -> str:
        """Fill in fields ('f33-lat' as f33__lat) beside what the page carries; the next page's text."""
        data: dict[str, Any] = {}
        for name, value in _HIDDEN.findall(self.page.text):
            data.setdefault(name, []).append(unescape(value))
        data |= {name.replace("__", "-"): value for name, value in fields.items()}
        self.page = self.client.post(self.path, data=data, content_type="multipart/form-data")
        assert self.page.status_code == status, self.page.text[-2000:]
        return str(self.page.text)


def publish(office: Any, instrument: bytes, name: str) -> Instrument:
    compiled = compile_workbook(instrument, f"{name}.md")
    office.store.write(lambda db: instruments.publish(db, compiled, instrument, f"{name}.md", NOW))
    return compiled.instrument


@pytest.fixture
def person(office: Any, client: Any) -> Person:
    publish(office, EVERY.read_bytes(), "every")
    office.store.write(lambda db: rounds.add_round(db, "E1", "every", TODAY, TODAY))
    return Person(client, f"/k/{office.collector(round_='E1')}").open()


def picture() -> tuple[io.BytesIO, str]:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (10, 90, 160)).save(stream, "PNG")
    stream.seek(0)
    return stream, "board.png"


def documents(office: Any) -> list[dict[str, Any]]:
    rows = office.store.read().query("SELECT document FROM responses_response WHERE round = 'E1'")
    return [json.loads(row["document"]) for row in rows]


def to_the_repeat(person: Person) -> str:
    person.send(f2="Lan", f6="OK")
    person.send(f7="2")
    person.send(f16="yes", f20="north")
    person.send(f22="hoan_kiem")
    return person.send(f24="4")


def test_form__of_every_type__is_answered_to_the_end(person: Person, office: Any) -> None:
    to_the_repeat(person)
    person.send(f26_1="H1", f27_1="3", f28_1="no", r1="1")
    person.send(f29=picture(), f33__lat="21,03", f33__lon="105,85", status=303)
    (document,) = documents(office)
    answers = document["answers"]
    assert re.fullmatch(r"[0-9a-f]{64}\.jpg", answers.pop("photo"))
    assert answers == {
        "who": "Lan", "agree": "OK", "times": 2, "twice": 4, "echo": "4", "online": "yes", "region": "north",
        "place": "hoan_kiem", "t2": "4", "late": 1, "file_code[1]": "H1", "days[1]": 3, "sorry[1]": "no",
        "where": "21.03 105.85",
    }  # fmt: skip


def test_choices__on_the_next_page__are_what_this_one_left(person: Person) -> None:
    person.send(**_FIRST)
    person.send()
    text = person.send(f16="yes", f20="south")
    assert "Bến Thành" in text
    assert "Hoàn Kiếm" not in text


def test_texts__on_later_pages__say_what_was_answered(person: Person) -> None:
    person.send(f2="Lan & Bo", **_FIRST)
    assert "Không thể là số âm, Lan &amp; Bo." in person.send(422, f7="-1")
    assert 'Vì sao không, <span data-value="who">Lan &amp; Bo</span>?' in person.send(f7="1")


def test_repeat__added_to_and_removed_from__loses_nothing_typed(person: Person, office: Any) -> None:
    assert to_the_repeat(person).count('class="occurrence"') == 2  # and the blank one
    text = person.send(f26_1="H1", f27_1="x", r1__add="1")
    assert 'name="r1" value="2"' in text
    assert 'id="f27_1" name="f27_1"' in text
    assert 'value="x"' in text
    assert 'class="error"' not in text
    person.send(f26_1="H1", f27_1="x", f26_2="H2", f27_2="2", r1__add="1")
    text = person.send(f26_1="H1", f27_1="x", f26_2="H2", f27_2="2", f26_3="H3", r1__remove="1")
    assert 'name="r1" value="2"' in text
    assert 'value="H1"' not in text  # the token's random letters may well hold "H1"
    assert text.index('value="H2"') < text.index('value="H3"')
    text = person.send(422, f26_1="H2", f27_1="0", f26_2="", f27_2="3")
    assert '<a href="#f27_1">Trễ mấy ngày? (hồ sơ trễ hạn 1): Số ngày phải lớn hơn 0.</a>' in text
    assert '<a href="#f26_2">Mã hồ sơ (hồ sơ trễ hạn 2): ' in text
    person.send(f26_1="H2", f27_1="5", f26_2="H3", f27_2="3")
    person.send(303)
    answers = documents(office)[0]["answers"]
    assert {key: answers[key] for key in answers if "[" in key or key == "late"} == {
        "late": 2, "file_code[1]": "H2", "days[1]": 5, "file_code[2]": "H3", "days[2]": 3,
    }  # fmt: skip


def test_repeat__left_empty__is_asked_no_time(person: Person, office: Any) -> None:
    to_the_repeat(person)
    text = person.send(r1__remove="1")
    assert 'name="r1" value="0"' in text
    person.send()
    person.send(303)
    assert documents(office)[0]["answers"]["late"] == 0


def test_default__taken_out_or_skipped__stays_blank(person: Person, office: Any) -> None:
    assert re.search(r'name="f7"[^>]* value="1"', person.send(**_FIRST))
    person.send(skip="1", f7="1")
    person.send(f16="no")
    text = person.send(back="1")
    assert 'name="f16"' in text
    assert re.search(r'name="f7"[^>]* value=""', person.send(back="1", f16="no"))
    assert documents(office) == []


def test_file__refused__is_told_beside_what_else_is_wrong(person: Person) -> None:
    to_the_repeat(person)
    person.send(r1__remove="1")
    person.send()
    text = person.send(422, f29=(io.BytesIO(b"no picture at all"), "x.jpg"), f33__lat="100", f33__lon="1")
    assert '<a href="#f29">' in text
    assert '<a href="#f33">' in text
    assert re.search(r'<p class="error" id="f29-error">', text)
    assert 'value="100"' in text


def test_file__kept__is_shown_on_the_way_back_and_can_be_removed(person: Person, office: Any) -> None:
    to_the_repeat(person)
    person.send(r1__remove="1")
    person.send()
    person.send(back="1", f29=picture())
    text = person.send()
    assert 'src="data:image/jpeg;base64,' in text
    assert "/k/" not in re.findall(r'<img [^>]*src="([^"]*)"', text)[0]
    text = person.send(422, f29__remove="1", f33__lat="200", f33__lon="1")
    assert "data:image/jpeg" not in text
    person.send(303, f33__lat="", f33__lon="")
    assert "photo" not in documents(office)[0]["answers"]


def test_file__of_another_form__is_no_answer(person: Person, office: Any) -> None:
    to_the_repeat(person)
    person.send(r1__remove="1")
    person.send()
    person.send(303, f29="a" * 64 + ".jpg", f29__kept="a" * 64 + ".jpg")
    assert "photo" not in documents(office)[0]["answers"]


def test_version__published_meanwhile__leaves_open_pages_their_own(
    person: Person, office: Any, client: Any
) -> None:
    again = EVERY.read_text(encoding="utf-8").replace("| every | 1 |", "| every | 2 |")
    again = again.replace("| Giờ đến |", "| Đến lúc nào |")
    publish(office, again.encode(), "every")
    to_the_repeat(person)
    person.send(r1__remove="1")
    person.send()
    person.send(303)
    stored = list(office.store.read().query("SELECT version FROM responses_response"))
    assert [row["version"] for row in stored] == ["1"]


def test_page__of_an_older_version__is_judged_by_that_one(office: Any, client: Any) -> None:
    first = EVERY.read_text(encoding="utf-8")
    publish(office, first.encode(), "every")
    publish(office, first.replace("| every | 1 |", "| every | 2 |").encode(), "every")
    office.store.write(lambda db: rounds.add_round(db, "E1", "every", TODAY, TODAY))
    code = office.collector(round_="E1")
    key = office.store.key("signing")
    opened = client.get(f"/k/{code}")
    newest = token.read(dict(_HIDDEN.findall(opened.text))["token"], key)
    assert newest is not None
    assert newest.version == "2"
    older = token.sign(replace(newest, version="1"), key)
    page = client.post(f"/k/{code}", data={"token": older, "screen": "1", "f6": "OK"})
    assert page.status_code == 200
    carried = dict(_HIDDEN.findall(page.text))["token"]
    kept = token.read(carried, key)
    assert kept is not None
    assert kept.version == "1"


def test_moment__of_now__is_no_finer_than_the_slot(office: Any, client: Any) -> None:
    form = """
| survey |
| | type | name | label | calculation |
| | text | one | Một | |
| | calculate | at | | once(string(now())) |
| | today | day | | |
| | start | begun | | |
| settings |
| | form_id | version | form_title |
| | moment | 1 | Thử |
"""
    publish(office, form.encode(), "moment")
    office.store.write(lambda db: rounds.add_round(db, "E1", "moment", TODAY, TODAY))
    person = Person(client, f"/k/{office.collector(round_='E1')}").open()
    person.send(303, f1="x", f4="2026-01-01T00:00:00")
    answers = documents(office)[0]["answers"]
    assert answers.keys() == {"one", "at", "day"}
    assert re.search(r"T\d[02468]:00:00", answers["at"])


def test_post__larger_than_a_form_may_be__is_told(person: Person) -> None:
    declared = {"CONTENT_LENGTH": str((service.MOST_MEGABYTES + 1) * 2**20)}
    answer = person.client.post(
        person.path, data=b"", content_type="multipart/form-data; boundary=x", environ_overrides=declared
    )
    assert answer.status_code == 413
    assert f"tối đa {service.MOST_MEGABYTES} MB" in answer.text
    assert "nút quay lại" in answer.text


def test_post__of_more_fields_than_most_forms_have__is_read(person: Person) -> None:
    hidden = dict(_HIDDEN.findall(person.open().page.text))
    many = {f"f2_{n}": "x" for n in range(3000)}
    answer = person.client.post(person.path, data={**hidden, **many}, content_type="multipart/form-data")
    assert answer.status_code in (200, 422)


def test_services__of_uploads__are_those_the_pages_use(office: Any, person: Person) -> None:
    to_the_repeat(person)
    person.send(r1__remove="1")
    person.send()
    opened = token.read(dict(_HIDDEN.findall(person.page.text))["token"], office.store.key("signing"))
    assert opened is not None
    person.send(back="1", f29=picture())
    assert list(service.uploads_of(office.store.read(), opened.uuid)) == ["photo"]


_TAY = """\
| survey   |         |       |                        |                |                     |
|          | type    | name  | label::Tiếng Việt (vi) | label::Tày (tyz) | label::English (en) |
|          | integer | times | Số lần đến             | Khẩu pày mà      | Times               |
| settings |         |       |                        |
|          | form_id | version | default_language     |
|          | tay     | 1       | Tiếng Việt (vi)      |
"""


def test_languages__the_server_has_no_words_for__are_offered_by_their_own_name(
    office: Any, client: Any
) -> None:
    publish(office, _TAY.encode(), "tay")
    office.store.write(lambda db: rounds.add_round(db, "T1", "tay", TODAY, TODAY))
    path = f"/k/{office.collector(round_='T1')}"
    offered = re.findall(r'name="lang" value="(\w+)" lang="\w+">([^<]+)<', client.get(path).text)
    assert offered == [("tyz", "Tày"), ("en", "English")]
    page = client.get(f"{path}?lang=tyz").text
    assert "Khẩu pày mà" in page
    assert "Counter" not in page  # the sign outside is Vietnamese
