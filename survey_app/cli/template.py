"""`survey template`: the Word templates reports are made from."""

from pathlib import Path

import click

from survey_app import documents
from survey_app.cli.console import Console, language_option, pass_console, print_problems
from survey_app.documents import Kind
from survey_app.results.service import tags_of

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_KIND = click.Choice([kind.value for kind in Kind])
_kind_option = click.option("--kind", type=_KIND, default=Kind.ROUND_REPORT_VI.value, show_default=True)
_BY = "survey template"


def command(_: str) -> click.Command:
    return template


@click.group()
def template() -> None:
    """Mẫu báo cáo / templates of reports."""


@template.command()
@click.argument("file", type=_FILE)
@_kind_option
@language_option
@pass_console
def check(console: Console, file: Path, kind: str) -> None:
    """Kiểm tra một mẫu / check a template."""
    problems = documents.check(file.name, file.read_bytes(), tags_of(Kind(kind)))
    if problems:
        print_problems(problems, console.language)
        raise SystemExit(1)
    click.echo(console.say("template_good", file=file.name))


@template.command()
@click.argument("file", type=_FILE)
@_kind_option
@language_option
@pass_console
def put(console: Console, file: Path, kind: str) -> None:
    """Dùng một mẫu từ nay / use a template from now on."""
    content = file.read_bytes()
    tags = tags_of(Kind(kind))
    documents.put(console.store, Kind(kind), file.name, content, tags, by=_BY, now=console.now())
    click.echo(console.say("template_put", file=file.name))


@template.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_kind_option
@language_option
@pass_console
def get(console: Console, file: Path, kind: str) -> None:
    """Ghi mẫu đang dùng ra tệp / write the template in use to a file."""
    file.write_bytes(documents.current(console.store.read(), Kind(kind)).content)
    console.tell("written", file=file)
