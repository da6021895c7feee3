"""The instruments that come with the product, as XLSForm in Markdown tables under `library/`."""

from pathlib import Path

from forms.errors import UnknownInstrument

SHIPPED = (
    "sipas",
    "counter_rating",
    "counter_check",
    "cchc_checklist",
    "quick_interview",
    "mystery_visit",
    "back_check",
    "unit_self_report",
    "tt01_dossier",
    "tt01_unit",
)
# What every office starts with; the others it takes from the publishing desk when it needs them.
FIRST = ("sipas", "counter_rating", "counter_check")
_LIBRARY = Path(__file__).parent / "library"


def load_shipped(name: str) -> bytes:
    """The workbook of a shipped instrument (Markdown). Raises UnknownInstrument."""
    if name not in SHIPPED:
        raise UnknownInstrument("instrument_unknown", values={"found": name, "known": ", ".join(SHIPPED)})
    return (_LIBRARY / f"{name}.md").read_bytes()
