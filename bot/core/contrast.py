"""A reply beside a weak and a strong exemplar, and one attempt beside the one before."""

from __future__ import annotations

from bot.core.advice import ADVICE, proves, same_ground
from bot.core.judgement import Finding, Judgement
from bot.core.replies import Change, Contrast
from bot.core.scenario import Scenario, ScenarioProbe
from bot.core.vocabulary import FLAWS_AND_SIGNALS, SIGNALS, UNTOLD, Level
from bot.core.vote.rubric import Rubric
from bot.core.vote.scoring import moves_most

_OF_AN_EVENT = ("individual_action", "vague_outcome")  # what is still open of one, once it is told


def contrast(question: str, reply: str, judgement: Judgement, target: str, exemplar: ScenarioProbe) -> Contrast:
    """The reply beside the exemplar's weak and strong one. `judgement` is the one on the reply; `target` is what was asked about.
    Shared ids are those found in the reply and shown by the exemplar; missing are the strong exemplar's signals that the reply
    does not come near, the target's own ground first."""
    found = judgement.ids
    shared_weak = tuple(shown for shown in exemplar.weak.shows if shown in found)
    shared_strong = tuple(shown for shown in exemplar.strong.shows if shown in found)
    missing = [shown for shown in exemplar.strong.shows if shown not in found | {*judgement.near} and shown in SIGNALS]
    wanted = [*exemplar.probes, target]
    missing.sort(key=lambda shown: min((place for place, tested in enumerate(wanted) if shown in same_ground(tested)), default=len(wanted)))
    return Contrast(
        question=question,
        reply=reply,
        weak=exemplar.weak.text,
        weak_why=exemplar.weak.why,
        strong=exemplar.strong.text,
        signature=exemplar.strong.signature,
        leans=judgement.leans or ("strong" if judgement.hire_side else "weak"),
        shared_weak=shared_weak,
        shared_strong=shared_strong,
        missing=tuple(missing),
        enough=enough(judgement, target, exemplar.strong.shows),
        example=exemplar.ask if exemplar.ask != question else "",
    )


def contrast_opening(question: str, answer: str, judgement: Judgement, level: Level, scenario: Scenario, rubric: Rubric) -> Contrast:
    """The opening beside the scenario's full weak answer and its strong one at this level. What is missing begins with what moves the vote
    most there; what would have been enough is what would lift it."""
    weak = scenario.weak_answers[0]
    claimed = dict.fromkeys(flaw.id for flaw in weak.flaws)
    lift = judgement.levels[level].lift if level in judgement.levels else ""
    missing = [shown for shown in scenario.shows if shown not in judgement.ids | {*judgement.near}]
    missing.sort(key=lambda shown: -moves_most(rubric, scenario.principle, level, shown))
    return Contrast(
        question=question,
        reply=answer,
        weak=weak.text,
        weak_why=weak.bar_raiser_thinks,
        strong=scenario.strong_answer(level),
        signature="",
        leans="strong" if judgement.hire_side else "weak",
        shared_weak=tuple(flaw for flaw in claimed if flaw in judgement.ids),
        shared_strong=tuple(shown for shown in scenario.shows if shown in judgement.ids),
        missing=tuple(missing),
        enough=lift,
    )


def enough(judgement: Judgement, target: str, strong_shows: tuple[str, ...] = ()) -> str:
    """What would have been enough, in a sentence; for a reply that leans strong, what made it enough. A weak reply is told the
    least that the target asks for; only where it brought that already, what the strong exemplar shows beyond it, or what speaks against it.
    "" where that would say nothing."""
    found = frozenset(finding.id for finding in judgement.signals)
    if judgement.leans == "strong":
        settled = [signal for signal in (target, *ADVICE[target].answered_by, *strong_shows) if signal in found]
        if settled:
            return f"This was enough: it shows {FLAWS_AND_SIGNALS[settled[0]].name.lower()}."
        if target in SIGNALS:
            return f"It is specific, and so it counts; what was asked for was not found in it: {SIGNALS[target].name.lower()}."
        return ""
    if "hypothetical" in judgement.ids:
        return ADVICE["hypothetical"].enough
    told = target in UNTOLD and not UNTOLD & judgement.ids
    if not told and not proves(found, target):
        return ADVICE[target].enough
    beyond = (*(shown for shown in strong_shows if shown in SIGNALS), *(flaw.id for flaw in judgement.flaws), *_OF_AN_EVENT * told)
    further = [id for id in beyond if id not in found and id != target]
    return ADVICE[further[0]].enough if further else ""


def change(before: Judgement, after: Judgement) -> Change:
    """What the new attempt gained and lost, by id: findings of the new one where it gained, of the old one where it lost or
    mended. What stood in another language had no flaw that could be mended."""
    flaws_before, flaws_after = (() if one.unread else one.flaws for one in (before, after))
    return Change(
        gained=_without(after.signals, before.signals),
        lost=_without(before.signals, after.signals),
        mended=_without(flaws_before, flaws_after),
        score_before=_score(before),
        score_after=_score(after),
        new=_without(flaws_after, flaws_before),
    )


def _score(judgement: Judgement) -> float | None:
    return None if judgement.verdict == "insufficient_evidence" else judgement.score


def _without(findings: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding per id: those whose id the others lack, the first of each."""
    seen = {finding.id for finding in others}
    kept = []
    for finding in findings:
        if finding.id not in seen:
            seen.add(finding.id)
            kept.append(finding)
    return tuple(kept)
