"""Two versions of a form compared: on the desk, on a draft, by the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from survey_app.instruments import service
from survey_app.instruments.model import Upload
from wording import say

Browse = Callable[..., Any]


def second(samples: Any) -> bytes:
    """The form in a second version: a question is worded otherwise, a choice says something else."""
    form: bytes = samples.form(version="2", label="Ra sao?")
    return form.replace("Tốt".encode(), "Rất tốt".encode())


@pytest.fixture
def first(office: Any, samples: Any) -> Any:
    """The office with the first version published."""
    id = samples.draft(office.store)
    office.store.write(lambda db: service.publish_draft(db, id, confirmed=True, now=samples.now))
    return office


@pytest.fixture
def workbook(samples: Any, tmp_path: Path) -> Path:
    """The second version as a file."""
    path = tmp_path / "thu.md"
    path.write_bytes(second(samples))
    return path


def add_draft(office: Any, samples: Any) -> str:
    id, examined = uuid4().hex, service.examine(Upload("thu.md", second(samples)))
    office.store.write(lambda db: service.add_draft(db, examined, id, "ánh", samples.now))
    return id


def test_draft__whose_choices_mean_something_else__warns_and_shows_every_change(
    first: Any, staff: Browse, samples: Any
) -> None:
    id = add_draft(first, samples)
    reviewed = service.review(first.store.read(), id)
    assert reviewed.warned
    assert [found.key for found in reviewed.findings] == ["changes.choice_relabelled"]
    browser = staff("administrator")
    page = browser.client.get(f"/instrument-drafts/{id}?lang=vi").text
    assert say("vi", "instruments.changes_from", since="1", version="2") in page
    assert "trước là “Thế nào?”, nay là “Ra sao?”" in page
    assert browser.post(f"/instrument-drafts/{id}").status_code == 422
    assert browser.post(f"/instrument-drafts/{id}", confirmed="y").status_code == 303


def test_draft__of_the_first_version__is_compared_with_nothing(office: Any, samples: Any) -> None:
    reviewed = service.review(office.store.read(), samples.draft(office.store))
    assert (reviewed.since, reviewed.changes) == (None, ())


def test_changes__of_two_versions__are_shown_either_way_round(
    first: Any, staff: Browse, samples: Any
) -> None:
    id = add_draft(first, samples)
    first.store.write(lambda db: service.publish_draft(db, id, confirmed=True, now=samples.now))
    client = staff("analyst").client
    assert "/instruments/thu/2/changes" in client.get("/instruments/thu/2").text
    page = client.get("/instruments/thu/2/changes?lang=vi").text
    assert "trước là “Tốt”, nay là “Rất tốt”" in page
    assert say("vi", "changes.effect_breaks") in page
    back = client.get("/instruments/thu/1/changes?since=2&lang=vi").text
    assert "trước là “Rất tốt”, nay là “Tốt”" in back
    assert client.get("/instruments/thu/2/changes?since=3").status_code == 404


def test_changes__of_the_only_version__say_that_there_is_no_other(first: Any, staff: Browse) -> None:
    page = staff("analyst").client.get("/instruments/thu/1/changes?lang=vi")
    assert say("vi", "instruments.changes_alone") in page.text


def test_diff__of_two_versions__is_lines_or_json(first: Any, workbook: Path) -> None:
    published = first.survey("instruments", "publish", str(workbook))
    assert published.exit_code == 0, published.stderr
    assert "choices!C2  q1: Lời của lựa chọn a" in published.stderr
    said = first.survey("instruments", "diff", "thu", "1", "2")
    assert [line.split("\t")[:2] for line in said.stdout.splitlines()] == [
        ["Cần xem xét", "q1"],
        ["Đứt chuỗi số liệu", "q1"],
    ]
    found = json.loads(first.survey("instruments", "diff", "thu", "1", "2", "--json").stdout)
    assert [(each["code"], each["effect"], each["items"]) for each in found] == [
        ("label_changed", "may", ["q1"]),
        ("choice_relabelled", "breaks", ["q1"]),
    ]
    assert set(found[0]["said"]) == {"vi", "en"}
    assert first.survey("instruments", "diff", "thu", "1", "9").exit_code == 1


def test_list__of_versions__has_the_digest_of_each(first: Any) -> None:
    version = service.version(first.store.read(), "thu", "1")
    assert version.digest in first.survey("instruments", "list").stdout
