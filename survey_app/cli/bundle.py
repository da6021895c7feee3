"""`survey bundle`: what was collected here on its way to another instance, and what came from one."""

import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from uuid import uuid4

import click

from survey_app.cli.console import SHOWN, Console, Progress, language_option, pass_console
from survey_app.errors import Invalid, Problem
from survey_app.jobs import LEFT_OPEN
from survey_app.sync.service import bundles
from wording import figures, say

_SIZE = re.compile(r"(\d+)\s*(KB|MB|GB)?", re.IGNORECASE)
_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_LISTED = 20  # units, forms and rounds that are named; the rest is counted
_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


def command(_: str) -> click.Command:
    return bundle


@click.group()
def bundle() -> None:
    """Gói dữ liệu giữa các máy chủ / bundles between instances."""


@bundle.command("export")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="Tệp / file.")
@click.option("--split", default="", help="Chia thành các tệp cỡ này, ví dụ 2GB / files of that size.")
@language_option
@pass_console
def export(console: Console, target: Path, split: str) -> None:
    """Ghi tất cả để mang về / write all there is, to take it home."""
    _write(console, target, bundles.Asked(), split)


@bundle.command("trip")
@click.option("--rounds", required=True, help="Mã đợt, cách nhau dấu phẩy / codes of rounds, commas.")
@click.option("--units", default="", help="Mã đơn vị, gồm cả cấp dưới / units and all below them.")
@click.option("--people", default="", help="Tên đăng nhập của người đi / user names of who goes.")
@click.option("--out", "target", required=True, type=click.Path(path_type=Path))
@click.option("--split", default="")
@language_option
@pass_console
def trip(console: Console, rounds: str, units: str, people: str, target: Path, split: str) -> None:
    """Ghi gói cho một chuyến đi / write what a trip takes along."""
    asked = bundles.Asked(bundles.Purpose.TRIP, _words(rounds), _words(units), _words(people))
    _write(console, target, asked, split)


@bundle.command("inspect")
@_FILES
@language_option
@pass_console
def inspect(console: Console, files: tuple[Path, ...]) -> None:
    """Xem trước, không lưu gì / look at a bundle; nothing is stored."""
    catalogue = bundles.open_bundle(files)
    look = bundles.look_at(console.store.read(), catalogue)
    for line in (*_cut(console.language, catalogue), *described(console, catalogue, look)):
        click.echo(line)


@bundle.command("import")
@_FILES
@click.option("--trust", default="", help="Mã nhận dạng đọc trên máy gửi / fingerprint read there.")
@click.option("--add-units", is_flag=True, help="Thêm các đơn vị còn thiếu / add units unknown here.")
@click.option("--by", default="", help="Ai nhận / who takes it in.")
@language_option
@pass_console
def import_(console: Console, files: tuple[Path, ...], trust: str, add_units: bool, by: str) -> None:
    """Nhận gói vào / take a bundle in. Chạy lại không nhân đôi / again, it doubles nothing."""
    catalogue = bundles.open_bundle(files)
    cut = _cut(console.language, catalogue)
    for line in cut:  # said at once, whatever comes of it
        click.echo(line, err=True)
    manifest = catalogue.manifest
    bundles.check_mark(console.store.read(), manifest)
    if trust:  # compared every time it is typed
        bundles.accept_sender(console.store, manifest, trust, by, console.now())
    progress = Progress(console.say("bundle_importing"), sum(line.size for line in manifest.lines))
    done = bundles.import_bundle(
        console.store, catalogue, by, console.now(), adds_units=add_units, begin=lambda _: progress
    )
    progress.finish()
    for line in (*cut, *told(console.language, done)):
        click.echo(line)
    _name_damage(console, catalogue)
    if done.conflicts:
        sys.exit(LEFT_OPEN)


@bundle.command("key")
@language_option
@pass_console
def key(console: Console) -> None:
    """Mã nhận dạng của máy chủ này / the fingerprint of this instance."""
    click.echo(bundles.own_fingerprint(console.store))


def told(language: str, done: bundles.Imported) -> list[str]:
    """What became of a bundle, a line each: counts by kind, then what contradicts and what is not here."""
    lines = [
        say(
            language,
            "bundles.line_kind",
            kind=say(language, f"bundles.kind_{kind}"),
            new=done.new[kind],
            known=done.known[kind],
        )
        for kind in bundles.Kind
        if done.new[kind] or done.known[kind]
    ]
    if done.purged:
        lines.append(say(language, "bundles.line_purged", n=done.purged))
    lines += _named(language, "bundles.line_conflicts", done.conflicts)
    lines += _named(language, "bundles.line_lacking", done.lacking)
    return lines


def described(console: Console, catalogue: bundles.Catalogue, look: bundles.Look) -> Iterable[str]:
    """What a bundle is and would bring, a line each."""
    manifest, language = catalogue.manifest, console.language
    yield say(
        language,
        f"bundles.look_{manifest.purpose}",
        name=manifest.name or "—",
        at=figures.moment(manifest.made, language),
    )
    if manifest.simulated:
        yield say(language, "bundles.look_simulated")
    yield say(language, "bundles.look_fingerprint", fingerprint=bundles.spelled(manifest.fingerprint))
    yield say(language, "bundles.look_accepted" if look.accepted else "bundles.look_not_accepted")
    for kind in bundles.Kind:
        if count := manifest.counts.get(kind, 0):
            yield f"{say(language, f'bundles.kind_{kind}')}: {count}"
    if manifest.left:
        yield say(language, "bundles.look_left", n=manifest.left)
    yield from _foreseen(language, look)
    for key_, codes in (
        ("unknown", [f"{unit.code} {unit.name_vi}" for unit in look.unknown]),
        ("absent", look.absent),
        ("differing", [f"{unit.code} {unit.name_vi}" for unit in look.differing]),
        ("versions", look.new_versions),
        ("rounds", look.new_rounds),
    ):
        if codes:
            yield say(language, f"bundles.look_{key_}", n=len(codes))
            yield from (f"  {code}" for code in codes[:_LISTED])
            if len(codes) > _LISTED:
                yield f"  {say(language, 'bundles.look_more', n=len(codes) - _LISTED)}"
    missing = {(line.kind, line.id.partition("#")[0], "damaged") for line in catalogue.missing}
    yield from _named(language, "bundles.line_lacking", sorted(missing))
    _name_damage(console, catalogue)


def _foreseen(language: str, look: bundles.Look) -> Iterable[str]:
    """What of the visits and responses would be new, and which visits contradict what is here."""
    if look.visits:
        counts = {name: look.visits[name] for name in ("new", "merged", "handed_in", "known")}
        yield say(language, "bundles.look_visits", **counts)
    if any(look.responses):
        yield say(language, "bundles.look_responses", new=look.responses[0], known=look.responses[1])
    if look.conflicts:
        yield say(language, "bundles.look_conflicts", n=len(look.conflicts))
        for unit, day, why in look.conflicts[:_LISTED]:
            reason = say(language, f"bundles.why_{why}")
            yield f"  {unit}, {figures.day(date.fromisoformat(day), language)}: {reason}"
        if len(look.conflicts) > _LISTED:
            yield f"  {say(language, 'bundles.look_more', n=len(look.conflicts) - _LISTED)}"


def _cut(language: str, catalogue: bundles.Catalogue) -> list[str]:
    """A line for each file that ends too early."""
    return [f"{file}: {say(language, 'errors.bundle_cut')}" for file in catalogue.cut]


def _named(language: str, key_: str, found: Iterable[tuple[str, str, str]]) -> list[str]:
    """A heading with the count, and each thing with its reason."""
    rows = list(found)
    if not rows:
        return []
    lines = [say(language, key_, n=len(rows))]
    for kind, id_, why in rows[:SHOWN]:
        reason = say(language, f"bundles.why_{why}")
        lines.append(f"  {say(language, f'bundles.kind_{kind}')} {id_}: {reason}")
    if len(rows) > SHOWN:
        lines.append(say(language, "errors.and_more", n=len(rows) - SHOWN))
    return lines


def _write(console: Console, target: Path, asked: bundles.Asked, split: str) -> None:
    made: list[Progress] = []

    def begin(total: int) -> Progress:
        made.append(Progress(console.say("bundle_writing"), total))
        return made[0]

    console.tell("bundle_gathering")
    size = _bytes(split)
    written = bundles.write_bundle(console.store, target, asked, uuid4(), console.now(), size, begin)
    for progress in made:
        progress.finish()
    for file in written.files:
        click.echo(file)
    console.tell("bundle_written", fingerprint=bundles.own_fingerprint(console.store))
    if written.manifest.left:
        console.tell("bundle_left", n=written.manifest.left)
    if asked.people:
        console.tell("bundle_has_passwords")


def _name_damage(console: Console, catalogue: bundles.Catalogue) -> None:
    for damage in catalogue.damaged[:SHOWN]:
        console.tell("bundle_line_damaged", file=damage.file, line=damage.line)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _bytes(text: str) -> int | None:
    """The bytes in '2GB', None for nothing. Raises Invalid."""
    if not text:
        return None
    found = _SIZE.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        raise Invalid([Problem("bundle_split", "--split")])
    return int(found[1]) * _UNITS[(found[2] or "").upper()]
