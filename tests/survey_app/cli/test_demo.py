import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result

from survey_app import store
from survey_app.accounts import service as people
from survey_app.accounts.model import Asker, Role
from survey_app.cli import main
from survey_app.findings import service as findings
from survey_app.findings.model import Filters, State
from survey_app.inspections import service as inspections
from survey_app.inspections.model import Asked, Who
from survey_app.office.demo import WAVES
from survey_app.office.demo.library import ROUNDS
from survey_app.places import service as places
from wording import say

VISITS = 12  # handed in, each with a response of its own


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "demo"


@pytest.fixture
def copied(root: Path, demonstration: Any) -> Path:
    """A demonstration of this test's own."""
    shutil.copytree(demonstration.root, root)
    return root


def survey(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--instance", str(root), "--lang", "en", *words])


def remake(root: Path, of: Any, *words: str) -> Result:
    """The command that made the demonstration ``of``, with ``words`` more, on ``root``."""
    asked = ("demo", "--no-serve", "--responses", str(of.responses), "--port", str(of.port))
    return survey(root, *asked, *words)


def test_demo__empty_folder__is_filled_and_serves_the_same_again(copied: Path, demonstration: Any) -> None:
    assert survey(copied, "responses", "count").stdout == f"{demonstration.responses + VISITS}\n"
    assert len(survey(copied, "rounds", "list").stdout.splitlines()) == len(WAVES) + 1 + len(ROUNDS)
    first, again = (remake(copied, demonstration) for _ in range(2))
    kept = say("en", "cli.demo_kept", folder=copied)
    assert kept in again.stderr
    assert again.stdout == first.stdout  # the same link and password
    if kept in first.stderr:  # else midnight passed since it was made for all
        assert first.stdout == demonstration.said.replace(str(demonstration.root), str(copied))


def test_demo__other_size__is_made_anew(copied: Path) -> None:
    assert survey(copied, "demo", "--no-serve", "--responses", "200").exit_code == 0
    assert survey(copied, "responses", "count").stdout == f"{200 + VISITS}\n"


def test_demo__folder_with_real_data__is_refused(root: Path) -> None:
    survey(root, "init")
    refused = survey(root, "demo", "--no-serve")
    assert refused.exit_code == 1
    assert "real data" in refused.stderr


def test_demo__somebodys_own_round_in_it__is_never_removed(copied: Path) -> None:
    added = ("--instrument", "sipas", "--from", "2026-01-01", "--to", "2026-12-31")
    survey(copied, "rounds", "add", "mine", *added)
    refused = survey(copied, "demo", "--no-serve", "--responses", "200")
    assert refused.exit_code == 1
    assert "of your own" in refused.stderr
    assert "mine" in survey(copied, "rounds", "list").stdout


def test_demo__same_seed__same_answers(copied: Path, tmp_path: Path, demonstration: Any) -> None:
    anew = tmp_path / "anew"
    assert remake(anew, demonstration, "--seed", "1").exit_code == 0
    asked = ("indicators", "--instrument", "counter_rating", "--pool", "--format", "csv")
    said = [survey(folder, *asked).stdout for folder in (copied, anew)]
    assert said[0] == said[1]
    assert len(said[0].splitlines()) > 1


def test_indicators__file_that_cannot_be_written__exit_1_and_says_which(copied: Path) -> None:
    nowhere = copied / "no" / "such" / "folder.csv"
    failed = survey(copied, "indicators", "--instrument", "counter_rating", "--out", str(nowhere))
    assert failed.exit_code == 1
    assert str(nowhere) in failed.stderr


def test_indicators__of_a_demonstration__say_so_and_the_forms_status(copied: Path) -> None:
    said = survey(copied, "indicators", "--instrument", "sipas", "--format", "csv")
    assert "DỮ LIỆU GIẢ LẬP" in said.stderr
    assert "not yet checked" in said.stderr
    assert "DỮ LIỆU GIẢ LẬP" not in said.stdout  # its columns are a contract


def test_demo__what_an_office_works_with__is_there(copied: Path) -> None:
    made = {file.name: file.read_bytes()[:4] for file in (copied / "files").iterdir()}
    assert {name for name, start in made.items() if start == b"%PDF"} == {
        "posters-a4.pdf",
        "posters-a6.pdf",
        "stickers.pdf",
    }
    assert {name for name, start in made.items() if start == b"PK\x03\x04"} == {
        "dot-2-report.docx",
        "dot-2-results.xlsx",
    }
    opened = store.open_store(store.Instance(copied))
    listed = findings.listing(opened.read(), Asker("demo", Role.ADMINISTRATOR), Filters())
    visits = inspections.listed(opened.read(), Who("demo", administrator=True), Asked(), 0, 50)
    opened.close()
    assert {state for _, state in listed.totals} == set(State)
    assert sorted(visit.state for visit in visits) == [*["draft"] * 2, *["submitted"] * VISITS]


def test_demo__another_port__is_where_codes_and_posters_lead(copied: Path, demonstration: Any) -> None:
    root, words = copied, ("demo", "--no-serve", "--responses", str(demonstration.responses))
    assert survey(root, "settings", "get", "public_url").stdout == "http://127.0.0.1:8712\n"
    assert leads_to(root).startswith("http://127.0.0.1:8712/k/")
    assert "http://127.0.0.1:8712/k/" in demonstration.said
    survey(root, *words, "--port", "8713")  # the demonstration that is there
    assert survey(root, "settings", "get", "public_url").stdout == "http://127.0.0.1:8713\n"
    assert leads_to(root).startswith("http://127.0.0.1:8713/k/")
    survey(root, "settings", "set", "public_url", "http://192.168.1.5:8713")
    survey(root, *words)
    assert survey(root, "settings", "get", "public_url").stdout == "http://192.168.1.5:8713\n"


def leads_to(root: Path) -> str:
    """The address in the first poster's QR code."""
    document = pypdfium2.PdfDocument((root / "files" / "posters-a4.pdf").read_bytes())
    page = document[0]
    picture = page.render(scale=150 / 72).to_pil()
    page.close()
    document.close()
    return zxingcpp.read_barcodes(picture)[0].text.lower()


def test_demo__people__are_of_every_role_and_said_with_their_names(copied: Path, demonstration: Any) -> None:
    said = demonstration.said
    opened = store.open_store(store.Instance(copied))
    there = people.people(opened.read())
    units = {unit.code: unit for unit in places.all_units(opened.read())}
    opened.close()
    assert {person.role for person in there} == set(Role)
    for person in there:
        assert person.username in said
    assert "Viewer: lanhdao" in said
    assert units["01.001"].name_en == "Minh Hoa 1 commune (Ha Noi City)"
    assert units["01.001.TT"].name_en == "Public Service Centre, Minh Hoa 1 commune (Ha Noi City)"
    assert units["01.001.Q2"].name_en == "Counter 2, Minh Hoa 1 commune (Ha Noi City)"
