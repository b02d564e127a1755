"""Which stage of the story each sentence belongs to, and how long each stage would take to say.

What a sentence says decides, a label ("Result:") or the box it was typed in decides more, and its place decides least, so that a story
told from its end is read the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.answer import Answer
from bot.core.judgement import StageTime
from bot.core.text.clauses import Clause
from bot.core.text.lexicon import Bits
from bot.core.text.tokens import Tokens
from bot.core.vocabulary import STAGES

WORDS_PER_MINUTE = 145  # the middle of the 130 to 160 that people speak at; an estimate, and shown as one


class StageReader:
    """Assigns stages with the rubric's bits. Built once a rubric."""

    def __init__(self, bits: Bits) -> None:
        self.bit = {stage: bits.add("in_" + stage) for stage in STAGES}
        get = bits.add
        self.lesson, self.lesson_strong, self.changed = get("lesson"), get("lesson_strong"), get("changed_practice")
        self.outcome = get("improved") | get("vague_result") | get("adopted")
        self.change = get("q.pair") | get("q.change") | get("q.again")
        self.act, self.agents = get("act"), get("by_i") | get("by_we")
        self.begun = get("first_act_done")
        self.task = get("told_to") | get("scope") | get("my")
        self.supposed = get("supposed")
        self.late, self.timeless = get("late"), get("present") | get("supposed") | get("future")
        self.outcome_figure = get("q.num") | get("adopted") | get("prevent")

    def given(self, answer: Answer, tokens: Tokens) -> list[str | None]:
        """The stage of each sentence by the box that it was typed in, or by its label; None where neither says one."""
        labels = [tokens.headings.get(first) for first, _ in tokens.sentences]
        run_on = "action" in labels and len({*labels} - {None}) > 1  # a label alone would claim the acts and the outcome that follow it
        out: list[str | None] = []
        labelled: str | None = None
        part = 0
        for number, (first, _) in enumerate(tokens.sentences):
            labelled = labels[number] or (labelled if run_on else None)
            if answer.parts:
                start = answer.view.span(tokens.start(first), tokens.end(first))[0]
                while part + 1 < len(answer.parts) and start >= answer.parts[part + 1][1]:
                    part += 1
            out.append(answer.parts[part][0] if answer.parts else labelled)
        return out

    def stages(self, given: Sequence[str | None], clauses: Sequence[Clause], marks: Sequence[int]) -> list[str]:
        """The stage of each sentence: what is `given`, else what it says."""
        acting = [False] * len(marks)
        for clause in clauses:
            if clause.bits & self.act and clause.bits & self.agents:
                acting[clause.sentence] = True
        out: list[str] = []
        previous = "situation"
        for one, bits, acts in zip(given, marks, acting, strict=True):
            previous = one or self._by_content(bits, acts, previous)
            out.append(previous)
        return out

    def _by_content(self, bits: int, acts: bool, previous: str) -> str:
        begun = bits & self.begun
        if bits & self.lesson_strong and (begun or bits & self.changed) and not (acts and bits & self.change):
            return "reflection"
        if begun and bits & (self.change | self.outcome) and not acts:
            return "result"
        if acts:
            return "action"
        if begun and previous == "reflection":
            return "reflection"
        if begun and bits & self.lesson and (previous in {"result", "reflection"} or bits & self.late):
            return "reflection"
        if begun and bits & self.late and bits & self.timeless and not bits & self.outcome_figure and previous in {"result", "action"}:
            return "reflection"
        if begun:
            return "result" if previous == "result" else "action"
        return "task" if bits & self.task and previous != "action" and bits & self.supposed == 0 else "situation"


def stage_times(tokens: Tokens, stage_of: Sequence[str], targets: Mapping[str, int]) -> dict[str, StageTime]:
    """Words, estimated seconds and share of each stage, beside the seconds it should take."""
    words = dict.fromkeys(STAGES, 0)
    for (first, end), stage in zip(tokens.sentences, stage_of, strict=True):
        words[stage] += end - first
    total = sum(words.values())
    return {
        stage: StageTime(
            words=count,
            seconds=round(count * 60 / WORDS_PER_MINUTE),
            share=round(count / total, 3) if total else 0.0,
            target_seconds=targets[stage],
        )
        for stage, count in words.items()
    }
