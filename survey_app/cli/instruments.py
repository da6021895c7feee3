"""`survey instruments`: check, publish, list and export questionnaires."""

from pathlib import Path

import click

from forms import Compiled, WorkbookRefused, compile_workbook, word_workbook_problem
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import NotFound
from survey_app.instruments import service


def command(_: str) -> click.Command:
    return instruments


@click.group()
def instruments() -> None:
    """Bộ câu hỏi / instruments."""


@instruments.command()
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@pass_console
def check(console: Console, file: Path) -> None:
    """Kiểm tra một biểu mẫu XLSForm / check a workbook."""
    compiled, _ = _compile(console, file)
    click.echo(f"{compiled.instrument.id}\t{compiled.instrument.version}\t{compiled.instrument.digest}")


@instruments.command()
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@pass_console
def publish(console: Console, file: Path) -> None:
    """Công bố một phiên bản / publish a version."""
    compiled, content = _compile(console, file)
    version = console.store.write(lambda db: service.publish(db, compiled, content, file.name, console.now()))
    click.echo(f"{version.id}\t{version.version}\t{version.digest}")


@instruments.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Liệt kê các phiên bản / list versions."""
    db = console.store.read()
    for version in service.versions(db):
        instrument = service.published(db, version.id, version.version)
        status = instrument.text(instrument.status, console.language)
        click.echo(f"{version.id}\t{version.version}\t{version.published_at}\t{status}")


@instruments.command()
@click.argument("instrument")
@click.option("--version")
@click.option("--out", type=click.Path(path_type=Path), help="Mặc định: in ra màn hình / default: stdout.")
@language_option
@pass_console
def export(console: Console, instrument: str, version: str | None, out: Path | None) -> None:
    """Xuất biểu mẫu gốc / export the original workbook."""
    db = console.store.read()
    _, content = service.original(db, instrument, version or service.newest_version(db, instrument))
    if out is None:
        click.echo(content, nl=False)
    else:
        out.write_bytes(content)
        console.tell("written", file=out)


def _compile(console: Console, file: Path) -> tuple[Compiled, bytes]:
    """The compiled workbook and its bytes; warnings are printed, refusals end the command with 1."""
    if not file.is_file():
        raise NotFound("no_such_file", str(file))
    content = file.read_bytes()
    try:
        compiled = compile_workbook(content, file.name)
    except WorkbookRefused as refusal:
        for problem in refusal.problems:
            click.echo(word_workbook_problem(problem, console.language), err=True)
        raise SystemExit(1) from refusal
    for warning in compiled.warnings:
        click.echo(word_workbook_problem(warning, console.language), err=True)
    return compiled, content
