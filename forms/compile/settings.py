"""The settings sheet: which instrument this is, in which languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.compile.columns import Record, language_tag
from forms.compile.findings import Findings
from forms.compile.logic import read_expression, read_yes_no
from forms.expressions import Expression
from forms.items import Audience, Labels

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,31}")
_DAY = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+")  # what a spreadsheet keeps where a day was typed
FIRST_LANGUAGE = "vi"


@dataclass(frozen=True, slots=True)
class Settings:
    id: str
    version: str
    title: Labels
    status: Labels
    languages: tuple[str, ...]
    language_names: Labels
    default_language: str
    audience: Audience | None = None
    instance_name: Expression | None = None
    choice_duplicates: bool = False
    heard: frozenset[str] = frozenset()  # the languages in which something is read aloud
    pictured: frozenset[str] = frozenset()  # those with pictures of their own


def read_settings(
    records: list[Record], languages: Mapping[str, str], untagged: bool, findings: Findings
) -> Settings:
    """The settings; what is wrong with them goes to `findings`.

    `languages` are those of the columns; `untagged` says that labels stand in one without a language too.
    """
    if not records:
        findings.refuse("settings_missing")
        return Settings("", "", {}, {}, tuple(languages), languages, next(iter(languages), FIRST_LANGUAGE))
    record = records[0]
    default = _default_language(record, languages, untagged, findings)
    form_id = record.get("form_id")
    if not _ID.fullmatch(form_id):
        findings.refuse("form_id" if form_id else "form_id_missing", record.place("form_id"), found=form_id)
    version = record.get("version")
    if not version:
        findings.warn("version_missing", record.place("version"))
    elif _DAY.fullmatch(version):
        findings.refuse("version_day", record.place("version"), found=version[:10])
    elif not _VERSION.fullmatch(version):
        findings.refuse("version", record.place("version"), found=version)
    names = {default: languages.get(default, default), **languages}
    title, status = _said(record, default, form_id, names, findings)
    if record.get("public_key"):
        findings.refuse("setting_encryption", record.place("public_key"))
    _warn_style(record, findings)
    return Settings(
        id=form_id,
        version=version or "1",
        title=title,
        status=status,
        languages=tuple(names),
        language_names=names,
        default_language=default,
        audience=_audience(record, findings),
        instance_name=read_expression(record, "instance_name", findings),
        choice_duplicates=bool(read_yes_no(record, "allow_choice_duplicates", findings)),
    )


def _said(
    record: Record, default: str, form_id: str, names: Labels, findings: Findings
) -> tuple[Labels, Labels]:
    """Title and status by language."""
    title = {default: record.get("form_title"), **record.said("heading", default)}
    status = record.said("status", default)
    if not title[default]:
        findings.warn("title_missing", record.place("form_title"))
        title[default] = form_id
    for part, key in ((title, "heading"), (status, "status")):
        for tag in names:
            if part and not part.get(tag):
                findings.warn("label_language", record.place(key, tag), language=names[tag])
    return title, status


def _warn_style(record: Record, findings: Findings) -> None:
    for word in record.get("style").split():
        if word != "pages":  # which is what every form is
            findings.warn("style_ignored", record.place("style"), found=word)


def _audience(record: Record, findings: Findings) -> Audience | None:
    written = record.get("audience").lower()
    if written and written not in tuple(Audience):
        findings.refuse_unknown("audience", record.place("audience"), written, Audience)
        return None
    return Audience(written) if written else None


def _default_language(
    record: Record, languages: Mapping[str, str], untagged: bool, findings: Findings
) -> str:
    written = record.get("default_language")
    if not written:
        first = untagged or FIRST_LANGUAGE in languages
        return FIRST_LANGUAGE if first else next(iter(languages), FIRST_LANGUAGE)
    tag = language_tag(written).lower()
    if not tag or (languages and tag not in languages and not untagged):
        findings.refuse(
            "default_language", record.place("default_language"), found=written, known=", ".join(languages)
        )
    return tag or FIRST_LANGUAGE
