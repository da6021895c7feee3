"""Characters that nobody sees and that change how a text reads or where its letters stand."""

import re

# Control characters, marks of direction, letters without width, fillers, tags.
_NEVER = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
# Khmer, Lao, Thai and Myanmar write no spaces; a space without width says where a line may break.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_HIDDEN = re.compile(f"[{_NEVER}]|(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])")


def hidden_characters(text: str) -> tuple[str, ...]:
    """The code points of the hidden characters in `text`, each once, in order: ('U+202E',).

    Joiners (U+200C, U+200D) are none: some languages and many emoji cannot be written without them.
    """
    return tuple(dict.fromkeys(f"U+{ord(found):04X}" for found in _HIDDEN.findall(text)))
