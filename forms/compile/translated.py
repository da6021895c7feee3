"""What is there in one language should be there in each."""

from collections.abc import Sequence

from forms.compile.columns import Record
from forms.compile.findings import Findings
from forms.compile.settings import Settings
from wording import LANGUAGES

_SHOWN = 60  # characters of a text by which people know it again


def check_translated(record: Record, key: str, settings: Settings, findings: Findings) -> None:
    """Warn of every language that the text under `key` is not there in.

    Only staff read what a method says, in the languages of the program.
    """
    said = record.said(key, settings.default_language)
    text = " ".join(next(iter(said.values()), "").split())
    text = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
    for tag in settings.languages:
        if said and tag not in said and (record.sheet != "methods" or tag in LANGUAGES):
            language = settings.language_names[tag]
            findings.warn("text_language", record.place(key, tag), language=language, text=text)


def with_files(records: Sequence[Record], key: str, default_language: str) -> frozenset[str]:
    """The languages that have any file under `key`, a recording or a picture."""
    return frozenset(tag for record in records for tag in record.said(key, default_language))
