"""`survey instruments check` and `publish`: findings as a table and as JSON, the question at a terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.xlsform import odk
from survey_app.instruments import service

FORM = """\
| survey |           |      |       |              |               |
|        | type      | name | label | media::audio | calculation   |
|        | integer   | a    | Gì?   |              |               |
|        | integer   | b    | Gì?   | {sound}      |               |
|        | calculate | c    |       |              | ${{a}} + ${{b}} |

| settings |         |            |         |
|          | form_id | form_title | version |
|          | thu     | {title}    | 1       |
"""


@pytest.fixture
def form(tmp_path: Path) -> Callable[..., str]:
    def write(sound: str = "", title: str = "Phiếu thử") -> str:
        path = tmp_path / "thu.md"
        path.write_text(FORM.format(sound=sound, title=title), "utf-8")
        return str(path)

    return write


def test_check__warned_form__prints_where_what_and_what_to_do(office: Any, form: Any) -> None:
    done = office.survey("instruments", "check", form(), language="en")
    assert (done.exit_code, done.stdout.split("\t")[0]) == (0, "thu")
    lines = done.stderr.splitlines()
    assert lines[0].split()[:2] == ["Warning", "survey!E4"]
    assert "coalesce(${name}, 0)" in lines[1]
    assert lines[2] == "Errors: 0. Warnings: 1."


def test_check__as_json__has_each_finding_with_its_cell_in_either_language(office: Any, form: Any) -> None:
    for language, said in (("vi", "để trống"), ("en", "blank")):
        done = office.survey("instruments", "check", form(), "--json", language=language)
        read = json.loads(done.stdout)
        assert done.exit_code == 0
        assert read["instrument"]["id"] == "thu"
        (found,) = read["findings"]
        cell = [found[key] for key in ("code", "severity", "sheet", "row", "column", "found")]
        assert cell == ["sum_blank", "warning", "survey", 4, "E", "${a}, ${b}"]
        assert said in found["message"]
        assert found["advice"]


def test_check__missing_file__is_an_error_also_as_json(office: Any, form: Any) -> None:
    done = office.survey("instruments", "check", form(sound="q.mp3"), "--json")
    assert done.exit_code == 1
    found = {each["code"]: each for each in json.loads(done.stdout)["findings"]}
    assert found["attachment_missing"]["severity"] == "error"
    assert (found["attachment_missing"]["sheet"], found["attachment_missing"]["row"]) == ("q.mp3", None)


def test_check__refused_form__is_json_without_an_instrument(office: Any, form: Any, tmp_path: Path) -> None:
    path = tmp_path / "wrong.md"
    path.write_text(Path(form()).read_text("utf-8").replace("| calculate", "| calcluate"), "utf-8")
    done = office.survey("instruments", "check", str(path), "--json")
    read = json.loads(done.stdout)
    assert (done.exit_code, read["instrument"], read["odk"]) == (1, None, False)
    assert [each["code"] for each in read["findings"]] == ["type_near"]


def test_check__other_content_under_a_published_version__is_refused_before_publishing(
    office: Any, form: Any
) -> None:
    assert office.survey("instruments", "publish", form()).exit_code == 0
    assert office.survey("instruments", "check", form()).exit_code == 0
    done = office.survey("instruments", "check", form(title="Phiếu khác"), "--json")
    assert done.exit_code == 1
    assert "version_taken" in [each["code"] for each in json.loads(done.stdout)["findings"]]


def test_check__without_java__says_so_and_checks_the_rest(
    office: Any, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(odk.shutil, "which", lambda _: None)
    done = office.survey("instruments", "check", form(), language="en")
    assert done.exit_code == 0
    assert "There is no Java here" in done.stderr
    read = json.loads(office.survey("instruments", "check", form(), "--json").stdout)
    assert read["odk"] is False


def test_publish__warnings_and_no_terminal__are_printed_and_it_publishes(office: Any, form: Any) -> None:
    done = office.survey("instruments", "publish", form())
    assert done.exit_code == 0
    assert "survey!E4" in done.stderr
    assert [version.id for version in service.versions(office.store.read(), "thu")] == ["thu"]


CHANGED = (("| b    |", "| bb   |"), ("${a} + ${b}", "${a} + ${bb}"), ("| 1       |", "| 2       |"))


def test_check__version_that_breaks_a_series__warns_at_the_cell_once(office: Any, form: Any) -> None:
    path = Path(form())
    assert office.survey("instruments", "publish", str(path)).exit_code == 0
    text = path.read_text("utf-8")
    for old, new in CHANGED:
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    done = office.survey("instruments", "check", str(path), "--json")
    found = [
        (each["code"], each["sheet"], each["row"], each["column"])
        for each in json.loads(done.stdout)["findings"]
    ]
    assert found == [
        ("item_renamed", "survey", 3, "B"),
        ("sum_blank", "survey", 4, "E"),
        ("calculation_changed", "survey", 4, "E"),
    ]
    said = office.survey("instruments", "publish", str(path)).stderr.splitlines()
    assert said[0] == ("Cảnh báo  survey!B3  bb: Tên câu hỏi đổi từ b thành bb; lời hỏi giữ nguyên.")
    assert said[1].strip().startswith("Đứt chuỗi số liệu. Dữ liệu được nối theo tên")


def test_check__long_place__is_parted_from_the_words(office: Any, form: Any) -> None:
    sound = "mot-tep-am-thanh-co-ten-rat-dai.mp3"
    done = office.survey("instruments", "check", form(sound=sound))
    assert f"{sound}  " in done.stderr


def test_check__findings__come_errors_first_then_by_sheet_row_and_column(office: Any, form: Any) -> None:
    assert office.survey("instruments", "publish", form()).exit_code == 0
    path = Path(form(sound="q.mp3", title="Phiếu khác"))
    path.write_text(path.read_text("utf-8").replace("| integer   | a ", "| decimal   | a "), "utf-8")
    found = json.loads(office.survey("instruments", "check", str(path), "--json").stdout)["findings"]
    places = [(each["severity"], each["sheet"], each["row"], each["column"]) for each in found]
    assert places == [
        ("error", "settings", 2, "C"),
        ("error", "q.mp3", None, None),
        ("warning", "survey", 2, "A"),
        ("warning", "survey", 4, "E"),
    ]


def test_publish__as_json__says_what_was_published_and_found(office: Any, form: Any) -> None:
    done = office.survey("instruments", "publish", form(), "--json")
    read = json.loads(done.stdout)
    assert (done.exit_code, read["instrument"]["id"], read["findings"][0]["code"]) == (0, "thu", "sum_blank")
    (version,) = service.versions(office.store.read(), "thu")
    assert version.digest == read["instrument"]["digest"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("typed", "options", "published"),
    [
        ("c\n", [], True),
        ("Y\n", [], True),
        ("co le\nk\n", [], False),
        ("\n", [], False),
        ("\x04", [], False),
        ("", ["--yes"], True),
    ],
)
def test_publish__warnings_at_a_terminal__are_asked_about_in_one_language(
    office: Any, form: Any, typed: str, options: list[str], published: bool
) -> None:
    here, there = os.openpty()
    command = [sys.executable, "-m", "survey_app.cli", "--instance", str(office.store.instance.root)]
    words = ["instruments", "publish", form(), *options]
    with subprocess.Popen([*command, *words], stdin=there, stdout=there, stderr=there) as run:
        os.close(there)
        os.write(here, typed.encode())
        said = b""
        while part := _read(here):
            said += part
    os.close(here)
    told = said.decode()
    assert run.returncode == (0 if published else 1), told
    assert ("Vẫn công bố? [c/K]:" in told) is bool(typed)
    assert ("Chưa công bố gì." in told) is not published
    assert ("Hãy trả lời c (có) hoặc k (không)." in told) is typed.startswith("co le")
    assert not [word for word in ("Error", "Abort", "invalid") if word in told]
    assert bool(service.versions(office.store.read(), "thu")) is published


def _read(terminal: int) -> bytes:
    """What comes out of the terminal, nothing when its program has ended."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
