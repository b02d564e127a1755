"""What cannot be done in a study room or a peer panel."""

from __future__ import annotations

from bot.usecases.refusals import Refusal


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
    """The other one of the two may do that; `member` is who that is."""


class NotTheInvited(NotThatSeat):
    key = "peer_not_invited"


class NotTheInterviewer(NotThatSeat):
    key = "peer_not_the_desk"


class NotTheCandidate(NotThatSeat):
    key = "peer_not_the_candidate"


class PanelMoved(Refusal):
    """The panel has left the step that the button or form was made for; a text was kept."""

    key = "peer_moved"


class QuestionPassed(Refusal):
    """The question that stands above the button is answered, or was passed over; `member` asks the next one."""

    key = "peer_passed"


class PanelOver(Refusal):
    key = "peer_over"


class PanelNeedsTwo(Refusal):
    """A panel needs another person, and no bot."""

    key = "peer_needs_two"
