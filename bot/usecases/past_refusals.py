"""What cannot be done with a member's own past: comparing, stories, drills, telling again, interview days."""

from __future__ import annotations

from bot.usecases.refusals import Refusal


class NothingToCompare(Refusal):
    """No question was attempted twice."""

    key = "compare_nothing"


class NoSuchAttempt(Refusal):
    """The question has no attempt of that number."""

    key = "compare_no_such"


class NoSuchStory(Refusal):
    """The member has no such story, or no such telling of one."""

    key = "stories_no_such"


class NoName(Refusal):
    """A story needs a name."""

    key = "stories_no_name"


class NoSuchDrill(Refusal):
    """The member has no such drill."""

    key = "review_no_such"


class DrillOutdated(Refusal):
    """The drill was answered since, or is mastered."""

    key = "review_outdated"


class TooManySentences(Refusal):
    """A drill on a sentence takes a few sentences (`limit`, of `most` words): `n` were written, `words` long."""

    key = "review_too_long"


class NoSuchTelling(Refusal):
    """The interview told no story that could be told again."""

    key = "retell_no_telling"


class NoSuchRetelling(Refusal):
    key = "retell_no_such"


class SamePrinciple(Refusal):
    """The story was told for that principle."""

    key = "retell_same"


class NoQuestionFor(Refusal):
    """There is no question for the principle."""

    key = "retell_no_question"


class DayOpen(Refusal):
    """The member has an interview day that is not over."""

    key = "loop_open"


class NoDay(Refusal):
    """The member has no interview day, or not that one."""

    key = "loop_none"


class DayNotOver(Refusal):
    """Rounds of the day are still to come: `n` of them."""

    key = "loop_not_over"


class TooFewQuestions(Refusal):
    """There are questions for fewer principles than a day asks for."""

    key = "loop_too_few"
