"""`survey collectors open` and `survey collectors poster`."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

URL = "https://khaosat.example.gov.vn"


@pytest.fixture
def reachable(office: Any) -> Any:
    office.survey("settings", "set", "public_url", URL)
    return office


def decode(file: Path) -> set[str]:
    """What the codes on the pages of a PDF say, at 150 dots an inch."""
    document = pypdfium2.PdfDocument(io.BytesIO(file.read_bytes()))
    pictures: list[Image.Image] = [page.render(scale=150 / 72).to_pil() for page in document]
    document.close()
    return {found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)}


def opened(office: Any) -> tuple[str, str]:
    """Code and address of the only counter's new code."""
    line = office.survey("collectors", "open", "--unit", "C1", "--round", "R1", "--mode", "qr_phone").stdout
    code, counter, url = line.rstrip("\n").split("\t")
    assert counter == "Q1"
    return code, url


def test_collectors_open__again__keeps_what_is_there(reachable: Any) -> None:
    opened(reachable)
    again = reachable.survey("collectors", "open", "--unit", "C1", "--round", "R1", "--mode", "qr_phone")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "0 mã mới; 1 quầy" in again.stderr


@pytest.mark.parametrize("size", ["a4", "a6", "stickers"])
def test_collectors_poster__code_or_its_commune__leads_to_its_address(
    reachable: Any, tmp_path: Path, size: str
) -> None:
    code, url = opened(reachable)
    for number, which in enumerate(((code,), ("--unit", "C1", "--round", "R1"))):
        file = tmp_path / f"{number}.pdf"
        made = reachable.survey("collectors", "poster", *which, "--size", size, "--out", str(file))
        assert made.exit_code == 0, made.stderr
        assert decode(file) == {url.upper()}


@pytest.mark.parametrize(
    "words",
    [
        ("--size", "a4"),  # no code at all
        ("7QX29MK", "--size", "a3"),
        ("7QX29MK", "--unit", "C1", "--round", "R1", "--size", "a4"),
        ("--unit", "C1", "--size", "a4"),
        ("7QX29MK", "--round", "R1", "--size", "a4"),
        ("7QX29MK",),
    ],
)
def test_collectors_poster__command_that_cannot_be__exits_2(
    reachable: Any, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "p.pdf"
    assert reachable.survey("collectors", "poster", *words, "--out", str(file)).exit_code == 2
    assert not file.exists()


@pytest.mark.parametrize("name", ["p.png", "absent/p.pdf", "folder.pdf"])
def test_collectors_poster__place_that_cannot_be_written__exits_2(
    reachable: Any, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.pdf").mkdir()
    code, _ = opened(reachable)
    made = reachable.survey("collectors", "poster", code, "--size", "a4", "--out", str(tmp_path / name))
    assert made.exit_code == 2


def test_collectors_poster__code_that_leads_nowhere__exits_1_and_writes_nothing(
    reachable: Any, tmp_path: Path
) -> None:
    code, _ = opened(reachable)
    reachable.survey("collectors", "close", code)
    file = tmp_path / "p.pdf"
    for which, words in ((code, "đã đóng"), ("2222222", "Không có mã"), ("O", "lỗi gõ")):
        made = reachable.survey("collectors", "poster", which, "--size", "a4", "--out", str(file))
        assert made.exit_code == 1
        assert words in made.stderr
    assert not file.exists()


def test_collectors_poster__address_phones_cannot_open__exits_1_and_says_what_to_do(
    office: Any, tmp_path: Path
) -> None:
    code, file = opened(office)[0], tmp_path / "p.pdf"
    ask = ("collectors", "poster", code, "--size", "a4", "--out", str(file))
    assert "survey settings set public_url" in office.survey(*ask).stderr
    office.survey("settings", "set", "public_url", "http://192.168.1.5:8000")
    private = office.survey(*ask, language="en")
    assert (private.exit_code, "hotspot_only" in private.stderr) == (1, True)
    assert "hotspot_only" in office.survey("doctor").stdout
    assert not file.exists()
    office.survey("settings", "set", "hotspot_only", "yes")
    assert office.survey(*ask).exit_code == 0
    assert decode(file) == {f"HTTP://192.168.1.5:8000/K/{code}"}
