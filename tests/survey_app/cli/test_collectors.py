from datetime import date
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from survey_app import store, web
from survey_app.cli import main
from survey_app.instruments import service as instruments
from survey_app.rounds import codes, service


@pytest.fixture
def open_round(ready: store.Store) -> store.Store:
    instruments.publish_shipped(ready, "counter_rating", web.now())
    days = (date(2026, 3, 1), date(2026, 3, 31))
    ready.write(lambda db: service.add_round(db, "r1", "counter_rating", *days))
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


def test_collectors_add__round_of_visits__exits_1_and_adds_nothing(open_round: store.Store) -> None:
    instruments.publish_shipped(open_round, "counter_check", web.now())
    days = (date(2026, 3, 1), date(2026, 3, 31))
    open_round.write(lambda db: service.add_round(db, "v1", "counter_check", *days))
    for mode in ("qr_phone", "staff_tablet"):
        result = run(open_round, "add", "--counter", "Q", "--round", "v1", "--mode", mode)
        assert result.exit_code == 1
        assert "v1" in result.stderr
    assert run(open_round, "list").stdout == ""


def test_collectors_add__picture_for_a_counter_that_has_ended__exits_1_and_adds_nothing(
    open_round: store.Store, tmp_path: Path
) -> None:
    days = (date(2026, 1, 1), date(2026, 12, 31))
    open_round.write(lambda db: service.add_round(db, "y1", "counter_rating", *days))
    add_gone = ("add", "--counter", "gone", "--round", "y1", "--mode", "qr_phone")
    result = run(open_round, *add_gone, "--qr", str(tmp_path / "q.png"))
    assert result.exit_code == 1
    assert "gone" in result.stderr
    assert not (tmp_path / "q.png").exists()
    assert run(open_round, "list").stdout == ""
    assert (
        run(open_round, *add_gone[:-1], "paper_keyed").exit_code == 0
    )  # paper of its last days may be keyed
