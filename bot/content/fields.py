"""The format of a scenario file, in one table: every field with its kind, its limits and what it means.

Validation (reading.py), the JSON Schema (schema.py), the writers' guide (guide.py) and the starter file (starter.py) follow from
it. The fields are those of bot/core/scenario.py, nested the same way.
"""

from __future__ import annotations

from bot.content.kinds import Choice, Field, Many, Name, Prose, Record, Span, Truth, Whole, frozen
from bot.core import scenario as core
from bot.core.vocabulary import FLAWS, FLAWS_AND_SIGNALS, HIRE_SIDE, LEVELS, PRINCIPLES, SIGNALS, STAGES, VERDICTS

SHAPES = {
    "success": "it was hard, and it worked",
    "honest_failure": "it failed, and the candidate says so and owns it",
    "argument_won": "a disagreement that changed the decision",
    "argument_lost": "a disagreement that did not, and was carried out all the same",
    "small_fix": "a small thing with a long shadow",
    "time_pressure": "a decision with too little time and too little known",
    "person_developed": "somebody else became better at what they do",
}
USUAL_SECONDS = {"situation": 30, "task": 20, "action": 90, "result": 20, "reflection": 15}

_PRINCIPLE = Choice("a principle", tuple(PRINCIPLES))
_FLAW = Choice("a flaw", tuple(FLAWS))
_SIGNAL = Choice("a signal", tuple(SIGNALS))
_EITHER = Choice("a flaw or a signal", tuple(FLAWS_AND_SIGNALS))
_WHY = Prose(500)
_REPLY = Prose(1_500, one_line=False)


def _ids(of: Choice, least: int = 1, most: int = 16) -> Many:
    return Many(of, least, most, distinct=True)


_STRONG = Field(
    "strong",
    Prose(2_500, one_line=False),
    "the strong text of this stage, as it would be said",
    starter="Say it as the person who did it.",
)
_STAGE_COMMON = (
    Field(
        "signal_phrases",
        Many(Prose(90), 2, 8, distinct=True),
        "phrases, word for word from the strong text, that an interviewer would underline",
        starter="word for word from the text",
    ),
    Field("coaching", _WHY, "how to do this stage well", starter="What makes this stage good in this story."),
    Field("common_mistake", _WHY, "the mistake that most people make here", starter="What most people say here instead."),
)


def _stage(name: str) -> Field:
    target = Field("target_seconds", Whole(5, 300, "seconds"), "how long it may take to say", starter=str(USUAL_SECONDS[name]))
    if name == "reflection":
        common = (target, *_STAGE_COMMON)
        return Field(
            name,
            Record("the reflection stage", common, _reflection_stage),
            f"{STAGES[name].meaning}; its texts stand in `reflections`",
        )
    return Field(name, Record(f"the {name} stage", (target, _STRONG, *_STAGE_COMMON), core.StageExample), STAGES[name].meaning)


def _reflection_stage(**values: object) -> core.StageExample:
    return core.StageExample(strong="", **values)  # type: ignore[arg-type]  # the record's own fields, as read


STAGE_FIELDS = Record("the stages", tuple(map(_stage, STAGES)), frozen)

REFLECTIONS = Record(
    "the reflections",
    (
        Field(
            "sde1",
            Prose(900, one_line=False),
            "a technical lesson from this story",
            starter="What this story taught about the work itself.",
        ),
        Field(
            "sde2",
            Prose(900, one_line=False),
            "a lesson that reaches beyond one's own team",
            starter="What is done otherwise since, beyond one's own team.",
        ),
        Field(
            "senior",
            Prose(900, one_line=False),
            "the structural cause behind this story",
            starter="Which structure let this happen, and what must change in it.",
        ),
    ),
    frozen,
)

WEAK_REPLY = Record(
    "a weak reply",
    (
        Field(
            "text",
            _REPLY,
            "the reply: it dodges, confirms the worry, or only asserts",
            starter="A reply that sounds fine and brings nothing.",
        ),
        Field("why", _WHY, "why it fails", starter="What is missing in it, and what would have been enough."),
        Field("shows", _ids(_FLAW), "the flaws that it shows", starter="no_data"),
    ),
    core.WeakReply,
)
STRONG_REPLY = Record(
    "a strong reply",
    (
        Field(
            "text",
            _REPLY,
            "the reply: it brings the specific thing that was missing",
            starter="A reply with the missing thing in it, word for word.",
        ),
        Field("signature", Prose(160), "the one line to remember, word for word from the text", starter="the missing thing"),
        Field("shows", _ids(_SIGNAL), "the signals that it shows", starter="data_evidence"),
    ),
    core.StrongReply,
)
PROBE = Record(
    "a probe",
    (
        Field("id", Name(), "short, unique within the file", starter="evidence"),
        Field("ask", Prose(300), "the probe, worded for this story", starter="What did you show them?"),
        Field(
            "ask_any",
            Prose(300),
            "the same probe, worded for any story: it asserts nothing of this one",
            starter="Which evidence did you put in front of them?",
        ),
        Field("probes", _ids(_EITHER, 1, 5), "the vocabulary ids that it tests, the most important first", starter="no_data"),
        Field("tests", Prose(300), "the same in a sentence", starter="Whether the claim rests on something that was measured."),
        Field("weak", WEAK_REPLY, "a reply that leans weak"),
        Field("strong", STRONG_REPLY, "a reply that leans strong"),
    ),
    core.ScenarioProbe,
)

CLAIMED_FLAW = Record(
    "a claimed flaw",
    (
        Field("id", _FLAW, "the flaw", starter="no_metric"),
        Field(
            "quote",
            Prose(400),
            "the exact words that show it; left out where the flaw is that something is missing",
            default=None,
        ),
        Field("why", _WHY, "why this is a flaw here", starter="No number measures the outcome."),
    ),
    core.ClaimedFlaw,
)
WEAK_ANSWER = Record(
    "a weak answer",
    (
        Field(
            "text",
            Prose(4_000, one_line=False),
            "the whole answer",
            starter="The same story, told so that nothing can be written down.",
        ),
        Field("fluent", Truth(), "`true` for the one that sounds strong: candidate A in the evaluate mode", starter="false"),
        Field(
            "verdict",
            Choice("a vote against hiring", tuple(one for one in VERDICTS if one not in HIRE_SIDE)),
            "the vote that it deserves",
            starter="no_hire",
        ),
        Field("flaws", Many(CLAIMED_FLAW, 2, 10), "the flaws that it shows"),
        Field(
            "bar_raiser_thinks",
            Prose(800),
            "what a bar raiser would say about it to a colleague",
            starter="What is left when the adjectives are taken away.",
        ),
    ),
    core.WeakAnswer,
)

QUIZ_OPTION = Record(
    "an option",
    (
        Field("text", Prose(240), "what can be chosen", starter="A line from the answer."),
        Field("right", Truth(), "`true` for exactly one of the options", starter="false"),
        Field("why", _WHY, "why it is right or wrong", starter="What this line shows, or fails to show."),
    ),
    core.QuizOption,
)
QUIZ_QUESTION = Record(
    "a quiz question",
    (
        Field("id", Name(), "short, unique within the file", starter="best-result"),
        Field(
            "ask",
            Prose(300),
            "the question, with all that it takes to answer it beside `overview`",
            starter="Which of these lines would a bar raiser write down?",
        ),
        Field("about", _ids(_EITHER, 1, 6), "the vocabulary ids that it is about", starter="metric_delta"),
        Field("options", Many(QUIZ_OPTION, 3, 5), "what can be chosen, about equally long"),
    ),
    core.QuizQuestion,
)

ANGLE = Record(
    "an angle",
    (
        Field("principle", _PRINCIPLE, "another principle that this story could serve", starter="ownership"),
        Field("emphasise", _WHY, "what to bring forward", starter="What this principle asks for in this story."),
        Field("downplay", _WHY, "what to leave out", starter="What distracts from it."),
        Field(
            "opening_line",
            Prose(300),
            "the first sentence, told that way",
            starter="The first sentence of the story, told for that principle.",
        ),
    ),
    core.Angle,
)

CALIBRATION = Record(
    "a calibration",
    (
        Field("bar", Prose(400), "what it takes at this level", starter="What must be shown at this level."),
        Field("focus", Prose(400), "what to spend the time on", starter="What to spend the time on."),
        Field("seconds", Span(Whole(0, 600, "seconds")), "from and to; `[0, 120]` is at most two minutes", starter="[0, 175]"),
    ),
    core.Calibration,
)

SCENARIO = Record(
    "the scenario",
    (
        Field("id", Name(), "short, unique in the library; the file's name without `.yaml`", starter="my-scenario"),
        Field("principle", _PRINCIPLE, "the leadership principle that the question asks for; the folder's name", starter="ownership"),
        Field("title", Prose(80), "what people see in a list", starter="A few words for the list"),
        Field("domain", Prose(60), "line of work and place, in a few words", starter="hospital pharmacy"),
        Field(
            "shape",
            Choice("a shape of story", tuple(SHAPES)),
            "what kind of story it is: " + ", ".join(f"`{word}` ({what})" for word, what in SHAPES.items()),
            starter="success",
        ),
        Field(
            "language",
            Choice("a language that the judge reads", ("en",)),
            "the language of the texts",
            default="en",
            starter="en",
        ),
        Field("question", Prose(240), "the question, in an interviewer's words", starter="Tell me about a time when ..."),
        Field("question_variants", Many(Prose(240), 3, 6, distinct=True), "other ways to ask it", starter="Another way to ask it"),
        Field(
            "overview",
            Prose(1_000),
            "the story in three to five sentences, told by an onlooker",
            starter="Who, where, what was wrong, what was done, what came of it.",
        ),
        Field(
            "takeaways",
            Many(Prose(250), 3, 6, distinct=True),
            "what to take from it, a sentence each",
            starter="What this story teaches",
        ),
        Field("stages", STAGE_FIELDS, "the strong answer, stage by stage"),
        Field("reflections", REFLECTIONS, "the last stage, told for each level"),
        Field(
            "shows",
            _ids(_SIGNAL, 3),
            "the signals that the strong answer shows, whichever reflection it ends with",
            starter="individual_action",
        ),
        Field("probes", Many(PROBE, 4, 8), "follow-up questions, each with a weak and a strong reply"),
        Field("weak_answers", Many(WEAK_ANSWER, 1, 3), "a plainly weak answer; better, a second fluent one"),
        Field("quiz", Many(QUIZ_QUESTION, 4, 8), "multiple-choice questions"),
        Field("angles", Many(ANGLE, 3, 5), "the same story told for other principles"),
        Field(
            "calibration",
            Record(
                "the calibration",
                tuple(Field(level, CALIBRATION, f"what {term.name} is measured by: {term.meaning}") for level, term in LEVELS.items()),
                frozen,
            ),
            "what each level is measured by",
        ),
    ),
    core.Scenario,
)

QUESTIONS = Record(
    "the question bank",
    tuple(Field(one, Many(Prose(300), 1, 40, distinct=True), f"questions for {term.name}", default=()) for one, term in PRINCIPLES.items()),
    frozen,
)
