"""`survey draw`: dossiers drawn by lot from a list, as the page draws them."""

from pathlib import Path

import click

from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import Invalid, Problem
from survey_app.inspections.model.draws import Wanted
from survey_app.inspections.service import draws
from survey_app.spreadsheets import guarded

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


def command(_: str) -> click.Command:
    return draw


@click.command()
@click.argument("file", type=_FILE)
@click.option("--seed", required=True, help="Mầm đã công bố / the seed, as published.")
@click.option("--take", type=int, default=0, help="Lấy bao nhiêu / how many in all.")
@click.option("--each", multiple=True, metavar="NHÓM=N", help="Số của một nhóm / how many of one group.")
@click.option(
    "--replacements", type=int, default=0, help="Số dự phòng mỗi nhóm / replacements of each group."
)
@click.option("--code", default="", help="Cột mã / the column of codes; without it the one the page offers.")
@click.option("--group", default="", help="Cột nhóm / the column of groups.")
@language_option
@pass_console
def draw(
    console: Console,
    file: Path,
    seed: str,
    take: int,
    each: tuple[str, ...],
    replacements: int,
    code: str,
    group: str,
) -> None:
    """Bốc thăm hồ sơ từ một danh sách / draw dossiers from a list.

    Nhóm, thứ tự, mã, được chọn hay dự phòng / group, order, code, drawn or replacement. The list is only
    read; nothing is kept.
    """
    wanted = Wanted(take, replacements, _counts(each))
    listed, drawn = draws.draw_file(file.read_bytes(), file.name, seed, wanted, code, group)
    digest = draws.list_digest(listed.lines)
    click.echo(console.say("draw_how", method=draws.METHOD, digest=digest, code=listed.code), err=True)
    for one in drawn:
        for rank, chosen in enumerate((*one.codes, *one.replacements), start=1):
            state = "drawn" if rank <= len(one.codes) else "replacement"
            cells = map(guarded, (one.group, str(rank), chosen, state))
            click.echo("\t".join(map(str, cells)))


def _counts(each: tuple[str, ...]) -> dict[str, int]:
    """Group and count of each text 'group=count'. Raises Invalid naming every other."""
    found: dict[str, int] = {}
    problems = []
    for text in each:
        group, _, count = text.rpartition("=")
        if group and count.isascii() and count.isdigit():
            found[group] = int(count)
        else:
            problems.append(Problem("draw_each_unread", "each", {"line": text[:60]}))
    if problems:
        raise Invalid(problems)
    return found
