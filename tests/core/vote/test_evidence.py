"""What is weighed against each other, and where it is quoted from."""

import pytest

from bot.core.judgement import Asked
from bot.core.trained.grams import IDS
from bot.core.vote.evidence import Evidence, located, odds_of, settled
from tests.core.judged import reading_of, rubric

ASKED = Asked("ownership", "sde2", "Tell me about a time you took something on.")


def settled_with(found: dict[str, float], shifts: dict[str, float] | None = None) -> dict[str, Evidence]:
    odds = dict.fromkeys((entry.id for entry in rubric().ids), -6.0) | found
    return settled(rubric(), odds, shifts or {})


@pytest.mark.parametrize("pair", rubric().exclusive)
def test_of_two_that_exclude_each_other_the_likelier_one_stays(pair: tuple[str, str]) -> None:
    for likelier, other in (pair, pair[::-1]):
        if other not in rubric().silences.get(likelier, ()):
            found = settled_with({likelier: 3.0, other: 1.0})
            assert [id for id, one in found.items() if one.odds > 0] == [likelier]


def test_one_that_fell_is_as_unlikely_as_any_other_that_did() -> None:
    """However rare it is: it has been taken back, so that it is no longer named before it is likely."""
    plain = settled_with({"metric_delta": 3.0, "no_metric": 1.0})["no_metric"]
    rare = settled_with({"metric_delta": 3.0, "no_metric": 1.0}, {"no_metric": 2.0, "metric_delta": 2.0})["no_metric"]
    assert rare.likely == plain.likely < 0.5


def test_how_common_each_is_was_learned_of_openings_and_of_replies_apart() -> None:
    model, reading = rubric().model, reading_of("I read the meter.")
    assert model is not None
    reply = Asked(ASKED.principle, ASKED.level, ASKED.question, "Which number moved?", ("metric_delta",))
    opening_odds, reply_odds = (odds_of(rubric(), reading, asked, True) for asked in (ASKED, reply))
    for id, own in model.ids.items():
        if id != "no_story":
            assert reply_odds[id] - opening_odds[id] == pytest.approx(own.reply_bias - own.bias)
    assert reply_odds != opening_odds


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("id", ["hypothetical", "specific_reflection"])
def test_the_quote_stands_in_the_sentence_that_speaks_loudest(half: int, id: str) -> None:
    again = "If I did it again I would stand at the pump on the first morning, because I lost a week believing the log."
    reading = reading_of(f"{again} {again}")
    sentences = reading.tokens.sentences
    loudest = half * len(sentences) // 2
    scores = [[5.0 if number == loudest else 1.0] * len(IDS) for number in range(len(sentences))]
    found = located(rubric(), reading, ASKED, settled_with({id: 4.0}), scores)[id]
    begins, ends = sentences[loudest]
    assert found.where is not None
    assert begins <= found.where[0] < found.where[1] <= ends
