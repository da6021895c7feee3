"""Keeping what was collected, from the command line: init, users, backup, restore, verify."""

import io
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from survey_app import media, store, web
from survey_app.cli import main
from survey_app.places import service as places
from survey_app.responses import service as responses

Run = Callable[..., Result]
PASSWORD = "mật khẩu đủ dài"  # noqa: S105


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command on an instance that is not there yet."""

    def survey(*words: str, **environment: str) -> Result:
        return CliRunner(env=environment).invoke(main, ["--instance", str(tmp_path / "office"), *words])

    return survey


@pytest.fixture
def filled(office: Any) -> Any:
    office.receive(10)
    responses.seal_round(office.store, "R1", office.today)
    office.receive(2)
    return office


def count(office: Any) -> int:
    result: Result = office.survey("responses", "count")
    return int(result.stdout)


def test_init__empty_folder__asks_nothing_and_makes_an_office(run: Run, tmp_path: Path) -> None:
    made = run("init")
    assert made.exit_code == 0
    assert made.stdout == ""
    opened = store.open_store(store.Instance(tmp_path / "office"))
    units = list(places.all_units(opened.read()))
    opened.close()
    assert len([unit for unit in units if not unit.valid_to]) == 34
    listed = run("instruments", "list").stdout.splitlines()
    assert {line.split("\t")[0] for line in listed} == {"sipas", "counter_rating", "counter_check"}
    assert all("chưa đối chiếu" in line for line in listed if line.startswith("sipas"))


def test_init__again__keeps_everything(run: Run) -> None:
    run("init")
    run("users", "add", "an", "--name", "An", "--role", "administrator", SURVEY_PASSWORD=PASSWORD)
    before = run("users", "list").stdout
    assert run("init").exit_code == 0
    assert run("users", "list").stdout == before


def test_init__no_administrator_yet__prints_the_one_time_code(run: Run) -> None:
    code = re.compile(r"\b[0-9a-f]{4}(-[0-9a-f]{4}){3}\b")
    assert code.search(run("init").stderr)
    run("users", "add", "an", "--name", "An", "--role", "administrator", SURVEY_PASSWORD=PASSWORD)
    assert not code.search(run("init").stderr)


@pytest.mark.parametrize(
    "words", [("users", "list"), ("backup",), ("verify",), ("responses", "count"), ("serve",)]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_command__no_instance__says_how_to_make_one_and_makes_none(
    run: Run, tmp_path: Path, words: tuple[str, ...], language: str
) -> None:
    result = run("--lang", language, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"survey --instance {tmp_path / 'office'} init" in result.stderr
    assert not (tmp_path / "office").exists()


def test_users_add__good_values__is_listed(run: Run) -> None:
    run("init")
    added = run("users", "add", "An.Tran", "--name", "Trần An", "--role", "viewer", SURVEY_PASSWORD=PASSWORD)
    assert (added.exit_code, added.stdout) == (0, "an.tran\n")
    assert run("users", "list").stdout == "an.tran\tviewer\tTrần An\n"


def test_users_add__taken_name_or_bad_values__exits_1_and_adds_nobody(run: Run) -> None:
    run("init")
    words = ("users", "add", "an", "--name", "An", "--role", "viewer")
    assert run(*words, SURVEY_PASSWORD="ngắn").exit_code == 1  # noqa: S106
    assert run("users", "list").stdout == ""
    run(*words, SURVEY_PASSWORD=PASSWORD)
    again = run(*words, SURVEY_PASSWORD=PASSWORD)
    assert again.exit_code == 1
    assert "an" in again.stderr
    assert len(run("users", "list").stdout.splitlines()) == 1


def test_users_add__unknown_role__exits_2(run: Run) -> None:
    run("init")
    result = run("users", "add", "an", "--name", "An", "--role", "king", SURVEY_PASSWORD=PASSWORD)
    assert result.exit_code == 2


def test_backup__file__is_printed_and_restores_to_equal_figures(filled: Any) -> None:
    made = filled.survey("backup")
    assert made.exit_code == 0
    file = Path(made.stdout.strip())
    assert file.is_file()
    filled.receive(5)
    assert count(filled) == 17
    filled.store.close()
    back = filled.survey("restore", str(file))
    assert (back.exit_code, back.stdout) == (0, "")
    assert "before-restore" in back.stderr
    assert count(filled) == 12
    assert filled.survey("verify").exit_code == 0


def test_restore__without_its_photos__says_so_and_verify_asks_for_the_folder(filled: Any) -> None:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "JPEG")
    media.take_photo(filled.store, content.getvalue(), web.now())
    file = filled.survey("backup").stdout.strip()
    folder = filled.store.instance.media
    filled.store.close()
    folder.rename(folder.with_name("elsewhere"))
    back = filled.survey("restore", file)
    assert back.exit_code == 0
    assert "Còn thiếu 1 ảnh" in back.stderr
    assert str(folder) in back.stderr
    looked = filled.survey("verify")
    assert looked.exit_code == 1
    assert "bản sao lưu không chứa ảnh" in looked.stderr
    assert "không phải dấu hiệu dữ liệu bị sửa" in looked.stderr
    folder.with_name("elsewhere").rename(folder)
    assert filled.survey("verify").exit_code == 0


def test_restore__file_that_is_none_of_ours__exits_1_with_a_reason(filled: Any, tmp_path: Path) -> None:
    (tmp_path / "other.db").write_text("không phải")
    filled.store.close()
    result = filled.survey("restore", str(tmp_path / "other.db"))
    assert result.exit_code == 1
    assert str(tmp_path / "other.db") in result.stderr
    assert count(filled) == 12


def test_restore__beside_a_server__exits_1_and_says_to_stop_it(filled: Any) -> None:
    file = filled.survey("backup").stdout.strip()
    with store.sole_use(filled.store.instance):
        result = filled.survey("restore", file, language="en")
    assert result.exit_code == 1
    assert "Stop it first" in result.stderr or "stop" in result.stderr.lower()


def test_restore__into_nothing__makes_the_instance(filled: Any, run: Run) -> None:
    file = filled.survey("backup").stdout.strip()
    assert run("restore", file).exit_code == 0
    assert run("responses", "count").stdout == "12\n"


def test_verify__whole__prints_the_head_of_the_ledger(filled: Any) -> None:
    result = filled.survey("verify")
    head = store.head(filled.store.read())
    assert result.exit_code == 0
    assert head.hash.hex() in result.stdout


def test_verify__tampered__exits_1_and_names_the_response(filled: Any) -> None:
    connection = sqlite3.connect(filled.store.instance.database)
    connection.execute("DROP TRIGGER responses_response_is_never_changed")
    (uuid,) = connection.execute("SELECT uuid FROM responses_part LIMIT 1").fetchone()
    connection.execute("UPDATE responses_response SET counter = 'Q2' WHERE uuid = ?", [uuid])
    connection.commit()
    connection.close()
    result = filled.survey("verify", language="en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert uuid in result.stderr


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("responses_response", "verify"),
        ("responses_response", "backup"),
        ("responses_unsealed", "responses count"),
        ("rounds_round", "rounds list"),
        ("places_unit", "units list"),
        ("instruments_version", "instruments list"),
        ("accounts_person", "users list"),
        ("_sqlite_migrations", "responses count"),
    ],
)
def test_command__damaged_database__exits_1_and_says_what_to_do(filled: Any, table: str, words: str) -> None:
    database = filled.store.instance.database
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    page = filled.store.read().execute(query, [table]).fetchone()[0]
    filled.store.close()
    content = bytearray(database.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    database.write_bytes(content)
    result = filled.survey(*words.split(), language="en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "restore" in result.stderr
    assert "Traceback" not in result.stderr


def test_help__of_every_command__is_there(run: Run) -> None:
    listed = run("--help")
    assert listed.exit_code == 0
    nouns = [line.split()[0] for line in listed.stdout.split("Commands:")[1].splitlines() if line.strip()]
    assert {"init", "demo", "serve", "backup", "restore", "verify", "doctor", "users"} <= set(nouns)
    for noun in nouns:
        assert run(noun, "--help").exit_code == 0, noun


@pytest.mark.parametrize("words", [("nonsense",), ("restore",), ("users", "add"), ("--lang", "xx", "verify")])
def test_command__that_is_wrong__exits_2(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2
