"""Work in parts: what it gives, whom it lets in, and how it ends."""

from __future__ import annotations

import asyncio

import pytest

from bot.usecases.in_parts import InParts, pause

PARTS = 5


def parts(log: list[str], name: str) -> str:
    for number in range(PARTS):
        log.append(f"{name}{number}")
        pause()
    return name


async def test_others_are_served_between_the_parts() -> None:
    in_parts, log = InParts(), list[str]()

    async def other() -> None:
        for _ in range(PARTS):
            log.append("other")
            await asyncio.sleep(0)

    done, _ = await asyncio.gather(in_parts(parts, log, "a"), other())
    assert done == "a"
    assert [step for step in log if step != "other"] == [f"a{number}" for number in range(PARTS)]
    assert log.index("other") < log.index("a1")
    assert log.index("a1") < len(log) - 1 - log[::-1].index("other")


async def test_one_after_the_other_so_that_nobody_waits_for_a_part_of_each() -> None:
    in_parts, log = InParts(), list[str]()
    assert await asyncio.gather(*(in_parts(parts, log, name) for name in "abc")) == ["a", "b", "c"]
    # All begin at once; from their first pause on they wait for their turn.
    later = [step for step in log if not step.endswith("0")]
    assert later == sorted(later)


async def test_what_never_pauses_is_done_at_once_even_while_another_waits() -> None:
    in_parts, log = InParts(), list[str]()
    slow = asyncio.create_task(in_parts(parts, log, "a"))
    await asyncio.sleep(0)
    assert await in_parts(lambda: "quick") == "quick"
    assert not slow.done()
    assert await slow == "a"


async def test_a_failure_comes_out_and_the_next_one_goes_on() -> None:
    in_parts, log = InParts(), list[str]()

    def fails() -> None:
        pause()
        raise ValueError("broken")

    failing, fine = await asyncio.gather(in_parts(fails), in_parts(parts, log, "a"), return_exceptions=True)
    assert isinstance(failing, ValueError)
    assert fine == "a"


async def test_who_is_cancelled_leaves_the_turn_to_the_next() -> None:
    in_parts, log = InParts(), list[str]()
    first = asyncio.create_task(in_parts(parts, log, "a"))
    second = asyncio.create_task(in_parts(parts, log, "b"))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await second == "b"
