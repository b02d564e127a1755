"""Which question comes next: the probe that hurts most, a weak reply followed deeper, and when there is enough.

Peel the onion: a reply that leans weak is followed deeper on the same target, twice at most, before the interview moves on.
Otherwise no target and no question comes twice, nor a target that an earlier probe asked about in other words, nor one that a
strong reply has settled. `Setup.probes` counts the targets; the deeper questions keep the number of the probe that they belong
to, and there are never more of them than probes wanted, so that an interview has a foreseeable end."""

from __future__ import annotations

from bot.core.advice import ADVICE, proves, same_ground
from bot.core.judgement import Judgement, NextProbe
from bot.core.probing import deeper, rank
from bot.core.ruling import JUDGED, asked
from bot.core.scenario import ScenarioProbe
from bot.core.state import Interview, Materials, Question, Turn
from bot.core.vocabulary import FLAWS_AND_SIGNALS, PRINCIPLES

DEEPEST = 2
_WORDINGS = 8  # of a deeper question that are tried before it counts as asked


def next_question(state: Interview, materials: Materials) -> Question | None:
    """The next probe after the turns in `state`, with its reason; None when enough was asked or nothing is left to ask."""
    opening = state.opening
    if opening is None or opening.answer is None or opening.judgement is None:
        return None
    turns = state.probe_turns
    number = max((turn.question.number for turn in turns), default=0)
    if turns and (followed := _deeper(state, turns, materials)) is not None:
        return followed
    if number >= state.setup.probes:
        return None
    wanted = _wanted(state, opening.answer, opening.judgement, turns, materials)
    put = {turn.question.text for turn in turns}
    if state.setup.story == "scenario" and (of_story := _of_the_story(state, opening.judgement, turns, wanted, materials)):
        return _question(of_story.ask, number + 1, of_story, _reason(of_story, opening.judgement, wanted))
    for probe in wanted:
        question = _own_story(probe, opening, number + 1, materials)
        if question.text not in put:
            return question
    return None


def _deeper(state: Interview, turns: tuple[Turn, ...], materials: Materials) -> Question | None:
    """The question that follows the last reply deeper, if it leaned weak."""
    last = turns[-1]
    spent = sum(turn.question.depth > 0 for turn in turns)
    target = last.question.target
    if last.leans != "weak" or last.question.depth >= DEEPEST or spent >= state.setup.probes or target is None:
        return None
    if last.answer is None or last.judgement is None or target not in materials.rubric.probes:
        return None
    put = {turn.question.text for turn in turns}
    told = state.opening.answer if state.opening is not None else None
    given = asked(state.setup, last.question, told)
    for number in range(_WORDINGS):
        probe = deeper(materials.rubric, target, given, last.judgement, last.answer[:JUDGED], last.question.depth + number)
        if probe.question not in put:
            tests = last.question.tests or (target,)
            depth = last.question.depth + 1
            return Question("probe", probe.question, last.question.number, depth, target, tests, probe.reason, last.question.probe_id)
    return None


def _wanted(state: Interview, text: str, opening: Judgement, turns: tuple[Turn, ...], materials: Materials) -> tuple[NextProbe, ...]:
    """The judge's next probes for the opening, best first, without what was asked about or is settled since: first those that the
    judgement names, which knows best what was in doubt, then every other one."""
    closed = _closed(turns)
    wanted = {probe.target: probe for probe in opening.probes}
    put = asked(state.setup, _opening_question(state), None)
    while further := rank(materials.rubric, put, opening, text[:JUDGED], closed | frozenset(wanted)):
        wanted |= {probe.target: probe for probe in further}
    return tuple(probe for probe in wanted.values() if probe.target not in closed)


def _opening_question(state: Interview) -> Question:
    return state.opening.question if state.opening is not None else Question("opening", state.setup.question)


def _closed(turns: tuple[Turn, ...]) -> frozenset[str]:
    """Targets that were asked about, or that a reply which leaned strong has settled."""
    closed: set[str] = set()
    for turn in turns:
        if turn.question.target is not None:
            closed |= same_ground(turn.question.target)
        if turn.leans == "strong" and turn.judgement is not None:
            shown = frozenset(finding.id for finding in turn.judgement.signals)
            closed |= {target for target in FLAWS_AND_SIGNALS if proves(shown, target)}
    return frozenset(closed)


def _of_the_story(
    state: Interview, opening: Judgement, turns: tuple[Turn, ...], wanted: tuple[NextProbe, ...], materials: Materials
) -> ScenarioProbe | None:
    """The scenario's probe whose target is weakest, among those not asked yet. A target that came up already in another probe's
    words moves to the back rather than out: the story's own probes test one thing from several sides."""
    if materials.scenario is None:
        return None
    used = {turn.question.probe_id for turn in turns}
    left = [probe for probe in materials.scenario.probes if probe.id not in used]
    closed = _closed(turns)
    order = {probe.target: place for place, probe in enumerate(wanted)}
    shown = frozenset(finding.id for finding in opening.signals)

    def weakness(probe: ScenarioProbe) -> tuple[int, float]:
        target = probe.probes[0]
        if target in closed:
            return 3, 0
        grounds = [same_ground(tested) for tested in probe.probes]
        places = [order[tested] + further * 0.5 for further, ground in enumerate(grounds) for tested in ground if tested in order]
        if proves(shown, target) and not any(finding.id == target for finding in opening.flaws):
            return 2, min(places, default=len(order))
        return (0, min(places)) if places else (1, 0)

    return min(left, key=weakness, default=None)


def _question(text: str, number: int, probe: ScenarioProbe, reason: str) -> Question:
    return Question("probe", text, number, 0, probe.probes[0], probe.probes, reason, probe.id)


def _reason(probe: ScenarioProbe, opening: Judgement, wanted: tuple[NextProbe, ...]) -> str:
    """Why this probe of the story: the judge's reason where it wanted the same, otherwise what stands unproven."""
    for candidate in wanted:
        if any(candidate.target in same_ground(tested) for tested in probe.probes):
            return candidate.reason
    target = probe.probes[0]
    found = next((finding for finding in opening.flaws if finding.id == target), None)
    if found is not None:
        return found.why
    tests = f"{probe.tests[:1].lower()}{probe.tests[1:]}"
    if proves(frozenset(finding.id for finding in opening.signals), target):
        return f"The opening shows it, and this asks whether it holds: {tests}"
    return f"The opening leaves open {tests}" if tests.startswith("whether ") else f"The opening leaves this open: {tests}"


def _own_story(probe: NextProbe, opening: Turn, number: int, materials: Materials) -> Question:
    """The judge's own wording where it quotes the candidate, or follows deeper what was told: the scenario's wording for any story asks for
    what is not there yet. Else that one, where it fits the target."""
    exemplar = exemplar_for(probe.target, materials)
    words = probe.question
    told = opening.judgement is not None and any(finding.id == probe.target for finding in opening.judgement.signals)
    if exemplar is not None and not told and not _quotes(probe.question, opening.answer or ""):
        words = exemplar.ask_any
    tests = exemplar.probes if exemplar is not None else (probe.target,)
    tests = (probe.target, *(tested for tested in tests if tested != probe.target))
    return Question("probe", words, number, 0, probe.target, tests, probe.reason, exemplar.id if exemplar else None)


def exemplar_for(target: str, materials: Materials) -> ScenarioProbe | None:
    """The scenario's probe that aims at this target (or at the signal whose absence the target is) and tests it: its exemplars can stand
    beside the reply. None without a scenario, or where no probe fits."""
    if materials.scenario is None:
        return None
    exact = next((probe for probe in materials.scenario.probes if probe.probes[0] == target), None)
    ground = same_ground(target)
    fitting = (probe for probe in materials.scenario.probes if probe.probes[0] in ground and target in probe.probes)
    return exact or next(fitting, None)


def _quotes(question: str, text: str) -> bool:
    """Whether the question holds words of the candidate between quotation marks."""
    for opened, closed in (('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’")):
        parts = question.split(opened) if opened == closed else question.replace(closed, opened).split(opened)
        if any(part.strip(" .…") and part.strip(" .…") in text and " " in part.strip() for part in parts[1:-1]):
            return True
    return False


def hint(question: Question, principle: str, *, gives_away: bool) -> str:
    """A sentence for someone who is stuck. The real interview gives nothing away: there it only says what kind of answer is
    meant."""
    if question.kind == "opening":
        kind = "One real event is meant: where it was, what you did yourself, what came of it, and what you took from it."
        meaning = PRINCIPLES[principle].meaning
        return f"{kind} The principle looks for somebody who {meaning}." if gives_away else kind
    if not gives_away or question.target is None:
        return "Stay with the story you told. What did you do, see, say or measure there yourself?"
    return f"Think of it this way. {ADVICE[question.target].do}"
