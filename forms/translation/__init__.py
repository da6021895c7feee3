"""The texts of an instrument one by one, for whoever translates or reads them aloud, and put into it again."""

from forms.translation.putting import with_translations
from forms.translation.texts import Text, names_in, texts_of

__all__ = ["Text", "names_in", "texts_of", "with_translations"]
