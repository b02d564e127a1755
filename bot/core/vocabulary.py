"""The closed vocabulary: principles, levels, stages, verdicts, flaws, signals.

One vocabulary ties the product together: rules produce these ids, scenario files name them, probes aim at them, the contrast
compares them, the history counts them. Ids are stable and public; nothing outside this file may invent one.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from bot.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the vocabulary: its public id, the name people see, and its definition."""

    id: str
    name: str
    meaning: str


def _table(*rows: tuple[str, str, str]) -> Mapping[str, Term]:
    return MappingProxyType({row[0]: Term(*row) for row in rows})


PRINCIPLES = _table(
    ("customer_obsession", "Customer Obsession", "starts from the customer and works backwards"),
    ("ownership", "Ownership", "acts beyond their own team and for the long term, and never says that it is not their job"),
    ("invent_and_simplify", "Invent and Simplify", "finds new ways and makes things simpler"),
    ("are_right_a_lot", "Are Right, A Lot", "judges well, seeks other views and works to disprove their own"),
    ("learn_and_be_curious", "Learn and Be Curious", "keeps learning and explores what is new"),
    ("hire_and_develop_the_best", "Hire and Develop the Best", "raises the people around them"),
    ("insist_on_the_highest_standards", "Insist on the Highest Standards", "holds a high bar and fixes defects so that they stay fixed"),
    ("think_big", "Think Big", "sets a bold direction that inspires results"),
    ("bias_for_action", "Bias for Action", "moves fast where a decision can be undone"),
    ("frugality", "Frugality", "does more with less"),
    ("earn_trust", "Earn Trust", "listens, speaks plainly and is openly self-critical"),
    ("dive_deep", "Dive Deep", "stays close to the details and checks when anecdote and metric disagree"),
    (
        "have_backbone_disagree_and_commit",
        "Have Backbone; Disagree and Commit",
        "challenges a decision with respect, then commits to it wholly",
    ),
    ("deliver_results", "Deliver Results", "delivers the right thing with the right quality, in time, despite setbacks"),
    ("strive_to_be_earths_best_employer", "Strive to be Earth's Best Employer", "makes work safer, fairer and better for those who do it"),
    (
        "success_and_scale_bring_broad_responsibility",
        "Success and Scale Bring Broad Responsibility",
        "weighs the wider effects of what they build",
    ),
)

LEVELS = _table(
    ("sde1", "SDE 1", "own team or a closely related service, clear technical action, some numbers, a technical lesson"),
    ("sde2", "SDE 2", "crosses a team boundary on own initiative; the base level"),
    ("senior", "Senior SDE", "systemic insight, trade-offs, organisational reflection"),
)

STAGES = _table(
    ("situation", "Situation", "where it happened and why it mattered"),
    ("task", "Task", "what was the candidate's to do, and what was not"),
    ("action", "Action", "what the candidate did"),
    ("result", "Result", "what changed because of it"),
    ("reflection", "Reflection", "what was learned or is done otherwise since"),
)

VERDICTS = _table(
    (
        "strong_hire",
        "Strong Hire",
        "raises the bar: clear personal actions, evidence, a quantified result translated into what it meant, "
        "an insight specific to the story",
    ),
    ("hire", "Hire", "meets the bar for the level: personal actions clear, result concrete, reflection at least specific; minor gaps"),
    (
        "leaning_no_hire",
        "Leaning No Hire",
        "content is missing: contribution blurred, result unquantified, no evidence, or a generic reflection; "
        "a probe could still rescue it",
    ),
    ("no_hire", "No Hire", "a disqualifier, or almost nothing of substance"),
    ("insufficient_evidence", "Not Enough Evidence", "there is no story to judge"),
)

FLAWS = _table(
    ("collective_voice", "Collective voice", 'the decisive actions are told as "we", so what the candidate did cannot be told'),
    ("assigned", "Assigned", "the candidate acted only because a manager or ticket told them to; no initiative of their own"),
    ("routed", "Routed", "the contribution was to pass the problem on and let others solve it"),
    ("passive", "Passive", "the candidate waited, or dropped it, where acting was possible"),
    ("no_metric", "No metric", "the result carries no number at all that measures the outcome"),
    ("vague_outcome", "Vague outcome", "the result is an activity or a mood"),
    ("no_data", "No data", "the decisive claim or argument is asserted without any evidence, measurement or example"),
    ("generic_reflection", "Generic reflection", "the lesson would fit any story"),
    ("no_reflection", "No reflection", "nothing learned or changed afterwards is told"),
    ("no_pushback", "No pushback", "never actually voiced the disagreement to whoever decided"),
    ("no_commit", "No commitment", "lost the argument and then dragged their feet, went around, or said I-told-you-so"),
    ("hypothetical", "Hypothetical", "says what they would do or usually do, not what they did once"),
    ("blame", "Blame", "puts the failure on other people, or talks them down"),
    ("context_overload", "Context overload", "most of the answer is background or technical detail before the candidate does anything"),
    ("off_question", "Off the question", "a story, but not about what was asked"),
    ("no_story", "No story", "no story at all: evasion, one-liner, gibberish, a list of buzzwords or of stock phrases without events"),
)

SIGNALS = _table(
    ("self_initiated", "Self-initiated", "noticed or chose to act without being asked"),
    ("scope_boundary", "Scope boundary", "says that it was outside their own duty, team or role"),
    ("individual_action", "Individual action", 'several concrete "I" actions'),
    ("data_evidence", "Data and evidence", "measured, analysed, compared, tested; evidence named"),
    ("root_cause", "Root cause", "found out why, not only what"),
    ("pushback", "Pushback", "voiced disagreement to whoever decided, with reasons"),
    ("commit", "Commitment", "after the decision, carried it out fully"),
    ("metric_delta", "Metric with a delta", "a before/after or a delta of the outcome, in numbers"),
    ("business_impact", "Business impact", "translates the outcome into money, customers, time or risk"),
    ("second_order", "Second-order effect", "others adopted it; it became a standard, a tool, a habit"),
    ("prevention", "Prevention", "made recurrence less likely: alert, test, process, guard"),
    ("tradeoff", "Trade-off", "names an alternative or a cost, and why the choice"),
    ("specific_reflection", "Specific reflection", "a lesson tied to this story, or what they'd do differently and why"),
    ("systemic_insight", "Systemic insight", "names the organisational or structural cause beyond the single fix"),
    ("customer_focus", "Customer focus", "starts from or checks with the real user or customer"),
    ("develops_others", "Develops others", "coached, delegated, raised somebody else"),
)

Level = Literal["sde1", "sde2", "senior"]
Verdict = Literal["strong_hire", "hire", "leaning_no_hire", "no_hire", "insufficient_evidence"]
Stage = Literal["situation", "task", "action", "result", "reflection"]

BASE_LEVEL: Level = "sde2"
DISAGREEMENT_PRINCIPLE = "have_backbone_disagree_and_commit"
HIRE_SIDE = frozenset({"strong_hire", "hire"})
UNTOLD = frozenset({"no_story", "hypothetical"})
"""The flaws of an answer in which nothing is told that happened."""
FLAWS_AND_SIGNALS: Mapping[str, Term] = MappingProxyType({**FLAWS, **SIGNALS})
