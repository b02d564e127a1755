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


class StillAnswering(Refusal):
    """`n` players have not answered yet."""

    key = "quiz_still_answering"


class OnlyInServers(Refusal):
    """The command needs a server that the bot is a member of."""

    key = "quiz_only_in_servers"


class LeaderboardOff(Refusal):
    """The server's admins have turned the leaderboard off."""

    key = "leaderboard_off"


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


class NoSuchRoom(Refusal):
    """No study room of that id: it was deleted, or never was."""

    key = "study_no_such"


class RoomRunning(Refusal):
    """The channel has an open study room already."""

    key = "study_running"


class RoomMoved(Refusal):
    """The room has left the step that the button or form was made for."""

    key = "study_moved"


class AnswersClosed(Refusal):
    """The answers are revealed, or the room is closed; the text was kept for its author."""

    key = "study_answers_closed"


class NotTheRoomsHost(Refusal):
    """Only the host, or a moderator, may do that."""

    key = "study_not_the_host"


class NoAnswerOfYours(Refusal):
    """The member has sent no answer to this room."""

    key = "study_no_answer"


class NotJudgedYet(Refusal):
    """The member's own answer has not had its turn in the room."""

    key = "study_not_yet"


class NotAVote(Refusal):
    """What was sent is no vote with a reason: a forged or a broken form."""

    key = "study_not_a_vote"


class NoSuchPanel(Refusal):
    """No peer panel of that id: it was deleted, or never was."""

    key = "peer_no_such"


class NotInPanel(Refusal):
    """The member is neither of the two."""

    key = "peer_not_in"


class NotThatSeat(Refusal):
    """The other one of the two may do that."""

    key = "peer_not_that_seat"


class PanelMoved(Refusal):
    """The panel has left the step that the button or form was made for; a text was kept."""

    key = "peer_moved"


class PanelOver(Refusal):
    key = "peer_over"


class PanelNeedsTwo(Refusal):
    """A panel needs another person, and no bot."""

    key = "peer_needs_two"
