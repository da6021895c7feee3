"""`survey instruments draft`: from a checklist's table to the workbook of a form."""

from pathlib import Path

import click

from forms.drafting import About, Draft, Use, plain_id, recognise
from survey_app.cli.console import Console, language_option, pass_console
from survey_app.errors import NotFound
from survey_app.instruments.model import plain_name
from survey_app.instruments.service import drafting
from wording import say


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help=".xlsx")
@click.option("--title", help="Mặc định: hàng tên phía trên bảng / default: what stands above the table.")
@click.option("--id", "id_", help="Mặc định: lập từ tên / default: made of the title.")
@click.option("--citizens", is_flag=True, help="Người dân điền / citizens fill it in.")
@language_option
@pass_console
def draft(
    console: Console, file: Path, out: Path, title: str | None, id_: str | None, citizens: bool
) -> None:
    """Lập biểu mẫu từ bảng Word, Excel, CSV / make a form from a table."""
    if not file.is_file():
        raise NotFound("no_such_file", str(file))
    found = recognise(drafting.blocks_of_file(plain_name(file.name), file.read_bytes()))
    named = title or found.title or file.stem
    uses = {column.use for column in found.columns}
    about = About(
        id_ or plain_id(named),
        named,
        staff=not (citizens or found.citizens),
        notes=Use.NOTE in uses,
        photos=Use.PHOTO in uses,
    )
    _tell(console, found)
    out.write_bytes(drafting.made_form(found, about))
    console.tell("written", file=out)


def _tell(console: Console, found: Draft) -> None:
    """Every row with what it was taken for: row, kind, name, text, and why to look at it again."""
    for line in found.lines:
        kind = say(console.language, f"drafting.kind_{line.kind}")
        why = say(console.language, f"drafting.why_{line.why}") if line.why else ""
        said = f"{kind} ({why})" if why else kind
        place = f"{line.block}:{line.number}" if line.block else str(line.number)
        cells = [place, said, line.name, " ".join(line.text.split())]
        if line.doubts:
            doubts = "; ".join(say(console.language, f"drafting.doubt_{doubt}") for doubt in line.doubts)
            cells.append(f"{say(console.language, 'drafting.look_again')}: {doubts}")
        click.echo("\t".join(cells))
    doubted = sum(bool(line.doubts) for line in found.lines)
    if doubted:
        click.echo(say(console.language, "drafting.doubted", n=doubted), err=True)
