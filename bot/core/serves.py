"""Which other principles a story could serve, and with which of its own words.

A principle is served by a story that shows what the principle looks for: at least two of its signals, the first of them always. The table
follows the principles' meanings (vocabulary.py); the quotes are the candidate's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.judgement import Finding
from bot.core.vocabulary import SIGNALS

_LOOKS_FOR: Mapping[str, tuple[str, ...]] = {
    "customer_obsession": ("customer_focus", "data_evidence", "business_impact", "self_initiated"),
    "ownership": ("scope_boundary", "self_initiated", "prevention", "second_order"),
    "invent_and_simplify": ("second_order", "tradeoff", "metric_delta", "individual_action"),
    "are_right_a_lot": ("tradeoff", "data_evidence", "pushback", "root_cause"),
    "hire_and_develop_the_best": ("develops_others", "second_order", "metric_delta", "specific_reflection"),
    "insist_on_the_highest_standards": ("prevention", "root_cause", "second_order", "pushback"),
    "dive_deep": ("root_cause", "data_evidence"),
    "have_backbone_disagree_and_commit": ("pushback", "commit", "data_evidence"),
    "deliver_results": ("metric_delta", "business_impact", "tradeoff"),
    "success_and_scale_bring_broad_responsibility": ("systemic_insight", "customer_focus", "prevention"),
}
"""Signals by principle, the indispensable one first. Principles whose heart no signal of the vocabulary shows (curiosity, thrift,
speed, trust, thinking big, the employer's care) are left out rather than guessed."""

_MOST = 3
_QUOTED = 12


def looked_for(principle: str) -> tuple[str, ...]:
    """The signals that a principle looks for, the indispensable one first; () where no signal shows its heart."""
    return _LOOKS_FOR.get(principle, ())


def other_principles(principle: str, findings: Sequence[Finding], angles: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Up to three other principles (id, why) that the story could serve, best supported first. `angles` are the scenario's own, by
    principle: the story is the scenario's, so they come first and need no proof."""
    known = [(served, emphasise) for served, emphasise in (angles or {}).items() if served != principle]
    quotes: dict[str, str | None] = {}
    for finding in findings:
        if finding.id in SIGNALS and quotes.get(finding.id) is None:
            quotes[finding.id] = finding.quote
    scored = []
    for place, (served, looks_for) in enumerate(_LOOKS_FOR.items()):
        shown = [signal for signal in looks_for if signal in quotes]
        if served == principle or looks_for[0] not in shown or len(shown) < 2 or served in dict(known):
            continue
        scored.append((-len(shown) / len(looks_for), place, served, _why(shown, quotes)))
    return (*known, *((served, why) for _, _, served, why in sorted(scored)))[:_MOST]


def _why(shown: Sequence[str], quotes: Mapping[str, str | None]) -> str:
    """What of the story would carry it, the first two signals with their words."""
    named = [
        f'{SIGNALS[signal].name.lower()} ("{_short(quote)}")' if (quote := quotes[signal]) else SIGNALS[signal].name.lower()
        for signal in shown[:2]
    ]
    return f"Put first: {' and '.join(named)}."


def _short(quote: str) -> str:
    """Its first words: enough to find the place."""
    words = quote.split()
    return quote if len(words) <= _QUOTED else f"{' '.join(words[:_QUOTED])} ..."
