import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest

from forms import Compiled, compile_workbook, load_shipped
from survey_app import store
from survey_app.errors import Conflict, NotFound
from survey_app.instruments import service
from survey_app.instruments.model import Attachment, Version
from survey_app.instruments.service.versions import free_name

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FORM = """\
| survey |            |      |           |
|        | type       | name | label     |
|        | select_one words | q1 | {label} |

| choices |           |      |        |
|         | list_name | name | label  |
|         | words     | a    | Có     |
|         | words     | b    | Không  |

| settings |         |            |         |
|          | form_id | form_title | version |
|          | thu     | Thử        | {version} |
"""


def made(version: str = "1", label: str = "Câu một") -> tuple[Compiled, bytes]:
    source = FORM.format(version=version, label=label).encode()
    return compile_workbook(source, "thu.md"), source


def publish(opened: store.Store, version: str = "1", label: str = "Câu một") -> Version:
    compiled, source = made(version, label)
    return opened.write(lambda db: service.publish(db, compiled, source, "thu.md", NOW))


def test_publish__first_version__is_found_with_its_original(opened: store.Store) -> None:
    version = publish(opened)
    assert (version.id, version.version, version.number) == ("thu", "1", 1)
    db = opened.read()
    assert service.published(db, "thu", "1").digest == made()[0].instrument.digest
    assert service.original(db, "thu", "1") == ("thu.md", made()[1])
    assert service.newest_version(db, "thu") == "1"


def test_publish__same_content_again__is_the_version_it_was(opened: store.Store) -> None:
    assert publish(opened) == publish(opened)
    assert len(service.versions(opened.read())) == 1


def test_publish__same_version_other_content__is_refused(opened: store.Store) -> None:
    publish(opened)
    with pytest.raises(Conflict) as caught:
        publish(opened, label="Câu một, viết lại")
    assert caught.value.problem.values == {"instrument": "thu", "version": "1", "free": "2"}
    assert service.published(opened.read(), "thu", "1").digest == made()[0].instrument.digest


def test_publish__later_version__is_the_newest_whatever_its_name(opened: store.Store) -> None:
    publish(opened, "10")
    publish(opened, "9", "Câu khác")
    assert service.newest_version(opened.read(), "thu") == "9"
    assert [version.number for version in service.versions(opened.read(), "thu")] == [1, 2]


def test_published_version__changed_in_the_database__is_refused(opened: store.Store) -> None:
    publish(opened)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        opened.write(lambda db: db.execute("UPDATE instruments_version SET document = '{}'"))


def test_published__unknown__names_what_there_is(opened: store.Store) -> None:
    publish(opened)
    with pytest.raises(NotFound) as caught:
        service.newest_version(opened.read(), "khac")
    assert caught.value.problem.values == {"instrument": "khac", "known": "thu"}
    for find in (service.published, service.original):
        with pytest.raises(NotFound):
            find(opened.read(), "thu", "2")


@pytest.mark.parametrize("name", ["sipas", "counter_rating"])
def test_publish__shipped_instrument__comes_back_as_it_was_compiled(opened: store.Store, name: str) -> None:
    source = load_shipped(name)
    compiled = compile_workbook(source, f"{name}.md")
    opened.write(lambda db: service.publish(db, compiled, source, f"{name}.md", NOW))
    found = service.published(opened.read(), name, compiled.instrument.version)
    assert found.to_json() == compiled.instrument.to_json()
    assert service.original(opened.read(), name, found.version)[1] == source


@pytest.mark.parametrize(
    ("version", "taken", "free"),
    [
        ("1", {"1"}, "2"),
        ("9", {"9", "10"}, "11"),
        ("2017.1", {"2017.1"}, "2017.2"),
        ("v09", {"v09"}, "v10"),
        ("thu", {"thu", "thu.2"}, "thu.3"),
    ],
)
def test_free_name__of_a_taken_version__is_the_next_one(version: str, taken: set[str], free: str) -> None:
    assert free_name(version, taken) == free


def test_publish__other_files_under_the_same_version__is_refused(opened: store.Store, samples: Any) -> None:
    compiled = Compiled(samples.examined(sound="q1.mp3").instrument, ())

    def publish_with(**sounds: bytes) -> Version:
        files = [Attachment(f"{name}.mp3", "audio/mpeg", content) for name, content in sounds.items()]
        return opened.write(lambda db: service.publish(db, compiled, b"", "thu.md", NOW, files))

    first = publish_with(q1=samples.mp3)
    assert publish_with() == publish_with(q1=samples.mp3, q2=b"not asked for") == first
    with pytest.raises(Conflict) as caught:
        publish_with(q1=samples.mp3 + b"other")
    assert caught.value.problem.values["free"] == "2"
    assert service.attachment(opened.read(), "thu", "1", "q1.mp3") == (samples.mp3, "audio/mpeg")
    for unknown in (("thu", "1", "q2.mp3"), ("thu", "2", "q1.mp3"), ("other", "1", "q1.mp3")):
        with pytest.raises(NotFound):
            service.attachment(opened.read(), *unknown)
