"""A scenario: one question, one story told well and badly, the probes that test it, and what to learn from them.

Always valid once built: bot/content checks a file and names every problem before it builds one of these. Ids are vocabulary ids.
Times are seconds. Texts are plain prose without markup.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.frozen import dataclass
from bot.core.vocabulary import Level, Verdict


def stands_in(phrase: str, text: str) -> bool:
    """Whether the text holds the phrase, capital letters apart: a phrase may begin a sentence."""
    return phrase.casefold() in text.casefold()


@dataclass(frozen=True, slots=True)
class StageExample:
    """One stage told well. `strong` is empty only for the reflection, whose text depends on the level (`Scenario.reflections`); its
    phrases stand in one of those, each in its own."""

    target_seconds: int
    strong: str
    signal_phrases: tuple[str, ...]
    coaching: str
    common_mistake: str


@dataclass(frozen=True, slots=True)
class WeakReply:
    text: str
    why: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StrongReply:
    text: str
    signature: str
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioProbe:
    """A follow-up question. `ask` is worded for this story, `ask_any` for any story; `probes` are the ids it tests, the first one
    its target; `tests` says the same in a sentence for people."""

    id: str
    ask: str
    ask_any: str
    probes: tuple[str, ...]
    tests: str
    weak: WeakReply
    strong: StrongReply


@dataclass(frozen=True, slots=True)
class ClaimedFlaw:
    """A flaw that a weak answer shows: with the words that show it, or (`quote` None) something that is absent."""

    id: str
    quote: str | None
    why: str


@dataclass(frozen=True, slots=True)
class WeakAnswer:
    """A full weak answer. `fluent` marks the one that sounds strong: candidate A in the bar raiser's chair."""

    text: str
    fluent: bool
    verdict: Verdict
    flaws: tuple[ClaimedFlaw, ...]
    bar_raiser_thinks: str


@dataclass(frozen=True, slots=True)
class QuizOption:
    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A multiple-choice question with exactly one right option; every option says why it is right or wrong."""

    id: str
    ask: str
    about: tuple[str, ...]
    options: tuple[QuizOption, ...]


@dataclass(frozen=True, slots=True)
class Angle:
    """The same story told for another principle."""

    principle: str
    emphasise: str
    downplay: str
    opening_line: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """What one level asks of this story: the bar, what to focus on, and the time to keep to (from, to; from 0 means "at most")."""

    bar: str
    focus: str
    seconds: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    principle: str
    title: str
    domain: str
    shape: str
    language: str
    question: str
    question_variants: tuple[str, ...]
    overview: str
    takeaways: tuple[str, ...]
    stages: Mapping[str, StageExample]
    reflections: Mapping[Level, str]
    shows: tuple[str, ...]
    probes: tuple[ScenarioProbe, ...]
    weak_answers: tuple[WeakAnswer, ...]
    quiz: tuple[QuizQuestion, ...]
    angles: tuple[Angle, ...]
    calibration: Mapping[Level, Calibration]
    version: str = ""

    def strong_stages(self, level: Level) -> dict[str, str]:
        """The strong answer stage by stage, with the reflection of that level."""
        told = {stage: example.strong for stage, example in self.stages.items() if example.strong}
        told["reflection"] = self.reflections[level]
        return told

    def strong_answer(self, level: Level) -> str:
        """The strong answer as one text: the five stages in order, a paragraph each."""
        return "\n\n".join(self.strong_stages(level).values())
