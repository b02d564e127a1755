"""Labels: what was set before a part of the story to say which stage it is ("Result: ...", "S - ...", "Situation" on a line of its own).

They are the form's words and not the story's: an answer says the same with them and without.
"""

from __future__ import annotations

from collections.abc import Mapping

_SAID: Mapping[str, str] = {
    "situation": """
        situation, the situation, situations, context, background, setting, problem, the problem, challenge, the challenge,
        obstacle, complication, scenario, my view, situation and task, situation task, s
    """,
    "task": """
        task, the task, tasks, role, goal, goals, objective, my role, my task, my goal, t
    """,
    "action": """
        action, the action, actions, my action, my actions, action taken, actions taken, actions i took, what i did, steps,
        steps taken, approach, my approach, solution, the solution, after the decision, immediate response, a
    """,
    "result": """
        result, the result, results, outcome, the outcome, outcomes, impact, resolution, end result, final result, results and
        impact, r
    """,
    "reflection": """
        reflection, reflections, lesson, lessons, the lesson, learning, learnings, the learning, my learning, my learnings,
        key learning, key learnings, takeaway, takeaways, key takeaway, key takeaways, my takeaway, lesson learned, lesson
        learnt, lessons learned, lessons learnt, what i learned, what i learnt, what i would change, what i would do
        differently, afterwards, l
    """,
}
_STAGE_OF = {label.strip(): stage for stage, labels in _SAID.items() for label in " ".join(labels.split()).split(",")}
LABEL_WORDS = max(label.count(" ") for label in _STAGE_OF) + 1
"""The most words that a label has."""
LABEL_STARTS = frozenset(label.split()[0] for label in _STAGE_OF)
"""The words that one can begin with: nearly no sentence has to be looked at further."""


def label_stage(text: str) -> str | None:
    """The stage that these words, in lower case, are a label of; None where they are no label, or more than one."""
    return _STAGE_OF.get(text)
