"""What cannot be done in a quiz, a party or a daily question."""

from __future__ import annotations

from bot.usecases.refusals import Refusal


class NoQuestions(Refusal):
    """There is no quiz question for the principle."""

    key = "quiz_no_questions"


class NoOpenQuiz(Refusal):
    """The member has no unfinished quiz."""

    key = "quiz_none_open"


class NoSuchQuiz(Refusal):
    """No quiz, party or daily question of that id: it was deleted, or never was."""

    key = "quiz_no_such"


class NoSuchOption(Refusal):
    """The question has no option of that letter."""

    key = "quiz_no_such_option"


class QuizNotYours(Refusal):
    key = "quiz_not_yours"


class QuizOver(Refusal):
    """The quiz, or its question, is closed."""

    key = "quiz_over"


class QuestionClosed(Refusal):
    """The question was answered too late."""

    key = "quiz_question_closed"


class ChangeUsed(Refusal):
    """The one change of an answer has been made; `letter` stands."""

    key = "quiz_change_used"


class PartyRunning(Refusal):
    """The channel has a party already."""

    key = "quiz_party_running"


class PartyOver(Refusal):
    key = "quiz_party_over"


class PartyBegun(Refusal):
    """The party has left its lobby."""

    key = "quiz_party_begun"


class NotTheHost(Refusal):
    """Only the host, or a moderator, may do that."""

    key = "quiz_not_the_host"


class StartIsTheHosts(NotTheHost):
    """The start is the host's for the first `minutes`, and then that of those who are in."""

    key = "quiz_start_is_the_hosts"


class HostLeft(NotTheHost):
    """The lobby's host has left the server: those who are in may go on, and this member is not."""

    key = "quiz_host_left"


class StillAnswering(Refusal):
    """`n` players have not answered yet."""

    key = "quiz_still_answering"


class LeaderboardOff(Refusal):
    """The server's admins have turned the leaderboard off."""

    key = "leaderboard_off"
