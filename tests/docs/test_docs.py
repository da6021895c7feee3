"""The documents keep their word: what they tell to type works, what they point to exists.

A block ```console holds commands behind "$ ", a block ```sh holds commands only. A block with a second word,
such as ```csv units.csv, is a file the commands after it may use. The commands of a document run in order in
a folder of their own, on a small demonstration or, when the document begins with `survey init`, on nothing.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from survey_app.cli import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "instance" / "README.md"])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
_FENCE = re.compile(r"^ *```(?P<info>[^\n`]*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_NUMBERED = re.compile(r"(?<![\w.)/&-])#\d+\b")


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, the file it stands for, its lines."""

    kind: str
    file: str
    lines: tuple[str, ...]

    @property
    def commands(self) -> list[list[str]]:
        """The words of each `survey` and `make` command; other programs' commands are not ours to run."""
        lines = [line.strip() for line in self.lines]
        if self.kind == "console":
            lines = [line[2:] for line in lines if line.startswith("$ ")]
        elif self.kind != "sh":
            lines = []
        split = [shlex.split(line) for line in lines if re.match(r"(\.venv/bin/)?(survey|make)\b", line)]
        return [[words[0].removeprefix(".venv/bin/"), *words[1:]] for words in split]


def blocks_of(text: str) -> list[Block]:
    blocks = []
    for found in _FENCE.finditer(text):
        kind, file, *_ = *found["info"].split(), "", ""
        blocks.append(Block(kind, file, tuple(found["body"].splitlines())))
    return blocks


def prose_of(text: str) -> str:
    return _FENCE.sub("", text)


def anchors_of(text: str) -> set[str]:
    """The places of a document a link can name, as they are made from its headings."""
    titles = (title for _, title in _HEADING.findall(prose_of(text)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.fixture(params=DOCUMENTS, ids=NAMES)
def document(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


def run(words: list[str]) -> str:
    """What a command prints. Fails unless it says that it is done."""
    done = CliRunner().invoke(
        main, words, env={"SURVEY_PASSWORD": "mot-mat-khau-dai"}, catch_exceptions=False
    )
    assert done.exit_code == 0, f"survey {shlex.join(words)}: {done.exit_code}\n{done.output}"
    return done.stdout


def filled_in(words: list[str]) -> list[str]:
    """``words`` with what a reader puts in for the words in capitals."""
    own = {"CODE": lambda: run(["collectors", "list"]).split()[0]}
    own["BACKUP.db"] = lambda: str(sorted(Path("instance/backups").glob("survey-*.db"))[-1])
    own["FINGERPRINT"] = lambda: run(["bundle", "key"]).strip()
    own["ROUND"] = lambda: run(["rounds", "list"]).split()[0]
    own["PERSON"] = lambda: run(["users", "list"]).split()[0]
    return [own[word]() if word in own else word for word in words]


def serves(words: list[str]) -> bool:
    return "serve" in words or ("demo" in words and "--no-serve" not in words)


def test_commands__in_order__are_done(
    document: Path, demonstration: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = blocks_of(document.read_text("utf-8"))
    commands = [words[1:] for block in blocks for words in block.commands if words[0] == "survey"]
    if not commands:
        return
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SURVEY_INSTANCE", raising=False)
    for name in ("instance", "instance/demo") if commands[0] != ["init"] else ():
        shutil.copytree(demonstration.root, name, dirs_exist_ok=True)
    for block in blocks:
        if block.file:
            Path(block.file).write_text("\n".join(block.lines) + "\n", "utf-8")
        for program, *words in block.commands:
            if program == "survey":
                # What serves does not end: that its options are known is all that is looked at.
                run([*words, "--help"] if serves(words) else filled_in(words))


def test_make__targets_shown__exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z.]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = document.read_text("utf-8")
    shown = {words[1] for block in blocks_of(text) for words in block.commands if words[0] == "make"}
    shown |= set(re.findall(r"`make ([a-z.]+)`", prose_of(text)))
    assert shown <= targets


def test_links__relative__resolve(document: Path) -> None:
    broken = []
    for target in _LINK.findall(prose_of(document.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = document.parent / name if name else document
        if not path.exists() or (anchor and anchor not in anchors_of(path.read_text("utf-8"))):
            broken.append(target)
    assert not broken


def test_documents__all__name_no_numbered_thread(document: Path) -> None:
    # Paths of one machine and hosts of registries are looked for in every tracked file by tests/architecture.
    assert not _NUMBERED.findall(prose_of(document.read_text("utf-8")))


def test_blocks__made_up_document__give_files_and_commands() -> None:
    text = """
```csv units.csv
code,name_vi
```

```console
$ .venv/bin/survey units import "my units.csv"
Added 1
$ ls
```

```sh
make test
```

    make elsewhere
"""
    file, console, shell = blocks_of(text)
    assert (file.file, file.lines) == ("units.csv", ("code,name_vi",))
    assert console.commands == [["survey", "units", "import", "my units.csv"]]
    assert shell.commands == [["make", "test"]]
    assert "Added" not in prose_of(text)


def leaves(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    context = click.Context(command)
    for word in command.list_commands(context):
        found = command.get_command(context, word)
        assert found is not None
        yield from leaves(found, f"{name} {word}")


def test_commands__every_one__stands_in_the_reference_with_its_options() -> None:
    rows = [line for line in (ROOT / "docs/commands.md").read_text("utf-8").splitlines() if line[:1] == "|"]
    missing = []
    for name, command in leaves(main, "survey"):
        row = next((row for row in rows if re.match(rf"\| `{name}[` ]", row)), None)
        options = [option for parameter in command.params for option in parameter.opts if option[:2] == "--"]
        if row is None:
            missing.append(name)
        else:
            missing += [f"{name} {o}" for o in options if o not in ("--lang", "--help") and o not in row]
    assert not missing


def test_reference__every_command_shown__exists() -> None:
    shown = re.findall(
        r"^\| `(survey [a-z -]+?)(?: [A-Z]+)*`", (ROOT / "docs/commands.md").read_text("utf-8"), re.M
    )
    assert set(shown) == {name for name, _ in leaves(main, "survey")}


@pytest.mark.parametrize(
    "guide", ["counters", "inspectors", "units", "analysts", "administrators", "your-form"]
)
def test_guides__both_languages__have_the_same_shape(guide: str) -> None:
    vietnamese, english = (
        (ROOT / f"docs/guides/{guide}.{language}.md").read_text("utf-8") for language in ("vi", "en")
    )
    assert [marks for marks, _ in _HEADING.findall(prose_of(vietnamese))] == [
        marks for marks, _ in _HEADING.findall(prose_of(english))
    ]
    assert [block.kind for block in blocks_of(vietnamese)] == [block.kind for block in blocks_of(english)]
