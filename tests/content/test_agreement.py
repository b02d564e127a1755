"""What must agree inside one file: each broken promise is named at its place."""

from __future__ import annotations

import pytest

from tests.content.files import changed, problems_of, right_text, scenario_of

BROKEN = {
    "a signal phrase that is not said": (('["I pulled",', '["I fetched",'), '"I fetched" does not stand in the strong text'),
    "a reflection phrase of no level": (('"organizational gap"]', '"missing link"]'), "does not stand in any of the three reflections"),
    "a signature that is not said": (("signature: I matched", "signature: I compared"), "signature does not stand"),
    "a quote that is not said": (("quote: speaking up matters", "quote: Speaking up matters"), "do not stand in the weak answer"),
    "two right options": (("        right: false", "        right: true"), "2 options are right"),
    "no right option": (("        right: true", "        right: false"), "No options are right"),
    "the same option twice": (
        ("text: I sent the Platform team a Slack message with the logs so that they could take over.",
         "text: We worked closely with the Platform team until the cause of the failures was clear."),
        "Two options have the same text",
    ),
    "a probe's name twice": (("- id: evidence", "- id: acceptance"), "`acceptance` stands twice"),
    "a quiz question's name twice": (("- id: best-result", "- id: ownership-phrase"), "`ownership-phrase` stands twice"),
    "an angle to its own principle": (("- principle: dive_deep", "- principle: have_backbone_disagree_and_commit"), "own principle"),
    "two angles to one principle": (("- principle: dive_deep", "- principle: ownership"), "`ownership` stands twice"),
    "a flaw claimed twice": (("- id: no_pushback\n        why: There", "- id: no_data\n        why: There"), "`no_data` stands twice"),
    "too little time for its stages": (("seconds: [0, 175]", "seconds: [0, 170]"), "add up to 175 seconds, more than the 170"),
    "a variant that is the question": (
        ("- When did you last tell somebody with more say than you that they were about to get it wrong?",
         "- Tell me about a time when you pushed back on a decision that you believed was wrong."),
        "not another way to ask it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_promise_is_named_at_its_place(name: str) -> None:
    (old, new), words = BROKEN[name]
    (problem,) = problems_of(changed(old, new))
    assert words in problem.message
    assert problem.hint
    lines = zip(right_text().splitlines(), changed(old, new).decode().splitlines(), strict=True)
    first_change = next(number for number, (before, after) in enumerate(lines, 1) if before != after)
    assert abs(problem.line - first_change) <= 12, "the place is near what was changed"


def test_capital_letters_of_a_phrase_do_not_matter() -> None:
    assert scenario_of(changed('"no alert"', '"No alert"'))
