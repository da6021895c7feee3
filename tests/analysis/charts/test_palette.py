import colorsys
from itertools import pairwise

import pytest

from analysis.charts.palette import contrast, ink_on, scale_colours


def lightness(colour: str) -> float:
    return contrast(colour, "#000000")


@pytest.mark.parametrize("steps", range(12))
def test_scale__any_length__has_a_colour_a_step_all_different(steps: int) -> None:
    assert len(set(scale_colours(steps))) == steps


@pytest.mark.parametrize("steps", range(2, 12))
def test_scale__any_length__grows_lighter_towards_its_middle(steps: int) -> None:
    colours = scale_colours(steps)
    half = steps // 2

    assert all(lightness(a) < lightness(b) for a, b in pairwise(colours[:half]))
    assert all(lightness(a) > lightness(b) for a, b in pairwise(colours[-half:]))


@pytest.mark.parametrize("steps", range(2, 12))
def test_scale__any_length__is_brown_against_blue_green(steps: int) -> None:
    hues = [
        colorsys.rgb_to_hsv(*(int(c[i : i + 2], 16) for i in (1, 3, 5)))[0] * 360
        for c in scale_colours(steps)
    ]

    assert all(25 < hue < 50 for hue in hues[: steps // 2])
    assert all(165 < hue < 180 for hue in hues[-(steps // 2) :])


def test_scale__too_long__is_refused() -> None:
    with pytest.raises(ValueError, match="11"):
        scale_colours(12)


@pytest.mark.parametrize("steps", range(1, 12))
def test_ink__on_every_colour__reads_at_the_contrast_of_text(steps: int) -> None:
    # 4.5 to 1: WCAG 2.2, success criterion 1.4.3.
    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in scale_colours(steps))


def test_contrast__black_on_white__is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
