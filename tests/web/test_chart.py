from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsstand.web.chart import draw_bars


def test_the_largest_value_is_as_high_as_the_drawing() -> None:
    chart = draw_bars([("00", 0), ("01", 5), ("02", 10)], height=100)
    assert [b.height for b in chart.bars] == [0, 50, 100]
    assert (chart.top, chart.bars[2].y) == (10, 0)


def test_no_values_make_an_empty_drawing() -> None:
    assert draw_bars([]).width == 0


@given(st.lists(st.integers(0, 10**9), max_size=40))
def test_bars_stay_inside_and_none_above_zero_is_invisible(values: list[int]) -> None:
    chart = draw_bars([("", v) for v in values])
    for bar in chart.bars:
        assert 0 <= bar.x <= chart.width - chart.bar
        assert 0 <= bar.y <= bar.y + bar.height == chart.height
        assert (bar.height > 0) == (bar.value > 0)
