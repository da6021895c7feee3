from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from survey_app import store
from survey_app.cli import main
from survey_app.rounds import codes, service


@pytest.fixture
def open_round(ready: store.Store) -> store.Store:
    ready.write(lambda db: service.add_round(db, "r1", "rating", date(2026, 3, 1), date(2026, 3, 31)))
    return ready


def run(opened: store.Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--instance", str(opened.instance.root), "collectors", *arguments])


def add(opened: store.Store, *more: str) -> Result:
    return run(opened, "add", "--counter", "Q", "--round", "r1", "--mode", "qr_phone", *more)


def test_collectors_add__counter__prints_code_and_address_on_one_line(open_round: store.Store) -> None:
    result = add(open_round)
    code, url = result.stdout.rstrip("\n").split("\t")
    assert result.exit_code == 0
    assert codes.check(code) is None
    assert url == f"http://127.0.0.1:8000/k/{code}"


def test_collectors_add__picture__holds_the_address(open_round: store.Store, tmp_path: Path) -> None:
    url = add(open_round, "--qr", str(tmp_path / "q.png")).stdout.split()[1]
    with Image.open(tmp_path / "q.png") as picture:
        assert zxingcpp.read_barcodes(picture)[0].text == url.upper()
    url = add(open_round, "--qr", str(tmp_path / "q.SVG")).stdout.split()[1]
    assert f"<title>{url}</title>" in (tmp_path / "q.SVG").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["q.gif", "absent/q.svg"])
def test_collectors_add__picture_that_cannot_be__exits_2_and_adds_nothing(
    open_round: store.Store, file: str
) -> None:
    assert add(open_round, "--qr", file).exit_code == 2
    assert run(open_round, "list").stdout == ""


def test_collectors_add__unknown_counter__exits_1(open_round: store.Store) -> None:
    result = run(open_round, "add", "--counter", "X", "--round", "r1", "--mode", "kiosk", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no unit X" in result.stderr


def test_collectors_add__unknown_mode__exits_2(open_round: store.Store) -> None:
    assert run(open_round, "add", "--counter", "Q", "--round", "r1", "--mode", "fax").exit_code == 2


def test_collectors_close__code__is_listed_with_its_day(open_round: store.Store) -> None:
    code = add(open_round).stdout.split()[0]
    closed = run(open_round, "close", code.lower())
    assert closed.stdout.startswith(f"{code}\t2")
    day = closed.stdout.split()[1]
    listed = run(open_round, "list").stdout.split("\t")
    assert listed[:4] == [code, "r1", "Q", "qr_phone"]
    assert listed[5] == f"{day}\n"


def test_collectors_close__typing_error__exits_1(open_round: store.Store) -> None:
    assert run(open_round, "close", "O000000").exit_code == 1
