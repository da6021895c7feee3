"""`survey responses`: import, count, and what is kept in quarantine."""

import json
from pathlib import Path
from uuid import uuid4

import click

from survey_app import media
from survey_app.cli.console import Console, Progress, language_option, pass_console
from survey_app.errors import Conflict, Invalid, NotFound, Problem
from survey_app.responses import service
from survey_app.responses.model import Discarded
from survey_app.rounds import service as rounds
from survey_app.rounds.model import Tier


def command(_: str) -> click.Command:
    return responses


@click.group()
def responses() -> None:
    """Phiếu trả lời / responses."""


@responses.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--instrument", required=True)
@click.option("--round", "round_code", required=True)
@click.option("--tier", type=click.Choice([tier.value for tier in Tier]))
@click.option("--mapping", help="Tệp .json hoặc tên đã lưu / a .json file or a saved name.")
@language_option
@pass_console
def import_(
    console: Console, file: Path, instrument: str, round_code: str, tier: str | None, mapping: str | None
) -> None:
    """Nhập phiếu từ tệp CSV hoặc XLSX / import responses."""
    task = service.Task(
        id=uuid4().hex,
        path=file,
        name=file.name if mapping else str(file),
        instrument=instrument,
        round=round_code,
        tier=Tier(tier) if tier else None,
        mapping=_mapping(console, mapping) if mapping else None,
    )
    done = service.import_file(
        console.store,
        task,
        console.now(),
        console.language,
        lambda lines: Progress(console.say("reading", file=file.name), lines),
    )
    click.echo(console.say("imported", added=done.added, known=done.known))
    if done.held:
        console.tell("import_held", n=done.held)


def _mapping(console: Console, asked: str) -> service.FileMapping:
    """The mapping in the file of that name, else the saved one."""
    path = Path(asked)
    if path.suffix != ".json":
        return service.FileMapping.from_json(service.mapping(console.store.read(), asked).document)
    if not path.is_file():
        raise NotFound("no_such_file", asked)
    try:
        return service.FileMapping.from_json(path.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid([Problem("import_not_utf8", asked)]) from None


@responses.command()
@click.option("--round", "round_code", required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục mới / a new folder.")
@language_option
@pass_console
def files(console: Console, round_code: str, out: Path) -> None:
    """Tệp người dân gửi kèm, theo câu hỏi / the files citizens answered with, a folder a question."""
    db = console.store.read()
    found = service.files_of_round(db, rounds.round_(db, round_code).code)
    if out.exists():
        raise Conflict("export_folder_is_there", folder=out)
    for question, name in found:
        (out / question).mkdir(parents=True, exist_ok=True)
        (out / question / name).write_bytes(media.kept(console.store, name))
    console.tell("files_written", n=len(found), folder=out)


@responses.command()
@click.option("--round", "round_code", help="Chỉ một đợt / one round only.")
@language_option
@pass_console
def count(console: Console, round_code: str | None) -> None:
    """Số phiếu đã nhận / how many responses were received."""
    db = console.store.read()
    wanted = [rounds.round_(db, round_code)] if round_code else rounds.rounds(db)
    click.echo(sum(service.received(db, round_.code) for round_ in wanted))


@responses.group()
def quarantine() -> None:
    """Phiếu của phiên bản chưa biết / responses to versions that are not known here."""


@quarantine.command("list")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON / as JSON.")
@click.option("--discarded", is_flag=True, help="Các phiếu đã loại / those that were discarded.")
@language_option
@pass_console
def list_(console: Console, as_json: bool, discarded: bool) -> None:
    """Số phiếu đang giữ và lý do / how many are kept and why."""
    db = console.store.read()
    found = service.discarded(db) if discarded else service.quarantined(db)
    if as_json:
        click.echo(json.dumps([group._asdict() for group in found], ensure_ascii=False, indent=2))
        return
    for group in found:
        if isinstance(group, Discarded):
            click.echo("\t".join(map(str, group)))
            continue
        reason = console.say(f"quarantine_{group.reason}")
        where = (group.instrument, group.version, group.round, group.mode)
        click.echo("\t".join([*where, str(group.responses), group.first_day, group.last_day, reason]))


@quarantine.command()
@click.argument("instrument")
@click.argument("version")
@language_option
@pass_console
def release(console: Console, instrument: str, version: str) -> None:
    """Kiểm tra lại và nhận phiếu khi đã có phiên bản / judge again once the version is published."""
    done = service.release(console.store, instrument, version)
    click.echo(console.say("quarantine_released", stored=done.stored, kept=done.kept))


@quarantine.command()
@click.argument("instrument")
@click.argument("version")
@click.option("--by", required=True, help="Tên đăng nhập của người loại / the user name of whoever discards.")
@click.option("--why", required=True, help="Lý do / the reason.")
@click.option("--round", "round_code", help="Chỉ một đợt / one round only.")
@language_option
@pass_console
def discard(
    console: Console, instrument: str, version: str, by: str, why: str, round_code: str | None
) -> None:
    """Loại phiếu không dùng, ghi rõ lý do / discard what is kept; it stays, with who, when and why."""
    done = service.discard(console.store, instrument, version, round_code, by=by, why=why, now=console.now())
    click.echo(console.say("quarantine_discarded", n=done))
