"""What a command works with: the instance, the language, and how problems and progress are printed."""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from survey_app.errors import Invalid, Problem, SurveyError
from survey_app.store import Instance, Store, open_store
from wording import LANGUAGES, nfc, say

F = TypeVar("F", bound=Callable[..., Any])
# Where a page says what to click, a terminal says the command.
_WITH_COMMAND = {
    "errors.public_url_loopback": "cli.public_url_loopback",
    "errors.public_url_missing": "cli.public_url_missing",
    "errors.public_url_private": "cli.public_url_private",
    "errors.tablet_address_loopback": "cli.tablet_address_loopback",
    "office.health_no_backup": "cli.health_no_backup",
    "office.setting_hotspot_only": "cli.setting_hotspot_only",
}
# What people type, whatever language they are asked in.
_YES = ("y", "yes", "c", "co", "có")
_NO = ("", "n", "no", "k", "khong", "không")
# A terminal shows this many problems at once; the rest is counted.
SHOWN = 200


class Console:
    """One run of the command."""

    def __init__(self, root: Path, language: str) -> None:
        self.instance = Instance(root)
        self.language = language
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The open store of the instance. Raises NotFound where there is none."""
        if self._store is None:
            self._store = open_store(self.instance)
        return self._store

    def use(self, opened: Store) -> Store:
        """Let ``opened`` be the store of this run, closed at its end."""
        self._store = opened
        return opened

    def close(self) -> None:
        """Close the store, if this run opened it."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)

    def say(self, key: str, **values: object) -> str:
        """The words of ``cli.<key>`` in the language of this run."""
        return say(self.language, f"cli.{key}", **values)

    def tell(self, key: str, **values: object) -> None:
        """Say to the person, on stderr: stdout carries results only."""
        click.echo(self.say(key, **values), err=True)

    def confirm(self, key: str) -> bool:
        """Whether the person at the terminal says yes to ``cli.<key>``; asked again until the answer is one.

        No answer is a no, and so is to break off.
        """
        question = f"{self.say(key)} {self.say('yes_no')}: "
        while True:
            try:
                answer = click.prompt(question, default="", show_default=False, prompt_suffix="", err=True)
            except click.Abort:
                click.echo(err=True)
                return False
            word = nfc(answer).strip().casefold()
            if word in _YES or word in _NO:
                return word in _YES
            self.tell("answer_yes_no")


pass_console = cast(Callable[[F], F], click.make_pass_decorator(Console))


def language_option(command: F) -> F:
    """Let ``--lang`` stand behind the command as well as before it."""

    def choose(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value:
            context.ensure_object(Console).language = value

    option = click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, callback=choose, help="vi | en"
    )
    return option(command)


def in_terminal(key: str) -> str:
    """The key of what a terminal says where a page says the words of ``key``."""
    return _WITH_COMMAND.get(key, key)


def print_error(error: SurveyError, language: str) -> None:
    """All problems of ``error`` on stderr, one a line."""
    problems = error.problems if isinstance(error, Invalid) else (error.problem,)
    print_problems(problems, language, error.more if isinstance(error, Invalid) else 0)


def print_problems(problems: Sequence[Problem], language: str, more: int = 0) -> None:
    """The first problems on stderr, one a line, and how many ``more`` there are."""
    for problem in problems[:SHOWN]:
        click.echo(word_problem(problem, language), err=True)
    more += max(0, len(problems) - SHOWN)
    if more:
        click.echo(say(language, "errors.and_more", n=more), err=True)


def word_problem(problem: Problem, language: str) -> str:
    """'place: what is wrong', in the reader's language."""
    key = in_terminal(f"errors.{problem.code}")
    text = say(language, key, **{"place": problem.place, **problem.values})
    if "rows" in problem.values:  # the same is wrong further down
        text += " " + say(language, "errors.and_rows", n=problem.values["rows"])
    if not problem.place or text.startswith(f"{problem.place}:"):  # of a row in a file the words say where
        return text
    return f"{problem.place}: {text}"


class Progress:
    """How far long work has come, drawn on stderr; as lines where that is no terminal."""

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total = label, max(total, 1)
        self._done, self._shown = 0, -1
        self._terminal = sys.stderr.isatty()

    def __call__(self, count: int) -> None:
        """Say that ``count`` more are done."""
        self._done += count
        percent = min(self._done * 100 // self._total, 100)
        if percent >= self._shown + (1 if self._terminal else 10):
            self._shown = percent
            line = f"{self._label}: {percent} % ({self._done})"
            sys.stderr.write(f"\r{line}  " if self._terminal else f"{line}\n")
            sys.stderr.flush()

    def finish(self) -> None:
        """Leave the line that was drawn."""
        if self._terminal and self._shown >= 0:
            sys.stderr.write("\n")
