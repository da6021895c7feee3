"""A real server with a small demonstration, and a real Chromium."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from survey_app import store
from survey_app.cli import main
from tests.browser import tablets
from tests.browser.pages import sign_in
from tests.ports import free_ports

SURVEY = Path(sys.executable).parent / "survey"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Milliseconds to wait for anything: a busy machine is slow, and only a fault takes this long.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
AXE = Axe().axe_script
# Of media alone something is loaded anew: what axe would learn from the sheets no rule asks.
LOOK = """async () => {
  const asked = { resultTypes: ["violations"], preload: { assets: ["media"] } };
  const { violations } = await axe.run(document, asked);
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)]);
}"""


# Begun first: what takes long must not be left to the end, when one worker alone is at work.
LONG = ("test_your_form", "test_field_day", "test_week", "test_year", "test_every_page")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files before all others."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))


@dataclass(frozen=True)
class Server:
    """A running demonstration."""

    instance: store.Instance
    url: str
    username: str
    password: str

    def survey(self, *words: str) -> str:
        """What a command says on stdout."""
        said = CliRunner().invoke(main, ["--instance", str(self.instance.root), *words])
        assert said.exit_code == 0, said.output
        return said.stdout


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("demo") / "instance"
    (port,) = free_ports()
    made = _demonstration(root, tmp_path_factory.getbasetemp().parent / "demonstration")
    username, password = re.findall(r"(?:tên đăng nhập|mật khẩu): ([^,)\s]+)", made)
    _survey(root, "settings", "set", "public_url", f"http://127.0.0.1:{port}")
    with serving(root, port) as (url, _):
        yield Server(store.Instance(root), url, username, password)


@pytest.fixture
def new_office(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a server nobody administers yet, and the one-time code on its console."""
    root = tmp_path / "office"
    _survey(root, "init")
    with serving(root, *free_ports()) as (url, console):
        code = re.search(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){3}", console.readline())
        assert code is not None
        yield url, code.group()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--use-fake-device-for-media-stream",  # a microphone that hears a tone
            ],
        )
        browser.on("context", be_patient)
        yield browser
        browser.close()


def be_patient(context: BrowserContext) -> None:
    """Let the pages of ``context`` wait as long as a busy machine may need."""
    context.set_default_timeout(PATIENCE)


@pytest.fixture(scope="session")
def staff(server: Server, chromium: Browser) -> Iterator[Page]:
    """A page of somebody signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page, server.url, server.username, server.password)
    yield page
    context.close()


@pytest.fixture(scope="module")
def travelling(server: Server, chromium: Browser) -> Iterator[Page]:
    """A tablet that may leave the office with an inspector."""
    page = tablets.tablet_ready(server, chromium)
    yield page
    page.context.close()


@pytest.fixture
def tablet(server: Server, travelling: Page) -> Iterator[Page]:
    """The same, with nothing on it of the test before."""
    tablets.begin_anew(server, travelling)
    yield travelling
    travelling.context.unroute_all()


def check_accessible(page: Page, *others: int) -> None:
    """Fail with what axe finds on ``page``, and when it scrolls sideways there or at one of the ``others``,
    widths at which it is looked at too."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(LOOK)
    assert not found, found
    check_fits(page)
    for width in others:
        page.set_viewport_size({"width": width, "height": 800})
        check_fits(page)


def check_fits(page: Page) -> None:
    """Fail when ``page`` scrolls sideways."""
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{page.url} scrolls sideways: {widths}"


@pytest.fixture(scope="session")
def accessible() -> object:
    return check_accessible


@contextmanager
def serving(root: Path, port: int) -> Iterator[tuple[str, IO[str]]]:
    """The address of a server on ``root`` and what its console says; the server is ended afterwards."""
    process = subprocess.Popen(
        [SURVEY, "--instance", root, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url)
        assert process.stderr is not None
        yield url, process.stderr
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)


def _demonstration(root: Path, shared: Path) -> str:
    """What the command said that made the demonstration; workers of one run copy what the first has made."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _survey(root, "demo", "--no-serve", "--responses", "3000").stdout
    said = shared.with_suffix(".txt")
    with FileLock(shared.with_suffix(".lock")):
        if not said.exists():
            said.write_text(_survey(shared, "demo", "--no-serve", "--responses", "3000").stdout, "utf-8")
    shutil.copytree(shared, root)
    return said.read_text("utf-8")


def _survey(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SURVEY, "--instance", root, *words], check=True, capture_output=True, text=True)


def _wait_for(url: str) -> None:
    for _ in range(1200):
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  # our own server
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
