"""`survey draw`: the same lot as the page, without an instance."""

from pathlib import Path

from click.testing import CliRunner, Result

from survey_app.cli import main
from survey_app.inspections.drawing import draw
from survey_app.inspections.model.draws import Line, Wanted

LIST = "STT,Mã hồ sơ,Người nộp,Tình trạng\n1,B,Nguyễn Văn An,Trễ\n2,A,Lê Thị Bé,Trễ\n3,C,Trần Văn Cù,Đúng\n"


def survey(tmp_path: Path, *words: str, content: str = LIST) -> Result:
    """What the command says of a list; there is no instance beside it."""
    file = tmp_path / "ds.csv"
    file.write_text(content, "utf-8")
    return CliRunner().invoke(main, ["--instance", str(tmp_path / "none"), "draw", str(file), *words])


def test_draw__list__is_drawn_as_the_page_does(tmp_path: Path) -> None:
    done = survey(tmp_path, "--seed", " 73815", "--take", "1", "--replacements", "1")
    (drawn,) = draw((Line("A"), Line("B"), Line("C")), "73815", Wanted(1, 1))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        f"\t1\t{drawn.codes[0]}\tdrawn",
        f"\t2\t{drawn.replacements[0]}\treplacement",
    ]
    assert "sha256_order@2" in done.stderr


def test_draw__groups_with_fixed_counts__takes_so_many_of_each(tmp_path: Path) -> None:
    done = survey(tmp_path, "--seed", "1", "--group", "Tình trạng", "--each", "Trễ=1", "--each", "Đúng=1")
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["Trễ", "Đúng"]


def test_draw__faults__are_all_named_and_nothing_is_drawn(tmp_path: Path) -> None:
    done = survey(tmp_path, "--seed", "1", "--take", "1", content="Mã,Loại\nA,x\n,x\nA,x\n")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "ds.csv:3" in done.stderr
    assert "ds.csv:4" in done.stderr
    assert "ds.csv:4: ds.csv:4" not in done.stderr
    wrong = survey(tmp_path, "--seed", "1", "--each", "Trễ")
    assert wrong.exit_code == 1


def test_draw__list_without_head__is_refused_and_nothing_is_drawn(tmp_path: Path) -> None:
    done = survey(tmp_path, "--seed", "abc", "--take", "2", content="H1,late\nH2,late\nH3,in time\n")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "ds.csv:1" in done.stderr


def test_draw__code_that_a_spreadsheet_would_run__stands_behind_an_apostrophe(tmp_path: Path) -> None:
    done = survey(tmp_path, "--seed", "1", "--take", "1", content="Mã,Loại\n=1+1,x\n")
    assert done.stdout == "\t1\t'=1+1\tdrawn\n"
