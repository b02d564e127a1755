"""Stories against the principles: the best vote, read at the loop's level; gaps; what carries too much; what comes next."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.coverage import Story, coverage
from bot.core.telling import Telling
from bot.core.vocabulary import HIRE_SIDE, LEVELS, PRINCIPLES
from tests.core.tellings import telling


def story(id: int, *tellings: Telling) -> Story:
    return Story(id, f"Story {id}", True, tellings)


def test_the_best_vote_is_read_at_the_level_of_the_loop() -> None:
    one = story(1, telling(1, score=60, levels={"senior": 40.0}), telling(2, score=50, levels={"senior": 45.0}))
    assert coverage([one], "sde2").rows[0].cells["ownership"].verdict == "hire"
    senior = coverage([one], "senior")
    assert (senior.rows[0].cells["ownership"].verdict, senior.rows[0].cells["ownership"].times) == ("leaning_no_hire", 2)
    assert "ownership" not in senior.covered


@given(
    st.lists(
        st.lists(st.builds(telling, st.integers(0, 99), st.sampled_from(sorted(PRINCIPLES)), st.floats(0, 100)), max_size=6).map(tuple),
        max_size=6,
    ),
    st.sampled_from(sorted(LEVELS)),
)
def test_every_principle_is_covered_or_a_gap(shelf: list[tuple[Telling, ...]], level: str) -> None:
    found = coverage([story(number, *tellings) for number, tellings in enumerate(shelf)], level)  # type: ignore[arg-type]
    assert sorted([*found.covered, *(gap.principle for gap in found.gaps)]) == sorted(PRINCIPLES)
    for principle in found.covered:
        assert any(principle in row.cells and row.cells[principle].verdict in HIRE_SIDE for row in found.rows)
    assert len(found.next) <= 3
    assert len({one.key for one in found.next}) == len(found.next) or len(found.next) == 3
    assert all(row.story.tellings for row in found.rows)


def test_a_story_that_three_principles_rest_on_carries_too_much() -> None:
    heavy = story(1, telling(1), telling(2, "dive_deep"), telling(3, "frugality"))
    found = coverage([heavy], "sde2")
    assert [(one.id, alone) for one, alone in found.overused] == [(1, ("ownership", "frugality", "dive_deep"))]
    assert found.next[0].key == "second"
    relieved = coverage([heavy, story(2, telling(4, "frugality", 90))], "sde2")
    assert relieved.overused == ()


def test_the_cheapest_gain_comes_first() -> None:
    near = story(1, telling(1, "dive_deep", 50))
    able = story(2, telling(2, "ownership", 80, serves=("frugality",)))
    found = coverage([near, able], "sde2")
    assert [(one.key, one.principle) for one in found.next[:2]] == [("lift", "dive_deep"), ("retell", "frugality")]
    assert found.next[1].story is not None
    assert found.next[1].story.id == 2
    assert found.next[2].key == "new"


def test_a_retelling_is_marked_until_the_story_is_told() -> None:
    retold = telling(2, "dive_deep", 70, retold=True)
    assert coverage([story(1, retold)], "sde2").rows[0].cells["dive_deep"].retold
    assert not coverage([story(1, retold, telling(3, "dive_deep", 60))], "sde2").rows[0].cells["dive_deep"].retold
