"""What an answer is about is the sum of its words' and pairs' rows, whatever was read before; and a question lies near the stories that
answer it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.content.rubric import load_rubric
from bot.core.answer import answer_of
from bot.core.judgement import Asked
from bot.core.trained.grams import Said
from bot.core.trained.lanes import RARITY, Margins
from bot.core.trained.runs import NO_RUN
from bot.core.trained.topics import TOPIC_ROWS, TOPICS, Topics
from bot.core.vote.rubric import Rubric

WIDTH = TOPIC_ROWS.width
ROWS = 5
STEPS = [[(7 * row + 3 * column) % 200 - 100 for column in range(WIDTH)] for row in range(ROWS)]
RARE = [1024 * (row + 1) for row in range(ROWS)]
# Words 1 and 4 and pairs 0, 2 and 3 have a row, in this order.
WORDS, PAIRS = array("H", [0, 1, 0, 0, 2]), array("H", [3, 0, 4, 5, 0])


@cache
def loaded() -> Rubric:
    return load_rubric()


def small() -> Topics:
    weights = b"".join(bytes(row[column] + 128 for row in STEPS) for column in range(WIDTH))
    table = TOPIC_ROWS.table(weights, b"".join(one.to_bytes(4, "little") for one in RARE))
    return Topics(WORDS, PAIRS, table, Margins([0.0] * WIDTH, [1.0] * WIDTH))


@given(st.lists(st.tuples(st.sets(st.integers(0, 4)), st.sets(st.integers(NO_RUN, 3))), min_size=1, max_size=6))
def test_what_a_text_is_about_is_the_sum_of_its_rows(texts: list[tuple[set[int], set[int]]]) -> None:
    model = small()
    for words, pairs in texts:
        rows = [number - 1 for number in (*(WORDS[word] for word in words), *(PAIRS[pair] for pair in pairs)) if number]
        length = sqrt(sum(RARE[row] for row in rows) / RARITY) if rows else 1.0
        wanted = [sum(STEPS[row][column] for row in rows) / length for column in range(WIDTH)]
        assert model.margins(words, pairs) == pytest.approx(wanted, abs=1e-3)


def test_a_scenarios_question_lies_nearer_to_its_own_story_than_to_those_of_other_principles() -> None:
    model = loaded().model
    assert model is not None
    assert model.sentences is not None
    asking, scenarios = model.sentences.about.asking, load_library().scenarios.values()
    stories = {one.id: said(one.strong_answer("sde2")).topics[len(TOPICS) :] for one in scenarios}
    questions = {one.id: asking.of(Asked(one.principle, "sde2", one.question)).axes for one in scenarios}
    nearer = [
        match(stories[one.id], questions[one.id]) > match(stories[other.id], questions[one.id])
        for one in scenarios
        for other in scenarios
        if other.principle != one.principle
    ]
    assert sum(nearer) > 0.8 * len(nearer)


def said(story: str) -> Said:
    rubric = loaded()
    assert rubric.model is not None
    assert rubric.model.sentences is not None
    reading = rubric.reader.read(answer_of(story))
    return rubric.model.sentences.model.said(reading.tokens, rubric.traits.seen(reading))


def match(story: Sequence[float], question: Sequence[float]) -> float:
    return sum(one * other for one, other in zip(story, question, strict=True))
