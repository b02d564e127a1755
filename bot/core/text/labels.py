"""Labels: what was set before a part of the story to say which stage it is ("Result: ...", "S - ...", "Situation" on a line of its own).

They are the form's words and not the story's: an answer says the same with them and without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
"""The words that a label can begin with."""


def is_label(text: str) -> bool:
    """Whether these words, in lower case, are a label and nothing else."""
    return text in _STAGE_OF


def label_of(words: Sequence[str], closes: Sequence[bool]) -> tuple[int, str] | None:
    """How many of these words, from the first on, are a label, and of which stage; None where they begin with none. `closes` says of each
    word whether a break comes right after it: what runs on is no label ("Results were slow to come")."""
    for width in range(1, len(words) + 1):
        if closes[width - 1]:
            stage = _STAGE_OF.get(" ".join(words[:width]))
            return None if stage is None else (width, stage)
    return None
