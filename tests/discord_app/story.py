"""What the candidates of these tests say, and how an interview goes on to its end."""

from __future__ import annotations

from functools import cache

from bot.content.library import load_library
from bot.content.rubric import load_rubric
from bot.core.judge import judge
from bot.core.judgement import Asked
from tests.discord_server import Actor, Channel, DiscordServer, Message, Seen

OPENING = (
    "I noticed that our nightly export to the clinics failed about once a week and that nobody owned it. It was the data team's job, not "
    "mine. I pulled three months of logs and found that every failure came from one timeout in the importer. I wrote a retry with a "
    "checkpoint, tested it against the recorded failures, and brought the finished change to their lead. He preferred a rewrite; I "
    "disagreed, showed him the numbers, and we shipped mine. The failures went from five a month to zero, and the clinics saved about "
    "twelve hours a month. Since then I add an alarm before I hand anything over, because silence had hidden this one for months."
)
QUOTED = "“It was the data team's job, not mine”"  # by the vote on OPENING, whichever question for Ownership it answers
REPLY = "I counted it from the logs myself: five failures in October, none in November. I wrote the check that counts them every night."
STAGES = {
    "Situation": "Our nightly export to the clinics failed about once a week, and patients waited for their results.",
    "Task": "It was the data team's job, not mine, and nobody had asked me.",
    "Action": "I pulled three months of logs, found the timeout in the importer, wrote a retry and tested it.",
    "Result": "The failures went from five a month to zero, and the clinics saved about twelve hours a month.",
    "Reflection": "Since then I add an alarm before I hand anything over, because silence had hidden this one for months.",
}


@cache
def unanswered() -> tuple[str, ...]:
    """The questions for Ownership that OPENING does not answer: of a story on another question a debrief says one thing to do, not three."""
    library, rubric = load_library(), load_rubric()
    asked = [*library.questions["ownership"]]
    for scenario in library.by_principle("ownership"):
        asked += [scenario.question, *scenario.question_variants]
    return tuple(one for one in asked if "off_question" in judge(rubric, Asked("ownership", "sde2", one), OPENING).ids)


def answered(shown: str) -> bool:
    """Whether OPENING answers the question that is shown."""
    return not any(question in shown for question in unanswered())


async def start(ann: Actor, at: Channel, **options: str) -> Message:
    """Starts an interview for Ownership and returns the message with the open question's buttons."""
    await ann.slash("interview start", at=at, options={"principle": "ownership", **options})
    place = ann.dm if options.get("place") == "dm" or at is ann.dm else ann.threads()[-1]
    return await ann.wait_for(lambda message: "Answer" in message.buttons, at=place)


async def end(ann: Actor, at: Channel) -> Seen:
    """Ends the interview by its command, and says so once more."""
    return await ann.click(await ann.slash("interview end", at=at), "End it")


def live(ann: Actor, place: Channel) -> Message:
    """The newest message that still has the buttons of a step."""
    return next(message for message in reversed(ann.visible(place)) if {"Answer", "Go on", "Vote"} & set(message.buttons))


def debrief_in(ann: Actor, place: Channel) -> Message | None:
    return next((message for message in ann.visible(place) if "Debrief ·" in message.text and "The vote:" in message.text), None)


async def to_the_end(server: DiscordServer, ann: Actor, place: Channel, *, by: str = "form") -> Message:
    """Answers whatever stands open, and goes on, until the debrief is there. Returns the debrief."""
    for _step in range(20):
        await server.quiet()
        found = debrief_in(ann, place)
        if found is not None:
            return found
        message = live(ann, place)
        if "Go on" in message.buttons:
            await ann.click(message, "Go on")
        elif by == "form":
            await ann.submit_modal((await ann.click(message, "Answer")).modal, [REPLY])
        elif by == "reply":
            await ann.say(place, REPLY, reply_to=message)
        else:
            await ann.say(place, REPLY)
    raise AssertionError(f"no debrief after 20 steps:\n{ann.sees(place)}")
