"""Make the pictures of the documents again: a demonstration, served on a free port, seen by Chromium.

    .venv/bin/python docs/screenshots.py [NAME ...]

Without a name all of `PICTURES` are made, each in Vietnamese and in English: `images/NAME-vi.png`,
`images/NAME-en.png`. Needs the packages of the tests, the system's Chromium and LibreOffice.
"""

import io
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

SURVEY = Path(sys.executable).parent / "survey"
FOLDER = Path(__file__).parent / "images"
LANGUAGES = ("vi", "en")
LARGEST = 150_000  # bytes: pictures stay in the history for good
_COLOURS = 128
_OFFICE = "soffice"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_OLD_SHEET = """\
Phiếu;Tên quầy;Ngày;Nơi đón tiếp;Thủ tục;Công chức;Kết quả;Góp ý;Nhìn chung
P1;Quầy 1;05/10/2026;Rất hài lòng;Hài lòng;Hài lòng;Hài lòng;Không biết;Hài lòng
P2;Quầy 1;06/10/2026;Không hài lòng;Bình thường;K;Hài lòng;Không áp dụng;Bình thường
"""
_NEW_UNITS = """\
code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
01.V1,Phường Ví dụ,Vi Du Ward,commune,01,2025-07-01,,,
01.V1.TT,Trung tâm Phục vụ hành chính công phường Ví dụ,Vi Du Ward Service Centre,centre,01.V1,2025-07-01,,,
01.V1.Q1,Quầy 1 phường Ví dụ,"Counter 1, Vi Du Ward",counter,01.V1.TX,2025-07-01,,,
"""


def _nothing(page: Page) -> None:
    """What most pictures need before they are taken."""


def _help(page: Page) -> None:
    page.click("details summary")


def _thanks(page: Page) -> None:
    while "/thanks/" not in page.url:
        page.locator("main label:visible, form label:visible").nth(3).click()
        page.click("form button >> nth=0")
        page.wait_for_load_state()


def _draft(page: Page) -> None:
    page.click("main table a >> nth=0")


def _check(page: Page) -> None:
    """The check of the guide's own form with the name of a question misspelt."""
    guide = (Path(__file__).parent / "guides/your-form.vi.md").read_text("utf-8")
    form = guide.partition("```markdown phieu_7_muc.md\n")[2].partition("```")[0]
    _send(page, "phieu_7_muc.md", form.replace("cho_ngoi chi_dan ", "cho_ngoi chi_dann", 1))


def _section(page: Page) -> None:
    _draft(page)
    page.click("main a[href$='/sections/1']")


def _review(page: Page) -> None:
    _draft(page)
    page.click("main a[href$='/review']")


def _reported(page: Page) -> None:
    page.goto(page.url + "&state=reported")
    page.click("main table a[href*='/findings/TT-'] >> nth=0")


def _mapping(page: Page) -> None:
    page.select_option("[name=round]", label="dot-2 – counter_rating 1")
    _send(page, "phieu-giay.csv", _OLD_SHEET)
    page.wait_for_selector("[name=to-1]", timeout=60_000)
    page.select_option("[name=to-2]", "counter")


def _units(page: Page) -> None:
    _send(page, "don-vi.csv", _NEW_UNITS)


def _send(page: Page, name: str, text: str) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode("utf-8")}
    page.set_input_files("input[type=file] >> nth=0", file)  # type: ignore[arg-type]
    page.click("main form button >> nth=0")
    page.wait_for_load_state()


@dataclass(frozen=True)
class Picture:
    """One picture: the page's path ('{citizen}' is a form), who looks ('': nobody signed in), the screen.

    ``reach`` does what it takes to get there from the path; ``top`` is the element the picture begins with.
    """

    path: str
    who: str
    width: int
    height: int
    reach: Callable[[Page], None] = _nothing
    top: str = ""


PICTURES = {
    "citizen": Picture("{citizen}", "", 390, 830),
    "help": Picture("{citizen}", "", 390, 830, _help, top="details"),
    "thanks": Picture("{citizen}", "", 390, 480, _thanks),
    "visit": Picture("/inspections?", "kiemtra1", 800, 900, _draft),
    "section": Picture("/inspections?", "kiemtra1", 800, 1150, _section),
    "review": Picture("/inspections?", "kiemtra1", 800, 900, _review),
    "finding": Picture("/findings?unit=01.001&", "demo", 800, 1250, _reported),
    "results": Picture("/results/dot-2?", "phantich", 1000, 1300),
    "mapping": Picture("/imports?", "phantich", 1000, 1150, _mapping, top="h1"),
    "home": Picture("/?", "demo", 1000, 800),
    "units": Picture("/units/import?", "demo", 1000, 760, _units),
    "round": Picture("/rounds/dot-2?", "demo", 1000, 1120),
    "check": Picture("/instrument-drafts/new?", "demo", 1000, 760, _check),
    "preview": Picture("/instruments/counter_rating/1/preview?", "demo", 1280, 900),
}
# What the pages hand out: the path, who asks, how many pages of it are shown beside each other.
PAPERS = {
    "poster": ("/rounds/dot-2/posters.pdf?code={code}&size=a4", "demo", 1),
    "report": ("/results/dot-2/report.docx?", "phantich", 2),
}


@dataclass(frozen=True)
class Demonstration:
    """A demonstration that is being served."""

    url: str
    citizen: str
    username: str
    password: str


@contextmanager
def serve_demonstration() -> Iterator[Demonstration]:
    """A demonstration of the usual size, served until the end of the block."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        survey = [str(SURVEY), "--instance", f"{folder}/demo", "--lang", "en"]
        made = subprocess.run(  # noqa: S603  # our own command
            [*survey, "demo", "--no-serve"], check=True, capture_output=True, text=True
        ).stdout
        free.close()
        server = subprocess.Popen([*survey, "serve", "--port", str(port)])  # noqa: S603  # our own command
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url)
            username, password = re.findall(r"(?:user name|password): ([^,)\s]+)", made)
            yield Demonstration(url, re.findall(r"/k/\w+", made)[0], username, password)
        finally:
            server.terminate()
            server.wait(20)


def take(browser: Browser, shown: Demonstration, name: str, language: str) -> Path:
    """The file of the picture called ``name`` in ``language``, taken."""
    picture = PICTURES[name]
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height}, locale=language
    )
    page = context.new_page()
    if picture.who:
        _sign_in(page, shown, picture.who)
    path = picture.path.format(citizen=f"{shown.citizen}?")
    answer = page.goto(f"{shown.url}{path}lang={language}", timeout=120_000)
    if answer is None or not answer.ok:
        raise ValueError(f"{picture.path}: {answer and answer.status}")
    picture.reach(page)
    if picture.top:
        page.locator(picture.top).first.evaluate("element => element.scrollIntoView()")
    image = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return keep(image, f"{name}-{language}")


def take_paper(browser: Browser, shown: Demonstration, name: str, language: str) -> Path:
    """The file of the picture of a paper: the first pages of what is handed out."""
    path, who, pages = PAPERS[name]
    context = browser.new_context()
    _sign_in(context.new_page(), shown, who)
    address = shown.url + path.format(code=shown.citizen.rpartition("/")[2])
    content = context.request.get(f"{address}&lang={language}", timeout=120_000).body()
    context.close()
    document = pypdfium2.PdfDocument(_as_pdf(content) if path.endswith(".docx?") else content)
    drawn = [document[number].render(scale=1.0).to_pil() for number in range(pages)]
    image = Image.new("RGB", (sum(page.width + 8 for page in drawn) - 8, drawn[0].height), "grey")
    for number, page in enumerate(drawn):
        image.paste(page, (number * (page.width + 8), 0))
    return keep(image, f"{name}-{language}")


def _as_pdf(word: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.docx").write_bytes(word)
        subprocess.run(  # noqa: S603  # LibreOffice on a file of our own
            [_OFFICE, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{folder}/report.docx"],
            check=True,
            capture_output=True,
        )
        return (Path(folder) / "report.pdf").read_bytes()


def keep(image: Image.Image, name: str) -> Path:
    """The file ``image`` is kept in, with few colours. Raises ValueError for one that is too large."""
    file = FOLDER / f"{name}.png"
    image.convert("RGB").quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        file, optimize=True
    )
    if file.stat().st_size > LARGEST:
        raise ValueError(f"{file}: {file.stat().st_size} bytes, at most {LARGEST}")
    return file


def _sign_in(page: Page, shown: Demonstration, username: str) -> None:
    page.goto(f"{shown.url}/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", shown.password)
    page.click("main button")
    page.wait_for_url(lambda url: "sign-in" not in url)


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


def _launch(playwright: Playwright, chromium: str, language: str) -> Browser:
    # The browser's own words, such as those beside a field for files, follow the variable, not the page.
    return playwright.chromium.launch(
        executable_path=chromium,
        args=["--no-sandbox", "--disable-gpu", f"--lang={language}"],
        env={"LANGUAGE": language, "PATH": "/usr/bin:/bin"},
    )


def main(names: list[str]) -> None:
    """Take the pictures called ``names``."""
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None:
        sys.exit("No Chromium here. On Debian and Ubuntu: sudo apt install chromium")
    FOLDER.mkdir(exist_ok=True)
    with serve_demonstration() as shown, sync_playwright() as playwright:
        for language in LANGUAGES:
            browser = _launch(playwright, chromium, language)
            for name in names:
                print((take if name in PICTURES else take_paper)(browser, shown, name, language))
            browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or [*PICTURES, *PAPERS])
