"""The texts of a form by their places, for whoever translates or reads them, and put into it again."""

from forms.translation.putting import with_translations
from forms.translation.texts import Text, names_in, texts_of

__all__ = ["Text", "names_in", "texts_of", "with_translations"]
