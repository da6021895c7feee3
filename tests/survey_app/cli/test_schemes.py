"""`survey schemes`: listed, shown as a file, another one added, none changed."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from survey_app.cli import main


def survey(tmp_path: Path, *words: str) -> Result:
    """What the command says at an instance of its own."""
    folder = tmp_path / "instance"
    if not folder.exists():
        assert CliRunner().invoke(main, ["--instance", str(folder), "init"]).exit_code == 0
    return CliRunner().invoke(main, ["--instance", str(folder), "schemes", *words])


def test_scheme__shown_and_changed__is_added_under_the_next_number(tmp_path: Path) -> None:
    said = json.loads(survey(tmp_path, "show", "1").stdout)
    first = "2090-01-01"
    file = tmp_path / "cach-cham.json"
    file.write_text(json.dumps({**said, "name": "Cách chấm mới", "valid_from": first}), "utf-8")
    assert survey(tmp_path, "add", str(file)).exit_code == 0
    assert survey(tmp_path, "list").stdout.splitlines() == [
        f"2\t{first}\tCách chấm mới",
        f"1\t\t{said['name']}",
    ]
    assert json.loads(survey(tmp_path, "show", "2").stdout)["labels"] == said["labels"]
    assert survey(tmp_path, "show", "3").exit_code == 1


def test_scheme__at_fault__is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    said = json.loads(survey(tmp_path, "show", "1").stdout)
    file = tmp_path / "cach-cham.json"
    wrong = {**said, "name": "", "digits": 9, "labels": said["labels"][1:]}
    file.write_text(json.dumps(wrong), "utf-8")
    refused = survey(tmp_path, "add", str(file))
    assert refused.exit_code == 1
    for part in ("Cách chấm cần có tên", "Số chữ số thập phân", "Điểm từ 0 đến 50"):
        assert part in refused.stderr
    for content in (b"\xff\xfe", b"{", b"[" * 100_000, b'{"valid_from": "2027-13-01"}'):
        file.write_bytes(content)
        refused = survey(tmp_path, "add", str(file))
        assert refused.exit_code == 1
        assert "Tệp không phải một cách chấm" in refused.stderr
    assert len(survey(tmp_path, "list").stdout.splitlines()) == 1
