"""Rows packed into integers add up to what plain arithmetic says, whatever the weights and however many rows."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.trained.lanes import RARITY, Lanes, Margins, Octets
from bot.core.trained.layers import FINE, Layer, Scaling

WIDTH = 5


def packed(lanes: Lanes | Octets, weights: list[list[int]], rarity: list[int]) -> list[int]:
    """The rows, by way of the bytes that the weight file would hold."""
    octets, parts = (1, 1) if isinstance(lanes, Octets) else (lanes.octets, lanes.parts)
    half = 1 << 8 * octets - 1
    planes = [
        bytes((row[column] + half >> 8 * octet) & 255 for row in weights)
        for column in range(lanes.width * parts)
        for octet in range(octets)
    ]
    table = b"".join(planes), b"".join(one.to_bytes(4, "little") for one in rarity)
    return lanes.rows(lanes.table(*table)) if isinstance(lanes, Octets) else list(map(lanes.row_maker(*table), range(len(weights))))


def weights_of(octets: int) -> st.SearchStrategy[list[list[int]]]:
    most = (1 << 8 * octets - 1) - 1
    row = st.lists(st.integers(-most, most), min_size=WIDTH, max_size=WIDTH)
    return st.lists(row, min_size=1, max_size=40)


@pytest.mark.parametrize(("lanes", "octets"), [(Octets(WIDTH), 1), (Lanes(WIDTH, 1), 1), (Lanes(WIDTH, 2), 2)])
@given(data=st.data(), times=st.sampled_from([1, 7, 300]))
def test_rows_add_up(lanes: Lanes | Octets, octets: int, data: st.DataObject, times: int) -> None:
    weights = data.draw(weights_of(octets)) * times
    rarity = data.draw(st.lists(st.integers(1500, 90_000), min_size=len(weights) // times, max_size=len(weights) // times)) * times
    bias, scale = [0.5, -1.0, 0.0, 2.0, -0.25], [0.1, 0.05, 0.2, 0.01, 1.0]
    (total,) = lanes.totals([packed(lanes, weights, rarity)])
    norm = sqrt(sum(rarity) / RARITY)
    wanted = [start + sum(row[place] for row in weights) * scale[place] / norm for place, start in enumerate(bias)]
    (found,) = Margins(bias, scale)([total])
    assert found == pytest.approx(wanted, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("lanes", [Octets(WIDTH), Lanes(WIDTH, 2)])
@given(weights=weights_of(1), others=weights_of(1))
def test_lists_that_are_added_at_once_do_not_mix(lanes: Lanes | Octets, weights: list[list[int]], others: list[list[int]]) -> None:
    """However long they are, and where there are no rows nothing is said."""
    lists = [packed(lanes, weights, [2048] * len(weights)) * 30, [], packed(lanes, others, [5000] * len(others))]
    assert lanes.totals(lists) == [lanes.totals([rows])[0] for rows in lists]
    assert lanes.totals(lists)[1] == 0


@pytest.mark.parametrize("width", [1, 4, 5, 63])
@given(data=st.data(), count=st.integers(1, 600))
def test_the_closest_rows_say_what_wide_ones_say(width: int, data: st.DataObject, count: int) -> None:
    """To the last bit, and also where every lane is as full as it can be."""
    row = data.draw(
        st.sampled_from([-128, 127, -1]).map(lambda one: [one] * width) | st.lists(st.integers(-128, 127), min_size=width, max_size=width)
    )
    close, wide = Octets(width), Lanes(width, 1)
    rarity = [data.draw(st.sampled_from([1, 65_536, 2**24 - 1]))] * count
    assert close.totals([packed(close, [row] * count, rarity)]) == wide.totals([packed(wide, [row] * count, rarity)])


@given(weights=weights_of(1))
def test_each_part_of_a_row_is_a_sum_of_its_own(weights: list[list[int]]) -> None:
    """A row of ten weights in two parts says what two rows of five say."""
    twice = [row + row[::-1] for row in weights]
    rarity = [2048] * len(weights)
    parted, plain = Lanes(WIDTH, 1, parts=2), Lanes(WIDTH, 1)
    numbers = Margins([0.0] * WIDTH, [1.0] * WIDTH)
    (total,) = parted.totals([packed(parted, twice, rarity)])
    wanted = numbers(plain.totals([packed(plain, weights, rarity), packed(plain, [row[::-1] for row in weights], rarity)]))
    assert numbers([total, total >> parted.part]) == [pytest.approx(one, abs=1e-6) for one in wanted]


@given(weights=weights_of(2), times=st.integers(1, 80))
def test_rows_that_were_added_before_count_as_many(weights: list[list[int]], times: int) -> None:
    """A row that is the sum of four may be added like any other, as long as it is told."""
    lanes = Lanes(WIDTH, 2)
    rows = packed(lanes, weights, [2048] * len(weights))
    assert lanes.totals([rows * 4 * times]) == lanes.totals([[4 * row for row in rows] * times], each=4)


def test_a_table_that_is_cut_short_is_refused() -> None:
    for read in (Octets(WIDTH).table, Lanes(WIDTH, 1).row_maker):
        with pytest.raises(ValueError, match="9 are not 5 weights for each of 2 rows"):
            read(bytes(9), bytes(8))


@given(
    data=st.data(),
    count=st.integers(1, 300),
    size=st.sampled_from([1, 3, 32]),
)
def test_a_layer_weighs_what_lies_within_four_spreads(data: st.DataObject, count: int, size: int) -> None:
    values = st.floats(-3, 3)
    features = data.draw(st.lists(st.floats(-50, 50), min_size=count, max_size=count))
    some = data.draw(st.lists(values, min_size=7, max_size=7))
    weights = [[some[(row * 3 + column) % 7] for column in range(size)] for row in range(count)]
    mean, spread = [0.25] * count, [2.0] * count
    steps = Scaling(mean, spread, 4.0).steps(features)
    assert all(abs(step) <= 4 * FINE for step in steps)
    clipped = [max(-4.0, min(4.0, (value - 0.25) / 2.0)) for value in features]
    wanted = [sum(one * row[column] for one, row in zip(clipped, weights, strict=True)) for column in range(size)]
    assert Layer(weights)(steps) == pytest.approx(wanted, abs=count * 0.002)
