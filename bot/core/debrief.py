"""The debrief: everything that was held back, put together from the turns. It judges nothing anew at the interview's own level: the votes
are those of the interview. The other two levels are what the same words would have earned there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import cast

from bot.core.advice import ADVICE
from bot.core.confidential import exposures, masked
from bot.core.consistency import Statements, between, statements
from bot.core.contrast import contrast, contrast_opening, enough
from bot.core.judge import about_disagreement, bare_judgements, hear, merits_of, reasons_of
from bot.core.judgement import Finding, Judgement, LevelView, StageTime
from bot.core.replies import Contrast, Debrief, Inconsistency, Revotes, StageView, Todo, Vote
from bot.core.ruling import JUDGED, asked, first_vote, replies_of, vote_with
from bot.core.scenario import ScenarioProbe
from bot.core.serves import other_principles
from bot.core.state import Interview, Materials, Turn
from bot.core.timing import spoken, time_to_keep, words_in
from bot.core.todos import todos
from bot.core.vocabulary import FLAWS, HIRE_SIDE, LEVELS, STAGES, Level
from bot.core.vote.levels import beyond
from bot.core.vote.voting import lifts, standing


def debrief(state: Interview, materials: Materials) -> Debrief | None:
    """The debrief of what was said so far; None where no opening was answered."""
    opening = state.opening
    if opening is None or opening.answer is None or opening.judgement is None:
        return None
    setup, judgement, text = state.setup, opening.judgement, opening.answer
    turns = state.probe_turns
    answered = [turn for turn in turns if turn.answer is not None]
    first = opening.vote or first_vote(judgement)
    final = final_vote(state) or first
    words = words_in(text)
    to_do = todos(judgement, turns, _unasked(opening, state, materials), _raises(state, judgement, materials))
    if judgement.unread and to_do[:1] == todos(judgement, (), ()):
        to_do = (Todo("no_story", materials.rubric.unread.lift, None),)
    texts = [turn.answer for turn in (opening, *answered) if turn.answer is not None]
    read: dict[str, Statements] = {}
    because = _because(state, opening, judgement, materials)
    materials.pause()
    return Debrief(
        principle=setup.principle,
        level=setup.level,
        mode=setup.mode,
        question=opening.question.text,
        answer=text,
        opening=replace(judgement, because=because, merits=merits_of(materials.rubric, because)),
        first_vote=first,
        final_vote=final,
        revotes=_revotes(first, turns),
        stages=_stages(opening, judgement, state, materials),
        contrasts=tuple(_contrasts(opening, answered, setup.level, materials)),
        inconsistencies=tuple(found for turn in answered for found in _disagreements(state, turn, read)),
        levels=_levels(state, opening, judgement, final, to_do, materials),
        seconds=time_to_keep(setup.level, materials.scenario),
        spoken_seconds=round(sum(spoken(words)) / 2),
        writing_seconds=opening.writing_seconds,
        todos=to_do,
        other_principles=_elsewhere(state, judgement, answered, final, materials),
        early=state.early,
        spoken_range=spoken(words),
        attempts=sum(turn.question.kind == "opening" for turn in state.counted),
        guarded=tuple(dict.fromkeys((found.kind, masked(found)) for told in texts for found in exposures(told))),
    )


def final_vote(state: Interview) -> Vote | None:
    """The vote on all that was said so far; None where no opening was answered."""
    opening = state.opening
    if opening is None or opening.answer is None or opening.judgement is None:
        return None
    return next((turn.vote for turn in reversed(state.probe_turns) if turn.vote), opening.vote or first_vote(opening.judgement))


def stood(state: Interview, materials: Materials) -> tuple[Judgement, frozenset[str]] | None:
    """The final vote with the findings that it rests on, of whichever answer, and every id found in any answer: a flaw that a reply has
    lifted stands no more, and was there. None where no opening was answered."""
    opening, final = state.opening, final_vote(state)
    if final is None or opening is None or opening.judgement is None:
        return None
    judged = [opening.judgement, *(turn.judgement for turn in state.probe_turns if turn.judgement is not None)]
    stands = standing(materials.rubric, opening.judgement, replies_of(state.setup, opening.answer, state.probe_turns))

    def those(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple({finding.id: finding for finding in findings if finding.id in stands}.values())

    whole = replace(
        opening.judgement,
        verdict=final.verdict,
        score=final.score,
        flaws=those(finding for one in judged for finding in one.flaws),
        signals=those(finding for one in judged for finding in one.signals),
    )
    return whole, frozenset(id for one in judged for id in one.ids)


def disagreements(state: Interview, turn: Turn) -> tuple[Inconsistency, ...]:
    """What in a reply does not agree with the opening, or with an earlier reply. One finding per quote of the reply."""
    return _disagreements(state, turn, {})


def _disagreements(state: Interview, turn: Turn, read: dict[str, Statements]) -> tuple[Inconsistency, ...]:
    """`read` holds what the texts of this interview say, as far as they were read, so that each is read once."""
    opening = state.opening
    if turn.answer is None or turn.question.kind != "probe" or opening is None or opening.answer is None:
        return ()

    def said(text: str) -> Statements:
        return read.get(text) or read.setdefault(text, statements(text[:JUDGED]))

    own = said(turn.answer)
    found = list(between(said(opening.answer), own, "The opening"))
    for earlier in state.probe_turns:
        if earlier.number < turn.number and earlier.question != turn.question and earlier.answer is not None:
            found += between(said(earlier.answer), own, "An earlier reply")
    return tuple({(one.kind, one.after): one for one in reversed(found)}.values())[::-1]


def probe_of(turn: Turn, materials: Materials) -> ScenarioProbe | None:
    """The scenario's probe whose exemplars stand beside this reply."""
    if materials.scenario is None or turn.question.probe_id is None:
        return None
    return next((probe for probe in materials.scenario.probes if probe.id == turn.question.probe_id), None)


def contrast_of(turn: Turn, level: Level, materials: Materials) -> Contrast | None:
    """The answer beside its exemplars: a reply beside the probe's, the opening beside the scenario's whole answers. None for a skipped
    probe, for what is in another language, or where no exemplar fits."""
    if turn.answer is None or turn.judgement is None or turn.judgement.unread:
        return None
    if turn.question.kind == "opening" and materials.scenario is not None:
        return contrast_opening(turn.question.text, turn.answer, turn.judgement, level, materials.scenario, materials.rubric)
    exemplar = probe_of(turn, materials)
    if exemplar is None:
        return None
    return contrast(turn.question.text, turn.answer, turn.judgement, turn.question.target or exemplar.probes[0], exemplar)


def enough_of(turn: Turn) -> str:
    """For a reply: what would have been enough, or what was. "" for the opening, a skipped probe and what is in another language."""
    if turn.question.target is None or turn.judgement is None or turn.judgement.unread:
        return ""
    return enough(turn.judgement, turn.question.target)


def _contrasts(opening: Turn, answered: list[Turn], level: Level, materials: Materials) -> Iterable[Contrast]:
    """The opening's, and one per exemplar: a question that followed deeper takes the place of the one it followed."""
    last = {turn.question.probe_id: turn for turn in answered}
    return (shown for turn in (opening, *last.values()) if (shown := contrast_of(turn, level, materials)) is not None)


def _revotes(first: Vote, turns: tuple[Turn, ...]) -> tuple[Revotes, ...]:
    shown, before = [], first
    for turn in turns:
        after = turn.vote or before
        shown.append(
            Revotes(
                number=turn.question.number,
                question=turn.question.text,
                reason=turn.question.reason or "",
                target=turn.question.target or "",
                reply=turn.answer,
                before=before,
                after=after,
                deeper=turn.question.depth > 0,
                leans=turn.leans,
                enough=enough_of(turn),
            )
        )
        before = after
    return tuple(shown)


def _stages(opening: Turn, judgement: Judgement, state: Interview, materials: Materials) -> tuple[StageView, ...]:
    if judgement.unread:
        return ()
    scenario = materials.scenario
    strong = scenario.strong_stages(state.setup.level) if scenario is not None else {}
    shown = []
    for stage in STAGES:
        time = judgement.stages.get(stage) or StageTime(0, 0, 0.0, 0)
        shown.append(
            StageView(
                stage=stage,
                time=time,
                stood=tuple(finding for finding in judgement.signals if _stage(finding) == stage),
                missing=tuple(finding for finding in judgement.flaws if _stage(finding) == stage),
                strong=strong.get(stage, ""),
                coaching=scenario.stages[stage].coaching if scenario is not None else "",
                seconds=spoken(time.words),
                said=opening.stages.get(stage) or None,
            )
        )
    return tuple(shown)


def _stage(finding: Finding) -> str:
    """Where the finding stands, or where the thing would have belonged."""
    return finding.stage if finding.stage is not None and finding.stage in STAGES else ADVICE[finding.id].stage


def _signals(judgement: Judgement, answered: list[Turn]) -> list[Finding]:
    replies = [finding for turn in answered if turn.leans == "strong" and turn.judgement for finding in turn.judgement.signals]
    return [*judgement.signals, *replies]


def _elsewhere(
    state: Interview, judgement: Judgement, answered: list[Turn], final: Vote, materials: Materials
) -> tuple[tuple[str, str], ...]:
    """The other principles that the story could serve. One that passed the problem on or blamed others serves none, whatever a follow-up
    drew out of it; one that was told to the wrong question may serve the right one."""
    disqualifies = {cap.id for cap in materials.rubric.caps} - {"off_question"}
    if final.verdict not in HIRE_SIDE and not disqualifies.isdisjoint(judgement.ids):
        return ()
    return other_principles(state.setup.principle, _signals(judgement, answered), _angles(state, materials))


def _angles(state: Interview, materials: Materials) -> dict[str, str] | None:
    if materials.scenario is None or state.setup.story != "scenario":
        return None
    return {angle.principle: angle.emphasise for angle in materials.scenario.angles}


def _levels(
    state: Interview, opening: Turn, judgement: Judgement, final: Vote, to_do: Sequence[Todo], materials: Materials
) -> dict[str, LevelView]:
    """The vote at each level with the replies counted in, and the one thing that would lift it there.

    That is the judge's advice. Where the judge has none, or a reply has followed it already, it is the first thing to do that this level's
    bar asks for, those first that no reply has brought (the vote counts the others already); and nothing where no vote is higher.

    Who meets a higher bar meets this one too. Replies weigh differently at each level, so the vote of the interview holds the others: no
    higher level ends above it, and no lower one below."""
    views: dict[str, LevelView] = {}
    brought = {"", *_brought(state.probe_turns, materials)}
    stands = standing(materials.rubric, judgement, replies_of(state.setup, opening.answer, state.probe_turns))
    in_order = sorted(to_do, key=lambda todo: (todo.id in stands) != (todo.id in FLAWS))
    own = list(LEVELS).index(state.setup.level)
    others = _votes_at([cast(Level, level) for level in LEVELS if level != state.setup.level], state, opening, materials)
    for place, level in enumerate(LEVELS):
        vote = others.get(level, final)
        if (place > own and vote.score > final.score) or (place < own and vote.score < final.score):
            vote = final
        lift = judgement.levels[level].lift
        if lift in brought:
            lift = _first_thing(in_order, beyond(materials.rubric, state.setup.principle, level)) if vote.verdict != "strong_hire" else ""
        views[level] = LevelView(vote.verdict, vote.score, lift)
    return views


def _unasked(opening: Turn, state: Interview, materials: Materials) -> Set[str]:
    """The signals that nobody is sent to look for: those beyond the level's bar, those that may well be there, and a disagreement where the
    question is about none."""
    near = opening.judgement.near if opening.judgement is not None else ()
    unasked = beyond(materials.rubric, state.setup.principle, state.setup.level) | {*near}
    if about_disagreement(materials.rubric, asked(state.setup, opening.question, None)):
        return unasked
    return {*unasked, "pushback", "commit"}


def _raises(state: Interview, judgement: Judgement, materials: Materials) -> str:
    """The id of what would lift the vote at the interview's own level; "" where the judge names none, or a reply has brought it."""
    view = judgement.levels.get(state.setup.level)
    left = {advice: id for id, advice in materials.rubric.lifts.items()}
    for advice in _brought(state.probe_turns, materials):
        left.pop(advice, None)
    return left.get(view.lift, "") if view is not None else ""


def _first_thing(to_do: Sequence[Todo], unasked: Set[str]) -> str:
    """The first thing to do that a bar asks for; the first of all where it asks for none of them."""
    return next((todo.what for todo in (*(one for one in to_do if one.id not in unasked), *to_do)), "")


def _because(state: Interview, opening: Turn, judgement: Judgement, materials: Materials) -> tuple[str, ...]:
    """The reasons for the final vote: by what stands once the replies are counted in."""
    replies = replies_of(state.setup, opening.answer, state.probe_turns)
    if not replies:
        return judgement.because
    return reasons_of(materials.rubric, asked(state.setup, opening.question, None), standing(materials.rubric, judgement, replies))


def _brought(turns: Iterable[Turn], materials: Materials) -> Iterator[str]:
    """The judge's advice that a strong reply has followed already."""
    strong = [turn.judgement for turn in turns if turn.leans == "strong" and turn.judgement is not None]
    shown = {signal.id for judgement in strong for signal in judgement.signals}
    return (advice for id, advice in materials.rubric.lifts.items() if id in shown or lifts(materials.rubric, id, shown))


def _votes_at(levels: Sequence[Level], state: Interview, opening: Turn, materials: Materials) -> dict[str, Vote]:
    """The vote that the same words would have earned at each of these levels. Every answer is read once for all of them."""

    def judged(turn: Turn) -> dict[Level, Judgement]:
        materials.pause()
        text = turn.answer or ""
        heard = hear(materials.rubric, text[:JUDGED], turn.stages if turn.stages and len(text) <= JUDGED else None)
        return bare_judgements(materials.rubric, asked(state.setup, turn.question, opening.answer), heard, levels)

    first = judged(opening)
    answered = [(turn, judged(turn)) for turn in state.probe_turns if turn.answer is not None]
    votes: dict[str, Vote] = {}
    for level in levels:
        replies = [(asked(state.setup, turn.question, opening.answer, level), at[level]) for turn, at in answered]
        votes[level] = vote_with(state.setup, opening.question, first[level], replies, materials, level)
    return votes
