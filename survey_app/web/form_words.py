"""What WTForms says of a field of its own accord, in our words."""

from collections.abc import Mapping

from wording import say

# By WTForms' message: the key of our words, and which of its values stands where ours does. WTForms puts its
# values in after us, so our words for these may hold no percent sign.
_OUR_WORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "This field is required.": ("web.field_required", {}),
    "Not a valid choice.": ("web.field_choice", {}),
    "'%(value)s' is not a valid choice for this field.": ("web.field_choice", {}),
    "'%(value)s' are not valid choices for this field.": ("web.field_choice", {}),
    "Invalid Choice: could not coerce.": ("web.field_choice", {}),
    "Invalid choice(s): one or more data inputs could not be coerced.": ("web.field_choice", {}),
    "Choices cannot be None.": ("web.field_choice", {}),
    "Invalid value, must be one of: %(values)s.": ("web.field_choice", {}),
    "Invalid value, can't be any of: %(values)s.": ("web.field_invalid", {}),
    "Invalid input.": ("web.field_invalid", {}),
    "Invalid field name '%s'.": ("web.field_unknown", {"name": "%s"}),
    "Field must be equal to %(other_name)s.": ("web.field_unequal", {"other": "%(other_name)s"}),
    "This field cannot be edited.": ("web.field_fixed", {}),
    "This field is disabled and cannot have a value.": ("web.field_fixed", {}),
    "Invalid email address.": ("web.field_address", {}),
    "Invalid IP address.": ("web.field_address", {}),
    "Invalid Mac address.": ("web.field_address", {}),
    "Invalid URL.": ("web.field_address", {}),
    "Invalid UUID.": ("web.field_invalid", {}),
    "Not a valid integer value.": ("web.field_integer", {}),
    "Not a valid decimal value.": ("web.field_number", {}),
    "Not a valid float value.": ("web.field_number", {}),
    "Number must be at least %(min)s.": ("web.field_least", {"least": "%(min)s"}),
    "Number must be at most %(max)s.": ("web.field_most", {"most": "%(max)s"}),
    "Number must be between %(min)s and %(max)s.": (
        "web.field_between",
        {"least": "%(min)s", "most": "%(max)s"},
    ),
    "Not a valid date value.": ("web.field_date", {}),
    "Not a valid datetime value.": ("web.field_datetime", {}),
    "Not a valid time value.": ("web.field_time", {}),
    "Not a valid week value.": ("web.field_invalid", {}),
    "Date must be at least %(min)s.": ("web.field_least", {"least": "%(min)s"}),
    "Date must be at most %(max)s.": ("web.field_most", {"most": "%(max)s"}),
    "Date must be between %(min)s and %(max)s.": (
        "web.field_between",
        {"least": "%(min)s", "most": "%(max)s"},
    ),
    "Field must be at least %(min)d character long.": ("web.field_too_short", {"least": "%(min)d"}),
    "Field must be at least %(min)d characters long.": ("web.field_too_short", {"least": "%(min)d"}),
    "Field cannot be longer than %(max)d character.": ("web.field_too_long", {"most": "%(max)d"}),
    "Field cannot be longer than %(max)d characters.": ("web.field_too_long", {"most": "%(max)d"}),
    "Field must be exactly %(max)d character long.": ("web.field_length", {"n": "%(max)d"}),
    "Field must be exactly %(max)d characters long.": ("web.field_length", {"n": "%(max)d"}),
    "Field must be between %(min)d and %(max)d characters long.": (
        "web.field_lengths",
        {"least": "%(min)d", "most": "%(max)d"},
    ),
    "CSRF token missing.": ("web.field_csrf", {}),
    "CSRF failed.": ("web.field_csrf", {}),
    "CSRF token expired.": ("web.field_csrf", {}),
    "Invalid CSRF Token.": ("web.field_csrf", {}),
}


class FormWords:
    """WTForms' messages in one language; what is no message of WTForms stays as it is."""

    def __init__(self, language: str) -> None:
        self._language = language

    def gettext(self, said: str) -> str:
        """Our words for ``said``, with the places of its values."""
        if said not in _OUR_WORDS:
            return said
        key, values = _OUR_WORDS[said]
        return say(self._language, key, **values)

    def ngettext(self, one: str, other: str, n: int) -> str:
        """Our words for ``one`` or, of several, for ``other``."""
        return self.gettext(one if n == 1 else other)
