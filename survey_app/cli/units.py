"""`survey units`: import the tree of units from a file, and look at it."""

from datetime import datetime
from pathlib import Path

import click

from survey_app.cli.console import Console, language_option, pass_console, print_problems
from survey_app.errors import NotFound
from survey_app.places import service
from survey_app.places.model import local_day
from wording import say


def command(name: str) -> click.Command:
    return {"units": units}[name]


@click.group()
def units() -> None:
    """Đơn vị theo thời gian / units, from provinces down to counters."""


@units.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@language_option
@pass_console
def import_(console: Console, file: Path) -> None:
    """Nhập đơn vị từ tệp CSV hoặc XLSX / import units from a CSV or XLSX file."""
    if not file.is_file():
        raise NotFound("no_such_file", str(file))
    with file.open("rb") as stream:
        content = stream.read(service.MAX_BYTES + 1)
    rows = service.read_units(content, file.name)
    done = console.store.write(lambda db: service.import_units(db, rows))
    print_problems(done.warnings, console.language)
    click.echo(
        say(
            console.language,
            "places.imported",
            added=done.added,
            changed=done.changed,
            unchanged=done.unchanged,
        )
    )


@units.command("list")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày / the day, YYYY-MM-DD.")
@click.option("--under", help="Mã đơn vị cấp trên / only what stands below this code.")
@language_option
@pass_console
def list_(console: Console, on: datetime | None, under: str | None) -> None:
    """Mã, loại, tên, đơn vị cấp trên / code, type, name, parent, separated by tabs."""
    day = on.date() if on else local_day(console.now())
    db = console.store.read()
    tree = service.tree(db, day)
    found = list(tree.units.values())
    if under is not None:
        found = tree.under(service.unit(db, under, day).code)
    for unit in found:
        name = unit.name(console.language)
        click.echo("\t".join((unit.code, unit.type.value, name, unit.parent_code)))
