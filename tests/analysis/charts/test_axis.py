import pytest

from analysis.charts.axis import Axis


def test_place__values__lie_evenly_between_the_edges() -> None:
    axis = Axis(-0.2, 0.8, left=0, right=50)

    assert [axis.place(v) for v in (-0.2, 0, 0.8)] == pytest.approx([0, 10, 50])
    assert axis.length(0.5) == pytest.approx(25)


@pytest.mark.parametrize(
    ("low", "high", "step", "ticks"),
    [
        (0.0, 1.0, 0.25, [0, 0.25, 0.5, 0.75, 1]),
        (0.7, 0.9, 0.1, [0.7, 0.8, 0.9]),
        (-0.37, 0.76, 0.25, [-0.25, 0, 0.25, 0.5, 0.75]),
        (-0.1, 0.1, 0.5, [0]),
    ],
)
def test_ticks__axis__holds_every_multiple_and_its_ends(
    low: float, high: float, step: float, ticks: list[float]
) -> None:
    assert Axis(low, high, 0, 100).ticks(step) == pytest.approx(ticks)
