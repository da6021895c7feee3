"""`survey collectors`: give counters their codes and QR pictures, list and close them."""

from pathlib import Path

import click

from survey_app.cli.console import Console, language_option, pass_console
from survey_app.places.model import local_day
from survey_app.rounds import service
from survey_app.rounds.model import Collector, Mode, Scope, Size
from survey_app.store import Database


def command(name: str) -> click.Command:
    return {"collectors": collectors}[name]


@click.group()
def collectors() -> None:
    """Mã thu thập (QR) / collectors: the codes that lead to a counter in a round."""


def _picture(_: click.Context, __: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() not in service.QR_SUFFIXES:
        raise click.BadParameter("*.svg | *.png")
    if file is not None and not file.parent.is_dir():
        raise click.BadParameter(str(file.parent))
    return file


def _document(_: click.Context, __: click.Parameter, file: Path) -> Path:
    if file.suffix.lower() != ".pdf":
        raise click.BadParameter("*.pdf")
    if not file.parent.is_dir():
        raise click.BadParameter(str(file.parent))
    return file


@collectors.command("add")
@click.option("--counter", required=True, help="Mã quầy hoặc đơn vị / the code of the unit.")
@click.option("--round", "round_", required=True, help="Mã đợt / the code of the round.")
@click.option("--mode", required=True, type=click.Choice([mode.value for mode in Mode]))
@click.option(
    "--qr",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    callback=_picture,
    help="Tệp hình QR / where to write the picture: FILE.svg or FILE.png.",
)
@language_option
@pass_console
def add(console: Console, counter: str, round_: str, mode: str, qr: Path | None) -> None:
    """In mã và địa chỉ, cách nhau bằng tab / print the code and its address, separated by a tab."""
    today = local_day(console.now())

    def write(db: Database) -> Collector:
        added = service.add_collector(db, counter, round_, Mode(mode), today)
        if qr is not None:
            service.check_counter(db, added, today)  # no picture, no code
        return added

    added = console.store.write(write)
    url = service.collector_url(console.store.read(), added.code)
    click.echo(f"{added.code}\t{url}")
    if qr is not None:
        qr.write_bytes(service.qr_picture(url, qr.suffix.lower()))


@collectors.command("open")
@click.option("--unit", required=True, help="Mã đơn vị có các quầy / the unit whose counters get codes.")
@click.option("--round", "round_", required=True, help="Mã đợt / the code of the round.")
@click.option("--mode", required=True, type=click.Choice([mode.value for mode in Mode]))
@language_option
@pass_console
def open_(console: Console, unit: str, round_: str, mode: str) -> None:
    """Mở mã cho mọi quầy bên dưới một đơn vị / open codes for all counters below a unit."""
    today = local_day(console.now())
    made = console.store.write(
        lambda db: service.open_collectors(db, round_, unit, Scope.BELOW, Mode(mode), today)
    )
    for added in made.opened:
        url = service.collector_url(console.store.read(), added.code)
        click.echo(f"{added.code}\t{added.counter}\t{url}")
    console.tell("codes_opened", n=len(made.opened), kept=made.kept)


@collectors.command("poster")
@click.argument("codes", nargs=-1)
@click.option("--size", required=True, type=click.Choice([size.value for size in Size]))
@click.option("--unit", help="Mọi mã đang mở tại đơn vị và bên dưới / open codes at a unit and below.")
@click.option("--round", "round_", help="Mã đợt, đi cùng --unit / the round, with --unit.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    callback=_document,
    help="Tệp PDF / where to write: FILE.pdf.",
)
@language_option
@pass_console
def poster(
    console: Console, codes: tuple[str, ...], size: str, unit: str | None, round_: str | None, out: Path
) -> None:
    """In áp phích mã QR ra tệp PDF / print posters of codes as PDF."""
    if bool(codes) == bool(unit) or bool(unit) != bool(round_):
        raise click.UsageError("CODE... | --unit UNIT --round ROUND")
    db, today = console.store.read(), local_day(console.now())
    if unit and round_:
        codes = tuple(found.code for found in service.posters_below(db, unit, round_, today))
    out.write_bytes(service.make_posters(db, codes, Size(size), today))
    console.tell("written", file=out)


@collectors.command("list")
@language_option
@pass_console
def list_(console: Console) -> None:
    """Mã, đợt, quầy, phương thức, ngày mở, ngày đóng / code, round, counter, mode, opened, closed."""
    for found in service.collectors(console.store.read()):
        closed = found.closed_on.isoformat() if found.closed_on else ""
        opened = found.opened_on.isoformat()
        click.echo("\t".join((found.code, found.round.code, found.counter, found.mode.value, opened, closed)))


@collectors.command("close")
@click.argument("code")
@language_option
@pass_console
def close(console: Console, code: str) -> None:
    """Đóng một mã: không nhận phiếu nữa / close a code: it takes no more responses."""
    today = local_day(console.now())
    closed = console.store.write(lambda db: service.close_collector(db, code, today))
    click.echo(f"{closed.code}\t{closed.closed_on}")
