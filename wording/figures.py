"""Numbers and dates as a reader of the language expects them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from wording.catalogue import FALLBACK

_SEPARATORS = {"vi": (".", ","), "en": (",", ".")}  # thousands, decimals


def number(value: float | int | Decimal, language: str, decimals: int = 0) -> str:
    """``value`` with grouped thousands, rounded half up at ``decimals`` ('1.234,50' in Vietnamese)."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    rounded += 0  # a negative zero loses its sign
    group, point = _SEPARATORS.get(language, _SEPARATORS[FALLBACK])
    return f"{rounded:,f}".translate(str.maketrans(",.", group + point))


def exact(value: float | Decimal, language: str) -> str:
    """``value`` with all the decimals it has and no others ('0,25' in Vietnamese)."""
    written = Decimal(str(value)).normalize()
    places = written.as_tuple().exponent
    return number(written, language, max(0, -places) if isinstance(places, int) else 0)


def with_sign(figure: str, language: str) -> str:
    """A figure written with a point, with the decimal sign of ``language`` in its place."""
    return figure.replace(".", _SEPARATORS.get(language, _SEPARATORS[FALLBACK])[1])


def percent(share: float | Decimal, language: str, decimals: int = 2) -> str:
    """A share between 0 and 1 as a percentage, half up ('83,94%')."""
    return number(Decimal(str(share)) * 100, language, decimals) + "%"


def day(value: date, language: str) -> str:
    """A date in figures: 22/11/2026 in Vietnamese, 22 Nov 2026 in English."""
    if language == "en":
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return value.strftime("%d/%m/%Y")


def moment(value: datetime, language: str) -> str:
    """A local day and time to the minute: 22/11/2026 14:05."""
    return f"{day(value, language)} {value:%H:%M}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
