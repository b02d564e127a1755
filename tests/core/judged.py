"""The real rubric, loaded once, and short ways to read and judge with it."""

from __future__ import annotations

from functools import lru_cache

from bot.content.rubric import load_rubric
from bot.core.answer import answer_of
from bot.core.judge import judge
from bot.core.judgement import Asked, Judgement
from bot.core.text.reading import Reading
from bot.core.vote.rubric import Rubric


@lru_cache(maxsize=1)
def rubric() -> Rubric:
    return load_rubric()


def reading_of(text: str) -> Reading:
    return rubric().reader.read(answer_of(text))


def voted(
    text: str, principle: str = "ownership", level: str = "sde2", question: str = "Tell me about a time you took something on."
) -> Judgement:
    return judge(rubric(), Asked(principle, level, question), text)  # type: ignore[arg-type]


def replied(text: str, probe: str, *competency: str, principle: str = "ownership") -> Judgement:
    return judge(rubric(), Asked(principle, "sde2", "Tell me about a time you took something on.", probe, competency), text)


# Told here, for these tests alone: they stand in no corpus and no scenario.
STRONG = (
    "I keep the rota for the lifeboat crews on the lake. In May two boats left the pier without a full tank, and the "
    "fuel log is the harbour "
    "office's business, not ours. Nobody had asked me, but I went through ninety days of the log and compared it with "
    "the meter on the pump. "
    "The meter showed 31 gaps, and 27 of them fell on a change of shift. I found that the early crew signed before they "
    "had filled up, because "
    "the form asked for the signature first. I redrew the form with the signature at the bottom, tried it with one crew "
    "for three weeks, and "
    "considered a locked pump too, but that would have cost 4,000 and slowed a real call down. Boats that left with "
    "less than half a tank went "
    "from nine a month to one, which matters to the forty thousand people who swim there in summer. The harbour office "
    "has taken the form over "
    "for its own two boats. If I did it again I would stand at the pump on the first morning, because I lost a week "
    "believing the log."
)
COLLECTIVE = (
    "In May two of our lifeboats left the pier without a full tank. We talked about it in the crew and decided to look "
    "into it. We went through the "
    "fuel log together, we compared it with the meter, and we saw that the gaps fell on the change of shift. Then we "
    "redesigned the form and we "
    "introduced it with all crews. The number of boats with an empty tank fell from nine a month to one. Since then we "
    "always put the signature at "
    "the bottom of a form."
)
ROUTED = (
    "In May I saw that two lifeboats left the pier without a full tank. I wrote an email to the harbour office and told "
    "my manager about it. I asked "
    "them to look into it and waited for their answer. After three weeks they found that the form was wrong and they "
    "changed it. Everybody was "
    "happy in the end. It showed me that communication is very important."
)
SALAD = (
    "Customer obsession, ownership, bias for action. Dive deep, think big, earn trust, deliver results. Data-driven, "
    "results-oriented team player with a "
    "growth mindset. Stakeholder management, synergies, end-to-end ownership, best practices. Raised the bar, disagreed "
    "and committed, invented and "
    "simplified. Passionate about excellence and leadership."
)
