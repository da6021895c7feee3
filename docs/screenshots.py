"""Make the pictures of the documents again: a demonstration, served on a free port, seen by Chromium.

    .venv/bin/python docs/screenshots.py [NAME ...]

Without a name all of `PICTURES` are made. Needs the packages of the tests and the system's Chromium.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

SURVEY = Path(sys.executable).parent / "survey"
FOLDER = Path(__file__).parent / "images"
LARGEST = 150_000  # bytes: pictures stay in the history for good
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Picture:
    """One picture: the page's path ('{citizen}' is the demonstration's form), who looks, the screen."""

    path: str
    signed_in: bool
    width: int
    height: int


PICTURES = {
    "citizen": Picture("{citizen}", signed_in=False, width=390, height=830),
    "results": Picture("/results/dot-2", signed_in=True, width=1000, height=1300),
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


def take(browser: Browser, shown: Demonstration, name: str) -> Path:
    """The file of the picture called ``name``, taken. Raises ValueError for one that is too large."""
    picture = PICTURES[name]
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height}, locale="vi-VN")
    if picture.signed_in:
        page.goto(f"{shown.url}/sign-in")
        page.fill("[name=username]", shown.username)
        page.fill("[name=password]", shown.password)
        page.click("main button")
        page.wait_for_url("**/results")
    answer = page.goto(shown.url + picture.path.format(citizen=shown.citizen), timeout=120_000)
    if answer is None or not answer.ok:
        raise ValueError(f"{picture.path}: {answer and answer.status}")
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    page.close()
    if file.stat().st_size > LARGEST:
        raise ValueError(f"{file}: {file.stat().st_size} bytes, at most {LARGEST}")
    return file


def _wait_for(url: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


def main(names: list[str]) -> None:
    """Take the pictures called ``names``."""
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None:
        sys.exit("No Chromium here. On Debian and Ubuntu: sudo apt install chromium")
    FOLDER.mkdir(exist_ok=True)
    with serve_demonstration() as shown, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name in names:
            print(take(browser, shown, name))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or list(PICTURES))
