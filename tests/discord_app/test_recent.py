"""What was shown a moment ago is kept for a moment, for whoever asks for exactly that."""

from __future__ import annotations

from dataclasses import replace

from bot.discord_app.paginate import Sheet
from bot.discord_app.recent import MOST, SECONDS, Held, Place, Recent
from bot.discord_app.screens import Screen

PLACE = Place("abc", 3, 4, True, True, "en")
LONG = Held(Screen((Sheet(("one",)), Sheet(("two",))), None, (), 0, None), live=False)
SHORT = Held(Screen((Sheet(("one",)),), None, (), 0, None), live=False)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_is_found_by_everything_that_it_depends_on() -> None:
    recent = Recent()
    recent.keep(PLACE, LONG)
    assert recent.get(PLACE) is LONG
    others = {"session": "abd", "step": 2, "stands_at": 5, "is_open": False, "apart": False, "language": "es"}
    for name, value in others.items():
        assert recent.get(replace(PLACE, **{name: value})) is None  # type: ignore[arg-type]


def test_a_single_page_is_not_kept() -> None:
    recent = Recent()
    recent.keep(PLACE, SHORT)
    assert recent.get(PLACE) is None


def test_it_is_gone_after_its_time() -> None:
    clock = Clock()
    recent = Recent(clock)
    recent.keep(PLACE, LONG)
    clock.now = SECONDS
    assert recent.get(PLACE) is LONG
    clock.now = SECONDS + 1
    assert recent.get(PLACE) is None


def test_the_oldest_make_room() -> None:
    recent = Recent()
    places = [replace(PLACE, session=f"s{number}") for number in range(MOST + 5)]
    for place in places:
        recent.keep(place, LONG)
    assert [place for place in places if recent.get(place) is not None] == places[5:]
