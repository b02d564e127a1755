"""What answers count in training: how they are worded says nothing of what they are worth."""

from collections import defaultdict

import pytest

from benchmarks.balance import balanced
from benchmarks.corpus import TOLD_FROM_ITS_END, Example
from bot.core.judgement import Asked

SHORT, LONG = (
    "I did it and we all saw it go well",
    "Comprehensive stakeholder communication significantly improved organisational efficiency",
)


def opening(name: str, text: str, verdict: str, source: str = "base", base_id: str = "") -> Example:
    return Example(
        name, "hand", "opening", Asked("ownership", "sde2", "?"), text, verdict, None, frozenset(), source=source, base_id=base_id
    )


def answers() -> list[Example]:
    worded = [(SHORT, "hire", 6), (SHORT, "no_hire", 4), (LONG, "strong_hire", 2), (LONG, "leaning_no_hire", 6)]
    return [opening(f"{text[0]}-{verdict}-{number}", text, verdict) for text, verdict, many in worded for number in range(many)]


def test_hires_count_the_same_share_in_long_words_as_in_short_ones() -> None:
    counts: dict[tuple[str, bool], float] = defaultdict(float)
    for one in balanced(answers()):
        counts[one.text, one.verdict in {"hire", "strong_hire"}] += one.counts
    shares = [counts[text, True] / (counts[text, True] + counts[text, False]) for text in (SHORT, LONG)]
    assert shares == [pytest.approx(8 / 18)] * 2


def test_a_changed_answer_counts_as_the_one_it_was_made_of() -> None:
    told = answers()
    base = told[-1]
    changed = opening("pair", SHORT, "hire", "pair", base.id)
    turned = opening(base.id + TOLD_FROM_ITS_END, base.text, base.verdict, "turned")
    *_, of_base, of_changed, of_turned = balanced([*told, changed, turned])
    assert of_changed.counts == of_turned.counts == of_base.counts != 1.0
