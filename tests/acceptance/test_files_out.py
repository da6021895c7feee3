"""The files that go out, opened by another program: LibreOffice, where it is installed."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from wording.figures import percent

SURVEY = Path(sys.executable).parent / "survey"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed here: nothing to open files with"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report and the workbook of a round of a demonstration, in both languages."""
    folder = tmp_path_factory.mktemp("files")
    survey = [str(SURVEY), "--instance", str(folder / "instance")]
    subprocess.run([*survey, "demo", "--no-serve", "--responses", "600"], check=True, capture_output=True)
    listed = subprocess.run([*survey, "rounds", "list"], check=True, capture_output=True, text=True).stdout
    code = next(line.split("\t")[0] for line in listed.splitlines() if "\tcounter_rating\t" in line)
    for language in ("vi", "en"):
        for ending in ("docx", "xlsx"):
            out = str(folder / f"{language}.{ending}")
            command = [*survey, "--lang", language, "report", "--round", code, "--out", out]
            subprocess.run(command, check=True, capture_output=True)
    return folder


def convert(file: Path, kind: str) -> Path:
    """``file`` opened by LibreOffice and written as ``kind``."""
    home = f"-env:UserInstallation={(file.parent / 'office').as_uri()}"
    out = file.parent / "converted"
    command = [str(OFFICE), home, "--headless", "--convert-to", kind, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (found,) = out.glob(f"{file.stem}.*{kind.partition(':')[0]}")
    return found


def shares(book: Workbook) -> dict[tuple[str, str], float]:
    """The figures of every cell but those of the notes."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }


def without_values(content: bytes) -> bytes:
    """The workbook as openpyxl writes it: formulas alone, so that whoever opens it must compute them."""
    out = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_workbook__computed_by_another_program__says_what_ours_says(made: Path, language: str) -> None:
    content = (made / f"{language}.xlsx").read_bytes()
    bare = made / f"bare-{language}.xlsx"
    bare.write_bytes(without_values(content))
    assert len(shares(openpyxl.load_workbook(bare, data_only=True))) < len(
        shares(openpyxl.load_workbook(io.BytesIO(content), data_only=True))
    )
    computed = shares(openpyxl.load_workbook(convert(bare, "xlsx"), data_only=True))
    ours = shares(openpyxl.load_workbook(io.BytesIO(content), data_only=True))
    assert computed.keys() == ours.keys()
    for place, value in ours.items():
        assert computed[place] == pytest.approx(value, rel=1e-11, abs=1e-12), place


@pytest.mark.parametrize("language", ["vi", "en"])
def test_report__opened_by_another_program__says_what_the_workbook_says(made: Path, language: str) -> None:
    text = convert(made / f"{language}.docx", "txt:Text (encoded):UTF8").read_text("utf-8-sig")
    book = openpyxl.load_workbook(made / f"{language}.xlsx", data_only=True)
    heading = {"vi": "Tỷ lệ hài lòng", "en": "Share satisfied"}[language]
    sheet = book.worksheets[1]
    place = [cell.value for cell in sheet[1]].index(heading)
    found = [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found
    for share in found:
        assert isinstance(share, float)
        assert percent(share, language) in text
    assert "DỮ LIỆU GIẢ LẬP" in text


def test_report__as_pdf__has_pages(made: Path) -> None:
    content = convert(made / "vi.docx", "pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type/Page\n") + content.count(b"/Type/Page/") > 3
