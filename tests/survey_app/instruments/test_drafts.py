import io
import sqlite3
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from survey_app import store, web
from survey_app.errors import Conflict, Gone, Invalid, NotFound
from survey_app.instruments import service
from survey_app.instruments.model import Upload, Version

NOW = web.now()


def publish(opened: store.Store, id: str, confirmed: bool = False) -> Version:
    return opened.write(lambda db: service.publish_draft(db, id, confirmed, NOW))


def keys(findings: Any) -> list[tuple[str, str, bool]]:
    return [(found.key, found.place, found.grave) for found in findings]


def test_examine__refused_workbook_and_bad_files__tells_all_at_once(samples: Any) -> None:
    content = samples.form(version="a b").replace(b"| text ", b"| txet ")
    files = [("a.mp3", b"text"), ("b.mp3", samples.mp3), ("b.mp3", samples.mp3)]
    examined = service.examine(Upload("thu.md", content, files))
    assert not examined.acceptable
    assert keys(examined.findings) == [
        ("forms.version", "settings!D2", True),
        ("forms.type_near", "survey!A3", True),
        ("errors.attachment_twice", "b.mp3", True),
        ("errors.attachment_kind", "a.mp3", True),
    ]


def test_examine__file_the_form_does_not_name__is_a_warning_and_not_kept(samples: Any) -> None:
    examined = samples.examined(sound="q1.mp3", sent=("q1.mp3", "q2.mp3"))
    assert ("errors.attachment_unasked", "q2.mp3", False) in keys(examined.findings)
    assert [file.name for file in examined.files] == ["q1.mp3"]
    assert examined.acceptable


def test_examine__name_in_decomposed_letters__is_the_same_name(samples: Any) -> None:
    decomposed = unicodedata.normalize("NFD", "ghi chú.mp3")
    examined = service.examine(Upload("thu.md", samples.form(), [(decomposed, samples.mp3)]))
    assert ("errors.attachment_unasked", "ghi chú.mp3", False) in keys(examined.findings)


WITH_FILES = b"""| survey | | | | | |
| | type | name | label::English (en) | media::image | calculation |
| | text | ward | Which ward? | map.png | |
| | calculate | chief | | | pulldata('wards', 'chief', 'code', ${ward}) |
| settings | | | | |
| | form_id | form_title | version | default_language |
| | files | With files | 1 | English (en) |
"""


def test_examine__form_with_a_picture_and_a_table__is_whole_with_both(opened: store.Store) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "PNG")
    files = [("map.png", out.getvalue()), ("wards.csv", "code,chief\nA,Ánh\n".encode())]
    examined = service.examine(Upload("files.md", WITH_FILES, files))
    assert examined.acceptable, keys(examined.findings)
    assert [file.kind for file in examined.files] == ["image/png", "text/csv"]
    opened.write(lambda db: service.add_draft(db, examined, "d", "ánh", NOW))
    publish(opened, "d", confirmed=True)
    db = opened.read()
    assert service.attachment(db, "files", "1", "wards.csv") == (files[1][1], "text/csv")
    assert service.attachment(db, "files", "1", "map.png")[1] == "image/png"
    alone = service.examine(Upload("files.md", WITH_FILES, []))
    assert not alone.acceptable


def test_add_draft__of_a_refused_upload__keeps_nothing(opened: store.Store) -> None:
    examined = service.examine(Upload("thu.md", b"| survey |"))
    with pytest.raises(Invalid):
        opened.write(lambda db: service.add_draft(db, examined, "x", "ánh", NOW))
    assert service.drafts(opened.read(), NOW) == []


def test_draft__published__is_exactly_what_was_checked_and_is_gone(opened: store.Store, samples: Any) -> None:
    id = samples.draft(opened, label="", sound="q1.mp3", sent=("q1.mp3",))
    reviewed = service.review(opened.read(), id)
    assert reviewed.publishable
    assert reviewed.warned  # the question is there in one of two languages
    version = publish(opened, id, confirmed=True)
    db = opened.read()
    assert version.digest == reviewed.instrument.digest
    assert service.original(db, "thu", "1") == ("thu.md", samples.form(label="", sound="q1.mp3"))
    assert service.attachment(db, "thu", "1", "q1.mp3") == (samples.mp3, "audio/mpeg")
    assert service.drafts(db, NOW) == []
    with pytest.raises(Gone):
        publish(opened, id, confirmed=True)


def test_publish_draft__warnings_not_confirmed__is_refused_and_stays(
    opened: store.Store, samples: Any
) -> None:
    id = samples.draft(opened, label="")
    with pytest.raises(Invalid) as caught:
        publish(opened, id)
    assert caught.value.problem.code == "warnings_unconfirmed"
    assert service.versions(opened.read()) == []
    assert service.review(opened.read(), id).publishable


def test_publish_draft__file_was_not_sent__is_refused_and_names_it(opened: store.Store, samples: Any) -> None:
    id = samples.draft(opened, sound="q1.mp3")
    assert ("errors.attachment_missing", "q1.mp3", True) in keys(service.review(opened.read(), id).findings)
    with pytest.raises(Invalid) as caught:
        publish(opened, id, confirmed=True)
    assert [(p.code, p.place) for p in caught.value.problems] == [("attachment_missing", "q1.mp3")]
    assert service.versions(opened.read()) == []


def test_review__same_content_is_published__says_which_version(opened: store.Store, samples: Any) -> None:
    first, second = samples.draft(opened), samples.draft(opened)
    version = publish(opened, first)
    reviewed = service.review(opened.read(), second)
    assert reviewed.same == version
    assert not reviewed.publishable
    assert publish(opened, second) == version
    assert len(service.versions(opened.read())) == 1


def test_review__version_is_taken__says_which_name_is_free(opened: store.Store, samples: Any) -> None:
    publish(opened, samples.draft(opened))
    publish(opened, samples.draft(opened, version="2"))
    id = samples.draft(opened, label="Viết lại")
    (taken,) = service.review(opened.read(), id).findings
    assert (taken.key, taken.values["free"], taken.grave) == ("errors.version_taken", "3", True)
    with pytest.raises(Conflict):
        publish(opened, id)
    assert service.review(opened.read(), id).draft.id == id


def test_publish_draft__two_people_at_once__one_is_published(opened: store.Store, samples: Any) -> None:
    ids = [samples.draft(opened, label=f"Câu {number % 2}") for number in range(4)]

    def attempt(id: str) -> str:
        try:
            return publish(opened, id).digest
        except Conflict as error:
            return error.problem.code

    with ThreadPoolExecutor(4) as people:
        came = list(people.map(attempt, ids))
    (version,) = service.versions(opened.read())
    assert sorted(came) == sorted([version.digest] * 2 + ["version_taken"] * 2)


def test_delete_draft__again__is_gone(opened: store.Store, samples: Any) -> None:
    id = samples.draft(opened, sound="q1.mp3", sent=("q1.mp3",))
    assert service.draft_file(opened.read(), id, "q1.mp3") == (samples.mp3, "audio/mpeg")
    opened.write(lambda db: service.delete_draft(db, id))
    with pytest.raises(NotFound):
        service.draft_file(opened.read(), id, "q1.mp3")
    for act in (service.delete_draft, service.review):
        with pytest.raises(Gone):
            opened.write(lambda db, act=act: act(db, id))


def test_drafts__older_than_a_week__go_when_another_comes(opened: store.Store, samples: Any) -> None:
    old = samples.draft(opened, sound="q1.mp3", sent=("q1.mp3",))
    later = NOW + timedelta(days=7, hours=1)
    assert service.drafts(opened.read(), later) == []
    opened.write(lambda db: service.add_draft(db, samples.examined(), "new", "ánh", later))
    assert [draft.id for draft in service.drafts(opened.read(), later)] == ["new"]
    with pytest.raises(Gone):
        service.review(opened.read(), old)


def test_attachment__changed_in_the_database__is_refused(opened: store.Store, samples: Any) -> None:
    publish(opened, samples.draft(opened, sound="q1.mp3", sent=("q1.mp3",)), confirmed=True)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        opened.write(lambda db: db.execute("UPDATE instruments_attachment SET content = x''"))
