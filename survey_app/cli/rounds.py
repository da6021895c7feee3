"""`survey rounds`: open a wave of collection, and list what there is."""

from datetime import datetime

import click

from survey_app.cli.console import Console, language_option, pass_console
from survey_app.places.model import local_day
from survey_app.rounds import service
from survey_app.rounds.model import Round
from survey_app.store import Database

_DAY = click.DateTime(["%Y-%m-%d"])


def command(name: str) -> click.Command:
    return {"rounds": rounds}[name]


@click.group()
def rounds() -> None:
    """Đợt khảo sát / rounds, the waves of collection."""


@rounds.command("add")
@click.argument("code")
@click.option("--instrument", required=True, help="Mã phiếu hỏi / the form_id of the workbook.")
@click.option("--from", "first", required=True, type=_DAY, help="Ngày đầu / the first day, YYYY-MM-DD.")
@click.option("--to", "last", required=True, type=_DAY, help="Ngày cuối / the last day, YYYY-MM-DD.")
@language_option
@pass_console
def add(console: Console, code: str, instrument: str, first: datetime, last: datetime) -> None:
    """Mở đợt với phiên bản phiếu mới nhất / add a round that asks the newest version."""
    added = console.store.write(lambda db: service.add_round(db, code, instrument, first.date(), last.date()))
    click.echo(f"{added.code}\t{added.instrument}\t{added.version}")


@rounds.command("change")
@click.argument("code")
@click.option("--to", "last", required=True, type=_DAY, help="Ngày cuối mới / the new last day, YYYY-MM-DD.")
@language_option
@pass_console
def change(console: Console, code: str, last: datetime) -> None:
    """Kéo dài đợt hoặc kết thúc sớm / extend a round or end it early."""
    today = local_day(console.now())

    def write(db: Database) -> Round:
        return service.change_last_day(db, code, service.round_(db, code).ends_on, last.date(), today)

    changed = console.store.write(write)
    click.echo(f"{changed.code}\t{changed.starts_on}\t{changed.ends_on}")


@rounds.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Mã, phiếu hỏi, phiên bản, ngày đầu, ngày cuối / code, instrument, version, first day, last day."""
    for found in service.rounds(console.store.read()):
        days = (found.starts_on.isoformat(), found.ends_on.isoformat())
        click.echo("\t".join((found.code, found.instrument, found.version, *days)))
