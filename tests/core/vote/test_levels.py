"""The vote at each level, and the one thing that is advised there."""

from bot.core.judgement import Asked, LevelView
from bot.core.vocabulary import LEVELS
from bot.core.vote.evidence import Evidence
from bot.core.vote.levels import level_views
from tests.core.judged import reading_of, replied, rubric

_CERTAIN = 12.0
GOOD = ("individual_action", "specific_reflection", "business_impact")


def views(principle: str, *found: str, missing: str | None = None) -> dict[str, LevelView]:
    """The views of an answer in which these are certain; nothing else is weighed, but for one id that is certainly missing."""
    evidence = {id: Evidence(id, _CERTAIN, "", None) for id in found}
    if missing is not None:
        evidence[missing] = Evidence(missing, -_CERTAIN, "", None)
    return level_views(rubric(), Asked(principle, "sde2", "?"), reading_of("I did it."), evidence)


def test_the_cause_beyond_the_fix_is_advised_to_a_senior_alone() -> None:
    """It would gain points at every level, but no bar below a senior's asks for it."""
    principle, good = "success_and_scale_bring_broad_responsibility", ("individual_action", "tradeoff", "business_impact")
    without = views(principle, *good, missing="systemic_insight")
    shown = views(principle, *good, "systemic_insight")
    assert all(shown[level].score - without[level].score > 1.5 for level in LEVELS)
    assert {level: view.lift for level, view in without.items()} == {
        "sde1": "",
        "sde2": "",
        "senior": rubric().lifts["systemic_insight"],
    }


def test_what_would_gain_next_to_nothing_is_not_advised() -> None:
    without = views("ownership", *GOOD, missing="data_evidence")["sde2"]
    assert 0 < views("ownership", *GOOD, "data_evidence")["sde2"].score - without.score < 1.5
    assert without.lift == ""


def test_what_is_advised_is_what_gains_most_under_the_caps_that_stay() -> None:
    """Whose work it was weighs more, but who passed the problem on is held far below what that would bring."""
    view = views("frugality", *GOOD, "develops_others", "routed", "collective_voice")["sde2"]
    assert view.score < rubric().verdict_scores["hire"]
    assert view.lift == rubric().lifts["routed"]


def test_what_disqualifies_is_advised_to_be_mended_before_anything_else() -> None:
    """A lesson would gain more points, and leave the answer the no that it is."""
    found = views("learn_and_be_curious", "routed", "passive", "no_reflection", missing="specific_reflection")
    assert {view.lift for view in found.values()} <= {rubric().lifts["routed"], rubric().lifts["passive"]}


def test_where_ones_job_ended_is_advised_where_the_principle_asks_for_it() -> None:
    for principle, advised in (("ownership", rubric().lifts["scope_boundary"]), ("are_right_a_lot", "")):
        assert views(principle, *GOOD, "metric_delta", "data_evidence", missing="scope_boundary")["senior"].lift == advised


def test_a_reply_has_its_own_score_at_every_level() -> None:
    reply = replied("I read the meter myself every evening for three weeks.", "Which part was yours?", "individual_action")
    assert {level: (view.score, view.verdict) for level, view in reply.levels.items()} == dict.fromkeys(
        LEVELS, (reply.score, reply.verdict)
    )
