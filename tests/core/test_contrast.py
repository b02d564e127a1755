"""A reply beside its exemplars, and an attempt beside the one before."""

from dataclasses import replace

import pytest

from bot.core.advice import ADVICE, proves, same_ground
from bot.core.contrast import change, contrast, enough
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.scenario import ScenarioProbe
from bot.core.vocabulary import FLAWS, FLAWS_AND_SIGNALS, SIGNALS, STAGES
from tests.core.held import PRINCIPLE, QUESTION, STRONG, WEAK, materials, scenario
from tests.core.judged import rubric, voted


def judged(probe: ScenarioProbe, reply: str) -> Judgement:
    asked = Asked(PRINCIPLE, "sde2", QUESTION, probe.ask, probe.probes, scenario().strong_answer("sde2"))
    return judge(materials().rubric, asked, reply)


PROBES = [probe.id for probe in scenario().probes]


@pytest.fixture(params=PROBES)
def probe(request: pytest.FixtureRequest) -> ScenarioProbe:
    return next(probe for probe in scenario().probes if probe.id == request.param)


def test_the_weak_exemplar_shares_with_itself_and_is_told_what_would_have_been_enough(probe: ScenarioProbe) -> None:
    shown = contrast(probe.ask, probe.weak.text, judged(probe, probe.weak.text), probe.probes[0], probe)
    found = judged(probe, probe.weak.text).ids
    assert shown.leans == "weak"
    assert set(shown.shared_weak) == set(probe.weak.shows) & found
    assert set(shown.missing) == set(probe.strong.shows) - found
    assert shown.missing
    assert shown.enough.endswith("would have been enough.")


def test_the_strong_exemplar_shares_with_itself_and_is_told_what_made_it_enough(probe: ScenarioProbe) -> None:
    shown = contrast(probe.ask, probe.strong.text, judged(probe, probe.strong.text), probe.probes[0], probe)
    assert shown.leans == "strong"
    assert set(shown.shared_strong) == set(probe.strong.shows) & judged(probe, probe.strong.text).ids
    assert shown.enough.startswith("This was enough")
    assert set(shown.shared_strong).isdisjoint(shown.missing)
    assert (shown.weak, shown.strong, shown.signature) == (probe.weak.text, probe.strong.text, probe.strong.signature)


def test_what_would_have_been_enough_is_about_what_was_asked() -> None:
    weak = judged(scenario().probes[1], "Honestly it was obvious.")
    assert enough(weak, "no_data") == ADVICE["no_data"].enough


def test_a_strong_reply_that_shows_something_else_is_not_said_to_answer_what_was_asked() -> None:
    strong = replace(judged(scenario().probes[0], scenario().probes[0].strong.text), leans="strong", signals=(), flaws=())
    assert enough(strong, "business_impact") == (
        "It is specific, and so it counts; what was asked for was not found in it: business impact."
    )
    assert enough(strong, "collective_voice") == "", "that it answers with something specific tells nobody anything"


def test_a_change_names_each_gain_and_each_loss_once() -> None:
    asked = Asked(PRINCIPLE, "sde2", QUESTION)
    weak, strong = (judge(materials().rubric, asked, text) for text in (WEAK, STRONG))
    up, down = change(weak, strong), change(strong, weak)
    assert up.gained == down.lost
    assert up.mended == down.new
    assert (up.score_before, up.score_after) == (weak.score, strong.score)
    assert len({finding.id for finding in up.gained}) == len(up.gained)
    nothing = judge(materials().rubric, asked, "Nothing.")
    assert (change(nothing, strong).score_before, change(strong, nothing).score_after) == (None, None)
    assert change(strong, strong).gained == change(strong, strong).lost == ()


def test_there_is_advice_on_every_id_and_flaws_are_lifted_by_signals() -> None:
    assert set(ADVICE) == set(FLAWS_AND_SIGNALS)
    for advice in ADVICE.values():
        assert advice.stage in STAGES
        assert set(advice.answered_by) <= set(SIGNALS)
        assert (advice.id in FLAWS) or not advice.answered_by
        assert set(rubric().lifted_by.get(advice.id, ())) <= set(advice.answered_by)
        assert "!" not in advice.enough + advice.do
        assert advice.enough.endswith("would have been enough.")
        assert proves(frozenset({advice.id}), advice.id)


def test_two_ids_are_on_the_same_ground_or_not_whichever_way_round() -> None:
    for one in FLAWS_AND_SIGNALS:
        assert one in same_ground(one)
        for other in FLAWS_AND_SIGNALS:
            assert (other in same_ground(one)) == (one in same_ground(other))


def test_what_a_reply_comes_near_is_not_called_missing() -> None:
    """A list for whoever comes next was told that its reply lacks just that."""
    probe = scenario().probes[0]
    reply = judged(probe, "Honestly it was obvious.")
    far = contrast(probe.ask, "It was.", reply, probe.probes[0], probe).missing
    near = contrast(probe.ask, "It was.", replace(reply, near=far[:1]), probe.probes[0], probe).missing
    assert near == far[1:]


def test_whoever_told_the_one_occasion_is_not_asked_for_one() -> None:
    event = replace(judged(scenario().probes[0], "I phoned her."), leans="weak", signals=(), flaws=())
    assert enough(event, "hypothetical") == ADVICE["individual_action"].enough
    nothing = replace(event, flaws=tuple(replace(found, id="no_story") for found in voted("idk").flaws))
    assert enough(nothing, "hypothetical") == ADVICE["hypothetical"].enough
