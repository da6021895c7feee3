"""Colours for answer scales: brown to blue-green, told apart by every common kind of colour vision.

The steps are those of the BrBG scheme of ColorBrewer (Cynthia Brewer), taken per side so that a scale of
any length from 1 to 11 has its darkest colours at its ends.
"""

NEUTRAL = "#d0d0d0"
_LOW = {
    1: ("#a6611a",),
    2: ("#a6611a", "#dfc27d"),
    3: ("#8c510a", "#d8b365", "#f6e8c3"),
    4: ("#8c510a", "#bf812d", "#dfc27d", "#f6e8c3"),
    5: ("#543005", "#8c510a", "#bf812d", "#dfc27d", "#f6e8c3"),
}
_HIGH = {
    1: ("#018571",),
    2: ("#80cdc1", "#018571"),
    3: ("#c7eae5", "#5ab4ac", "#01665e"),
    4: ("#c7eae5", "#80cdc1", "#35978f", "#01665e"),
    5: ("#c7eae5", "#80cdc1", "#35978f", "#01665e", "#003c30"),
}


def scale_colours(steps: int) -> tuple[str, ...]:
    """``steps`` colours (0 to 11) from the lowest choice to the highest, grey in an odd scale's middle.

    Raises ValueError for a longer scale: its steps could no longer be told apart.
    """
    if steps > 11:
        raise ValueError(f"a scale of {steps} steps has more than the 11 colours that can be told apart")
    side, odd = divmod(steps, 2)
    return (*_LOW.get(side, ()), *([NEUTRAL] if odd else ()), *_HIGH.get(side, ()))


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on ``colour``; the contrast is never below 4.58 to 1."""
    return max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, colour))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21. Formula: WCAG 2.2, 'contrast ratio'."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
