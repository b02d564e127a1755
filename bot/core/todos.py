"""The three things to do first before this story is told again.

What stands in the way of the vote comes first, in the order in which the judge would probe it; then what would raise it, since the same
page names that. Something that a reply brought and the opening lacked is the cheapest gain of all: it only has to move. Two ids on the
same ground make one thing to do. Where nothing is left to do, nothing is invented.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.core.advice import ADVICE, proves, same_ground
from bot.core.judgement import Finding, Judgement
from bot.core.replies import Todo
from bot.core.state import Turn
from bot.core.vocabulary import FLAWS, SIGNALS

_MOST = 3

# Without a story of one's own nothing else can be mended, so these come before everything; unless a reply has settled the doubt.
_FIRST = {
    "no_story": "What happened came only in your reply to a follow-up. Begin with it.",
    "hypothetical": "What you did that one time came only in your reply to a follow-up. Begin with it.",
    "off_question": "How this answers the question came only in your reply to a follow-up. Say it in the first sentence.",
}
"""Each with what is left to do once a reply has settled it."""
_GRAVE = (
    "routed",
    "passive",
    "assigned",
    "blame",
    "no_pushback",
    "no_commit",
    "collective_voice",
    "no_metric",
    "vague_outcome",
    "no_data",
    "no_reflection",
    "generic_reflection",
    "context_overload",
)


def todos(opening: Judgement, replies: Sequence[Turn], beyond: Collection[str], raises: str = "") -> tuple[Todo, ...]:
    """Up to three, the weightiest first. `replies` are the probes' turns that count; `beyond` are the signals that the level's bar does not
    ask for: nobody is sent to look for one, unless the interviewer asked and had no answer. `raises` is what would raise the vote most."""
    last = tuple({turn.question.number: turn for turn in replies}.values())  # what followed deeper stands for what it followed
    taken: set[str] = set()
    chosen: list[Todo] = []
    for wanted in _in_order(opening, last, beyond, raises):
        todo = _todo(wanted, opening, replies)
        if wanted in taken or any(todo.what == other.what for other in chosen):
            continue
        taken |= same_ground(wanted)
        chosen.append(todo)
    return tuple(chosen[:_MOST])


def _in_order(opening: Judgement, replies: Sequence[Turn], beyond: Collection[str], raises: str) -> list[str]:
    found = {finding.id for finding in opening.flaws}
    aimed = [probe.target for probe in opening.probes]
    if first := [flaw for flaw in _FIRST if flaw in found and not _settled(flaw, replies)]:
        return first
    flaws = [target for target in aimed if target in found] + [flaw for flaw in _GRAVE if flaw in found]
    weak = [
        flaw.id
        for turn in replies
        if turn.leans == "weak" and turn.judgement is not None
        for flaw in turn.judgement.flaws
        if flaw.id in _GRAVE
    ]
    asked = [turn.question.target for turn in replies if turn.leans == "weak" and turn.question.target is not None]
    shown = frozenset(finding.id for finding in opening.signals)
    open_signals = [target for target in aimed if target not in found and target not in beyond and not proves(shown, target)]
    brought = [
        signal.id
        for turn in replies
        if turn.leans == "strong" and turn.judgement is not None
        for signal in turn.judgement.signals
        if signal.id in turn.question.tests and signal.id not in shown
    ]
    order = list(dict.fromkeys([*flaws, *weak, *asked, *brought, *open_signals]))
    if raises and raises not in shown and not same_ground(raises) & {*order[:_MOST]}:
        order.insert(min(len({*flaws}), _MOST - 1), raises)
    return list(dict.fromkeys(order))


def _todo(wanted: str, opening: Judgement, replies: Sequence[Turn]) -> Todo:
    if wanted in _FIRST and _settled(wanted, replies):
        return Todo(wanted, _FIRST[wanted], None)
    brought = _brought(wanted, replies)
    if brought is not None and not any(finding.id == brought.id for finding in opening.signals):
        name = SIGNALS[brought.id].name.lower()
        return Todo(wanted, f"A reply of yours brought what the opening lacks: {name}. Move it into the opening.", brought.quote)
    if shown := next((finding for finding in opening.signals if finding.id == wanted), None):
        # It is there and wanted all the same, so a follow-up asked about it and its reply did not prove it.
        name = SIGNALS[wanted].name.lower()
        return Todo(
            wanted,
            f"The opening shows it ({name}), but the reply to the follow-up about it did not prove it. Prepare that reply.",
            shown.quote,
        )
    return Todo(wanted, ADVICE[wanted].do, _quote(wanted, opening, replies))


def _settled(flaw: str, replies: Sequence[Turn]) -> bool:
    """Whether a strong reply answered a probe into just this doubt: the vote no longer holds it against the story."""
    return any(turn.leans == "strong" and flaw in turn.question.tests for turn in replies)


def _brought(wanted: str, replies: Sequence[Turn]) -> Finding | None:
    """What a strong reply showed that settles this."""
    for turn in replies:
        if turn.leans == "strong" and turn.judgement is not None:
            for signal in turn.judgement.signals:
                if signal.quote is not None and (signal.id == wanted or signal.id in ADVICE[wanted].answered_by):
                    return signal
    return None


def _quote(wanted: str, opening: Judgement, replies: Sequence[Turn]) -> str | None:
    """The words that the advice is about: a flaw's own words, in the opening or in a reply."""
    if wanted not in FLAWS:
        return None
    judged = [opening, *(turn.judgement for turn in replies if turn.judgement is not None)]
    return next((flaw.quote for judgement in judged for flaw in judgement.flaws if flaw.id == wanted and flaw.quote), None)
