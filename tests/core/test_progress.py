"""Votes in order, habits over a window, and something to do next whatever the data."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.progress import ENOUGH, WINDOW, progress
from bot.core.telling import Mark, Telling
from bot.core.vocabulary import FLAWS, PRINCIPLES, SIGNALS
from tests.core.tellings import telling

tellings = st.lists(
    st.builds(
        telling,
        st.integers(0, 10_000),
        st.sampled_from(sorted(PRINCIPLES)),
        st.floats(0, 100),
        story=st.none() | st.integers(1, 5),
        flaws=st.lists(st.sampled_from(sorted(FLAWS)), unique=True, max_size=4).map(tuple),
        signals=st.lists(st.sampled_from(sorted(SIGNALS)), unique=True, max_size=4).map(tuple),
        acts=st.tuples(st.integers(0, 5), st.integers(0, 5)),
    ),
    max_size=20,
)


@given(tellings)
def test_every_telling_is_a_point_and_there_is_always_something_to_do(told: list) -> None:  # type: ignore[type-arg]
    found = progress(told)
    assert [point.number for point in found.points] == list(range(1, len(told) + 1))
    assert [point.told_at for point in found.points] == sorted(one.told_at for one in told)
    assert sum(row.times for row in found.rows) == len(told)
    assert 1 <= len(found.advice) <= 3
    assert found.drawable == (len(told) >= ENOUGH)
    for trend in found.trends:
        assert len(trend.values) == len(told)
        assert all(value is None or 0.0 <= value <= 1.0 for value in trend.values)


def test_a_habit_is_read_over_the_last_few_tellings() -> None:
    told = [telling(number, signals=("metric_delta",) if number >= 3 else ()) for number in range(6)]
    metric = next(trend for trend in progress(told).trends if trend.habit == "metric")
    assert metric.values == (None, None, 0.0, 1 / WINDOW, 2 / WINDOW, 1.0)
    assert (metric.first, metric.last) == (0.0, 1.0)


def test_one_good_telling_is_no_habit_that_was_lost_since() -> None:
    told = [telling(number, signals=("metric_delta",) if number == 0 else ()) for number in range(3)]
    metric = next(trend for trend in progress(told).trends if trend.habit == "metric")
    assert metric.first == metric.last == 1 / WINDOW


def test_what_nobody_did_is_no_habit() -> None:
    told = [telling(number, acts=(0, 0)) for number in range(3)]
    own = next(trend for trend in progress(told).trends if trend.habit == "own")
    assert own.values == (None, None, None)
    assert own.last is None


def test_a_lesson_counts_when_it_belongs_to_the_story() -> None:
    told = [telling(1, flaws=("generic_reflection",)), telling(2, signals=("systemic_insight",)), telling(3)]
    reflection = next(trend for trend in progress(told).trends if trend.habit == "reflection")
    assert reflection.values == (None, None, 1 / 3)


def test_advice_begins_with_what_is_lacking() -> None:
    assert [one.key for one in progress([]).advice] == ["first"]
    assert progress([telling(1, score=70)]).advice[0].key == "few"
    told = [telling(number, score=40, flaws=("no_metric",)) for number in range(4)]
    advice = progress(told).advice
    assert (advice[0].key, advice[0].id, advice[0].count) == ("flaw", "no_metric", 3)
    assert [
        one.key
        for one in progress([telling(number, score=80, signals=("metric_delta", "specific_reflection")) for number in range(4)]).advice
    ] == [
        "one_principle",
        "harder",
    ]


def test_a_row_says_where_a_principle_began_and_where_it_is() -> None:
    told = [telling(1, score=20), telling(2, "dive_deep", 90), telling(3, score=70), telling(4, score=60)]
    row = next(row for row in progress(told).rows if row.principle == "ownership")
    assert (row.times, row.first, row.last, row.best) == (3, 20, 60, "hire")


def unjudged(number: int) -> Telling:
    one = telling(number)
    return replace(one, told=replace(one.told, mark=Mark("insufficient_evidence", 5.0)))


def keys(told: list[Telling]) -> list[tuple[str, str]]:
    return [(one.key, one.principle or one.id or one.habit) for one in progress(told).advice]


def test_too_little_to_judge_is_no_score() -> None:
    told = [unjudged(1), telling(2, score=60), unjudged(3)]
    assert [point.known for point in progress(told).points] == [None, 60, None]
    (row,) = progress(told).rows
    assert (row.first, row.last, row.best) == (None, None, "hire")


def test_what_one_advice_says_the_next_does_not_say_again() -> None:
    ours = [telling(number, score=40, flaws=("collective_voice",), acts=(0, 4), signals=("metric_delta",)) for number in range(3)]
    assert keys(ours) == [("flaw", "collective_voice"), ("habit", "reflection"), ("one_principle", "ownership")]
    flaw, *_rest = progress(ours).advice
    assert (flaw.count, flaw.of) == (3, 3)


def test_a_pick_of_the_tellings_is_not_the_whole_of_them() -> None:
    told = [telling(1, "ownership", 80), telling(2, "dive_deep", 80), telling(3, "dive_deep", 80), telling(4, "frugality", 80)]
    picked = progress(told[1:3], told).advice
    assert [(one.key, one.count) for one in picked] == [("few_such", 1)]
    assert [one.key for one in progress([], told).advice] == ["none_such"]
    good = ("metric_delta", "specific_reflection")
    poor = [telling(number, "ownership", 20, signals=good) for number in range(5, 8)]
    (gaps,) = progress(poor, [*told, *poor]).advice
    assert (gaps.key, gaps.count) == ("gaps", len(PRINCIPLES) - 3)


def test_whoever_was_asked_for_every_principle_is_not_told_of_none_that_are_left() -> None:
    good = ("metric_delta", "specific_reflection")
    told = [telling(number, principle, 80, signals=good) for number, principle in enumerate(PRINCIPLES)]
    assert keys([*told, telling(20, score=20, signals=good)]) == [("all_asked", "")]


def test_nobody_is_sent_above_the_highest_level() -> None:
    good = ("metric_delta", "specific_reflection")
    told = [
        replace(telling(number, principle, 80, signals=good), mode="interview")
        for number, principle in enumerate(("ownership", "dive_deep"))
    ]
    last = replace(telling(3, "frugality", 80, signals=good), level="senior")
    assert keys([*told, last]) == [("day", "")]


def test_whoever_is_in_a_day_is_not_sent_to_another() -> None:
    good = ("metric_delta", "specific_reflection")
    told = [replace(telling(number, principle, 80, signals=good), mode="interview") for number, principle in enumerate([*PRINCIPLES][:3])]
    assert [one.key for one in progress(told).advice] == ["level"]
    assert [one.key for one in progress(told, in_day=True).advice] == ["in_day"]
    assert [one.key for one in progress([], in_day=True).advice] == ["in_day"]


def test_what_happened_once_is_no_pattern() -> None:
    assert keys([telling(1, flaws=("blame",)), telling(2, flaws=("routed",))]) == [("few", ""), ("one_principle", "ownership")]
    assert ("flaw", "routed") in keys([telling(1, flaws=("blame", "routed")), telling(2, flaws=("routed",))])


def test_the_principle_to_go_on_with_is_the_one_nearest_to_a_hire() -> None:
    told = [telling(1, "ownership", 35), telling(2, "dive_deep", 50), telling(3, "frugality", 20), telling(4, "earn_trust", 40)]
    assert ("principle", "dive_deep") in keys(told)
    again = telling(5, "dive_deep", 10)
    assert ("principle", "dive_deep") in keys([*told, again]), "by its best vote, as /stories has it, and as it is not over the bar"


def test_who_is_hired_in_practice_takes_the_real_interview_and_who_was_there_takes_the_next_level() -> None:
    good = ("metric_delta", "specific_reflection")
    principles = ("ownership", "dive_deep", "frugality")
    practised = [telling(number, principle, 80, signals=good) for number, principle in enumerate(principles)]
    assert keys(practised) == [("harder", "")]
    assert keys([*practised[:2], replace(practised[2], mode="interview")]) == [("level", "")]
    assert "harder" not in dict(keys(practised[:2]))
