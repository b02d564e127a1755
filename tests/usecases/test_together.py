"""Requests of the same moment are served together, each with its own result."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.usecases.together import Together


class Kitchen:
    """Doubles numbers, refuses odd ones, and burns down at 13."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.together: Together[int, int] = Together(self.serve, most=10)

    async def serve(self, requests: Sequence[int]) -> list[int | Exception]:
        self.batches.append(list(requests))
        await asyncio.sleep(0)
        if 13 in requests:
            raise RuntimeError("fire")
        return [number * 2 if number % 2 == 0 else ValueError(str(number)) for number in requests]


async def test_everybody_gets_their_own_result_in_few_batches() -> None:
    kitchen = Kitchen()
    results = await asyncio.gather(*(kitchen.together(number) for number in range(0, 50)), return_exceptions=True)
    # Thirteen is among ten that burn together.
    for number, result in enumerate(results):
        if 10 <= number < 20:
            assert isinstance(result, RuntimeError)
        elif number % 2:
            assert isinstance(result, ValueError)
            assert str(result) == str(number)
        else:
            assert result == number * 2
    assert [len(batch) for batch in kitchen.batches] == [10] * 5


async def test_what_comes_later_is_served_later_and_one_alone_at_once() -> None:
    kitchen = Kitchen()
    assert await kitchen.together(2) == 4
    assert await kitchen.together(4) == 8
    assert kitchen.batches == [[2], [4]]


async def test_who_gives_up_keeps_nobody_waiting() -> None:
    kitchen = Kitchen()
    gone, stays = asyncio.create_task(kitchen.together(2)), asyncio.create_task(kitchen.together(4))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 8
    with pytest.raises(asyncio.CancelledError):
        await gone
