"""`survey report`: a round's results as a file to hand on."""

from pathlib import Path

import click

from survey_app.cli.console import Console, language_option, pass_console
from survey_app.places.model import local_day
from survey_app.results import service

_ENDINGS = ("docx", "xlsx")


def command(_: str) -> click.Command:
    return report


@click.command()
@click.option("--round", "code", required=True, help="Mã đợt / the round.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".docx | .xlsx")
@click.option("--unit", default="", help="Mã đơn vị / a unit's code.")
@click.option("--channel", default="", metavar="MODE/TIER|all", help="Hình thức và bậc / mode and tier.")
@click.option("--month", default="", metavar="YYYY-MM", help="Một tháng / one month.")
@click.option("--method", default="", metavar="NAME@VERSION", help="Phương pháp / a method.")
@language_option
@pass_console
def report(console: Console, code: str, out: Path, **asked: str) -> None:
    """Lập báo cáo Word hoặc bảng tính của một đợt / make a round's report or workbook."""
    ending = out.suffix.removeprefix(".").lower()
    if ending not in _ENDINGS:
        raise click.BadParameter(console.say("report_ending", name=out.name), param_hint="--out")
    store, now = console.store, console.now()
    db, today = store.read(), local_day(now)
    round_ = service.rated_round(db, code)
    request = service.check_request(db, round_, asked, today, console.language)
    content = service.make_file(store, request, ending, now)
    out.write_bytes(content)
    console.tell("written", file=out)
