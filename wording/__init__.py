"""What the product says and how it writes it: Unicode, Vietnamese order, numbers, dates, messages.

Stands at the bottom of the house: it imports nothing of ours.
"""

from wording.catalogue import FALLBACK, LANGUAGES, say
from wording.hidden import hidden_characters
from wording.text import clean, fold, hyphened, nfc, vietnamese_key

__all__ = [
    "FALLBACK",
    "LANGUAGES",
    "clean",
    "fold",
    "hidden_characters",
    "hyphened",
    "nfc",
    "say",
    "vietnamese_key",
]
