"""What cannot be done, as named errors. A front end turns one into a private line (bot/wording/refusals.py); nothing has changed."""

from __future__ import annotations


class Refusal(Exception):
    """`key` names the sentence, `values` fill it in. Values may be what somebody typed: they stand in no traceback, and so in no log."""

    key = "refused"

    def __init__(self, **values: str | int) -> None:
        super().__init__(self.key)
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


class LeftIdle(Closed):
    """The session is closed because nobody touched it, and can be taken up where it stood."""

    key = "left_idle"


class OutOfTurn(Refusal):
    """The interview cannot take this now; `why` names the sentences that say so, and what it takes instead (core/transitions.py)."""

    key = "out_of_turn"


class TooLong(Refusal):
    """The answer is longer than can be taken; it was kept as a draft."""

    key = "too_long"


class Empty(Refusal):
    """There is no text in the answer."""

    key = "empty"


class FileNotGiven(Refusal):
    """A file came with a message, and the platform did not give it."""

    key = "file_not_given"


class NoSuchScenario(Refusal):
    key = "no_such_scenario"


class ScenarioGone(Refusal):
    """The story that is being read or voted on has left the library."""

    key = "scenario_gone"


class NoScenarioFor(Refusal):
    """The mode needs a scenario, and there is none for the principle."""

    key = "no_scenario_for"


class NoOtherQuestion(Refusal):
    key = "no_other_question"


class TooMany(Refusal):
    """The member has done as much of this `kind` (sessions, answers, uploads) as can be taken within a `span` (minute, day). `limit` is how
    much that is, `until` when it is free again (UTC seconds)."""

    key = "too_many_answers_minute"

    def __init__(self, kind: str, span: str, *, limit: int, until: int) -> None:
        super().__init__(limit=limit, until=until)
        self.kind, self.span = kind, span
        self.key = f"too_many_{kind}_{span}"


class NothingToReport(Refusal):
    """The member has no session with anything in it."""

    key = "report_nothing"


class NothingKept(Refusal):
    """Nothing is stored of this person."""

    key = "privacy_nothing"


class NotAnAdmin(Refusal):
    """Only members who may manage the server can do that."""

    key = "not_an_admin"


class NoSuchPackScenario(Refusal):
    """The server has no `scenario` of its own by that id."""

    key = "pack_unknown"


class PackFull(Refusal):
    """The server has as many scenarios of its own (`limit`) as it can."""

    key = "pack_full"


class PackTooLarge(Refusal):
    """The file is larger than `limit` KB."""

    key = "pack_too_large"


class PackNotYaml(Refusal):
    key = "pack_not_yaml"


class PackNoName(Refusal):
    """Nothing in the name can stand in the name of a file."""

    key = "pack_no_name"


class PackNameTaken(Refusal):
    """There is a scenario of that id in the server, its own or one of ours."""

    key = "pack_name_taken"


class PackQuestions(Refusal):
    """The file is a bank of general questions, which a folder of scenarios may hold and a server may not."""

    key = "pack_questions"


class OnlyInServers(Refusal):
    """The command needs a server that the bot is a member of."""

    key = "quiz_only_in_servers"
