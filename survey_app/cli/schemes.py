"""`survey schemes`: how the office scores visits."""

from datetime import date
from pathlib import Path

import click

from survey_app.cli.console import Console, language_option, pass_console
from survey_app.inspections.service import scores

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_BY = "survey schemes"


def command(_: str) -> click.Command:
    return schemes


@click.group()
def schemes() -> None:
    """Cách chấm điểm kiểm tra / how visits are scored."""


@schemes.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Số, áp dụng từ ngày, tên / number, applies from, name."""
    for one in scores.schemes(console.store.read()):
        since = "" if one.valid_from == date.min else one.valid_from.isoformat()
        click.echo("\t".join((str(one.number), since, one.name)))


@schemes.command()
@click.argument("number", type=int)
@language_option
@pass_console
def show(console: Console, number: int) -> None:
    """In một cách chấm dạng JSON / print one as JSON, as `add` reads it."""
    click.echo(scores.written_scheme(scores.scheme(console.store.read(), number)))


@schemes.command()
@click.argument("file", type=_FILE)
@language_option
@pass_console
def add(console: Console, file: Path) -> None:
    """Thêm một cách chấm từ tệp JSON / add one from a JSON file; none is ever changed."""
    new = scores.read_scheme(file.read_bytes())
    made = scores.make_scheme(console.store, _BY, new, console.now())
    click.echo(console.say("scheme_added", number=made.number, name=made.name))
