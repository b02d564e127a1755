"""The allocator is told where it listens, and nothing happens where it does not."""

from bot.commands.memory import _called, give_back, one_arena


def test_a_c_library_without_the_function_is_left_alone() -> None:
    _called("no_library_has_a_function_of_this_name", 1)


def test_whoever_is_told_goes_on() -> None:
    one_arena()
    give_back()
    assert bytearray(1_000_000) == bytes(1_000_000)
