"""`survey instruments` with sound files."""

from pathlib import Path
from typing import Any

import pytest

from survey_app.instruments import service

MP3 = b"ID3\x04\x00" + bytes(60)
FORM = """\
| survey |      |      |       |              |
|        | type | name | label | media::audio |
|        | text | q1   | Gì?   | q1.mp3       |

| settings |         |            |         |
|          | form_id | form_title | version |
|          | thu     | Phiếu thử  | 1       |
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "thu.md"
    path.write_text(FORM, "utf-8")
    return path


def test_publish__with_its_sound__keeps_it(office: Any, form: Path, tmp_path: Path) -> None:
    sound, other = tmp_path / "q1.mp3", tmp_path / "q2.mp3"
    sound.write_bytes(MP3)
    other.write_bytes(MP3)
    done = office.survey("instruments", "publish", str(form), "--media", str(sound), "--media", str(other))
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("thu\t1\t")
    assert "q2.mp3" in done.stderr
    assert service.attachment(office.store.read(), "thu", "1", "q1.mp3") == (MP3, "audio/mpeg")


def test_publish__sound_is_missing_or_none__is_refused(office: Any, form: Path, tmp_path: Path) -> None:
    done = office.survey("instruments", "publish", str(form))
    assert done.exit_code == 1
    assert "Biểu mẫu cần tệp “q1.mp3”" in done.stderr
    sound = tmp_path / "q1.mp3"
    sound.write_bytes(b"no sound")
    done = office.survey("instruments", "publish", str(form), "--media", str(sound), language="en")
    assert done.exit_code == 1
    assert "“q1.mp3” is no recording" in done.stderr
    done = office.survey("instruments", "publish", str(form), "--media", str(tmp_path / "gone.mp3"))
    assert done.exit_code == 1
    assert service.versions(office.store.read(), "thu") == []


def test_check__refused_form__tells_problems_and_warnings(office: Any, form: Path) -> None:
    form.write_text(FORM.replace("| text |", "| txet |").replace("| version |", "| version | x |"), "utf-8")
    done = office.survey("instruments", "check", str(form))
    assert done.exit_code == 1
    assert "survey!A2  " in done.stderr
    assert "settings!D1  " in done.stderr
    assert done.stdout == ""


def test_check__table_it_looks_things_up_in__is_handed_in_as_for_publishing(
    office: Any, tmp_path: Path
) -> None:
    form, table = tmp_path / "thu.md", tmp_path / "units.csv"
    form.write_text(
        FORM.replace("| text | q1   | Gì?   | q1.mp3", "| select_one_from_file units.csv | q1 | Gì? |")
    )
    table.write_text("name,label\na,Xã A\n", "utf-8")
    assert "units.csv" in office.survey("instruments", "check", str(form)).stderr
    done = office.survey("instruments", "check", str(form), "--media", str(table))
    assert (done.exit_code, done.stdout.split("\t")[0]) == (0, "thu")
