"""`survey backup`, `restore` and `verify`: keeping what was collected, and showing that it is whole."""

from pathlib import Path

import click

from survey_app import media, store
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import Invalid, Problem
from survey_app.responses.service import verify as verify_responses
from survey_app.sync.service import bundles


def command(name: str) -> click.Command:
    return {"backup": backup, "restore": restore, "verify": verify}[name]


@click.command()
@click.option(
    "--check",
    "known",
    type=click.Path(path_type=Path),
    help="Chỉ đọc lại và kiểm tra một bản đã có / only read an existing backup back.",
)
@language_option
@pass_console
def backup(console: Console, known: Path | None) -> None:
    """Sao lưu và kiểm tra bản sao / back up, and check the copy."""
    if known is None:
        opened = console.store
        click.echo(store.back_up(opened.instance, console.now(), verify_responses))
    elif problems := store.check_backup(known, console.now(), verify_responses):
        raise Invalid(problems)
    else:
        click.echo(known)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@pass_console
def restore(console: Console, file: Path) -> None:
    """Khôi phục từ bản sao lưu / restore a backup."""
    had_keys = console.instance.has_keys()
    aside = store.restore(console.instance, file, console.now(), verify_responses)
    if aside is not None:
        console.tell("put_aside", file=aside)
    console.tell("restored", file=file)
    if not had_keys:
        console.tell("keys_made")
    if missing := media.missing(console.store):
        console.tell("photos_to_copy", n=missing, folder=console.instance.media)


@click.command()
@click.option("--head", "noted", help="Mã đã ghi lại từ lần kiểm tra trước / a head noted earlier.")
@language_option
@pass_console
def verify(console: Console, noted: str | None) -> None:
    """Kiểm tra toàn vẹn dữ liệu / check the database, its ledger and the photos."""
    db = console.store.read()
    problems = store.examine(console.instance.database, verify_responses)
    if not problems:  # only a whole database tells which photos there should be
        problems = media.examine(console.store)
    if noted is not None and not store.holds(db, noted.strip().lower()):
        problems.append(Problem("ledger_cut", values={"head": noted}))
    if problems:
        raise Invalid(problems)
    names = {sender.fingerprint: sender.called for sender in bundles.senders(db)}
    for came in bundles.came(db):
        console.tell(
            "verified_bundle",
            name=names[came.sender],
            made=came.made_at[:10],
            n=came.responses,
            number=came.number,
            head=came.hash or "—",
        )
    head = store.head(db)
    number, link = (head.number, head.hash.hex()) if head else (0, "—")
    click.echo(console.say("verified", entries=number, head=link))
