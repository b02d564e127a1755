"""What cannot be done, as named errors. A front end turns one into a private line (bot/wording/refusals.py); nothing has changed."""

from __future__ import annotations


class Refusal(Exception):
    """`key` names the sentence, `values` fill it in."""

    key = "refused"

    def __init__(self, **values: str | int) -> None:
        super().__init__(self.key, values)
        self.values = values


class NoSuchSession(Refusal):
    """No session of that id: it was deleted, or never was."""

    key = "no_such_session"


class NotYours(Refusal):
    """The session is somebody else's."""

    key = "not_yours"


class NothingOpen(Refusal):
    """The member has no unfinished session."""

    key = "nothing_open"


class Outdated(Refusal):
    """The step was left behind, or is not there yet: an old button, a second device."""

    key = "outdated"


class AlreadyAnswered(Refusal):
    """This step already holds another answer; the text was kept beside it."""

    key = "already_answered"


class Closed(Refusal):
    """The session is over."""

    key = "closed"


class OutOfTurn(Refusal):
    """The interview cannot take this now; `sentence` says why and what it takes instead."""

    key = "out_of_turn"


class TooLong(Refusal):
    """The answer is longer than can be taken; it was kept as a draft."""

    key = "too_long"


class Empty(Refusal):
    """There is no text in the answer."""

    key = "empty"


class NoSuchScenario(Refusal):
    key = "no_such_scenario"


class NoScenarioFor(Refusal):
    """The mode needs a scenario, and there is none for the principle."""

    key = "no_scenario_for"


class NoOtherQuestion(Refusal):
    key = "no_other_question"


class TooManySessions(Refusal):
    """The member's limit for new sessions is reached."""

    key = "too_many_sessions"
