"""The same input gives the same bytes, in every process: Python's sets are shuffled anew in each, and none of that may show."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import json, sys
from bot.content.library import load_library
from bot.content.rubric import load_rubric
from bot.core import interview
from bot.core.events import Answered, WentOn
from bot.core.plain import replies_to_data
from bot.core.state import Materials, Setup

rubric, library = load_rubric(), load_library()
for scenario in list(library.scenarios.values())[::6]:
    materials = Materials(rubric, scenario)
    setup = Setup(scenario.principle, scenario.question, mode="interview", scenario_id=scenario.id, seed=1)
    state, replies = interview.begin(setup, materials)
    texts = [scenario.weak_answers[0].text, *(probe.strong.text for probe in scenario.probes), *(probe.weak.text for probe in scenario.probes)]
    for text in texts:
        if state.phase == "done":
            break
        state, more = interview.step(state, Answered(text), materials)
        replies += more
    print(json.dumps(replies_to_data(replies)))
"""


def said(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_whole_interviews_are_the_same_in_every_process() -> None:
    first = said("1")
    assert first.count("\n") > 3
    assert said("2") == first
