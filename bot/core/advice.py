"""What to say about each id of the vocabulary: what would have been enough, what to do first, where it belongs. Data, no logic.

`enough` completes a contrast: the least that would have turned the reply. `do` is an instruction for the next telling.
`answered_by` are the signals that answer a flaw once they are told: what the vote counts as lifting it (bot/rubric/reply.yaml), and what a
lesson or a drill may count as well. The sentences speak of the answer, never of the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.core.frozen import dataclass
from bot.core.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Advice:
    """`stage` is where the thing is expected; `answered_by` is empty for a signal."""

    id: str
    stage: Stage
    enough: str
    do: str
    answered_by: tuple[str, ...] = ()


def _table(*rows: Advice) -> Mapping[str, Advice]:
    return MappingProxyType({row.id: row for row in rows})


ADVICE: Mapping[str, Advice] = _table(
    # Flaws
    Advice(
        "collective_voice",
        "action",
        'One decisive step told as "I", with what it was, would have been enough.',
        'Tell the decisive steps as "I": what you decided, built or said yourself. "We" may stay in the setting.',
        ("individual_action",),
    ),
    Advice(
        "assigned",
        "task",
        "One thing you did beyond what you were asked, and why you chose it, would have been enough.",
        "Say what you saw or chose before anybody asked, or how far you went beyond the request.",
        ("self_initiated", "scope_boundary"),
    ),
    Advice(
        "routed",
        "action",
        "What you did yourself after passing it on, or the solution you brought with it, would have been enough.",
        "Put what you did yourself in the place of the message you sent: what you looked into, brought or solved.",
        ("individual_action", "root_cause", "prevention"),
    ),
    Advice(
        "passive",
        "action",
        "What you did while it stood still would have been enough.",
        "Replace the waiting with a step of yours: whom you went to, what you tried, what you offered.",
        ("self_initiated", "pushback", "individual_action"),
    ),
    Advice(
        "no_metric",
        "result",
        "One number for the outcome, even an approximate one, would have been enough.",
        "Give the result a number: what it was before, what it was after, and how you measured it.",
        ("metric_delta",),
    ),
    Advice(
        "vague_outcome",
        "result",
        "What was different afterwards, in a fact that somebody could check, would have been enough.",
        "Replace the mood with a fact: what changed, for whom, by how much.",
        ("metric_delta", "business_impact", "second_order"),
    ),
    Advice(
        "no_data",
        "action",
        "One thing you measured, compared or tested, and what it showed, would have been enough.",
        "Name the evidence under the claim: what you looked at, how much of it, and what it showed.",
        ("data_evidence", "root_cause"),
    ),
    Advice(
        "generic_reflection",
        "reflection",
        "A lesson that is only true of this story would have been enough.",
        "Tie the lesson to this story: which decision you would take differently, and why.",
        ("specific_reflection", "systemic_insight"),
    ),
    Advice(
        "no_reflection",
        "reflection",
        "One thing you have done differently since would have been enough.",
        "End on what you do differently since then, and what in this story taught you that.",
        ("specific_reflection", "systemic_insight"),
    ),
    Advice(
        "no_pushback",
        "action",
        "The sentence in which you disagreed, and to whom you said it, would have been enough.",
        "Say to whom you disagreed, in which words, and with which reason, before the decision was made.",
        ("pushback",),
    ),
    Advice(
        "no_commit",
        "action",
        "What you did to make the decision work once it was made would have been enough.",
        "Say what you did to make the decision succeed after you had lost the argument.",
        ("commit",),
    ),
    Advice(
        "hypothetical",
        "action",
        "One real occasion, with what you did on it, would have been enough.",
        'Choose one event and tell it in the past: what happened that day, and what you did. Leave "would" and "usually" out.',
        ("individual_action",),
    ),
    Advice(
        "blame",
        "reflection",
        "Your own part in what went wrong, and the mechanism that prevents a repeat, would have been enough.",
        "Tell your own part in it and what you changed. What the others did can stay one neutral sentence.",
        ("specific_reflection", "prevention", "systemic_insight"),
    ),
    Advice(
        "context_overload",
        "situation",
        "Two sentences of background, and then your first step, would have been enough.",
        "Cut the background to two sentences and start with the first thing you did.",
        (),
    ),
    Advice(
        "off_question",
        "situation",
        "An event that answers what was asked, however small, would have been enough.",
        "Read the question again and choose a story in which just that happens; say so in the first sentence.",
        (),
    ),
    Advice(
        "no_story",
        "action",
        "One real event, with what you did and what came of it, would have been enough.",
        "Choose one event, however small, and tell it: where it was, what you did, what came of it.",
        ("individual_action",),
    ),
    # Signals
    Advice(
        "self_initiated",
        "task",
        "How you noticed it, and that nobody had asked, would have been enough.",
        "Say how you came to it: what you noticed, and that it was your choice to act.",
    ),
    Advice(
        "scope_boundary",
        "task",
        "One sentence on where your own job ended, and what you did beyond it, would have been enough.",
        "Say in one sentence where your own job ended, and what you did beyond it.",
    ),
    Advice(
        "individual_action",
        "action",
        'Two or three concrete steps told as "I" would have been enough.',
        'Tell two or three concrete steps as "I", in the order in which you took them.',
    ),
    Advice(
        "data_evidence",
        "action",
        "The figures or the comparison you looked at, and what they showed, would have been enough.",
        "Name what you measured or compared, and what it showed.",
    ),
    Advice(
        "root_cause",
        "action",
        "The cause, and how you found it, would have been enough.",
        "Say why it happened, and how you found that out.",
    ),
    Advice(
        "pushback",
        "action",
        "Who saw it otherwise, and what you said to them, would have been enough.",
        "Say who saw it otherwise, and what you said to them.",
    ),
    Advice(
        "commit",
        "action",
        "What you did to carry the decision out would have been enough.",
        "Say what you did to carry the decision out once it was made.",
    ),
    Advice(
        "metric_delta",
        "result",
        "The figure before and the figure after would have been enough.",
        "Give the figure before and the figure after.",
    ),
    Advice(
        "business_impact",
        "result",
        "What the change was worth in money, time, risk or customers would have been enough.",
        "Translate the result: what was it worth in money, time, risk or to the people served?",
    ),
    Advice(
        "second_order",
        "result",
        "One sentence on who used it afterwards, or did the same, would have been enough.",
        "Say who used it afterwards or did the same, or what it became.",
    ),
    Advice(
        "prevention",
        "result",
        "The check, alert or habit that keeps it from coming back would have been enough.",
        "Name the mechanism that keeps it from coming back: a test, an alert, a rule.",
    ),
    Advice(
        "tradeoff",
        "action",
        "The alternative you turned down, and why, would have been enough.",
        "Name the alternative you turned down, and what it would have cost.",
    ),
    Advice(
        "specific_reflection",
        "reflection",
        "What you would do differently in just this story would have been enough.",
        "Say what you would do differently in just this story, and why.",
    ),
    Advice(
        "systemic_insight",
        "reflection",
        "What in the organisation lies behind it, beyond the single case, would have been enough.",
        "Name what in the organisation lies behind it, beyond the single case.",
    ),
    Advice(
        "customer_focus",
        "situation",
        "Who was affected, and how you know, would have been enough.",
        "Say who was affected, what it was like for them, and how you checked.",
    ),
    Advice(
        "develops_others",
        "action",
        "Whom you helped, how, and what they can do since would have been enough.",
        "Say whom you helped, what you did for them, and what they can do since.",
    ),
)


def proves(found: frozenset[str], target: str) -> bool:
    """Whether these signals settle what was in doubt about the target: the signal itself, or what lifts the flaw."""
    return target in found or any(signal in found for signal in ADVICE[target].answered_by)


_GROUNDS: tuple[frozenset[str], ...] = (
    frozenset({"collective_voice", "individual_action"}),
    frozenset({"assigned", "self_initiated"}),
    frozenset({"no_metric", "vague_outcome", "metric_delta"}),
    frozenset({"no_data", "data_evidence"}),
    frozenset({"generic_reflection", "no_reflection", "specific_reflection"}),
    frozenset({"no_pushback", "pushback"}),
    frozenset({"no_commit", "commit"}),
)


def same_ground(target: str) -> frozenset[str]:
    """The ids that a question about `target` has asked about as well: a flaw and the signal whose absence it is. Asking for one
    right after the other would be the same question in other words."""
    return next((ground for ground in _GROUNDS if target in ground), frozenset({target}))
