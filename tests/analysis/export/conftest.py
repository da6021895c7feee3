import numpy as np
import pandas as pd
import pytest


@pytest.fixture
def frame() -> pd.DataFrame:
    """A table as the indicators leave it: names, codes with a leading zero, figures, gaps, truth values."""
    return pd.DataFrame(
        {
            "indicator": ["Thời hạn giải quyết; đúng hẹn", 'Phí, "lệ phí"', "Hồ sơ\nthủ tục"],
            "province": ["01", "04", "79"],
            "n": [1234, 0, 57],
            "n_refused": [3.0, np.nan, 0.0],
            "est": [0.839412345678901, np.nan, 1 / 3],
            "se": [1.5e-7, np.nan, 0.0412],
            "published": [True, False, True],
        }
    )


@pytest.fixture(
    params=[
        "=1+1",
        "+84 24 3825 1234",
        "-5",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "\ufeff=1",
        "  =cmd|' /C calc'!A0",
        "＝1+1",
        "'=1",
    ]
)
def formula(request: pytest.FixtureRequest) -> str:
    """A text that a spreadsheet could run, or that looks as if it were guarded already."""
    return str(request.param)
