"""`survey responses`: import and count."""

from pathlib import Path

import click

from survey_app.cli.console import Console, Progress, language_option, pass_console
from survey_app.responses import service
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
@language_option
@pass_console
def import_(console: Console, file: Path, instrument: str, round_code: str, tier: str | None) -> None:
    """Nhập phiếu từ tệp CSV / import responses."""
    done = service.import_file(
        console.store,
        file,
        instrument,
        round_code,
        Tier(tier) if tier else None,
        console.now(),
        console.language,
        lambda lines: Progress(console.say("reading", file=file.name), lines),
    )
    click.echo(console.say("imported", added=done.added, known=done.known))


@responses.command()
@click.option("--round", "round_code", help="Chỉ một đợt / one round only.")
@language_option
@pass_console
def count(console: Console, round_code: str | None) -> None:
    """Số phiếu đã nhận / how many responses were received."""
    db = console.store.read()
    wanted = [rounds.round_(db, round_code)] if round_code else rounds.rounds(db)
    click.echo(sum(service.received(db, round_.code) for round_ in wanted))
