"""`survey instruments`: check, publish, list and export questionnaires."""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from forms import Compiled, Instrument
from forms.codebook.document import document
from forms.versions import word_change
from forms.workbook import tables_of
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.cli.drafting import draft
from survey_app.cli.gate import findings_json, print_findings, tell_without_odk
from survey_app.errors import Invalid, NotFound, Problem, Unavailable
from survey_app.instruments import service
from survey_app.instruments.model import Finding, Upload
from wording import LANGUAGES, say

media_option = click.option(
    "--media",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Tệp âm thanh, hình, bảng CSV mà biểu mẫu cần / a sound, picture or CSV file the form names.",
)


def command(_: str) -> click.Command:
    return instruments


@click.group()
def instruments() -> None:
    """Bộ câu hỏi / instruments."""


instruments.add_command(draft)


@instruments.command()
@click.argument("file", type=click.Path(path_type=Path))
@media_option
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON / as JSON.")
@language_option
@pass_console
def check(console: Console, file: Path, media: tuple[Path, ...], as_json: bool) -> None:
    """Kiểm tra một biểu mẫu XLSForm / check a workbook."""
    examined, findings = _examine(console, file, media)
    if as_json:
        click.echo(findings_json(examined.instrument, findings, console.language))
    else:
        print_findings(console, findings)
    instrument = _publishable(examined, findings)
    if not as_json:
        tell_without_odk(console)
        click.echo(f"{instrument.id}\t{instrument.version}\t{instrument.digest}")


@instruments.command()
@click.argument("file", type=click.Path(path_type=Path))
@media_option
@click.option("--yes", is_flag=True, help="Không hỏi lại khi có cảnh báo / do not ask about warnings.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON / as JSON.")
@language_option
@pass_console
def publish(console: Console, file: Path, media: tuple[Path, ...], yes: bool, as_json: bool) -> None:
    """Công bố một phiên bản / publish a version."""
    opened = console.store  # where there is none, nothing need be read
    examined, findings = _examine(console, file, media)
    # Without a terminal nobody can answer: what was found is printed and it publishes.
    asks = bool(findings) and not yes and sys.stdin.isatty() and sys.stdout.isatty()
    if as_json:
        click.echo(findings_json(examined.instrument, findings, console.language))
    if asks or not as_json:
        print_findings(console, findings)
    instrument = _publishable(examined, findings)
    if not as_json:
        tell_without_odk(console)
    if asks and not console.confirm("publish_warned"):
        console.tell("nothing_published")
        raise SystemExit(1)
    compiled, content = Compiled(instrument, ()), examined.upload.content
    version = opened.write(
        lambda db: service.publish(db, compiled, content, file.name, console.now(), examined.files)
    )
    if not as_json:
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
        click.echo(f"{version.id}\t{version.version}\t{version.published_at}\t{status}\t{version.digest}")


@instruments.command()
@click.argument("instrument")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON / as JSON.")
@language_option
@pass_console
def diff(console: Console, instrument: str, old: str, new: str, as_json: bool) -> None:
    """So sánh hai phiên bản / what changed between two versions."""
    changes = service.changes(console.store.read(), instrument, old, new)
    if as_json:
        found = [
            {**asdict(change), "said": {tag: word_change(change, tag) for tag in LANGUAGES}}
            for change in changes
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for change in changes:
        effect = say(console.language, f"changes.effect_{change.effect}")
        click.echo(f"{effect}\t{', '.join(change.items)}\t{word_change(change, console.language)}")


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


@instruments.command()
@click.argument("instrument")
@click.option("--version")
@click.option("--out", type=click.Path(path_type=Path), required=True, help=".xlsx")
@language_option
@pass_console
def workbook(console: Console, instrument: str, version: str | None, out: Path) -> None:
    """Ghi biểu mẫu thành tệp Excel / write the form as a workbook."""
    db = console.store.read()
    form = service.published(db, instrument, version or service.newest_version(db, instrument))
    out.write_bytes(service.made_workbook(form))
    for name, content in tables_of(form).items():
        out.with_name(name).write_bytes(content)
        console.tell("written", file=out.with_name(name))
    console.tell("written", file=out)


@instruments.command()
@click.argument("instrument")
@click.option("--version", help="Mặc định: phiên bản mới nhất / default: the newest.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help=".xlsx | .json")
@language_option
@pass_console
def codebook(console: Console, instrument: str, version: str | None, out: Path) -> None:
    """Ghi bảng mã của các phiên bản / write the codebook of the versions."""
    db = console.store.read()
    newest = version or service.newest_version(db, instrument)
    versions = service.published_until(db, instrument, newest)
    if out.suffix.lower() not in (".xlsx", ".json"):
        raise Invalid([Problem("codebook_kind", str(out))])
    if out.suffix.lower() == ".json":
        out.write_text(json.dumps(document(versions), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    else:
        out.write_bytes(service.made_codebook(versions, console.language))
    console.tell("written", file=out)


def _examine(console: Console, file: Path, media: tuple[Path, ...]) -> tuple[service.Examined, list[Finding]]:
    """The form after its check and all that was found, beside what is published here where that is known."""
    upload = Upload(file.name, _content(file), [(path.name, _content(path)) for path in media])
    examined = service.examine(upload)
    db = None
    with suppress(NotFound, Unavailable):
        db = console.store.read()
    return examined, [*examined.findings, *service.before_publishing(db, examined)]


def _publishable(examined: service.Examined, findings: Sequence[Finding]) -> Instrument:
    """The instrument; anything grave ends the command with 1."""
    if examined.instrument is None or any(found.grave for found in findings):
        raise SystemExit(1)
    return examined.instrument


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise NotFound("no_such_file", str(file))
    return file.read_bytes()
