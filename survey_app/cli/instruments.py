"""`survey instruments`: check, publish, list and export questionnaires."""

from pathlib import Path

import click

from forms import Compiled, Instrument
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import NotFound
from survey_app.instruments import service
from survey_app.instruments.model import Upload
from wording import say


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
    instrument, _ = _examine(console, file)
    click.echo(f"{instrument.id}\t{instrument.version}\t{instrument.digest}")


@instruments.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--media",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Tệp âm thanh, hình, bảng CSV mà biểu mẫu cần / a sound, picture or CSV file the form names.",
)
@language_option
@pass_console
def publish(console: Console, file: Path, media: tuple[Path, ...]) -> None:
    """Công bố một phiên bản / publish a version."""
    instrument, examined = _examine(console, file, media)
    compiled, content = Compiled(instrument, ()), examined.upload.content
    version = console.store.write(
        lambda db: service.publish(db, compiled, content, file.name, console.now(), examined.files)
    )
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


def _examine(
    console: Console, file: Path, media: tuple[Path, ...] = ()
) -> tuple[Instrument, service.Examined]:
    """The instrument and what was found; all of it is printed, anything grave ends the command with 1."""
    upload = Upload(file.name, _content(file), [(path.name, _content(path)) for path in media])
    examined = service.examine(upload)
    for found in examined.findings:
        said = say(console.language, found.key, **{"place": found.place, **found.values})
        click.echo(f"{found.place}: {said}" if found.place else said, err=True)
    if examined.instrument is None or not examined.acceptable:
        raise SystemExit(1)
    return examined.instrument, examined


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise NotFound("no_such_file", str(file))
    return file.read_bytes()
