"""A panel as a page: everything that a person typed is there and is no markup, and it is made like the report of a session."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.core.peer_report import PanelReport, RoundReport
from bot.core.scorecard import Compared, Heard, Scorecard
from bot.wording.blocks import Heading
from bot.wording.catalogue import languages, load_texts
from bot.wording.document import files_of, page_of
from bot.wording.peer_report import document
from tests.wording.sample_report import HOSTILE, OPENING, QUESTION, sample
from tests.wording.test_report import OURS, Read

NOTES = {"stood": f"Zero failures. {HOSTILE}", "missing": "What it\ncost."}


def panel(*, asks: bool, verdict: str = "hire") -> PanelReport:
    card = Scorecard(1, "123456789012345678", "223456789012345678", "ownership", verdict, ("metric_delta", "blame"), NOTES)  # type: ignore[arg-type]
    told = Compared(card, sample().debrief, ("root_cause",), ("blame",))
    heard = (Heard(QUESTION, OPENING), Heard("Why?", None), Heard("How do you know?", HOSTILE))
    return PanelReport("panel1", "sde2", "finished", 1_750_000_000, 1_750_001_800, (RoundReport(1, asks, "ownership", heard, told),))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("asks", [True, False], ids=["interviewer", "candidate"])
def test_a_page_holds_what_was_typed_and_nobody_s_number(asks: bool, language: str) -> None:
    texts = load_texts(language)
    made = document(panel(asks=asks), texts)
    read = Read(page_of(made, texts))
    for words in (QUESTION, OPENING, HOSTILE, *NOTES.values(), "2025-06-15 15:06 UTC", "panel1"):
        assert words in read.text
    assert read.open == []
    assert read.elements.count("h1") == 1
    assert set(read.elements) <= OURS
    depths = [block.level for block in made.blocks if isinstance(block, Heading)]
    assert all(after <= before + 1 for before, after in pairwise(depths))
    for name, text in files_of(made, texts):
        assert name in ("panel-panel1.html", "panel-panel1.md")
        assert "123456789012345678" not in text
        assert "223456789012345678" not in text


@pytest.mark.parametrize(("verdict", "apart"), [("strong_hire", "kinder"), ("no_hire", "harder")])
def test_each_is_told_in_their_own_person_how_far_the_two_votes_are_apart(verdict: str, apart: str) -> None:
    texts = load_texts()
    debrief = sample().debrief
    assert debrief is not None
    assert debrief.final_vote.verdict not in ("strong_hire", "no_hire"), "or the two would not differ"
    answered, asked = (files_of(document(panel(asks=asks, verdict=verdict), texts), texts)[1][1] for asks in (False, True))
    assert f"Your interviewer was {apart} by" in answered
    assert f"You were {apart} by" in asked
