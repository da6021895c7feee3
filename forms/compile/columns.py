"""The columns a sheet may have, and a sheet's rows by them.

Texts for people have a column per language, its tag in brackets: `label::Tiếng Việt (vi)`. Without a
language the column is in the default language. Ours beside XLSForm's: in survey `factor`, `criterion`,
`role`, `severity`, `finding`, `legal_basis`, `fails`, `achieved`, `source`, `certainty`, `compares`; in
choices `score`, `satisfied`, `missing`, `fails`; in settings `audience`, and per language `status` and
`heading`. `heading` is the title in each language, because XLSForm's own `form_title` can be in one only. Any
further column of choices is kept for filters and look-ups.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from forms.compile.findings import Findings
from forms.items import Labels
from forms.xlsform import Row, Sheet, cell_place

AUDIO, IMAGE = "media::audio", "media::image"
SAID = {
    "survey": (
        "label",
        "hint",
        "guidance_hint",
        "required_message",
        "constraint_message",
        "finding_title",
        AUDIO,
        IMAGE,
    ),
    "choices": ("label", AUDIO, IMAGE),
    "settings": ("heading", "status"),
    "methods": ("label", "source"),
}
PLAIN = {
    "survey": (
        "type", "name", "required", "relevant", "constraint", "calculation", "choice_filter", "repeat_count",
        "trigger", "parameters", "appearance", "readonly", "default", "disabled", "factor", "criterion",
        "role", "severity", "finding", "legal_basis", "fails", "achieved", "source", "certainty", "compares",
    ),
    "choices": ("list_name", "name", "score", "satisfied", "missing", "fails"),
    "settings": (
        "form_id", "version", "form_title", "default_language", "instance_name", "audience", "style",
        "allow_choice_duplicates", "public_key",
    ),
    "methods": (
        "method", "version", "statistic", "satisfied", "within", "across", "factor", "items", "weight",
    ),
}  # fmt: skip
_OTHER_MEDIA = ("media::big-image", "media::video", "autoplay")
# Known, and without meaning here; named so that none of them passes for a misspelt column of ours.
IGNORED = {
    "survey": (*_OTHER_MEDIA, "rows", "intent", "hxl", "no_app_error_string"),
    "choices": _OTHER_MEDIA,
    "settings": (
        "submission_url", "auto_send", "auto_delete", "client_editable", "namespaces", "prefix", "name",
        "omit_instanceid", "instance_xmlns", "clean_text_values", "sms_keyword", "sms_separator",
    ),
    "methods": (),
}  # fmt: skip
# Without it the form would mean something else, so it is refused where it says anything.
UNSUPPORTED = {"survey": ("save_to",), "choices": (), "settings": (), "methods": ()}
ALIASES = {
    "relevance": "relevant",
    "calculate": "calculation",
    "read_only": "readonly",
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "entities:saveto": "save_to",
    "id_string": "form_id",
    "title": "form_title",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
    "list": "list_name",
    "audio": AUDIO,
    "image": IMAGE,
    "big-image": "media::big-image",
    "video": "media::video",
    "noapperrorstring": "no_app_error_string",
}
_OWN_COLON = re.compile(r"\b(jr|entities):(?!:)", re.IGNORECASE)  # it separates nothing
_NESTED = ("media", "bind", "control")  # columns written in two parts, `media::image::English (en)`
_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")  # what an expression can name
_LANGUAGE = re.compile(r"(?P<name>.*?)\s*\((?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that is read: its key, its place from 0, and its language ('' for the default one).

    `further` marks a column of choices that is none of ours: its key is the title as it stands.
    """

    key: str
    column: int
    language: str = ""
    language_name: str = ""
    further: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A row by its columns."""

    sheet: str
    row: Row
    headings: tuple[Heading, ...]
    columns: Mapping[str, tuple[Heading, ...]]  # the headings by key

    def get(self, key: str) -> str:
        """The cell under `key`, '' when blank or when there is no such column."""
        return next(map(self.cell, self.columns.get(key, ())), "")

    def said(self, key: str, default_language: str) -> Labels:
        """The texts under `key` by language."""
        return {
            heading.language or default_language: self.cell(heading)
            for heading in self.columns.get(key, ())
            if self.cell(heading)
        }

    def further(self) -> Mapping[str, str]:
        """What stands in the columns that are none of ours, by title."""
        return {
            heading.key: self.cell(heading)
            for heading in self.headings
            if heading.further and self.cell(heading)
        }

    def place(self, key: str, language: str = "") -> str:
        """The address of the cell under `key` (of the row's first cell when there is no such column)."""
        columns = self.columns.get(key, ())
        exact = [heading for heading in columns if heading.language == language]
        column = (exact or columns)[0].column if columns else 0
        return cell_place(self.sheet, self.row.number, column)

    def cell(self, heading: Heading) -> str:
        """The cell under `heading`."""
        return self.row.cells[heading.column] if heading.column < len(self.row.cells) else ""


def read_records(sheet: Sheet, findings: Findings) -> list[Record]:
    """The sheet's rows that say anything, by the columns that are known."""
    headings = _headings(sheet, findings)
    for row in sheet.rows:
        for column, cell in enumerate(row.cells):
            if cell and not (column < len(sheet.heading) and sheet.heading[column]):
                findings.refuse("row_too_long", cell_place(sheet.name, row.number, column), found=cell[:40])
    columns = {key: tuple(each for each in headings if each.key == key) for key in {h.key for h in headings}}
    records = [Record(sheet.name, row, headings, columns) for row in sheet.rows]
    for heading in headings:
        if heading.key in UNSUPPORTED[sheet.name]:
            for record in records:
                _refuse_unsupported(record, heading, findings)
    return [record for record in records if any(record.get(heading.key) for heading in headings)]


def languages_of(*sheets: list[Record]) -> Mapping[str, str]:
    """The languages of the sheets' columns: tag -> its own name, in the order they stand."""
    headings = [heading for records in sheets if records for heading in records[0].headings]
    return {heading.language: heading.language_name for heading in headings if heading.language}


def language_tag(text: str) -> str:
    """The tag of 'Tiếng Việt (vi)' or of a bare 'vi'; '' when there is none."""
    found = _LANGUAGE.fullmatch(text) or _LANGUAGE.fullmatch(f"({text})")
    return found["tag"] if found else ""


def _refuse_unsupported(record: Record, heading: Heading, findings: Findings) -> None:
    if record.cell(heading):
        place = cell_place(record.sheet, record.row.number, heading.column)
        findings.refuse("column_unsupported", place, found=heading.key)


def _headings(sheet: Sheet, findings: Findings) -> tuple[Heading, ...]:
    found: dict[tuple[str, str], Heading] = {}
    misspelt: list[Heading] = []
    for column, title in enumerate(sheet.heading):
        heading = _heading(sheet.name, column, title, findings) if title else None
        if heading is None:
            continue
        if nearest_key(sheet.name, title):
            misspelt.append(heading)
        elif (heading.key, heading.language) in found:
            _refuse_second(sheet.name, column, title, heading, findings)
        else:
            found[heading.key, heading.language] = heading
    for heading in misspelt:  # read as if spelt right, so that what is wrong below is told as well
        found.setdefault((heading.key, heading.language), heading)
    return tuple(sorted(found.values(), key=lambda heading: heading.column))


def _refuse_second(sheet: str, column: int, title: str, heading: Heading, findings: Findings) -> None:
    place = cell_place(sheet, 1, column)
    if heading.key == "form_title":
        language = title.partition("::")[2].strip()
        instead = f"heading::{language}" if language else "heading::English (en)"
        findings.refuse("title_in_two_languages", place, found=title, instead=instead)
    else:
        findings.refuse("column_twice", place, found=title)


def _heading(sheet: str, column: int, title: str, findings: Findings) -> Heading | None:
    place = cell_place(sheet, 1, column)
    key, language = parted(title)
    if key in IGNORED[sheet]:
        findings.warn("column_ignored", place, found=title)
        return None
    nearest = nearest_key(sheet, title)
    if nearest:
        findings.refuse("column_near", place, found=title, nearest=nearest)
        key = nearest
    elif key not in _known(sheet):
        if sheet == "choices" and _COLUMN.fullmatch(title):
            return Heading(title, column, further=True)
        findings.warn("column_ignored", place, found=title)
        return None
    if not language or key not in SAID[sheet]:
        return Heading(key, column)
    tag = _LANGUAGE.fullmatch(language if len(language) > 2 else f"({language})")  # `label::vi` is plain too
    if tag is None:
        findings.refuse("language_tag", place, found=title)
        return None
    return Heading(key, column, tag["tag"].lower(), tag["name"] or tag["tag"])


def nearest_key(sheet: str, title: str) -> str:
    """The key that a misspelt heading comes near to; '' for one that is known, or like none."""
    key, _ = parted(title)
    if not key or key in _known(sheet) or key in IGNORED[sheet]:
        return ""
    return next(iter(get_close_matches(key, _known(sheet), 1, 0.75)), "")


def _known(sheet: str) -> tuple[str, ...]:
    return (*SAID[sheet], *PLAIN[sheet], *UNSUPPORTED[sheet])


def parted(title: str) -> tuple[str, str]:
    """The key and the language of a heading; parts were once separated by a single colon."""
    mark = "::" if "::" in title else ":"
    parts = [part.strip() for part in _OWN_COLON.sub(r"\1\0", title).split(mark)]
    parts = [part.replace("\0", ":") for part in parts]
    if len(parts) > 1 and parts[0].lower() in _NESTED:
        inner = f"{parts[0]}::{parts[1]}" if parts[0].lower() == "media" else parts[1]
        parts = [inner, *parts[2:]]
    key = "_".join(parts[0].split()).lower()
    return ALIASES.get(key, key), mark.join(parts[1:])
